"""Recorded variables of countries by year, as tables hold them: how far they vary, last, fall, and go with ideology."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import INFINITE, summed
from concertacion.sim.outcomes.politics import A_DECADE, correlated, time_mean, with_pair
from concertacion.sim.outcomes.variables import variable

OF_VARIABLE = ("countries", "variable")
QUARTERS = 4  # of a year
YEARS = 10.0  # of a decade
FALL = 0.1


@compiled
def year_mean(values, t, i):
    """Mean over the four quarters from t on."""
    return time_mean(values, i, t, t + QUARTERS)


@compiled
def mean_variation(values, q, m):
    """Mean over countries of the standard deviation over years of yearly means."""
    total, first, last = 0.0, q.first[m], q.last[m] - QUARTERS + 1
    for i in range(values.shape[1]):
        if q.countries[m, i] > 0.0:
            n, mean, square = 0.0, 0.0, 0.0
            for t in range(first, last, QUARTERS):
                value = year_mean(values, t, i)
                n += 1.0
                mean += value
                square += value * value
            total += math.sqrt(max(0.0, square / n - (mean / n) * (mean / n))) if n > 0.0 else math.nan
    return total / summed(q.countries[m])


@compiled
def yearly_correlation(values, others, lag, own, q, m):
    """Correlation over countries and years of yearly means with those of others so many years later; `own`: each less the
    country's mean.
    """
    n, x, y, xx, yy, xy = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(values.shape[1]):
        if q.countries[m, i] > 0.0:
            middle = time_mean(values, i, q.first[m], q.last[m]) if own else 0.0
            other = time_mean(others, i, q.first[m], q.last[m]) if own else 0.0
            for t in range(q.first[m], q.last[m] - QUARTERS * (lag + 1) + 1, QUARTERS):
                now, later = year_mean(values, t, i) - middle, year_mean(others, t + QUARTERS * lag, i) - other
                n, x, y, xx, yy, xy = with_pair(n, x, y, xx, yy, xy, now, later)
    return correlated(n, x, y, xx, yy, xy)


@compiled
def falls_of(values, q, m):
    """Number of falls, by `FALL` or more, of the yearly mean from one year to the next, a country and year."""
    count, pairs = 0.0, 0.0
    for i in range(values.shape[1]):
        if q.countries[m, i] > 0.0:
            for t in range(q.first[m], q.last[m] - 2 * QUARTERS + 1, QUARTERS):
                pairs += 1.0
                count += 1.0 if year_mean(values, t, i) - year_mean(values, t + QUARTERS, i) >= FALL else 0.0
    return count / pairs if pairs > 0.0 else math.nan


@outcome("as the variable", 0, INFINITE, "mean over i of the standard deviation over years of the yearly mean", OF_VARIABLE)
def variation(countries, q, m):
    """How far a recorded variable of countries moves over time, by year."""
    return mean_variation(variable(q.which[m], countries), q, m)


@outcome(
    "correlation",
    -1,
    1,
    "correlation over i and years of a and a a year later, a = yearly mean less its mean over t",
    OF_VARIABLE,
)
def lasting(countries, q, m):
    """Whether a recorded variable of countries stays a year later where it was; the mean of each country is taken off."""
    values = variable(q.which[m], countries)
    return yearly_correlation(values, values, 1, True, q, m)


@outcome("correlation", -1, 1, "correlation over i and years of the yearly means of the variable and of x", OF_VARIABLE)
def with_ideology(countries, q, m):
    """How far a recorded variable of countries goes with the ideology of their governments (left to right)."""
    return yearly_correlation(variable(q.which[m], countries), countries.ideology, 0, False, q, m)


@outcome(
    A_DECADE,
    0,
    10,
    "10 times the share of i and years of which the yearly mean is 0.1 or more below that of the year before",
    OF_VARIABLE,
)
def falls(countries, q, m):
    """Falls of a recorded variable of countries, such as democracy, from one year to the next."""
    return YEARS * falls_of(variable(q.which[m], countries), q, m)
