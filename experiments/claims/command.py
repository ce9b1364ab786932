"""`experiment=claims`: the claims asked for are run arm by arm, judged, and told in a table and in ledger.json."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from analysis.claims.claim import Claim
from analysis.claims.judging import Examined, Judgement, as_json, claims_sha256, conclude, examine
from analysis.claims.record import against_record
from analysis.claims.samples import Runs, Samples
from analysis.claims.shares import SUPPORTS
from analysis.claims.thresholds import THRESHOLDS
from experiments.claims.arms import study_of
from experiments.claims.asked import Asked, asked_of, scenarios_of, try_arms
from experiments.claims.reading import read_claims
from experiments.claims.stages import Stage, run_stage, samples_of, stages_of
from experiments.folder import check_place, command_of, config_digest, effective, place_of
from experiments.manifest import code_facts
from experiments.settings import Settings
from experiments.sweep.command import resume_command
from experiments.sweep.design import Design, sample
from experiments.sweep.estimate import how_many, in_words, rate_of
from experiments.sweep.executors import Where, where_of
from experiments.sweep.files import write_bytes, write_whole
from experiments.sweep.over import axes_of
from experiments.sweep.study import SETTINGS
from experiments.validation import record as recorded_facts
from sim.declare import InputError

LEDGER, EFFECTS, SESSIONS = "ledger.json", "effects.parquet", "sessions.json"
HEADER = ("Claim", "verdict", "effect at the default", "supports", "Lambda*", "restates")


def run(settings: Settings, config: dict[str, Any], arguments: Sequence[str] = ()) -> Path:
    """Test the claims asked for, resuming what the folder holds, and print a line a claim; returns the folder.

    Raises
    ------
    InputError
        If anything asked for is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.sweep.stops`); what is done is kept.
    """
    asked, where = asked_of(settings), where_of(settings.own["executor"], settings.workers)
    claims = read_claims(asked.claims, asked.folder)
    tested = [claim for claim in claims if not claim.untestable]
    base, scenarios = {key: config[key] for key in SETTINGS}, scenarios_of(tested, arguments)
    axes = axes_of(None, None, config)
    points = sample(Design("lhs", asked.sizes.points), axes, settings.seed)
    try_arms(tested, base, scenarios, axes, points[:2])
    stages = stages_of(tested, base, scenarios, axes, points, asked.sizes, settings.seed)
    rate = rate_of(study_of(stages[0].arms, 0)) if stages else 1.0
    runs = sum(stage.arms.runs for stage in stages)
    about = f"{how_many(runs)} runs, about {in_words(runs / (rate * where.workers))}"
    if runs > asked.limit:
        raise InputError(f"claim: {len(claims)} take {about}, more than limit={asked.limit}; ask for fewer, or raise limit=")
    digest = config_digest(config)
    place = place_of(settings.out, settings.names, digest)
    check_place(place, digest)
    if not asked.quiet:
        arms = len(stages[0].arms.settings) if stages else 0
        print(f"Claims:  {len(claims)}, with {arms} different arms\nRuns:    {about}\nWrites:  {place}", flush=True)
    facts = _begin(place, settings, config, arguments, digest, claims, asked)
    began = time.time()
    try:
        _cover(stages, place, facts, where, rate, asked.quiet, resume_command(arguments, place))
    finally:
        note_session(place / SESSIONS, began, where.workers)
    examined = [_examined(claim, stages, place, settings.seed) for claim in claims]
    judged = dict(zip((claim.id for claim in claims), conclude(examined, THRESHOLDS, settings.seed), strict=True))
    _write(place, facts, claims, judged)
    write_effects(place / EFFECTS, examined)
    print(f"\n{table_of(judged)}\n\nResult: {place}")
    return place


def _begin(
    place: Path, settings: Settings, config: dict[str, Any], arguments: Sequence[str], digest: str, claims: Sequence[Claim],
    asked: Asked,
) -> dict[str, Any]:  # fmt: skip
    """The folder with its config and manifest; returns what fixes the numbers."""
    facts = {
        "command": command_of(arguments), "config_sha256": digest, "experiment": settings.experiment,
        "claims_sha256": claims_sha256(claims), "thresholds": as_json(THRESHOLDS), "effort": asked.effort,
        "sizes": asked.sizes._asdict(), "seed": settings.seed, "world": settings.world["name"], "start": settings.start,
        "years": settings.years, **code_facts(),
    }  # fmt: skip
    place.mkdir(parents=True, exist_ok=True)
    write_bytes(place / "config.yaml", OmegaConf.to_yaml(OmegaConf.create(config)).encode())
    write_bytes(place / "manifest.json", (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode())
    return {**facts, "config": effective(config)}


def _cover(
    stages: Sequence[Stage], place: Path, facts: Mapping[str, Any], where: Where, rate: float, quiet: bool, resume: str
) -> None:
    fixed = {key: value for key, value in facts.items() if key != "command"}
    for stage in stages:
        run_stage(stage, place, fixed, where, rate, quiet, resume)


def _examined(claim: Claim, stages: Sequence[Stage], place: Path, seed: int) -> Examined:
    nothing = Runs({})
    samples = Samples(nothing, nothing, {}, {}, {}) if claim.untestable else samples_of(stages, place, claim)
    return examine(claim, samples, THRESHOLDS, seed, against_record(claim, recorded_facts()))


def _write(place: Path, facts: Mapping[str, Any], claims: Sequence[Claim], judged: Mapping[str, Judgement]) -> None:
    """ledger.json: what was run, and each claim with its judgement."""
    entries = {claim.id: {"claim": as_json(claim), "judgement": as_json(judged[claim.id])} for claim in claims}
    ledger = {**{key: value for key, value in facts.items() if key != "config"}, "claims": entries}
    write_bytes(place / LEDGER, (json.dumps(ledger, indent=1, ensure_ascii=False) + "\n").encode())


def write_effects(path: Path, examined: Sequence[Examined]) -> None:
    """effects.parquet: a row a point of the space, a column an axis, then each claim's effect with the ends of its interval."""
    import pandas as pd

    tested = [one for one in examined if not one.claim.untestable]
    columns = dict(tested[0].points) if tested else {}
    for one in tested:
        columns |= {f"{one.claim.id}.{name}": values for name, values in one.space._asdict().items()}
    write_whole(path, lambda partial: pd.DataFrame(columns).to_parquet(partial, index=False))


def note_session(path: Path, began: float, workers: int) -> None:
    """Add what this command took to those before it: when it began (UTC), seconds, workers. The cost of a test is their sum."""
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began))
    here = {"began": at, "seconds": round(time.time() - began, 1), "workers": workers}
    write_bytes(path, (json.dumps([*before, here], indent=1) + "\n").encode())


def table_of(judged: Mapping[str, Judgement]) -> str:
    """A line a claim, and how many there are of each verdict."""
    rows = [HEADER, *(_row(name, judgement) for name, judgement in judged.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    verdicts = Counter(judgement.verdict for judgement in judged.values())
    counts = ", ".join(f"{often} {verdict}" for verdict, often in verdicts.most_common())
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], "", counts])


def _row(name: str, judgement: Judgement) -> tuple[str, ...]:
    if not judgement.scales:
        return name, judgement.verdict, "", "", "", ""
    own, default = judgement.scales[1.0], judgement.default
    support = own.shares[SUPPORTS]
    put_in = judgement.put_in
    return (
        name,
        judgement.verdict + (" (close)" if judgement.close else ""),
        f"{default.effect[0]:+.3g} ({default.low[0]:+.3g} to {default.high[0]:+.3g})",
        f"{support.share:.0%} ({support.low:.0%} to {support.high:.0%})",
        f"{own.bend:.2g}",
        put_in.follows if put_in and put_in.restates else "",
    )
