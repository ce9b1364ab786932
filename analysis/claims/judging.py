"""Judging one claim, step by step: effect at the default, over the space, where it flips, how much was put in, the record."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.claims.built_in import PutIn, put_in
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import Effects, effects_of
from concertacion.analysis.claims.flips import Flip, Search, benchmark, flip_rule, holds, no_search, scores_of
from concertacion.analysis.claims.record import IN_CONFLICT, SILENT
from concertacion.analysis.claims.samples import Samples
from concertacion.analysis.claims.shares import SUPPORTS, Share, bend, by_form, classes, shares
from concertacion.analysis.claims.thresholds import THRESHOLDS, Thresholds
from concertacion.analysis.claims.verdict import MIXED, UNTESTABLE, stability, verdict


class AtScale(NamedTuple):
    """The verdict at a multiple of the smallest effect of interest, with what it rests on."""

    verdict: str
    shares: Mapping[str, Share]
    by_form: Mapping[str, Mapping[str, Mapping[str, Share]]]
    bend: float  # Lambda*
    flip: Flip
    ruled: bool  # whether the flip rule holds
    same: float  # share of resamples of the points, each with the rules of one halving, that have the same verdict


class Judgement(NamedTuple):
    """All that the ledger says of a claim."""

    verdict: str
    close: bool  # whether resampling often changes it
    default: Effects  # at the default point, arrays of one
    scales: Mapping[float, AtScale]  # by multiple of the smallest effect of interest
    put_in: PutIn | None
    record: str  # silent, consistent or in conflict


class Examined(NamedTuple):
    """What can be said of a claim by itself; the verdict waits for what chance reaches over all claims."""

    claim: Claim
    default: Effects
    space: Effects
    flips: Mapping[float, Search]  # by multiple of the smallest effect of interest
    put_in: PutIn | None
    record: str
    points: Mapping[str, np.ndarray]
    variants: Mapping[str, tuple[str, ...]]


def examine(claim: Claim, samples: Samples, thresholds: Thresholds = THRESHOLDS, seed: int = 0, record: str = SILENT) -> Examined:
    """A claim from its runs. `record` is what the tables say of it."""
    if claim.untestable:
        none = Effects(*np.full((3, 1), np.nan))
        return Examined(claim, none, none, {}, None, record, {}, {})
    default, space = (
        effects_of(claim.effect, runs, thresholds.confidence, thresholds.resamples, seed)
        for runs in (samples.default, samples.space)
    )
    given = claim.shape, samples.points, samples.variants, False, record == IN_CONFLICT, thresholds
    flips = {}
    for scale in thresholds.scales:
        found = classes(space, scale * claim.smallest, claim.shape)
        settled = verdict(found, *given) != MIXED  # then no rule is asked for
        effort = thresholds if scale == 1.0 else thresholds._replace(halvings=1, shuffles=0)
        flips[scale] = no_search(len(found)) if settled else flip_rule(found, samples.points, effort, seed)
    putting = put_in(claim, samples, space, thresholds)
    return Examined(claim, default, space, flips, putting, record, samples.points, samples.variants)


def conclude(examined: Sequence[Examined], thresholds: Thresholds = THRESHOLDS, seed: int = 0) -> list[Judgement]:
    """The judgements on claims, all of which together say what chance reaches."""
    chance = benchmark((one.flips[1.0].flip for one in examined if one.flips), thresholds)
    return [_judgement(one, chance, thresholds, seed) for one in examined]


def judge(claim: Claim, samples: Samples, thresholds: Thresholds = THRESHOLDS, seed: int = 0, record: str = SILENT) -> Judgement:
    """The judgement on one claim, as if it were the only one."""
    return conclude([examine(claim, samples, thresholds, seed, record)], thresholds, seed)[0]


def _judgement(one: Examined, chance: float, thresholds: Thresholds, seed: int) -> Judgement:
    if one.claim.untestable:
        return Judgement(UNTESTABLE, False, one.default, {}, None, one.record)
    scales = {scale: _at(one, scale, chance, thresholds, seed) for scale in thresholds.scales}
    own = scales[1.0]
    return Judgement(own.verdict, own.same < thresholds.close, one.default, scales, one.put_in, one.record)


def _at(one: Examined, scale: float, chance: float, thresholds: Thresholds, seed: int) -> AtScale:
    claim, (flip, unseen) = one.claim, one.flips[scale]
    halvings, points = unseen.shape
    found = classes(one.space, scale * claim.smallest, claim.shape)

    def told(at: np.ndarray, rounds: np.ndarray) -> str:
        """The verdict on these points, by the rules of these halvings."""
        ruled = holds(scores_of(unseen[rounds][:, at].mean(axis=0), found[at] == SUPPORTS), chance, thresholds)
        forms = {name: one.points[name][at] for name in one.variants}
        return verdict(found[at], claim.shape, forms, one.variants, ruled, one.record == IN_CONFLICT, thresholds)

    every = shares(found, thresholds.confidence)
    return AtScale(
        told(np.arange(points), np.arange(halvings)),
        every,
        by_form(found, one.points, one.variants, thresholds.confidence),
        bend(every[SUPPORTS].share),
        flip,
        holds(flip.scores, chance, thresholds),
        stability(told, points, halvings, seed),
    )


def as_json(value: Any) -> Any:
    """A judgement, or a part of one, as JSON data: named tuples as mappings, what is not finite as null or "inf"."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: as_json(entry) for name, entry in value._asdict().items()}
    if isinstance(value, Mapping):
        return {"+".join(key) if isinstance(key, tuple) else str(key): as_json(entry) for key, entry in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [as_json(entry) for entry in value]
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else "inf" if value == math.inf else None
    return value.item() if isinstance(value, np.generic) else value


def claims_sha256(claims: Iterable[Claim], thresholds: Thresholds = THRESHOLDS) -> str:
    """SHA-256 of the claims and thresholds, 64 hex digits: what was fixed before the runs."""
    content = [as_json(claim) for claim in claims], as_json(thresholds)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
