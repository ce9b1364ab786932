"""Designs: where in the space of the axes the points lie. scipy and SALib sample; this file only asks them and stretches."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.experiments.settings.declaration import cut
from concertacion.experiments.settings.sweep import DESIGNS, SweepSettings, check_power_of_two
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.distributions import DISCRETE, NORMAL, TRUNCATED, WRITTEN
from concertacion.sim.declare import InputError, nearest

GRID_LEVELS, MORRIS_LEVELS = 5, 4


class Design(NamedTuple):
    """A design by name.

    `points` are those of lhs and sobol, the base points of saltelli and the trajectories of morris; `levels` is how many values
    of a continuous axis a grid or morris takes (for a grid also by axis); `second_order` is whether saltelli's points serve
    indices of pairs.
    """

    name: str
    points: int
    levels: int | Mapping[str, int] | None = None
    second_order: bool = True


def design_of(settings: SweepSettings) -> Design:
    """The design that the settings of a sweep name."""
    return Design(settings.design, settings.points, settings.levels, settings.second_order)


def check_design(design: Design, axes: Sequence[Axis]) -> None:
    """Refuse what the design cannot sample.

    Raises
    ------
    InputError
        If the name is unknown, `points` is not a power of two where it must be, or `levels` does not fit.
    """
    if design.name not in DESIGNS:
        raise InputError(f"design={design.name}: there is no such design; {nearest(str(design.name), DESIGNS)}")
    if design.points < 1:
        raise InputError(f"points={design.points}: at least 1")
    if design.name in ("sobol", "saltelli"):
        check_power_of_two(design.points, f"design={design.name}")
    _check_levels(design, axes)
    if design.name in ("grid", "morris"):
        _check_distributions(design, axes)


def _check_distributions(design: Design, axes: Sequence[Axis]) -> None:
    """Refuse distributions of which equal steps from end to end would give another one."""
    for axis in axes:
        if axis.distribution.name == NORMAL:
            raise InputError(
                f"design={design.name}: goes from end to end of {axis.name}, and a normal has no ends; write "
                f"{{{axis.name}: {{{WRITTEN[TRUNCATED]}}}}}"
            )
        if axis.distribution.name == DISCRETE:
            raise InputError(f"design={design.name}: gives each value of {axis.name} the same share; write {WRITTEN['values']}")


def _check_levels(design: Design, axes: Sequence[Axis]) -> None:
    names = [axis.name for axis in axes if not axis.values]
    levels = design.levels
    if levels is None:
        return
    if isinstance(levels, Mapping) and design.name == "grid":
        for name in levels:
            if name not in names:
                raise InputError(f"levels: {name} is not a continuous axis of this design; {nearest(str(name), names)}")
    elif isinstance(levels, Mapping) or design.name not in ("grid", "morris"):
        raise InputError(f"levels={cut(str(levels))}: applies only to design=grid, and as one even number to design=morris")
    for value in levels.values() if isinstance(levels, Mapping) else [levels]:
        if isinstance(value, bool) or not isinstance(value, int) or value < 2:
            raise InputError(f"levels={levels}: expected whole numbers of at least 2")
        if design.name == "morris" and value % 2:
            raise InputError(f"levels={value}: design=morris takes an even number, such as {value + 1}")


def steps(design: Design, axis: Axis) -> int:
    """How many values of an axis a grid takes."""
    if axis.values:
        return len(axis.values)
    if isinstance(design.levels, Mapping):
        return design.levels.get(axis.name, GRID_LEVELS)
    return design.levels or GRID_LEVELS


def count(design: Design, axes: Sequence[Axis]) -> int:
    """How many points the design has, without sampling it (a grid may be too large ever to be)."""
    if design.name == "grid":
        return math.prod(steps(design, axis) for axis in axes)
    if design.name == "saltelli":
        return design.points * (len(axes) * (2 if design.second_order else 1) + 2)
    if design.name == "morris":
        return design.points * (len(axes) + 1)
    return design.points


def sample(design: Design, axes: Sequence[Axis], seed: int) -> np.ndarray:
    """The points, float64 (points, axes), as `Axis.at` stores them; the same design and seed give the same bytes.

    Sources: McKay, Beckman and Conover 1979 (lhs); Sobol' 1967 and Owen 1998 (sobol, scrambled); Saltelli 2002; Morris 1991.

    Raises
    ------
    InputError
        As `check_design`; also for design=table, whose points are read (`experiments.sweep.points`).
    """
    check_design(design, axes)
    samplers = {"grid": _grid, "lhs": _lhs, "sobol": _sobol, "saltelli": _saltelli, "morris": _morris}
    if design.name not in samplers:
        raise InputError(f"design={design.name}: its points are read from table=FILE.csv, not sampled")
    unit = samplers[design.name](design, axes, np.random.default_rng(seed))
    return np.column_stack([axis.at(column) for axis, column in zip(axes, unit.T, strict=True)])


def _grid(design: Design, axes: Sequence[Axis], rng: np.random.Generator) -> np.ndarray:
    """All combinations, the last axis moving fastest: steps of equal probability from end to end of a range.

    Values of a list lie in the middle of their parts of the interval.
    """
    marks = []
    for axis in axes:
        number = steps(design, axis)
        marks.append((np.arange(number) + 0.5) / number if axis.values else np.linspace(0.0, 1.0, number))
    return np.stack(np.meshgrid(*marks, indexing="ij"), axis=-1).reshape(-1, len(axes))


def _lhs(design: Design, axes: Sequence[Axis], rng: np.random.Generator) -> np.ndarray:
    from scipy.stats import qmc

    return qmc.LatinHypercube(len(axes), rng=rng).random(design.points)


def _sobol(design: Design, axes: Sequence[Axis], rng: np.random.Generator) -> np.ndarray:
    from scipy.stats import qmc

    return qmc.Sobol(len(axes), scramble=True, rng=rng).random(design.points)


def _saltelli(design: Design, axes: Sequence[Axis], rng: np.random.Generator) -> np.ndarray:
    from SALib.sample import sobol

    return sobol.sample(problem(axes), design.points, calc_second_order=design.second_order, seed=rng)


def _morris(design: Design, axes: Sequence[Axis], rng: np.random.Generator) -> np.ndarray:
    from SALib.sample import morris

    levels = design.levels if isinstance(design.levels, int) else MORRIS_LEVELS
    return morris.sample(problem(axes), design.points, num_levels=levels, seed=rng)


def problem(axes: Sequence[Axis]) -> dict[str, Any]:
    """The axes as SALib describes them, over the unit cube."""
    return {"num_vars": len(axes), "names": [axis.name for axis in axes], "bounds": [[0.0, 1.0]] * len(axes)}
