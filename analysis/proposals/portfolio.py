"""The choice of proposals: the gain of every combination at every point, and the portfolios with the least regret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.proposals.factorial import interaction_weights, main_weights, shapley_weights, switched_on

RESAMPLES = 1000


class Estimates(NamedTuple):
    """Estimates with their 95 % intervals, float64 (k,)."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


class Values(NamedTuple):
    """An outcome of every combination: at each point, and what it gains on no proposal at all, relative to that on average."""

    outcome: str
    gains: np.ndarray  # float64 (points, 2^n); NaN where undefined

    @property
    def mean(self) -> np.ndarray:
        """The gain of each combination on average over the points, float64 (2^n,)."""
        return _mean(self.gains)

    @property
    def undefined(self) -> int:
        """At how many points some combination has no value, or no proposal at all delivers nothing."""
        return int((~np.isfinite(self.gains)).any(axis=1).sum())


class Choice(NamedTuple):
    """A portfolio: which proposals, what they cost, what they gain, and its regret against the best that could be had."""

    on: tuple[int, ...]
    cost: float
    gain: float
    mean_regret: float
    most_regret: float


def values_of(outcome: str, measured: np.ndarray) -> Values:
    """From an outcome of every combination, float64 (2^n, points, replicates); combination 0 has no proposal."""
    known = np.isfinite(measured)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_points = (np.where(known, measured, 0.0).sum(axis=2) / known.sum(axis=2)).T
        return Values(outcome, (at_points - at_points[:, :1]) / _mean(at_points[:, 0]))


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean over the first dimension of what is known; NaN where nothing is."""
    known = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, values, 0.0).sum(axis=0) / known.sum(axis=0))


def estimates(values: Values, weights: np.ndarray, seed: int = 0) -> Estimates:
    """Weights (k, 2^n) on the mean gains, with percentile intervals under resampling of the points."""
    known, rng = np.isfinite(values.gains), np.random.default_rng(seed)
    filled, count = np.where(known, values.gains, 0.0), len(values.gains)
    drawn = rng.multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(float)
    with np.errstate(invalid="ignore"):
        low, high = np.quantile((drawn @ filled / (drawn @ known)) @ weights.T, [0.025, 0.975], axis=0)
    return Estimates(weights @ values.mean, low, high)


def shapley(values: Values) -> Estimates:
    """The Shapley share of each proposal in the gain of all together, to which they add up."""
    return estimates(values, shapley_weights(_count(values)))


def main_effects(values: Values) -> Estimates:
    """Of each proposal, on against off over all settings of the others."""
    return estimates(values, main_weights(_count(values)))


def interactions(values: Values) -> Estimates:
    """Of each pair of proposals, in the order of `factorial.pairs`."""
    return estimates(values, interaction_weights(_count(values)))


def affordable(costs: Sequence[float], budget: float) -> np.ndarray:
    """The combinations that cost no more than the budget, int64."""
    return np.flatnonzero(switched_on(len(costs)) @ np.array(costs, dtype=float) <= budget + 1e-9)


def choices(values: Values, costs: Sequence[float], budget: float) -> list[Choice]:
    """Every affordable portfolio, those with the least mean regret first.

    The regret of a portfolio at a point is the gain of the best affordable one there less its own (Savage 1951); points at which
    the outcome of any is undefined are left out.
    """
    within, on = affordable(costs, budget), switched_on(len(costs))
    gains = values.gains[np.isfinite(values.gains[:, within]).all(axis=1)][:, within]
    regret = gains.max(axis=1, keepdims=True) - gains
    portfolios = [
        Choice(
            tuple(np.flatnonzero(on[c]).tolist()), float(on[c] @ np.array(costs, dtype=float)), float(gains[:, column].mean()),
            float(regret[:, column].mean()), float(regret[:, column].max()),
        )
        for column, c in enumerate(within)
    ]  # fmt: skip
    return sorted(portfolios, key=lambda choice: (choice.mean_regret, choice.cost))


def frontier(values: Values, costs: Sequence[float]) -> list[Choice]:
    """At each cost that is worth paying, the portfolio that gains most on average: none cheaper gains as much."""
    best: list[Choice] = []
    every = choices(values, costs, float(sum(costs)))
    for choice in sorted(every, key=lambda one: (one.cost, -one.gain)):
        if not best or choice.gain > best[-1].gain + 1e-12:
            best.append(choice)
    last = {choice.cost: choice for choice in best}
    return list(last.values())


def _count(values: Values) -> int:
    return int(values.gains.shape[1]).bit_length() - 1
