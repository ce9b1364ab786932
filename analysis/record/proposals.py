"""Where a wave puts its points: kernels around points that are left, a part from the prior, and what each point then counts.

Source: Cappé et al. 2004 (population Monte Carlo); Owen and Zhou 2000 (defensive mixtures, balance heuristic).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import logsumexp

DEFENSIVE = 0.2  # share of a wave that is drawn from the prior, so that no weight exceeds 5 (assumed)
KERNELS = 400  # centres at most
BLOCK = 2_000_000  # distances at once


class Proposal(NamedTuple):
    """A mixture over the active coordinates; None of centres is the prior. The other coordinates come from the prior."""

    centres: np.ndarray | None  # float64 (kernels, active)
    root: np.ndarray | None  # Cholesky factor of a kernel's covariance, float64 (active, active)
    origin: np.ndarray | None = None  # position, among all points so far, of the point that each centre is, int64 (kernels,)

    def drawn(self, number: int, active: np.ndarray, axes: int, generator: np.random.Generator) -> np.ndarray:
        """Points, float64 (number, axes)."""
        points = generator.standard_normal((number, axes))
        if self.centres is not None and self.root is not None:
            moved = np.flatnonzero(generator.random(number) >= DEFENSIVE)
            near = self.centres[generator.integers(0, len(self.centres), len(moved))]
            points[np.ix_(moved, active)] = near + generator.standard_normal(near.shape) @ self.root.T
        return points

    def log_ratio(self, points: np.ndarray) -> np.ndarray:
        """Logarithm of the density over the prior's, of all points so far, in their order and in the active coordinates.

        A point's own kernel is left out: points that are left would count less than those that are not, because of it alone.
        """
        if self.centres is None or self.root is None or self.origin is None:
            return np.zeros(len(points))
        inverse = np.linalg.inv(self.root)
        centres, rows = self.centres @ inverse.T, points @ inverse.T
        kernels = np.full(len(rows), -np.inf)
        for at in np.array_split(np.arange(len(rows)), max(1, len(rows) * len(centres) // BLOCK)):
            apart = (rows[at] ** 2).sum(axis=1)[:, None] + (centres**2).sum(axis=1) - 2.0 * rows[at] @ centres.T
            others = self.origin != at[:, None]
            near = np.where(others, -0.5 * apart, -np.inf)
            kernels[at] = logsumexp(near, axis=1) - np.log(np.maximum(others.sum(axis=1), 1))
        level = -np.log(np.diag(self.root)).sum()
        return np.logaddexp(np.log(DEFENSIVE), np.log1p(-DEFENSIVE) + level + kernels + 0.5 * (points**2).sum(axis=1))


def around(points: np.ndarray, weights: np.ndarray, generator: np.random.Generator) -> Proposal:
    """Kernels around weighted points in the active coordinates, as wide as Scott's rule says for their effective number."""
    share = weights / weights.sum()
    origin = generator.choice(len(points), size=KERNELS, p=share)
    number, active = 1.0 / (share**2).sum(), points.shape[1]
    middle = share @ points
    covariance = ((points - middle) * share[:, None]).T @ (points - middle)
    shrunk = covariance + (0.05 + 0.5 / max(number, 1.0)) * np.eye(active)
    return Proposal(points[origin], np.linalg.cholesky(shrunk) * max(number, 2.0) ** (-1.0 / (active + 4)), origin)


def log_weights(points: np.ndarray, proposals: Sequence[Proposal], counts: Sequence[int]) -> np.ndarray:
    """Logarithm of prior over proposal of all waves together, in the active coordinates, float64 (points,)."""
    shares = np.log(np.asarray(counts) / np.sum(counts))
    ratios = np.stack([share + each.log_ratio(points) for share, each in zip(shares, proposals, strict=True)])
    return -logsumexp(ratios, axis=0)
