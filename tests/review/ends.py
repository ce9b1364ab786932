"""State and view at the end of runs: what is not recorded."""

from __future__ import annotations

from typing import Any

from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import blank, compile_run
from tests.review.editions import RUNS, SEED, scenario, world


def last_quarters(events: Any = (), runs: int = RUNS, **parameters: float) -> list[Packed]:
    """State and view at the end of each run."""
    ready = compile_run(world(), Parameters(**parameters), scenario(events) if events else None)
    ends = []
    for run in range(runs):
        packed = Packed(ready.state)
        assert run_kernel(ready, packed, SEED, run, blank(ready)) == 0
        ends.append(packed)
    return ends
