"""Cooperation delivered: to whom, by which channel, what needs it leaves, and what it costs those who support it."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.state import SUMMIT

WHERE = ("channel", "domain", "countries")
NEEDS = ("domain", "countries")
INFINITE = math.inf
DECADE = 40.0  # quarters


@compiled
def summed(weights):
    """The sum of a row of weights."""
    total = 0.0
    for n in range(weights.size):
        total += weights[n]
    return total


@compiled
def add_up(delivered, sums):
    """Write what is delivered to all countries together into `sums` (quarter, channel, domain)."""
    for t in range(sums.shape[0]):
        for c in range(sums.shape[1]):
            for k in range(sums.shape[2]):
                cells, row = delivered[t, c, k], 0.0
                for i in range(cells.size):
                    row += float(cells[i])
                sums[t, c, k] = row


@compiled
def quarter_total(values, known, t, c, q, m):
    """Sum over the requested domains and countries of values[t,c,k,i]; where `known`, those over countries are in q.sums."""
    countries, total = q.countries[m], 0.0
    for k in range(values.shape[2]):
        if q.domains[m, k] > 0.0:
            if known:
                total += q.sums[t, c, k]
            else:
                cells, row = values[t, c, k], 0.0
                for i in range(countries.size):
                    row += countries[i] * cells[i]
                total += row
    return total


@compiled
def channel_total(values, known, c, q, m):
    """Sum over the requested quarters, domains and countries of values[t,c,k,i] (`known` as in `quarter_total`)."""
    total = 0.0
    for t in range(q.first[m], q.last[m]):
        total += quarter_total(values, known, t, c, q, m)
    return total


@compiled
def cells(q, m):
    """Number of requested quarters, domains and countries together."""
    return (q.last[m] - q.first[m]) * summed(q.domains[m]) * summed(q.countries[m])


@compiled
def requested_mean(values, known, q, m):
    """Mean over the requested quarters, channels, domains and countries of values[t,c,k,i] (`known` as in `quarter_total`)."""
    total = 0.0
    for c in range(values.shape[1]):
        if q.channels[m, c] > 0.0:
            total += channel_total(values, known, c, q, m)
    return total / (cells(q, m) * summed(q.channels[m]))


@compiled
def share_by_channel(delivered, q, m):
    """Share of all cooperation delivered that came through the requested channels."""
    requested, total = 0.0, 0.0
    for c in range(delivered.shape[1]):
        part = channel_total(delivered, q.known[m], c, q, m)
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
                        part = countries[i] * got[i]
                        with_it += part
                        without += part if worked[i] == 0 else 0.0
                    free += without
                    total += with_it
    return free / total if total > 0.0 else math.nan


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
def quarter_mean(delivered, t, q, m):
    """Mean over the requested channels, domains and countries of delivered[t,c,k,i]."""
    total = 0.0
    for c in range(delivered.shape[1]):
        if q.channels[m, c] > 0.0:
            total += quarter_total(delivered, q.known[m], t, c, q, m)
    return total / (summed(q.channels[m]) * summed(q.domains[m]) * summed(q.countries[m]))


@compiled
def trend_of_mean(delivered, q, m):
    """Trend a decade of what a quarter delivers, on average."""
    sums = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        sums = with_quarter(sums, t, quarter_mean(delivered, t, q, m))
    return trend(sums)


@compiled
def share_unmet(salience, delivered, q, m):
    """Share of what matters, by salience, that all channels together leave undelivered."""
    unmet, total, countries = 0.0, 0.0, q.countries[m]
    for t in range(q.first[m], q.last[m]):
        for k in range(salience.shape[1]):
            if q.domains[m, k] > 0.0:
                for i in range(countries.size):
                    got = 0.0
                    for c in range(delivered.shape[1]):
                        got += delivered[t, c, k, i]
                    unmet += countries[i] * salience[t, k, i] * (1.0 - min(1.0, got))
                    total += countries[i] * salience[t, k, i]
    return unmet / total if total > 0.0 else math.nan


@compiled
def mean_salience(salience, q, m):
    """Mean over the requested quarters, domains and countries."""
    total, countries = 0.0, q.countries[m]
    for t in range(q.first[m], q.last[m]):
        for k in range(salience.shape[1]):
            if q.domains[m, k] > 0.0:
                for i in range(countries.size):
                    total += countries[i] * salience[t, k, i]
    return total / cells(q, m)


@compiled
def mean_over_time(values, q, m):
    """Mean over quarters of values[t]."""
    total = 0.0
    for t in range(q.first[m], q.last[m]):
        total += values[t]
    return total / (q.last[m] - q.first[m])


@outcome("share", 0, 1, "mean over t,c,k,i of delivered[t,c,k,i]", WHERE)
def delivered(issues, q, m):
    """Cooperation delivered, from 0 (nothing) to 1 (all that a country could get): mean of the requested channels, all alike."""
    return requested_mean(issues.delivered, q.known[m], q, m)


@outcome("share", 0, 1, "mean over t,c,k,i of took_part[t,c,k,i]", WHERE)
def participation(issues, q, m):
    """Country-domains (one country in one issue domain) that work in the channel."""
    return requested_mean(issues.took_part, 0, q, m)


@outcome("share", 0, 1, "sum over t,k,i and requested c of delivered / sum over t,k,i and all c of delivered", WHERE)
def delivered_share(issues, q, m):
    """Share of all delivered cooperation that comes through the channel."""
    return share_by_channel(issues.delivered, q, m)


@outcome("share", 0, 1, "sum over t,k,i and c < summit of delivered (1 - took_part) / sum of delivered", NEEDS)
def free_riding(issues, q, m):
    """Share of what officials and minilateral groups deliver that goes to countries which did not work there."""
    return free_share(issues.took_part, issues.delivered, q, m)


@outcome(
    "share a decade", -INFINITE, INFINITE, "40 times the least-squares slope on t of the mean over c,k,i of delivered", WHERE
)
def delivered_trend(issues, q, m):
    """Trend of cooperation delivered."""
    return trend_of_mean(issues.delivered, q, m)


@outcome("share", 0, 1, "sum over t,k,i of salience (1 - min(1, sum over c of delivered)) / sum of salience", NEEDS)
def unmet(issues, q, m):
    """Needs that no channel meets: what is not delivered, weighted by how much the issue matters to the country."""
    return share_unmet(issues.salience, issues.delivered, q, m)


@outcome("1", 0, INFINITE, "mean over t,k,i of salience[t,k,i]", NEEDS)
def salience(issues, q, m):
    """How much issues matter to countries."""
    return mean_salience(issues.salience, q, m)


@outcome("of a channel's cost", 0, INFINITE, "mean over t of spent[t]")
def spent(region, q, m):
    """Money that levers spend on work, over what one channel costs all countries in all domains at the default cost."""
    return mean_over_time(region.spent, q, m)
