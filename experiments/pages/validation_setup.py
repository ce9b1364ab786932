"""The runs of docs/validation.md, the bands their outcomes have to lie in, and how both are summed up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.formatting import CHANNEL_NAMES
from concertacion.analysis.outcomes import MAIN, Shown
from concertacion.experiments.pages.on_record import FIRST, LAST

TWELVE = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")


class Setup(NamedTuple):
    """A world to run: its title in the tables, name, group of countries, first year, years, and how politics and forums move."""

    title: str
    name: str
    countries: str | None
    start: int
    years: int
    mode: str
    forums: str = "free"


class Band(NamedTuple):
    """Where an outcome has to lie so that nothing is degenerate, in words and in numbers, and where that comes from."""

    outcome: str
    wanted: str
    low: float
    high: float
    source: str = "assumed"


class Spread(NamedTuple):
    """Median and 90 % interval over runs."""

    low: float
    median: float
    high: float


DEFAULT = Setup("default", "latin_america", "latin_america_20", 2000, 25, "free")
LONGER = (
    Setup("60 years", "latin_america", "latin_america_20", 2000, 60, "free"),
    Setup("33 states, 25 years", "latin_america", "celac_33", 2000, 25, "free"),
)
STARTS = (1995, 2000, 2012, 2020)
REGIONS = {"latin_america": "latin_america_20", "southeast_asia": None}  # and the group of countries
YEARS, BEYOND = 24, 2026  # of a run from a start; the first year after the record, to which pinned politics go
MODES = {"free": lambda start: YEARS, "pinned": lambda start: min(YEARS, BEYOND - start)}
CELLS = {
    region: tuple(
        Setup(f"{start} {mode}", region, countries, start, years(start), mode)
        for start in STARTS
        for mode, years in MODES.items()
    )
    for region, countries in REGIONS.items()
}
LONG = 20  # years from which counts in a run are judged
COMPARED = Setup("forums free", "latin_america", "celac_33", FIRST, LAST - FIRST + 1, "pinned")
FOLLOWED = COMPARED._replace(title="forums as on record", forums="record")
SOME = 0.005  # a share below this, or above one less this, is none or all
SELDOM = 10  # of a run's moves: no forum of presidents on record slept from 1995 to 2012 (assumed)
SOME_ASKED = "some"  # how the words of a band begin that fails only where something is absent or total
AWAKE = "assumed; none on record, 1995 to 2012"
FOUNDED_AND_CLOSED = "the record, 1995 to 2012: some founded, some closed"
CHANNELS = {f"delivered.{channel}": name for channel, name in CHANNEL_NAMES.items()}
BANDS = (
    Band("participation.technical", "10 to 80 %", 0.10, 0.80),
    Band("participation.minilateral", "5 to 60 %", 0.05, 0.60),
    Band("participation.summit", "some, not all", SOME, 1 - SOME),
    *(Band(name, "some, not all", SOME, 1 - SOME) for name in CHANNELS),
    Band("meetings_held", "some", 0.1, np.inf),
    Band("put_off_share", "some, not all", SOME, 1 - SOME),
    Band("attendance", "40 to 90 %", 0.40, 0.90, "assumed, around the 70 % on record"),
    Band("agreed_share", "some, not all", SOME, 1 - SOME),
    Band("went_dormant", f"{SELDOM} or fewer", 0, SELDOM, AWAKE),
    Band("revived", f"{SELDOM} or fewer", 0, SELDOM, AWAKE),
    Band("died", "1 or more", 1, np.inf, FOUNDED_AND_CLOSED),
    Band("founded", "1 or more", 1, np.inf, FOUNDED_AND_CLOSED),
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


def judged(band: Band, setup: Setup) -> bool:
    """Whether the band applies: counts in a run say nothing of short runs."""
    return shown(band.outcome).unit != "count" or setup.years >= LONG


def shown(outcome: str) -> Shown:
    """How an outcome is shown."""
    if outcome in CHANNELS:
        return Shown(f"Delivered by {CHANNELS[outcome].lower()}", "share", MAIN["delivered"].label)
    return MAIN[outcome]


def title_of(outcome: str) -> str:
    """The outcome in words, with its unit."""
    return f"{shown(outcome).title} ({shown(outcome).label})"


def number(value: float) -> str:
    """Two decimals, without a minus sign before zero; `none` where undefined."""
    return "none" if np.isnan(value) else f"{value + 0.0:.2f}".replace("-0.00", "0.00")


def interval(simulated: Spread) -> str:
    """Median and 90 % interval."""
    return f"{number(simulated.median)} [{number(simulated.low)}, {number(simulated.high)}]"


def in_unit(outcome: str, simulated: Spread) -> str:
    """Median and 90 % interval in the unit that `title_of` names: shares in per cent, counts whole, as far as they are."""
    unit = shown(outcome).unit
    low, median, high = (100.0 * value if unit == "share" else value for value in simulated)
    decimals = 0 if unit == "count" or (unit == "share" and median >= 10.0) else 1
    return "none" if np.isnan(median) else f"{median:.{decimals}f} [{low:.{decimals}f}, {high:.{decimals}f}]"
