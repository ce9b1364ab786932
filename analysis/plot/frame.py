"""One tidy frame: all that a kind of figure needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
from xarray import Dataset

from concertacion.analysis.formatting import FEW_RUNS, channel_name, domain_name, spelled, words_of
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.units import POINTS, in_words, is_share, unit_of

SIGNED = ("-1..1", POINTS)


class Side(NamedTuple):
    """A quantity on one side of a figure. `levels`, of what has names, are these in order: values are then their positions."""

    name: str
    title: str = ""
    unit: str = ""
    levels: tuple[str, ...] = ()
    meaning: str = ""
    difference: bool = False  # between two arms

    @property
    def per_cent(self) -> bool:
        """Whether numbers are shares, which are shown in per cent."""
        return is_share(self.unit)

    @property
    def signed(self) -> bool:
        """Whether numbers lie around zero, which is then in the middle of the colours."""
        return self.difference or self.unit in SIGNED

    @property
    def words(self) -> str:
        """The unit as axes say it."""
        if self.name in MAIN and self.unit == MAIN[self.name].unit:
            return MAIN[self.name].label
        return in_words(self.unit)

    @property
    def label(self) -> str:
        """Title and unit."""
        return self.title + (f" ({self.words})" if self.words else "")


class Frame(NamedTuple):
    """Rows `value`, and where there are such `x`, `up`, `by`, `block` and `run`: numbers, `by` as positions in `groups`."""

    rows: pd.DataFrame
    y: Side
    x: Side | None = None
    up: Side | None = None
    by: Side | None = None
    timed: bool = False
    each: str = "run"
    acts: Mapping[str, Dataset] = {}  # arms whose scenario, and whose end of replay, are marked (`analysis.plot.acts`)
    record: pd.DataFrame | None = None  # rows x, by, value
    limits: tuple[float, ...] = ()
    tiles: pd.DataFrame | None = None  # of each label of `by`: code, row, column
    said: str = ""  # a further sentence of the caption
    title: str = ""  # where it is not that of y
    about: str = ""

    @property
    def groups(self) -> tuple[str, ...]:
        """The labels of `by`; one without a name where there is none."""
        return self.by.levels if self.by else ("",)

    @property
    def of(self) -> str:
        """Of what means are taken: runs, or points of a sweep where these are what is independent."""
        return "point" if "block" in self.rows and self.rows["block"].nunique() >= FEW_RUNS else self.each

    @property
    def size(self) -> int:
        """Runs (or points) behind the figure."""
        return int(self.rows["run"].nunique())


def side_of(name: str, unit: str = "", meaning: str = "") -> Side:
    """A quantity by name."""
    title = MAIN[name].title if name in MAIN else words_of(name)
    return Side(name, title, unit_of(unit, meaning), meaning=meaning)


def label_of(dimension: str | None, name: str, names: dict[str, str]) -> str:
    """A label as figures show it: the name of a country, a channel, a domain, an organisation."""
    if name in names:
        return names[name]
    how = {"channel": channel_name, "domain": domain_name, "forum": spelled, "subregion": spelled}
    return how.get(str(dimension), str)(name)
