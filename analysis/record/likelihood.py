"""The likelihood of the record at points, from their regression: a normal one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.analysis.record.regression import Regression

LOG_2PI = float(np.log(2.0 * np.pi))


class Likelihood(NamedTuple):
    """By point: the logarithm of the likelihood; and by fact how far the record is from what the others lead to expect there."""

    log: np.ndarray  # float64 (points,)
    residual: np.ndarray  # standard deviations of what is left given the other facts, float64 (points, facts)
    precision: np.ndarray  # of the fact given the others, float64 (facts,)

    def without(self, fact: int) -> np.ndarray:
        """The logarithm of the likelihood of the other facts, float64 (points,)."""
        own = 0.5 * np.log(self.precision[fact]) - 0.5 * LOG_2PI - 0.5 * self.residual[:, fact] ** 2
        return self.log - own


def likelihood(regression: Regression, points: np.ndarray) -> Likelihood:
    """The likelihood at points in the active coordinates, float64 (points, active)."""
    apart, inverse = regression.apart(points), np.linalg.inv(regression.covariance)
    pull, precision = apart @ inverse, np.diag(inverse).copy()
    log = -0.5 * ((pull * apart).sum(axis=1) + np.linalg.slogdet(regression.covariance)[1] + apart.shape[1] * LOG_2PI)
    return Likelihood(log, pull / np.sqrt(precision), precision)
