"""The settings of a comparison with the record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated as A
from typing import Any, Self

from concertacion.experiments.settings.claims import MOST
from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import KernelSettings
from concertacion.sim.declare import InputError

FEWEST_RUNS = 3  # at a point: one is taken for the past when the cut is set, and two tell how much runs vary


@dataclass(frozen=True, kw_only=True)
class RecordSettings(KernelSettings):
    """Which points of the space the facts of the past leave; `replicates` are runs at each point, for each way of politics."""

    facts_folder: A[Path | None, Setting("folder with facts of your own, beside those of the project", null="those of the project")] = None
    points: A[int, Setting("points used to find which parameters move a fact", 16, MOST)] = 4000
    wave_points: A[int, Setting("points of each wave after that", 16, MOST)] = 500
    waves: A[int, Setting("waves at most; fewer where enough is known", 0, 100)] = 12
    discrepancy: A[float, Setting("what the discrepancy of every fact is multiplied by", 0, 100, positive=True)] = 1.0
    known_to: A[Any, Setting("[YEAR, ...]: also weigh by the facts that end in these years, so that later years can be scored", null="none")] = None
    over: A[Any, Setting("what varies, as in a sweep", null="every parameter and variant that is not fixed, levers apart")] = None
    fixed: A[Any, Setting("[NAME, GROUP]: parameters that keep their value", null="only those that you have set")] = None

    def completed(self) -> Self:
        """See `SharedSettings`; also refuses what the facts decide."""
        if self.replicates < FEWEST_RUNS:
            raise InputError(f"replicates={self.replicates}: these are runs at each point; at least {FEWEST_RUNS}")
        self.eves  # noqa: B018 (it is checked)
        if self.mode != "free" or self.forums != "free":
            name, value = ("mode", self.mode) if self.mode != "free" else ("forums", self.forums)
            raise InputError(f"{name}={value}: each fact says whether politics follows the data, and forums never do; leave out mode, until and forums")
        return super().completed()

    @property
    def eves(self) -> tuple[int, ...]:
        """The years of `known_to`, ascending.

        Raises
        ------
        InputError
            If they are no years between the first and the last of the runs.
        """
        years, last = self.known_to or [], self.start + self.years - 1
        if not isinstance(years, list | tuple) or not all(type(year) is int and self.start < year < last for year in years):
            raise InputError(f"known_to={years}: expected a list of years from {self.start + 1} to {last - 1}, such as [{last - 1}]")
        return tuple(sorted(set(years)))
