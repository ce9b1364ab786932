"""Batches: runs that one call of an engine can do, because they share a setup and the windows of its scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.setups import LoadedSetup, Setup, load_setup, of_setups, parameter_rows, setup_at
from concertacion.experiments.sweep.ties import Tie
from concertacion.sim.parameters import ROW, Parameters
from concertacion.sim.runs import CompiledRun
from concertacion.sim.scenario import compile_scenario


class Batch(NamedTuple):
    """Points, by position, with what they share and the parameters of each."""

    setup: Setup
    loaded: LoadedSetup
    compiled_run: CompiledRun  # with the segment that all of them have
    points: list[int]
    parameters: list[Parameters]
    tables: list[np.ndarray]  # (window,) of ROW


def by_setup(
    settings: Mapping[str, Any], choices: Mapping[str, Mapping[str, Any]], axes: Sequence[Axis], points: np.ndarray
) -> Iterator[tuple[Setup, np.ndarray]]:
    """Each setup among the points (points, axes), in order of first appearance, with the positions of its points."""
    outside = of_setups(axes)
    _, first, number = np.unique(points[:, outside], axis=0, return_index=True, return_inverse=True)
    for which in np.argsort(first):
        stored = points[first[which]]
        values = {axes[position].name: axes[position].value(stored[position]) for position in outside}
        yield setup_at(settings, choices, values), np.flatnonzero(number.reshape(-1) == which)


def batches_of(
    setup: Setup, standing: Mapping[str, Any], axes: Sequence[Axis], points: np.ndarray, ties: Sequence[Tie] = ()
) -> list[Batch]:
    """The points of a setup in batches; positions count from the first of them.

    A scenario that sets a parameter to what it is anyway opens no window, so points of one scenario may differ in windows.

    Raises
    ------
    InputError
        If the setup cannot be loaded.
    """
    loaded = load_setup(setup)
    batches: dict[bytes, Batch] = {}
    for position, row in enumerate(parameter_rows(standing, axes, points, ties)):
        parameters = Parameters(*row)
        table, segment, _ = compile_scenario(loaded.scenario, loaded.world, parameters)
        shared = Batch(setup, loaded, loaded.compiled_run._replace(segment=segment), [], [], [])
        batch = batches.setdefault(segment.tobytes(), shared)
        batch.points.append(position)
        batch.parameters.append(parameters)
        batch.tables.append(np.ascontiguousarray(table).view(ROW).reshape(-1))
    return list(batches.values())
