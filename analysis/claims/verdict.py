"""The verdict on a claim, from shares and a flip rule, by thresholds and a stated order of precedence.

All shares are of the points at which the claim applies. The first that applies: `untestable here`; `seldom applies` (it does so
at under half of all points); `robust` (a majority supports, in every form of every structural variant, and the record does not
say otherwise); `contradicted`; either is `mixed (channels disagree)` for a total of which one channel goes the other way at more
than half of the points; `no effect`; `conditional` (a flip rule that holds out of sample); `mixed`. A possibility is robust where
the region that supports is beyond doubt no negligible one, in every form; `no effect` where beyond doubt it is smaller than that;
otherwise mixed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.shares import CONTRADICTS, INAPPLICABLE, NO_EFFECT, SUPPORTS, Share, part_of, share_of, shares
from concertacion.analysis.claims.thresholds import Thresholds

ROBUST, CONTRADICTED, NOTHING, CONDITIONAL, MIXED, CHANNELS_DISAGREE, SELDOM, UNTESTABLE = VERDICTS = (
    "robust", "contradicted", "no effect", "conditional", "mixed", "mixed (channels disagree)", "seldom applies",
    "untestable here",
)  # fmt: skip
OTHER_WAY = {ROBUST: CONTRADICTS, CONTRADICTED: SUPPORTS}  # the class of points that says the opposite


class Evidence(NamedTuple):
    """What a verdict rests on, at the points looked at."""

    classes: np.ndarray  # text (points,), `shares.INAPPLICABLE` where the claim does not apply
    channels: Mapping[str, np.ndarray]  # likewise, by channel of a total; empty for any other effect
    points: Mapping[str, np.ndarray]  # (points,) of each structural variant
    variants: Mapping[str, tuple[str, ...]]  # with their forms
    weights: np.ndarray  # float64 (points,)

    def at(self, which: np.ndarray) -> Evidence:
        """Of these points, by position."""
        channels = {name: classes[which] for name, classes in self.channels.items()}
        points = {name: self.points[name][which] for name in self.variants}
        return Evidence(self.classes[which], channels, points, self.variants, self.weights[which])

    def share(self, kind: str) -> float:
        """The share of a class; of no points, 0."""
        return part_of(self.classes == kind, self.weights) if self.weights.any() else 0.0

    def shares_by_form(self, confidence: float) -> dict[str, dict[str, dict[str, Share]]]:
        """The shares of all classes, by structural variant and form."""
        return {
            name: {form: shares((one := self.of(name, form)).classes, confidence, one.weights) for form in forms}
            for name, forms in self.variants.items()
        }

    def of(self, variant: str, form: str) -> Evidence:
        """Of the points with this form of a variant."""
        return self.at(np.flatnonzero(self.points[variant] == form))


def verdict(seen: Evidence, shape: str, rule_holds: bool, conflict: bool, thresholds: Thresholds) -> str:
    """The verdict of evidence, where a flip rule holds or does not; `conflict`: the record disagrees."""
    applies = seen.classes != INAPPLICABLE
    if part_of(applies, seen.weights) < thresholds.applicable:
        return SELDOM
    here = seen.at(np.flatnonzero(applies))
    settled = _settled(here, shape, conflict, thresholds)
    against = OTHER_WAY.get(settled)
    if against and any(part_of(each == against, here.weights) > thresholds.channel for each in here.channels.values()):
        return CHANNELS_DISAGREE
    return settled or (CONDITIONAL if rule_holds else MIXED)


def _settled(here: Evidence, shape: str, conflict: bool, thresholds: Thresholds) -> str:
    """The verdict of shares alone; empty if they settle nothing."""
    least = thresholds.region if shape == "possible" else thresholds.majority
    support = share_of(here.classes, SUPPORTS, thresholds.confidence, here.weights)
    forms = [here.of(name, form).share(SUPPORTS) for name, kinds in here.variants.items() for form in kinds]
    enough = support.low if shape == "possible" else support.share
    if min([enough, *forms]) >= least and not conflict:
        return ROBUST
    if shape == "possible":
        return NOTHING if support.high < least else ""
    if here.share(CONTRADICTS) >= least:
        return CONTRADICTED
    return NOTHING if here.share(NO_EFFECT) >= least else ""


def by_shares(verdict: str) -> str:
    """The verdict of shares alone, for a comparison with one that no rule is sought for: a conditional claim is mixed."""
    return MIXED if verdict == CONDITIONAL else verdict


def resamples(count: int, halvings: int, seed: int = 0, number: int = 200) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Resamples, each of so many points drawn anew (bootstrap) and one of the halvings, for on other points another rule would be
    chosen: positions of points and of the halving.
    """
    rng = np.random.default_rng(seed)
    return ((rng.integers(0, count, count), rng.integers(0, halvings, 1)) for _ in range(number))
