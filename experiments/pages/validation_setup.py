"""The runs that docs/validation.md tells of, the bands their outcomes have to lie in, and how both are summed up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.outcomes import MAIN

TWELVE = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")
FIRST, LAST = 1995, 2012  # outcomes on record after 2012 are for others to test the model on


class Setup(NamedTuple):
    """A world to run: its title in the tables, its name, group of countries, first year, years, and how politics moves."""

    title: str
    name: str
    countries: str | None
    start: int
    years: int
    mode: str


class Band(NamedTuple):
    """Where an outcome has to lie so that nothing is degenerate, in words and in numbers."""

    outcome: str
    wanted: str
    low: float
    high: float


class Spread(NamedTuple):
    """Median and 90 % interval over runs."""

    low: float
    median: float
    high: float


SETUPS = (
    Setup("default", "latin_america", "latin_america_20", 2000, 25, "free"),
    Setup("from 1995, 31 years", "latin_america", "latin_america_20", 1995, 31, "free"),
    Setup("60 years", "latin_america", "latin_america_20", 2000, 60, "free"),
    Setup("celac_33", "latin_america", "celac_33", 2000, 25, "free"),
    Setup("southeast_asia", "southeast_asia", None, 2000, 25, "free"),
    Setup("pinned, 2000 to 2025", "latin_america", "latin_america_20", 2000, 26, "pinned"),
)
COMPARED = Setup("compared", "latin_america", "celac_33", FIRST, LAST - FIRST + 1, "pinned")
SOME = 0.005  # a share below this, or above one less this, is none or all
SELDOM = 10  # of a run's moves: no forum of presidents on record slept from 1995 to 2012 (assumed)
BANDS = (
    Band("participation.technical", "10 to 80 %", 0.10, 0.80),
    Band("participation.minilateral", "5 to 60 %", 0.05, 0.60),
    Band("meetings_held", "some", 0.1, np.inf),
    Band("put_off_share", "some, not all", SOME, 1 - SOME),
    Band("attendance", "40 to 90 %", 0.40, 0.90),
    Band("agreed_share", "some, not all", SOME, 1 - SOME),
    Band("went_dormant", f"{SELDOM} or fewer", 0, SELDOM),
    Band("revived", f"{SELDOM} or fewer", 0, SELDOM),
    Band("died", "1 or more", 1, np.inf),
    Band("founded", "1 or more", 1, np.inf),
    Band("changes_of_government", "some", 0.1, np.inf),
    Band("alternation", "some, not all", SOME, 1 - SOME),
)


def spread(values: Sequence[float] | np.ndarray) -> Spread:
    """5th, 50th and 95th percentile of the values that are defined; NaN if none is."""
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    return Spread(*np.quantile(known, (0.05, 0.5, 0.95)).tolist()) if known.size else Spread(np.nan, np.nan, np.nan)


def verdict(band: Band, simulated: Spread) -> str:
    """`yes` if 90 % of runs lie inside the band, `median` if the median run does, else `no`."""
    if band.low <= simulated.low and simulated.high <= band.high:
        return "yes"
    return "median" if band.low <= simulated.median <= band.high else "no"


def title_of(outcome: str) -> str:
    """The outcome in words, with its unit."""
    return f"{MAIN[outcome].title} ({MAIN[outcome].label})"
