"""Judging claims: each is examined by itself, then all are concluded together, for chance is measured over all of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.built_in import BuiltIn, built_in
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import Effect, Effects, effects_of
from concertacion.analysis.claims.flips import Search, benchmark, flip_rule, holds, no_search, scores_of
from concertacion.analysis.claims.judgement import AtScale, Judgement
from concertacion.analysis.claims.record import IN_CONFLICT, SILENT
from concertacion.analysis.claims.samples import Samples
from concertacion.analysis.claims.shares import SUPPORTS, bend, by_form, classify, shares
from concertacion.analysis.claims.thresholds import THRESHOLDS, Thresholds
from concertacion.analysis.claims.verdict import MIXED, UNTESTABLE, stability, verdict


class Examined(NamedTuple):
    """A claim examined by itself; its verdict waits for the excess that chance reaches over all claims."""

    claim: Claim
    default: Effect
    space: Effects
    searches: Mapping[float, Search]  # by multiple of the smallest effect of interest; empty if untestable
    built_in: BuiltIn | None
    record: str
    points: Mapping[str, np.ndarray]
    variants: Mapping[str, tuple[str, ...]]


def examine(
    claim: Claim, samples: Samples | None, thresholds: Thresholds = THRESHOLDS, seed: int = 0, record: str = SILENT
) -> Examined:
    """A claim from its runs; without any, it is untestable. `record`: the answer of `record.against_record`."""
    if samples is None:
        return Examined(claim, Effect(*[math.nan] * 3), Effects(*np.full((3, 0), np.nan)), {}, None, record, {}, {})
    default, space = (
        effects_of(claim.effect, runs, thresholds.confidence, thresholds.resamples, seed)
        for runs in (samples.default, samples.space)
    )
    given = claim.shape, samples.points, samples.variants, False, record == IN_CONFLICT, thresholds
    searches = {}
    for scale in thresholds.scales:
        classes = classify(space, scale * claim.smallest, claim.shape)
        settled = verdict(classes, *given) != MIXED  # then no rule is needed
        effort = thresholds if scale == 1.0 else thresholds._replace(halvings=1, shuffles=0)
        searches[scale] = no_search(len(classes)) if settled else flip_rule(classes, samples.points, effort, seed)
    assumed = built_in(claim, samples, space, thresholds)
    return Examined(claim, default.single(), space, searches, assumed, record, samples.points, samples.variants)


def conclude(examined: Sequence[Examined], thresholds: Thresholds = THRESHOLDS, seed: int = 0) -> list[Judgement]:
    """The judgements on claims. The excess that a flip rule must beat is taken over all of them."""
    chance = benchmark((one.searches[1.0].flip for one in examined if one.searches), thresholds)
    return [_judgement(one, chance, thresholds, seed) for one in examined]


def judge(
    claim: Claim, samples: Samples | None, thresholds: Thresholds = THRESHOLDS, seed: int = 0, record: str = SILENT
) -> Judgement:
    """The judgement on one claim, as if it were the only one."""
    return conclude([examine(claim, samples, thresholds, seed, record)], thresholds, seed)[0]


def _judgement(one: Examined, chance: float, thresholds: Thresholds, seed: int) -> Judgement:
    if not one.searches:
        return Judgement(UNTESTABLE, False, one.default, {}, None, one.record)
    scales = {scale: _at(one, scale, chance, thresholds, seed) for scale in thresholds.scales}
    main = scales[1.0]
    close = main.resample_agreement < thresholds.close
    return Judgement(main.verdict, close, one.default, scales, one.built_in, one.record)


def _at(one: Examined, scale: float, chance: float, thresholds: Thresholds, seed: int) -> AtScale:
    claim, (flip, unseen) = one.claim, one.searches[scale]
    halvings, points = unseen.shape
    classes = classify(one.space, scale * claim.smallest, claim.shape)

    def verdict_on(at: np.ndarray, rounds: np.ndarray) -> str:
        """The verdict on these points, by the rules of these halvings."""
        rule_holds = holds(scores_of(unseen[rounds][:, at].mean(axis=0), classes[at] == SUPPORTS), chance, thresholds)
        forms = {name: one.points[name][at] for name in one.variants}
        return verdict(classes[at], claim.shape, forms, one.variants, rule_holds, one.record == IN_CONFLICT, thresholds)

    of_class = shares(classes, thresholds.confidence)
    return AtScale(
        verdict=verdict_on(np.arange(points), np.arange(halvings)),
        shares=of_class,
        by_form=by_form(classes, one.points, one.variants, thresholds.confidence),
        bend=bend(of_class[SUPPORTS].share),
        flip=flip,
        rule_holds=holds(flip.scores, chance, thresholds),
        resample_agreement=stability(verdict_on, points, halvings, seed),
    )
