"""Politics within and between countries: governments, breaks of democracy, norms, borders; and any recorded country variable."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, merged
from concertacion.sim.outcomes.declaration import Outcome
from concertacion.sim.outcomes.delivery import DECADE, INFINITE, summed
from concertacion.sim.outcomes.variables import variable

COUNTRIES = ("countries",)
POLITICS = {
    "changes_of_government": Outcome("a country and decade", 0, 40, "new leaders", "40 times the mean over t,i of new_leader[t,i]", COUNTRIES),
    "alternation": Outcome("share", 0, 1, "changes of government across the ideological centre", "of (t,i), t > 0, with new_leader[t,i], those with x[t] x[t-1] < 0", COUNTRIES),
    "ideology_swing": Outcome("1", 0, 1, "swing of the region's mean ideology", "standard deviation over t of the mean over i of x[t,i]", COUNTRIES),
    "polarisation": Outcome("distance", 0, 2, "ideological distance between governments", "mean over t and pairs i<j of |x_i - x_j|", COUNTRIES),
    "level": Outcome("as the variable", -INFINITE, INFINITE, "mean of a country variable of the record, such as turmoil", "mean over t,i of the variable", ("countries", "variable")),
    "spread": Outcome("as the variable", 0, INFINITE, "how far countries differ in a variable of the record, such as alignment", "mean over t of the standard deviation over i of the variable", ("countries", "variable")),
    "breaks": Outcome("a country and decade", 0, 40, "sudden breaks of democracy: a fall of 0.1 or more in a quarter", "40 times the mean over t,i of [democracy_fall[t,i] >= 0.1]", COUNTRIES),
    "suspensions": Outcome("a country and decade", 0, 40, "countries called to order by a charter", "40 times the mean over t,i of [suspended[t,i] and not suspended[t-1,i]]", COUNTRIES),
    "norms": Outcome("share", 0, 1, "stock of shared norms", "mean over t,k of norms[t,k]", ("domain",)),
    "norm_content": Outcome("1", -1, 1, "what democracy norms protect: 1 democracy, -1 whoever is in office", "mean over t of norm_content[t]", ()),
    "closures": Outcome("share", 0, 1, "borders closed to displaced people", "mean over t,i of closed[t,i]", COUNTRIES),
    "closures_together": Outcome("correlation", -1, 1, "whether neighbours close their borders together (Moran's I)", "(sum over t,i!=j of g_ij z_ti z_tj / sum of g_ij) / (sum over t,i of z_ti^2 / N), z = closed less its mean over i, g closeness", COUNTRIES),
}  # fmt: skip
(CHANGES, ALTERNATION, IDEOLOGY_SWING, POLARISATION, LEVEL, SPREAD, BREAKS, SUSPENSIONS, NORMS, NORM_CONTENT, CLOSURES,
 CLOSURES_TOGETHER) = range(len(POLITICS))  # fmt: skip
BREAK = 0.1
CLOSENESS = 1  # among the weightings of pairs


@compiled
def change_counts(ideology, new_leader, q, m):
    """New leaders in the window; and of those after the run's first quarter, how many there are and how many crossed the centre."""
    new, later, crossed = 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(new_leader.shape[1]):
            if q.countries[m, i] > 0.0 and new_leader[t, i] > 0:
                new += 1.0
                if t > 0:
                    later += 1.0
                    crossed += 1.0 if ideology[t, i] * ideology[t - 1, i] < 0.0 else 0.0
    return new, later, crossed


@compiled
def row_mean(values, t, weights, count):
    """Mean over what is asked for of values[t,i]."""
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
def polarisation(ideology, q, m):
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
def level(values, q, m):
    """Mean over quarters and countries."""
    total, count = 0.0, summed(q.countries[m])
    for t in range(q.first[m], q.last[m]):
        total += row_mean(values, t, q.countries[m], count)
    return total / (q.last[m] - q.first[m])


@compiled
def spread(values, q, m):
    """Mean over quarters of the standard deviation over countries."""
    total, weights, count = 0.0, q.countries[m], summed(q.countries[m])
    for t in range(q.first[m], q.last[m]):
        mean, square = row_mean(values, t, weights, count), 0.0
        for i in range(weights.size):
            square += weights[i] * (values[t, i] - mean) * (values[t, i] - mean)
        total += math.sqrt(square / count)
    return total / (q.last[m] - q.first[m])


@compiled
def breaks(fall, q, m):
    """Share of country-quarters with a sudden break."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(fall.shape[1]):
            count += q.countries[m, i] if fall[t, i] >= BREAK else 0.0
    return count / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@compiled
def suspensions(suspended, q, m):
    """Share of country-quarters in which a suspension begins."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(suspended.shape[1]):
            if suspended[t, i] > 0 and (t == 0 or suspended[t - 1, i] == 0):
                count += q.countries[m, i]
    return count / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@compiled
def closures_together(closed, q, m):
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
            own = weights[i] * (closed[t, i] - mean)
            within += own * own / count
            for j in range(weights.size):
                across += closeness[i, j] * own * weights[j] * (closed[t, j] - mean) if i != j else 0.0
    return across / total / within if total > 0.0 and within > 0.0 else math.nan


@merged
def reduce_politics(code, countries, issues, region, q, m):
    """The outcome of this theme with that code."""
    if code <= ALTERNATION:
        new, later, crossed = change_counts(countries.ideology, countries.new_leader, q, m)
        if code == CHANGES:
            return DECADE * new / ((q.last[m] - q.first[m]) * summed(q.countries[m]))
        return crossed / later if later > 0.0 else math.nan
    if code == IDEOLOGY_SWING:
        return swing(countries.ideology, q, m)
    if code == POLARISATION:
        return polarisation(countries.ideology, q, m)
    if code == LEVEL:
        return level(variable(countries, q.which[m]), q, m)
    if code == SPREAD:
        return spread(variable(countries, q.which[m]), q, m)
    if code == BREAKS:
        return DECADE * breaks(countries.democracy_fall, q, m)
    if code == SUSPENSIONS:
        return DECADE * suspensions(countries.suspended, q, m)
    if code == CLOSURES:
        return level(countries.closed, q, m)
    if code == CLOSURES_TOGETHER:
        return closures_together(countries.closed, q, m)
    total = 0.0
    for t in range(q.first[m], q.last[m]):
        if code == NORM_CONTENT:
            total += region.norm_content[t]
        else:
            total += row_mean(issues.norms, t, q.domains[m], summed(q.domains[m]))
    return total / (q.last[m] - q.first[m])
