"""What coordinates of a point say of a record: each fact as a sum of parabolas in the parameters that move it.

A run depends on many more parameters than facts can tell of. Those that move no fact beyond chance, and all that the parabolas
miss, count as chance here, with the chance of a single run: a likelihood in few coordinates that few points suffice for.
Source: synthetic likelihood (Wood 2010, Nature 466) with a regression for the mean (Drovandi, Grazian, Mengersen and Robert 2018,
Statistics and Computing 28; Blum and Francois 2010, Statistics and Computing 20).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sklearn.covariance import LedoitWolf

from concertacion.analysis.record.implausibility import TINY, Against
from concertacion.analysis.record.sample import Sample, mean_of
from concertacion.analysis.record.screening import Screen

STEPS = 50  # towards the mode, at most
NEAREST = 500  # points, nearest to the record by what is expected there, whose runs say what chance does (assumed)
SILENT = 1e3  # scales, as a standard deviation: a fact that too few points define
LOG_2PI = float(np.log(2.0 * np.pi))


class Regression(NamedTuple):
    """Facts less the record, in the scale of `Against.compressed`: constant + linear z + square z^2, z the active coordinates."""

    constant: np.ndarray  # float64 (facts,)
    linear: np.ndarray  # float64 (facts, active)
    square: np.ndarray  # float64 (facts, active)
    covariance: np.ndarray  # of a record near this one: runs, parameters left out, error, discrepancy, float64 (facts, facts)
    scale: np.ndarray  # distance from the record beyond which facts are compressed, float64 (facts,)

    def apart(self, points: np.ndarray) -> np.ndarray:
        """Record less expectation at points, float64 (points, active) -> (points, facts)."""
        return -(self.constant + points @ self.linear.T + points**2 @ self.square.T)

    def slope(self, point: np.ndarray) -> np.ndarray:
        """Change of the expectation with each coordinate at a point, float64 (facts, active)."""
        return self.linear + 2.0 * self.square * point


def regressed(sample: Sample, screen: Screen, against: Against) -> Regression:
    """The regression of a sample. Points near the record count more; `screen` says which parameters move which fact."""
    compressed, scale = against.compressed(sample)
    mean, active = mean_of(compressed), screen.active
    terms, fitted = np.zeros((mean.shape[1], 1 + 2 * len(active))), np.full(mean.shape, np.nan)
    for fact in range(mean.shape[1]):
        some, rows = np.flatnonzero(screen.acts[active, fact]), np.isfinite(mean[:, fact])
        coordinates = sample.latent[:, active[some]]
        columns = np.column_stack([np.ones(len(coordinates)), coordinates, coordinates**2])
        if rows.sum() > columns.shape[1]:
            found = _fit(columns[rows], mean[rows, fact], scale[fact])
            terms[fact, np.concatenate([[0], 1 + some, 1 + len(active) + some])] = found
            fitted[:, fact] = columns @ found
    covariance = _chance(compressed, fitted, scale) + against.spread + TINY * np.eye(len(scale))
    return Regression(terms[:, 0], terms[:, 1 : 1 + len(active)], terms[:, 1 + len(active) :], covariance, scale)


def _fit(columns: np.ndarray, values: np.ndarray, scale: float) -> np.ndarray:
    """Least squares, and once more with less weight for what is far from the record: 1 over 1 + (distance / scale)^2."""
    first, *_ = np.linalg.lstsq(columns, values, rcond=None)
    weight = 1.0 / np.sqrt(1.0 + (columns @ first / scale) ** 2)
    second, *_ = np.linalg.lstsq(columns * weight[:, None], values * weight, rcond=None)
    return second


def nearest_to_record(apart: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Positions of points, those first whose expectations are near the record in all facts together; `apart` (points, facts)."""
    return np.argsort(np.nan_to_num((apart / scale) ** 2).mean(axis=1), kind="stable")


def _chance(compressed: np.ndarray, fitted: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Covariance of single runs around the fit at the points nearest to the record, float64 (facts, facts).

    Of these alone, because what parabolas miss is shared by facts that one parameter moves, and not the same everywhere. The
    correlation is shrunk (Ledoit and Wolf 2004).
    """
    nearest = nearest_to_record(fitted, scale)[:NEAREST]
    runs = (compressed - fitted[:, None])[nearest].reshape(-1, len(scale))
    sizes = np.sqrt(np.nansum(runs**2, axis=0) / np.maximum(np.isfinite(runs).sum(axis=0), 1)) + TINY
    shrunk = LedoitWolf(assume_centered=True).fit(np.nan_to_num(runs) / sizes).covariance_
    sizes = np.where(np.isfinite(runs).any(axis=0), sizes, SILENT * scale)
    own = np.sqrt(np.maximum(np.diag(shrunk), TINY))
    return np.outer(sizes, sizes) * shrunk / np.outer(own, own)


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
