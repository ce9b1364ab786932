"""docs/tables.md is written from the declarations of the tables, and names every column and check."""

from concertacion.experiments.pages import tables as page
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.plausible.checks import CHECKS

TEXT = page.PAGE.read_text(encoding="utf-8")


def test_the_page_is_current():
    assert page.main(["--check"]) == 0, "run python -m concertacion.experiments.pages.tables"


def test_the_page_counts_the_tables():
    words = {18: "eighteen", 5: "five", 23: "twenty-three"}
    spare = sum(table.optional for table in TABLES.values())
    assert f"{words[len(TABLES) - spare]} CSV files, and up to {words[spare]} more" in TEXT
    assert f"all {words[len(TABLES)]} tables" in TEXT


def test_every_column_stands_under_its_table_with_a_meaning():
    for name, table in TABLES.items():
        lines = TEXT.split(f"### {name}.csv", 1)[1].split("\n### ", 1)[0].splitlines()
        described = {line.split("`")[1]: line.split("|")[3].strip() for line in lines if line.startswith("| `")}
        assert described.keys() >= table.columns.keys() and all(described.values())


def test_every_check_is_in_the_table_of_what_can_hardly_be_right():
    assert all(f"| {check.finds} | {'error' if check.refuses else 'warning'} |" in TEXT for check in CHECKS)
