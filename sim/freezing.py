"""Frozen runs: a treated run that begins every quarter in the control's state, so that no effect of the treatment feeds back.

Only the effect within a quarter remains. Variables that the treatment itself changes, by events or by the facts it starts from,
are held: they go on from quarter to quarter as in an ordinary run. So are those in which the mechanisms that a claim names as
direct are remembered (`Prior.keeps`): what they build up is their own effect and no feedback.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.compiled import sharing
from concertacion.sim.declare import Prior
from concertacion.sim.inputs import Change, Events
from concertacion.sim.kernel import simulate
from concertacion.sim.outcomes import add_costly, summarise
from concertacion.sim.outcomes.declaration import Measures
from concertacion.sim.packing import Packed, positions
from concertacion.sim.parameters import DECLARED
from concertacion.sim.record import Record, scratch_record
from concertacion.sim.runs import CompiledRun


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


@sharing
def simulate_frozen(treated, control, held, seed, run):
    """Both runs side by side, the treated one set to the control's state before every quarter except where `held`.

    Both use the same random draws. Writes the record of each; returns the status (0 is well).
    """
    for i in range(held.size):
        if not held[i]:
            treated.start[i] = control.start[i]
    for t in range(treated.segment.size):
        if t > 0:
            for i in range(held.size):
                if not held[i]:
                    treated.now[i] = control.now[i]
        status = advance(treated, seed, run, t)
        if status == 0:
            status = advance(control, seed, run, t)
        if status != 0:
            return status
    return 0


def side_of(compiled_run: CompiledRun) -> Side:
    """A run with a state and a record of its own."""
    packed, (wiped, record) = Packed(compiled_run.state), scratch_record(compiled_run.sizes)
    return Side(
        compiled_run.setting, compiled_run.traits, compiled_run.exogenous, compiled_run.events, compiled_run.table,
        compiled_run.segment, packed.start, packed.now, packed.state, packed.view, packed.scratch, wiped, record,
    )  # fmt: skip


def held_in(treated: CompiledRun, control: CompiledRun, direct: Sequence[str] = ()) -> np.ndarray:
    """Which numbers of the state are held, bool (numbers of the state).

    Those that differ by the tables, those that an event changes which only one of the two has (with who sits where, if it is a
    link), and those that the parameters named `direct` keep. What is seen anew each quarter need not be. A row of which an event
    changes the sum is not held: it starts from the control's in every quarter.
    """
    held = Packed(treated.tables).start.view(np.int64) != Packed(control.tables).start.view(np.int64)
    differing = _changes(treated.events) ^ _changes(control.events)
    held[[change.position for _, change in differing if change.parts == 0 and change.position < held.size]] = True
    places = positions(control.tables)
    held[places["circles.members"]] |= held[places["circles.link"]] | held[places["circles.suspended"]]
    for name in kept_by(direct):
        held[places[name]] = True
    return held


def kept_by(parameters: Sequence[str]) -> list[str]:
    """The arrays of the state in which the mechanisms of these parameters are remembered, sorted."""
    declared = (DECLARED[name] for name in parameters)
    arrays = {array for each in declared if isinstance(each, Prior) for array in each.keeps.split(",") if array}
    sat = {"circles.members"} if arrays & {"circles.link", "circles.suspended"} else set()
    return sorted(arrays | sat)


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
    status, outcomes = np.zeros(len(runs), np.int64), np.zeros((len(runs), len(measures.code)))
    for r, run in enumerate(runs):
        status[r] = simulate_frozen(*sides, held, seed, int(run))
        summarise(record, measures, outcomes[r])
        add_costly(record, measures, outcomes[r])
    outcomes[status != 0] = np.nan
    return status, outcomes
