"""Reading the tables of a world: strings from CSV files, then converted and checked against their declarations.

Rows are numbered as in a spreadsheet: the header is row 1. Rules across tables or rows are in `sim.worlds.consistency`.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.sim.declare import InputError, nearest
from concertacion.sim.worlds.columns import POWER_EXPOSURE, TABLES, Column
from concertacion.sim.worlds.consistency import check_together, row_fault

FOREVER = "9999-12-31"  # the end of a spell whose end is left empty
Frames = dict[str, pd.DataFrame]


class Tables(NamedTuple):
    """The checked tables of a folder by name, and a digest of their bytes."""

    label: str
    frames: Frames
    digest: str


def convert(column: Column, raw: pd.Series) -> tuple[pd.Series, np.ndarray]:
    """Values of a column of strings, and a mask of the cells that are not valid.

    An empty cell, where allowed, becomes NaN or the far future, or stays empty.
    """
    blank = (raw == "").to_numpy(bool)
    if column.kind in ("number", "whole"):
        values: pd.Series = pd.to_numeric(raw, errors="coerce").astype(float)
        bad = ~((values >= column.low) & (values <= column.high)).to_numpy(bool)
        if column.kind == "whole":
            bad |= (values % 1 != 0).to_numpy(bool)
    elif column.kind == "date":
        values = pd.to_datetime(raw.mask(blank, FOREVER), format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
        bad = values.isna().to_numpy(bool)
    else:
        values = raw
        if column.kind == "code":
            good = raw.str.fullmatch("[A-Z]{3}")
        elif column.kind == "name":
            good = raw.isin(column.choices)
        elif column.kind == "list" and column.choices:
            good = raw.map(lambda cell: set(cell.split(";")) <= set(column.choices))
        else:
            good = raw.str.strip() == raw
        bad = ~good.to_numpy(bool)
    return values, (bad & ~blank) | (blank & (not column.empty))


def _parse(data: bytes, file: str) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return pd.read_csv(
                io.BytesIO(data), dtype=str, na_filter=False, index_col=False, skip_blank_lines=False, encoding="utf-8-sig"
            )
    except pd.errors.EmptyDataError:
        raise InputError(f"{file}: the file is empty; it needs a header and its rows") from None
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        detail = str(error).strip().splitlines()[0].removeprefix("Error tokenizing data. C error: ")
        raise InputError(f"{file}: each row needs as many cells as the header ({detail})") from None
    except UnicodeDecodeError:
        raise InputError(f"{file}: not UTF-8 text; save it as 'CSV UTF-8'") from None


def check_frame(name: str, raw: pd.DataFrame, file: str) -> pd.DataFrame:
    """The typed frame of a table of strings, sorted by its key (the index keeps the position in the file).

    Raises
    ------
    InputError
        With file, row and valid values: a missing or unknown column, an empty table, a cell that is not valid, a row given twice.
    """
    table = TABLES[name]
    for column in raw.columns:
        if column not in table.columns:
            raise InputError(f"{file}: unknown column '{column}'; {nearest(column, table.columns)}")
    for column in table.columns:
        if column not in raw.columns:
            raise InputError(f"{file}: column '{column}' is missing; the columns are {', '.join(table.columns)}")
    if raw.empty and not table.may_be_empty:
        raise InputError(f"{file}: the table has no rows; it needs at least one below the header")
    frame = pd.DataFrame(index=raw.index)
    for column, rule in table.columns.items():
        frame[column], bad = convert(rule, raw[column])
        if bad.any():
            row = int(np.argmax(bad))
            raise row_fault(file, row, f"{column} is '{raw[column].iloc[row]}', expected {rule.expected()}")
    twice = frame.duplicated(list(table.key)).to_numpy(bool)
    if twice.any():
        row = int(np.argmax(twice))
        cells = " ".join(raw[column].iloc[row] for column in table.key)
        raise row_fault(file, row, f"'{cells}' is given twice; one row for each {', '.join(table.key)}")
    return frame.sort_values(list(table.key))


def read_strings(folder: Path) -> tuple[Frames, str]:
    """Every table of a folder as strings, and a sha256 of the bytes.

    Raises
    ------
    InputError
        If the folder or a file is missing, is not text, or has ragged rows.
    """
    if not folder.is_dir():
        raise InputError(f"world folder '{folder}' does not exist; name one that holds {', '.join(f'{t}.csv' for t in TABLES)}")
    digest = hashlib.sha256()
    raw = {}
    for name in TABLES:
        path = folder / f"{name}.csv"
        if not path.is_file():
            raise InputError(f"{folder.name}/{name}.csv does not exist; a world needs the tables {', '.join(TABLES)}")
        data = path.read_bytes()
        digest.update(f"{name}:{len(data)}:".encode() + data)
        raw[name] = _parse(data, f"{folder.name}/{name}.csv")
    if "power_exposure" not in raw["domains"] and "domain" in raw["domains"]:
        raw["domains"]["power_exposure"] = raw["domains"]["domain"].map(POWER_EXPOSURE).fillna("0.1")
    return raw, digest.hexdigest()


def read_tables(folder: Path, edit: Callable[[Frames], None] | None = None) -> Tables:
    """The tables of a folder, checked. `edit` may change the strings before they are checked (overrides).

    Raises
    ------
    InputError
        In one sentence: the file, the row, the mistake and the valid values.
    """
    raw, digest = read_strings(folder)
    if edit:
        edit(raw)
    frames = {name: check_frame(name, raw[name], f"{folder.name}/{name}.csv") for name in TABLES}
    check_together(frames, folder.name)
    return Tables(folder.name, frames, digest)
