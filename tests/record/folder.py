"""A search read again from the folder that experiment=record wrote: the same waves, of the runs that it holds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from concertacion.analysis.checksums import digest_of_points
from concertacion.analysis.record.exploring import Exploration
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments.chunks.executors import where_of
from concertacion.experiments.compose import composed_config
from concertacion.experiments.record.command import axes_for
from concertacion.experiments.record.runs import Task, rows_of
from concertacion.experiments.record.search import facts_of_years, searched
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.settings.record import RecordSettings
from concertacion.experiments.sweep.study import settings_of_runs


def found_in(folder: Path) -> Exploration:
    """What the search found.

    Raises
    ------
    ValueError
        If today's code puts the points of a wave elsewhere than the folder has them.
    """
    config = composed_config(["experiment=rerun", f"from={folder}"])
    settings = settings_of(config)
    assert isinstance(settings, RecordSettings)
    facts = facts_of_years(settings)
    task = Task(
        settings_of_runs(config), axes_for(settings, config), facts.all, settings.replicates, settings.seed, "", folder,
        where_of({"name": "threads"}, 1), True, "",
    )  # fmt: skip

    def simulated(wave: int, unit: np.ndarray) -> np.ndarray:
        study, place = task.study(wave, unit), folder / f"wave-{wave:02d}"
        if json.loads((place / "manifest.json").read_text())["points_sha256"] != digest_of_points(study.points):
            raise ValueError(f"{place}: has other points than this code makes")
        return rows_of(task, read_rows(place, study.outcomes, 0, study.runs)[list(study.outcomes)].to_numpy())

    return searched(facts, len(task.axes), settings, simulated)
