"""Units as outcomes and variables declare them and as readers see them: shares in per cent, their differences in points."""

from __future__ import annotations

SHARE, OF_QUARTERS = "share", "share of quarters"
POINTS = "percentage points"
PER_CENT = {SHARE: "%", "0/1": "%", OF_QUARTERS: "% of quarters"}  # units of shares, and how axes say them
IN_WORDS = PER_CENT | {
    "-1..1": "−1 to 1", "1": "", "": "", "count": "number", "form": "", "as the variable": "", POINTS: "points",
}  # fmt: skip
QUARTERS = "Share of quarters"  # the beginning of what an outcome means


def unit_of(unit: str, meaning: str) -> str:
    """The unit of an outcome by its declaration: a share of quarters says so."""
    return OF_QUARTERS if unit == SHARE and meaning.startswith(QUARTERS) else unit


def is_share(unit: str) -> bool:
    """Whether numbers of this unit are shares, from 0 to 1."""
    return unit in PER_CENT


def scale_of(unit: str) -> int:
    """By how much numbers of this unit are multiplied before a reader sees them."""
    return 100 if is_share(unit) else 1


def unit_apart(unit: str) -> str:
    """The unit of differences, multiplied by `scale_of`, between numbers of this unit."""
    return POINTS if is_share(unit) else unit


def in_words(unit: str) -> str:
    """A unit as axes and tables say it."""
    return IN_WORDS.get(unit, unit)
