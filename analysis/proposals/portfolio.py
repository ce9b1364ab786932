"""The choice of proposals at a common budget: the gain of every combination at every point, and those with the least regret."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.analysis.proposals.factorial import pairs, shapley_weights, switched_on
from concertacion.analysis.proposals.resampling import Estimates, mean_of_known, resampled_means, within


class Values(NamedTuple):
    """An outcome of every combination, whose members share one budget in equal parts: at each point, what it gains on no proposal
    at all, relative to what none has on average.
    """

    outcome: str
    gains: np.ndarray  # float64 (2^n, points); NaN where undefined

    @property
    def mean(self) -> np.ndarray:
        """The gain of each combination on average over the points, float64 (2^n,)."""
        return mean_of_known(self.gains)

    @property
    def undefined(self) -> int:
        """At how many points some combination has no value, or no proposal at all delivers nothing."""
        return int((~np.isfinite(self.gains)).any(axis=0).sum())

    @property
    def members(self) -> int:
        """Number of proposals."""
        return len(self.gains).bit_length() - 1


class Shares(NamedTuple):
    """The Shapley value of each in what all proposals together gain: in gains, which add up to it, and in shares of it, which
    add up to 1. There are no shares of a gain that may be nothing.
    """

    together: Estimates  # (1,): the gain of all
    added: Estimates  # (n,)
    parts: Estimates | None  # (n,)

    @property
    def told(self) -> Estimates | None:
        """The shares, where all lie between 0 and 1: others are no parts of a whole, and are not told as such."""
        inside = self.parts is not None and bool(((self.parts.value >= 0) & (self.parts.value <= 1)).all())
        return self.parts if inside else None


class Choice(NamedTuple):
    """A portfolio: which proposals, what they gain, and its regret against the best that could be had."""

    on: tuple[int, ...]
    gain: float
    mean_regret: float
    most_regret: float


def values_of(outcome: str, measured: np.ndarray) -> Values:
    """From an outcome of every combination, float64 (2^n, points, replicates); combination 0 has no proposal."""
    at_points = mean_of_known(measured)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Values(outcome, (at_points - at_points[:1]) / mean_of_known(at_points[0]))


def weighed(values: Values, weights: np.ndarray) -> Estimates:
    """Weights (k, 2^n) on the mean gains, with percentile intervals under resampling of the points."""
    return within(weights @ values.mean, resampled_means(values.gains) @ weights.T)


def shapley(values: Values) -> Shares:
    """The Shapley share of each proposal in the gain of all together."""
    weights = shapley_weights(values.members)
    gain, resampled = values.mean, resampled_means(values.gains)
    together, added = within(gain[-1:], resampled[:, -1:]), weighed(values, weights)
    if not together.low[0] > 0.0:
        return Shares(together, added, None)
    return Shares(together, added, within(added.value / gain[-1], (resampled @ weights.T) / resampled[:, -1:]))


def splits(values: Values) -> Estimates:
    """Of each pair, in the order of `factorial.pairs`: what the budget gains more when the two share it than when the better of
    them has it all.
    """
    gain, weights = values.mean, np.zeros((len(pairs(values.members)), len(values.gains)))
    for row, (i, j) in zip(weights, pairs(values.members), strict=True):
        better = i if gain[2**i] >= gain[2**j] or np.isnan(gain[2**j]) else j
        row[2**i + 2**j], row[2**better] = 1.0, -1.0
    return weighed(values, weights)


def choices(values: Values) -> list[Choice]:
    """Every portfolio, those with the least mean regret first.

    The regret of a portfolio at a point is the gain of the best there less its own (Savage 1951); points at which the outcome of
    any is undefined are left out.
    """
    on, gains = switched_on(values.members), values.gains[:, np.isfinite(values.gains).all(axis=0)]
    if not gains.shape[1]:
        return [Choice((), float("nan"), float("nan"), float("nan"))]
    regret = gains.max(axis=0) - gains
    portfolios = [
        Choice(tuple(np.flatnonzero(on[c]).tolist()), float(gains[c].mean()), float(regret[c].mean()), float(regret[c].max()))
        for c in range(len(gains))
    ]
    return sorted(portfolios, key=lambda choice: (choice.mean_regret, len(choice.on)))
