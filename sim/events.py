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
from concertacion.sim.quarters import quarter_name, span
from concertacion.sim.state import DOMAINS, State
from concertacion.sim.view import View

if TYPE_CHECKING:
    from concertacion.sim.world import World

EVENT_KEYS = ("from", "to", "variable", "countries", "forums", "set", "add", "hold")
SPARE = "NEW_"  # ids of forum slots that no organisation of the tables fills
# By unit; other units only forbid negative values.
RANGES = {"share": (0.0, 1.0), "0/1": (0.0, 1.0), "0/1/2": (0.0, 2.0), "-1..1": (-1.0, 1.0), "-1..2": (-1.0, 1.0)}
NUMBER = 0  # `parts` of a change of one number

Cells = list[tuple[int, int]]  # position and parts of each change
Row = int | tuple[int, int]  # of a country or a forum; of a forum and a country


def _own(where: np.ndarray, row: Row) -> Cells:
    """The one number of the country or forum, or of the country in the forum."""
    return [(int(where[row]), NUMBER)]


def _first(where: np.ndarray, row: Row) -> Cells:
    """The number for the first power."""
    return [(int(where[row, 0]), NUMBER)]


def _pairs(where: np.ndarray, row: Row) -> Cells:
    """The numbers with every other country, both ways, in every domain where there are several."""
    others = [other for other in range(where.shape[-1]) if other != row]
    domains = where if where.ndim == 3 else where[None]
    return [(cell, NUMBER) for domain in domains for other in others for cell in (domain[row, other], domain[other, row])]


def _sum(where: np.ndarray, row: Row) -> Cells:
    """The row of numbers with all countries, by its sum."""
    return [(int(where[row, 0]), where.shape[1])]


CELLS: dict[str, Callable[[np.ndarray, Row], Cells]] = {"own": _own, "first": _first, "pairs": _pairs, "sum": _sum}


class Variable(NamedTuple):
    """A variable that events may change: an array of the state or the view, or one domain of it."""

    path: str  # theme.array
    domain: int | None
    axis: str  # country, forum, or seat: a country in a forum
    field: Field


def _variables() -> dict[str, Variable]:
    """Every array that declares an `Event`, by the name that scenarios use."""
    variables: dict[str, Variable] = {}
    for theme, owner in [*get_type_hints(State).items(), *get_type_hints(View).items()]:
        for array, field in declared(owner).items():
            if field.event is None:
                continue
            axis = "seat" if field.dims == "forum,country" else "forum" if field.dims.startswith("forum") else "country"
            name, path = field.event.name or array, f"{theme}.{array}"
            if "{domain}" not in name:
                variables[name] = Variable(path, None, axis, field)
                name += "_{domain}"
            if field.dims.startswith("domain"):
                variables |= {name.format(domain=d): Variable(path, k, axis, field) for k, d in enumerate(DOMAINS)}
    return variables


VARIABLES = _variables()


def compile_events(entries: Sequence[Mapping[str, Any]], where: str, world: World, pinned: int = 0) -> Events:
    """The events of a run as changes of its memory, by quarter; those of one quarter in the order of the file.

    In the first `pinned` quarters politics follows the record.

    Raises
    ------
    InputError
        If a time, variable, country, forum or value is wrong, or a government is to follow both an event and the record.
    """
    memory = positions(world.state) if entries else {}
    events = [_changes_of(entry, f"{where}, events[{i}]", world, memory, pinned) for i, entry in enumerate(entries)]
    by_quarter = [[change for quarters, changes in events if t in quarters for change in changes] for t in range(world.quarters)]
    changes = [change for changes in by_quarter for change in changes]
    columns = [np.array([getattr(change, name) for change in changes], kind) for name, kind in get_type_hints(Change).items()]
    return Events(np.cumsum([0, *map(len, by_quarter)], dtype=np.int64), *columns)


