"""Runs of one study frozen at another: every quarter begins from the state of the control's run with the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from concertacion.experiments.chunks.block import Block
from concertacion.experiments.sweep.batches import batches_of
from concertacion.experiments.sweep.runs import reason_of
from concertacion.experiments.sweep.setups import measures_of, setup_at
from concertacion.experiments.sweep.study import Study, numbers
from concertacion.sim.freezing import frozen_runs
from concertacion.sim.runs import CompiledRun, with_table


def evaluate_frozen(treated: Study, control: Study, direct: Sequence[str], first: int, count: int) -> Block:
    """Runs first..first+count-1 of `treated`, in order, frozen at `control` except for what the parameters `direct` remember.

    Both studies have the same points and one setup each.
    """
    flat = np.arange(first, first + count, dtype=np.int64)
    point, replicate = np.divmod(flat, treated.replicates)
    run = numbers(treated, point, replicate)
    block = Block(point, replicate, run, np.full((count, len(treated.outcomes)), np.nan), [""] * count)
    points = np.unique(point)
    measures = measures_of(setup_at(treated.settings, {}, {}), treated.outcomes)
    for at, one, other in zip(points, _prepared(treated, points), _prepared(control, points), strict=True):
        rows = np.flatnonzero(point == at)
        status, block.values[rows] = frozen_runs(one, other, measures, treated.seed, block.run[rows], direct)
        for row, number in zip(rows, status, strict=True):
            block.reason[row] = reason_of(int(number))
    return block


def _prepared(study: Study, points: np.ndarray) -> list[CompiledRun]:
    """The world with scenario and parameters of each of these points."""
    setup, made = setup_at(study.settings, {}, {}), dict[int, CompiledRun]()
    for batch in batches_of(setup, study.settings["parameters"], study.axes, study.points[points]):
        made |= {at: with_table(batch.compiled_run, table) for at, table in zip(batch.points, batch.tables, strict=True)}
    return [made[at] for at in range(len(points))]
