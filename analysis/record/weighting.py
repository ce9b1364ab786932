"""Weights of points, and how far they can be believed: effective size and Pareto k (Vehtari et al. 2024, JMLR 25)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from arviz_stats.base import array_stats

HALVINGS = 30  # of the power that weights are tempered with
ENOUGH, HEAVY = 400.0, 0.7  # effective points from which, and Pareto k up to which, weights are a posterior


class Weights(NamedTuple):
    """Weights that sum to 1, their effective number of points, and the shape k of the tail of what they were before smoothing."""

    weights: np.ndarray  # float64 (points,)
    effective: float
    pareto_k: float

    @property
    def is_posterior(self) -> bool:
        """Whether they say more than which points are left: never under 400 effective points, nor with k above 0.7."""
        return bool(self.effective >= ENOUGH and self.pareto_k <= HEAVY)


def smoothed(log: np.ndarray) -> Weights:
    """Pareto-smoothed weights from logarithms of ratios. A tail without a shape (of a few points, of ratios that are alike) stays
    as it is, with a k of infinity: nothing vouches for it.
    """
    try:
        smooth, k = array_stats.psislw(log.max() - log)  # it takes what the ratios are the inverse of
    except ValueError:
        smooth, k = log, np.inf
    if not np.isfinite(smooth).all():
        smooth, k = log, np.inf
    weights = np.exp(smooth - smooth.max())
    weights /= weights.sum()
    return Weights(weights, effective_of(weights), float(k) if np.isfinite(k) else np.inf)


def effective_of(weights: np.ndarray) -> float:
    """1 over the sum of squares of weights that sum to 1."""
    share = weights / weights.sum()
    return float(1.0 / (share**2).sum())


def tempered(log: np.ndarray, enough: float) -> np.ndarray:
    """Weights from logarithms of ratios, the ratios to the highest power, 1 at most, at which they are worth `enough` points."""
    low, power, high = 0.0, 1.0, 1.0
    for _ in range(HALVINGS):
        weights = np.exp(power * (log - log.max()))
        low, high = (power, high) if effective_of(weights) >= enough else (low, power)
        if low == 1.0:
            break
        power = (low + high) / 2.0
    weights = np.exp(low * (log - log.max()))
    return weights / weights.sum()


def quantiles(values: np.ndarray, weights: np.ndarray, levels: tuple[float, ...]) -> np.ndarray:
    """Weighted quantiles of what is defined, float64 (levels,); NaN if nothing is."""
    known = np.isfinite(values)
    if not known.any() or weights[known].sum() <= 0.0:
        return np.full(len(levels), np.nan)
    order = np.argsort(values[known])
    ordered, share = values[known][order], weights[known][order]
    middle = (np.cumsum(share) - 0.5 * share) / share.sum()
    return np.interp(levels, middle, ordered)
