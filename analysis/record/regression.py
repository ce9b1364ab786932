"""What coordinates of a point say of a record: each fact as a parabola in the parameters that move it, and what varies around it.

A run depends on many more parameters than facts can tell of. Those that move no fact beyond chance, and all that a parabola
misses, count as chance here, with the chance of a single run: a likelihood in few coordinates that few points suffice for.
Source: synthetic likelihood (Wood 2010, Nature 466) with a regression for the mean (Drovandi, Grazian, Mengersen and Robert 2018,
Statistics and Computing 28; Blum and Francois 2010, Statistics and Computing 20).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sklearn.covariance import LedoitWolf

from concertacion.analysis.record.implausibility import TINY, Against
from concertacion.analysis.record.sample import Sample, mean_of, trend
from concertacion.analysis.record.screening import Screen

STEPS = 50  # towards the mode, at most
LOG_2PI = float(np.log(2.0 * np.pi))
SILENT = 1e6  # variance, in that of a run, of a fact that too few points define


class Regression(NamedTuple):
    """Facts less the record, in the scale of `Against.compressed`: constant + linear z + square z^2, z the active coordinates."""

    constant: np.ndarray  # float64 (facts,)
    linear: np.ndarray  # float64 (facts, active)
    square: np.ndarray  # float64 (facts, active)
    covariance: (
        np.ndarray
    )  # of a record near the one there is: runs, parameters left out, error, discrepancy, float64 (facts, facts)

    def apart(self, points: np.ndarray) -> np.ndarray:
        """Record less expectation at points, float64 (points, active) -> (points, facts)."""
        return -(self.constant + points @ self.linear.T + points**2 @ self.square.T)

    def slope(self, point: np.ndarray) -> np.ndarray:
        """Change of the expectation with each coordinate at a point, float64 (facts, active)."""
        return self.linear + 2.0 * self.square * point

    def of_facts(self, kept: np.ndarray) -> Regression:
        """That of some of the facts, bool (facts,)."""
        return Regression(self.constant[kept], self.linear[kept], self.square[kept], self.covariance[np.ix_(kept, kept)])


def regressed(sample: Sample, screen: Screen, against: Against) -> Regression:
    """The regression of a sample. Points near the record count more; `screen` says which parameters move which fact."""
    compressed, scale = against.compressed(sample)
    mean, facts, active = mean_of(compressed), compressed.shape[2], screen.active
    known = np.isfinite(mean)
    terms, fitted, variance = np.zeros((facts, 1 + 2 * len(active))), np.zeros(mean.shape), np.zeros(facts)
    for fact in range(facts):
        some = np.flatnonzero(screen.acts[active, fact])
        coordinates, rows = sample.latent[:, active[some]], known[:, fact]
        columns = np.column_stack([np.ones(len(coordinates)), coordinates, coordinates**2])
        if rows.sum() <= columns.shape[1]:
            variance[fact] = SILENT * scale[fact] ** 2
            continue
        found = _nearest(columns[rows], mean[rows, fact], scale[fact])
        terms[fact, np.concatenate([[0], 1 + some, 1 + len(active) + some])] = found
        fitted[:, fact] = columns @ found
        apart = np.nanmean((compressed[rows, :, fact] - fitted[rows, fact, None]) ** 2, axis=1)
        variance[fact] = trend(fitted[rows, fact], apart, np.ones(rows.sum(), bool), np.zeros(1))[0]
    sizes = np.sqrt(variance)
    covariance = np.outer(sizes, sizes) * _correlation(compressed - fitted[:, None]) + against.spread + TINY * np.eye(facts)
    return Regression(terms[:, 0], terms[:, 1 : 1 + len(active)], terms[:, 1 + len(active) :], covariance)


def _nearest(columns: np.ndarray, values: np.ndarray, scale: float) -> np.ndarray:
    """Least squares, and once more with less weight for what is far from the record: 1 over 1 + (distance / scale)^2."""
    first, *_ = np.linalg.lstsq(columns, values, rcond=None)
    weight = 1.0 / np.sqrt(1.0 + (columns @ first / scale) ** 2)
    second, *_ = np.linalg.lstsq(columns * weight[:, None], values * weight, rcond=None)
    return second


def _correlation(apart: np.ndarray) -> np.ndarray:
    """Correlation of facts of single runs around the regression, shrunk (Ledoit and Wolf 2004), float64 (facts, facts)."""
    rows = np.nan_to_num(apart.reshape(-1, apart.shape[2]))
    scaled = rows / np.sqrt(np.maximum((rows**2).mean(axis=0), TINY))
    covariance = LedoitWolf(assume_centered=True).fit(scaled).covariance_ + TINY * np.eye(rows.shape[1])
    size = np.sqrt(np.diag(covariance))
    return covariance / np.outer(size, size)


def log_likelihood(regression: Regression, points: np.ndarray) -> np.ndarray:
    """The logarithm of the likelihood at points in the active coordinates, float64 (points, active) -> (points,)."""
    apart = regression.apart(points)
    pull = np.linalg.solve(regression.covariance, apart.T).T
    return -0.5 * ((pull * apart).sum(axis=1) + np.linalg.slogdet(regression.covariance)[1] + apart.shape[1] * LOG_2PI)


def mode_of(regression: Regression) -> tuple[np.ndarray, np.ndarray]:
    """Mode and inverse curvature of prior times likelihood, float64 (active,) and (active, active).

    By Gauss and Newton, with steps halved until they gain.
    """
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
