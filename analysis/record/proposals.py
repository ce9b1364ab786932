"""Where a wave puts its points: where the likelihood is, a part from the prior; and what each point then counts.

Source: Cappé et al. 2004 (population Monte Carlo); Owen and Zhou 2000 (defensive mixtures, balance heuristic).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import logsumexp

from concertacion.analysis.record.regression import Regression, log_likelihood, mode_of
from concertacion.analysis.record.weighting import smoothed

DEFENSIVE = 0.2  # share of a wave that is drawn from the prior, so that no weight exceeds 5 (assumed)
# Decimals of centre and root, and of points, whose coordinates have a standard deviation of 1: the last bits of sums differ with
# the number of threads, and runs that a folder holds must serve again.
COARSE, FINE = 4, 6
ROUNDS, DRAWS = 2, 10_000  # of draws that correct means and variances


class Mixture(NamedTuple):
    """A normal in the active coordinates and a part of the prior; without a centre, the prior. Other coordinates: the prior.

    It is wide in coordinates of which the record says nothing, so points count much alike in however many coordinates.
    """

    centre: np.ndarray | None = None  # float64 (active,)
    root: np.ndarray | None = None  # Cholesky factor of the covariance, float64 (active, active)

    def drawn(self, number: int, active: np.ndarray, axes: int, generator: np.random.Generator) -> np.ndarray:
        """Points, float64 (number, axes)."""
        points = generator.standard_normal((number, axes))
        if self.centre is not None and self.root is not None:
            moved = np.flatnonzero(generator.random(number) >= DEFENSIVE)
            points[np.ix_(moved, active)] = np.round(self.centre + points[np.ix_(moved, active)] @ self.root.T, FINE)
        return points

    def log_ratio(self, points: np.ndarray) -> np.ndarray:
        """Logarithm of the density over the prior's, at points in the active coordinates, float64 (points,)."""
        if self.centre is None or self.root is None:
            return np.zeros(len(points))
        return np.logaddexp(np.log(DEFENSIVE), np.log1p(-DEFENSIVE) + self.log_normal(points))

    def log_normal(self, points: np.ndarray) -> np.ndarray:
        """The same of the normal alone."""
        assert self.centre is not None and self.root is not None
        own = np.linalg.solve(self.root, (points - self.centre).T)
        return 0.5 * ((points**2).sum(axis=1) - (own**2).sum(axis=0)) - np.log(np.diag(self.root)).sum()


def aimed(regression: Regression, generator: np.random.Generator) -> Mixture:
    """A normal like prior times likelihood: of the mode and its curvature, with means and variances of weighted draws."""
    centre, covariance = mode_of(regression)
    for _ in range(ROUNDS):
        draws = centre + generator.standard_normal((DRAWS, len(centre))) @ np.linalg.cholesky(covariance).T
        log_prior = -Mixture(centre, np.linalg.cholesky(covariance)).log_normal(draws)
        share = smoothed(log_prior + log_likelihood(regression, draws)).weights
        centre = share @ draws
        wider = np.sqrt((share @ (draws - centre) ** 2) / np.diag(covariance))
        covariance = covariance * np.outer(wider, wider)
    return Mixture(np.round(centre, COARSE), np.round(np.linalg.cholesky(covariance), COARSE))


def log_weights(points: np.ndarray, proposals: Sequence[Mixture], counts: Sequence[int]) -> np.ndarray:
    """Logarithm of prior over proposal of all waves together, in the active coordinates, float64 (points,)."""
    shares = np.log(np.asarray(counts) / np.sum(counts))
    ratios = np.stack([share + each.log_ratio(points) for share, each in zip(shares, proposals, strict=True)])
    return -logsumexp(ratios, axis=0)
