"""Tables in the formats that others read: CSV, Parquet, an Excel workbook, LaTeX. The same tables give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.output_dir import new_folder
from concertacion.sim.declare import InputError

FOLDER, WORKBOOK, LATEX = "tables", "summary.xlsx", "summary.tex"
CODEBOOK = ("table", "column", "unit", "meaning")
DIGITS = 6  # significant, of numbers in CSV files
MOST_ROWS = 2**20 - 1  # of an Excel sheet, its header left out
LONGEST_SHEET = 31  # letters of its name
CREATED = datetime(2000, 1, 1)  # of every workbook: nothing of the moment goes into a file


class Tables(NamedTuple):
    """What a result says as tables.

    `whole` are written as CSV or Parquet, each in parts, so that they may be larger than memory; `sheets`, called only
    for a workbook, makes those of it. `printed` holds text, for a paper.
    """

    whole: Mapping[str, Iterable[pd.DataFrame]]
    sheets: Callable[[], Mapping[str, pd.DataFrame]]
    printed: pd.DataFrame
    caption: str


def of_frames(frames: Mapping[str, pd.DataFrame], printed: pd.DataFrame, caption: str) -> Tables:
    """Tables that are small enough to be whole in every format."""
    return Tables({name: [frame] for name, frame in frames.items()}, lambda: frames, printed, caption)


def add_tables(output_dir: Path, kind: str, make: Callable[[], Tables]) -> None:
    """Write the tables of a result into its folder (`kind`: none, csv, parquet or excel); raises what `write_tables` does."""
    if kind != "none":
        with new_folder(output_dir / FOLDER) as folder:
            write_tables(folder, kind, make())


def check_sheet(kind: str, rows: int, of_what: str) -> None:
    """Refuse tables that an Excel workbook cannot hold.

    Raises
    ------
    InputError
        If a sheet would have too many rows.
    """
    if kind == "excel" and rows > MOST_ROWS:
        raise InputError(
            f"tables=excel: a sheet holds {MOST_ROWS:,} rows, and there are {rows:,} {of_what}; write tables=parquet"
        )


def write_tables(folder: Path, kind: str, tables: Tables) -> None:
    """Write tables into a folder that is there (`kind`: csv, parquet or excel).

    Raises
    ------
    OSError
        If the disk is full or cannot be written to.
    """
    if kind == "excel":
        write_bytes(folder / WORKBOOK, excel_bytes(tables.sheets()))
    else:
        for name, parts in tables.whole.items():
            {"csv": _write_csv, "parquet": _write_parquet}[kind](folder / f"{name}.{kind}", parts)
    write_bytes(folder / LATEX, latex(tables.printed, tables.caption).encode())


def _write_csv(path: Path, parts: Iterable[pd.DataFrame]) -> None:
    """CSV, UTF-8: texts in quotes, numbers of six digits, what is not defined empty."""
    import pyarrow as pa
    from pyarrow.csv import CSVWriter, WriteOptions

    with path.open("wb") as file:
        for number, frame in enumerate(parts):
            table = pa.Table.from_pandas(frame.apply(_rounded), preserve_index=False)
            plain = {name: _as_text(column) for name, column in zip(table.column_names, table.columns, strict=True)}
            table = pa.table(plain)
            if number == 0:
                file.write((",".join(table.column_names) + "\n").encode())
            with CSVWriter(file, table.schema, write_options=WriteOptions(include_header=False)) as writer:
                writer.write(table)


def _as_text(column: Any) -> Any:
    """Categories as texts; all else as it is."""
    import pyarrow as pa

    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _rounded(column: pd.Series) -> pd.Series:
    """Numbers to six significant digits, their whole parts in full; all else as it is."""
    if column.dtype.kind != "f":
        return column
    values = column.to_numpy(dtype="float64")
    size = np.floor(np.log10(np.abs(np.where(values == 0, 1.0, values))))
    scale = 10.0 ** np.clip(DIGITS - 1 - np.nan_to_num(size, posinf=0.0, neginf=0.0), 0, 300)
    return pd.Series(np.round(values * scale) / scale, column.index)


def _write_parquet(path: Path, parts: Iterable[pd.DataFrame]) -> None:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    writer = None
    try:
        for frame in parts:
            table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
            writer = writer or ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table.cast(writer.schema))
    finally:
        if writer is not None:
            writer.close()


def excel_bytes(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook, a sheet a table: its first row stays in view and can be filtered; texts are texts, whatever they begin with."""
    memory, options = BytesIO(), {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(memory, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        writer.book.set_properties({"created": CREATED})
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name[:LONGEST_SHEET], index=False)
            sheet = writer.sheets[name[:LONGEST_SHEET]]
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
            sheet.autofit(300)
    return memory.getvalue()


def latex(frame: pd.DataFrame, caption: str) -> str:
    """A table of texts as LaTeX, in the style of booktabs, every text escaped."""
    style = frame.style.hide(axis="index").format(escape="latex").format_index(escape="latex", axis="columns")
    letters = "l" + "l" * (len(frame.columns) > 1) + "r" * max(0, len(frame.columns) - 2)
    text = style.to_latex(hrules=True, column_format=letters, caption=_escaped(caption), position_float="centering")
    return f"% Needs \\usepackage{{booktabs}}\n{text}"


def _escaped(text: str) -> str:
    """A text with the signs that mean something to LaTeX escaped."""
    signs = {"\\": r"\textbackslash ", "~": r"\textasciitilde ", "^": r"\textasciicircum "}
    return "".join(signs.get(letter, f"\\{letter}" if letter in "&%$#_{}" else letter) for letter in text)
