"""Frozen runs: a treated run that begins every quarter in the control's state, so that no effect of the treatment feeds back.

Only the effect within a quarter remains. Variables that the treatment itself changes, by events or by the facts it starts from,
are held: they go on from quarter to quarter as in an ordinary run. So are those in which the mechanisms that a claim names as
direct, or of which the treatment sets a parameter, are remembered (`Prior.keeps`): what they build up is their own effect and no
feedback. Commodity prices and the powers go on too, for nothing in the region moves them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.compiled import compiled, entry, sharing
from concertacion.sim.declare import Prior
from concertacion.sim.events import VARIABLES
from concertacion.sim.inputs import Change, Events
from concertacion.sim.kernel import simulate
from concertacion.sim.outcomes import add_costly, summarise
from concertacion.sim.outcomes.declaration import Measures
from concertacion.sim.packing import Packed, positions
from concertacion.sim.parameters import DECLARED, Parameters, values_of
from concertacion.sim.record import Record, scratch_record
from concertacion.sim.runs import CompiledRun
from concertacion.sim.state import UNUSED, Powers

DECIDED = {  # array on which events act -> arrays that they decide
    one.path: event.decides.split(",") for one in VARIABLES.values() if (event := one.field.event) and event.decides
}
OUTSIDE = ("region.price", *(f"powers.{name}" for name in Powers._fields))  # moved by nothing in the region


class Side(NamedTuple):
    """One of the two runs, as compiled code reads it: the arguments of `simulate`."""

    setting: Any
    traits: Any
    exogenous: Any
    events: Any
    table: np.ndarray
    segment: np.ndarray
    start: np.ndarray
    now: np.ndarray
    state: Any
    seen: Any  # the View (numba reads `.view` of a tuple as a cast)
    scratch: Any
    wiped: np.ndarray
    record: Record


@sharing
def advance(side, seed, run, t):
    """Quarter `t` of one side; returns the status."""
    return simulate(
        side.setting, side.traits, side.exogenous, side.events, side.table, side.segment, seed, run, t, t + 1, side.start,
        side.now, side.state, side.seen, side.scratch, side.wiped, side.record,
    )  # fmt: skip


@entry
def simulate_frozen(treated, control, held, renewed, seed, run):
    """Both runs side by side, the treated one set back to the control's state before every quarter (`set_back`).

    Both use the same random draws. Writes the record of each; returns the status (0 is well).
    """
    set_back(treated.start, control.start, held, renewed)
    for t in range(treated.segment.size):
        if t > 0:
            set_back(treated.now, control.now, held, renewed)
        status = advance(treated, seed, run, t)
        if status == 0:
            status = advance(control, seed, run, t)
        if status != 0:
            return status
    return 0


@compiled
def set_back(numbers, control, held, renewed):
    """Numbers of a treated run are set to the control's except where `held`; those `renewed` to 0, as still to be worked out."""
    for i in range(held.size):
        if not held[i]:
            numbers[i] = control[i]
    for place in renewed:
        numbers[place] = 0.0


def side_of(compiled_run: CompiledRun) -> Side:
    """A run with a state and a record of its own."""
    packed, (wiped, record) = Packed(compiled_run.state), scratch_record(compiled_run.sizes)
    return Side(
        compiled_run.setting, compiled_run.traits, compiled_run.exogenous, compiled_run.events, compiled_run.table,
        compiled_run.segment, packed.start, packed.now, packed.state, packed.view, packed.scratch, wiped, record,
    )  # fmt: skip


def held_in(treated: CompiledRun, control: CompiledRun, direct: Sequence[str] = ()) -> np.ndarray:
    """Which numbers of the state are held, bool (numbers of the state).

    Those that differ by the tables, those that an event changes which only one of the two has (with what it decides: who sits
    where, if it is a link; the government, if one is brought in), those that parameters keep which are named `direct` or have
    another value in one of the two, and the world outside. What is seen anew each quarter need not be. A row of which an event
    changes the sum is not held: it starts from the control's in every quarter. Where the status of forums is kept, a slot that
    was free is kept whole: what is founded there begins as the treatment has it.
    """
    held = Packed(treated.tables).start.view(np.int64) != Packed(control.tables).start.view(np.int64)
    places = positions(control.tables)
    differing = {change.position for _, change in _changes(treated.events) ^ _changes(control.events) if change.parts == 0}
    held[[position for position in differing if position < held.size]] = True
    for path, decided in DECIDED.items():
        rows = np.isin(places[path], list(differing))
        for name in decided:
            held[places[name][rows]] = True
    kept = kept_by([*direct, *parameters_apart(treated, control)])
    for name in (*OUTSIDE, *kept):
        held[places[name]] = True
    if "forums.status" in kept:
        free = control.tables.forums.status == UNUSED
        for name, where in places.items():
            if name.startswith(("forums.", "circles.")):
                held[where[free]] = True
    held[places["circles.members"]] |= held[places["circles.link"]] | held[places["circles.suspended"]]
    return held


def renewed_in(held: np.ndarray, control: CompiledRun) -> np.ndarray:
    """The places of what is worked out anew each quarter because it follows from what is held, int64 (places): the overlap of
    forums, where who sits in them is held.
    """
    places = positions(control.tables)
    return np.ascontiguousarray(places["circles.size"] if held[places["circles.members"]].any() else [], np.int64)


def parameters_apart(treated: CompiledRun, control: CompiledRun) -> list[str]:
    """The parameters of which the two differ in any quarter."""
    apart = values_of(treated.table)[treated.segment] != values_of(control.table)[control.segment]
    return [Parameters._fields[column] for column in np.flatnonzero(apart.any(axis=0))]


def kept_by(parameters: Sequence[str]) -> list[str]:
    """The arrays of the state in which the mechanisms of these parameters are remembered, sorted."""
    declared = (DECLARED[name] for name in parameters)
    return sorted({array for each in declared if isinstance(each, Prior) for array in each.keeps.split(",") if array})


def _changes(events: Events) -> set[tuple[int, Change]]:
    """Each change with its quarter."""
    quarters = np.repeat(np.arange(events.first.size - 1), np.diff(events.first))
    changes = zip(*(column.tolist() for column in events[1:]), strict=True)
    return {(quarter, Change(*change)) for quarter, change in zip(quarters.tolist(), changes, strict=True)}


def frozen_runs(
    treated: CompiledRun, control: CompiledRun, measures: Measures, seed: int, runs: Sequence[int] | np.ndarray,
    direct: Sequence[str] = (),
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Status int64 (run,) and outcomes float64 (run, measure) of treated runs frozen at the control, NaN in runs that failed.

    `direct` names the parameters whose mechanisms go on remembering.

    The worlds of both must have the same countries, forums and powers.
    """
    sides = side_of(treated), side_of(control)
    held, record = held_in(treated, control, direct), sides[0].record
    renewed = renewed_in(held, control)
    status, outcomes = np.zeros(len(runs), np.int64), np.zeros((len(runs), len(measures.code)))
    for r, run in enumerate(runs):
        status[r] = simulate_frozen(*sides, held, renewed, seed, int(run))
        summarise(record, measures, outcomes[r])
        add_costly(record, measures, outcomes[r])
    outcomes[status != 0] = np.nan
    return status, outcomes
