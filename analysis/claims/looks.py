"""Looks: after how many pairs of runs a point is judged, and how sure a judgement must be to end its runs there.

Looking several times gives chance several tries. The error that an interval may make is therefore spent over the looks, by
alpha (n / N)^rho after n of at most N pairs (Lan & DeMets 1983, Biometrika 70; Kim & DeMets 1987, Biometrika 74), and the
intervals of all looks together miss the truth with probability alpha at most: repeated confidence intervals (Jennison & Turnbull
2000, ch. 9). Boundaries are those of a normal score by recursive integration (Armitage, McPherson & Rowe 1969); Student's t takes
their significance levels over (Jennison & Turnbull 2000, ch. 3).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from statistics import NormalDist

import numpy as np

SPENDING = 2.0  # rho: the larger, the less is spent before the last look
NODES = 96  # of the integration over what has not been settled
NORMAL = NormalDist()


def looks_to(first: int, most: int) -> tuple[int, ...]:
    """The numbers of pairs at which a point is looked at: twice as many each time, the last time at the limit."""
    looks = [first]
    while looks[-1] < most:
        looks.append(min(2 * looks[-1], most))
    return tuple(looks)


def confidence_at(pairs: int, looks: Sequence[int], confidence: float) -> float:
    """The confidence of an interval of so many pairs: that of the first look which has them; without looks, what is asked for."""
    levels = levels_of(tuple(looks), 1.0 - confidence)
    level = next((level for look, level in zip(looks, levels, strict=True) if look >= pairs), levels[-1] if levels else None)
    return confidence if level is None else 1.0 - level


@cache
def levels_of(looks: tuple[int, ...], alpha: float) -> tuple[float, ...]:
    """The two-sided significance level of each look."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    levels, spent, before = list[float](), 0.0, 0.0
    at, density = np.zeros(1), np.ones(1)  # of the score that no look has settled: where, and how much
    for look in looks:
        share = look / looks[-1]
        step, budget = math.sqrt(share - before), alpha * share**SPENDING - spent

        def crossed(bound: float, at: np.ndarray = at, density: np.ndarray = density, step: float = step) -> float:
            tails = [NORMAL.cdf((u - bound) / step) + NORMAL.cdf((-bound - u) / step) for u in at]
            return float(density @ np.array(tails))

        low, high = 0.0, 20.0
        for _ in range(60):  # bisection
            middle = 0.5 * (low + high)
            low, high = (middle, high) if crossed(middle) > budget else (low, middle)
        levels.append(2.0 * NORMAL.cdf(-high / math.sqrt(share)))
        further = high * nodes
        steps = np.exp(-0.5 * ((further[:, None] - at) / step) ** 2) / (step * math.sqrt(2.0 * math.pi))
        at, density = further, high * weights * (steps @ density)
        spent, before = alpha * share**SPENDING, share
    return tuple(levels)
