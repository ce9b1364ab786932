"""Points of the space of parameters with the facts of their runs, in coordinates in which the prior is a standard normal."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

LEAST = 1e-9  # of a probability


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
        """Variance of a single run, float64 (points, facts): that of the point, drawn half towards that of all points.

        Few runs tell a variance badly: (n - 1) s^2 + k s_all^2 over n - 1 + k, with k = n - 1 (assumed).
        """
        count = np.isfinite(self.values).sum(axis=1)
        centred = self.values - self.mean[:, None, :]
        own = np.nansum(centred**2, axis=1) / np.maximum(count - 1, 1)
        known = np.where(count > 1, own, np.nan)
        pooled = np.nan_to_num(np.nanmean(known, axis=0)) if np.isfinite(known).any() else np.zeros(known.shape[1])
        return np.where(np.isfinite(known), 0.5 * known + 0.5 * pooled, pooled)

    def joined(self, other: Sample) -> Sample:
        """These points followed by others."""
        return Sample(*(np.concatenate(pair) for pair in zip(self, other, strict=True)))


def mean_of(values: np.ndarray) -> np.ndarray:
    """Mean over axis 1 of what is defined; NaN where nothing is."""
    defined = np.isfinite(values)
    count = defined.sum(axis=1)
    return np.where(count > 0, np.where(defined, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def to_latent(unit: np.ndarray) -> np.ndarray:
    """Standard-normal coordinates of shares of the prior's probability."""
    return ndtri(np.clip(unit, LEAST, 1.0 - LEAST))


def to_unit(latent: np.ndarray) -> np.ndarray:
    """Shares of the prior's probability, in (0, 1)."""
    return np.clip(ndtr(latent), LEAST, 1.0 - LEAST)
