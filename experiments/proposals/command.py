"""`experiment=proposals`: all combinations run on the sweep runner, then tables, figures and a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.claims.text import bracketed
from concertacion.analysis.proposals.portfolio import Values, values_of
from concertacion.analysis.proposals.summary import PortfolioResults, results_of, tables_of
from concertacion.analysis.reports.proposals import interval
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments import phases
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.keeping import kept
from concertacion.experiments.claims.arms import Arms, rate_over
from concertacion.experiments.claims.sweeps import ArmSweep, run_sweep
from concertacion.experiments.claims.trial import scenarios_of
from concertacion.experiments.effective import effective, stored
from concertacion.experiments.job import Job
from concertacion.experiments.output.formats import Tables, add_tables, of_frames
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import begin, check_output_dir, new_folder, resume_command
from concertacion.experiments.output.stored import seal, write_stored
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.proposals.combinations import OUTCOMES, combinations_of, read_proposals
from concertacion.experiments.rerun import command_of
from concertacion.experiments.settings.proposals import ProposalSettings, costs_of
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.estimate import how_many, in_words
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import settings_of_runs
from concertacion.sim.declare import InputError

SWEEP, REPORT, DRAWING = "combinations", "report.html", "drawing proposals"


def run(job: Job[ProposalSettings]) -> Path:
    """Run every combination, resuming what the folder holds, and print the results; returns the folder.

    Raises
    ------
    InputError
        If a setting is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    settings, config, arguments, output_dir = job.settings, job.config, job.arguments, job.output_dir
    where, digest = job.where, job.digest
    check_output_dir(output_dir, digest)
    proposals = read_proposals(settings)
    costs = costs_of(settings.costs, settings.proposals)
    base, scenarios = settings_of_runs(config), scenarios_of(proposals, arguments)
    axes = axes_of(None, None, config)
    points = sample(Design("lhs", settings.points), axes, settings.seed)
    arms = combinations_of(proposals, base, scenarios, axes, points, settings.replicates, settings.seed)
    if arms.runs > settings.limit:
        raise InputError(
            f"points={settings.points}: takes {how_many(arms.runs)} runs, {expected_time(arms, where)}, more than "
            f"limit={settings.limit}; name fewer, or raise limit="
        )
    job.compile_model()
    if not settings.quiet:
        combinations = f"{len(arms.settings):,} of {len(proposals)} proposals"
        print(f"Combinations:  {combinations}\nRuns:          {how_many(arms.runs)}\nWrites:        {output_dir}", flush=True)
        print(f"Time:          {expected_time(arms, where)}", flush=True)
    provenance = _provenance(settings, arguments, digest)
    resume = resume_command(arguments, output_dir)
    with kept(output_dir, resume):
        begin(output_dir, stored(config), provenance)
        fixed = {key: value for key, value in provenance.items() if key not in ("command", "costs", "budget")}
        fixed["config"] = effective(config)
        run_sweep(ArmSweep(SWEEP, arms, {}), output_dir, fixed, where, settings.quiet, resume)
        results = results_of(settings.proposals, costs, settings.budget, measured(arms, output_dir))
        phases.say(phases.FIGURES, settings.quiet)
        with phases.timed(DRAWING):
            _write(output_dir, provenance, results, [claim.sentence for claim in proposals])
        add_tables(output_dir, settings.tables, partial(_tables, results))
        seal(output_dir)
    if not settings.quiet:
        print(f"\n{summary(results)}\n")
    print(f"Result: {output_dir}\nRead:   {output_dir / REPORT}")
    return output_dir


def expected_time(arms: Arms, where: Where) -> str:
    """How long the runs may take, from a trial of a few, and drawing."""
    return f"about {in_words(arms.runs / (rate_over(arms) * where.workers) + phases.expected(DRAWING)[0])}"


def measured(arms: Arms, output_dir: Path) -> list[Values]:
    """The outcomes of every combination, from the finished sweep."""
    rows = read_rows(output_dir / SWEEP, OUTCOMES, 0, arms.runs)
    shape = len(arms.settings), len(arms.points), arms.replicates
    return [values_of(name, rows[name].to_numpy().reshape(shape)) for name in OUTCOMES]


def _provenance(settings: ProposalSettings, arguments: Sequence[str], digest: str) -> dict[str, Any]:
    """The settings, code and versions behind the results."""
    return {
        "command": command_of(arguments), "config_sha256": digest, "experiment": settings.experiment,
        "proposals": list(settings.proposals), "costs": costs_of(settings.costs, settings.proposals), "budget": settings.budget,
        "points": settings.points, "replicates": settings.replicates, "seed": settings.seed, "world": settings.world["name"],
        "start": settings.start, "years": settings.years, **code_provenance(),
    }  # fmt: skip


def _write(output_dir: Path, provenance: Mapping[str, Any], results: PortfolioResults, sentences: Sequence[str]) -> None:
    """Tables, figures and the report."""
    from concertacion.analysis.figures.proposals import save_proposal_figures
    from concertacion.analysis.reports.proposals import write_proposals_report

    for name, table in tables_of(results).items():
        write_stored(output_dir, f"{name}.csv", table.to_csv(index=False).encode())
    with new_folder(output_dir / "figures") as folder:
        figures = save_proposal_figures(results, folder)
        page = write_proposals_report(results, provenance, sentences, folder, figures)
    write_stored(output_dir, REPORT, page.encode())


def _tables(results: PortfolioResults) -> Tables:
    header, rows = _shares(results)
    return of_frames(tables_of(results), pd.DataFrame(rows, columns=list(header)), results.sentence(results.choices[0]))


def summary(results: PortfolioResults) -> str:
    """The Shapley shares and the portfolio with the least regret, as a table in the terminal."""
    header, rows = _shares(results)
    return "\n".join([terminal_table(header, rows), "", results.sentence(results.choices[0]), *results.gaps])


def _shares(results: PortfolioResults) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The Shapley shares as a table: header and rows."""
    header = ("Proposal", *(f"share of {values.outcome}" for values in results.values))
    rows = [(name, *(bracketed(interval(shares, i)) for shares in results.shares)) for i, name in enumerate(results.names)]
    together = (f"{values.mean[-1]:+.1%}" if np.isfinite(values.mean[-1]) else "no value" for values in results.values)
    rows.append(("all together", *together))
    return header, rows
