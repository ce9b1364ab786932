"""Politics within and between countries: governments, breaks of democracy, norms, borders; and any recorded country variable."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import DECADE, INFINITE, summed
from concertacion.sim.outcomes.variables import variable

COUNTRIES = ("countries",)
A_DECADE = "a country and decade"
BREAK = 0.1
CLOSENESS = 1  # among the weightings of pairs


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
def mean_level(values, q, m):
    """Mean over quarters and countries."""
    total, count = 0.0, summed(q.countries[m])
    for t in range(q.first[m], q.last[m]):
        total += row_mean(values, t, q.countries[m], count)
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
def share_breaking(fall, q, m):
    """Share of country-quarters with a sudden break."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(fall.shape[1]):
            count += q.countries[m, i] if fall[t, i] >= BREAK else 0.0
    return count / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@compiled
def share_suspended_anew(suspended, q, m):
    """Share of country-quarters in which a suspension begins."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(suspended.shape[1]):
            if suspended[t, i] > 0 and (t == 0 or suspended[t - 1, i] == 0):
                count += q.countries[m, i]
    return count / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@compiled
def morans_i(closed, q, m):
    """Moran's I of closures, pooled over quarters; NaN where all do the same all the time."""
    weights, closeness, across, within, total = q.countries[m], q.pairs[CLOSENESS], 0.0, 0.0, 0.0
    count = summed(weights)
    for i in range(weights.size):
        for j in range(weights.size):
            total += weights[i] * weights[j] * closeness[i, j] if i != j else 0.0
    for t in range(q.first[m], q.last[m]):
        mean = row_mean(closed, t, weights, count)
        if mean == 0.0 or mean == 1.0:
            continue
        for i in range(weights.size):
            deviation = weights[i] * (closed[t, i] - mean)
            within += deviation * deviation / count
            for j in range(weights.size):
                across += closeness[i, j] * deviation * weights[j] * (closed[t, j] - mean) if i != j else 0.0
    return across / total / within if total > 0.0 and within > 0.0 else math.nan


@compiled
def mean_norms(values, q, m):
    """Mean over quarters and the requested domains."""
    total, count = 0.0, summed(q.domains[m])
    for t in range(q.first[m], q.last[m]):
        total += row_mean(values, t, q.domains[m], count)
    return total / (q.last[m] - q.first[m])


@compiled
def mean_over_time(values, q, m):
    """Mean over quarters of values[t]."""
    total = 0.0
    for t in range(q.first[m], q.last[m]):
        total += values[t]
    return total / (q.last[m] - q.first[m])


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


@outcome("as the variable", -INFINITE, INFINITE, "mean over t,i of the variable", ("countries", "variable"))
def level(countries, q, m):
    """Mean of a recorded variable of countries, such as turmoil."""
    return mean_level(variable(q.which[m], countries), q, m)


@outcome(
    "as the variable", 0, INFINITE, "mean over t of the standard deviation over i of the variable", ("countries", "variable")
)
def spread(countries, q, m):
    """How far countries differ in a recorded variable, such as alignment."""
    return mean_spread(variable(q.which[m], countries), q, m)


@outcome(A_DECADE, 0, 40, "40 times the mean over t,i of [democracy_fall[t,i] >= 0.1]", COUNTRIES)
def breaks(countries, q, m):
    """Sudden breaks of democracy: falls of 0.1 or more in a quarter."""
    return DECADE * share_breaking(countries.democracy_fall, q, m)


@outcome(A_DECADE, 0, 40, "40 times the mean over t,i of [suspended[t,i] and not suspended[t-1,i]]", COUNTRIES)
def suspensions(countries, q, m):
    """Times that a charter suspended a country."""
    return DECADE * share_suspended_anew(countries.suspended, q, m)


@outcome("share", 0, 1, "mean over t,k of norms[t,k]", ("domain",))
def norms(issues, q, m):
    """Stock of shared norms."""
    return mean_norms(issues.norms, q, m)


@outcome("1", -1, 1, "mean over t of norm_content[t]")
def norm_content(region, q, m):
    """What democracy norms protect: 1 democracy, -1 whoever is in office."""
    return mean_over_time(region.norm_content, q, m)


@outcome("share", 0, 1, "mean over t,i of closed[t,i]", COUNTRIES)
def closures(countries, q, m):
    """Borders closed to displaced people."""
    return mean_level(countries.closed, q, m)


@outcome(
    "correlation",
    -1,
    1,
    "(sum over t,i!=j of g_ij z_ti z_tj / sum of g_ij) / (sum over t,i of z_ti^2 / N), z = closed less its mean over i, g closeness",
    COUNTRIES,
)
def closures_together(countries, q, m):
    """Whether neighbours close their borders together (Moran's I)."""
    return morans_i(countries.closed, q, m)
