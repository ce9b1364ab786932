"""Predictions: for each row the chances of a count of 0, 1, 2, ..., float64[row, count]; each row sums to 1.

The last count stands for itself and all above it.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import poisson


def of_runs(counts: np.ndarray, most: int, used: np.ndarray | None = None) -> np.ndarray:
    """Shares of runs, from counts int[row, run], all or those `used` bool[row, run]; none and any are smoothed by `smoothed`."""
    rows = len(counts)
    used = np.ones_like(counts, dtype=bool) if used is None else used
    place = np.minimum(counts, most) + np.arange(rows)[:, None] * (most + 1)
    number = used.sum(axis=1)
    seen = np.bincount(place.ravel(), used.ravel().astype(float), rows * (most + 1)).reshape(rows, most + 1)
    return smoothed(seen / number[:, None], number)


def smoothed(shares: np.ndarray, observations: np.ndarray) -> np.ndarray:
    """Shares of so many observations each, with the rule of succession for whether there is any: k of n becomes (k + 1)/(n + 2).

    So no chance is 0 or 1, and none depends on a bound at which it is cut off. Source: Laplace 1774.
    """
    none = (shares[:, 0] * observations + 1.0) / (observations + 2.0)
    some = shares[:, 1:].sum(axis=1)
    scaled = shares.copy()
    scaled[:, 0] = none
    never = some == 0.0
    scaled[never, 1] = 1.0 - none[never]
    scaled[~never, 1:] *= ((1.0 - none[~never]) / some[~never])[:, None]
    return scaled


def of_seats(filled: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Of a seat that was filled in so many of its meetings, float64[row] each: chances of 0 and 1."""
    taken = filled / np.maximum(held, 1)
    return smoothed(np.column_stack([1.0 - taken, taken]), held)


def of_chance(any_: np.ndarray) -> np.ndarray:
    """Of a chance: chances of 0 and 1."""
    return np.column_stack([1.0 - any_, any_])


def of_mean(mean: np.ndarray, most: int) -> np.ndarray:
    """Poisson chances of a mean, float64[row]."""
    table = poisson.pmf(np.arange(most + 1), np.maximum(mean, 1e-9)[:, None])
    table[:, -1] += np.maximum(0.0, 1.0 - table.sum(axis=1))
    return table


def some(chances: np.ndarray) -> np.ndarray:
    """The chance of any, float64[row]."""
    return 1.0 - chances[:, 0]
