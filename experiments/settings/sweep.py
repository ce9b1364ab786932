"""The settings of a sweep, and those that a sensitivity analysis shares with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated as A
from typing import Any, Self

from concertacion.experiments.settings.declaration import Setting, cut, shown
from concertacion.experiments.settings.shared import ChunkedSettings
from concertacion.sim.declare import InputError, nearest

DESIGNS = ("grid", "lhs", "sobol", "saltelli", "morris", "table")
MOST_POINTS = 2**24  # beyond any use


@dataclass(frozen=True, kw_only=True)
class StudySettings(ChunkedSettings):
    """Experiments that vary parameters over a design. `over` and `fixed` are read when the axes are made."""

    over: A[Any, Setting("what varies: [NAME, GROUP, {NAME: [LOW, HIGH]}, {NAME: {values: [A, B]}}, {NAME: {normal: [MEAN, SD]}}]", null="every parameter and variant that is not fixed")] = None
    ties: A[Any, Setting("{B: A}: parameter B equals A; {B: {A: [LOW, HIGH]}}: B is A plus a difference that varies", null="none")] = None
    fixed: A[Any, Setting("[NAME, GROUP]: parameters that keep their value", null="only those that you have set")] = None
    common_random_numbers: A[bool, Setting("replicate r has the same random numbers at every point, so that points differ only by what varies")] = True
    outcomes: A[tuple[str, ...], Setting("[NAME.WORD@FROM:TO], see docs/outcomes.md", null="the standard ones")] = ()

    @property
    def varies_worlds(self) -> bool:
        """See `SharedSettings`."""
        return True

    def completed(self) -> Self:
        """See `SharedSettings`; without outcomes, the standard ones."""
        from concertacion.sim.outcomes.requests import STANDARD

        complete = super().completed()
        return complete if self.outcomes else replace(complete, outcomes=STANDARD)


@dataclass(frozen=True, kw_only=True)
class SweepSettings(StudySettings):
    """A sweep: a design of points, some runs at each. `levels` is checked when the design is sampled."""

    design: A[str, Setting("where the points lie", choices=DESIGNS)] = "lhs"
    points: A[int, Setting("points of lhs and sobol, base points of saltelli, trajectories of morris", 1, MOST_POINTS)] = 500
    levels: A[Any, Setting("values of each continuous axis in a grid, a number or {NAME: N}; in morris an even number", null="5 in a grid, 4 in morris")] = None
    second_order: A[bool, Setting("saltelli: points for indices of pairs as well (twice as many)")] = True
    table: A[Path | None, Setting("FILE.csv, with design=table: a column for each axis, a row for each point", null="none")] = None
    trajectories: A[tuple[str, ...], Setting("[NAME]: variables of results.nc to keep quarter by quarter, beside the table", null="none")] = ()

    def completed(self) -> Self:
        """See `SharedSettings`; also checks the table against the design, and the names of trajectories."""
        if self.design == "table" and self.table is None:
            raise InputError("design=table: needs table=FILE.csv, the points")
        if self.design != "table" and self.table is not None:
            raise InputError(f"design={self.design}: does not read table={cut(str(self.table))}; write design=table")
        if self.design == "table" and self.over:
            raise InputError("over: design=table takes its axes from the columns of the table; leave it out")
        if self.design == "table" and self.ties is not None:
            raise InputError("ties: design=table takes every value from its table; write a column instead")
        if self.design == "table" and self.levels is not None:
            raise InputError(f"levels={shown(self.levels)}: has no use with design=table; leave it out")
        if self.design != "saltelli" and not self.second_order:
            raise InputError(f"second_order=false applies only to design=saltelli, not to design={self.design}")
        if self.trajectories:
            _check_trajectories(self.trajectories)
        return super().completed()


def check_power_of_two(points: int, who: str) -> None:
    """Refuse another number of points for a setting that takes only powers of two."""
    if points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        raise InputError(f"points={points}: {who} takes a power of two, such as {below} or {2 * below}")


def _check_trajectories(names: tuple[str, ...]) -> None:
    from concertacion.sim.record import recorded_variables

    valid = recorded_variables()
    for name in names:
        if name not in valid:
            raise InputError(f"trajectories: there is no '{cut(name)}'; {nearest(name, valid)}")
