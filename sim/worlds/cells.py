"""The valid values of a column, and how its cells of text become values."""

from __future__ import annotations

import math
from typing import NamedTuple, Self

import numpy as np
import pandas as pd

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
            noun = "a whole number" if self.kind == "whole" else "a number"
            return f"{noun} in [{self.low:g}, {self.high:g}]"
        return {"code": "three capital letters", "date": "a date YYYY-MM-DD", "text": "some text", "list": "a list"}[self.kind]

    def convert(self, raw: pd.Series) -> tuple[pd.Series, np.ndarray]:
        """Values of a column of strings, and a mask of the cells that are not valid.

        An empty cell that is allowed becomes NaN, the far future, or stays empty; a bad number or date becomes NaN or NaT.
        """
        blank = (raw == "").to_numpy(bool)
        if self.kind in ("number", "whole"):
            values: pd.Series = pd.to_numeric(raw, errors="coerce").astype(float)
            good = ((values >= self.low) & (values <= self.high)).to_numpy(bool)
            if self.kind == "whole":
                good = good & (values % 1 == 0).to_numpy(bool)
            values = values.where(good)
        elif self.kind == "date":
            dates = raw.mask(blank, FOREVER).where(raw.str.fullmatch(r"\d{4}-\d\d-\d\d") | blank)
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
        return values, (~good & ~blank) | (blank & (not self.empty))


class Table(NamedTuple):
    """Columns by name, those that identify a row, what the rows are, and what it means to have none (else one is needed).

    The whole file of an `optional` table may be missing, which means the same.
    """

    columns: dict[str, Column]
    key: tuple[str, ...]
    rows: str
    without: str = ""
    optional: bool = False

    @property
    def needs(self) -> list[str]:
        """The tables whose names its cells use."""
        return list(dict.fromkeys(name for column in self.columns.values() for name in column.refers))
