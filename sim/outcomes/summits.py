"""Meetings of presidents: held, put off, attended, agreed; and what becomes of what was promised there."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from concertacion.sim.compiled import compiled, merged
from concertacion.sim.outcomes.declaration import Measures, Outcome
from concertacion.sim.outcomes.delivery import INFINITE, trend, with_quarter
from concertacion.sim.state import ACTIVE, DORMANT, HELD, PUT_OFF

FORUMS = ("forums",)
SUMMITS = {
    "meetings_held": Outcome("a year", 0, INFINITE, "meetings held", "4/T times the number of (t,m) with a meeting held", FORUMS),
    "put_off_share": Outcome("share", 0, 1, "meetings put off, of those called", "put off / (held + put off)", FORUMS),
    "attendance": Outcome("share", 0, 1, "members who came, over meetings held", "sum of attended / sum of member, over meetings held", ("forums", "countries")),
    "agreed_share": Outcome("share", 0, 1, "domains agreed, of those on agendas", "sum of agreed / sum of on_agenda, over meetings held", FORUMS),
    "vetoed": Outcome("a year", 0, INFINITE, "domains on an agenda that were not agreed", "4/T times the sum of on_agenda - agreed, over meetings held", FORUMS),
    "hosted": Outcome("a year", 0, INFINITE, "meetings held that the countries hosted", "4/T times the number of (t,m) held with host i", ("forums", "countries")),
    "pledged": Outcome("share", 0, 1, "commitments in force", "mean over t and forums alive of pledged[t,m]", FORUMS),
    "implemented": Outcome("share", 0, 1, "commitments carried out", "mean over t and forums alive of implemented[t,m]", FORUMS),
    "pledged_trend": Outcome("share a decade", -INFINITE, INFINITE, "trend of commitments", "40 times the least-squares slope on t of the mean of pledged over forums alive", FORUMS),
    "implemented_trend": Outcome("share a decade", -INFINITE, INFINITE, "trend of what is carried out", "40 times the least-squares slope on t of the mean of implemented over forums alive", FORUMS),
    "pledged_period": Outcome("year", 0.5, INFINITE, "dominant period of the cycle of commitments", "T / (4 f) at the frequency f > 0 of most power in the detrended mean of pledged over forums alive", FORUMS, "costly"),
}  # fmt: skip
(MEETINGS_HELD, PUT_OFF_SHARE, ATTENDANCE, AGREED_SHARE, VETOED, HOSTED, PLEDGED, IMPLEMENTED, PLEDGED_TREND, IMPLEMENTED_TREND,
 PLEDGED_PERIOD) = range(len(SUMMITS))  # fmt: skip


@compiled
def attendance(forums, q, m):
    """Share of the members asked for who came."""
    came, seats = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                for i in range(q.countries.shape[1]):
                    came += q.countries[m, i] * forums.attended[t, f, i]
                    seats += q.countries[m, i] * forums.member[t, f, i]
    return came / seats if seats > 0.0 else math.nan


@compiled
def is_alive(status):
    """Active or dormant."""
    return status in (ACTIVE, DORMANT)


@compiled
def mean_alive(values, status, t, weights):
    """Mean over the forums asked for that are active or dormant of values[t,m]; NaN where there is none."""
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


@merged
def reduce_summits(code, forums, q, m):
    """The outcome of this theme with that code; costly ones are left for Python."""
    if code == ATTENDANCE:
        return attendance(forums, q, m)
    if code == PLEDGED:
        return pooled_alive(forums.pledged, forums.status, q, m)
    if code == IMPLEMENTED:
        return pooled_alive(forums.implemented, forums.status, q, m)
    if code == PLEDGED_TREND:
        return trend_alive(forums.pledged, forums.status, q, m)
    if code == IMPLEMENTED_TREND:
        return trend_alive(forums.implemented, forums.status, q, m)
    held, put_off, hosted, asked, agreed = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == PUT_OFF:
                put_off += 1.0
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                held += 1.0
                asked += forums.on_agenda[t, f]
                agreed += forums.agreed[t, f]
                if forums.host[t, f] >= 0:
                    hosted += q.countries[m, forums.host[t, f]]
    years = (q.last[m] - q.first[m]) / 4.0
    if code == MEETINGS_HELD:
        return held / years
    if code == PUT_OFF_SHARE:
        return put_off / (held + put_off) if held + put_off > 0.0 else math.nan
    if code == AGREED_SHARE:
        return agreed / asked if asked > 0.0 else math.nan
    if code == VETOED:
        return (asked - agreed) / years
    if code == HOSTED:
        return hosted / years
    return math.nan


def pledged_period(record: Any, q: Measures, m: int) -> float:
    """Years of the strongest cycle in commitments once their trend is taken out; NaN where they do not move or no forum lives."""
    forums, quarters = record.forums, np.arange(q.first[m], q.last[m])
    series = np.array([mean_alive(forums.pledged, forums.status, t, q.forums[m]) for t in quarters])
    if series.size < 4 or not np.isfinite(series).all() or np.ptp(series) < 1e-9:
        return math.nan
    power = np.abs(np.fft.rfft(series - np.polyval(np.polyfit(quarters, series, 1), quarters))) ** 2
    return float(series.size / (4.0 * (1 + power[1:].argmax())))
