"""Batches: many runs reduced to outcomes one after another, without touching the interpreter."""

from __future__ import annotations

import numpy as np

from concertacion.sim.compiled import entry
from concertacion.sim.kernel import simulate
from concertacion.sim.outcomes import add_costly, has_costly, reads, summarise, with_sums
from concertacion.sim.outcomes.declaration import Measures
from concertacion.sim.packing import Packed
from concertacion.sim.record import scratch_record
from concertacion.sim.runs import CompiledRun, first_row, start_of
from concertacion.sim.settling import Settling


@entry
def reduce_runs(
    setting, traits, exogenous, events, table, segment, seed, runs, first, last, start, now, state, view, scratch, wiped, record,
    measures, status, outcomes,
):  # fmt: skip
    """`simulate` and `summarise` for each of `runs`, into `status` (run,) and `outcomes` (run, measure).

    `first` and `last` are arguments, for a constant would compile `simulate` once more.
    """
    for r in range(runs.size):
        status[r] = simulate(
            setting, traits, exogenous, events, table, segment, seed, runs[r], first, last, start, now, state, view, scratch,
            wiped, record,
        )  # fmt: skip
        summarise(record, measures, outcomes[r])


class Bench:
    """What one worker needs to reduce runs of a prepared world, again and again: a state, and a scratch record."""

    def __init__(self, compiled_run: CompiledRun, measures: Measures) -> None:
        pairs = reads(measures, "pairs")
        setting = compiled_run.setting._replace(pairs_kept=np.array([float(pairs)]))
        self._prepared = compiled_run._replace(setting=setting)
        self._measures = with_sums(measures, compiled_run.segment.size)
        self._packed = Packed(compiled_run.state)
        self._start = self._packed.start.copy()  # of the parameters prepared
        self._settling = Settling(start_of(compiled_run), compiled_run.tables, compiled_run.settle)
        kept = {} if pairs else {"pair_quarter": 0}
        self._settled: bytes | None = None  # the parameters at which the start has settled, where not those prepared
        self._wiped, self._record = scratch_record(compiled_run.sizes | kept)

    def start(self, table: np.ndarray | None = None) -> np.ndarray:
        """The packed state in which runs under a table start, settled; the next call may write into the same array."""
        if table is None or not self._prepared.settle:
            return self._start
        return self._settling.numbers(first_row(self._prepared, table))

    def run(
        self, seed: int, runs: np.ndarray, table: np.ndarray | None = None, start: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Status int64 (run,) and outcomes float64 (run, measure) of these runs, NaN in runs that failed.

        Under the prepared parameters, or a `table` of the same windows; `start`, if it is given, is what `start(table)` would
        say. Workers with a bench each run side by side: no global lock is held, save where a costly outcome is worked out.
        """
        wanted = None if table is None else table.tobytes()
        if self._prepared.settle and wanted != self._settled:
            self._packed.start[:] = self.start(table) if start is None else start
            self._settled = wanted
        numbers = np.ascontiguousarray(runs, np.int64)
        status, outcomes = np.zeros(len(numbers), np.int64), np.zeros((len(numbers), len(self._measures.code)))
        step = 1 if has_costly(self._measures) else max(1, len(numbers))
        for first in range(0, len(numbers), step):
            span = slice(first, first + step)
            self._reduce(seed, numbers[span], table, status[span], outcomes[span])
            if step == 1:
                add_costly(self._record, self._measures, outcomes[first])
        outcomes[status != 0] = np.nan
        return status, outcomes

    def _reduce(self, seed: int, runs: np.ndarray, table: np.ndarray | None, status: np.ndarray, outcomes: np.ndarray) -> None:
        ready, packed = self._prepared, self._packed
        reduce_runs(
            ready.setting, ready.traits, ready.exogenous, ready.events, ready.table if table is None else table, ready.segment,
            seed, runs, 0, ready.segment.size, packed.start, packed.now, packed.state, packed.view, packed.scratch, self._wiped,
            self._record, self._measures, status, outcomes,
        )  # fmt: skip
