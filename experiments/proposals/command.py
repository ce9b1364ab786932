"""`experiment=proposals`: each proposal at five doses, then every combination at one budget; tables, figures and a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.proposals.curves import DOSES, Curves, common_budget, curves_of
from concertacion.analysis.proposals.portfolio import Values, values_of
from concertacion.analysis.proposals.proposal import Proposal
from concertacion.analysis.proposals.summary import Comparison, comparison_of, tables_of
from concertacion.analysis.reports.proposals import interval
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments import phases
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.keeping import kept
from concertacion.experiments.claims.arms import Arms, rate_over
from concertacion.experiments.claims.sweeps import ArmSweep, run_sweep
from concertacion.experiments.effective import effective, stored
from concertacion.experiments.job import Job
from concertacion.experiments.output.formats import Tables, add_tables, of_frames
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import begun, check_output_dir, new_folder, resume_command
from concertacion.experiments.output.stored import seal, write_stored
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.proposals.doses import COMBINED, OUTCOMES, SPENT, Space, curve_arms, portfolio_arms, scenarios_of
from concertacion.experiments.proposals.reading import read_proposals
from concertacion.experiments.rerun import command_of
from concertacion.experiments.settings.proposals import ProposalSettings, prices_of
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.estimate import centre, forecast, how_many
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import settings_of_runs
from concertacion.sim.compiled import is_compiled
from concertacion.sim.declare import InputError

CURVES, COMBINATIONS, REPORT, DRAWING = "curves", "combinations", "report.html", "drawing proposals"


def run(job: Job[ProposalSettings]) -> Path:
    """Run every dose and every combination, resuming what the folder holds, and print the results; returns the folder.

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
    proposals = priced(read_proposals(settings.proposals, settings.proposals_folder), settings)
    scenarios = scenarios_of(proposals, arguments)
    axes = axes_of(None, None, config)
    space = Space(settings_of_runs(config), axes, centre(axes), settings.replicates, settings.seed)
    curves = curve_arms(proposals, scenarios, space)
    runs = curves.runs * settings.points + 2 ** len(proposals) * settings.few * settings.replicates
    if runs > settings.limit:
        time = f" (time: {expected_time(curves, runs, where)})" if is_compiled(phases.OUTCOMES) else ""
        raise InputError(
            f"points={settings.points}: takes {how_many(runs)} runs{time}, more than limit={settings.limit}; "
            "name fewer, or raise limit="
        )
    points = sample(Design("lhs", settings.points), axes, settings.seed)  # not before, for a million take most of a minute
    few, curves = space._replace(points=points[: settings.few]), curves._replace(points=points)
    job.compile_model()
    if not settings.quiet:
        doses = f"{len(proposals)} proposals x {len(DOSES) - 1} doses, then {2 ** len(proposals):,} combinations"
        print(f"Arms:          {doses}\nRuns:          {how_many(runs)}\nWrites:        {output_dir}", flush=True)
        print(f"Time:          {expected_time(curves, runs, where)}", flush=True)
    provenance = _provenance(settings, proposals, arguments, digest)
    resume = resume_command(arguments, output_dir)
    with kept(output_dir, resume), begun(output_dir, stored(config), provenance):
        fixed = {key: value for key, value in provenance.items() if key not in ("command", "prices", "budget")}
        fixed["config"] = effective(config)
        run_sweep(ArmSweep(CURVES, curves, {}), output_dir, fixed, where, settings.quiet, resume)
        rows = _rows(CURVES, curves, output_dir)
        measured = curves_measured(proposals, curves, rows)
        budget = common_budget(measured) if settings.budget is None else settings.budget
        combined = portfolio_arms(proposals, scenarios, measured.spent, budget, few)
        run_sweep(ArmSweep(COMBINATIONS, combined, {}), output_dir, fixed, where, settings.quiet, resume)
        times = multipliers_measured(proposals, rows)
        results = comparison_of(proposals, budget, measured, values_measured(combined, output_dir), times)
        phases.say(phases.FIGURES, settings.quiet)
        with phases.timed(DRAWING):
            _write(output_dir, provenance, results)
        add_tables(output_dir, settings.tables, partial(_tables, results))
        seal(output_dir)
    if not settings.quiet:
        print(f"\n{summary(results)}\n")
    print(f"Result: {output_dir}\nRead:   {output_dir / REPORT}")
    return output_dir


