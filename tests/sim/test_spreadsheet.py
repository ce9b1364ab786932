"""What spreadsheets save is read as it was meant, or refused with the row and what to do."""

import pytest

from concertacion.sim.declare import InputError
from concertacion.sim.spreadsheet import parsed_sheet, read_sheet

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
    "decimal commas between commas": (b'a,b\n"0,5",2\n', 2, "a is '0,5': write the number with a decimal point"),
    "thousands between commas": (b'a,b\n1,"1,234"\n', 2, "b is '1,234': write the number with a decimal point and without thou"),
    "thousands of Germany": (b"a;b\n1.234,5;2\n", 2, "a is '1.234,5': write the number without thousands separators"),
    "thousands of France": ("a;b\n1\u202f234;2\n".encode(), 2, "without thousands separators"),
    "both decimal signs": (b"a;b\n0.5;1\n1;0,25\n", 3, "b is '0,25': a decimal comma, but row 2 has a decimal point"),
    "1.234 alone": (b"a;b\n1.234;5\n", 2, "a is '1.234': a decimal or a thousands separator? Write 1234 or"),
    "too many cells": (b"a,b\n1,2\n0,5,1\n", 3, "has 3 cells, the header 2; a cell that holds commas needs double quotes"),
    "too few cells": (b"a;b\n1;2\n3\n", 3, "has 1 cells, the header 2, with semicolons between them"),
    "an open quote": (b'a,b\n"1,2\n', None, "is a double quote left open?"),
    "a name twice": (b"a,b,a\n1,2,3\n", 1, "the column a is there twice"),
    "no name": (b"a,,b\n1,2,3\n", 1, "column 2 has no name"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_row(case):
    data, row, words = REFUSED[case]
    (fault,) = parsed_sheet(data).faults
    assert fault.row == row and words in fault.message
    assert fault.sentence("t.csv").startswith("t.csv:" if row is None else f"t.csv, row {row}:")


def test_every_ragged_row_is_a_fault():
    assert [fault.row for fault in parsed_sheet(b"a,b\n1\n1,2\n1,2,3\n").faults] == [2, 4]


def test_a_file_is_named_in_the_first_fault(tmp_path):
    with pytest.raises(InputError, match="points: cannot be read"):
        read_sheet(tmp_path / "none.csv", "points")
    (tmp_path / "a.csv").write_bytes(b"a,b\n1\n")
    with pytest.raises(InputError, match="points, row 2: has 1 cells"):
        read_sheet(tmp_path / "a.csv", "points")
