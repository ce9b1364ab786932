"""Tables as CSV, Parquet, Excel and LaTeX: the same numbers and texts come back, and the same bytes are written again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from concertacion.experiments.output import formats
from concertacion.experiments.output.formats import Tables, add_tables, check_sheet, latex, of_frames
from concertacion.sim.declare import InputError

FRAME = pd.DataFrame(
    {
        "run": [0, 1, 2],
        "country": pd.Categorical(["ARG", "BRA", "ARG"]),
        "detail": ["=1+1", 'says "yes, no"', ""],
        "growth": [0.123456789, np.nan, -1234567.0],
    }
)


def test_csv_holds_texts_as_they_are_six_digits_and_nothing_where_nothing_is_defined(tmp_path):
    add_tables(tmp_path, "csv", lambda: of_frames({"a": FRAME}, FRAME, ""))
    lines = (tmp_path / "tables" / "a.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["run,country,detail,growth", '0,"ARG","=1+1",0.123457', '1,"BRA","says ""yes, no""",', '2,"ARG","",-1234567']
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {"a.csv", "summary.tex"}


def test_parquet_and_excel_hold_the_same_table(tmp_path):
    for kind in ("parquet", "excel"):
        add_tables(tmp_path / kind, kind, lambda: of_frames({"a": FRAME}, FRAME, ""))
    plain = FRAME.astype({"country": str})
    stored = pd.read_parquet(tmp_path / "parquet" / "tables" / "a.parquet").astype({"country": str})
    pd.testing.assert_frame_equal(stored, plain, check_dtype=False)
    assert cells(tmp_path / "excel" / "tables" / "summary.xlsx") == [
        ["run", "country", "detail", "growth"],
        ["0", "ARG", "=1+1", "0.123456789"],
        ["1", "BRA", 'says "yes, no"'],
        ["2", "ARG", "-1234567"],
    ]


def cells(path):
    """The texts and numbers of the first sheet, row by row; read from the XML, for no library here reads workbooks."""
    from xml.etree import ElementTree
    from zipfile import ZipFile

    with ZipFile(path) as file:
        texts, sheet = (ElementTree.fromstring(file.read(f"xl/{name}.xml")) for name in ("sharedStrings", "worksheets/sheet1"))
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    shared = ["".join(text.itertext()) for text in texts.iter(f"{name}si")]
    assert not list(sheet.iter(f"{name}f"))  # no formula
    return [
        [shared[int(value)] if cell.get("t") == "s" else value for cell in row if (value := cell.findtext(f"{name}v"))]
        for row in sheet.iter(f"{name}row")
    ]


@pytest.mark.parametrize("kind", ["csv", "parquet", "excel"])
def test_the_same_tables_give_the_same_bytes_in_one_part_or_several(tmp_path, kind):
    for name, parts in (("one", [FRAME]), ("two", [FRAME[:1], FRAME[1:]])):
        tables = Tables({"a": parts}, lambda: {"a": FRAME}, FRAME, "The same.")
        add_tables(tmp_path / name, kind, lambda tables=tables: tables)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name / "tables").iterdir()} for name in ("one", "two"))
    if kind == "parquet":  # a part is a group of rows
        read = [pd.read_parquet(tmp_path / name / "tables" / "a.parquet") for name in ("one", "two")]
        pd.testing.assert_frame_equal(*read)
    else:
        assert one == two


def test_latex_has_rules_of_booktabs_and_escapes_what_would_be_a_command():
    printed = pd.DataFrame({"Outcome": ["went_dormant & co"], "Unit": ["%"], "Median": ["10% of $5"]})
    text = latex(printed, "50% of all_runs")
    for part in (r"\toprule", r"\bottomrule", r"went\_dormant \& co", r"10\% of \$5", r"\caption{50\% of all\_runs}", "{llr}"):
        assert part in text


def test_nothing_is_written_where_nothing_is_wanted_or_a_table_fails(tmp_path):
    add_tables(tmp_path, "none", lambda: pytest.fail("tables were made"))

    def broken():
        yield FRAME
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        add_tables(tmp_path, "csv", lambda: Tables({"a": broken()}, dict, FRAME, ""))
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_excel_cannot_hold_is_refused(monkeypatch):
    monkeypatch.setattr(formats, "MOST_ROWS", 10)
    check_sheet("excel", 10, "points")
    check_sheet("csv", 11, "points")
    with pytest.raises(InputError, match="a sheet holds 10 rows, and there are 11 points; write tables=parquet"):
        check_sheet("excel", 11, "points")
