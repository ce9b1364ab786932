"""`experiment=claims`: claims run arm by arm and judged; the results are a table, a report and the ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from concertacion.analysis.checksums import read_checksums, whole
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judging import conclude
from concertacion.analysis.claims.ledger import (
    SESSIONS,
    Entry,
    Ledger,
    Provenance,
    Session,
    claims_sha256,
    files_of,
    json_bytes,
    ledger_of,
    open_ledger,
    read_sessions,
)
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.typed_json import to_json
from concertacion.analysis.reports.ledger import write_ledger_report
from concertacion.analysis.wording import summary
from concertacion.analysis.wording.amounts import demand
from concertacion.analysis.wording.verdicts import made_of, verdict_text
from concertacion.experiments import phases
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.keeping import kept
from concertacion.experiments.claims.arms import rate_over
from concertacion.experiments.claims.freeze import frozen_state
from concertacion.experiments.claims.judging import examined_claims, weighed_claims
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.reading import claim_files, read_claims
from concertacion.experiments.claims.samples import ablations_of, round_after
from concertacion.experiments.claims.sweeps import IN_ROUNDS, SPACE, ArmSweep, has_feedbacks, run_sweep, sweeps_of
from concertacion.experiments.claims.trial import scenarios_of, try_arms, worlds_of
from concertacion.experiments.claims.weighted import Weighted, weighted_points
from concertacion.experiments.effective import effective, stored
from concertacion.experiments.job import Job
from concertacion.experiments.output.formats import Tables, add_tables, of_frames
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import begun, check_output_dir, new_folder, resume_command
from concertacion.experiments.output.stored import seal, set_aside, write_stored
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.rerun import command_of
from concertacion.experiments.settings.claims import EFFORTS, ClaimSettings
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.estimate import forecast, how_many
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import settings_of_runs
from concertacion.sim.compiled import is_compiled
from concertacion.sim.declare import InputError

REPORT, JUDGING = "report.html", "judging and drawing a claim"
FULL = EFFORTS["full"][0]  # points of a full test
MANY = 10  # claims, from which on trying their arms takes seconds
HEADER = ("Claim", "verdict", "points", "effect at the default", "supports if", "applies", "warnings")


def run(job: Job[ClaimSettings]) -> Path:
    """Test the claims, resuming what the folder holds, and print a line a claim; returns the folder.

    Raises
    ------
    InputError
        If a setting or a claim is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    settings, config, arguments, output_dir = job.settings, job.config, job.arguments, job.output_dir
    where, sizes, digest = job.where, settings.sizes, job.digest
    check_output_dir(output_dir, digest)
    claims = read_claims(settings.claims, settings.claims_folder, settings.in_latin_america)
    tested = [claim for claim in claims if not claim.untestable]
    axes = axes_of(None, None, config)
    if len(tested) >= MANY:
        phases.say(f"making the arms of {len(tested)} claims ready", settings.quiet)
    weighted = None if settings.weights is None else weighted_points(settings.weights, axes, sizes.points, settings.seed)
    plan = try_arms(
        Plan(
            tuple(tested), settings_of_runs(config), worlds_of(tested, arguments), scenarios_of(tested, arguments),
            axes, sample(Design("lhs", sizes.points), axes, settings.seed), sizes, settings.seed, weighted,
        )
    )  # fmt: skip
    sweeps = sweeps_of(plan)
    runs = most_runs(plan, sweeps)
    if runs > settings.limit:
        time_needed = f" (time: {expected_time(sweeps, runs, where, len(claims))})" if is_compiled(phases.OUTCOMES) else ""
        raise InputError(
            f"claims: {len(claims)} may take {how_many(runs)} runs{time_needed}, more than limit={settings.limit}; "
            "test fewer, or raise limit="
        )
    job.compile_model(*([phases.FROZEN] if any(map(has_feedbacks, tested)) else []))
    if not settings.quiet:
        arms = len(sweeps[0].arms.settings) if sweeps else 0
        print(f"Claims:  {len(claims)}, with {arms} different arms\nRuns:    up to {how_many(runs)}", flush=True)
        print(f"Writes:  {output_dir}\nTime:    {expected_time(sweeps, runs, where, len(claims))}", flush=True)
    provenance = _provenance(settings, arguments, digest, claims, weighted)
    resume = resume_command(arguments, output_dir)
    with kept(output_dir, resume), begun(output_dir, stored(config), to_json(provenance)):
        with _session(output_dir, where.workers, settings.quiet):
            fixed = {**to_json(provenance), "config": effective(config)}
            sweeps = _run_all(plan, sweeps, output_dir, fixed, where, settings.quiet, resume)
            done = time.monotonic()
            examined = examined_claims(claims, plan, sweeps, output_dir, where.workers, settings.quiet)
            beside: tuple[Any, ...] = ()
            if weighted is not None:
                under = examined_claims(claims, plan, sweeps, output_dir, where.workers, settings.quiet, weighted)
                beside = weighed_claims(weighted, under, examined, settings.seed)
            ledger = ledger_of(provenance, examined, conclude(examined, THRESHOLDS, settings.seed), *beside)
            for name, content in files_of(ledger).items():
                write_stored(output_dir, name, content)
        ledger = open_ledger(output_dir)
        phases.say(phases.FIGURES, settings.quiet)
        with new_folder(output_dir / "figures") as figures:
            page = write_ledger_report(ledger, figures, FULL)
        add_tables(output_dir, settings.tables, partial(_tables, ledger))
        phases.remember(JUDGING, (time.monotonic() - done) / max(1, len(claims)))
        write_stored(output_dir, REPORT, page.encode())
        seal(output_dir)
    if not settings.quiet:
        print(f"\n{table_of(ledger)}\n")
    print(f"Result: {output_dir}\nRead:   {output_dir / REPORT}")
    return output_dir


