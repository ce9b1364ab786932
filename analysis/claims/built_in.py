"""How much of a result is built into the assumptions: the share left without feedbacks, and whose sign it follows."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import Effects, effects_of
from concertacion.analysis.claims.samples import Runs, Samples
from concertacion.analysis.claims.thresholds import Thresholds


class Ablation(NamedTuple):
    """Mechanisms switched off together, and the share of the effect that is left without them; NaN if there is no effect."""

    off: tuple[str, ...]
    left: float


class BuiltIn(NamedTuple):
    """How much of the effect is left, and whether the claim restates an assumption."""

    frozen_share: float  # share of the effect left with all feedbacks frozen; NaN where nothing can be said
    follows: str  # direct parameter whose sign the effect follows most often; empty if none has a range symmetric about zero
    sign_agreement: float  # how often; NaN if there is none
    restates: bool
    ablations: tuple[Ablation, ...]


def built_in(claim: Claim, samples: Samples, effects: Effects, thresholds: Thresholds) -> BuiltIn:
    """`effects` are those of the space. One arm has no feedbacks of its own to freeze, so only the sign counts there."""
    frozen_share = math.nan if samples.frozen is None else share_left(claim, effects, samples.frozen)
    follows, agreement = followed(claim, samples, effects)
    direct = len(claim.arms) == 1 or frozen_share >= thresholds.frozen_share
    ablations = tuple(Ablation(off, share_left(claim, effects, runs)) for off, runs in samples.ablated.items())
    return BuiltIn(frozen_share, follows, agreement, bool(direct and agreement >= thresholds.sign_agreement), ablations)


def share_left(claim: Claim, effects: Effects, changed: Runs) -> float:
    """Of the effects beyond the smallest of interest, the share that is left in other runs of the first of the points.

    The median over points of changed / effect, held within [-1, 2]; a mean would be ruled by the smallest denominators.
    """
    other = effects_of(claim.effect, changed, resamples=1).effect
    full = effects.effect[: len(other)]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(np.abs(full) > claim.smallest, other / full, np.nan)
    ratio = ratio[np.isfinite(ratio)]
    return float(np.median(np.clip(ratio, -1.0, 2.0))) if ratio.size else math.nan


def followed(claim: Claim, samples: Samples, effects: Effects) -> tuple[str, float]:
    """The direct parameter with a range symmetric about zero whose sign (or its opposite) the effect shares most often."""
    beyond = np.abs(effects.effect) > claim.smallest
    best = ("", math.nan)
    for name in claim.direct:
        low, high = samples.ranges.get(name, (0.0, 1.0))
        if low != -high or not beyond.any():
            continue
        same = float((np.sign(samples.points[name][beyond]) == np.sign(effects.effect[beyond])).mean())
        agreement = max(same, 1.0 - same)
        if not best[0] or agreement > best[1]:
            best = (name, agreement)
    return best
