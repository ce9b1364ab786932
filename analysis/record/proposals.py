"""Where a wave puts its points: where the likelihood is, a part from the prior; and what each point then counts.

Source: Cappé et al. 2004 (population Monte Carlo); Owen and Zhou 2000 (defensive mixtures, balance heuristic).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import logsumexp

from concertacion.analysis.record.likelihood import likelihood
from concertacion.analysis.record.regression import Regression
from concertacion.analysis.record.weighting import tempered

DEFENSIVE = 0.2  # share of a wave that is drawn from the prior, so that no weight exceeds 5 (assumed)
WIDER = 1.1  # variance of a proposal over that of the weights, so that its tails are covered (assumed)
STEPS = 50  # towards the mode, at most
ROUNDS, DRAWS, COUNTED = 2, 4000, 1500  # of adaptation; draws in each, and effective ones


class Proposal(NamedTuple):
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
            points[np.ix_(moved, active)] = self.centre + points[np.ix_(moved, active)] @ self.root.T
        return points

    def log_ratio(self, points: np.ndarray) -> np.ndarray:
        """Logarithm of the density over the prior's, at points in the active coordinates, float64 (points,)."""
        if self.centre is None or self.root is None:
            return np.zeros(len(points))
        own = np.linalg.solve(self.root, (points - self.centre).T)
        log = 0.5 * ((points**2).sum(axis=1) - (own**2).sum(axis=0)) - np.log(np.diag(self.root)).sum()
        return np.logaddexp(np.log(DEFENSIVE), np.log1p(-DEFENSIVE) + log)


def aimed(regression: Regression, generator: np.random.Generator) -> Proposal:
    """The normal nearest to prior times likelihood: at the mode, with its curvature; then by the moments of weighted draws."""
    centre, covariance = _mode(regression)
    for _ in range(ROUNDS):
        proposal = _wide(centre, covariance)
        draws = proposal.drawn(DRAWS, np.arange(len(centre)), len(centre), generator)
        log_prior = -proposal.log_ratio(draws)
        share = tempered(log_prior, likelihood(regression, draws).log, COUNTED)
        centre = share @ draws
        moments = ((draws - centre) * share[:, None]).T @ (draws - centre)
        covariance = 0.9 * moments + 0.1 * covariance
    return _wide(centre, covariance)


def _wide(centre: np.ndarray, covariance: np.ndarray) -> Proposal:
    return Proposal(centre, np.linalg.cholesky(WIDER * covariance + 1e-9 * np.eye(len(centre))))


def _mode(regression: Regression) -> tuple[np.ndarray, np.ndarray]:
    """Mode and inverse curvature of prior times likelihood, by Gauss and Newton with steps halved until they gain."""
    inverse, point = np.linalg.inv(regression.covariance), np.zeros(regression.linear.shape[1])

    def loss(at: np.ndarray) -> float:
        apart = regression.apart(at[None])[0]
        return float(0.5 * (apart @ inverse @ apart + at @ at))

    for _ in range(STEPS):
        slope = regression.slope(point)
        curvature = np.eye(len(point)) + slope.T @ inverse @ slope
        step = np.linalg.solve(curvature, slope.T @ inverse @ regression.apart(point[None])[0] - point)
        size = 1.0
        while loss(point + size * step) > loss(point) and size > 1e-3:
            size /= 2.0
        point = point + size * step
        if np.abs(size * step).max() < 1e-3:
            break
    slope = regression.slope(point)
    return point, np.linalg.inv(np.eye(len(point)) + slope.T @ inverse @ slope)


def log_weights(points: np.ndarray, proposals: Sequence[Proposal], counts: Sequence[int]) -> np.ndarray:
    """Logarithm of prior over proposal of all waves together, in the active coordinates, float64 (points,)."""
    shares = np.log(np.asarray(counts) / np.sum(counts))
    ratios = np.stack([share + each.log_ratio(points) for share, each in zip(shares, proposals, strict=True)])
    return -logsumexp(ratios, axis=0)
