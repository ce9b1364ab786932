"""`experiment=sensitivity`: the sweeps a method needs, then indices, figures, a report and a table in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from concertacion.analysis.sensitivity.results import SensitivityResults
from concertacion.experiments.chunks.keeping import kept
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.effective import stored
from concertacion.experiments.job import Job
from concertacion.experiments.output.formats import add_tables
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import begun, check_output_dir, new_folder, resume_command
from concertacion.experiments.output.stored import seal, write_stored
from concertacion.experiments.phases import FIGURES, say, timed
from concertacion.experiments.rerun import command_of
from concertacion.experiments.sensitivity.sweeps import DRAWING, MAIN, Task, check_plane, covered, plane, planned, screened
from concertacion.experiments.sensitivity.tables import notes_of, summary, tables_of, write_tables
from concertacion.experiments.settings.sensitivity import SensitivitySettings
from concertacion.experiments.sweep.plan import SweepPlan
from concertacion.sim.declare import InputError


def run(job: Job[SensitivitySettings]) -> Path:
    """Sweep as the method needs, resuming what the folder holds, and print the results; returns the folder.

    The folder holds the sweeps (`screen`, `sweep`, `phase`), indices.csv and .parquet, checks.csv, figures and report.html.

    Raises
    ------
    InputError
        If a setting is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    settings, config, arguments, output_dir = job.settings, job.config, job.arguments, job.output_dir
    check_plane(settings, config)
    check_output_dir(output_dir, job.digest)
    task = Task(settings, config, arguments, job.where, output_dir)
    first = planned(task, settings.screening or settings.sweep)
    provenance = provenance_of(settings, arguments, job.digest)
    job.compile_model()
    with kept(output_dir, resume_command(arguments, output_dir)), begun(output_dir, stored(config), provenance):
        results, page = _carry_out(task, first, provenance)
        write_stored(output_dir, "report.html", page.encode())
        seal(output_dir)
    if not settings.quiet:
        print(f"\n{summary(results)}\n")
    print("\n".join([*notes_of(results), f"Result: {output_dir}", f"Read:   {output_dir / 'report.html'}"]))
    return output_dir


def _carry_out(task: Task, first: SweepPlan, provenance: dict[str, Any]) -> tuple[SensitivityResults, str]:
    """The sweeps, tables and figures; returns what was results and the page that tells it."""
    from concertacion.analysis.figures.sensitivity import save_sensitivity_figures
    from concertacion.analysis.reports.sensitivity import write_sensitivity_report
    from concertacion.analysis.sensitivity.results import results_of

    output_dir, settings = task.output_dir, task.settings
    screen, sweep, plan = None, settings.sweep, first
    if settings.screen is not None:
        screen, sweep = screened(task, first)
        try:
            plan = planned(task, sweep)
        except InputError as fault:  # found after the runs of the screen, so it is no longer bad input
            raise Unfinished(f"{fault}; the runs of the screen are kept in {output_dir}") from fault
    dataset = covered(task, sweep, plan, MAIN)
    try:
        results = results_of(dataset, settings.method, sweep.outcomes, settings.seed, settings.threshold)
    except InputError as fault:  # found after the runs, so it is no longer bad input
        raise Unfinished(f"{fault}; the runs are kept in {output_dir}") from fault
    write_tables(output_dir, results, screen)
    add_tables(output_dir, settings.tables, partial(tables_of, results, screen))
    grid = plane(task, results, dataset)
    say(FIGURES, settings.quiet)
    with timed(DRAWING), new_folder(output_dir / "figures") as folder:
        figures = save_sensitivity_figures(results, dataset, grid, folder)
        return results, write_sensitivity_report(results, screen, dataset, provenance, folder, figures)


def provenance_of(settings: SensitivitySettings, arguments: Sequence[str], digest: str) -> dict[str, Any]:
    """The settings, code and versions that fix the numbers."""
    return {
        "command": command_of(arguments),
        "config_sha256": digest,
        "experiment": settings.experiment,
        "method": settings.method,
        "world": settings.world["name"],
        "scenario": settings.scenario["name"],
        "start": settings.start,
        "years": settings.years,
        "mode": settings.mode,
        "replicates": settings.replicates,
        "seed": settings.seed,
        **code_provenance(),
    }
