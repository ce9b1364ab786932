"""The runs of a wave, as a sweep over its points and over the ways of politics that the facts need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.checksums import digest_of_points
from concertacion.analysis.record.facts import POLITICS, Fact
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.failures import failure_sentence, failures_in
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.output.manifest import source_sha256, versions
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.sweep.axes import Axis, listed
from concertacion.experiments.sweep.command import chunk_of, countries_of
from concertacion.experiments.sweep.study import Study, evaluate

RUNNING = ("sim", "experiments/sweep", "experiments/chunks")  # the code that runs depend on
WAVE_RUNS = 2**32  # numbers of runs that a wave may use, so that no two waves share any


class Task(NamedTuple):
    """What all waves share."""

    settings: Mapping[str, Any]  # of runs
    axes: tuple[Axis, ...]
    facts: Sequence[Fact]
    replicates: int
    seed: int
    world_sha256: str
    folder: Path
    where: Where
    quiet: bool
    resume: str

    @property
    def modes(self) -> tuple[str, ...]:
        """The ways of politics that the facts need."""
        return tuple(mode for mode in POLITICS if any(fact.politics == mode for fact in self.facts))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What every run is reduced to."""
        return tuple(dict.fromkeys(fact.outcome for fact in self.facts))

    def points(self, unit: np.ndarray) -> np.ndarray:
        """Points as a sweep stores them, float64 (points, axes), from shares of the prior."""
        return np.column_stack([axis.at(unit[:, column]) for column, axis in enumerate(self.axes)])

    def study(self, wave: int, unit: np.ndarray) -> Study:
        """The sweep of a wave: each point once for each way of politics."""
        modes = self.modes
        points, mode = np.repeat(self.points(unit), len(modes), axis=0), np.tile(np.arange(len(modes)), len(unit))
        axes = (*self.axes, listed("mode", modes))
        return Study(
            dict(self.settings), axes, np.column_stack([points, mode]), self.replicates, self.seed, False, self.outcomes,
            first_run=wave * WAVE_RUNS,
        )  # fmt: skip


def simulated(task: Task, wave: int, unit: np.ndarray) -> np.ndarray:
    """The facts of the runs of a wave, float64 (points, replicates, facts); runs that the folder holds serve again."""
    study, name = task.study(wave, unit), f"wave-{wave:02d}"
    folder = task.folder / name
    fixed = {
        "sweep": name, "running_sha256": source_sha256(RUNNING), "versions": versions(),
        "settings": study.settings, "worlds_sha256": task.world_sha256,
        "points": len(study.points), "points_sha256": digest_of_points(study.points), "replicates": study.replicates,
        "seed": study.seed, "modes": list(task.modes), "axes": [axis.name for axis in study.axes],
    }  # fmt: skip
    chunk = chunk_of(study.runs, 4 * int(study.settings["years"]), countries_of(study), study.replicates)
    with open_store(folder, fixed, study.runs, chunk, study.outcomes) as store:
        progress = Progress(study.runs, quiet=task.quiet)
        progress.note(f"{name}: {len(unit):,} points x {len(task.modes)} x {task.replicates} runs")
        if sweep(store, partial(evaluate, study), task.where, progress, resume=task.resume).failed:
            progress.say(f"{name}: {failure_sentence(failures_in(folder), study.runs)}")
    return rows_of(task, read_rows(folder, study.outcomes, 0, study.runs)[list(study.outcomes)].to_numpy())


def rows_of(task: Task, rows: np.ndarray) -> np.ndarray:
    """The facts, float64 (points, replicates, facts), of the rows of a wave's runs, (run, outcome): each from its politics."""
    cells = rows.reshape(-1, len(task.modes), task.replicates, len(task.outcomes))
    columns = [cells[:, task.modes.index(fact.politics), :, task.outcomes.index(fact.outcome)] for fact in task.facts]
    return np.stack(columns, axis=-1)
