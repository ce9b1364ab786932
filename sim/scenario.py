"""Scenarios: interventions from outside the model, as data.

A scenario moves parameters in windows of time and sets or shifts variables of countries and forums in some quarters. Windows and
events are cut off at the ends of the run; a scenario that lies wholly outside the run is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from concertacion.sim.declare import InputError, as_name, checked, nearest
from concertacion.sim.events import compile_events
from concertacion.sim.inputs import Events
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.quarters import span

if TYPE_CHECKING:
    from concertacion.sim.world import World

WINDOW_KEYS = ("from", "to", "set")


class Scenario(NamedTuple):
    """A scenario: name, description, source, windows of parameters, events.

    `parameters` are windows {from, to, set: {name: value}}, to the end of the run without `to`; `events` are
    {from, to, variable, countries | forums, set | add}, one quarter without `to`. Times as in `sim.quarters`.
    """

    name: str = "baseline"
    description: str = ""
    source: str = ""
    parameters: tuple[Mapping[str, Any], ...] = ()
    events: tuple[Mapping[str, Any], ...] = ()


def make_scenario(mapping: Mapping[str, Any]) -> Scenario:
    """A scenario from its config.

    Raises
    ------
    InputError
        If a key is unknown, or `parameters` or `events` is no list of mappings.
    """
    for key in mapping:
        if key not in Scenario._fields:
            raise InputError(f"scenario.{key}: there is no such setting; {nearest(str(key), Scenario._fields)}")
    for key in ("name", "description", "source"):
        as_name(mapping.get(key, ""), f"scenario.{key}")
    lists = {}
    for key in ("parameters", "events"):
        entries = mapping.get(key, ())
        if not isinstance(entries, list | tuple) or not all(isinstance(entry, Mapping) for entry in entries):
            raise InputError(f"scenario.{key}={entries!r}: expected a list of mappings")
        lists[key] = tuple(entries)
    return Scenario(**{**mapping, **lists})


def compile_scenario(
    scenario: Scenario, world: World, parameters: Parameters, pinned: int = 0
) -> tuple[np.ndarray, np.ndarray, Events]:  # fmt: skip
    """What the kernel reads: the distinct rows of parameters, which of them rules in each quarter, and the events.

    In the first `pinned` quarters politics follows the record.

    Returns
    -------
    table : float64[S, number of parameters], in order of first appearance
    segment : int64[T], position in the table
    events : Events, by quarter

    Raises
    ------
    InputError
        If a time, name, country, forum or value is wrong, or nothing of the scenario falls into the run.
    """
    where = f"scenario {scenario.name}"
    _check_region(scenario, where, world)
    rows = np.tile(np.array(parameters, dtype=np.float64), (world.quarters, 1))
    moved = sum(_move(window, f"{where}, parameters[{i}]", world, rows) for i, window in enumerate(scenario.parameters))
    events = compile_events(scenario.events, where, world, pinned)
    if (scenario.parameters or scenario.events) and not moved and not len(events.position):
        last = world.start + (world.quarters - 1) // 4
        raise InputError(f"{where}: no part of it falls within the run, from {world.start} to {last}; change start or years")
    return (*_segments(rows), events)


def places(events: Iterable[Mapping[str, Any]]) -> list[str]:
    """The countries and forums that events name one by one, sorted."""
    lists = (event[key] for event in events for key in ("countries", "forums") if isinstance(event.get(key), list | tuple))
    return sorted({name for names in lists for name in names if isinstance(name, str)})


def _check_region(scenario: Scenario, where: str, world: World) -> None:
    """Refuse a scenario that was written for another region: the world has nothing of all that it names."""
    named, known = places(scenario.events), {*world.countries, *world.forums}
    if named and not known & set(named):
        hint = f", or {nearest(named[0], known)}" if len(named) == 1 else ""
        raise InputError(f"{where}: {world.name} has no {' and no '.join(named)}: it was written for another region{hint}")


def _move(window: Mapping[str, Any], where: str, world: World, rows: np.ndarray) -> int:
    """Write a window's values into the rows of its quarters (a later window wins); returns how many quarters it has."""
    for key in window:
        if key not in WINDOW_KEYS:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), WINDOW_KEYS)}")
    values = window.get("set")
    if not isinstance(values, Mapping) or not values:
        raise InputError(f"{where}: needs set: {{NAME: VALUE}}")
    quarters = span(window, where, world.start, world.quarters, open_end=True)
    for name, value in values.items():
        if name not in DECLARED:
            raise InputError(f"{where}: there is no parameter '{name}'; {nearest(str(name), DECLARED)}")
        rows[quarters.start : quarters.stop, Parameters._fields.index(name)] = checked(name, value, DECLARED[name], where)
    return len(quarters)


def _segments(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distinct rows in order of first appearance, and the position of each quarter's row among them."""
    seen: dict[bytes, int] = {}
    segment = np.array([seen.setdefault(row.tobytes(), len(seen)) for row in rows], dtype=np.int64)
    first = [int(np.argmax(segment == position)) for position in range(len(seen))]
    return rows[first], segment
