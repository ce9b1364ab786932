"""The likelihood of the record at a point, from mean and variance of its runs (Wood 2010, Nature 466; Price et al. 2018)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sklearn.covariance import LedoitWolf

from concertacion.analysis.record.implausibility import TINY, Against
from concertacion.analysis.record.sample import Sample

BLOCK = 2_000  # points at once
LOG_2PI = float(np.log(2.0 * np.pi))


class Likelihood(NamedTuple):
    """By point: the logarithm of the likelihood; and by fact how far the record is from what the others lead to expect there."""

    log: np.ndarray  # float64 (points,)
    residual: np.ndarray  # standard deviations of what is left given the other facts, float64 (points, facts)
    precision: np.ndarray  # of the fact given the others, float64 (points, facts)

    def without(self, fact: int) -> np.ndarray:
        """The logarithm of the likelihood of the other facts, float64 (points,)."""
        own = 0.5 * np.log(self.precision[:, fact]) - 0.5 * LOG_2PI - 0.5 * self.residual[:, fact] ** 2
        return self.log - own


def correlation_of(sample: Sample) -> np.ndarray:
    """Correlation of facts over the runs of a point, shrunk (Ledoit and Wolf 2004), float64 (facts, facts)."""
    scaled = (sample.values - sample.mean[:, None, :]) / np.sqrt(np.maximum(sample.variance, TINY))[:, None, :]
    rows = np.nan_to_num(scaled.reshape(-1, scaled.shape[2]))
    covariance = LedoitWolf(assume_centered=True).fit(rows).covariance_ + TINY * np.eye(rows.shape[1])
    size = np.sqrt(np.diag(covariance))
    return covariance / np.outer(size, size)


def likelihood(sample: Sample, correlation: np.ndarray, against: Against) -> Likelihood:
    """A normal one: covariance (1 - 1/runs) D R D + error and discrepancy, D the standard deviations of a single run.

    The mean of the runs varies by D R D / runs, and the average over it of this is the likelihood with the true mean.
    """
    runs, facts = sample.values.shape[1], len(against.record)
    apart = np.nan_to_num(against.record - sample.mean)
    sizes = np.sqrt((1.0 - 1.0 / runs) * sample.variance)
    parts = [_block(apart[at], sizes[at], correlation, against.spread + TINY * np.eye(facts))
             for at in np.array_split(np.arange(len(apart)), max(1, len(apart) // BLOCK))]  # fmt: skip
    return Likelihood(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _block(
    apart: np.ndarray, sizes: np.ndarray, correlation: np.ndarray, spread: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    covariance = sizes[:, :, None] * correlation * sizes[:, None, :] + spread
    inverse = np.linalg.inv(covariance)
    pull = np.einsum("pij,pj->pi", inverse, apart)
    precision = np.einsum("pii->pi", inverse)
    log = -0.5 * (np.einsum("pi,pi->p", apart, pull) + np.linalg.slogdet(covariance)[1] + apart.shape[1] * LOG_2PI)
    return log, pull / np.sqrt(precision), precision.copy()
