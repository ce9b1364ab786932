"""The compiled engine: the quarter in a loop."""

from __future__ import annotations

import numpy as np

from concertacion.sim.compiled import sharing
from concertacion.sim.draws import Address
from concertacion.sim.packing import Packed, window
from concertacion.sim.record import Record
from concertacion.sim.runs import CompiledRun
from concertacion.sim.schedule import quarter
from concertacion.sim.writing import write

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
        quarter(t, p, Address(seed, run, t), setting, exogenous, events, now, state)
        status = write(t, state, record)
        if status != 0:
            return status
    return 0


def run_kernel(compiled_run: CompiledRun, packed: Packed, seed: int, run: int, record: Record) -> int:
    """One run of the compiled engine into `record` (which must hold zeros); returns the status."""
    return int(
        simulate(
            compiled_run.setting, compiled_run.exogenous, compiled_run.events, compiled_run.table, compiled_run.segment, seed,
            run, 0,
            compiled_run.segment.size, packed.start, packed.now, packed.state, NO_SCRATCH, record,
        )
    )  # fmt: skip
