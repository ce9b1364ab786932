"""Powers from outside: how much the region trusts each, depends on it, and which has more influence."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome

POWER = ("power",)


@compiled
def summed_over_time(values, power, first, last):
    """Sum over quarters of values[t,power]."""
    total = 0.0
    for t in range(first, last):
        total += values[t, power]
    return total


@compiled
def share_of_dependence(dependence, power, first, last):
    """The power's share of the dependence on all powers."""
    total = 0.0
    for t in range(first, last):
        for other in range(dependence.shape[1]):
            total += dependence[t, other]
    return summed_over_time(dependence, power, first, last) / total if total > 0.0 else math.nan


@outcome("share", 0, 1, "mean over t of power_trust[t,power]", POWER)
def power_trust(region, q, m):
    """Trust of the region in the power."""
    return summed_over_time(region.power_trust, q.which[m], q.first[m], q.last[m]) / (q.last[m] - q.first[m])


@outcome("share", 0, 1, "mean over t of dependence[t,power]", POWER)
def dependence(region, q, m):
    """Dependence of the region on the power."""
    return summed_over_time(region.dependence, q.which[m], q.first[m], q.last[m]) / (q.last[m] - q.first[m])


@outcome("share", 0, 1, "sum over t of dependence[t,power] / sum over t and powers of dependence", POWER)
def influence(region, q, m):
    """The power's share of the dependence on all powers."""
    return share_of_dependence(region.dependence, q.which[m], q.first[m], q.last[m])