def priced(proposals: Sequence[Proposal], settings: ProposalSettings) -> tuple[Proposal, ...]:
    """The proposals at the prices that the user gives, by which nothing else is multiplied."""
    prices = prices_of(settings.costs, settings.proposals)
    given: dict[str, Any] = {"per": None, "per_says": "", "why": "The price is the user's."}
    return tuple(one._replace(price=prices[one.id], **given) if one.id in prices else one for one in proposals)


def expected_time(arms: Arms, runs: int, where: Where) -> str:
    """How long the runs may take, from a trial of a few, and drawing."""
    return forecast(runs / (rate_over(arms) * where.workers) + phases.expected(DRAWING)[0], "about")


def curves_measured(proposals: Sequence[Proposal], arms: Arms, rows: Mapping[str, np.ndarray]) -> Curves:
    """Money and gains by dose, from the outcomes of the doses."""
    unmeasured = np.zeros_like(rows[SPENT])
    arm = iter(range(1, len(arms.settings)))
    for one in proposals:
        for dose in DOSES[1:]:
            here = next(arm)
            unmeasured[here] = dose * one.price * (rows[one.per][here] if one.per else 1.0)
    return curves_of([one.id for one in proposals], rows[SPENT], unmeasured, {name: rows[name] for name in OUTCOMES})


def multipliers_measured(proposals: Sequence[Proposal], rows: Mapping[str, np.ndarray]) -> dict[str, float]:
    """What the price of a proposal is multiplied by, at a full dose on average over the runs; by proposal that has one."""
    return {one.id: float(np.nanmean(rows[one.per][n * (len(DOSES) - 1)])) for n, one in enumerate(proposals, 1) if one.per}


def values_measured(arms: Arms, output_dir: Path) -> list[Values]:
    """The outcomes of every combination, from the finished sweep."""
    rows = _rows(COMBINATIONS, arms, output_dir)
    return [values_of(name, rows[name]) for name in COMBINED]


def _rows(name: str, arms: Arms, output_dir: Path) -> dict[str, np.ndarray]:
    """Each outcome of a sweep as float64 (arms, points, replicates)."""
    table = read_rows(output_dir / name, arms.columns, 0, arms.runs)
    shape = len(arms.settings), len(arms.points), arms.replicates
    return {column: table[column].to_numpy().reshape(shape) for column in arms.columns}


def _provenance(
    settings: ProposalSettings, proposals: Sequence[Proposal], arguments: Sequence[str], digest: str
) -> dict[str, Any]:  # fmt: skip
    """The settings, code and versions behind the results."""
    return {
        "command": command_of(arguments), "config_sha256": digest, "experiment": settings.experiment,
        "proposals": list(settings.proposals), "prices": [one.price for one in proposals], "budget": settings.budget,
        "points": settings.points, "replicates": settings.replicates, "seed": settings.seed, "world": settings.world["name"],
        "start": settings.start, "years": settings.years, **code_provenance(),
    }  # fmt: skip


def _write(output_dir: Path, provenance: Mapping[str, Any], results: Comparison) -> None:
    """Tables, figures and the report."""
    from concertacion.analysis.figures.proposals import save_proposal_figures
    from concertacion.analysis.reports.proposals import write_proposals_report

    for name, table in tables_of(results).items():
        write_stored(output_dir, f"{name}.csv", table.to_csv(index=False).encode())
    with new_folder(output_dir / "figures") as folder:
        figures = save_proposal_figures(results, folder)
        page = write_proposals_report(results, provenance, folder, figures, ProposalSettings.points)
    write_stored(output_dir, REPORT, page.encode())


def summary(results: Comparison) -> str:
    """What the budget buys of each, the shares of all together and the portfolio with the least regret, for the terminal."""
    header, rows = _rows_of(results)
    return "\n".join([terminal_table(header, rows), "", results.sentence(results.choices[0]), *results.gaps])


def _tables(results: Comparison) -> Tables:
    header, rows = _rows_of(results)
    return of_frames(tables_of(results), pd.DataFrame(rows, columns=list(header)), results.sentence(results.choices[0]))


def _rows_of(results: Comparison) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """What the budget buys of each, as a table: header and rows."""
    alone, shares = results.alone[COMBINED[0]], results.shares[0]
    header = ("Proposal", "dose", "spends", "gain alone", "share of all")
    rows = [
        (one.id, f"{results.doses[i]:.2f}", f"{results.spends[i]:.3g}", " ".join(interval(alone, i)),
         f"{shares.told.value[i]:.0%}" if shares.told else "")
        for i, one in enumerate(results.proposals)
    ]  # fmt: skip
    whole = "100%" if shares.told else ""
    return header, [*rows, ("all together", "", f"{results.budget:.3g}", " ".join(interval(shares.together, 0)), whole)]
