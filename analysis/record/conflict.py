"""Facts at odds with what all others lead to expect of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import norm

from concertacion.analysis.record.implausibility import TINY
from concertacion.analysis.record.regression import Regression, mode_of

SURE = 0.1  # chance of a false alarm, over all facts, at which one is named as at odds with the others


class Expected(NamedTuple):
    """How far the record of a fact lies from what the others lead to expect, and the standard deviation of that."""

    distance: float
    size: float  # of runs, error and discrepancy, given those of the others, and of what the others leave open of parameters

    @property
    def chance(self) -> float:
        """Chance of a record as far away."""
        return float(2.0 * norm.sf(abs(self.distance) / self.size))


def expected_of(regression: Regression, fact: int) -> Expected:
    """A fact as the others lead to expect it: at the mode that these give to the parameters, and with its curvature (Laplace)."""
    kept = np.arange(len(regression.constant)) != fact
    others = regression.of_facts(kept)
    mode, curved = mode_of(others)
    shared = np.linalg.solve(others.covariance, regression.covariance[kept, fact])
    apart, slope = regression.apart(mode[None])[0], regression.slope(mode)
    distance = apart[fact] - shared @ apart[kept]
    own = regression.covariance[fact, fact] - shared @ regression.covariance[kept, fact]
    moved = slope[fact] - shared @ slope[kept]
    far = max(abs(distance) / regression.scale[fact], TINY)
    near = own * (far / np.sinh(far)) ** 2  # where the expectation is, chance is compressed too; `own` is that near the record
    return Expected(float(distance), float(np.sqrt(near + moved @ curved @ moved)))


def least_chance(facts: int) -> float:
    """The chance under which one of so many facts is named: then no more than `SURE` records that the model itself made have one
    named, however facts go together (Bonferroni's bound; chances are those given all other facts, so they hardly overlap).
    """
    return SURE / max(facts, 1)


def named(regression: Regression) -> list[int]:
    """Facts at odds with the others, the most unlikely first."""
    chances = np.array([expected_of(regression, fact).chance for fact in range(len(regression.constant))])
    return [int(fact) for fact in np.argsort(chances) if chances[fact] < least_chance(len(chances))]
