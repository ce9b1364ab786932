"""Means over the points of the space of parameters, and what they would be in other samples of points."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

RESAMPLES = 1000


class Estimates(NamedTuple):
    """Estimates with their 95 % intervals, float64 (k,)."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def mean_of_known(values: np.ndarray) -> np.ndarray:
    """The mean over the last dimension of what is known; NaN where nothing is."""
    known = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, values, 0.0).sum(axis=-1) / known.sum(axis=-1))


def resampled_means(values: np.ndarray, seed: int = 0) -> np.ndarray:
    """Means over the last dimension, points, of bootstrap samples: float64 (RESAMPLES, ...). One seed, the same samples."""
    known, count = np.isfinite(values), values.shape[-1]
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(float)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            np.tensordot(drawn, np.where(known, values, 0.0), (1, -1)) / np.tensordot(drawn, known.astype(float), (1, -1))
        )


def within(value: np.ndarray, resampled: np.ndarray) -> Estimates:
    """An estimate with the percentile interval of its resamples (RESAMPLES, k)."""
    low, high = np.quantile(resampled, [0.025, 0.975], axis=0)
    return Estimates(np.asarray(value), low, high)
