"""What a turn or a shock does to the cooperation delivered: the year before it, held against what comes after."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import INFINITE, WHERE, quarter_mean

YEAR = 4
RECOVERED = 0.9  # of the year before: from this share on delivery counts as back


@compiled
def after_over_before(ideology, new_leader, delivered, q, m):
    """Delivery to a country in the year from a new leader on, over that in the year before, pooled and weighted by the turn."""
    before, after = 0.0, 0.0
    for t in range(max(YEAR, q.first[m]), min(q.last[m], delivered.shape[0] - YEAR + 1)):
        for i in range(new_leader.shape[1]):
            if q.countries[m, i] == 0.0 or new_leader[t, i] == 0:
                continue
            turn = abs(ideology[t, i] - ideology[t - 1, i])
            for c in range(delivered.shape[1]):
                for k in range(delivered.shape[2]):
                    if q.channels[m, c] > 0.0 and q.domains[m, k] > 0.0:
                        for s in range(YEAR):
                            before += turn * delivered[t - 1 - s, c, k, i]
                            after += turn * delivered[t + s, c, k, i]
    return after / before if before > 0.0 else math.nan


@compiled
def year_before(delivered, q, m):
    """Mean of what is delivered in the year before the window; NaN where the run began later."""
    if q.first[m] < YEAR:
        return math.nan
    total = 0.0
    for t in range(q.first[m] - YEAR, q.first[m]):
        total += quarter_mean(delivered, t, q, m)
    return total / YEAR


@compiled
def against_year_before(delivered, q, m):
    """Mean of what is delivered in the window, over that of the year before it."""
    before, total = year_before(delivered, q, m), 0.0
    for t in range(q.first[m], q.last[m]):
        total += quarter_mean(delivered, t, q, m)
    return total / (q.last[m] - q.first[m]) / before if before > 0.0 else math.nan


@compiled
def quarters_to_recover(delivered, q, m):
    """Quarters from the first of the window until delivery is back, or all of them."""
    before = year_before(delivered, q, m)
    if not before > 0.0:
        return math.nan
    for t in range(q.first[m], q.last[m]):
        if quarter_mean(delivered, t, q, m) >= RECOVERED * before:
            return float(t - q.first[m])
    return float(q.last[m] - q.first[m])


@outcome(
    "ratio",
    0,
    INFINITE,
    "sum over new leaders (t,i) of |x[t]-x[t-1]| D(t..t+3) / sum of |x[t]-x[t-1]| D(t-4..t-1), D the mean over c,k of delivered",
    WHERE,
)
def resilience(countries, issues, q, m):
    """Delivery in the year from a change of government on over delivery in the year before, weighted by the shift in ideology."""
    return after_over_before(countries.ideology, countries.new_leader, issues.delivered, q, m)


@outcome("ratio", 0, INFINITE, "mean over t,c,k,i of delivered / mean over the four quarters before the window", WHERE)
def response(issues, q, m):
    """Delivery in the window over that in the year before it: 1 where a shock at its beginning moves nothing."""
    return against_year_before(issues.delivered, q, m)


@outcome(
    "quarter",
    0,
    INFINITE,
    "quarters from the first t until the mean over c,k,i of delivered[t] >= 0.9 of that over the four quarters before; T if never",
    WHERE,
)
def recovery(issues, q, m):
    """Quarters until delivery is back to nine tenths of the year before the window; all of the window where it never is."""
    return quarters_to_recover(issues.delivered, q, m)
