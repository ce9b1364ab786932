"""Runs: many in compiled code for their outcomes alone, or one by one where agents act or the record is wanted."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from concertacion.experiments.sweep.batches import Batch
from concertacion.sim.agent_runs import AgentProcesses, AgentRun, run_here
from concertacion.sim.batches import Bench
from concertacion.sim.kernel import run_kernel
from concertacion.sim.outcomes import add_costly, summarise
from concertacion.sim.outcomes.declaration import Measures
from concertacion.sim.packing import Packed
from concertacion.sim.record import Record
from concertacion.sim.runs import FAILURES, blank, first_row, with_table
from concertacion.sim.settling import without_levers

STARTS = 1024  # settled starts that are kept, those of the points of a full test of claims: 240 MB with twenty countries

_last = threading.local()
_starts: dict[tuple[str, bytes], np.ndarray] = {}  # by world and parameters without levers, the oldest first
_one_at_a_time = threading.Lock()


def run_batch(
    batch: Batch, measures: Measures, points: Sequence[int] | np.ndarray, runs: np.ndarray, seed: int, share_starts: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Runs of the kernel, each at a point of the batch: status int64 (n,) and outcomes float64 (n, measures).

    With `share_starts` a point that has settled for another batch of the same world does not settle again.
    """
    bench = _bench(batch, measures)
    status, values = np.zeros(len(runs), dtype=np.int64), np.zeros((len(runs), len(measures.code)))
    edges = np.flatnonzero(np.diff(points)) + 1  # runs of one point go in one call
    for span in np.split(np.arange(len(runs)), edges):
        table = batch.tables[points[span[0]]]
        start = _start(batch, bench, table) if share_starts and batch.compiled_run.settle else None
        status[span], values[span] = bench.run(seed, runs[span], table, start)
    return status, values


def _start(batch: Batch, bench: Bench, table: np.ndarray) -> np.ndarray:
    """The settled start of a table, from those that are kept if it is among them: scenarios, modes and levers do not enter it."""
    key = batch.setup.world, without_levers(first_row(batch.compiled_run, table)).tobytes()
    start = _starts.get(key)
    if start is None:
        start = bench.start(table).copy()
        with _one_at_a_time:
            _starts[key] = start
            while len(_starts) > STARTS:
                del _starts[next(iter(_starts))]
    return start


def _bench(batch: Batch, measures: Measures) -> Bench:
    """The bench of this thread; the last one serves again where nothing but parameters and runs differ."""
    key = batch.setup, batch.compiled_run.segment.tobytes()
    if getattr(_last, "key", None) != key or _last.measures is not measures:
        _last.key, _last.measures, _last.bench = key, measures, Bench(batch.compiled_run, measures)
    return _last.bench


def kernel_run(batch: Batch, position: int, seed: int, run: int) -> tuple[int, Record, str]:
    """One run of the kernel at a point of the batch: status, record, why it failed ("" if it went well)."""
    compiled_run = with_table(batch.compiled_run, batch.tables[position])
    record = blank(compiled_run)
    status = run_kernel(compiled_run, Packed(compiled_run.state), seed, run, record)
    return status, record, reason_of(status)


def agents_run(
    batch: Batch, position: int, seed: int, run: int, country_class: type | None, time_limit: float, processes: AgentProcesses
) -> tuple[int, Record, str]:
    """The same by the agents' engine, in one of the processes for a class of the user's: what it does there is the reason."""
    setup, loaded = batch.setup, batch.loaded
    work = AgentRun(loaded.world, batch.parameters[position], loaded.scenario, seed, run, setup.mode, setup.until)
    status, record, fault = processes.run(work, country_class, time_limit) if country_class else run_here(work)
    if record is None:
        return status, blank(batch.compiled_run), f"{reason_of(status)}: {fault}"
    return status, record, reason_of(status)


def reduced(record: Record, measures: Measures) -> np.ndarray:
    """Outcomes of one run, float64 (measures,), from its record."""
    values = np.zeros(len(measures.code))
    summarise(record, measures, values)
    add_costly(record, measures, values)
    return values


def reason_of(status: int) -> str:
    """Why a run failed, from its status; empty if it went well."""
    return "" if status == 0 else FAILURES.get(status, f"status {status}")
