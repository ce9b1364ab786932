"""The compiled engine: the quarter in a loop, over many runs without touching the interpreter."""

from __future__ import annotations

import numpy as np

from sim.compiled import compiled
from sim.draws import Luck
from sim.outcomes import Outcomes, summarise
from sim.packing import Packed, window
from sim.record import Record, scratch_record
from sim.runs import Prepared
from sim.schedule import quarter
from sim.writing import write

NO_SCRATCH = np.zeros(0, np.uint8)
NO_OUTCOMES = np.zeros((1, 0))


@compiled
def simulate(setting, exogenous, events, table, segment, seed, runs, start, now, state, scratch, record, status, outcomes):
    """Runs of one prepared world, one after another; writes the `status` (run,) of each (0 is well) and its `outcomes`.

    table (window,) of `parameters.ROW`: the parameters of each window; segment (quarter,): the window in force. `now` is the
    memory of `state` and set back to `start` before each run, as `scratch`, the memory of `record`, is to zeros. Outcomes (run,
    outcome) are reduced from the record; with no columns there are none, and the record is what is kept.
    """
    for r in range(runs.size):
        for i in range(now.size):
            now[i] = start[i]
        scratch[:] = 0
        status[r] = 0
        for t in range(segment.size):
            p = window(table, segment[t])
            quarter(t, p, Luck(seed, runs[r], t), setting, exogenous, events, state)
            status[r] = write(t, state, record)
            if status[r] != 0:
                break
        if outcomes.shape[1] > 0:
            summarise(record, outcomes[r])


def run_kernel(prepared: Prepared, packed: Packed, seed: int, run: int, record: Record) -> int:
    """One run of the compiled engine into `record` (which must hold zeros); returns the status."""
    status = np.zeros(1, np.int64)
    simulate(
        prepared.setting, prepared.exogenous, prepared.events, prepared.table, prepared.segment, seed, np.array([run]),
        packed.start, packed.now, packed.state, NO_SCRATCH, record, status, NO_OUTCOMES,
    )  # fmt: skip
    return int(status[0])


class Bench:
    """What one worker needs to reduce runs of a prepared world to outcomes, again and again: a state and a scratch record."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._packed = Packed(prepared.state)
        self._scratch, self._record = scratch_record(prepared.sizes)

    def run(self, seed: int, runs: np.ndarray, table: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Status int64 (run,) and outcomes float64 (run, outcome) of these runs, under the prepared parameters or a `table` of
        the same windows. Holds no global lock: workers with a bench each run side by side.
        """
        ready, packed = self._prepared, self._packed
        status, outcomes = np.zeros(len(runs), np.int64), np.zeros((len(runs), len(Outcomes._fields)))
        simulate(
            ready.setting, ready.exogenous, ready.events, ready.table if table is None else table, ready.segment, seed,
            np.ascontiguousarray(runs, np.int64), packed.start, packed.now, packed.state, self._scratch, self._record, status,
            outcomes,
        )  # fmt: skip
        return status, outcomes
