"""Meetings of presidents: held, put off, attended, agreed; and what becomes of what was promised there."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import total
from concertacion.sim.outcomes.declaration import Measures, outcome
from concertacion.sim.outcomes.delivery import INFINITE, trend, with_quarter
from concertacion.sim.state import ACTIVE, DORMANT, HELD, PUT_OFF

FORUMS = ("forums",)
MEMBER = 1  # code of `attended`


@compiled
def share_of_members(forums, q, m):
    """Share of the requested members who came to the requested forums' meetings."""
    came, seats = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                for i in range(q.countries.shape[1]):
                    came += q.countries[m, i] if forums.attended[t, f, i] == MEMBER else 0.0
                    seats += q.countries[m, i] * forums.member[t, f, i]
    return came / seats if seats > 0.0 else math.nan


@compiled
def is_alive(status):
    """Active or dormant."""
    return status in (ACTIVE, DORMANT)


@compiled
def mean_alive(values, status, t, weights):
    """Mean over the requested forums that are active or dormant of values[t,m]; NaN where there is none."""
    total, count = 0.0, 0.0
    for f in range(weights.size):
        if weights[f] > 0.0 and is_alive(status[t, f]):
            total += values[t, f]
            count += 1.0
    return total / count if count > 0.0 else math.nan


@compiled
def pooled_alive(values, status, q, m):
    """Mean over quarters and forums alive of values[t,m]."""
    total, count = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(status.shape[1]):
            if q.forums[m, f] > 0.0 and is_alive(status[t, f]):
                total += values[t, f]
                count += 1.0
    return total / count if count > 0.0 else math.nan


@compiled
def trend_alive(values, status, q, m):
    """Trend a decade of the mean over forums alive; quarters without any are left out."""
    sums = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        y = mean_alive(values, status, t, q.forums[m])
        if y == y:  # not NaN
            sums = with_quarter(sums, t, y)
    return trend(sums)


@compiled
def meeting_counts(forums, countries, q, m):
    """Of the requested forums: meetings held, put off, hosted by `countries` (weights); domains on agendas and agreed, at those held."""
    held, put_off, hosted, on_agenda, agreed = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == PUT_OFF:
                put_off += 1.0
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                held += 1.0
                on_agenda += total(forums.on_agenda[t, f])
                agreed += total(forums.agreed[t, f])
                if forums.host[t, f] >= 0:
                    hosted += countries[forums.host[t, f]]
    return held, put_off, hosted, on_agenda, agreed


@compiled
def length(q, m):
    """Years of the window."""
    return (q.last[m] - q.first[m]) / 4.0


@outcome("a year", 0, INFINITE, "4/T times the number of (t,m) with a meeting held", FORUMS)
def meetings_held(forums, q, m):
    """Meetings held."""
    return meeting_counts(forums, q.countries[m], q, m)[0] / length(q, m)


@outcome("share", 0, 1, "put off / (held + put off)", FORUMS)
def put_off_share(forums, q, m):
    """Share of the meetings called that were put off."""
    held, put_off, _, _, _ = meeting_counts(forums, q.countries[m], q, m)
    return put_off / (held + put_off) if held + put_off > 0.0 else math.nan


@outcome("share", 0, 1, "sum of attended / sum of member, over meetings held", ("forums", "countries"))
def attendance(forums, q, m):
    """Share of the members that came, over meetings held."""
    return share_of_members(forums, q, m)


@outcome("share", 0, 1, "sum of agreed / sum of on_agenda, over meetings held", FORUMS)
def agreed_share(forums, q, m):
    """Share of the domains on agendas that were agreed."""
    _, _, _, on_agenda, agreed = meeting_counts(forums, q.countries[m], q, m)
    return agreed / on_agenda if on_agenda > 0.0 else math.nan


@outcome("a year", 0, INFINITE, "4/T times the sum of on_agenda - agreed, over meetings held", FORUMS)
def vetoed(forums, q, m):
    """Domains on an agenda that were not agreed."""
    _, _, _, on_agenda, agreed = meeting_counts(forums, q.countries[m], q, m)
    return (on_agenda - agreed) / length(q, m)


@outcome("a year", 0, INFINITE, "4/T times the number of (t,m) held with host i", ("forums", "countries"))
def hosted(forums, q, m):
    """Meetings held that the countries hosted."""
    return meeting_counts(forums, q.countries[m], q, m)[2] / length(q, m)


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
    series = np.array([mean_alive(forums.pledged, forums.status, t, q.forums[m]) for t in quarters])
    if series.size < 4 or not np.isfinite(series).all() or np.ptp(series) < 1e-9:
        return math.nan
    power = np.abs(np.fft.rfft(series - np.polyval(np.polyfit(quarters, series, 1), quarters))) ** 2
    return float(series.size / (4.0 * (1 + power[1:].argmax())))
