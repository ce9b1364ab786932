"""What becomes of what presidents promise: commitments in force, those carried out, their trends and cycles."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import Measures, outcome
from concertacion.sim.outcomes.delivery import INFINITE, trend, with_quarter
from concertacion.sim.outcomes.summits import FORUMS
from concertacion.sim.state import ACTIVE, DORMANT

ALIVE = (ACTIVE, DORMANT)


@compiled
def is_alive(status):
    """Active or dormant."""
    return status in ALIVE


@compiled
def mean_of_forums(values, status, kinds, first, last, weights):
    """Mean over quarters first..last-1 and the requested forums of one of two kinds of status of values[t,m]; NaN where there is
    none.
    """
    total, count = 0.0, 0.0
    for t in range(first, last):
        for f in range(weights.size):
            if weights[f] > 0.0 and (status[t, f] == kinds[0] or status[t, f] == kinds[1]):
                total += values[t, f]
                count += 1.0
    return total / count if count > 0.0 else math.nan


@compiled
def pooled_alive(values, status, q, m):
    """Mean over quarters and forums alive of values[t,m]."""
    return mean_of_forums(values, status, ALIVE, q.first[m], q.last[m], q.forums[m])


@compiled
def trend_alive(values, status, q, m):
    """Trend a decade of the mean over forums alive; quarters without any are left out."""
    sums = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        y = mean_of_forums(values, status, ALIVE, t, t + 1, q.forums[m])
        if y == y:  # not NaN
            sums = with_quarter(sums, t, y)
    return trend(sums)


@outcome("share", 0, 1, "mean over t and forums alive of pledged[t,m]", FORUMS)
def pledged(forums, q, m):
    """Commitments in force."""
    return pooled_alive(forums.pledged, forums.status, q, m)


@outcome("share", 0, 1, "mean over t and forums alive of implemented[t,m]", FORUMS)
def implemented(forums, q, m):
    """Commitments carried out."""
    return pooled_alive(forums.implemented, forums.status, q, m)


@outcome(
    "share a decade",
    -INFINITE,
    INFINITE,
    "40 times the least-squares slope on t of the mean of pledged over forums alive",
    FORUMS,
)
def pledged_trend(forums, q, m):
    """Trend of the commitments in force."""
    return trend_alive(forums.pledged, forums.status, q, m)


@outcome(
    "share a decade",
    -INFINITE,
    INFINITE,
    "40 times the least-squares slope on t of the mean of implemented over forums alive",
    FORUMS,
)
def implemented_trend(forums, q, m):
    """Trend of the commitments carried out."""
    return trend_alive(forums.implemented, forums.status, q, m)


@outcome(
    "year",
    0.5,
    INFINITE,
    "T / (4 f) at the frequency f > 0 of most power in the detrended mean of pledged over forums alive; NaN where it does not move",
    FORUMS,
    costly=True,
)
def pledged_period(forums: Any, q: Measures, m: int) -> float:
    """Period of the strongest cycle in the commitments in force."""
    quarters = np.arange(q.first[m], q.last[m])
    series = np.array([mean_of_forums(forums.pledged, forums.status, ALIVE, t, t + 1, q.forums[m]) for t in quarters])
    if series.size < 4 or not np.isfinite(series).all() or np.ptp(series) < 1e-9:
        return math.nan
    power = np.abs(np.fft.rfft(series - np.polyval(np.polyfit(quarters, series, 1), quarters))) ** 2
    return float(series.size / (4.0 * (1 + power[1:].argmax())))
