"""`experiment=claims`: the claims asked for are run arm by arm, judged, and told in a table and in ledger.json."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from concertacion.analysis.claims import text as telling
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judging import as_json, claims_sha256
from concertacion.analysis.claims.ledger import SESSIONS, Ledger, open_ledger
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.reports.ledger import write_ledger_report
from concertacion.experiments.chunks.executors import Where, where_of
from concertacion.experiments.chunks.files import write_bytes
from concertacion.experiments.chunks.stops import Interrupted, Unfinished
from concertacion.experiments.claims.arms import rate_over
from concertacion.experiments.claims.ledger import examined_claims, note_session, write_ledger
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.claims.settings import ClaimSettings
from concertacion.experiments.claims.sweeps import SPACE, Stage, more_of, run_stage, stages_of
from concertacion.experiments.claims.trial import scenarios_of, try_arms
from concertacion.experiments.folder import check_place, command_of, config_digest, effective, place_of
from concertacion.experiments.manifest import code_facts
from concertacion.experiments.sweep.command import resume_command
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.estimate import how_many, in_words
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import SETTINGS
from concertacion.sim.declare import InputError

REPORT = "report.html"
HEADER = ("Claim", "verdict", "effect at the default", "supports", "Lambda*", "restates")


def run(settings: ClaimSettings, config: dict[str, Any], arguments: Sequence[str] = ()) -> Path:
    """Test the claims asked for, resuming what the folder holds, and print a line a claim; returns the folder.

    Raises
    ------
    InputError
        If anything asked for is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    where, sizes = where_of(settings.executor, settings.workers), settings.sizes
    claims = read_claims(settings.claims, settings.claims_folder)
    tested = [claim for claim in claims if not claim.untestable]
    base, scenarios = {key: config[key] for key in SETTINGS}, scenarios_of(tested, arguments)
    axes = axes_of(None, None, config)
    points = sample(Design("lhs", sizes.points), axes, settings.seed)
    try_arms(tested, base, scenarios, axes, points[:2])
    stages = stages_of(tested, base, scenarios, axes, points, sizes, settings.seed)
    rate = rate_over(stages[0].arms) if stages else 1.0
    runs = sum(stage.arms.runs for stage in stages)
    about = f"{how_many(runs)} runs, about {in_words(runs / (rate * where.workers))}"
    if runs > settings.limit:
        raise InputError(f"claim: {len(claims)} take {about}, more than limit={settings.limit}; ask for fewer, or raise limit=")
    digest = config_digest(config)
    place = place_of(settings.out, settings.names, digest)
    check_place(place, digest)
    if not settings.quiet:
        arms = len(stages[0].arms.settings) if stages else 0
        print(f"Claims:  {len(claims)}, with {arms} different arms\nRuns:    {about}\nWrites:  {place}", flush=True)
    facts = _begin(place, settings, config, arguments, digest, claims)
    resume, began = resume_command(arguments, place), time.time()
    try:
        stages = _cover(stages, tested, place, facts, where, rate, settings, resume)
        examined = examined_claims(claims, stages, place, settings.seed, where.workers, settings.quiet)
        write_ledger(place, facts, examined, settings.seed)
    except Interrupted:
        raise
    except KeyboardInterrupt as stop:  # between or after the sweeps
        raise Interrupted(f"the runs are kept in {place}; resume with: {resume}") from stop
    except BrokenExecutor as fault:
        raise Unfinished(f"a process that judged claims died; the runs are kept in {place}; resume with: {resume}") from fault
    finally:
        note_session(place / SESSIONS, began, where.workers)
    ledger = open_ledger(place)
    page = write_ledger_report(ledger, place / "figures")
    write_bytes(place / REPORT, page.encode())
    print(f"\n{table_of(ledger)}\n\nResult: {place}\nRead:   {place / REPORT}")
    return place


def _begin(
    place: Path, settings: ClaimSettings, config: dict[str, Any], arguments: Sequence[str], digest: str, claims: Sequence[Claim],
) -> dict[str, Any]:  # fmt: skip
    """The folder with its config and manifest; returns what fixes the numbers."""
    facts = {
        "command": command_of(arguments), "config_sha256": digest, "experiment": settings.experiment,
        "claims_sha256": claims_sha256(claims), "thresholds": as_json(THRESHOLDS), "effort": settings.effort,
        "sizes": settings.sizes._asdict(), "seed": settings.seed, "world": settings.world["name"], "start": settings.start,
        "years": settings.years, **code_facts(),
    }  # fmt: skip
    place.mkdir(parents=True, exist_ok=True)
    write_bytes(place / "config.yaml", OmegaConf.to_yaml(OmegaConf.create(config)).encode())
    write_bytes(place / "manifest.json", (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode())
    return {**facts, "config": effective(config)}


def _cover(
    stages: Sequence[Stage], claims: Sequence[Claim], place: Path, facts: Mapping[str, Any], where: Where, rate: float,
    settings: ClaimSettings, resume: str,
) -> list[Stage]:  # fmt: skip
    """Run the stages, and further pairs where a claim is undecided after those of the space; returns them all."""
    fixed, done = {key: value for key, value in facts.items() if key != "command"}, []
    for stage in stages:
        run_stage(stage, place, fixed, where, rate, settings.quiet, resume)
        done.append(stage)
        further = more_of(stage, claims, place, settings.sizes, settings.seed) if stage.name == SPACE else None
        if further is not None:
            run_stage(further, place, fixed, where, rate, settings.quiet, resume)
            done.append(further)
    return done


def table_of(ledger: Ledger) -> str:
    """A line a claim, and how many there are of each verdict."""
    rows = [HEADER, *(_row(name, entry) for name, entry in ledger.entries.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], "", telling.summary(ledger)[0]])


def _row(name: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    if entry["claim"]["untestable"]:
        return name, telling.verdict_of(entry), "", "", "", ""
    numbers = telling.bracketed(telling.effect_of(entry)), telling.bracketed(telling.share_of(entry))
    return name, telling.verdict_of(entry), *numbers, telling.bend_of(entry), telling.restates_of(entry)
