"""Where the time of a run goes: each phase's share, printed, never judged by the clock."""

from __future__ import annotations

import pytest

from concertacion.sim.compiled import JIT
from concertacion.sim.runs import compile_run
from concertacion.sim.world import load_world
from tests.benchmarks.phases import Stopwatch
from tests.benchmarks.test_speed import report


@pytest.mark.skipif(not JIT, reason="phases are timed where they are compiled")
def test_share_of_each_phase(benchmark):
    stopwatch = Stopwatch(compile_run(load_world()))
    phases = stopwatch.least(runs=4, rounds=15)
    benchmark.pedantic(stopwatch.run, args=(0,), rounds=3)
    whole = sum(phases.values())
    largest = sorted(phases.items(), key=lambda phase: -phase[1])
    report(
        f"Phases of a run of {1e3 * whole:.2f} ms",
        *(f"{100 * seconds / whole:5.1f} % {1e6 * seconds:7.0f} us {name}" for name, seconds in largest),
    )
