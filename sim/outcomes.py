"""Outcomes: what one number a run says, reduced from its record without leaving compiled code."""

from __future__ import annotations

import math
from typing import Annotated as A
from typing import NamedTuple

from sim.compiled import compiled
from sim.declare import Field
from sim.state import ACTIVE, DEAD, DORMANT, HELD, PUT_OFF


class Outcomes(NamedTuple):
    """The outcomes of one run."""

    technical_share: A[float, Field("one", "share", "country-domain-quarters of technical work")]
    minilateral_share: A[float, Field("one", "share", "country-domain-quarters in clubs")]
    summit_share: A[float, Field("one", "share", "country-domain-quarters with a commitment at a summit")]
    delivered_technical: A[float, Field("one", "share", "cooperation delivered by technical work, mean over quarters, domains, countries")]
    delivered_minilateral: A[float, Field("one", "share", "cooperation delivered by clubs, likewise")]
    delivered_summit: A[float, Field("one", "share", "cooperation delivered by summits, likewise")]
    meetings_a_year: A[float, Field("one", "a year", "meetings of presidents held")]
    put_off: A[float, Field("one", "share", "meetings put off, of those called")]
    attendance: A[float, Field("one", "share", "members' presidents who came, over meetings held")]
    agreed: A[float, Field("one", "share", "domains agreed, of those on agendas")]
    dormant: A[float, Field("one", "count", "times a forum went dormant")]
    revived: A[float, Field("one", "count", "times a forum revived")]
    died: A[float, Field("one", "count", "forums that died")]
    founded: A[float, Field("one", "count", "forums founded")]
    turnovers: A[float, Field("one", "a country and year", "new leaders")]
    ideology_swing: A[float, Field("one", "1", "standard deviation over time of the region's mean ideology")]


@compiled
def channel_shares(issues, out):
    """Participation and delivery by channel: outcomes 0 to 5."""
    quarters, channels, domains, size = issues.took_part.shape
    for c in range(channels):
        took, got = 0.0, 0.0
        for t in range(quarters):
            for k in range(domains):
                for i in range(size):
                    took += issues.took_part[t, c, k, i]
                    got += issues.delivered[t, c, k, i]
        out[c] = took / (quarters * domains * size)
        out[3 + c] = got / (quarters * domains * size)


@compiled
def forum_lives(forums, out):
    """Meetings, attendance, agreement and the lives of forums: outcomes 6 to 13."""
    quarters, count, size = forums.member.shape
    held, put_off, came, seats, asked, agreed = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for m in range(count):
        before = forums.status[0, m]
        for t in range(quarters):
            now = forums.status[t, m]
            if before == ACTIVE and now == DORMANT:
                out[10] += 1.0
            if before == DORMANT and now == ACTIVE:
                out[11] += 1.0
            if before != DEAD and now == DEAD:
                out[12] += 1.0
            if before == 0 and now == ACTIVE:
                out[13] += 1.0
            before = now
            if forums.meeting[t, m] == PUT_OFF:
                put_off += 1.0
            if forums.meeting[t, m] == HELD:
                held += 1.0
                asked += forums.on_agenda[t, m]
                agreed += forums.agreed[t, m]
                for i in range(size):
                    came += forums.attended[t, m, i]
                    seats += forums.member[t, m, i]
    out[6] = 4.0 * held / quarters
    out[7] = put_off / (held + put_off) if held + put_off > 0.0 else 0.0
    out[8] = came / seats if seats > 0.0 else 0.0
    out[9] = agreed / asked if asked > 0.0 else 0.0


@compiled
def politics(countries, out):
    """Alternation of governments: outcomes 14 and 15."""
    quarters, size = countries.ideology.shape
    new, mean, square = 0.0, 0.0, 0.0
    for t in range(quarters):
        level = 0.0
        for i in range(size):
            new += countries.new_leader[t, i]
            level += countries.ideology[t, i]
        mean += level / size
        square += (level / size) * (level / size)
    out[14] = 4.0 * new / (quarters * size)
    out[15] = math.sqrt(max(0.0, square / quarters - (mean / quarters) * (mean / quarters)))


@compiled
def summarise(record, out):
    """Reduce the record of one run to `out` (outcome,), in the order of `Outcomes`."""
    out[:] = 0.0
    channel_shares(record.issues, out)
    forum_lives(record.forums, out)
    politics(record.countries, out)
