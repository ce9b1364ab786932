"""From checked settings to a study, checked before anything is created."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.checksums import COPY, check_whole
from concertacion.experiments.arguments import parsed
from concertacion.experiments.chunks.executors import where_of
from concertacion.experiments.compose import config_of
from concertacion.experiments.output.output_dir import MANIFEST
from concertacion.experiments.phases import OUTCOMES
from concertacion.experiments.rerun import source_of
from concertacion.experiments.settings.sweep import SweepSettings
from concertacion.experiments.sweep.axes import CHOICES, OVERRIDES, Axis
from concertacion.experiments.sweep.batches import by_setup
from concertacion.experiments.sweep.design import check_design, count, design_of, sample
from concertacion.experiments.sweep.estimate import at_once, centre, how_many, in_words, rate_of
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.points import read_points
from concertacion.experiments.sweep.setups import load_setup, measures_of, setup_at, with_tables, world_at
from concertacion.experiments.sweep.study import Study, settings_of_runs
from concertacion.experiments.sweep.ties import Tie, ties_of
from concertacion.sim.compiled import is_compiled
from concertacion.sim.declare import InputError, Prior
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.scenario import compile_scenario


class SweepPlan(NamedTuple):
    """A study that can be run."""

    study: Study
    worlds: dict[str, str]  # digest by name and first year


def plan_of(settings: SweepSettings, config: dict[str, Any], arguments: Sequence[str] = (), rows: int | None = None) -> SweepPlan:
    """The study that the settings ask for, its points sampled or read (the first `rows` of a table), and tried.

    Raises
    ------
    InputError
        If the axes, the design or the table are wrong, a point's world or scenario cannot be made, or there are more runs than
        `limit`; that sentence says how many runs and about how long.
    """
    ties: tuple[Tie, ...] = ()
    if settings.table is not None:
        axes, points = read_points(settings.table, settings.fixed, config, rows)
        number = len(points)
    else:
        axes = axes_of(settings.over, settings.fixed, config, settings.ties)
        ties, differences = ties_of(settings.ties, axes)
        axes += differences
        check_design(design_of(settings), axes)
        number, points = count(design_of(settings), axes), centre(axes)
    study = Study(
        settings_of_runs(config), axes, points, settings.replicates, settings.seed, settings.common_random_numbers,
        settings.outcomes, choices_of(axes, arguments), settings.trajectories,
        ties=ties,
    )  # fmt: skip
    _check_axes(study)
    try_points(study)
    if number * study.replicates > settings.limit:
        raise InputError(_too_many(settings, number, _rate(settings, study)))
    if settings.table is None:
        study = study._replace(points=sample(design_of(settings), axes, settings.seed))
        try_points(study)
    return SweepPlan(study, worlds_of(study))


def _rate(settings: SweepSettings, study: Study) -> float:
    """Runs a second, from a trial; NaN where the model would have to be compiled for it."""
    if not is_compiled(OUTCOMES):
        return math.nan
    where = where_of(settings.executor, settings.workers)
    return rate_of(study) * at_once(settings.engine, settings.country_class, where)


def _too_many(settings: SweepSettings, points: int, rate: float) -> str:
    runs = points * settings.replicates
    seconds = _seconds(runs, rate)
    time = f" and take about {in_words(seconds)}" if math.isfinite(seconds) else ""
    return (
        f"design={settings.design}: {how_many(points)} points x {settings.replicates} replicates are {how_many(runs)} runs"
        f"{time}, more than limit={settings.limit}; ask for fewer, or raise limit="
    )


def _seconds(runs: int, rate: float) -> float:
    try:
        return runs / rate
    except OverflowError:
        return float("inf")


def choices_of(axes: Sequence[Axis], arguments: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The configs of the scenarios and worlds that axes name, composed as those of the command would be, or as they were stored.

    Raises
    ------
    InputError
        If there is no config of that name; the nearest is offered.
    """
    chosen: dict[str, dict[str, Any]] = {}
    stored = stored_choices(arguments)
    for axis in axes:
        if axis.name not in ("scenario", "world"):
            continue
        configs = {name: stored.get(axis.name, {}).get(name) or config_of(axis.name, name, arguments) for name in axis.values}
        chosen[axis.name] = {name: with_tables(each) if axis.name == "world" else each for name, each in configs.items()}
    return chosen


