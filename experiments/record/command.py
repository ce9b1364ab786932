"""`experiment=record`: facts, waves of runs, weights; tables, figures and a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.record.drawing import MODEL
from concertacion.analysis.record.facts import ALL, WEIGHT, WEIGHTS, Fact
from concertacion.analysis.record.results import Results, results_of
from concertacion.analysis.record.sample import to_unit
from concertacion.experiments import phases
from concertacion.experiments.chunks.keeping import kept
from concertacion.experiments.effective import stored
from concertacion.experiments.job import Job
from concertacion.experiments.output.formats import add_tables, of_frames
from concertacion.experiments.output.manifest import code_provenance, source_sha256
from concertacion.experiments.output.output_dir import begun, check_output_dir, new_folder, resume_command
from concertacion.experiments.output.stored import seal, write_stored
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.record.reading import check_countries, facts_sha256
from concertacion.experiments.record.runs import Task, simulated
from concertacion.experiments.record.search import facts_of_years, known_before, searched
from concertacion.experiments.rerun import command_of
from concertacion.experiments.settings.record import RecordSettings
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.estimate import forecast, how_many, rate_of
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.plan import try_points
from concertacion.experiments.sweep.setups import load_setup, parameter_rows, setup_at
from concertacion.experiments.sweep.study import settings_of_runs
from concertacion.sim.declare import InputError, Variant
from concertacion.sim.parameters import DECLARED, Parameters

REPORT = "report.html"
DRAWING = "drawing the record"
SHOWN = 15  # parameters that moved, in the terminal; the report has all of them


def run(job: Job[RecordSettings]) -> Path:
    """Hold the model against the record, resuming what the folder holds; returns the folder.

    The folder holds the waves (`wave-00`, ...), weights.parquet, facts.csv, parameters.csv, waves.csv, groups.csv, figures and
    report.html.

    Raises
    ------
    InputError
        If a setting or a fact is wrong, or the world has no record; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    settings, config, arguments, output_dir = job.settings, job.config, job.arguments, job.output_dir
    check_output_dir(output_dir, job.digest)
    axes = axes_for(settings, config)
    facts = facts_of_years(settings)
    task = task_of(job, axes, facts.all)
    most = (settings.points + settings.waves * settings.wave_points) * len(task.modes) * settings.replicates
    if most > settings.limit:
        raise InputError(
            f"points={settings.points}: up to {how_many(most)} runs, more than limit={settings.limit}; ask for fewer"
        )
    job.compile_model()
    if not settings.quiet:
        print(introduction(task, facts.facts, settings, most), flush=True)
    provenance = provenance_of(settings, facts.all, arguments, job.digest)
    with kept(output_dir, task.resume), begun(output_dir, stored(config), provenance):
        found = searched(facts, len(task.axes), settings, partial(simulated, task))
        values = pd.DataFrame(task.points(to_unit(found.sample.latent)), columns=[axis.name for axis in task.axes])
        before = known_before(found, facts, settings)
        results = results_of(facts.facts, found, values, settings.discrepancy, settings.seed, before)
        phases.say(phases.FIGURES, settings.quiet)
        with phases.timed(DRAWING):
            _write(output_dir, task, results, {year: then.weights.weights for year, then in before.items()}, provenance)
        add_tables(output_dir, settings.tables, partial(of_frames, results.tables, results.facts, results.sentence))
        seal(output_dir)
    if not settings.quiet:
        print(f"\n{summary(results)}\n")
    print(f"Result: {output_dir}\nRead:   {output_dir / REPORT}")
    return output_dir


def axes_for(settings: RecordSettings, config: Mapping[str, Any]) -> tuple[Axis, ...]:
    """What varies; levers do not.

    Raises
    ------
    InputError
        As `axes_of`, and if it is no parameter.
    """
    axes = axes_of(settings.over, settings.fixed, config)
    for axis in axes:
        if axis.name not in DECLARED:
            raise InputError(f"over: {axis.name} is no parameter; the record speaks of parameters and variants only")
    return axes


def task_of(job: Job[RecordSettings], axes: tuple[Axis, ...], facts: Sequence[Fact]) -> Task:
    """What all waves share, tried before anything is created (raises what `run` does)."""
    settings = job.settings
    runs = settings_of_runs(job.config)
    world = load_setup(setup_at(runs, {}, {})).world
    check_countries(settings.world, world.countries)
    task = Task(
        runs, axes, facts, settings.replicates, settings.seed, world.digest, job.output_dir, job.where, settings.quiet,
        resume_command(job.arguments, job.output_dir),
    )  # fmt: skip
    try_points(task.study(0, np.full((1, len(axes)), 0.5)))
    return task


