"""The settings of a figure of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated as A
from typing import Any

from concertacion.analysis.plot.request import KINDS
from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import SharedSettings


@dataclass(frozen=True, kw_only=True)
class PlotSettings(SharedSettings):
    """A figure of an existing result. The settings of a run have no effect here, and are refused."""

    simulates = False
    from_: A[Path | None, Setting("DIR: a run, a sweep, a comparison, a sensitivity analysis, a test of claims or a record", null="it must be given")] = None
    y: A[str | None, Setting("NAME of what is drawn: an outcome, a recorded variable, a claim", null="it must be given")] = None
    x: A[str | None, Setting("time, a parameter or whatever a sweep varies, or another outcome", null="time; what a sweep varies first")] = None
    y2: A[str | None, Setting("a second NAME, in a panel below; with kind=phase, the vertical axis", null="none")] = None
    by: A[str | None, Setting("channel, domain, country, forum, power or arm, or what a sweep varies over values: one line, row or bar for each", null="all together")] = None
    select: A[Any, Setting("parts that are drawn, such as {country: [BRA,MEX]}", null="all")] = None
    kind: A[str | None, Setting("how it is drawn", choices=KINDS, null="chosen by what is drawn")] = None
    years: A[Any, Setting("[FIRST,LAST], the years that are drawn", null="all")] = None
    against: A[str | None, Setting("an arm of a comparison: differences from it are drawn, run by run", null="each arm as it is")] = None
    record: A[bool | None, Setting("lay the record over a run: true, or false", null="where there is one")] = None
    out: A[Path | None, Setting("FILE.png, .pdf or .svg; FILE.csv beside it holds what is drawn", null="it must be given", changes_numbers=False)] = None