def _changes_of(
    entry: Mapping[str, Any], where: str, world: World, memory: dict[str, np.ndarray], pinned: int
) -> tuple[range, list[Change]]:  # fmt: skip
    """The quarters of an entry, and the changes it makes in each of them."""
    for key in entry:
        if key not in EVENT_KEYS:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), EVENT_KEYS)}")
    if entry.get("variable") is None:
        raise InputError(f"{where}: needs variable, the name of what it changes, such as {next(iter(VARIABLES))}")
    name = str(entry["variable"])
    if name not in VARIABLES:
        raise InputError(f"{where}: there is no variable '{name}'; {nearest(name, VARIABLES)}")
    if ("set" in entry) == ("add" in entry):
        raise InputError(f"{where}: needs set or add, exactly one of the two")
    variable, sets = VARIABLES[name], "set" in entry
    value = _value(name, entry["set" if sets else "add"], sets, where)
    hold, rows = _hold(entry, name, where), _rows(entry, name, where, world)
    quarters = span(entry, where, world.start, world.quarters, open_end=False)
    if (hold or name == "new_government") and quarters and quarters[0] < pinned:
        last = quarter_name(pinned - 1, world.start)
        raise InputError(f"{where}: {'hold' if hold else name} needs free politics, but governments follow the record to {last}")
    return quarters, [change for row in rows for change in _changes(variable, row, sets, value, hold, memory)]


def _rows(entry: Mapping[str, Any], name: str, where: str, world: World) -> list[Row]:
    """The countries, the forums, or the countries in the forums of an entry."""
    axis = VARIABLES[name].axis
    if axis == "seat":
        countries = country_rows(entry.get("countries"), where, world)
        return [(forum, country) for forum in forum_rows(entry.get("forums"), where, world) for country in countries]
    if ("countries" if axis == "forum" else "forums") in entry:
        raise InputError(
            f"{where}: {name} belongs to {'forums, not to countries' if axis == 'forum' else 'countries, not to forums'}"
        )
    if axis == "forum":
        return [*forum_rows(entry.get("forums"), where, world)]
    return [*country_rows(entry.get("countries"), where, world)]


def _hold(entry: Mapping[str, Any], name: str, where: str) -> bool:
    """Whether the value holds over the elections of its quarters."""
    hold = entry.get("hold", False)
    if not isinstance(hold, bool):
        raise InputError(f"{where}: hold={hold!r}; expected true or false")
    if hold and (not VARIABLES[name].path.startswith("governments.") or "add" in entry):
        raise InputError(f"{where}: hold is for what an event sets of governments: it keeps the value through elections")
    return hold


def _changes(variable: Variable, row: Row, sets: bool, value: float, hold: bool, memory: dict[str, np.ndarray]) -> list[Change]:
    """The changes of one country, one forum, or one country in a forum."""
    event: Any = variable.field.event
    where = memory[variable.path]
    where = where if variable.domain is None else where[variable.domain]
    return [
        Change(int(position), parts, int(hold), event.low, event.high, int(sets), value)
        for position, parts in CELLS[event.cells](where, row)
    ]


def _value(name: str, value: Any, sets: bool, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{where}: {name} needs a number, not {value!r}")
    unit = VARIABLES[name].field.unit
    if unit == "0/1/2" and not (sets and value in (0, 1, 2)):
        raise InputError(f"{where}: {name} can only be set, to 0 (outside), 1 (associate) or 2 (full member)")
    low, high = RANGES.get(unit, (0.0, math.inf))
    if not sets:
        low, high = low - high, high - low
    if not low <= value <= high:
        raise InputError(f"{where}: {name} {'set to' if sets else 'moved by'} {value:g}, outside [{low:g}, {high:g}]")
    return float(value)


def country_rows(named: Any, where: str, world: World) -> list[int]:
    """Rows of a list of codes, of "all" countries, of the "largest-N" by weight, of the "weakest-N" by capacity of the state at
    the start, of a "share-X" of them, of a group of countries.csv, or of all that are "not-GROUP".

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
    if kind in ("largest", "weakest") and amount.isdigit() and 1 <= int(amount) <= len(codes):
        first = -world.traits.structure.weight if kind == "largest" else world.state.societies.capacity
        return sorted(sorted(range(len(codes)), key=lambda i: (first[i], codes[i]))[: int(amount)])
    if kind == "share" and _is_share(amount):
        count = max(1, round(float(amount) * len(codes)))
        return sorted(sorted(range(len(codes)), key=lambda i: (zlib.crc32(codes[i].encode()), codes[i]))[:count])
    group = named.removeprefix("not-") if isinstance(named, str) else ""
    if group in world.groups:
        return [row for row, code in enumerate(codes) if (code in world.groups[group]) == (named == group)]
    if not isinstance(named, list | tuple) or not named:
        raise InputError(
            f"{where}: countries={named!r}; expected a list of codes, all, largest-N, weakest-N, share-X (such as share-0.5), or "
            "a group of countries.csv or not-GROUP"
        )
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
