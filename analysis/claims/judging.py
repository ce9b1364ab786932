"""Judging claims: each is examined by itself, then all are concluded together, for chance is measured over all of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.applicability import applicable, classes_of
from concertacion.analysis.claims.bar import bar_of, decided
from concertacion.analysis.claims.channels import effects_by_channel
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import Effects, effects_of
from concertacion.analysis.claims.finding import Period, findings_of
from concertacion.analysis.claims.flips import Search, excess_of_applying, flip_rule, no_search, reached, scores_of
from concertacion.analysis.claims.judgement import AtScale, Findings, Judgement
from concertacion.analysis.claims.record import IN_CONFLICT, SILENT
from concertacion.analysis.claims.samples import Samples
from concertacion.analysis.claims.shares import INAPPLICABLE, SUPPORTS, bend, shares
from concertacion.analysis.claims.thresholds import THRESHOLDS, Thresholds
from concertacion.analysis.claims.verdict import MIXED, UNTESTABLE, Evidence, resamples, verdict


class Examined(NamedTuple):
    """A claim examined by itself; its verdict waits for the excess that chance reaches over all claims."""

    claim: Claim
    space: Effects
    applies: np.ndarray  # bool (points,)
    evidence: Mapping[float, Evidence]  # by multiple of the smallest effect of interest; empty if untestable
    searches: Mapping[float, Search]  # likewise
    applying: Mapping[float, float]  # likewise: the excess of the rule that says where the claim applies
    findings: Findings | None
    points: Mapping[str, np.ndarray]


def examine(
    claim: Claim, samples: Samples | None, thresholds: Thresholds = THRESHOLDS, seed: int = 0, record: str = SILENT,
    period: Period | None = None,
) -> Examined:  # fmt: skip
    """A claim from its runs; without any, it is untestable.

    `record`: the answer of `record.against_record`. `period`: the start and years of the check run, where it is another.
    """
    if samples is None:
        return Examined(claim, Effects(*np.full((3, 0), np.nan)), np.zeros(0, bool), {}, {}, {}, None, {})
    part, applies = claim.main, applicable(claim, samples.space)
    measure = partial(effects_of, confidence=thresholds.confidence)
    space, by_channel = measure(part.effect, samples.space), effects_by_channel(claim, part, samples.space, measure)
    evidence, searches, applying = {}, dict[float, Search](), dict[float, float]()
    for scale in thresholds.scales:
        classes = classes_of(part, space, applies, scale)
        channels = {c: classes_of(part, effects, applies, scale) for c, effects in by_channel.items()}
        evidence[scale] = Evidence(classes, channels, samples.points, samples.variants, samples.weights)
        settled = verdict(evidence[scale], part.shape, False, record == IN_CONFLICT, thresholds) != MIXED or not samples.rules
        effort = thresholds if scale == 1.0 else thresholds._replace(halvings=1, shuffles=0)
        searches[scale] = no_search(len(classes)) if settled else flip_rule(classes, samples.points, effort, seed, samples.counts)
        found = searches[scale].flip.rule
        applying[scale] = excess_of_applying(classes, samples.points, thresholds, samples.counts) if found else 0.0
    findings = findings_of(claim, samples, space, by_channel, applies, thresholds, seed, record, period)
    return Examined(claim, space, applies, evidence, searches, applying, findings, samples.points)


def conclude(examined: Sequence[Examined], thresholds: Thresholds = THRESHOLDS, seed: int = 0) -> list[Judgement]:
    """The judgements on claims. The excess that a flip rule must beat is taken over all of them."""
    open_ones = [_judgement(one, thresholds, seed) for one in examined]
    bar = bar_of((one.main for one in open_ones if one.scales), thresholds)
    return [decided(one, bar, thresholds) for one in open_ones]


def judge(
    claim: Claim, samples: Samples | None, thresholds: Thresholds = THRESHOLDS, seed: int = 0, record: str = SILENT,
    period: Period | None = None,
) -> Judgement:  # fmt: skip
    """The judgement on one claim, as if it were the only one."""
    return conclude([examine(claim, samples, thresholds, seed, record, period)], thresholds, seed)[0]


def _judgement(one: Examined, thresholds: Thresholds, seed: int) -> Judgement:
    """The judgement by shares alone, with what its flip rule reaches."""
    if one.findings is None:
        return Judgement(UNTESTABLE, False, {}, None)
    scales = {scale: _at(one, scale, thresholds, seed) for scale in thresholds.scales}
    return Judgement(scales[1.0].verdict, scales[1.0].resample_agreement < thresholds.close, scales, one.findings)


def _at(one: Examined, scale: float, thresholds: Thresholds, seed: int) -> AtScale:
    """The verdict at a scale by shares alone, which a flip rule may yet change (`bar`)."""
    evidence, (flip, unseen) = one.evidence[scale], one.searches[scale]
    shape, conflict = one.claim.main.shape, one.findings is not None and one.findings.record == IN_CONFLICT
    halvings, points = unseen.shape

    def on(at: np.ndarray, rounds: np.ndarray) -> tuple[str, float]:
        """The verdict of shares on these points; where it is open, the excess that the rules of these halvings reach there."""
        seen = evidence.at(at)
        said = verdict(seen, shape, False, conflict, thresholds)
        if said != MIXED or not flip.rule:
            return said, math.nan
        scores = scores_of(unseen[rounds][:, at].mean(axis=0), seen.classes == SUPPORTS, seen.weights)
        return said, reached(scores, thresholds)

    found = verdict(evidence, shape, False, conflict, thresholds)
    drawn = [on(*one) for one in resamples(points, halvings, seed)] if scale == 1.0 else []  # told of no other scale
    here = evidence.at(np.flatnonzero(evidence.classes != INAPPLICABLE))
    of_class = shares(here.classes, thresholds.confidence, here.weights)
    return AtScale(
        verdict=found,
        shares=of_class,
        by_form=here.shares_by_form(thresholds.confidence),
        bend=bend(of_class[SUPPORTS].share),
        flip=flip,
        rule_holds=False,
        resample_agreement=sum(said == found for said, _ in drawn) / len(drawn) if drawn else math.nan,
        applying=one.applying[scale],
        resampled=tuple(excess for _, excess in drawn) if flip.rule else (),
    )
