"""All combinations of n proposals, and Shapley shares of their values by exact weights. Combination c has proposal i on where bit
i of c is set.
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


def pairs(n: int) -> list[tuple[int, int]]:
    """The pairs of n proposals, in order."""
    return list(combinations(range(n), 2))
