"""`experiment=sensitivity`: the sweeps a method needs, then indices, figures, a report and a table in the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from concertacion.analysis.sensitivity.results import SensitivityResults
from concertacion.experiments.chunks.executors import where_of
from concertacion.experiments.chunks.stops import Interrupted
from concertacion.experiments.output.files import write_bytes, write_whole
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import MANIFEST, check_output_dir, command_of, config_digest, output_dir_of
from concertacion.experiments.sensitivity.settings import Wanted, wanted_of
from concertacion.experiments.sensitivity.sweeps import MAIN, Task, check_plane, covered, plane, planned, screened
from concertacion.experiments.sensitivity.tables import summary, write_tables
from concertacion.experiments.settings import Settings
from concertacion.experiments.sweep.command import resume_command
from concertacion.experiments.sweep.plan import SweepPlan


def run(settings: Settings, config: dict[str, Any], arguments: Sequence[str] = ()) -> Path:
    """Sweep as the method needs, resuming what the folder holds, and print the results; returns the folder.

    The folder holds the sweeps (`screen`, `sweep`, `phase`), indices.csv and .parquet, checks.csv, figures and report.html.

    Raises
    ------
    InputError
        If a setting is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    wanted = wanted_of(settings.own, config)
    check_plane(wanted, settings)
    digest = config_digest(config)
    place = output_dir_of(settings.out, settings.names, digest)
    task = Task(settings, config, arguments, where_of(settings.own["executor"], settings.workers), place)
    first = planned(task, wanted.screen or wanted.sweep)
    check_output_dir(place, digest)
    facts = facts_of(settings, config, wanted.method, arguments, digest)
    _begin(place, facts, config)
    try:
        results, page = _carry_out(task, wanted, first, facts)
    except Interrupted:
        raise
    except KeyboardInterrupt as stop:  # between or after the sweeps
        again = resume_command(arguments, place)
        raise Interrupted(f"the runs are kept in {place}; resume with: {again}") from stop
    write_whole(place / "report.html", lambda partial: partial.write_text(page, encoding="utf-8"))
    print(f"\n{summary(results)}\n\nResult: {place}\nRead:   {place / 'report.html'}")
    return place


def _carry_out(task: Task, wanted: Wanted, first: SweepPlan, facts: dict[str, Any]) -> tuple[SensitivityResults, str]:
    """The sweeps, tables and figures; returns the results and the report."""
    from concertacion.analysis.figures.sensitivity import save_sensitivity_figures
    from concertacion.analysis.reports.sensitivity import write_sensitivity_report
    from concertacion.analysis.sensitivity.results import results_of

    place, settings = task.place, task.settings
    screen, sweep, plan = None, wanted.sweep, first
    if wanted.screen is not None:
        screen, sweep = screened(task, wanted, first)
        plan = planned(task, sweep)
    dataset = covered(task, sweep, plan, MAIN)
    results = results_of(dataset, wanted.method, sweep.outcomes, settings.seed, wanted.threshold)
    write_tables(place, results, screen)
    grid = plane(task, wanted, results, dataset)
    figures = save_sensitivity_figures(results, dataset, grid, place / "figures")
    return results, write_sensitivity_report(results, screen, dataset, facts, place / "figures", figures)


def facts_of(settings: Settings, config: dict[str, Any], method: str, arguments: Sequence[str], digest: str) -> dict[str, Any]:
    """What was run, on what, by what."""
    return {
        "command": command_of(arguments),
        "config_sha256": digest,
        "experiment": settings.experiment,
        "method": method,
        "world": settings.world["name"],
        "scenario": settings.scenario["name"],
        "start": settings.start,
        "years": settings.years,
        "mode": settings.mode,
        "replicates": settings.replicates,
        "seed": settings.seed,
        **code_provenance(),
    }


def _begin(place: Path, facts: dict[str, Any], config: dict[str, Any]) -> None:
    """The folder, with what it is about to hold: that lets the same command, and no other, go on with it."""
    place.mkdir(parents=True, exist_ok=True)
    write_bytes(place / "config.yaml", OmegaConf.to_yaml(OmegaConf.create(config)).encode())
    write_bytes(place / MANIFEST, (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode())
