"""The compiled engine: the quarter in a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from concertacion.sim.compiled import entry
from concertacion.sim.draws import Address
from concertacion.sim.packing import Packed, window
from concertacion.sim.record import Record
from concertacion.sim.schedule import quarter
from concertacion.sim.writing import write

if TYPE_CHECKING:
    from concertacion.sim.runs import CompiledRun

NO_MEMORY = np.zeros(0, np.uint8)


@entry
def simulate(
    setting, traits, exogenous, events, table, segment, seed, run, first, last, start, now, state, view, scratch, wiped, record
):
    """The quarters `first` to `last` (not included) of a run, written into `record`; returns the status (0 is well).

    table (window,) of `parameters.ROW`: the parameters of each window; segment (quarter,): the window in force. `now` is the
    memory of `state`, `view` and `scratch`; before quarter 0 the state is set back to `start`, and `wiped`, the memory of
    `record` where that is not kept, to zeros.
    """
    if first == 0:
        for i in range(start.size):
            now[i] = start[i]
        wiped[:] = 0
    for t in range(first, last):
        p = window(table, segment[t])
        quarter(t, p, Address(seed, run, t), setting, traits, exogenous, events, now, state, view, scratch)
        status = write(t, state, view, record)
        if status != 0:
            return status
    return 0


def run_kernel(compiled_run: CompiledRun, packed: Packed, seed: int, run: int, record: Record) -> int:
    """One run of the compiled engine into `record` (which must hold zeros); returns the status."""
    ready = compiled_run
    return int(
        simulate(
            ready.setting, ready.traits, ready.exogenous, ready.events, ready.table, ready.segment, seed, run, 0,
            ready.segment.size, packed.start, packed.now, packed.state, packed.view, packed.scratch, NO_MEMORY, record,
        )
    )  # fmt: skip
