"""What a sensitivity analysis was asked to do: its own settings, checked value by value."""

from __future__ import annotations

from typing import Any, NamedTuple

from concertacion.analysis.sensitivity.indices import METHODS
from concertacion.experiments.settings import choice, whole
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.settings import MOST_POINTS, Asked, asked_of
from concertacion.sim.declare import InputError

POINTS = {"sobol": 512, "morris": 40, "pawn": 2000}
FEWEST = {"sobol": 8, "morris": 4, "pawn": 40}  # below these there is nothing to halve
MOST_STEPS = 500
STRONGEST = "strongest"


class Wanted(NamedTuple):
    """The checked settings of an analysis. `sweep` is the one its method needs; `screen` one by Morris before it, if asked."""

    method: str
    sweep: Asked
    screen: Asked | None
    keep: int  # of a screen, the strongest of each outcome
    phase: tuple[str, str] | str | None  # two parameters, the two strongest, or none
    steps: int
    threshold: float | None


def wanted_of(own: dict[str, Any], config: dict[str, Any]) -> Wanted:
    """The settings of an analysis in those of its kind (`Settings.own`).

    Raises
    ------
    InputError
        If a value has the wrong type or range, names nothing there is, or contradicts another.
    """
    method = choice(own, "method", tuple(METHODS))
    points = POINTS[method] if own["points"] is None else whole(own, "points", FEWEST[method], MOST_POINTS)
    if own["second_order"] is True and method != "sobol":
        raise InputError(f"second_order=true: goes with method=sobol only, not with method={method}")
    common = {**own, "table": None, "levels": None, "trajectories": None}
    sweep = asked_of({**common, "design": METHODS[method].design, "points": points})
    screen, keep = None, 0
    if own["screen"] is not None:
        if method == "morris":
            raise InputError("screen: method=morris is a screen itself; leave it out, or choose method=sobol or method=pawn")
        keep = whole(own, "screen", 1, 1000)
        trajectories = whole(own, "screen_points", FEWEST["morris"], MOST_POINTS)
        screen = asked_of({**common, "design": "morris", "points": trajectories, "second_order": False})
    steps = whole(own, "phase_steps", 3, MOST_STEPS)
    return Wanted(method, sweep, screen, keep, _phase(own, config), steps, _threshold(own["threshold"]))


def _phase(own: dict[str, Any], config: dict[str, Any]) -> tuple[str, str] | str | None:
    asked = own["phase"]
    if asked is None or asked == STRONGEST:
        return asked
    if not isinstance(asked, list) or len(asked) != 2 or not all(isinstance(name, str) for name in asked):
        raise InputError(f"phase={asked!r}: expected two parameters, [A, B], or {STRONGEST}, or null")
    axes = axes_of(asked, own["fixed"], config)
    for axis in axes:
        if axis.values:
            raise InputError(f"phase: {axis.name} takes values only; a plane needs two parameters with a range")
    if len(axes) != 2:
        raise InputError(f"phase={asked!r}: names {len(axes)} axes; a plane needs two")
    return axes[0].name, axes[1].name


def _threshold(asked: Any) -> float | None:
    if asked is None:
        return None
    if isinstance(asked, bool) or not isinstance(asked, int | float) or not 0 < asked <= 1:
        raise InputError(f"threshold={asked!r}: expected a number above 0 and up to 1")
    return float(asked)
