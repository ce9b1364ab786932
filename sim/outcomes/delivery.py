"""Cooperation delivered: to whom, by which channel, and whether it outlasts a change of government."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.state import SUMMIT

WHERE = ("channel", "domain", "countries")
INFINITE = math.inf
YEAR = 4
DECADE = 40.0  # quarters


@compiled
def summed(weights):
    """The sum of a row of weights."""
    total = 0.0
    for n in range(weights.size):
        total += weights[n]
    return total


@compiled
def quarter_total(values, t, c, q, m):
    """Sum over the requested domains and countries of values[t,c,k,i]."""
    countries, total = q.countries[m], 0.0
    for k in range(values.shape[2]):
        if q.domains[m, k] > 0.0:
            cells, row = values[t, c, k], 0.0
            for i in range(countries.size):
                row += countries[i] * cells[i]
            total += row
    return total


@compiled
def channel_total(values, c, q, m):
    """Sum over the requested quarters, domains and countries of values[t,c,k,i]."""
    total = 0.0
    for t in range(q.first[m], q.last[m]):
        total += quarter_total(values, t, c, q, m)
    return total


@compiled
def cells(q, m):
    """Number of requested quarters, domains and countries together."""
    return (q.last[m] - q.first[m]) * summed(q.domains[m]) * summed(q.countries[m])


@compiled
def requested_total(values, q, m):
    """The same, over the requested channels."""
    total = 0.0
    for c in range(values.shape[1]):
        if q.channels[m, c] > 0.0:
            total += channel_total(values, c, q, m)
    return total


@compiled
def share_by_channel(delivered, q, m):
    """Share of all cooperation delivered that came through the requested channels."""
    requested, total = 0.0, 0.0
    for c in range(delivered.shape[1]):
        part = channel_total(delivered, c, q, m)
        requested += q.channels[m, c] * part
        total += part
    return requested / total if total > 0.0 else math.nan


@compiled
def free_share(took_part, delivered, q, m):
    """Share of what is delivered below the summit that goes to those who did not take part."""
    free, total, countries = 0.0, 0.0, q.countries[m]
    for t in range(q.first[m], q.last[m]):
        for c in range(SUMMIT):
            for k in range(delivered.shape[2]):
                if q.domains[m, k] > 0.0:
                    worked, got, with_it, without = took_part[t, c, k], delivered[t, c, k], 0.0, 0.0
                    for i in range(countries.size):
                        with_it += countries[i] * got[i]
                        without += countries[i] * got[i] * (1 - worked[i])
                    free += without
                    total += with_it
    return free / total if total > 0.0 else math.nan


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
def with_quarter(sums, t, y):
    """The sums (count, t, y, tt, ty) of a trend with one more quarter t of value y."""
    n, st, sy, stt, sty = sums
    return n + 1.0, st + t, sy + y, stt + t * t, sty + t * y


@compiled
def trend(sums):
    """Least-squares slope a decade from the sums of `with_quarter`: 40 (n ty - t y) / (n tt - t t)."""
    n, t, y, tt, ty = sums
    return DECADE * ((n * ty - t * y) / (n * tt - t * t)) if n * tt - t * t > 0.0 else math.nan


@compiled
def trend_of_total(delivered, q, m):
    """Trend a decade of the delivered cooperation of a quarter, summed over channels."""
    cells = summed(q.domains[m]) * summed(q.countries[m])
    sums = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        y = 0.0
        for c in range(delivered.shape[1]):
            if q.channels[m, c] > 0.0:
                y += quarter_total(delivered, t, c, q, m) / cells
        sums = with_quarter(sums, t, y)
    return trend(sums)


@outcome("index", 0, 3, "sum over c of the mean over t,k,i of delivered[t,c,k,i]", WHERE)
def delivered(issues, q, m):
    """Cooperation delivered, the sum of the requested channels, each from 0 (nothing) to 1 (all that a country could get)."""
    return requested_total(issues.delivered, q, m) / cells(q, m)


@outcome("share", 0, 1, "mean over t,c,k,i of took_part[t,c,k,i]", WHERE)
def participation(issues, q, m):
    """Country-domains (one country in one issue domain) that work in the channel."""
    return requested_total(issues.took_part, q, m) / (cells(q, m) * summed(q.channels[m]))


@outcome("share", 0, 1, "sum over t,k,i and requested c of delivered / sum over t,k,i and all c of delivered", WHERE)
def delivered_share(issues, q, m):
    """Share of all delivered cooperation that comes through the channel."""
    return share_by_channel(issues.delivered, q, m)


@outcome("share", 0, 1, "sum over t,k,i and c < summit of delivered (1 - took_part) / sum of delivered", ("domain", "countries"))
def free_riding(issues, q, m):
    """Share of what officials and minilateral groups deliver that goes to countries which did not work there."""
    return free_share(issues.took_part, issues.delivered, q, m)


@outcome(
    "ratio",
    0,
    INFINITE,
    "sum over new leaders (t,i) of |x[t]-x[t-1]| D(t..t+3) / sum of |x[t]-x[t-1]| D(t-4..t-1), D summed over c,k",
    WHERE,
)
def resilience(countries, issues, q, m):
    """Delivery in the year from a change of government on over delivery in the year before, weighted by the shift in ideology."""
    return after_over_before(countries.ideology, countries.new_leader, issues.delivered, q, m)


@outcome(
    "index a decade",
    -INFINITE,
    INFINITE,
    "40 times the least-squares slope on t of the sum over c of the mean over k,i of delivered",
    WHERE,
)
def delivered_trend(issues, q, m):
    """Trend of cooperation delivered."""
    return trend_of_total(issues.delivered, q, m)
