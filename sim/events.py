"""The events of a scenario: what is set or shifted, when, and in which countries or forums."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import numpy as np

from concertacion.sim.declare import Field, InputError, declared, nearest
from concertacion.sim.inputs import EVENT_TARGETS, Events
from concertacion.sim.quarters import span
from concertacion.sim.state import Crises, Issues, State

if TYPE_CHECKING:
    from concertacion.sim.world import World

EVENT_KEYS = ("from", "to", "variable", "countries", "forums", "set", "add")
SPARE = "NEW_"  # ids of forum slots that no organisation of the tables fills
RANGES = {"share": (0.0, 1.0), "0/1": (0.0, 1.0), "-1..1": (-1.0, 1.0)}  # by unit; other units only forbid negative values


TYPES = {"value": np.float64}


class EventRow(NamedTuple):
    """One row of `Events`, with its columns in order."""

    quarter: int
    target: int
    row: int
    sets: int
    value: float


def compile_events(entries: Sequence[Mapping[str, Any]], where: str, world: World) -> Events:
    """The events of a run, by quarter; those of one quarter in the order of the file.

    Raises
    ------
    InputError
        If a time, variable, country, forum or value is wrong.
    """
    rows = [row for i, entry in enumerate(entries) for row in _rows_of(entry, f"{where}, events[{i}]", world)]
    rows.sort(key=lambda row: row.quarter)
    return Events(*(np.array([getattr(row, name) for row in rows], TYPES.get(name, np.int64)) for name in EventRow._fields))


def _rows_of(entry: Mapping[str, Any], where: str, world: World) -> list[EventRow]:
    for key in entry:
        if key not in EVENT_KEYS:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), EVENT_KEYS)}")
    variable = str(entry.get("variable"))
    if variable not in EVENT_TARGETS:
        raise InputError(f"{where}: there is no variable '{variable}'; {nearest(variable, EVENT_TARGETS)}")
    if ("set" in entry) == ("add" in entry):
        raise InputError(f"{where}: needs either set or add")
    sets = "set" in entry
    value = _value(variable, entry["set" if sets else "add"], sets, where)
    of_forums = EVENT_TARGETS[variable] == "forum"
    if ("countries" if of_forums else "forums") in entry:
        raise InputError(
            f"{where}: {variable} belongs to {'forums, not to countries' if of_forums else 'countries, not to forums'}"
        )
    targets = forum_rows(entry.get("forums"), where, world) if of_forums else country_rows(entry.get("countries"), where, world)
    code = list(EVENT_TARGETS).index(variable)
    quarters = span(entry, where, world.start, world.quarters, open_end=False)
    return [EventRow(quarter, code, row, int(sets), value) for quarter in quarters for row in targets]


def _value(variable: str, value: Any, sets: bool, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{where}: {variable} needs a number, not {value!r}")
    low, high = RANGES.get(_field(variable).unit, (0.0, math.inf))
    if not sets:
        low, high = low - high, high - low
    if not low <= value <= high:
        raise InputError(f"{where}: {variable} {'set to' if sets else 'moved by'} {value:g}, outside [{low:g}, {high:g}]")
    return float(value)


def _field(variable: str) -> Field:
    """How the variable of an event is declared in the state: a crisis by its intensity, a shock in a domain among all shocks."""
    if variable == "crisis":
        return declared(Crises)["intensity"]
    if variable.startswith("shock_"):
        return declared(Issues)["shock"]
    return next(fields[variable] for fields in map(declared, get_type_hints(State).values()) if variable in fields)


def country_rows(asked: Any, where: str, world: World) -> list[int]:
    """Rows of a list of codes, of "all" countries, of the "largest-N" by weight, or of a "share-X" of them.

    The share is the same countries in every run, picked by a hash of their codes: neither large nor small, north nor south.

    Raises
    ------
    InputError
        If the countries are named in no such way, or one is not in the world.
    """
    codes = list(world.countries)
    if asked == "all":
        return list(range(len(codes)))
    kind, _, amount = asked.partition("-") if isinstance(asked, str) else ("", "", "")
    if kind == "largest" and amount.isdigit() and 1 <= int(amount) <= len(codes):
        weight = world.state.societies.weight
        return sorted(sorted(range(len(codes)), key=lambda i: (-weight[i], codes[i]))[: int(amount)])
    if kind == "share" and _is_share(amount):
        count = max(1, round(float(amount) * len(codes)))
        return sorted(sorted(range(len(codes)), key=lambda i: (zlib.crc32(codes[i].encode()), codes[i]))[:count])
    if not isinstance(asked, list | tuple) or not asked:
        raise InputError(f"{where}: countries={asked!r}; expected a list of codes, all, largest-N or share-X")
    return [_position(name, codes, "country", where, world) for name in asked]


def forum_rows(asked: Any, where: str, world: World) -> list[int]:
    """Rows of a list of forums by id, or of "all" those of the tables.

    Raises
    ------
    InputError
        If the forums are named in neither way, or one is not in the world.
    """
    named = {forum: row for row, forum in enumerate(world.forums) if not forum.startswith(SPARE)}
    if asked == "all":
        return list(named.values())
    if not isinstance(asked, list | tuple) or not asked:
        raise InputError(f"{where}: forums={asked!r}; expected a list of ids, or all")
    return [list(named.values())[_position(name, list(named), "forum", where, world)] for name in asked]


def _position(name: Any, valid: list[str], kind: str, where: str, world: World) -> int:
    if name not in valid:
        raise InputError(f"{where}: there is no {kind} '{name}' in {world.name}; {nearest(str(name), valid)}")
    return valid.index(name)


def _is_share(text: str) -> bool:
    try:
        return 0.0 < float(text) <= 1.0
    except ValueError:
        return False
