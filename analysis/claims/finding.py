"""What is found of a claim by itself: its channels, other parts, sign, treatment, flags and check run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.applicability import applicable, classes_of
from concertacion.analysis.claims.built_in import built_in
from concertacion.analysis.claims.channels import effects_by_channel, weights_of
from concertacion.analysis.claims.claim import Claim, Part
from concertacion.analysis.claims.effects import Effects, effects_of
from concertacion.analysis.claims.judgement import Check, Findings, VerdictByShares
from concertacion.analysis.claims.record import IN_CONFLICT
from concertacion.analysis.claims.samples import Samples
from concertacion.analysis.claims.shares import CLASSES, INAPPLICABLE, share_of, shares
from concertacion.analysis.claims.signs import signed
from concertacion.analysis.claims.thresholds import Thresholds
from concertacion.analysis.claims.treatments import moved
from concertacion.analysis.claims.verdict import Evidence, verdict


class Period(NamedTuple):
    """The start and the length of the runs of a check."""

    start: int
    years: int


def findings_of(
    claim: Claim, samples: Samples, space: Effects, by_channel: Mapping[str, Effects], applies: np.ndarray,
    thresholds: Thresholds, seed: int, record: str, period: Period | None,
) -> Findings:  # fmt: skip
    """The findings; `space` are the effects of the claim itself over the space, `by_channel` those of each channel of a total."""
    part, measure, confidence = claim.main, partial(effects_of, confidence=thresholds.confidence), thresholds.confidence
    default, everything = measure(part.effect, samples.default), classes_of(part, space, applies)
    defaults = effects_by_channel(claim, part, samples.default, measure)

    def told(of: Part, at_default: Effects, effects: Effects) -> VerdictByShares:
        evidence = Evidence(classes_of(of, effects, applies), {}, samples.points, samples.variants, samples.weights)
        return told_of(of, at_default, evidence, thresholds)

    sign = signed(claim.sign, part, space, applies, thresholds)
    measured = claim.treatment is not None and not claim.treatment.why
    return Findings(
        default=default.single(),
        applicable=share_of(np.where(applies, "applies", ""), "applies", confidence),
        everywhere={kind: share_of(everything, kind, confidence) for kind in (*CLASSES, INAPPLICABLE)},
        channels={c: told(part, defaults[c], effects) for c, effects in by_channel.items()},
        weights=weights_of(claim, part, samples.space, applies),
        parts={
            other.name: told(other, measure(other.effect, samples.default), measure(other.effect, samples.space))
            for other in claim.others
        },
        sign=sign,
        treatment=moved(claim.treatment, samples.space, applies, thresholds) if claim.treatment and measured else None,
        built_in=built_in(claim, samples, applies, sign, thresholds, seed),
        check=None if period is None else check_of(claim, samples, thresholds, period, record == IN_CONFLICT),
        record=record,
    )


def told_of(
    part: Part, default: Effects, evidence: Evidence, thresholds: Thresholds, conflict: bool = False
) -> VerdictByShares:  # fmt: skip
    """What evidence says without a flip rule; `conflict`: the record disagrees."""
    here = evidence.classes[evidence.classes != INAPPLICABLE]
    found = verdict(evidence, part.shape, False, conflict, thresholds)
    return VerdictByShares(found, default.single(), shares(here, thresholds.confidence))


def check_of(claim: Claim, samples: Samples, thresholds: Thresholds, period: Period, conflict: bool) -> Check:
    """The claim run from another start: the first row of the runs is the default point, the others the first of the space.

    The record has the veto that it has over the claim itself.
    """
    if samples.check is None:
        return Check(*period, None, samples.no_check)
    part, measure = claim.main, partial(effects_of, confidence=thresholds.confidence)
    first, rest = (
        samples.check._replace(values={name: values[rows] for name, values in samples.check.values.items()})
        for rows in (slice(1), slice(1, None))
    )
    applies, effects = applicable(claim, rest), measure(part.effect, rest)
    channels = {c: classes_of(part, one, applies) for c, one in effects_by_channel(claim, part, rest, measure).items()}
    points = {name: samples.points[name][: len(applies)] for name in samples.variants}
    evidence = Evidence(classes_of(part, effects, applies), channels, points, samples.variants, np.ones(len(applies)))
    return Check(*period, told_of(part, measure(part.effect, first), evidence, thresholds, conflict), "")
