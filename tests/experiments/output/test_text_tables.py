from concertacion.experiments.output.tables import markdown_table, terminal_table

HEADER = ("Outcome of a run", "in", "median", "half the runs", "9 runs in 10")


def test_columns_are_as_wide_as_their_widest_cell_and_numbers_stand_right():
    rows = [("Meetings held", "a year", "6.1", "5 to 7", "4 to 9"), ("Attendance", "%", "61", "58 to 64", "50 to 70")]
    header, rule, first, second = terminal_table(HEADER, rows, words=2).splitlines()
    assert len(header) == len(rule) == len(first) == len(second)
    assert first.startswith("Meetings held     a year") and first.endswith("4 to 9")
    assert second.index("61") + 2 == first.index("6.1") + 3 == header.index("median") + 6


def test_words_are_set_left_and_the_rule_is_as_wide_as_the_widest_line():
    header, rule, first = terminal_table(("Claim", "verdict"), [("BR-01", "no effect at all")]).splitlines()
    assert header == "Claim  verdict" and first == "BR-01  no effect at all" and rule == "-" * len(first)


def test_bars_are_escaped_in_markdown():
    assert markdown_table(("a", "b"), [("x|y", 2)]) == "| a | b |\n| --- | --- |\n| x\\|y | 2 |\n"
