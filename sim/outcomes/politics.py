"""Governments: how often they change, how they swing, persist, differ and are trusted; and any recorded country variable."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import DECADE, INFINITE, summed
from concertacion.sim.outcomes.variables import variable

COUNTRIES = ("countries",)
A_DECADE = "a country and decade"
LATER = 16  # quarters: four years


@compiled
def new_leaders(new_leader, q, m):
    """Number of new leaders in the window."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(new_leader.shape[1]):
            count += 1.0 if q.countries[m, i] > 0.0 and new_leader[t, i] > 0 else 0.0
    return count


@compiled
def share_changing_side(ideology, new_leader, q, m):
    """Share of new leaders, of those after the run's first quarter, with whom ideology changes sign."""
    new, crossed = 0.0, 0.0
    for t in range(max(1, q.first[m]), q.last[m]):
        for i in range(new_leader.shape[1]):
            if q.countries[m, i] > 0.0 and new_leader[t, i] > 0:
                new += 1.0
                crossed += 1.0 if ideology[t, i] * ideology[t - 1, i] < 0.0 else 0.0
    return crossed / new if new > 0.0 else math.nan


@compiled
def row_mean(values, t, weights, count):
    """Mean over the requested countries or domains of values[t,i]."""
    total = 0.0
    for i in range(weights.size):
        total += weights[i] * values[t, i]
    return total / count


@compiled
def swing(values, q, m):
    """Standard deviation over time of the mean over countries."""
    mean, square, quarters, count = 0.0, 0.0, q.last[m] - q.first[m], summed(q.countries[m])
    for t in range(q.first[m], q.last[m]):
        level = row_mean(values, t, q.countries[m], count)
        mean += level / quarters
        square += level * level / quarters
    return math.sqrt(max(0.0, square - mean * mean))


@compiled
def mean_distance(ideology, q, m):
    """Mean distance of pairs of governments."""
    total, count, weights = 0.0, 0.0, q.countries[m]
    for t in range(q.first[m], q.last[m]):
        for i in range(weights.size):
            if weights[i] > 0.0:
                for j in range(i + 1, weights.size):
                    total += weights[j] * abs(ideology[t, i] - ideology[t, j])
                    count += weights[j]
    return total / count if count > 0.0 else math.nan


@compiled
def mean_level(values, weights, q, m):
    """Mean over quarters and the weighted countries or domains of values[t,i]."""
    total, count = 0.0, summed(weights)
    for t in range(q.first[m], q.last[m]):
        total += row_mean(values, t, weights, count)
    return total / (q.last[m] - q.first[m])


@compiled
def mean_spread(values, q, m):
    """Mean over quarters of the standard deviation over countries."""
    total, weights, count = 0.0, q.countries[m], summed(q.countries[m])
    for t in range(q.first[m], q.last[m]):
        mean, square = row_mean(values, t, weights, count), 0.0
        for i in range(weights.size):
            square += weights[i] * (values[t, i] - mean) * (values[t, i] - mean)
        total += math.sqrt(square / count)
    return total / (q.last[m] - q.first[m])


@compiled
def time_mean(values, i, first, last):
    """Mean over quarters of values[t,i]."""
    total = 0.0
    for t in range(first, last):
        total += values[t, i]
    return total / (last - first)


@compiled
def with_pair(n, x, y, xx, yy, xy, now, later):
    """Number and sums of pairs, with one pair more."""
    return n + 1.0, x + now, y + later, xx + now * now, yy + later * later, xy + now * later


@compiled
def correlated(n, x, y, xx, yy, xy):
    """Pearson's correlation from sums; NaN where one does not vary."""
    spread = (n * xx - x * x) * (n * yy - y * y)
    return max(-1.0, min(1.0, (n * xy - x * y) / math.sqrt(spread))) if spread > 1e-18 else math.nan


