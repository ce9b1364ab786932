"""One run, compiled once: a world, parameters and a scenario as the arrays both engines read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from concertacion.sim.declare import InputError, nearest
from concertacion.sim.inputs import Events, Exogenous, Setting, Traits
from concertacion.sim.packing import packed_traits
from concertacion.sim.parameters import ROW, Parameters
from concertacion.sim.record import Record, empty_record
from concertacion.sim.scenario import Scenario, compile_scenario
from concertacion.sim.state import DOMAINS, State

if TYPE_CHECKING:
    from concertacion.sim.world import World

MODES = ("free", "pinned", "replay")
FAILURES = {0: "well", 1: "a number that is not finite"}


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
) -> CompiledRun:
    """The arrays of a run.

    Raises
    ------
    InputError
        If the mode is unknown, politics is pinned beyond the record, or the scenario does not fit the world.
    """
    table, segment, events = compile_scenario(scenario or Scenario(), world, parameters or Parameters())
    pinned = np.array([pinned_quarters(world, mode, until)], dtype=np.int64)
    sizes = {
        "one": 1, "quarter": world.quarters, "country": len(world.countries), "domain": len(DOMAINS), "forum": len(world.forums),
        "power": len(world.powers),
    }  # fmt: skip
    rows = np.ascontiguousarray(table, dtype=np.float64).view(ROW).reshape(-1)
    return CompiledRun(
        world.setting._replace(pinned_until=pinned), packed_traits(world.traits), world.exogenous, events, rows, segment,
        world.state, sizes,
    )  # fmt: skip


def pinned_quarters(world: World, mode: str, until: int | None) -> int:
    """How many quarters from the start politics follows the record."""
    if mode not in MODES:
        raise InputError(f"mode={mode}: unknown mode; {nearest(mode, MODES)}")
    if mode == "replay" and until is None:
        raise InputError("mode=replay: needs until=YEAR, the last year in which politics follows the record")
    if mode != "replay" and until is not None:
        raise InputError(f"until={until}: applies only to mode=replay, not to mode={mode}; remove it or set mode=replay")
    last = world.start + (world.recorded_quarters - 1) // 4
    if mode == "replay" and until is not None:
        if not world.start <= until <= last:
            raise InputError(f"until={until}: outside the record of {world.name}; choose a year from {world.start} to {last}")
        return min(world.quarters, 4 * (until + 1 - world.start))
    if mode == "pinned" and world.quarters > world.recorded_quarters:
        raise InputError(
            f"mode=pinned: {world.name} has data to {last}, but the run ends in {world.start + (world.quarters - 1) // 4}; "
            f"use years={last + 1 - world.start} or fewer"
        )
    return world.quarters if mode == "pinned" else 0


def blank(compiled_run: CompiledRun) -> Record:
    """A record of zeros for one run."""
    return empty_record(compiled_run.sizes)
