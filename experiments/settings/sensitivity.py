"""The settings of a sensitivity analysis, and the sweeps that they ask for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated as A
from typing import Any, Self

from concertacion.experiments.settings.declaration import Setting, shown
from concertacion.experiments.settings.sweep import MOST_POINTS, StudySettings, SweepSettings, check_power_of_two
from concertacion.sim.declare import InputError

POINTS = {"sobol": 512, "morris": 40, "pawn": 2000}  # by method
SCREEN_POINTS = 20
FEWEST = {"sobol": 8, "morris": 4, "pawn": 40}  # below these there is nothing to halve
OUTCOMES = ("delivered.technical", "delivered.minilateral", "delivered.summit", "meetings_held", "norms")
STRONGEST = "strongest"


@dataclass(frozen=True, kw_only=True)
class SensitivitySettings(StudySettings):
    """An analysis. The axes of `phase` are checked by `experiments.sensitivity.sweeps.check_plane`."""

    outcomes: A[tuple[str, ...], Setting("[NAME.WORD@FROM:TO], see docs/outcomes.md")] = OUTCOMES
    method: A[str, Setting("shares of variance, a cheap screen of effects, or distances for skewed outcomes", choices=tuple(POINTS))] = "sobol"
    points: A[int | None, Setting("base points of sobol (a power of two), trajectories of morris, points of pawn", 4, MOST_POINTS, null="512, 40 or 2000")] = None
    screen: A[int | None, Setting("N: screen by morris first, and go on with the N strongest parameters of each outcome", 1, 1000, null="no screen")] = None
    screen_points: A[int | None, Setting("trajectories of the screen", FEWEST["morris"], MOST_POINTS, null=str(SCREEN_POINTS))] = None
    second_order: A[bool, Setting("sobol: indices of pairs as well (twice the points), and a figure of interactions")] = False
    phase: A[Any, Setting("[A, B]: two parameters that span a plane; strongest: the two strongest of the first outcome; null: no plane")] = STRONGEST
    phase_steps: A[int, Setting("values of each parameter in the plane", 3, 500)] = 17
    threshold: A[float | None, Setting("widest 95% interval that will do", 0, 1, positive=True, null="0.1 of an index, a quarter of the largest effect for morris")] = None

    def completed(self) -> Self:
        """See `SharedSettings`; also checks points, second_order, screen and phase against the method."""
        if self.points is not None and self.points < FEWEST[self.method]:
            raise InputError(f"points={self.points}: outside its range, {FEWEST[self.method]} to {MOST_POINTS} with method={self.method}")
        if self.points is not None and self.method == "sobol":
            check_power_of_two(self.points, "method=sobol")
        if self.second_order and self.method != "sobol":
            raise InputError(f"second_order=true applies only to method=sobol, not to method={self.method}")
        if self.screen is not None and self.method == "morris":
            raise InputError("screen: method=morris is a screen itself; leave it out, or choose method=sobol or method=pawn")
        if self.screen is None and self.screen_points is not None:
            raise InputError(f"screen_points={self.screen_points}: there is no screen; add screen=N, or leave it out")
        if self.screen is not None and self.ties is not None:
            raise InputError("ties: a screen goes on with some parameters only, and a tie needs its own; leave out screen or ties")
        pair = isinstance(self.phase, list) and len(self.phase) == 2 and all(isinstance(name, str) for name in self.phase)
        if not (pair or self.phase in (None, STRONGEST)):
            raise InputError(f"phase={shown(self.phase)}: expected two parameters, [A, B], or {STRONGEST}, or null")
        return super().completed()

    @property
    def sweep(self) -> SweepSettings:
        """The sweep of the method."""
        from concertacion.analysis.sensitivity.indices import METHODS

        return self._swept(METHODS[self.method].design, self.points or POINTS[self.method], self.second_order)

    @property
    def screening(self) -> SweepSettings | None:
        """The screen before it, if there is one."""
        return None if self.screen is None else self._swept("morris", self.screen_points or SCREEN_POINTS, False)

    def _swept(self, design: str, points: int, second_order: bool) -> SweepSettings:
        shared = {field.name: getattr(self, field.name) for field in fields(StudySettings)}
        return SweepSettings(**shared, design=design, points=points, second_order=second_order)
