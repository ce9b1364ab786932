"""Axes: what a design varies, one by one: a range of numbers, or a list of values to choose among."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.experiments.settings.declaration import is_number, shown
from concertacion.experiments.sweep.distributions import EVEN, LOG_UNIFORM, Distribution
from concertacion.sim.declare import InputError, Prior, Variant, nearest
from concertacion.sim.parameters import DECLARED
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.overrides import RANGES, STATE_SECTIONS, TABLE_SECTIONS

CHOICES = ("scenario", "world", "start", "mode")  # settings of a run that an axis may vary, by values only
OVERRIDES = "world.overrides."  # what the name of an axis over an initial condition begins with


class Axis(NamedTuple):
    """What a design varies: from `low` to `high`, or among `values`, where a point stores a position in `values`."""

    name: str
    low: float
    high: float
    values: tuple[Any, ...] = ()
    distribution: Distribution = EVEN

    def at(self, unit: np.ndarray) -> np.ndarray:
        """What points store for shares of the probability, in [0, 1]: numbers of the range, or positions of values."""
        if self.values:
            return self.distribution.positions(unit, len(self.values))
        return self.distribution.quantiles(unit, self.low, self.high)

    def value(self, stored: float) -> Any:
        """The value that a point stands for."""
        return self.values[int(stored)] if self.values else float(stored)


def ranged(name: str, low: float, high: float, distribution: Distribution = EVEN) -> Axis:
    """A continuous axis."""
    return Axis(name, float(low), float(high), (), distribution)


def listed(name: str, values: Sequence[Any], distribution: Distribution = EVEN) -> Axis:
    """An axis over values; its range is that of their positions."""
    return Axis(name, 0.0, float(len(values) - 1), tuple(values), distribution)


def columns(axes: Sequence[Axis], points: np.ndarray) -> dict[str, np.ndarray]:
    """The points as columns of the values they stand for, by name of axis: what a reader of a table expects to see."""
    shown = {}
    for axis, stored in zip(axes, points.T, strict=True):
        shown[axis.name] = _array(axis.values)[stored.astype(np.int64)] if axis.values else stored
    return shown


def _array(values: Sequence[Any]) -> np.ndarray:
    """Values as they are, but whole numbers (years) in 32 bits: tools for scenario discovery know no others."""
    array = np.array(values)
    return array.astype(np.int32) if array.dtype == np.int64 else array


def plain(name: str) -> str:
    """The name without `parameters.` before it."""
    return name.removeprefix("parameters.")


def known(name: str) -> bool:
    """Whether something of that name can be varied (a fact of the world may still turn out not to be there)."""
    return name in DECLARED or name in CHOICES or name.startswith(OVERRIDES)


def bounds(name: str) -> tuple[float, float] | None:
    """What a user may ask of a parameter or of a fact of the world; None for what is varied by values only.

    Raises
    ------
    InputError
        If there is no such fact.
    """
    declaration = DECLARED.get(name)
    if isinstance(declaration, Prior):
        return declaration.bounds
    return _fact_bounds(name) if name.startswith(OVERRIDES) else None


def usual(name: str, limits: tuple[float, float]) -> Axis:
    """The axis of a number as it is declared: a fact of the world over its limits, a parameter over the range that is sampled."""
    declaration = DECLARED.get(name)
    if not isinstance(declaration, Prior):
        return ranged(name, *limits)
    return ranged(name, declaration.low, declaration.high, Distribution(LOG_UNIFORM) if declaration.scale == "log" else EVEN)


def _fact_bounds(name: str) -> tuple[float, float] | None:
    parts = name.removeprefix(OVERRIDES).split(".")
    sections = (*TABLE_SECTIONS, *STATE_SECTIONS)
    if len(parts) != 3:
        raise InputError(f"over: {name}: expected {OVERRIDES}SECTION.ROW.FIELD, such as {OVERRIDES}organisations.UNASUR.depth")
    section, _, field = parts
    if section not in sections:
        raise InputError(f"over: {name}: there is no section '{section}'; {nearest(section, sections)}")
    if section in TABLE_SECTIONS:
        column = TABLES[section].columns.get(field)
        if column is None:
            raise InputError(f"over: {name}: no such column of {section}.csv; {nearest(field, TABLES[section].columns)}")
        return (column.low, column.high) if column.kind == "number" else None
    units = {field: declared.unit for owner in STATE_SECTIONS[section] for field, declared in _fields(owner)}
    if field not in units:
        raise InputError(f"over: {name}: no such field; {nearest(field, units)}")
    return RANGES[units[field]]


def _fields(owner: Any) -> list[tuple[str, Any]]:
    from concertacion.sim.declare import declared

    return [(name, field) for name, field in declared(owner).items() if field.dims in ("country", "power")]


def checked_value(name: str, value: Any, where: str) -> Any:
    """A value of an axis, as a run takes it.

    Raises
    ------
    InputError
        If the axis cannot take it; `where` begins the sentence.
    """
    declaration = DECLARED.get(name)
    if isinstance(declaration, Variant) and value not in declaration.forms:
        raise InputError(f"{where}={value}: choose one of {', '.join(declaration.forms)}")
    if name == "start":
        if not is_number(value) or value != int(value):
            raise InputError(f"{where}={shown(value)}: expected a year, a whole number")
        return int(value)
    if name in ("scenario", "world", "mode") and not isinstance(value, str):
        raise InputError(f"{where}={value}: expected a name")
    limits = None if isinstance(declaration, Variant) else bounds(name)
    if limits is not None:
        if not is_number(value):
            raise InputError(f"{where}={value}: expected a number in [{limits[0]:g}, {limits[1]:g}]")
        if not limits[0] <= value <= limits[1]:
            raise InputError(f"{where}={value}: outside its range [{limits[0]:g}, {limits[1]:g}]")
        return float(value)
    return value
