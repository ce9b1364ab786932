"""How much of the difference between runs is random noise, not parameters: analysis of variance of points by replicates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Noise(NamedTuple):
    """Random noise in the runs of a design; NaN with one replicate a point, which cannot show it."""

    share: float  # share of the variance of single runs that is noise
    in_means: float  # share of the variance of the points' means over replicates that is noise
    of_mean: float  # standard deviation of the noise in a point's mean, in the unit of the outcome


UNKNOWN = Noise(np.nan, np.nan, np.nan)


def noise(values: np.ndarray, common: bool) -> Noise:
    """The noise in values (point, replicate), by random effects; points with a run that is not defined are left out.

    Independent random numbers: one way, y = m + a_point + e, so E[MS_within] = s_e^2 and E[MS_between] = s_e^2 + R s_a^2. Common
    random numbers, where replicate r has the same draws at every point: two ways, y = m + a_point + b_replicate + e; b moves all
    points alike and so is noise, but not in the comparison of points. Source: Searle, Casella & McCulloch 1992, Variance
    Components, ch. 3 and 4.
    """
    values = values[np.isfinite(values).all(1)]
    points, replicates = values.shape
    if points < 2 or replicates < 2:
        return UNKNOWN
    means = values.mean(1)
    of_means = means.var(ddof=1)
    shared = 0.0
    if common:
        left = values - means[:, None] - values.mean(0) + values.mean()
        residual = (left**2).sum() / ((points - 1) * (replicates - 1))
        shared = max(0.0, values.mean(0).var(ddof=1) - residual / points)
    else:
        residual = values.var(1, ddof=1).mean()
    between = max(0.0, of_means - residual / replicates)
    total = between + shared + residual
    if total == 0:
        return Noise(0.0, 0.0, 0.0)
    in_means = min(1.0, residual / replicates / of_means) if of_means > 0 else 1.0
    return Noise(float((shared + residual) / total), float(in_means), float(np.sqrt(residual / replicates)))
