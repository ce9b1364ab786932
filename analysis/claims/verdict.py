"""The verdict on a claim, from shares and a flip rule, by thresholds and a stated order of precedence.

The first that applies: `untestable here`; `robust` (a majority of points supports, in every form of every structural variant, and
the record does not say otherwise); `contradicted`; `no effect`; `conditional` (a flip rule that holds out of sample); `mixed`. A
possibility is robust where the region that supports is beyond doubt no negligible one, in every form; `no effect` where
beyond doubt it is smaller than that; otherwise mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from concertacion.analysis.claims.shares import CONTRADICTS, NO_EFFECT, SUPPORTS, share_of
from concertacion.analysis.claims.thresholds import Thresholds

ROBUST, CONTRADICTED, NOTHING, CONDITIONAL, MIXED, UNTESTABLE = VERDICTS = (
    "robust", "contradicted", "no effect", "conditional", "mixed", "untestable here",
)  # fmt: skip


def verdict(
    classes: np.ndarray, shape: str, points: Mapping[str, np.ndarray], variants: Mapping[str, tuple[str, ...]], rule_holds: bool,
    conflict: bool, thresholds: Thresholds,
) -> str:  # fmt: skip
    """The verdict from the class of each point (points,) and whether a flip rule holds; `conflict`: the record disagrees."""
    forms = [supported(classes[points[name] == form]) for name, kinds in variants.items() for form in kinds]
    support = share_of(classes, SUPPORTS, thresholds.confidence)
    if shape == "possible":
        if support.low >= thresholds.region and min(forms, default=1.0) >= thresholds.region and not conflict:
            return ROBUST
        return NOTHING if support.high < thresholds.region else CONDITIONAL if rule_holds else MIXED
    if support.share >= thresholds.majority and min(forms, default=1.0) >= thresholds.majority and not conflict:
        return ROBUST
    if (classes == CONTRADICTS).mean() >= thresholds.majority:
        return CONTRADICTED
    if (classes == NO_EFFECT).mean() >= thresholds.majority:
        return NOTHING
    return CONDITIONAL if rule_holds else MIXED


def supported(classes: np.ndarray) -> float:
    """Share of points that support; of none, nothing is supported."""
    return float((classes == SUPPORTS).mean()) if classes.size else 0.0


def stability(
    verdict_on: Callable[[np.ndarray, np.ndarray], str], count: int, halvings: int, seed: int = 0, resamples: int = 200
) -> float:
    """Share of resamples that have the same verdict as the whole; `verdict_on`: the verdict on points, by the rules of halvings.

    A resample draws `count` points (bootstrap) and one of the halvings, for on other points another rule would be chosen.
    """
    whole, rng = verdict_on(np.arange(count), np.arange(halvings)), np.random.default_rng(seed)
    drawn = ((rng.integers(0, count, count), rng.integers(0, halvings, 1)) for _ in range(resamples))
    return sum(verdict_on(*one) == whole for one in drawn) / resamples
