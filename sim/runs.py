"""One run, compiled once: a world, parameters and a scenario as the arrays both engines read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from concertacion.sim.inputs import Events, Exogenous, Setting, Traits
from concertacion.sim.modes import following_quarters, pinned_quarters
from concertacion.sim.packing import packed_traits
from concertacion.sim.parameters import ROW, Parameters
from concertacion.sim.record import Record, empty_record
from concertacion.sim.scenario import Scenario, compile_scenario
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
    sizes: dict[str, int]


def compile_run(
    world: World,
    parameters: Parameters | None = None,
    scenario: Scenario | None = None,
    mode: str = "free",
    until: int | None = None,
    keep_chances: bool = False,
) -> CompiledRun:
    """The arrays of a run. With `keep_chances`, its record tells the chances of attending in every forum and quarter.

    Raises
    ------
    InputError
        If the mode is unknown, politics is pinned beyond the record, or the scenario does not fit the world.
    """
    pinned, follows = pinned_quarters(world, mode, until), following_quarters(world, mode, until)
    table, segment, events = compile_scenario(scenario or Scenario(), world, parameters or Parameters(), pinned)
    setting = world.setting._replace(
        pinned_until=np.array([pinned]), forums_until=np.array([follows]), chances_kept=np.array([float(keep_chances)])
    )
    sizes = {
        "one": 1, "quarter": world.quarters, "country": len(world.countries), "domain": len(DOMAINS), "forum": len(world.forums),
        "power": len(world.powers), "chance_quarter": world.quarters if keep_chances else 0,
    }  # fmt: skip
    rows = np.ascontiguousarray(table, dtype=np.float64).view(ROW).reshape(-1)
    return CompiledRun(
        setting, packed_traits(world.traits), world.exogenous, events, rows, segment,
        world.state, sizes,
    )  # fmt: skip


def blank(compiled_run: CompiledRun) -> Record:
    """A record of zeros for one run."""
    return empty_record(compiled_run.sizes)
