"""Throughput and memory of sweeps, in numbers and ratios; printed, never judged by the clock."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.compose import composed_config
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.sweep.batches import Batch, batches_of, by_setup
from concertacion.experiments.sweep.command import carry_out
from concertacion.experiments.sweep.plan import plan_of
from concertacion.experiments.sweep.study import Study
from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.runs import blank, with_table
from tests.benchmarks.against import ROOT, ROUNDS
from tests.benchmarks.test_speed import report

WORKERS, MILLION = 2, 1_000_000
ARGUMENTS = ["experiment=sweep", "points=20", "replicates=40", f"workers={WORKERS}", "quiet=true"]
# A small process between, so that the peak is that of the command and not of the one that starts it.
PEAK = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); \
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def batches_in(study: Study) -> list[Batch]:
    """The points of a study as the kernel takes them."""
    setups = by_setup(study.settings, study.choices, study.axes, study.points)
    return [b for setup, at in setups for b in batches_of(setup, study.settings["parameters"], study.axes, study.points[at])]


def bare(batches: list[Batch], study: Study, settles: bool, worker: int) -> None:
    """A worker's share of the runs of a study, one after another, into one record that nobody reads."""
    packed, record = Packed(batches[0].compiled_run.state), blank(batches[0].compiled_run)
    for group in batches:
        for table in group.tables[worker::WORKERS]:
            ready = group.compiled_run._replace(table=table)
            if settles:
                ready = with_table(ready, table)
                packed = Packed(ready.state)
            for run in range(study.replicates):
                run_kernel(ready, packed, study.seed, run, record)


def taken(*calls: Callable[[], object]) -> list[tuple[float, float]]:
    """Median seconds of each call by the clock and of the processors, those of processes that it started and ended included,
    taken in turn: on a busy machine the latter tell more.
    """
    spent: list[list[tuple[float, float]]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for rows, call in zip(spent, calls, strict=True):
            clock, processors = time.perf_counter(), sum(os.times()[:4])
            call()
            rows.append((time.perf_counter() - clock, sum(os.times()[:4]) - processors))
    return [(statistics.median(clocks), statistics.median(own)) for clocks, own in (zip(*rows, strict=True) for rows in spent)]


def peak(*command: str) -> float:
    """Largest resident memory of a command, in MiB."""
    printed = subprocess.run([sys.executable, "-c", PEAK, *command], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    return int(printed) / (2**20 if sys.platform == "darwin" else 2**10)


def test_throughput_of_a_sweep(benchmark, tmp_path):
    """Runs a second of a sweep over all parameters, against its bare runs of the kernel on as many threads."""
    config = composed_config(ARGUMENTS)
    settings = settings_of(config)
    places = (tmp_path / str(n) for n in count())
    plan = plan_of(settings, config, ARGUMENTS)
    study, batches = plan.study, batches_in(plan.study)

    def swept() -> None:
        carry_out(settings, config, ARGUMENTS, Where("threads", WORKERS), plan, next(places))

    with ThreadPoolExecutor(WORKERS) as threads:

        def runs(settles: bool) -> None:
            list(threads.map(partial(bare, batches, study, settles), range(WORKERS)))

        kernel, settled, sweep = taken(lambda: runs(False), lambda: runs(True), swept)
    benchmark.pedantic(swept, rounds=1)
    report(
        f"A sweep of {study.runs} runs over {len(study.axes)} axes, {len(study.outcomes)} outcomes, {WORKERS} threads",
        f"bare kernel {study.runs / kernel[0]:.0f} runs a second, with points settled {study.runs / settled[0]:.0f}, "
        f"sweep {study.runs / sweep[0]:.0f}",
        f"ratio {kernel[0] / sweep[0]:.2f}, of processor time {kernel[1] / sweep[1]:.2f}; with points settled "
        f"{settled[0] / sweep[0]:.2f}, of processor time {settled[1] / sweep[1]:.2f} (aim: at least 0.97)",
        f"a million runs {MILLION / study.runs * sweep[0] / 60:.0f} minutes (aim: 50, better 30); "
        f"{MILLION / study.runs * sweep[1] / WORKERS / 60:.0f} where {WORKERS} cores have nothing else to do",
    )


def test_executors_of_one_host(benchmark, tmp_path):
    """The same sweep by threads, processes and dask workers: a run once all have started, from two sizes, and the start."""
    places, costs = (tmp_path / str(n) for n in count()), {}
    for name in ("processes", "threads", "dask"):
        (few, few_own, some), (more, more_own, all_runs) = (swept_by(name, points, places) for points in (5, 25))
        each, own = (more - few) / (all_runs - some), (more_own - few_own) / (all_runs - some)
        costs[name] = each, own, few - some * each
    benchmark.pedantic(lambda: None, rounds=1)
    each, own, _ = costs["processes"]
    report(
        f"{WORKERS} workers of one host",
        *(
            f"{name}: {1e3 * cost:.2f} ms a run, {1e3 * processors:.2f} of processors; {start:.1f} s to start; "
            f"as fast as processes {each / cost:.2f}, by processors {own / processors:.2f}"
            for name, (cost, processors, start) in costs.items()
        ),
    )


def swept_by(executor: str, points: int, places: Iterator[Path]) -> tuple[float, float, int]:
    """Seconds of a sweep by the clock and of processors, and its runs."""
    arguments = [*ARGUMENTS, f"points={points}"]
    config = composed_config(arguments)
    settings, plan = settings_of(config), plan_of(settings_of(config), config, arguments)
    ((clock, own),) = taken(lambda: carry_out(settings, config, arguments, Where(executor, WORKERS), plan, next(places)))
    return clock, own, plan.study.runs


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is not reported there")
def test_memory_of_a_sweep(benchmark, tmp_path):
    """Peak memory of the command, and of a million runs through the same runner, store and table."""
    command = str(Path(sys.executable).parent / "concertacion")
    small = peak(command, *ARGUMENTS, f"out={tmp_path / 'sweep'}")
    tenth = peak(sys.executable, "-m", "tests.benchmarks.million", str(tmp_path / "tenth"), str(MILLION // 10))
    million = benchmark.pedantic(
        peak, args=(sys.executable, "-m", "tests.benchmarks.million", str(tmp_path / "million")), rounds=1
    )
    report(
        "Peak memory",
        f"a sweep of 800 runs {small:.0f} MiB",
        f"a tenth of a million runs that cost nothing {tenth:.0f} MiB",
        f"a million of them {million:.0f} MiB in {benchmark.stats.stats.total:.0f} s (aim: below 512)",
    )
