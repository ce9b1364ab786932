"""Judging one claim, step by step: effect at the default, over the space, where it flips, how much was put in, the record."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from analysis.claims.claim import Claim
from analysis.claims.effects import Effects, effects_of
from analysis.claims.flips import NO_FLIP, Flip, flip_rule, holds
from analysis.claims.put_in import PutIn, put_in
from analysis.claims.samples import Samples
from analysis.claims.shares import SUPPORTS, Share, bend, by_form, classes, shares
from analysis.claims.thresholds import THRESHOLDS, Thresholds
from analysis.claims.verdict import MIXED, UNTESTABLE, stability, verdict

SILENT, CONSISTENT, IN_CONFLICT = "silent", "consistent", "in conflict"


class AtScale(NamedTuple):
    """The verdict at a multiple of the smallest effect of interest, with what it rests on."""

    verdict: str
    shares: Mapping[str, Share]
    by_form: Mapping[str, Mapping[str, Mapping[str, Share]]]
    bend: float  # Lambda*
    flip: Flip
    same: float  # share of resamples of the points with the same verdict


class Judgement(NamedTuple):
    """All that the ledger says of a claim."""

    verdict: str
    close: bool  # whether resampling the points often changes it
    default: Effects  # at the default point, arrays of one
    scales: Mapping[float, AtScale]  # by multiple of the smallest effect of interest
    put_in: PutIn | None
    record: str  # of SILENT, CONSISTENT, IN_CONFLICT


def judge(claim: Claim, samples: Samples, thresholds: Thresholds = THRESHOLDS, seed: int = 0, record: str = SILENT) -> Judgement:
    """The judgement on a claim from its runs. `record` is what the tables say of it."""
    if claim.untestable:
        none = Effects(*np.full((3, 1), np.nan))
        return Judgement(UNTESTABLE, False, none, {}, None, record)
    default = effects_of(claim.effect, samples.default, thresholds.confidence, thresholds.resamples, seed)
    space = effects_of(claim.effect, samples.space, thresholds.confidence, thresholds.resamples, seed)
    scales = {scale: _at(claim, space, samples, scale, thresholds, seed, record) for scale in thresholds.scales}
    own = scales[1.0]
    return Judgement(own.verdict, own.same < thresholds.close, default, scales, put_in(claim, samples, space, thresholds), record)


def _at(claim: Claim, space: Effects, samples: Samples, scale: float, thresholds: Thresholds, seed: int, record: str) -> AtScale:
    found, conflict = classes(space, scale * claim.smallest, claim.shape), record == IN_CONFLICT
    where = claim.shape, samples.points, samples.variants
    settled = verdict(found, *where, False, conflict, thresholds) != MIXED  # then no rule is asked for
    flip = NO_FLIP if settled else flip_rule(found, samples.points, thresholds, seed)
    given = *where, holds(flip, thresholds), conflict, thresholds
    every = shares(found, thresholds.confidence)
    return AtScale(
        verdict(found, *given),
        every,
        by_form(found, samples.points, samples.variants, thresholds.confidence),
        bend(every[SUPPORTS].share),
        flip,
        stability(found, *given, seed),
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
