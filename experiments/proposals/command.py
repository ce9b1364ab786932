"""`experiment=proposals`: all combinations run on the sweep runner, then tables, figures and a report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from concertacion.analysis.claims.text import bracketed
from concertacion.analysis.proposals.portfolio import Values, values_of
from concertacion.analysis.proposals.summary import PortfolioResults, results_of, tables_of
from concertacion.analysis.reports.proposals import interval
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments.chunks.executors import where_of
from concertacion.experiments.claims.arms import Arms, rate_over
from concertacion.experiments.claims.settings import scenarios_of
from concertacion.experiments.claims.sweeps import ArmSweep, run_sweep
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import check_output_dir, command_of, config_digest, effective, output_dir_of
from concertacion.experiments.proposals.settings import OUTCOMES, Asked, asked_of, combinations_of
from concertacion.experiments.settings import Settings
from concertacion.experiments.sweep.command import resume_command
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.estimate import how_many, in_words
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import SETTINGS
from concertacion.sim.declare import InputError

SWEEP, REPORT = "combinations", "report.html"


def run(settings: Settings, config: dict[str, Any], arguments: Sequence[str] = ()) -> Path:
    """Run every combination, resuming what the folder holds, and print the results; returns the folder.

    Raises
    ------
    InputError
        If a setting is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    asked, where = asked_of(settings), where_of(settings.own["executor"], settings.workers)
    base, scenarios = {key: config[key] for key in SETTINGS}, scenarios_of(asked.proposals, arguments)
    axes = axes_of(None, None, config)
    points = sample(Design("lhs", asked.points), axes, settings.seed)
    arms = combinations_of(asked, base, scenarios, axes, points, settings.replicates, settings.seed)
    rate = rate_over(arms)
    about = f"{how_many(arms.runs)} runs, about {in_words(arms.runs / (rate * where.workers))}"
    if arms.runs > asked.limit:
        raise InputError(f"points={asked.points}: takes {about}, more than limit={asked.limit}; ask for fewer, or raise limit=")
    digest = config_digest(config)
    place = output_dir_of(settings.out, settings.names, digest)
    check_output_dir(place, digest)
    if not asked.quiet:
        combinations = f"{len(arms.settings):,} of {len(asked.proposals)} proposals"
        print(f"Combinations:  {combinations}\nRuns:          {about}\nWrites:        {place}", flush=True)
    facts = _begin(place, settings, config, arguments, digest, asked)
    fixed = {key: value for key, value in facts.items() if key not in ("command", "costs", "budget")}
    run_sweep(ArmSweep(SWEEP, arms, {}), place, fixed, where, rate, asked.quiet, resume_command(arguments, place))
    results = results_of([claim.id for claim in asked.proposals], asked.costs, asked.budget, measured(arms, place))
    _write(place, facts, results, [claim.sentence for claim in asked.proposals])
    print(f"\n{summary(results)}\n\nResult: {place}\nRead:   {place / REPORT}")
    return place


def measured(arms: Arms, place: Path) -> list[Values]:
    """The outcomes of every combination, from the finished sweep."""
    rows = read_rows(place / SWEEP, OUTCOMES, 0, arms.runs)
    shape = len(arms.settings), len(arms.points), arms.replicates
    return [values_of(name, rows[name].to_numpy().reshape(shape)) for name in OUTCOMES]


def _begin(
    place: Path, settings: Settings, config: dict[str, Any], arguments: Sequence[str], digest: str, asked: Asked
) -> dict[str, Any]:
    """The folder with its config and manifest; returns the manifest."""
    facts = {
        "command": command_of(arguments), "config_sha256": digest, "experiment": settings.experiment,
        "proposals": [claim.id for claim in asked.proposals], "costs": list(asked.costs), "budget": asked.budget,
        "points": asked.points, "replicates": settings.replicates, "seed": settings.seed, "world": settings.world["name"],
        "start": settings.start, "years": settings.years, **code_provenance(),
    }  # fmt: skip
    place.mkdir(parents=True, exist_ok=True)
    write_bytes(place / "config.yaml", OmegaConf.to_yaml(OmegaConf.create(config)).encode())
    write_bytes(place / "manifest.json", (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode())
    return {**facts, "config": effective(config)}


def _write(place: Path, facts: Mapping[str, Any], results: PortfolioResults, sentences: Sequence[str]) -> None:
    """Tables, figures and the report."""
    from concertacion.analysis.figures.proposals import save_proposal_figures
    from concertacion.analysis.reports.proposals import write_proposals_report

    for name, table in tables_of(results).items():
        write_bytes(place / f"{name}.csv", table.to_csv(index=False).encode())
    figures = save_proposal_figures(results, place / "figures")
    shown = {key: value for key, value in facts.items() if key != "config"}
    write_bytes(place / REPORT, write_proposals_report(results, shown, sentences, place / "figures", figures).encode())


def summary(results: PortfolioResults) -> str:
    """The Shapley shares and the portfolio with the least regret, as a table in the terminal."""
    rows = [("Proposal", *(f"share of {values.outcome}" for values in results.values))]
    rows += [(name, *(bracketed(interval(shares, i)) for shares in results.shares)) for i, name in enumerate(results.names)]
    rows.append(("all together", *(f"{values.mean[-1]:+.1%}" for values in results.values)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], "", results.sentence(results.choices[0])])
