"""Ties: parameters that follow another one, as its equal or at a difference, so that one stays below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.experiments.settings.declaration import is_number, shown
from concertacion.experiments.sweep.axes import Axis, plain
from concertacion.experiments.sweep.distributions import NORMAL
from concertacion.experiments.sweep.entries import numbers_of
from concertacion.sim.declare import InputError, Prior, nearest
from concertacion.sim.parameters import DECLARED

ANY = (-1e9, 1e9)  # differences that can be read; what they make of a parameter is checked against its own range
ROUNDING = 1e-9  # by which a sum may pass the end of a range; it is cut back


class Tie(NamedTuple):
    """The parameter `name` is `to` plus the value of the axis `difference`, or plus a constant where there is no such axis."""

    name: str
    to: str
    difference: str | None = None
    constant: float = 0.0


def read_ties(given: Any) -> dict[str, tuple[str, Any]]:
    """By parameter that follows: the one it follows, and the difference as written (0 for an equal).

    Raises
    ------
    InputError
        If `given` is not {B: A} or {B: {A: DIFFERENCE}}, or B is no parameter with a range.
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not given:
        raise InputError(f"ties={shown(given)}: expected {{B: A}}, an equal, or {{B: {{A: [LOW, HIGH]}}}}, A plus a difference")
    ties: dict[str, tuple[str, Any]] = {}
    for name, entry in given.items():
        followed, difference = next(iter(entry.items())) if isinstance(entry, Mapping) and len(entry) == 1 else (entry, 0.0)
        if not isinstance(followed, str):
            raise InputError(f"ties: {name}={shown(entry)}: expected {{{name}: A}}, or {{{name}: {{A: [LOW, HIGH]}}}}")
        for one in (plain(str(name)), plain(followed)):
            if not isinstance(DECLARED.get(one), Prior):
                numbers = [other for other, declaration in DECLARED.items() if isinstance(declaration, Prior)]
                raise InputError(f"ties: there is no parameter '{one}' with a range; {nearest(one, numbers)}")
        if plain(str(name)) in ties:
            raise InputError(f"ties: {plain(str(name))} appears twice; keep one of the two")
        ties[plain(str(name))] = (plain(followed), difference)
    return ties


def ties_of(given: Any, axes: Sequence[Axis]) -> tuple[tuple[Tie, ...], tuple[Axis, ...]]:
    """The ties, in their order, and the axes of the differences that vary.

    Raises
    ------
    InputError
        As `read_ties`; if a parameter follows one that does not vary, or would leave its declared range at any point.
    """
    ends = {axis.name: _ends(axis) for axis in axes if isinstance(DECLARED.get(axis.name), Prior)}
    ties, differences = [], []
    for name, (to, entry) in read_ties(given).items():
        where = f"ties: {name} = {to}"
        if to not in ends:
            raise InputError(f"{where}: {to} does not vary; name it in over, or in a tie before this one")
        if is_number(entry):
            tie, axis = Tie(name, to, None, float(entry)), None
            low = high = float(entry)
        else:
            axis = numbers_of(f"{name}_minus_{to}", entry, ANY, f"{where} + difference")
            if axis.distribution.name == NORMAL:
                raise InputError(f"{where} + difference: a normal has no ends; write {{truncated_normal: [MEAN, SD, LOW, HIGH]}}")
            tie, (low, high) = Tie(name, to, axis.name), _ends(axis)
            differences.append(axis)
        ends[name] = ends[to][0] + low, ends[to][1] + high
        _check_range(name, to, ends, where)
        ties.append(tie)
    return tuple(ties), tuple(differences)


def _ends(axis: Axis) -> tuple[float, float]:
    return (min(axis.values), max(axis.values)) if axis.values else (axis.low, axis.high)


def _check_range(name: str, to: str, ends: Mapping[str, tuple[float, float]], where: str) -> None:
    low, high, declaration = *ends[name], DECLARED[name]
    assert isinstance(declaration, Prior)
    lowest, highest = declaration.bounds
    if low < lowest - ROUNDING or high > highest + ROUNDING:
        raise InputError(
            f"{where}: while {to} goes from {ends[to][0]:g} to {ends[to][1]:g}, {name} would go from {low:g} to {high:g}, beyond "
            f"its range [{lowest:g}, {highest:g}]; give {to} or the difference a smaller range"
        )


def tied(ties: Sequence[Tie], values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The values of the parameters that follow, float64 (points,) each, from those of the axes (`axes.columns`)."""
    known = dict(values)
    for tie in ties:
        declaration = DECLARED[tie.name]
        assert isinstance(declaration, Prior)
        difference = tie.constant if tie.difference is None else known[tie.difference]
        known[tie.name] = np.clip(known[tie.to] + difference, *declaration.bounds)
    return {tie.name: known[tie.name] for tie in ties}


def within_plane(given: Any, names: Sequence[str]) -> dict[str, Any] | None:
    """The ties of a plane of these parameters: those that follow one of them, at the middle of their differences."""
    kept: dict[str, Any] = {}
    for name, (to, entry) in read_ties(given).items():
        if to in names or to in kept:
            axis = None if is_number(entry) else numbers_of(name, entry, ANY, "ties")
            kept[name] = {to: float(entry) if axis is None else axis.value(axis.at(np.array([0.5]))[0])}
    return kept or None
