"""Points of the space of parameters with the facts of their runs, in coordinates in which the prior is a standard normal."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

LEAST = 1e-9  # of a probability
ALIKE = 100  # points whose variances are averaged
LEAN = 10.0  # degrees of freedom that this mean counts for (assumed)


class Sample(NamedTuple):
    """Points of several waves. Facts that no run of a point defines are NaN."""

    latent: np.ndarray  # float64 (points, axes)
    values: np.ndarray  # float64 (points, replicates, facts)
    wave: np.ndarray  # int64 (points,)

    @property
    def mean(self) -> np.ndarray:
        """Mean over the runs that define a fact, float64 (points, facts)."""
        return mean_of(self.values)

    @property
    def variance(self) -> np.ndarray:
        """Variance of a single run, float64 (points, facts): that of the point, drawn towards that of points alike.

        Few runs tell a variance badly: (n - 1) s^2 + k s_alike^2 over n - 1 + k, with k = `LEAN`. Alike are points whose means of
        the fact are nearest, because counts vary more where they are large: the mean-variance trend of Law et al. 2014,
        Genome Biology 15, as a running mean over `ALIKE` points.
        """
        mean, count = self.mean, np.isfinite(self.values).sum(axis=1)
        own = np.nansum((self.values - mean[:, None, :]) ** 2, axis=1) / np.maximum(count - 1, 1)
        known = count > 1
        alike = np.stack([_trend(*each) for each in zip(mean.T, own.T, known.T, strict=True)], axis=1)
        freedom = np.maximum(count - 1, 0)
        return (freedom * own + LEAN * alike) / (freedom + LEAN)

    def joined(self, other: Sample) -> Sample:
        """These points followed by others."""
        return Sample(*(np.concatenate(pair) for pair in zip(self, other, strict=True)))


def _trend(mean: np.ndarray, own: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Mean of what is known of `own` over the points with the nearest means, float64 (points,); 0 where nothing is known."""
    if not known.any():
        return np.zeros(len(mean))
    order = np.flatnonzero(known)[np.argsort(mean[known], kind="stable")]
    width = min(ALIKE, len(order))
    total = np.concatenate([[0.0], np.cumsum(own[order])])
    first = np.clip(np.arange(len(order)) - width // 2, 0, len(order) - width)
    smooth = np.maximum(total[first + width] - total[first], 0.0) / width
    return np.interp(np.where(np.isfinite(mean), mean, np.median(mean[order])), mean[order], smooth)


def mean_of(values: np.ndarray) -> np.ndarray:
    """Mean over axis 1 of what is defined; NaN where nothing is."""
    defined = np.isfinite(values)
    count = defined.sum(axis=1)
    return np.where(count > 0, np.where(defined, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def to_unit(latent: np.ndarray) -> np.ndarray:
    """Shares of the prior's probability, in (0, 1)."""
    return np.clip(ndtr(latent), LEAST, 1.0 - LEAST)
