"""Implausibility: how many standard deviations the record lies from what runs at a point give, and where to cut.

Source: Craig, Goldstein, Seheult and Smith 1997 (history matching); Williamson et al. 2013, Climate Dynamics 41.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.analysis.record.sample import ALIKE, Sample

SURVIVE = 0.95  # share of planted truths that the cut keeps
FAR = 4.0  # standard deviations from the record beyond which distances are compressed (assumed)
TINY = 1e-12


class Against(NamedTuple):
    """What a sample is held against: the record, and the covariance of error and discrepancy; of facts that weigh."""

    record: np.ndarray  # float64 (facts,)
    spread: np.ndarray  # float64 (facts, facts)

    def compressed(self, sample: Sample) -> tuple[np.ndarray, np.ndarray]:
        """Facts of runs less the record, float64 (points, runs, facts), and the scale of each up to which they stay as they are.

        Beyond some `FAR` standard deviations of a run, error and discrepancy they are logarithms: scale asinh(. / scale). Many
        facts range over orders of magnitude under the prior, and near the record little of that matters. How much runs vary is
        told by the points with means nearest to the record.
        """
        apart = np.nan_to_num(np.abs(sample.mean - self.record), nan=np.inf)
        nearest = np.argsort(apart, axis=0, kind="stable")[:ALIKE]
        runs = np.take_along_axis(sample.variance, nearest, axis=0).mean(axis=0)
        scale = FAR * np.sqrt(np.maximum(runs + np.diag(self.spread), TINY))
        return scale * np.arcsinh((sample.values - self.record) / scale), scale


def implausibilities(mean: np.ndarray, variance: np.ndarray, runs: int, against: Against) -> np.ndarray:
    """|record - mean| over the root of (1 + 1/runs) variance + error^2 + discrepancy^2, float64 (points, facts).

    A history is one run, so the variance of a single run counts, and that of the mean of `runs`. What no run defines says
    nothing: 0.
    """
    total = (1.0 + 1.0 / runs) * variance + np.diag(against.spread)
    return np.nan_to_num(np.abs(against.record - mean) / np.sqrt(np.maximum(total, TINY)))


def cut_of(sample: Sample, weights: np.ndarray, against: Against, generator: np.random.Generator) -> float:
    """The largest implausibility that `SURVIVE` of planted truths stay under: at each point its first run is the past, with error
    and discrepancy drawn, and the others tell what the point gives.
    """
    runs = sample.values.shape[1]
    if runs < 3:
        raise ValueError("a cut needs three runs a point")
    drawn = generator.multivariate_normal(np.zeros(len(against.record)), against.spread, len(sample.values), method="cholesky")
    planted = sample.values[:, 0] + drawn
    told = sample._replace(values=sample.values[:, 1:])
    others, variance = told.mean, told.variance  # without the past: it would widen what it is judged by
    total = (1.0 + 1.0 / (runs - 1)) * variance + np.diag(against.spread)
    worst = np.nan_to_num(np.abs(planted - others) / np.sqrt(np.maximum(total, TINY))).max(axis=1)
    order = np.argsort(worst)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(worst[order][min(np.searchsorted(reached, SURVIVE), len(order) - 1)])
