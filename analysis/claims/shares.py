"""What each point says of a claim, and the share of points that say so."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.effects import Effects

SUPPORTS, CONTRADICTS, NO_EFFECT, UNDECIDED = CLASSES = ("supports", "contradicts", "no effect", "undecided")
INAPPLICABLE = "does not apply"  # of points at which a claim says nothing; shares of the classes are of the others


class Share(NamedTuple):
    """A share with its interval."""

    share: float
    low: float
    high: float


def classify(effects: Effects, smallest: float, shape: str) -> np.ndarray:
    """The class of each point, text (points,), from its interval and the smallest effect of interest.

    Beyond it in the claimed direction supports, beyond it the other way contradicts, within both ends is no effect, anything
    else is undecided. A claim of no trend (`negligible`) is supported within and contradicted beyond.
    """
    low, high = (-effects.high, -effects.low) if shape == "less" else (effects.low, effects.high)
    with np.errstate(invalid="ignore"):
        above, below, within = low > smallest, high < -smallest, (low >= -smallest) & (high <= smallest)
    if shape == "negligible":
        return np.select([within, above | below], [SUPPORTS, CONTRADICTS], UNDECIDED)
    return np.select([above, below, within], [SUPPORTS, CONTRADICTS, NO_EFFECT], UNDECIDED)


def effective(weights: np.ndarray) -> float:
    """How many points of equal weight say as much as these (Kish 1965): (sum w)^2 / sum w^2; 0 without any."""
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def part_of(which: np.ndarray, weights: np.ndarray) -> float:
    """The share of weight that these points have, bool (points,); NaN without any weight."""
    whole = float(weights.sum())
    return float(weights[which].sum()) / whole if whole else math.nan


def share_of(classes: np.ndarray, kind: str, confidence: float = 0.95, weights: np.ndarray | None = None) -> Share:
    """Share of the points of a class, with Wilson's interval (Wilson 1927) at the effective number of points; NaN without any."""
    weights = np.ones(len(classes)) if weights is None else weights
    n, p = effective(weights), part_of(classes == kind, weights)
    if not n:
        return Share(math.nan, math.nan, math.nan)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Share(p, max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n)))


def shares(classes: np.ndarray, confidence: float = 0.95, weights: np.ndarray | None = None) -> dict[str, Share]:
    """The share of every class."""
    return {kind: share_of(classes, kind, confidence, weights) for kind in CLASSES}


def bend(support: float) -> float:
    """Lambda* = sqrt(s / (1 - s)): by how much the odds of any two points must be bent before support falls to a half.

    A prior within a factor L of the uniform one at every point (weights from 1/L to L) leaves half of it while L is below this
    number; below 1 there is no majority to lose, and it is infinite where all points support.
    """
    return math.inf if support >= 1.0 else math.sqrt(support / (1.0 - support))
