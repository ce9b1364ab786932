"""One run, compiled once: a world, parameters and a scenario as the arrays both engines read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from concertacion.sim.inputs import Events, Exogenous, Setting, Traits
from concertacion.sim.modes import following_quarters, pinned_quarters
from concertacion.sim.packing import packed_traits
from concertacion.sim.parameters import ROW, Parameters, values_of
from concertacion.sim.record import Record, empty_record
from concertacion.sim.scenario import Scenario, compile_scenario
from concertacion.sim.settling import Start, settled
from concertacion.sim.state import DOMAINS, State

if TYPE_CHECKING:
    from concertacion.sim.world import World

# What a run's status says. The last three are of country classes of the user's.
WELL, NOT_FINITE, OWN_CLASS, LATE, PROCESS_ENDED = range(5)
FAILURES = {
    WELL: "well",
    NOT_FINITE: "a number that is not finite",
    OWN_CLASS: "own class",
    LATE: "time limit",
    PROCESS_ENDED: "process ended",
}


class CompiledRun(NamedTuple):
    """Everything a run needs, ready for either engine. Nothing in it is written during a run."""

    setting: Setting
    traits: Traits
    exogenous: Exogenous
    events: Events
    table: np.ndarray
    segment: np.ndarray
    state: State
    tables: State  # the state as the tables say, before it has settled
    settle: int  # quarters of settling
    sizes: dict[str, int]


def compile_run(
    world: World,
    parameters: Parameters | None = None,
    scenario: Scenario | None = None,
    mode: str = "free",
    until: int | None = None,
    keep_chances: bool = False,
    settles: bool = True,
) -> CompiledRun:
    """The arrays of a run, settled as the world says.

    With `keep_chances`, its record tells the chances of attending in every forum and quarter. Without `settles` its state is that
    of the tables: for runs under other parameters, each of which settles under its own.

    Raises
    ------
    InputError
        If the mode is unknown, politics is pinned beyond the record, or the scenario does not fit the world.
    """
    pinned = pinned_quarters(world, mode, until)
    table, segment, events = compile_scenario(scenario or Scenario(), world, parameters or Parameters(), pinned)
    follows = following_quarters(world, mode, until)
    setting = world.setting._replace(
        pinned_until=np.array([pinned], dtype=np.int64), forums_until=np.array([follows], dtype=np.int64),
        pairs_kept=np.ones(1), chances_kept=np.array([float(keep_chances)]),
    )  # fmt: skip
    sizes = {
        "one": 1, "quarter": world.quarters, "country": len(world.countries), "domain": len(DOMAINS), "forum": len(world.forums),
        "power": len(world.powers), "chance_quarter": world.quarters if keep_chances else 0,
    }  # fmt: skip
    rows = np.ascontiguousarray(table, dtype=np.float64).view(ROW).reshape(-1)
    unsettled = CompiledRun(
        setting, packed_traits(world.traits), world.exogenous, events, rows, segment, world.state, world.state, world.settle,
        sizes,
    )  # fmt: skip
    return unsettled._replace(state=settled_at(unsettled, rows)) if settles else unsettled


def settled_at(ready: CompiledRun, table: np.ndarray) -> State:
    """The state in which a run under a table of parameters starts: settled under those of its first quarter."""
    return settled(start_of(ready), ready.tables, first_row(ready, table), ready.settle)


def start_of(ready: CompiledRun) -> Start:
    """What a run starts with."""
    return Start(ready.setting, ready.traits, ready.exogenous, ready.events, ready.sizes)


def first_row(ready: CompiledRun, table: np.ndarray) -> np.ndarray:
    """The parameters of the first quarter, of a table of windows."""
    return values_of(table)[ready.segment[0]]


def with_table(ready: CompiledRun, table: np.ndarray) -> CompiledRun:
    """A run under other parameters in the same windows."""
    return ready._replace(table=table, state=settled_at(ready, table))


def blank(compiled_run: CompiledRun) -> Record:
    """A record of zeros for one run."""
    return empty_record(compiled_run.sizes)
