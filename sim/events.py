"""The events of a scenario: what is set or shifted, when, and in which countries or forums."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import numpy as np

from concertacion.sim.declare import Field, InputError, as_name, declared, nearest
from concertacion.sim.inputs import Change, Events
from concertacion.sim.packing import positions
from concertacion.sim.quarters import span
from concertacion.sim.state import DOMAINS, State
from concertacion.sim.view import View

if TYPE_CHECKING:
    from concertacion.sim.world import World

EVENT_KEYS = ("from", "to", "variable", "countries", "forums", "set", "add")
SPARE = "NEW_"  # ids of forum slots that no organisation of the tables fills
RANGES = {"share": (0.0, 1.0), "0/1": (0.0, 1.0), "-1..1": (-1.0, 1.0)}  # by unit; other units only forbid negative values
NUMBER = 0  # `parts` of a change of one number

Cells = list[tuple[int, int]]  # position and parts of each change


def _own(where: np.ndarray, row: int) -> Cells:
    """The one number of the country or forum."""
    return [(where[row], NUMBER)]


def _first(where: np.ndarray, row: int) -> Cells:
    """The number for the first power."""
    return [(where[row, 0], NUMBER)]


def _pairs(where: np.ndarray, row: int) -> Cells:
    """The numbers with every other country, in every domain and both ways."""
    others = [other for other in range(where.shape[1]) if other != row]
    return [(cell, NUMBER) for domain in where for other in others for cell in (domain[row, other], domain[other, row])]


def _sum(where: np.ndarray, row: int) -> Cells:
    """The row of numbers with all countries, by its sum."""
    return [(where[row, 0], where.shape[1])]


CELLS: dict[str, Callable[[np.ndarray, int], Cells]] = {"own": _own, "first": _first, "pairs": _pairs, "sum": _sum}


class Variable(NamedTuple):
    """A variable that events may change: an array of the state or the view, or one domain of it."""

    path: str  # theme.array
    domain: int | None
    axis: str  # country or forum
    field: Field


def _variables() -> dict[str, Variable]:
    """Every array that declares an `Event`, by the name that scenarios use."""
    variables: dict[str, Variable] = {}
    for theme, owner in [*get_type_hints(State).items(), *get_type_hints(View).items()]:
        for array, field in declared(owner).items():
            if field.event is None:
                continue
            axis = "forum" if field.dims.startswith("forum") else "country"
            name, path = field.event.name or array, f"{theme}.{array}"
            if "{domain}" in name:
                variables |= {name.format(domain=d): Variable(path, k, axis, field) for k, d in enumerate(DOMAINS)}
            else:
                variables[name] = Variable(path, None, axis, field)
    return variables


VARIABLES = _variables()


def compile_events(entries: Sequence[Mapping[str, Any]], where: str, world: World) -> Events:
    """The events of a run as changes of its memory, by quarter; those of one quarter in the order of the file.

    Raises
    ------
    InputError
        If a time, variable, country, forum or value is wrong.
    """
    memory = positions(world.state)
    events = [_changes_of(entry, f"{where}, events[{i}]", world, memory) for i, entry in enumerate(entries)]
    by_quarter = [[change for quarters, changes in events if t in quarters for change in changes] for t in range(world.quarters)]
    changes = [change for changes in by_quarter for change in changes]
    columns = [np.array([getattr(change, name) for change in changes], kind) for name, kind in get_type_hints(Change).items()]
    return Events(np.cumsum([0, *map(len, by_quarter)], dtype=np.int64), *columns)


def _changes_of(entry: Mapping[str, Any], where: str, world: World, memory: dict[str, np.ndarray]) -> tuple[range, list[Change]]:
    """The quarters of an entry, and the changes it makes in each of them."""
    for key in entry:
        if key not in EVENT_KEYS:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), EVENT_KEYS)}")
    name = str(entry.get("variable"))
    if name not in VARIABLES:
        raise InputError(f"{where}: there is no variable '{name}'; {nearest(name, VARIABLES)}")
    if ("set" in entry) == ("add" in entry):
        raise InputError(f"{where}: needs either set or add, not both or neither")
    variable, sets = VARIABLES[name], "set" in entry
    value = _value(name, entry["set" if sets else "add"], sets, where)
    of_forums = variable.axis == "forum"
    if ("countries" if of_forums else "forums") in entry:
        raise InputError(f"{where}: {name} belongs to {'forums, not to countries' if of_forums else 'countries, not to forums'}")
    rows = forum_rows(entry.get("forums"), where, world) if of_forums else country_rows(entry.get("countries"), where, world)
    quarters = span(entry, where, world.start, world.quarters, open_end=False)
    return quarters, [change for row in rows for change in _changes(variable, row, sets, value, memory)]


def _changes(variable: Variable, row: int, sets: bool, value: float, memory: dict[str, np.ndarray]) -> list[Change]:
    """The changes of one country or forum."""
    event: Any = variable.field.event
    where = memory[variable.path]
    where = where if variable.domain is None else where[variable.domain]
    noted = memory[event.noted_in][row] if event.noted_in else -1
    return [
        Change(int(position), parts, int(noted), event.low, event.high, int(sets), value)
        for position, parts in CELLS[event.cells](where, row)
    ]


def _value(name: str, value: Any, sets: bool, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{where}: {name} needs a number, not {value!r}")
    low, high = RANGES.get(VARIABLES[name].field.unit, (0.0, math.inf))
    if not sets:
        low, high = low - high, high - low
    if not low <= value <= high:
        raise InputError(f"{where}: {name} {'set to' if sets else 'moved by'} {value:g}, outside [{low:g}, {high:g}]")
    return float(value)


def country_rows(named: Any, where: str, world: World) -> list[int]:
    """Rows of a list of codes, of "all" countries, of the "largest-N" by weight, or of a "share-X" of them.

    The share is the same countries in every run, picked by a hash of their codes: neither large nor small, north nor south.

    Raises
    ------
    InputError
        If the countries are named in no such way, or one is not in the world.
    """
    codes = list(world.countries)
    if named == "all":
        return list(range(len(codes)))
    kind, _, amount = named.partition("-") if isinstance(named, str) else ("", "", "")
    if kind == "largest" and amount.isdigit() and 1 <= int(amount) <= len(codes):
        weight = world.traits.structure.weight
        return sorted(sorted(range(len(codes)), key=lambda i: (-weight[i], codes[i]))[: int(amount)])
    if kind == "share" and _is_share(amount):
        count = max(1, round(float(amount) * len(codes)))
        return sorted(sorted(range(len(codes)), key=lambda i: (zlib.crc32(codes[i].encode()), codes[i]))[:count])
    if not isinstance(named, list | tuple) or not named:
        raise InputError(f"{where}: countries={named!r}; expected a list of codes, all, largest-N or share-X (such as share-0.5)")
    return [_position(name, codes, "country", where, world) for name in named]


def forum_rows(named: Any, where: str, world: World) -> list[int]:
    """Rows of a list of forums by id, or of "all" those of the tables.

    Raises
    ------
    InputError
        If the forums are named in neither way, or one is not in the world.
    """
    rows = {forum: row for row, forum in enumerate(world.forums) if not forum.startswith(SPARE)}
    if named == "all":
        return list(rows.values())
    if not isinstance(named, list | tuple) or not named:
        raise InputError(f"{where}: forums={named!r}; expected a list of ids, or all")
    return [list(rows.values())[_position(name, list(rows), "forum", where, world)] for name in named]


def _position(name: Any, valid: list[str], kind: str, where: str, world: World) -> int:
    if as_name(name, f"{where}: {kind}") not in valid:
        raise InputError(f"{where}: there is no {kind} '{name}' in {world.name}; {nearest(str(name), valid)}")
    return valid.index(name)


def _is_share(text: str) -> bool:
    try:
        return 0.0 < float(text) <= 1.0
    except ValueError:
        return False
