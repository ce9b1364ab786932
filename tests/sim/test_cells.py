"""A cell that is not valid says what to write, and many alike are one fault."""

import pandas as pd
import pytest

from concertacion.sim.worlds.cells import Column
from concertacion.sim.worlds.columns import DATE, TABLES
from concertacion.sim.worlds.consistency import spells
from concertacion.sim.worlds.tables import typed

CELLS = {
    "day first": (DATE, "23/10/2004", "expected a date YYYY-MM-DD; give the column the format 'text' and write 2004-10-23"),
    "day or month first": (DATE, "09/10/2004", "the format 'text' and write 2004-09-10 or 2004-10-09"),
    "days since 1900": (DATE, "39958", "the format 'text' and write 2009-05-25"),
    "no date": (DATE, "spring", "expected a date YYYY-MM-DD"),
    "two letters": (Column("code"), "BD", "expected three capital letters, such as BRA"),
    "a word for 0": (Column("whole", 0, 1), "no", "expected 0 or 1"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_cell_that_is_not_valid_says_what_to_write(case):
    column, cell, words = CELLS[case]
    _, bad = column.convert(pd.Series([cell]))
    assert bad.all() and f"expected {column.expected()}{column.remedy(cell)}".endswith(words)


def test_an_empty_first_day_is_one_fault_and_of_many_the_first_names_the_rows_of_the_others():
    rows = [["SAARC", f"AA{n}", "" if n == "A" else "10/1/2004", "", "full", "own"] for n in "ABCDEF"]
    frame, faults = typed("memberships", pd.DataFrame(rows, columns=list(TABLES["memberships"].columns), index=range(2, 8)))
    assert [fault.row for fault in faults] == [2] and faults[0].message.endswith("(and 5 more like it: rows 3 to 7)")
    assert not list(spells(frame, ["organisation", "member"]))
