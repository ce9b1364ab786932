"""The compiled engine: the quarter in a loop, over many runs without touching the interpreter."""

from __future__ import annotations

from typing import Any

from sim.compiled import compiled
from sim.draws import Luck
from sim.packing import Packed, window
from sim.record import Record
from sim.runs import Prepared
from sim.schedule import quarter
from sim.writing import write


@compiled
def simulate(setting, exogenous, events, table, segment, seed, run, state, record):
    """Run `state` in place through all quarters of `segment`, writing `record`; returns the status (0 is well).

    table (window,) of `parameters.ROW`: the parameters of each window; segment (quarter,): the window in force. Starts from
    whatever `state` holds.
    """
    for t in range(segment.size):
        p = window(table, segment[t])
        quarter(t, p, Luck(seed, run, t), setting, exogenous, events, state)
        status = write(t, state, record)
        if status != 0:
            return status
    return 0


def run_kernel(prepared: Prepared, packed: Packed, seed: int, run: int, record: Record) -> int:
    """One run of the compiled engine into `record` (which must hold zeros); returns the status."""
    start: Any = packed.start_over()
    return int(
        simulate(
            prepared.setting, prepared.exogenous, prepared.events, prepared.table, prepared.segment, seed, run, start, record
        )
    )
