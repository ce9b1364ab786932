"""Powers from outside: what each does, how much the region trusts it and depends on it, and which has more influence."""

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


@compiled
def mean_of_power(values, q, m):
    """Mean over quarters of values[t,power]."""
    return summed_over_time(values, q.which[m], q.first[m], q.last[m]) / (q.last[m] - q.first[m])


@compiled
def swing_of_power(values, q, m):
    """Standard deviation over quarters of values[t,power]."""
    mean, square = mean_of_power(values, q, m), 0.0
    for t in range(q.first[m], q.last[m]):
        square += (values[t, q.which[m]] - mean) * (values[t, q.which[m]] - mean)
    return math.sqrt(square / (q.last[m] - q.first[m]))


@outcome("share", 0, 1, "mean over t of engagement[t,power]", POWER)
def engagement(region, q, m):
    """Engagement of the power in the region."""
    return mean_of_power(region.engagement, q, m)


@outcome("share", 0, 1, "standard deviation over t of engagement[t,power]", POWER)
def engagement_swing(region, q, m):
    """How far the power's engagement comes and goes."""
    return swing_of_power(region.engagement, q, m)


@outcome("share", 0, 1, "mean over t of framing[t,power]", POWER)
def framing(region, q, m):
    """How far the power frames its engagement as containing another."""
    return mean_of_power(region.framing, q, m)


@outcome("share", 0, 1, "mean over t of pressure[t,power]", POWER)
def pressure(region, q, m):
    """Pressure of the power on the region."""
    return mean_of_power(region.pressure, q, m)


@outcome("share", 0, 1, "mean over t of power_trust[t,power]", POWER)
def power_trust(region, q, m):
    """Trust of the region in the power."""
    return mean_of_power(region.power_trust, q, m)


@outcome("share", 0, 1, "mean over t of dependence[t,power]", POWER)
def dependence(region, q, m):
    """Dependence of the region on the power."""
    return mean_of_power(region.dependence, q, m)


@outcome("share", 0, 1, "sum over t of dependence[t,power] / sum over t and powers of dependence", POWER)
def influence(region, q, m):
    """The power's share of the dependence on all powers."""
    return share_of_dependence(region.dependence, q.which[m], q.first[m], q.last[m])
