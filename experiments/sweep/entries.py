"""Entries of `over`: from a name and what is written beside it to an axis, checked against what is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from concertacion.experiments.settings.declaration import cut, is_number, shown
from concertacion.experiments.sweep.axes import Axis, bounds, checked_value, listed, ranged, usual
from concertacion.experiments.sweep.distributions import (
    DISCRETE,
    LOG_UNIFORM,
    MOST_OUTSIDE,
    NORMAL,
    TRUNCATED,
    UNIFORM,
    WRITTEN,
    Distribution,
    outside,
)
from concertacion.sim.declare import InputError, Variant, nearest
from concertacion.sim.parameters import DECLARED

Limits = tuple[float, float]
Check = Callable[[Any], Any]  # a value as a run takes it; InputError if it takes it not
BY_NAME = ("scenario", "world", "mode")


def axis_of(name: str, entry: Any = None) -> Axis:
    """The axis of a name and its entry: nothing (as declared), [LOW, HIGH], or one distribution, {normal: [MEAN, SD]}.

    Raises
    ------
    InputError
        If the name is unknown, the entry cannot be read, a range is empty or beyond the declared one, or a value is not one that
        the axis can take.
    """
    declaration, where = DECLARED.get(name), f"over: {name}"
    limits = None if isinstance(declaration, Variant) else bounds(name)

    def check(value: Any) -> Any:
        return checked_value(name, value, where)

    if limits is not None:
        return usual(name, limits) if entry is None else numbers_of(name, entry, limits, where, check)
    if isinstance(entry, Mapping):
        return distributed(name, entry, limits, where, check)
    if isinstance(declaration, Variant):
        return listed(name, declaration.forms if entry is None else _values(where, entry, check))
    if entry is not None and name in BY_NAME:
        return listed(name, _values(where, entry, check))
    raise InputError(f"{where}: takes values only; write over={{{name}:{{values:[A,B]}}}}")


def entry_of(axis: Axis) -> dict[str, Any]:
    """An axis as `over` takes it."""
    name, numbers = axis.distribution
    if axis.values:
        values = list(axis.values)
        return {axis.name: {DISCRETE: dict(zip(values, numbers, strict=True))} if name == DISCRETE else {"values": values}}
    ends = [axis.low, axis.high]
    return {axis.name: {name: list(numbers) if name == NORMAL else [*numbers, *ends]}}


def numbers_of(name: str, entry: Any, limits: Limits, where: str, check: Check = float) -> Axis:
    """An axis of numbers, from [LOW, HIGH] or a distribution within limits (raises what `distributed` does)."""
    if isinstance(entry, Mapping):
        return distributed(name, entry, limits, where, check)
    return ranged(name, *_range(where, entry, limits))


def distributed(name: str, entry: Mapping[Any, Any], limits: Limits | None, where: str, check: Check) -> Axis:
    """The axis of one distribution, {NAME: NUMBERS}, within limits (None: it takes values only).

    Raises
    ------
    InputError
        If it names no distribution, or its numbers do not fit; `where` begins the sentence.
    """
    if len(entry) != 1:
        raise InputError(f"{where}={shown(dict(entry))}: expected [LOW, HIGH], or one of {{{'}, {'.join(WRITTEN.values())}}}")
    ((kind, given),) = entry.items()
    if kind not in WRITTEN:
        raise InputError(f"{where}: there is no distribution '{cut(str(kind))}'; {nearest(str(kind), WRITTEN)}")
    if kind == "values":
        return listed(name, _values(where, given, check))
    if kind == DISCRETE:
        return _weighted(name, given, where, check)
    if limits is None:
        raise InputError(f"{where}={{{kind}: ...}}: takes values only; write {{values: [A, B]}} or {{{WRITTEN[DISCRETE]}}}")
    where = f"{where}: {kind}"
    if kind == UNIFORM:
        return ranged(name, *_range(where, given, limits))
    if kind == LOG_UNIFORM:
        low, high = _range(where, given, limits)
        if low <= 0:
            raise InputError(f"{where}=[{low:g}, {high:g}]: a logarithm needs both ends above 0")
        return ranged(name, low, high, Distribution(LOG_UNIFORM))
    return _normal(name, kind, given, limits, where)


def _normal(name: str, kind: str, given: Any, limits: Limits, where: str) -> Axis:
    """A normal, which hardly reaches beyond the limits, or one that the user cuts."""
    count = 2 if kind == NORMAL else 4
    if not (isinstance(given, Sequence) and len(given) == count and all(is_number(number) for number in given)):
        raise InputError(f"{where}={shown(given)}: expected {{{WRITTEN[kind]}}}, {count} numbers")
    mean, deviation, *ends = map(float, given)
    low, high = _range(where, ends, limits) if ends else limits
    if deviation <= 0:
        raise InputError(f"{where}: a standard deviation of {deviation:g}; it must be above 0")
    if not low <= mean <= high:
        raise InputError(f"{where}: its mean {mean:g} lies outside [{low:g}, {high:g}]")
    beyond = outside(mean, deviation, low, high)
    if kind == NORMAL and beyond > MOST_OUTSIDE:
        raise InputError(
            f"{where}=[{mean:g}, {deviation:g}]: {beyond:.0%} of it lies beyond the range [{low:g}, {high:g}]; "
            f"{TRUNCATED}: [{mean:g}, {deviation:g}, {low:g}, {high:g}] cuts it there"
        )
    return ranged(name, low, high, Distribution(kind, (mean, deviation)))


def _weighted(name: str, given: Any, where: str, check: Check) -> Axis:
    """Values with weights, which need not add up to 1."""
    if not isinstance(given, Mapping):
        raise InputError(f"{where}: {DISCRETE}={shown(given)}: expected {{A: WEIGHT, B: WEIGHT}}")
    for value, weight in given.items():
        if not is_number(weight) or weight <= 0:
            raise InputError(f"{where}: {DISCRETE}: the weight {shown(weight)} of {cut(str(value))}: expected a number above 0")
    values, total = _values(where, list(given), check), sum(given.values())
    return listed(name, values, Distribution(DISCRETE, tuple(weight / total for weight in given.values())))


def _range(where: str, entry: Any, limits: Limits) -> Limits:
    """The user's own range, checked against the declared one."""
    if not (isinstance(entry, Sequence) and len(entry) == 2 and all(is_number(end) for end in entry)):
        raise InputError(f"{where}={shown(entry)}: expected [LOW, HIGH], two numbers, or {{values: [A, B]}}")
    low, high = entry
    if not low < high:
        raise InputError(f"{where}=[{low:g}, {high:g}]: an empty range; the first number must be the smaller one")
    if low < limits[0] or high > limits[1]:
        raise InputError(f"{where}=[{low:g}, {high:g}]: beyond its range [{limits[0]:g}, {limits[1]:g}]")
    return low, high


def _values(where: str, entry: Any, check: Check) -> list[Any]:
    """The user's own values of an axis, each checked as far as the name alone allows."""
    if isinstance(entry, str) or not isinstance(entry, Sequence) or not entry:
        raise InputError(f"{where}={shown(entry)}: expected a list of values")
    if len(entry) < 2:
        raise InputError(f"{where}={shown(list(entry))}: an axis takes at least two values")
    values = [check(value) for value in entry]
    if len({str(value) for value in values}) < len(values):  # as a run takes them: 1 and 1.0 are one value
        raise InputError(f"{where}={shown(list(entry))}: a value is given twice")
    return values
