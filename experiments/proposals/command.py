"""`experiment=proposals`: all combinations run on the sweep runner, then tables, figures and a report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from concertacion.analysis.claims.text import bracketed
from concertacion.analysis.proposals.portfolio import Values, values_of
from concertacion.analysis.proposals.summary import Told, tables_of, tell
from concertacion.analysis.reports.proposals import interval
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments.chunks.executors import where_of
from concertacion.experiments.chunks.files import write_bytes
from concertacion.experiments.claims.arms import Arms, rate_over
from concertacion.experiments.claims.sweeps import Stage, run_stage
from concertacion.experiments.claims.trial import scenarios_of
from concertacion.experiments.folder import check_place, command_of, config_digest, effective, place_of
from concertacion.experiments.manifest import code_facts
from concertacion.experiments.proposals.combinations import OUTCOMES, combinations_of, read_proposals
from concertacion.experiments.proposals.settings import ProposalSettings, costs_of
from concertacion.experiments.sweep.command import resume_command
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.estimate import how_many, in_words
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import SETTINGS
from concertacion.sim.declare import InputError

STAGE, REPORT = "combinations", "report.html"


def run(settings: ProposalSettings, config: dict[str, Any], arguments: Sequence[str] = ()) -> Path:
    """Run every combination, resuming what the folder holds, and say what they add; returns the folder.

    Raises
    ------
    InputError
        If anything asked for is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    proposals, where = read_proposals(settings), where_of(settings.executor, settings.workers)
    costs = costs_of(settings.costs, settings.proposals)
    base, scenarios = {key: config[key] for key in SETTINGS}, scenarios_of(proposals, arguments)
    axes = axes_of(None, None, config)
    points = sample(Design("lhs", settings.points), axes, settings.seed)
    arms = combinations_of(proposals, base, scenarios, axes, points, settings.replicates, settings.seed)
    rate = rate_over(arms)
    about = f"{how_many(arms.runs)} runs, about {in_words(arms.runs / (rate * where.workers))}"
    if arms.runs > settings.limit:
        raise InputError(
            f"points={settings.points}: takes {about}, more than limit={settings.limit}; ask for fewer, or raise limit="
        )
    digest = config_digest(config)
    place = place_of(settings.out, settings.names, digest)
    check_place(place, digest)
    if not settings.quiet:
        combinations = f"{len(arms.settings):,} of {len(proposals)} proposals"
        print(f"Combinations:  {combinations}\nRuns:          {about}\nWrites:        {place}", flush=True)
    facts = _begin(place, settings, config, arguments, digest)
    fixed = {key: value for key, value in facts.items() if key not in ("command", "costs", "budget")}
    run_stage(Stage(STAGE, arms, {}), place, fixed, where, rate, settings.quiet, resume_command(arguments, place))
    told = tell(settings.proposals, costs, settings.budget, measured(arms, place))
    _write(place, facts, told, [claim.sentence for claim in proposals])
    print(f"\n{summary(told)}\n\nResult: {place}\nRead:   {place / REPORT}")
    return place


def measured(arms: Arms, place: Path) -> list[Values]:
    """The outcomes of every combination, from the finished sweep."""
    rows = read_rows(place / STAGE, OUTCOMES, 0, arms.runs)
    shape = len(arms.settings), len(arms.points), arms.replicates
    return [values_of(name, rows[name].to_numpy().reshape(shape)) for name in OUTCOMES]


def _begin(
    place: Path, settings: ProposalSettings, config: dict[str, Any], arguments: Sequence[str], digest: str
) -> dict[str, Any]:
    """The folder with its config and manifest; returns what was run, and on what."""
    facts = {
        "command": command_of(arguments), "config_sha256": digest, "experiment": settings.experiment,
        "proposals": list(settings.proposals), "costs": costs_of(settings.costs, settings.proposals), "budget": settings.budget,
        "points": settings.points, "replicates": settings.replicates, "seed": settings.seed, "world": settings.world["name"],
        "start": settings.start, "years": settings.years, **code_facts(),
    }  # fmt: skip
    place.mkdir(parents=True, exist_ok=True)
    write_bytes(place / "config.yaml", OmegaConf.to_yaml(OmegaConf.create(config)).encode())
    write_bytes(place / "manifest.json", (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode())
    return {**facts, "config": effective(config)}


def _write(place: Path, facts: Mapping[str, Any], told: Told, sentences: Sequence[str]) -> None:
    """Tables, figures and the report."""
    from concertacion.analysis.figures.proposals import save_proposal_figures
    from concertacion.analysis.reports.proposals import write_proposals_report

    for name, table in tables_of(told).items():
        write_bytes(place / f"{name}.csv", table.to_csv(index=False).encode())
    figures = save_proposal_figures(told, place / "figures")
    shown = {key: value for key, value in facts.items() if key != "config"}
    write_bytes(place / REPORT, write_proposals_report(told, shown, sentences, place / "figures", figures).encode())


def summary(told: Told) -> str:
    """The Shapley shares and the portfolio with the least regret, as a table in the terminal."""
    rows = [("Proposal", *(f"share of {values.outcome}" for values in told.values))]
    rows += [(name, *(bracketed(interval(found, place)) for found in told.shares)) for place, name in enumerate(told.names)]
    rows.append(("all together", *(f"{values.mean[-1]:+.1%}" for values in told.values)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], "", told.sentence(told.choices[0])])
