"""The compiled engine: the quarter in a loop."""

from __future__ import annotations

import numpy as np

from sim.compiled import sharing
from sim.draws import Luck
from sim.packing import Packed, window
from sim.record import Record
from sim.runs import Prepared
from sim.schedule import quarter
from sim.writing import write

NO_SCRATCH = np.zeros(0, np.uint8)


@sharing
def simulate(setting, exogenous, events, table, segment, seed, run, first, last, start, now, state, scratch, record):
    """The quarters `first` to `last` (not included) of a run, written into `record`; returns the status (0 is well).

    table (window,) of `parameters.ROW`: the parameters of each window; segment (quarter,): the window in force. `now` is the
    memory of `state` and set back to `start` before quarter 0, as `scratch`, the memory of `record` where that is not kept, is
    to zeros.
    """
    if first == 0:
        for i in range(now.size):
            now[i] = start[i]
        scratch[:] = 0
    for t in range(first, last):
        p = window(table, segment[t])
        quarter(t, p, Luck(seed, run, t), setting, exogenous, events, state)
        status = write(t, state, record)
        if status != 0:
            return status
    return 0


def run_kernel(prepared: Prepared, packed: Packed, seed: int, run: int, record: Record) -> int:
    """One run of the compiled engine into `record` (which must hold zeros); returns the status."""
    return int(
        simulate(
            prepared.setting, prepared.exogenous, prepared.events, prepared.table, prepared.segment, seed, run, 0,
            prepared.segment.size, packed.start, packed.now, packed.state, NO_SCRATCH, record,
        )
    )  # fmt: skip
