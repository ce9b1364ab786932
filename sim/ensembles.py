"""Many runs: an executor works through chunks of runs, and the results come back as one labelled dataset."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, ThreadPoolExecutor, wait
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from concertacion.sim.agent_runs import TIME_LIMIT, AgentProcesses, AgentRun, Outcome, run_here
from concertacion.sim.batches import Bench
from concertacion.sim.declare import InputError, nearest
from concertacion.sim.kernel import run_kernel
from concertacion.sim.modes import ENGINES
from concertacion.sim.outcomes import OUTCOMES, add_costly, summarise
from concertacion.sim.outcomes.requests import STANDARD, compile_measures, read_request
from concertacion.sim.packing import Packed
from concertacion.sim.parameters import Parameters
from concertacion.sim.record import Record
from concertacion.sim.results import to_dataset, to_summary
from concertacion.sim.runs import CompiledRun, blank, compile_run
from concertacion.sim.scenario import Scenario

if TYPE_CHECKING:
    from concertacion.sim.world import World

CHUNK = 10  # runs per chunk: well under a second of work, so that progress is smooth and Ctrl-C is quick
KEEP = ("record", "summary")


def ensemble(
    world: World, parameters: Parameters | None = None, scenario: Scenario | None = None, runs: int = 200, seed: int = 1,
    mode: str = "free", until: int | None = None, workers: int = 2, engine: str = "kernel", country_class: type | None = None,
    keep: str = "record", progress: Callable[[int, int], None] | None = None, outcomes: Sequence[str] = STANDARD,
    time_limit: float = TIME_LIMIT, first: int = 0,
) -> xr.Dataset:  # fmt: skip
    """Runs first..first+runs-1 of a world, as one dataset with a `run` dimension.

    Run r has the same bits for any number of runs and workers and for both engines. `keep="summary"` keeps one number
    a run of each of `outcomes` (named as in `sim.outcomes.requests`) and no trajectories: memory does not grow with length.
    A `country_class` of your own runs in processes of its own, `time_limit` seconds a run at most.

    Raises
    ------
    InputError
        If an argument is wrong, politics is pinned beyond the record, the scenario does not fit the world, or your own class
        fails in a run: the sentence says in which, where and how.
    """
    check(runs, workers, engine, keep, country_class, time_limit)
    if first < 0:
        raise InputError(f"run={first}: runs are numbered from 0")
    ready = compile_run(world, parameters, scenario, mode, until)
    numbers = np.arange(first, first + runs)
    status = np.zeros(runs, dtype=np.int64)
    stacked = _stack(ready, runs) if keep == "record" else None
    measures = compile_measures(outcomes, world)
    summary = np.zeros((runs if keep == "summary" else 0, len(outcomes)))
    stop = Event()

    def kernel_chunk(chunk: np.ndarray) -> int:
        if stop.is_set():
            return 0
        if stacked is None:
            status[chunk], summary[chunk] = Bench(ready, measures).run(seed, numbers[chunk])
            return len(chunk)
        packed = Packed(ready.state)
        for r in chunk:
            if stop.is_set():
                break
            status[r] = run_kernel(ready, packed, seed, int(numbers[r]), _of_run(stacked, int(r)))
        return len(chunk)

    chunks = [np.arange(i, min(i + CHUNK, runs)) for i in range(0, runs, CHUNK)]
    if engine == "kernel":
        with_progress(ThreadPoolExecutor(workers), kernel_chunk, chunks, runs, progress, stop)
    else:
        jobs = [AgentRun(world, parameters, scenario, seed, int(r), mode, until) for r in numbers]
        for r, (code, record) in enumerate(agent_runs(jobs, country_class, workers, time_limit, progress)):
            status[r] = code
            if stacked is not None:
                _copy(record, _of_run(stacked, r))
            else:
                summarise(record, measures, summary[r])
                add_costly(record, measures, summary[r])
                if code:  # as the kernel has it: what a run that failed has recorded means nothing
                    summary[r] = np.nan
    attributes = {
        "world": world.name,
        "start": world.start,
        "quarters": world.quarters,
        "seed": seed,
        "politics": mode,
        "world_digest": world.digest,
    }
    if until is not None:
        attributes["until"] = until
    if scenario is not None:
        attributes["scenario"] = scenario.name
    if stacked is not None:
        return to_dataset(world, stacked, numbers, status, attributes)
    requested = {name: list(OUTCOMES.values())[read_request(name, world).code] for name in outcomes}
    return to_summary(numbers, status, summary, requested, attributes)


def simulate(world: World, parameters: Parameters | None = None, run: int = 0, seed: int = 1, **options: Any) -> xr.Dataset:
    """One run of a world (run number `run` of the ensemble with that seed), without the run dimension."""
    return ensemble(world, parameters, runs=1, first=run, seed=seed, workers=1, **options).isel(run=0, drop=True)


def check(runs: int, workers: int, engine: str, keep: str, country_class: type | None, time_limit: float = TIME_LIMIT) -> None:
    """Check the arguments of `ensemble`, each with an error in one sentence."""
    if runs < 1:
        raise InputError(f"replicates={runs}: at least 1")
    if workers < 1:
        raise InputError(f"workers={workers}: at least 1")
    for name, value, names in (("engine", engine, ENGINES), ("keep", keep, KEEP)):
        if value not in names:
            raise InputError(f"{name}={value}: unknown {name}; {nearest(value, names)}")
    if not 0.0 < time_limit < math.inf:
        raise InputError(f"time_limit={time_limit}: expected seconds, more than 0")
    if country_class is not None and engine != "mesa":
        raise InputError(
            f"country_class={country_class.__name__}: the compiled engine cannot run your own class; use engine=mesa"
        )


def with_progress(
    executor: Executor,
    work: Callable[[Any], int],
    chunks: Sequence[Any],
    total: int,
    progress: Callable[[int, int], None] | None,
    stop: Event,
) -> None:
    """Run all chunks on the executor and report progress; an error or Ctrl-C cancels waiting chunks and stops running ones."""
    pending = {executor.submit(work, chunk) for chunk in chunks}
    done = 0
    try:
        while pending:
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            done += sum(future.result() for future in finished)
            if progress is not None:
                progress(done, total)
    except BaseException:
        stop.set()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def agent_runs(
    jobs: Sequence[AgentRun],
    country_class: type | None,
    workers: int,
    time_limit: float,
    progress: Callable[[int, int], None] | None,
) -> Iterator[tuple[int, Record]]:
    """Status and record of each run, in order: here where one worker runs the model's own class, else in other processes."""
    if country_class is None and workers == 1:
        yield from _counted(map(run_here, jobs), len(jobs), progress)
        return
    threads = ThreadPoolExecutor(workers)
    with AgentProcesses() as processes:
        try:
            outcomes = threads.map(partial(processes.run, country_class=country_class, time_limit=time_limit), jobs)
            yield from _counted(outcomes, len(jobs), progress)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _counted(
    outcomes: Iterator[Outcome], total: int, progress: Callable[[int, int], None] | None
) -> Iterator[tuple[int, Record]]:
    """Status and record of each outcome, reported as they come."""
    for done, (status, record, fault) in enumerate(outcomes, start=1):
        if record is None:
            raise InputError(f"run {done - 1}: {fault}")
        if progress is not None:
            progress(done, total)
        yield status, record


def _stack(ready: CompiledRun, runs: int) -> Record:
    """A record whose arrays have a leading dimension of runs, zeros."""
    themes: Any = (type(theme)(*(np.zeros((runs, *a.shape), a.dtype) for a in theme)) for theme in blank(ready))
    return Record(*themes)


def _of_run(stacked: Record, run: int) -> Record:
    """The record of one run, as views into the stack."""
    themes: Any = (type(theme)(*(array[run] for array in theme)) for theme in stacked)
    return Record(*themes)


def _copy(record: Record, into: Record) -> None:
    for theme, target in zip(record, into, strict=True):
        for array, copy in zip(theme, target, strict=True):
            copy[...] = array
