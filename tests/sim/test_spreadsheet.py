"""What spreadsheets save is read as it was meant, or refused with the row and what to do."""

import pytest

from concertacion.sim.declare import InputError
from concertacion.sim.spreadsheet import UNREADABLE, parsed_sheet, read_sheet

MEANT = [["García", "0.5", "1200"], ["Peña", "-1.25", "7"]]
TEXT = "name,share,people\nGarcía,0.5,1200\nPeña,-1.25,7\n"
DIALECTS = {
    "as it should be": TEXT.encode(),
    "no end of line": TEXT.rstrip().encode(),
    "Windows lines": TEXT.replace("\n", "\r\n").encode(),
    "old Macintosh lines": TEXT.replace("\n", "\r").encode(),
    "byte-order mark": TEXT.encode("utf-8-sig"),
    "semicolons and decimal commas": TEXT.replace(",", ";").replace(".", ",").encode(),
    "semicolons and decimal points": TEXT.replace(",", ";").encode(),
    "sep=;": ("sep=;\r\n" + TEXT.replace(",", ";").replace(".", ",")).encode("utf-8-sig"),
    "Unicode text": TEXT.replace(",", "\t").replace(".", ",").encode("utf-16"),
    "quoted": TEXT.replace("0.5", '"0.5"').replace("García", '"García"').encode(),
    "blanks around cells": TEXT.replace(",", " , ").encode(),
    "empty columns": TEXT.replace("\n", ",,\n").encode(),
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_cells(dialect):
    sheet = parsed_sheet(DIALECTS[dialect])
    assert (sheet.header, sheet.rows, sheet.numbers, sheet.faults) == (["name", "share", "people"], MEANT, [2, 3], [])


def test_rows_without_content_are_left_out_and_the_others_keep_their_numbers():
    sheet = parsed_sheet(b"a;b\n\n1;2\n;;\n3;4\n\n\n")
    assert (sheet.rows, sheet.numbers) == ([["1", "2"], ["3", "4"]], [3, 5])


def test_a_cell_may_hold_the_separator_and_several_lines():
    assert parsed_sheet(b'a,b\n"x, y","1\n2"\nz,3\n').rows == [["x, y", "1\n2"], ["z", "3"]]


def test_columns_of_text_keep_their_commas():
    assert parsed_sheet(b"a;b\n0,5;0,5\n", texts=["a"]).rows == [["0,5", "0.5"]]


REFUSED = {
    "nothing": (b"", None, "the file is empty"),
    "blank lines": (b"\n\n", None, "the file is empty"),
    "Latin-1": ("a,b\n1,2\nPeña,3\n".encode("latin-1"), 3, "not UTF-8 text (near 'Peña,3', if it is Windows-1252); save it as"),
    "UTF-16 without a mark": ("a,b\n1,2\n".encode("utf-16-le"), None, "not a text file"),
    "half of UTF-16": (b"\xff\xfea", None, "not UTF-16 text"),
    "a workbook": (b"PK\x03\x04\x00\x00", None, "not a text file"),
    "decimal commas between commas": (b'a,b\n"0,5",2\n', 2, "a is '0,5': write 0.5, or save the table with semicolons betw"),
    "thousands between commas": (b'a,b\n1,"1,234"\n', 2, "b is '1,234': if it means 1234, write 1234, else 1.234, or save"),
    "thousands of Germany": (b"a;b\n1.234,5;2\n", 2, "a is '1.234,5': write the number without thousands separators: 1234.5"),
    "thousands of France": ("a;b\n1\u202f234;2\n".encode(), 2, "without thousands separators"),
    "both decimal signs": (b"a;b\n0.5;1\n1;0,25\n", 3, "b is '0,25': 1 other number has a point, not a comma; write 0.25"),
    "1.234 alone": (b"a;b\n1.234;5\n", 2, "a is '1.234': a decimal or a thousands separator? Write 1234 or"),
    "too many cells": (
        b"a,b\n1,2\n0,5,1\n",
        3,
        "has 3 cells where the header has 2; a cell that holds commas needs double quotes",
    ),
    "too few cells": (b"a;b\n1;2\n3\n", 3, "has 1 cell where the header has 2; cells are separated by semicolons"),
    "an open quote": (b'a,b\n"1,2\n', None, "is a double quote left open?"),
    "a name twice": (b"a,b,a\n1,2,3\n", 1, "the column a appears twice"),
    "no name": (b"a,,b\n1,2,3\n", 1, "column 2 has no name"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_row(case):
    data, row, words = REFUSED[case]
    (fault,) = parsed_sheet(data).faults
    assert fault.row == row and words in fault.message
    assert fault.sentence("t.csv").startswith("t.csv:" if row is None else f"t.csv, row {row}:")


def test_a_number_unlike_the_others_of_its_file_is_the_one_at_fault_and_all_such_come_at_once():
    sheet = parsed_sheet(b"a;b\n15,9;1\n0,5;1.676,0\n7,25;2\n1.676;3.5\n")
    assert [fault.sentence("t.csv") for fault in sheet.faults] == [
        "t.csv, row 5: a is '1.676': 3 other numbers have a comma, not a point; if it means 1676, write 1676, else 1,676",
        "t.csv, row 3: b is '1.676,0': write the number without thousands separators: 1676,0",
        "t.csv, row 5: b is '3.5': 3 other numbers have a comma, not a point; write 3,5",
    ]
    assert sheet.rows == [["15.9", "1"], ["0.5", "1676.0"], ["7.25", "2"], [UNREADABLE, "3.5"]]


def test_many_faults_alike_of_a_column_are_one_line_with_their_rows():
    rows = "".join(f'"{n},5",{n}\n' for n in range(3, 12))
    (fault,) = parsed_sheet(f'a,b\n{rows}x,0.5\n"1,5",2\n'.encode()).faults
    assert fault.row == 2 and fault.message.endswith("with semicolons between its cells (and 9 more like it: rows 3 to 10, 12)")
    (fault,) = parsed_sheet(b"a,b\n" + b"1\n" * 90).faults
    assert fault.message.endswith("(and 89 more like it: rows 3 to 91)")


def test_every_ragged_row_is_a_fault():
    assert [fault.row for fault in parsed_sheet(b"a,b\n1\n1,2\n1,2,3\n").faults] == [2, 4]


def test_a_file_is_named_in_the_first_fault(tmp_path):
    with pytest.raises(InputError, match="points: cannot be read"):
        read_sheet(tmp_path / "none.csv", "points")
    (tmp_path / "a.csv").write_bytes(b"a,b\n1\n")
    with pytest.raises(InputError, match="points, row 2: has 1 cell where the header has 2"):
        read_sheet(tmp_path / "a.csv", "points")