def expected_time(sweeps: Sequence[ArmSweep], runs: int, where: Where, claims: int) -> str:
    """How long so many runs may take at most, from a trial of a few, and judging and drawing so many claims."""
    rate = rate_over(sweeps[0].arms) if sweeps else 1.0
    return forecast(runs / (rate * where.workers) + phases.expected(JUDGING, claims)[0], "at most")


def _provenance(
    settings: ClaimSettings, arguments: Sequence[str], digest: str, claims: Sequence[Claim], weighted: Weighted | None
) -> Provenance:
    """Everything that fixes the numbers of the ledger."""
    return Provenance(
        command=command_of(arguments), config_sha256=digest, experiment=settings.experiment, claims_sha256=claims_sha256(claims),
        freeze=frozen_state([claim.id for claim in claims], claim_files(settings.claims_folder)), thresholds=THRESHOLDS,
        effort=settings.effort, sizes=settings.sizes, seed=settings.seed, world=settings.world["name"],
        start=settings.start, years=settings.years, weights=None if weighted is None else weighted.told, **code_provenance(),
    )  # fmt: skip


def most_runs(plan: Plan, sweeps: Sequence[ArmSweep]) -> int:
    """The most runs that a test can take: every point up to the limit of pairs, and every mechanism off at each of the first."""
    sizes, frozen_and_off = plan.sizes, 0
    for claim in plan.claims:
        frozen_and_off += len(claim.arms) * (len(claim.direct) + 2 + THRESHOLDS.correlated)
    rounds = sum(one.arms.runs * (sizes.most_pairs if one.name in IN_ROUNDS else sizes.pairs) // sizes.pairs for one in sweeps)
    return rounds + frozen_and_off * sizes.ablation_points * sizes.ablation_pairs


def _run_all(
    plan: Plan, initial: Sequence[ArmSweep], output_dir: Path, provenance: Mapping[str, Any], where: Where, quiet: bool,
    resume: str,
) -> list[ArmSweep]:  # fmt: skip
    """Run the sweeps: of the space and of the check in rounds, until every claim is settled or the limit of pairs is reached;
    then those at the first points, which the effects over the space choose. Returns them all.
    """
    fixed, done = {key: value for key, value in provenance.items() if key != "command"}, list[ArmSweep]()

    def ran(one: ArmSweep) -> ArmSweep:
        run_sweep(one, output_dir, fixed, where, quiet, resume)
        done.append(one)
        return one

    for first in initial:
        rounds = [ran(first)]
        while first.name in IN_ROUNDS and (further := round_after(plan, rounds, output_dir)):
            rounds.append(ran(further))
        if first.name == SPACE:
            for one in ablations_of(plan, rounds, output_dir):
                ran(one)
    return done


@contextmanager
def _session(output_dir: Path, workers: int, quiet: bool) -> Iterator[None]:
    """Note what the work inside took, unless it is refused; the cost of a test is the sum over its sessions."""
    if (output_dir / SESSIONS).exists() and not whole(output_dir, SESSIONS, read_checksums(output_dir)):
        phases.say(set_aside(output_dir / SESSIONS, "is damaged"), quiet)
    began = time.time()
    try:
        yield
    except InputError:
        raise
    except BaseException:
        _add_session(output_dir, began, workers)
        raise
    _add_session(output_dir, began, workers)


def _add_session(output_dir: Path, began: float, workers: int) -> None:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began))
    session = Session(at, round(time.time() - began, 1), workers)
    write_stored(output_dir, SESSIONS, json_bytes(to_json((*read_sessions(output_dir), session))))


def table_of(ledger: Ledger) -> str:
    """A line a claim, how many there are of each verdict, and a warning where the test is no full one."""
    quick = summary.quick(ledger.provenance.sizes, FULL)
    said = [summary.summary(ledger)[0], *([quick] if quick else [])]
    return "\n\n".join([terminal_table(HEADER, _rows(ledger)), *said])


def _tables(ledger: Ledger) -> Tables:
    """The verdicts, and the effects at every point."""
    claims = pd.DataFrame(_rows(ledger), columns=list(HEADER))
    return of_frames({"claims": claims, "effects": ledger.table}, claims, summary.summary(ledger)[0])


def _rows(ledger: Ledger) -> list[tuple[str, ...]]:
    return [_row(name, entry) for name, entry in ledger.entries.items()]


def _row(name: str, entry: Entry) -> tuple[str, ...]:
    claim, judgement, _ = entry
    if claim.untestable:
        return name, judgement.verdict, *[""] * (len(HEADER) - 2)
    shown = verdict_text(judgement), made_of(judgement.main.shares), summary.bracketed(summary.effect_text(entry))
    applies = f"{judgement.found.applicable.share:.0%}"
    return name, *shown, demand(claim.main), applies, ", ".join(summary.flags(judgement, claim))
