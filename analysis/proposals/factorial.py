"""All combinations of n proposals, and what is read off their values by exact weights: effects, interactions, Shapley shares.

Combination c has proposal i on where bit i of c is set. Every quantity here is linear in the values of the combinations, so its
interval is that of the same weights on resampled values.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np


def switched_on(n: int) -> np.ndarray:
    """Which proposals are on in each combination, bool (2^n, n)."""
    return (np.arange(2**n)[:, None] >> np.arange(n)) & 1 == 1


def shapley_weights(n: int) -> np.ndarray:
    """float64 (n, 2^n): the Shapley value of each proposal is these weights times the values (Shapley 1953).

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)).
    """
    on = switched_on(n)
    others = on.sum(axis=1)[None, :] - on.T  # in each combination, of each proposal: how many others are on
    weight = np.array([1.0 / (n * comb(n - 1, size)) for size in range(n)])[others]
    return np.where(on.T, weight, -weight)


def main_weights(n: int) -> np.ndarray:
    """float64 (n, 2^n): the main effect of each proposal, on against off, averaged over all settings of the others."""
    return np.where(switched_on(n).T, 1.0, -1.0) / 2 ** (n - 1)


def interaction_weights(n: int) -> np.ndarray:
    """float64 (n (n - 1) / 2, 2^n): of each pair (`pairs`), how much the effect of one changes when the other is on."""
    sign = np.where(switched_on(n), 1.0, -1.0)
    return np.array([sign[:, i] * sign[:, j] for i, j in pairs(n)]).reshape(-1, 2**n) / 2 ** (n - 2)


def pairs(n: int) -> list[tuple[int, int]]:
    """The pairs of n proposals, in order."""
    return list(combinations(range(n), 2))
