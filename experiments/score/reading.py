"""A table to score, read and checked: which of the four it is shows in its columns."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from concertacion.analysis.formatting import listed
from concertacion.analysis.score.kinds import KINDS, Kind
from concertacion.sim.declare import InputError, clipped
from concertacion.sim.spreadsheet import Fault, alike, read_sheet

YEARS = (1000, 3000)
MOST = 366  # of a count: one a day


def read_table(path: Path, file: str) -> tuple[Kind, pd.DataFrame]:
    """The kind of a table, and its rows; `file` is its name in errors. The index holds the rows as a spreadsheet shows them.

    Columns that the kind does not have are not read.

    Raises
    ------
    InputError
        With the first fault: the file cannot be read, is none of the four tables, has no rows, or a cell or key is wrong.
    """
    if path.is_dir():
        raise InputError(f"{file}: is a folder; name a table, FILE.csv")
    names = {name for kind in KINDS.values() for name in kind.texts}
    sheet = read_sheet(path, file, texts=names | {"event", "leader"})
    kind = kind_of(sheet.header, file)
    if not sheet.rows:
        raise InputError(f"{file}: has no rows; it needs {', '.join(kind.columns)} of at least one")
    cells = pd.DataFrame(sheet.rows, columns=sheet.header, index=sheet.numbers, dtype=object)
    for fault in faults(kind, cells):
        raise InputError(fault.sentence(file))
    numbers = ["year", *kind.outcomes, *(name for name in kind.optional if name in cells)]
    wanted = [name for name in (*kind.columns, *kind.optional) if name in cells]
    return kind, cells[wanted].astype({name: int for name in numbers})


def kind_of(header: list[str], file: str) -> Kind:
    """The kind of table that has these columns.

    Raises
    ------
    InputError
        If it is none of them or could be two.
    """
    found = [kind for kind in KINDS.values() if set(kind.columns) <= set(header)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{file}, row 1: could be a table of {listed([kind.name for kind in found])}; keep the columns of one")
    known = list(dict.fromkeys(name for kind in KINDS.values() for name in kind.columns))
    for name in header:
        close = get_close_matches(name, known, n=1, cutoff=0.7)
        if close and close[0] not in header:
            raise InputError(f"{file}, row 1: no table to score has a column {name}; did you mean '{close[0]}'?")
    near = max(KINDS.values(), key=lambda kind: len(set(kind.columns) & set(header)))
    if not set(near.outcomes) & set(header):  # no column says what was counted
        tables = "; ".join(",".join(kind.columns) for kind in KINDS.values())
        raise InputError(f"{file}, row 1: has the columns {clipped(','.join(header), 60)}; a table to score has {tables}")
    lacking = [name for name in near.columns if name not in header]
    raise InputError(f"{file}, row 1: lacks the column {listed(lacking)}; a table of {near.name} has {','.join(near.columns)}")


def faults(kind: Kind, cells: pd.DataFrame) -> Iterator[Fault]:
    """What is wrong with cells, column by column, then with keys."""
    bounds = {"year": YEARS} | {name: (0, 1 if kind.binary else MOST) for name in kind.outcomes}
    bounds |= {name: (0, 1) for name in kind.optional if name in cells}
    for name in kind.texts:
        yield from _fault(cells[name] == "", cells[name], f"{name} is empty; write its code")
    for name, (low, high) in bounds.items():
        wrong = ~cells[name].map(lambda cell, low=low, high=high: cell.isdecimal() and low <= int(cell) <= high).astype(bool)
        expected = "0 or 1" if high == 1 else f"a whole number from {low} to {high:,}" if name != "year" else "a year"
        yield from _fault(wrong, cells[name], f"{name} is '{{}}', expected {expected}")
    if {"visitor", "visited"} <= set(kind.keys):
        yield from _fault(cells["visitor"] == cells["visited"], cells["visitor"], "{} visits itself; leave the row out")
    if not kind.repeats:
        keys = cells[list(kind.keys)].astype(str).agg(", ".join, axis=1)
        yield from _fault(keys.duplicated(), keys, "{} appears twice; keep one row of it")


def _fault(wrong: pd.Series, cells: pd.Series, message: str) -> Iterator[Fault]:
    rows = [int(row) for row in cells.index[wrong]]
    if rows:
        first = Fault(rows[0], message.replace("{}", clipped(str(cells[rows[0]]), 40)))
        yield alike(first, rows[1:]) if rows[1:] else first
