"""The sweeps of an analysis, each in a folder of its own: a screen, the design of the method, a plane of two parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from xarray import Dataset

from concertacion.analysis.figures.phase import CHANNELS, LEADS
from concertacion.analysis.sensitivity.results import SensitivityResults, results_of, strongest
from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.failures import failure_sentence, failures_in
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.phases import expected, say
from concertacion.experiments.settings.declaration import shown
from concertacion.experiments.settings.sensitivity import STRONGEST, SensitivitySettings
from concertacion.experiments.settings.sweep import SweepSettings
from concertacion.experiments.sweep.axes import plain
from concertacion.experiments.sweep.command import carry_out
from concertacion.experiments.sweep.entries import entry_of
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.plan import SweepPlan, plan_of
from concertacion.experiments.sweep.ties import within_plane
from concertacion.sim.declare import InputError
from concertacion.sim.parameters import DECLARED

SCREEN, MAIN, PHASE = "screen", "sweep", "phase"  # folders in that of the analysis
DRAWING = "drawing sensitivity"  # a work of `experiments.phases`
PHASE_REPLICATES = 20  # at each point of the plane, at least: a boundary is no mean over a design


class Task(NamedTuple):
    """The part that all sweeps of an analysis share."""

    settings: SensitivitySettings
    config: dict[str, Any]
    arguments: Sequence[str]
    where: Where
    output_dir: Path  # the folder of the analysis


def planned(task: Task, sweep: SweepSettings) -> SweepPlan:
    """The plan of one sweep (raises what `plan_of` does, before anything is created)."""
    return plan_of(sweep, task.config, task.arguments)


def covered(task: Task, sweep: SweepSettings, plan: SweepPlan, name: str) -> Dataset:
    """Run a plan into its folder, as far as it is not there yet, and open it."""
    folder = task.output_dir / name
    drawing = expected(DRAWING)[0] if name == MAIN else 0.0
    if carry_out(sweep, task.config, task.arguments, task.where, plan, folder, task.output_dir, drawing).failed:
        say(f"{name}: {failure_sentence(failures_in(folder), plan.study.runs)}")
    return open_sweep(folder)


def check_plane(settings: SensitivitySettings, config: dict[str, Any]) -> None:
    """Refuse a plane of parameters that cannot span one, or of more runs than the limit, before any sweep.

    Raises
    ------
    InputError
        In one sentence.
    """
    if isinstance(settings.phase, list):
        _pair(settings, config)
    points, replicates = settings.phase_steps**2, max(PHASE_REPLICATES, settings.replicates)
    runs = points * replicates
    if settings.phase is not None and runs > settings.limit:
        raise InputError(
            f"phase_steps={settings.phase_steps}: {points:,} points x {replicates:,} replicates are {runs:,} runs, more than "
            f"limit={settings.limit}; ask for fewer, or raise limit="
        )


def _pair(settings: SensitivitySettings, config: dict[str, Any]) -> tuple[str, str]:
    """The two parameters of `phase`, by their names."""
    axes = axes_of(settings.phase, settings.fixed, config, settings.ties)
    for axis in axes:
        if axis.values:
            raise InputError(f"phase: {axis.name} takes values only; a plane needs two parameters with a range")
    if len(axes) != 2:
        raise InputError(f"phase={shown(settings.phase)}: names {len(axes)} axes; a plane needs two")
    return axes[0].name, axes[1].name


def screened(task: Task, plan: SweepPlan) -> tuple[SensitivityResults, SweepSettings]:
    """What the screen results, and the sweep of the method over the strongest parameters of each outcome only."""
    settings, screening = task.settings, task.settings.screening
    if screening is None or settings.screen is None:
        raise ValueError("these settings have no screen")
    dataset = covered(task, screening, plan, SCREEN)
    try:
        results = results_of(dataset, "morris", settings.outcomes, settings.seed)
    except InputError as fault:
        raise Unfinished(f"{fault}; the runs are kept in {task.output_dir}") from fault
    ranges = {axis.name: axis for axis in plan.study.axes}
    strong = [ranges[plain(name)] for name in strongest(results, settings.screen)]
    return results, replace(settings.sweep, over=[entry_of(axis) for axis in strong])


def plane(task: Task, results: SensitivityResults, swept: Dataset) -> Dataset | None:
    """The first outcome, and the delivery of each channel, over a grid of two parameters; None without two that fit."""
    settings, names = task.settings, task.settings.phase
    if isinstance(names, list):
        names = _pair(settings, task.config)
    if names == STRONGEST:
        numbers = swept["axis"].values[~swept["listed"].values]
        ranged = [str(name) for name in numbers if plain(str(name)) in DECLARED]  # differences of ties are no parameters
        ranks = [name for name in results.top(results.outcomes[0], swept.sizes["axis"])["parameter"] if name in ranged]
        names = (plain(ranks[0]), plain(ranks[1])) if len(ranks) > 1 else None
    if not isinstance(names, tuple):
        return None
    low, high, axes = swept["low"].values, swept["high"].values, [plain(str(name)) for name in swept["axis"].values]
    over = [{name: [float(low[axes.index(name)]), float(high[axes.index(name)])]} if name in axes else name for name in names]
    outcomes = tuple(dict.fromkeys((results.outcomes[0], *(LEADS + channel for channel in CHANNELS))))
    grid = replace(
        settings.sweep, design="grid", points=1, levels=settings.phase_steps, second_order=False, over=over, outcomes=outcomes,
        replicates=max(PHASE_REPLICATES, settings.replicates), ties=within_plane(settings.ties, names),
    )  # fmt: skip
    return covered(task, grid, planned(task, grid), PHASE)
