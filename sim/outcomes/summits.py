"""Meetings of presidents: held, put off, left to ministers; who calls, hosts and attends them, and whether they go on."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import INFINITE, trend, with_quarter
from concertacion.sim.state import HELD, LOWER, PUT_OFF, UNUSED

FORUMS = ("forums",)
SEATS = ("forums", "countries")
RANKS = ("presidents", "ministers")  # of those who meet
MEMBER = 1  # code of `attended`
YEAR = 4.0  # quarters


@compiled
def length(q, m):
    """Years of the window."""
    return (q.last[m] - q.first[m]) / YEAR


@compiled
def meetings(kind, forums, q, m):
    """Number of meetings of a kind, by code."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            count += q.forums[m, f] if forums.meeting[t, f] == kind else 0.0
    return count


@compiled
def trend_of_meetings(forums, q, m):
    """Trend a decade of the meetings held a year."""
    sums = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        held = 0.0
        for f in range(forums.meeting.shape[1]):
            held += q.forums[m, f] if forums.meeting[t, f] == HELD else 0.0
        sums = with_quarter(sums, t, YEAR * held)
    return trend(sums)


@compiled
def seats_taken(forums, q, m):
    """Of the seats at meetings held: taken by the requested members, theirs to take, taken by all members."""
    came, seats, all_came = 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                for i in range(q.countries.shape[1]):
                    taken = 1.0 if forums.attended[t, f, i] == MEMBER else 0.0
                    came += q.countries[m, i] * taken
                    seats += q.countries[m, i] * forums.member[t, f, i]
                    all_came += taken
    return came, seats, all_came


@compiled
def number_hosted(forums, q, m):
    """Number of meetings held with one of the requested countries as host."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD and forums.host[t, f] >= 0:
                count += q.countries[m, forums.host[t, f]]
    return count


@compiled
def country_total(values, q, m):
    """Sum over the requested quarters and countries of values[t,i]."""
    total = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(values.shape[1]):
            total += q.countries[m, i] * values[t, i]
    return total


@compiled
def share_still_meeting(forums, q, m):
    """Of quarters of forums founded by then, those with a meeting held in the last two intervals, which must lie in the run."""
    met, count = 0.0, 0.0
    for f in range(forums.meeting.shape[1]):
        span = 2 * int(q.interval[f])
        for t in range(max(q.first[m], span - 1), q.last[m]):
            if q.forums[m, f] > 0.0 and forums.status[t, f] != UNUSED:
                held = 0.0
                for s in range(t - span + 1, t + 1):
                    if forums.meeting[s, f] == HELD:
                        held = 1.0
                met += held
                count += 1.0
    return met / count if count > 0.0 else math.nan


@outcome("a year", 0, INFINITE, "4/T times the number of (t,m) with a meeting of presidents held", FORUMS)
def meetings_held(forums, q, m):
    """Meetings of presidents held."""
    return meetings(HELD, forums, q, m) / length(q, m)


@outcome("a year", 0, INFINITE, "4/T times the number of (t,m) at which those of the rank met", ("rank", "forums"))
def meetings_by_level(forums, q, m):
    """Meetings held by presidents, or by ministers in their place."""
    return meetings(HELD if q.which[m] == 0 else LOWER, forums, q, m) / length(q, m)


@outcome(
    "a year and decade",
    -INFINITE,
    INFINITE,
    "40 times the least-squares slope on t of 4 times the number of m with a meeting held",
    FORUMS,
)
def meetings_trend(forums, q, m):
    """Trend of the meetings held."""
    return trend_of_meetings(forums, q, m)


@outcome("share", 0, 1, "put off or left to ministers / (the same + held)", FORUMS)
def put_off_share(forums, q, m):
    """Share of the meetings called to which too few presidents came: put off, or, a second time in a row, left to ministers."""
    held, put_off = meetings(HELD, forums, q, m), meetings(PUT_OFF, forums, q, m) + meetings(LOWER, forums, q, m)
    return put_off / (held + put_off) if held + put_off > 0.0 else math.nan


@outcome(
    "share",
    0,
    1,
    "of (t,m) with m founded and t at least two intervals in the run, those with a meeting held in the two intervals up to t",
    FORUMS,
)
def still_meets(forums, q, m):
    """Share of quarters of forums, the dead included, in which presidents met within the last two statutory intervals."""
    return share_still_meeting(forums, q, m)


@outcome("share", 0, 1, "sum of attended / sum of member, over meetings held", SEATS)
def attendance(forums, q, m):
    """Share of the members that came, over meetings held."""
    came, seats, _ = seats_taken(forums, q, m)
    return came / seats if seats > 0.0 else math.nan


@outcome("share", 0, 1, "sum over i of attended / sum over all countries of attended, over meetings held", SEATS)
def seats_share(forums, q, m):
    """Share of the countries in all seats taken at meetings held."""
    came, _, all_came = seats_taken(forums, q, m)
    return came / all_came if all_came > 0.0 else math.nan


@outcome("a year", 0, INFINITE, "4/T times the number of (t,m) held with host i", SEATS)
def hosted(forums, q, m):
    """Meetings held that the countries hosted, together."""
    return number_hosted(forums, q, m) / length(q, m)


@outcome("a year", 0, INFINITE, "4/T times the sum over t,i of convened[t,i]", ("countries",))
def convened(countries, q, m):
    """Extraordinary meetings that the countries called, together."""
    return country_total(countries.convened, q, m) / length(q, m)