@compiled
def persistence(values, q, m):
    """Correlation of a country's distance from its own mean with that `LATER` quarters later, pooled."""
    n, x, y, xx, yy, xy = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(values.shape[1]):
        if q.countries[m, i] > 0.0:
            mean = time_mean(values, i, q.first[m], q.last[m])
            for t in range(q.first[m], q.last[m] - LATER):
                now, later = values[t, i] - mean, values[t + LATER, i] - mean
                n, x, y, xx, yy, xy = with_pair(n, x, y, xx, yy, xy, now, later)
    return correlated(n, x, y, xx, yy, xy)


@compiled
def share_in_step(values, q, m):
    """Variance over time of the mean over countries, over the mean of their variances."""
    own, count, first, last = 0.0, summed(q.countries[m]), q.first[m], q.last[m]
    for i in range(values.shape[1]):
        if q.countries[m, i] > 0.0:
            mean = time_mean(values, i, first, last)
            for t in range(first, last):
                own += (values[t, i] - mean) * (values[t, i] - mean) / (count * (last - first))
    together = swing(values, q, m)
    return min(1.0, together * together / own) if own > 0.0 else math.nan


@compiled
def mean_where_new(values, new_leader, q, m):
    """Mean of values[t,i] where a new leader takes office."""
    total, count = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(new_leader.shape[1]):
            if q.countries[m, i] > 0.0 and new_leader[t, i] > 0:
                total += values[t, i]
                count += 1.0
    return total / count if count > 0.0 else math.nan


@outcome(A_DECADE, 0, 40, "40 times the mean over t,i of new_leader[t,i]", COUNTRIES)
def changes_of_government(countries, q, m):
    """New leaders."""
    return DECADE * new_leaders(countries.new_leader, q, m) / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@outcome("share", 0, 1, "of (t,i), t > 0, with new_leader[t,i], those with x[t] x[t-1] < 0", COUNTRIES)
def alternation(countries, q, m):
    """Share of the changes of government from left to right or from right to left."""
    return share_changing_side(countries.ideology, countries.new_leader, q, m)


@outcome("1", 0, 1, "standard deviation over t of the mean over i of x[t,i]", COUNTRIES)
def ideology_swing(countries, q, m):
    """Swing of the region's mean ideology."""
    return swing(countries.ideology, q, m)


@outcome("distance", 0, 2, "mean over t and pairs i<j of |x_i - x_j|", COUNTRIES)
def polarisation(countries, q, m):
    """Ideological distance between governments."""
    return mean_distance(countries.ideology, q, m)


@outcome(
    "correlation",
    -1,
    1,
    "correlation over t,i of a[t,i] and a[t+16,i], a = x less its mean over t",
    COUNTRIES,
)
def ideology_persistence(countries, q, m):
    """Whether a government four years later stands on the same side of its country's mean; NaN in windows of four years or less."""
    return persistence(countries.ideology, q, m)


@outcome("share", 0, 1, "variance over t of the mean over i of x / mean over i of the variance over t of x", COUNTRIES)
def synchrony(countries, q, m):
    """How far governments move to the left and the right together: 1 all as one, 1/N each alone."""
    return share_in_step(countries.ideology, q, m)


@outcome("share", 0, 1, "mean over (t,i) with new_leader[t,i] of trust[t,i]", COUNTRIES)
def trust_in_new(countries, q, m):
    """Trust that the others put in a government in the quarter in which it takes office."""
    return mean_where_new(countries.trust, countries.new_leader, q, m)


@outcome("as the variable", -INFINITE, INFINITE, "mean over t,i of the variable", ("countries", "variable"))
def level(countries, q, m):
    """Mean of a recorded variable of countries, such as turmoil."""
    return mean_level(variable(q.which[m], countries), q.countries[m], q, m)


@outcome(
    "as the variable", 0, INFINITE, "mean over t of the standard deviation over i of the variable", ("countries", "variable")
)
def spread(countries, q, m):
    """How far countries differ in a recorded variable, such as alignment."""
    return mean_spread(variable(q.which[m], countries), q, m)
