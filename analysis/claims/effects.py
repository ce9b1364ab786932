"""The effect of a claim at each point, with a bootstrap interval over its replicates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.formula import Formula, Name
from concertacion.analysis.claims.samples import Runs


class Effect(NamedTuple):
    """The effect at one point and its interval; NaN where it is undefined."""

    effect: float
    low: float
    high: float


class Effects(NamedTuple):
    """By point, float64 (points,): the effect and its interval; NaN where it is undefined."""

    effect: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def single(self) -> Effect:
        """The effect at the only point."""
        return Effect(self.effect.item(), self.low.item(), self.high.item())


def effects_of(formula: Formula, runs: Runs, confidence: float = 0.95, resamples: int = 1000, seed: int = 0) -> Effects:
    """The formula of the means over replicates, and its percentile interval under resampling of replicates.

    All arms of a replicate share their random numbers, so they are resampled together. The percentiles are moved out by
    sqrt(n / (n - 1)) and from the normal to Student's t: the expanded percentile interval (Hesterberg 2015), without which few
    replicates give too narrow ones. With a single replicate there is no interval: it is NaN.
    """
    values = {name: runs.values[name] for name in formula.names}
    columns = _columns(values)
    effects = Effects(*np.full((3, len(columns)), np.nan))
    for count in np.unique(columns):  # further replicates at some points are NaN at the others
        at = np.flatnonzero(columns == count)
        measured_there = {name: measured[at, : max(1, count)] for name, measured in values.items()}
        for whole, part in zip(effects, _effects(formula, measured_there, confidence, resamples, seed), strict=True):
            whole[at] = part
    return effects


def _columns(values: dict[Name, np.ndarray]) -> np.ndarray:
    """How many replicates each point has: up to the last one that is known of any arm, int64 (points,)."""
    known = np.logical_or.reduce([np.isfinite(measured) for measured in values.values()])
    return np.where(known.any(axis=1), known.shape[1] - known[:, ::-1].argmax(axis=1), 0)


def _effects(formula: Formula, values: dict[Name, np.ndarray], confidence: float, resamples: int, seed: int) -> Effects:
    from scipy.stats import norm, t

    count = next(iter(values.values())).shape[1]
    effect = np.broadcast_to(formula.of(_means(values, np.ones((1, count)))), (1, len(next(iter(values.values())))))[0]
    nothing = np.full(effect.shape, np.nan)
    if count < 2:
        return Effects(_finite(effect), nothing, nothing)
    weights = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), resamples).astype(float)
    drawn = np.broadcast_to(formula.of(_means(values, weights)), (resamples, effect.size))
    tail = norm.cdf(np.sqrt(count / (count - 1)) * t.ppf(0.5 - confidence / 2, count - 1))
    with np.errstate(invalid="ignore"):
        low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return Effects(_finite(effect), _finite(low), _finite(high))


def means_of(runs: Runs, names: Iterable[Name]) -> dict[Name, np.ndarray]:
    """Means over the replicates that are known, (points,) each; NaN without any."""
    values = {name: runs.values[name] for name in names}
    width = max((measured.shape[1] for measured in values.values()), default=1)
    return {name: means[0] for name, means in _means(values, np.ones((1, width))).items()}


def effect_of_means(formula: Formula, runs: Runs) -> np.ndarray:
    """The formula of the means over replicates, float64 (points,); NaN where it is undefined."""
    points = len(next(iter(runs.values.values())))
    return _finite(np.broadcast_to(formula.of(means_of(runs, formula.names)), (points,)))


def _means(values: dict[Name, np.ndarray], weights: np.ndarray) -> dict[Name, np.ndarray]:
    """Weighted means over replicates, (resamples, points); replicates that are NaN have no weight."""
    means = {}
    for name, measured in values.items():
        known = np.isfinite(measured)
        with np.errstate(divide="ignore", invalid="ignore"):
            means[name] = (weights @ np.where(known, measured, 0.0).T) / (weights @ known.T)
    return means


def _finite(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)
