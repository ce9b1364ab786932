from concertacion.experiments.summary import summary_table


def test_columns_are_as_wide_as_their_widest_cell_and_numbers_stand_right():
    rows = [("Meetings held", "a year", "6.1", "5 to 7", "4 to 9"), ("Attendance", "%", "61", "58 to 64", "50 to 70")]
    header, rule, first, second = summary_table(rows).splitlines()
    assert len(header) == len(rule) == len(first) == len(second)
    assert first.startswith("Meetings held     a year") and first.endswith("4 to 9")
    assert second.index("61") + 2 == first.index("6.1") + 3 == header.index("median") + 6