def stored_choices(arguments: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Those of the sweep that a rerun repeats, whose own scenarios the command need not find again; empty elsewhere.

    Raises
    ------
    InputError
        If its manifest is not as it was written.
    """
    folder = parsed(arguments).source
    choices = source_of(folder).manifest.get("choices") if folder is not None else None
    if not choices or folder is None:
        return {}
    check_whole(folder, [MANIFEST], COPY)
    return choices


def worlds_of(study: Study) -> dict[str, str]:
    """The digest of each world and first year among the points, without the facts that vary: points move none of them."""
    chosen = [position for position, axis in enumerate(study.axes) if axis.name in ("world", "start")]
    worlds = {}
    for stored in np.unique(study.points[:, chosen], axis=0):
        values = {study.axes[position].name: study.axes[position].value(at) for position, at in zip(chosen, stored, strict=True)}
        name, start = (
            values.get(key, usual)
            for key, usual in (("world", study.settings["world"]["name"]), ("start", study.settings["start"]))
        )
        worlds[f"{name} {start}"] = world_at(setup_at(study.settings, study.choices, values)).digest
    return worlds


def try_points(study: Study) -> None:
    """Make ready the first point with each value of each axis over values, and those at the ends of the facts that vary.

    Raises
    ------
    InputError
        If one cannot be loaded, or an outcome is wrong.
    """
    tried = {0}
    for axis, stored in zip(study.axes, study.points.T, strict=True):
        if axis.name in CHOICES or (axis.values and axis.name.startswith(OVERRIDES)):
            tried |= set(np.unique(stored, return_index=True)[1].tolist())
        elif axis.name.startswith(OVERRIDES):
            tried |= {int(stored.argmin()), int(stored.argmax())}
    setups = by_setup(study.settings, study.choices, study.axes, study.points[sorted(tried)])
    for setup, _ in setups:
        measures_of(setup, study.outcomes)


def _check_axes(study: Study) -> None:
    """Refuse trajectories of unlike shapes, and a parameter that every scenario sets from beginning to end."""
    if study.trajectories:
        for axis in study.axes:
            if axis.name in ("world", "start") or axis.name.startswith(OVERRIDES):
                raise InputError(f"trajectories: need one world for all points; leave out {axis.name} or the trajectories")
    setups = [load_setup(setup) for setup, _ in by_setup(study.settings, study.choices, study.axes, _every_scenario(study))]
    for where, name in [*(("over", axis.name) for axis in study.axes), *(("ties", tie.name) for tie in study.ties)]:
        declaration = DECLARED.get(name)
        if isinstance(declaration, Prior) and all(_is_set(loaded, name, declaration) for loaded in setups):
            remedy = f"add fixed=[{name}]" if where == "over" else "leave the tie out"
            raise InputError(f"{where}: {name} is set by scenario {setups[0].scenario.name} throughout; {remedy}")


def _every_scenario(study: Study) -> np.ndarray:
    """The first point, once with each scenario."""
    for position, axis in enumerate(study.axes):
        if axis.name == "scenario":
            points = np.repeat(study.points[:1], len(axis.values), axis=0)
            points[:, position] = np.arange(len(axis.values))
            return points
    return study.points[:1]


def _is_set(made: Any, name: str, declaration: Prior) -> bool:
    """Whether a scenario leaves nothing of a parameter's own value."""
    ends = (Parameters()._replace(**{name: end}) for end in (declaration.low, declaration.high))
    low, high = (compile_scenario(made.scenario, made.world, parameters)[0] for parameters in ends)
    return low.shape == high.shape and bool((low == high).all())