def introduction(task: Task, facts: Sequence[Fact], settings: RecordSettings, most: int) -> str:
    """What is run, and for how long."""
    study = task.study(0, np.full((1, len(task.axes)), 0.5))
    rate = rate_of(study)
    weigh = sum(fact.weighs for fact in facts)
    return (
        f"Facts:   {len(facts)} of {settings.start} to {settings.start + settings.years - 1}, {weigh} of them weigh; "
        f"politics {' and '.join(task.modes)}\n"
        f"Runs:    {settings.points:,} points, then up to {settings.waves} waves of {settings.wave_points:,}; "
        f"x {len(task.modes)} x {task.replicates} runs; up to {how_many(most)} in all\n"
        f"Writes:  {task.folder}\n"
        f"Time:    {forecast(most / (rate * task.where.workers), 'at most about')}"
    )


def provenance_of(settings: RecordSettings, facts: Sequence[Fact], arguments: Sequence[str], digest: str) -> dict[str, Any]:
    """The settings, facts, code and versions that fix the numbers: known before any run."""
    return {
        "command": command_of(arguments), "config_sha256": digest, "experiment": settings.experiment,
        "world": settings.world["name"], "start": settings.start, "years": settings.years, "points": settings.points,
        "wave_points": settings.wave_points, "waves": settings.waves, "replicates": settings.replicates, "seed": settings.seed,
        "discrepancy": settings.discrepancy, "known_to": list(settings.eves),
        "facts": list(dict.fromkeys(fact.id for fact in facts)), "facts_sha256": facts_sha256(facts),
        MODEL: source_sha256(("sim",)), **code_provenance(),
    }  # fmt: skip


def weights_table(task: Task, results: Results, before: Mapping[int, np.ndarray]) -> bytes:
    """weights.parquet: point, in_wave, weight, prior (what the point counts under the prior), remains, every parameter; weights
    by what is known at the end of the years of `before`; and `weight TRIAL`, those of each other trial of groups.csv.
    """
    found = results.found
    points = task.points(to_unit(found.sample.latent))
    rows = parameter_rows(task.settings["parameters"], task.axes, points)
    table: dict[str, np.ndarray] = {
        "point": np.arange(len(points), dtype=np.int32), "in_wave": found.sample.wave.astype(np.int32),
        WEIGHT: found.weights.weights, "prior": found.prior, "remains": found.remains,
        **{f"{WEIGHT}_{year}": weights for year, weights in before.items()},
        **{f"{WEIGHT} {name}": trial.weights.weights for name, trial in results.trials.items() if name != ALL},
    }  # fmt: skip
    names: tuple[str, ...] = Parameters._fields
    assert not table.keys() & set(names)  # a parameter is called wave
    for column, name in enumerate(names):
        table[name] = _as_written(name, rows[:, column])
    content = BytesIO()
    pd.DataFrame(table).to_parquet(content, index=False)
    return content.getvalue()


def _as_written(name: str, stored: np.ndarray) -> np.ndarray:
    """Values of a parameter as settings write them: the forms of variants by name."""
    declaration = DECLARED[name]
    return np.array(declaration.forms)[stored.astype(int)] if isinstance(declaration, Variant) else stored


def _write(output_dir: Path, task: Task, results: Results, before: Mapping[int, np.ndarray], provenance: dict[str, Any]) -> None:
    """Tables, figures and the report."""
    from concertacion.analysis.figures.record import save_record_figures
    from concertacion.analysis.reports.record import write_record_report

    write_stored(output_dir, WEIGHTS, weights_table(task, results, before))
    for name, table in results.tables.items():
        write_stored(output_dir, f"{name}.csv", table.to_csv(index=False, float_format="%.6g").encode())
    with new_folder(output_dir / "figures") as folder:
        figures = save_record_figures(results, folder)
        page = write_record_report(results, provenance, folder, figures)
    write_stored(output_dir, REPORT, page.encode())


def summary(results: Results) -> str:
    """The facts that rule out most and the parameters that moved, for the terminal."""
    header, rows = results.intervals(SHOWN)
    more = [f"{len(results.moved) - SHOWN} more moved: see {REPORT}"] if len(results.moved) > SHOWN else []
    return "\n".join([terminal_table(header, rows, 1), *more, "", *results.sentences])
