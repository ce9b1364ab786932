"""The sweeps of an analysis, each in a folder of its own: a screen, the design of the method, a plane of two parameters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from xarray import Dataset

from concertacion.analysis.figures.phase import CHANNELS, LEADS
from concertacion.analysis.sensitivity.results import SensitivityResults, results_of, strongest
from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.sensitivity.settings import STRONGEST, Wanted
from concertacion.experiments.settings import Settings
from concertacion.experiments.sweep.axes import plain
from concertacion.experiments.sweep.command import carry_out
from concertacion.experiments.sweep.design import Design
from concertacion.experiments.sweep.plan import SweepPlan, plan_of
from concertacion.experiments.sweep.settings import Asked
from concertacion.sim.declare import InputError

SCREEN, MAIN, PHASE = "screen", "sweep", "phase"  # folders in that of the analysis
PHASE_REPLICATES = 20  # at each point of the plane, at least: a boundary is no mean over a design


class Task(NamedTuple):
    """The part that all sweeps of an analysis share."""

    settings: Settings
    config: dict[str, Any]
    arguments: Sequence[str]
    where: Where
    place: Path  # the folder of the analysis


def planned(task: Task, asked: Asked) -> SweepPlan:
    """The plan of one sweep (raises what `plan_of` does, before anything is created)."""
    return plan_of(asked, task.settings, task.config, task.arguments)


def covered(task: Task, asked: Asked, plan: SweepPlan, name: str) -> Dataset:
    """Run a plan into its folder, as far as it is not there yet, and open it."""
    folder = task.place / name
    carry_out(task.settings, task.config, task.arguments, asked, task.where, plan, folder, resume=task.place)
    return open_sweep(folder)


def check_plane(wanted: Wanted, settings: Settings) -> None:
    """Refuse a plane of more runs than the limit, before any sweep.

    Raises
    ------
    InputError
        With the number of runs.
    """
    points, replicates = wanted.steps**2, max(PHASE_REPLICATES, settings.replicates)
    runs = points * replicates
    if wanted.phase is not None and runs > wanted.sweep.limit:
        raise InputError(
            f"phase_steps={wanted.steps}: {points:,} points x {replicates:,} replicates are {runs:,} runs, more than "
            f"limit={wanted.sweep.limit}; ask for fewer, or raise limit="
        )


def screened(task: Task, wanted: Wanted, plan: SweepPlan) -> tuple[SensitivityResults, Asked]:
    """The results of the screen, and the sweep of the method over the strongest parameters of each outcome only."""
    if wanted.screen is None:
        raise ValueError("the settings have no screen")
    dataset = covered(task, wanted.screen, plan, SCREEN)
    results = results_of(dataset, "morris", wanted.sweep.outcomes, task.settings.seed)
    ranges = {axis.name: axis for axis in plan.study.axes}
    strong = [ranges[plain(name)] for name in strongest(results, wanted.keep)]
    return results, wanted.sweep._replace(over=[_entry(axis) for axis in strong])


def plane(task: Task, wanted: Wanted, results: SensitivityResults, swept: Dataset) -> Dataset | None:
    """The first outcome, and the delivery of each channel, over a grid of two parameters; None without two that fit."""
    names = wanted.phase
    if names == STRONGEST:
        ranged = [str(name) for name in swept["axis"].values[~swept["listed"].values]]
        ranks = [name for name in results.top(results.outcomes[0], swept.sizes["axis"])["parameter"] if name in ranged]
        names = (plain(ranks[0]), plain(ranks[1])) if len(ranks) > 1 else None
    if not isinstance(names, tuple):
        return None
    low, high, axes = swept["low"].values, swept["high"].values, [plain(str(name)) for name in swept["axis"].values]
    over = [{name: [float(low[axes.index(name)]), float(high[axes.index(name)])]} if name in axes else name for name in names]
    outcomes = tuple(dict.fromkeys((results.outcomes[0], *(LEADS + channel for channel in CHANNELS))))
    asked = wanted.sweep._replace(design=Design("grid", 1, wanted.steps, second_order=False), over=over, outcomes=outcomes)
    dense = task._replace(settings=task.settings._replace(replicates=max(PHASE_REPLICATES, task.settings.replicates)))
    return covered(dense, asked, planned(dense, asked), PHASE)


def _entry(axis: Any) -> dict[str, Any]:
    """An axis as `over` takes it."""
    return {axis.name: {"values": list(axis.values)} if axis.values else [axis.low, axis.high]}
