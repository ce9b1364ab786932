"""Benchmarks, run by `make bench`: they print numbers and ratios measured within one run, and judge nothing by the clock."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from concertacion.sim.ensembles import ensemble
from concertacion.sim.kernel import run_kernel
from concertacion.sim.model import CooperationModel
from concertacion.sim.outcomes import summarise
from concertacion.sim.outcomes.requests import STANDARD, compile_measures
from concertacion.sim.packing import Packed
from concertacion.sim.runs import CompiledRun, blank, compile_run
from concertacion.sim.state import DOMAINS
from concertacion.sim.world import load_world
from tests.benchmarks.against import ROUNDS
from tests.benchmarks.micro import yardstick

INTERPRETED = """
import time
from concertacion.sim.model import CooperationModel
from concertacion.sim.world import load_world

world = load_world()
start = time.perf_counter()
CooperationModel(world).run()
print(time.perf_counter() - start)
"""


def alternated(*calls: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Median seconds of each call, taken in turn, so that a machine whose speed drifts treats them alike."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for times, call in zip(taken, calls, strict=True):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def report(title: str, *lines: str) -> None:
    """Print a measurement where pytest shows it."""
    print(f"\n{title}\n" + "\n".join(f"  {line}" for line in lines), file=sys.__stdout__, flush=True)


@pytest.fixture(scope="module")
def ready() -> CompiledRun:
    """The default world, compiled_run and compiled."""
    compiled_run = compile_run(load_world())
    run_kernel(compiled_run, Packed(compiled_run.state), 1, 0, blank(compiled_run))
    return compiled_run


def many(compiled_run: CompiledRun, runs: int, first: int = 0) -> None:
    """Runs of the kernel, one record used again."""
    packed, record = Packed(compiled_run.state), blank(compiled_run)
    for run in range(first, first + runs):
        run_kernel(compiled_run, packed, 1, run, record)


_PREPARED: list[CompiledRun] = []


def process_start() -> None:
    """What a worker process does once: prepare and load the compiled kernel."""
    _PREPARED.append(compile_run(load_world()))
    many(_PREPARED[0], 1)


def process_runs(runs: int) -> None:
    """Runs in a worker process."""
    many(_PREPARED[0], runs)


def test_cost_of_a_pair_against_the_yardstick(benchmark, ready):
    """All phases and the writing of the record, over N (N - 1) K T ordered pairs, domains and quarters."""
    n, quarters = len(ready.setting.keys), ready.segment.size
    count = n * (n - 1) * len(DOMAINS) * quarters
    yard = yardstick(n, len(DOMAINS), quarters)
    yard()
    kernel, micro = alternated(lambda: many(ready, 10), lambda: [yard() for _ in range(10)])
    benchmark.pedantic(many, args=(ready, 10), rounds=3)
    report(
        "Cost of an ordered pair, domain and quarter",
        f"kernel {kernel / 10 * 1e3:.2f} ms a run, {kernel / 10 / count * 1e9:.1f} ns",
        f"yardstick {micro / 10 * 1e3:.2f} ms, {micro / 10 / count * 1e9:.1f} ns",
        f"ratio {kernel / micro:.2f} (aim: at most 2)",
    )


def test_cost_of_the_standard_outcomes(benchmark, ready):
    """Reducing a record to all outcomes a sweep keeps, against the run that wrote it."""
    record, measures, out = blank(ready), compile_measures(STANDARD, load_world()), np.zeros(len(STANDARD))
    run_kernel(ready, Packed(ready.state), 1, 0, record)
    summarise(record, measures, out)
    kernel, reduced = alternated(lambda: many(ready, 10), lambda: [summarise(record, measures, out) for _ in range(10)])
    benchmark.pedantic(summarise, args=(record, measures, out), rounds=10)
    report(
        f"{len(STANDARD)} outcomes of a run",
        f"{reduced / 10 * 1e3:.2f} ms, {100 * reduced / kernel:.1f} % of a run (aim: below 0.3 ms)",
    )


def test_kernel_against_mesa(benchmark, ready):
    """The same run by the kernel, by compiled Mesa and by Mesa with the compiler off, one core."""
    world = load_world()
    CooperationModel(world).run()
    mesa, kernel = alternated(lambda: CooperationModel(world).run(), lambda: many(ready, 10), rounds=3)
    plain = float(
        subprocess.run(
            [sys.executable, "-c", INTERPRETED],
            env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    benchmark.pedantic(many, args=(ready, 10), rounds=3)
    report(
        "One run of the default world",
        f"kernel {kernel / 10 * 1e3:.2f} ms",
        f"compiled Mesa {mesa:.2f} s, {mesa / kernel * 10:.0f} times the kernel (aim: at least 30)",
        f"plain Mesa {plain:.1f} s, {plain / kernel * 10:.0f} times the kernel (aim: at least 300)",
    )


def test_two_threads_against_two_processes(benchmark, ready):
    """Throughput of two threads over that of two processes, alternated, median of seven."""
    runs = 60
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2, initializer=process_start) as processes:
        list(processes.map(process_runs, [1, 1, 1, 1]))
        by_threads, by_processes = alternated(
            lambda: list(threads.map(lambda first: many(ready, runs, first), (0, runs))),
            lambda: list(processes.map(process_runs, (runs, runs))),
        )
    benchmark.pedantic(many, args=(ready, 10), rounds=3)
    report(
        "Two workers",
        f"two threads {2 * runs / by_threads:.0f} runs a second, two processes {2 * runs / by_processes:.0f}",
        f"ratio {by_processes / by_threads:.2f} (aim: at least 0.95)",
    )


def test_memory_of_summaries_does_not_grow(benchmark):
    """Peak of Python's allocations for 50 and for 500 runs of which only summaries are kept."""
    world = load_world(years=5)
    peaks = []
    for runs in (50, 500):
        tracemalloc.start()
        ensemble(world, runs=runs, keep="summary", workers=2)
        peaks.append(tracemalloc.get_traced_memory()[1] / 2**20)
        tracemalloc.stop()
    benchmark.pedantic(ensemble, args=(world,), kwargs={"runs": 10, "keep": "summary"}, rounds=1)
    report("Memory where only summaries are kept", f"50 runs {peaks[0]:.1f} MiB, 500 runs {peaks[1]:.1f} MiB")
