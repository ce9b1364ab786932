"""`experiment=sensitivity`: the sweeps a method needs, then indices, figures, a report and a table in the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from concertacion.analysis.sensitivity.results import Findings
from concertacion.experiments.chunks.executors import where_of
from concertacion.experiments.chunks.files import write_bytes, write_whole
from concertacion.experiments.chunks.stops import Interrupted
from concertacion.experiments.folder import MANIFEST, check_place, command_of, config_digest, place_of
from concertacion.experiments.manifest import code_facts
from concertacion.experiments.sensitivity.settings import SensitivitySettings
from concertacion.experiments.sensitivity.sweeps import MAIN, Task, check_plane, covered, plane, planned, screened
from concertacion.experiments.sensitivity.tables import summary, write_tables
from concertacion.experiments.sweep.command import resume_command
from concertacion.experiments.sweep.plan import SweepPlan


def run(settings: SensitivitySettings, config: dict[str, Any], arguments: Sequence[str] = ()) -> Path:
    """Sweep as the method needs, resuming what the folder holds, and say what came out; returns the folder.

    The folder holds the sweeps (`screen`, `sweep`, `phase`), indices.csv and .parquet, checks.csv, figures and report.html.

    Raises
    ------
    InputError
        If anything asked for is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    check_plane(settings, config)
    digest = config_digest(config)
    place = place_of(settings.out, settings.names, digest)
    task = Task(settings, config, arguments, where_of(settings.executor, settings.workers), place)
    first = planned(task, settings.screening or settings.sweep)
    check_place(place, digest)
    facts = facts_of(settings, arguments, digest)
    _begin(place, facts, config)
    try:
        found, page = _carry_out(task, first, facts)
    except Interrupted:
        raise
    except KeyboardInterrupt as stop:  # between or after the sweeps
        again = resume_command(arguments, place)
        raise Interrupted(f"the runs are kept in {place}; resume with: {again}") from stop
    write_whole(place / "report.html", lambda partial: partial.write_text(page, encoding="utf-8"))
    print(f"\n{summary(found)}\n\nResult: {place}\nRead:   {place / 'report.html'}")
    return place


def _carry_out(task: Task, first: SweepPlan, facts: dict[str, Any]) -> tuple[Findings, str]:
    """The sweeps, tables and figures; returns what was found and the page that tells it."""
    from concertacion.analysis.figures.sensitivity import save_sensitivity_figures
    from concertacion.analysis.reports.sensitivity import write_sensitivity_report
    from concertacion.analysis.sensitivity.results import findings

    place, settings = task.place, task.settings
    screen, sweep, plan = None, settings.sweep, first
    if settings.screen is not None:
        screen, sweep = screened(task, first)
        plan = planned(task, sweep)
    dataset = covered(task, sweep, plan, MAIN)
    found = findings(dataset, settings.method, sweep.outcomes, settings.seed, settings.threshold)
    write_tables(place, found, screen)
    grid = plane(task, found, dataset)
    figures = save_sensitivity_figures(found, dataset, grid, place / "figures")
    return found, write_sensitivity_report(found, screen, dataset, facts, place / "figures", figures)


def facts_of(settings: SensitivitySettings, arguments: Sequence[str], digest: str) -> dict[str, Any]:
    """What was run, on what, by what."""
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
        **code_facts(),
    }


def _begin(place: Path, facts: dict[str, Any], config: dict[str, Any]) -> None:
    """The folder, with what it is about to hold: that lets the same command, and no other, go on with it."""
    place.mkdir(parents=True, exist_ok=True)
    write_bytes(place / "config.yaml", OmegaConf.to_yaml(OmegaConf.create(config)).encode())
    write_bytes(place / MANIFEST, (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode())
