"""Distributions of an axis, each by its inverse: what a design spreads evenly over [0, 1] comes out spread as they say."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

UNIFORM, LOG_UNIFORM, NORMAL, TRUNCATED, DISCRETE = "uniform", "log_uniform", "normal", "truncated_normal", "discrete"
# How each is written in `over`; `values` are discrete with equal shares.
WRITTEN = {
    "values": "values: [A, B]", DISCRETE: "discrete: {A: WEIGHT, B: WEIGHT}", UNIFORM: "uniform: [LOW, HIGH]",
    LOG_UNIFORM: "log_uniform: [LOW, HIGH]", NORMAL: "normal: [MEAN, SD]", TRUNCATED: "truncated_normal: [MEAN, SD, LOW, HIGH]",
}  # fmt: skip
MOST_OUTSIDE = 0.01  # of the probability of a normal, beyond the range that it is cut to


class Distribution(NamedTuple):
    """`numbers`: mean and standard deviation of a normal, shares (adding up to 1) of discrete values, else none."""

    name: str = UNIFORM
    numbers: tuple[float, ...] = ()

    def quantiles(self, unit: np.ndarray, low: float, high: float) -> np.ndarray:
        """The numbers from `low` to `high` below which these shares (in [0, 1]) of the probability lie."""
        if self.name == LOG_UNIFORM:
            # One by one: the exponentials of whole arrays have other last bits on processors with AVX-512.
            start, stop = math.log(low), math.log(high)
            numbers = np.array([math.exp(start + share * (stop - start)) for share in unit.flat]).reshape(unit.shape)
        elif self.name in (NORMAL, TRUNCATED):
            from scipy.stats import truncnorm

            mean, deviation = self.numbers
            numbers = truncnorm((low - mean) / deviation, (high - mean) / deviation, mean, deviation).ppf(unit)
        else:
            numbers = low + unit * (high - low)
        return np.clip(numbers, low, high)

    def positions(self, unit: np.ndarray, count: int) -> np.ndarray:
        """Positions among `count` values, each of which has its share of [0, 1]."""
        if self.name == DISCRETE:
            return np.searchsorted(np.cumsum(self.numbers)[:-1], unit, side="right").astype(np.float64)
        return np.minimum((unit * count).astype(np.int64), count - 1).astype(np.float64)


EVEN = Distribution()


def outside(mean: float, deviation: float, low: float, high: float) -> float:
    """The share of a normal's probability that lies beyond [low, high]."""
    from scipy.stats import norm

    return float(norm.cdf(low, mean, deviation) + norm.sf(high, mean, deviation))
