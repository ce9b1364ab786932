"""A comparison in words: which outcomes differ, by how much, and which do not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.compare.differences import CONFIDENCE
from concertacion.analysis.formatting import FEW_RUNS, counted, inside, listed, signed, words_of
from concertacion.analysis.outcomes import MAIN, Shown
from concertacion.analysis.units import in_words, scale_of

METHOD = "Run by run, all have the same random numbers, so they differ by what they change and not by chance."
INTERVAL = "A difference is the mean over runs; its 95% interval, that of the paired t test, says how far the runs leave it open."
FEW = f"With fewer than {FEW_RUNS} runs there are means and no intervals, so nothing can be said of chance."


class Line(NamedTuple):
    """A row of the differences as a reader sees it: texts, and `sign`, 1 or -1 where the interval leaves out zero, else 0."""

    outcome: str
    arm: str
    title: str
    label: str  # the unit
    control: str
    treated: str
    difference: str
    interval: str  # empty where there is none
    sign: int
    same: bool  # no run differs


def shown(name: str, unit: str) -> Shown:
    """How an outcome is shown: one of the main ones as everywhere, any other by its name and declared unit."""
    return MAIN.get(name) or Shown(words_of(name), unit, in_words(unit))


def lines_of(table: pd.DataFrame, units: dict[str, str]) -> list[Line]:
    """The rows of `differences` as texts. Shares are in per cent and their differences in percentage points."""
    rows: Iterable[Any] = table.itertuples()
    return [_line(row, shown(row.outcome, units.get(row.outcome, ""))) for row in rows]


def _line(row: Any, how: Shown) -> Line:
    scale = scale_of(how.unit)
    control, treated, difference, low, high = (
        scale * float(value) for value in (row.control, row.treated, row.difference, row.low, row.high)
    )
    half = (high - low) / 2
    places = decimals((half if math.isfinite(half) else difference) or control / 100)
    levels = max(places - 1, 0)  # the difference is more certain than either
    known, several = math.isfinite(difference), math.isfinite(low)
    percent = "%" if scale == 100 else ""
    return Line(
        row.outcome, row.arm, how.title, how.label,
        f"{control:.{levels}f}{percent}" if known else "not defined",
        f"{treated:.{levels}f}{percent}" if known else "not defined",
        signed(difference, places) if known else "",
        f"{signed(low, places)} to {signed(high, places)}" if several else "",
        int(np.sign(difference)) if several and (low > 0 or high < 0) else 0,
        several and low == high == 0,
    )  # fmt: skip


def decimals(size: float) -> int:
    """Digits after the point with which a number of this size shows two that count; one where it is nothing."""
    return 1 if not size or not math.isfinite(size) else min(max(0, 1 - math.floor(math.log10(abs(size)))), 6)


def sentences(lines: Sequence[Line], arm: str, control: str, runs: int) -> list[str]:
    """Which outcomes of an arm differ from the control, which do not, and how far that can be said."""
    own = [line for line in lines if line.arm == arm]
    if runs < FEW_RUNS:
        return [f"{counted(len(own), 'outcome')} of {inside(arm)} against {inside(control)}, over {counted(runs, 'run')}. {FEW}"]
    apart, same = [line for line in own if line.sign], [line for line in own if line.same]
    unclear = [line for line in own if line.interval and not line.sign and not line.same]
    undefined = [line for line in own if not line.difference]
    few = [line for line in own if line.difference and not line.interval and not line.same]
    said = [
        f"{len(apart) or 'None'} of {counted(len(own), 'outcome')} {'differs' if len(apart) < 2 else 'differ'} between "
        f"{inside(arm)} and {inside(control)}, over {counted(runs, 'run')}"
        + (": the 95% interval of the difference excludes zero." if apart else ".")
    ]
    for word, sign in (("Higher", 1), ("Lower", -1)):
        if moved := [line for line in apart if line.sign == sign]:
            said.append(f"{word} under {inside(arm)}: {listed([_moved(line) for line in moved])}.")
    if unclear:
        said.append(f"Not distinguishable from zero: {_titles(unclear)}. There may still be a difference within the interval.")
    if same:
        said.append(f"The same in every run: {_titles(same)}.")
    if few:
        said.append(f"Defined in too few runs to say: {_titles(few)}.")
    if undefined:
        said.append(f"Not defined in both: {_titles(undefined)}.")
    return said


def _moved(line: Line) -> str:
    """'meetings put off (+6.9 points)'."""
    unit = " points" if line.control.endswith("%") else ""
    return f"{line.title[:1].lower()}{line.title[1:]} ({line.difference}{unit})"


def _titles(lines: Iterable[Line]) -> str:
    return listed([line.title[:1].lower() + line.title[1:] for line in lines])


def by_chance(intervals: int) -> str:
    """How to read so many intervals at once."""
    said = "An interval that excludes zero says that there is a difference, not that it matters."
    expected = round(intervals * (1 - CONFIDENCE))
    if not expected:
        return said
    return f"{said} If nothing differed, about {expected} of {intervals} intervals would still exclude zero by chance."
