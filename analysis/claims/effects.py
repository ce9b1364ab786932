"""The effect of a claim at each point, with an interval over its replicates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.formula import Formula, Name
from concertacion.analysis.claims.looks import confidence_at
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


def effects_of(formula: Formula, runs: Runs, confidence: float = 0.95) -> Effects:
    """The formula of the means over replicates, and its interval: Student's t over the jackknife (Tukey 1958; Miller 1974).

    All arms of a replicate share their random numbers, so they are left out together. Of n replicates, those count that are known
    of the measure that has fewest: failed runs and undefined outcomes are no replicates. With fewer than two there is no
    interval: it is NaN. Where runs were looked at several times, the confidence is that of the look at which a point ended.
    """
    values = {name: runs.values[name] for name in formula.names}
    columns = _columns(values)
    effects = Effects(*np.full((3, len(columns)), np.nan))
    for count in np.unique(columns):  # further replicates at some points are NaN at the others
        at = np.flatnonzero(columns == count)
        measured_there = {name: measured[at, : max(1, count)] for name, measured in values.items()}
        sure = confidence_at(int(count), runs.looks, confidence)
        for whole, part in zip(effects, _effects(formula, measured_there, sure), strict=True):
            whole[at] = part
    return effects


def _columns(values: Mapping[Name, np.ndarray]) -> np.ndarray:
    """How many replicates each point has: up to the last one that is known of any arm, int64 (points,)."""
    known = np.logical_or.reduce([np.isfinite(measured) for measured in values.values()])
    return np.where(known.any(axis=1), known.shape[1] - known[:, ::-1].argmax(axis=1), 0)


def _effects(formula: Formula, values: Mapping[Name, np.ndarray], confidence: float) -> Effects:
    from scipy.special import stdtrit

    points, count = next(iter(values.values())).shape
    effect = _finite(np.broadcast_to(formula.of({name: _mean(measured) for name, measured in values.items()}), (points,)))
    known = np.minimum.reduce([np.isfinite(measured).sum(axis=1) for measured in values.values()])
    degrees = np.where(known >= 2, known - 1.0, np.nan)
    without = formula.of({name: _means_without(measured) for name, measured in values.items()})
    # Leaving out a replicate that is not known changes nothing, so the squares of all add up to those of the known ones.
    squares = count * _finite(np.broadcast_to(without, (points, count))).var(axis=1)
    half = stdtrit(degrees, 0.5 + confidence / 2) * np.sqrt(degrees / known * squares)
    return Effects(effect, effect - half, effect + half)


def means_of(runs: Runs, names: Iterable[Name]) -> dict[Name, np.ndarray]:
    """Means over the replicates that are known, (points,) each; NaN without any."""
    return {name: _mean(runs.values[name]) for name in names}


def effect_of_means(formula: Formula, runs: Runs) -> np.ndarray:
    """The formula of the means over replicates, float64 (points,); NaN where it is undefined."""
    points = len(next(iter(runs.values.values())))
    return _finite(np.broadcast_to(formula.of(means_of(runs, formula.names)), (points,)))


def _mean(measured: np.ndarray) -> np.ndarray:
    """Means over what is known, (points,)."""
    known = np.isfinite(measured)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(known, measured, 0.0).sum(axis=1) / known.sum(axis=1))


def _means_without(measured: np.ndarray) -> np.ndarray:
    """Means over what is known without each replicate in turn, (points, replicates)."""
    known = np.isfinite(measured)
    filled = np.where(known, measured, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (filled.sum(axis=1, keepdims=True) - filled) / (known.sum(axis=1, keepdims=True) - known)


def _finite(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)
