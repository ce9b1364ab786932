"""Groups: the runs of a stretch that one call of an engine can do, for they share a case and the windows of its scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.setups import Case, Ready, case_at, of_parameters, parameter_rows, ready
from concertacion.sim.parameters import ROW, Parameters
from concertacion.sim.runs import CompiledRun
from concertacion.sim.scenario import compile_scenario


class Group(NamedTuple):
    """Points, by position, with what they share and the parameters of each."""

    case: Case
    made: Ready
    compiled_run: CompiledRun  # with the segment that all of them have
    points: list[int]
    parameters: list[Parameters]
    tables: list[np.ndarray]  # (window,) of ROW


def by_case(
    settings: Mapping[str, Any], choices: Mapping[str, Mapping[str, Any]], axes: Sequence[Axis], points: np.ndarray
) -> Iterator[tuple[Case, np.ndarray]]:
    """Each case among the points (points, axes), in order of first appearance, with the positions of its points."""
    inside = set(of_parameters(axes))
    outside = [position for position in range(len(axes)) if position not in inside]
    _, first, number = np.unique(points[:, outside], axis=0, return_index=True, return_inverse=True)
    for which in np.argsort(first):
        stored = points[first[which]]
        values = {axes[position].name: axes[position].value(stored[position]) for position in outside}
        yield case_at(settings, choices, values), np.flatnonzero(number.reshape(-1) == which)


def groups_of(case: Case, standing: Mapping[str, Any], axes: Sequence[Axis], points: np.ndarray) -> list[Group]:
    """The points of a case in groups; positions count from the first of them.

    A scenario that sets a parameter to what it is anyway opens no window, so points of one scenario may differ in windows.

    Raises
    ------
    InputError
        If the case cannot be made ready.
    """
    made = ready(case)
    groups: dict[bytes, Group] = {}
    for position, row in enumerate(parameter_rows(standing, axes, points)):
        parameters = Parameters(*row)
        table, segment, _ = compile_scenario(made.scenario, made.world, parameters)
        shared = Group(case, made, made.compiled_run._replace(segment=segment), [], [], [])
        group = groups.setdefault(segment.tobytes(), shared)
        group.points.append(position)
        group.parameters.append(parameters)
        group.tables.append(np.ascontiguousarray(table).view(ROW).reshape(-1))
    return list(groups.values())
