"""The valid values of a column, and how its cells of text become values."""

from __future__ import annotations

import math
import re
from typing import NamedTuple, Self

import numpy as np
import pandas as pd

from concertacion.sim.spreadsheet import UNREADABLE

SERIAL, SLASHED = re.compile(r"[1-6]\d{4}"), re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
FOREVER = "9999-12-31"  # the end of a spell whose end is left empty


class Column(NamedTuple):
    """The valid values of a cell, and its meaning.

    `kind` is text, code (three capitals), name (one of `choices`), list (`;` between), number, whole (number) or date. With
    `refers`, the cell stands in the first column of one of these tables.
    """

    kind: str
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()
    empty: bool = False  # the cell may be empty
    refers: tuple[str, ...] = ()
    unit: str = ""
    meaning: str = ""
    default: str = ""  # what is assumed where the whole column is left out; without it, no column may be

    def says(self, meaning: str, unit: str = "", **other: object) -> Self:
        """This column with a meaning of its own."""
        return self._replace(meaning=meaning, unit=unit, **other)  # type: ignore[arg-type]

    def expected(self) -> str:
        """The valid values, in words."""
        if self.kind in ("name", "list") and self.choices:
            return ("one of " if self.kind == "name" else "a list, separated by ';', of ") + ", ".join(self.choices)
        if self.kind in ("number", "whole"):
            if self.kind == "whole" and self.high - self.low == 1:
                return f"{self.low:g} or {self.high:g}"
            noun = "a whole number" if self.kind == "whole" else "a number"
            return f"{noun} in [{self.low:g}, {self.high:g}]"
        return {"code": "three capital letters, such as BRA", "date": "a date YYYY-MM-DD", "text": "some text", "list": "a list"}[
            self.kind
        ]

    def remedy(self, cell: str) -> str:
        """How to mend a cell that a spreadsheet has rewritten."""
        dates = written_dates(cell) if self.kind == "date" else []
        return f"; give the column the format 'text' and write {' or '.join(dates)}" if dates else ""

    def convert(self, raw: pd.Series) -> tuple[pd.Series, np.ndarray]:
        """Values of a column of strings, and a mask of the cells that are not valid.

        An empty cell that is allowed becomes NaN, the far future, or stays empty; a bad number or date becomes NaN or NaT, and so
        does one that could not be read, whose fault is known.
        """
        blank, unreadable = ((raw == mark).to_numpy(bool) for mark in ("", UNREADABLE))
        if self.kind in ("number", "whole"):
            values: pd.Series = pd.to_numeric(raw, errors="coerce").astype(float)
            good = ((values >= self.low) & (values <= self.high)).to_numpy(bool)
            if self.kind == "whole":
                good = good & (values % 1 == 0).to_numpy(bool)
            values = values.where(good)
        elif self.kind == "date":
            dates = raw.mask(blank & self.empty, FOREVER).where(raw.str.fullmatch(r"\d{4}-\d\d-\d\d") | blank)
            values = pd.to_datetime(dates, format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
            good = values.notna().to_numpy(bool)
        elif self.kind == "list":
            values = raw.str.replace(r"\s*;\s*", ";", regex=True)
            items = values.str.split(";")
            good = items.map(lambda names: all(name in (self.choices or names) and name for name in names)).to_numpy(bool)
        else:
            values = raw
            good = {
                "code": lambda: raw.str.fullmatch("[A-Z]{3}"),
                "name": lambda: raw.isin(self.choices),
                "text": lambda: raw != "",
            }[self.kind]().to_numpy(bool)
        return values, (~good & ~blank & ~unreadable) | (blank & (not self.empty))


def written_dates(cell: str) -> list[str]:
    """The dates, YYYY-MM-DD, that a cell can mean which is written in another way: 09/10/2004, or days since 1900 as 39958."""
    if SERIAL.fullmatch(cell):
        return [f"{pd.Timestamp('1899-12-30') + pd.Timedelta(days=int(cell)):%Y-%m-%d}"]
    if parts := SLASHED.fullmatch(cell):
        first, second, year = (int(part) for part in parts.groups())
        valid = {(month, day) for month, day in ((second, first), (first, second)) if 1 <= month <= 12 and 1 <= day <= 31}
        return [f"{year}-{month:02d}-{day:02d}" for month, day in sorted(valid)]
    return []


class Table(NamedTuple):
    """Columns by name, those that identify a row, what the rows are, and what it means to have none (else one is needed)."""

    columns: dict[str, Column]
    key: tuple[str, ...]
    rows: str
    without: str = ""

    @property
    def needs(self) -> list[str]:
        """The tables whose names its cells use."""
        return list(dict.fromkeys(name for column in self.columns.values() for name in column.refers))
