"""Facts at odds with what all others lead to expect, and how odd that is beside records that the model itself has made."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.analysis.record.exploring import Exploration
from concertacion.analysis.record.regression import Regression, log_likelihood, mode_of, regressed
from concertacion.analysis.record.sample import Sample
from concertacion.analysis.record.weighting import tempered

SURE = 0.1  # chance of a false alarm, over all facts, at which one is named as at odds with the others
PASTS, ENOUGH = 200, 100.0  # records that the model has made, and effective points that they come from at least (assumed)


class Surprise(NamedTuple):
    """By fact: how far the record is from what the others lead to expect, in standard deviations, and one such."""

    apart: np.ndarray  # float64 (facts,)
    size: np.ndarray  # of runs, error and discrepancy given those of the others, and of what these leave open, float64 (facts,)


class Usual(NamedTuple):
    """What surprises of records that the model has made are like."""

    size: np.ndarray  # root mean square, by fact, 1 at least: that of normal and linear facts, float64 (facts,)
    largest: np.ndarray  # over facts, in that size, ascending, float64 (pasts,)

    def chance(self, surprise: Surprise) -> np.ndarray:
        """Chance that some fact of a record that the model makes is as surprising as each fact is, float64 (facts,)."""
        above = len(self.largest) - np.searchsorted(self.largest, np.abs(surprise.apart) / self.size)
        return (1.0 + above) / (1.0 + len(self.largest))


def surprise(regression: Regression) -> Surprise:
    """Residuals of each fact given all others, in the linear model that touches the regression at its mode."""
    mode, _ = mode_of(regression)
    slope = regression.slope(mode)
    inverse = np.linalg.inv(slope @ slope.T + regression.covariance)
    apart = regression.apart(mode[None])[0] + slope @ mode
    size = 1.0 / np.sqrt(np.diag(inverse))
    return Surprise(inverse @ apart * size, size)


def usual(found: Exploration, generator: np.random.Generator) -> Usual:
    """The surprises of records made at points drawn by weight: a run of each, with error and discrepancy drawn.

    They are held against a regression that has not seen these points; every other point may be drawn, so that it sees half at
    least. Where few points have most of the weight, weights are tempered until they are worth `ENOUGH`: a handful would repeat
    itself.
    """
    sample, against, active = found.sample, found.against, found.screen.active
    log = found.log_prior + log_likelihood(found.regression, sample.latent[:, active])
    points = 2 * generator.choice(len(log[::2]), PASTS, p=tempered(log[::2], ENOUGH))
    rest = np.setdiff1d(np.arange(len(log)), points)
    unseen = regressed(Sample(*(each[rest] for each in sample)), found.screen, against)
    runs = sample.values[points, generator.integers(sample.values.shape[1], size=PASTS)]
    noise = generator.multivariate_normal(np.zeros(len(unseen.scale)), against.spread, PASTS, method="cholesky")
    pasts = np.where(np.isfinite(runs), runs, against.record) + noise
    moved = unseen.scale * np.arcsinh((pasts - against.record) / unseen.scale)
    apart = np.abs([surprise(unseen._replace(constant=unseen.constant - each)).apart for each in moved])
    size = np.maximum(np.sqrt((apart**2).mean(axis=0)), 1.0)
    return Usual(size, np.sort((apart / size).max(axis=1)))
