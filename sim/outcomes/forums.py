"""The lives of forums: how many, founded, dormant, revived, dead, and whether they outlive those who founded them."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import INFINITE, summed
from concertacion.sim.outcomes.promises import is_alive, pooled_alive
from concertacion.sim.outcomes.summits import FORUMS, SEATS
from concertacion.sim.state import ACTIVE, DEAD, DORMANT, MEMBERSHIP, UNUSED

SCOPES = ("forums", "domain")
FOUNDERS = ("forums", "domain", "countries")
MEMBER = MEMBERSHIP.index("full")
EVER = 2.0  # a bound on size / N that every forum is below


@compiled
def deals_with(forums, t, f, q, m):
    """Whether the scope of forum f holds one of the requested domains; any scope will do where all are."""
    wanted, found = 0.0, 0.0
    for k in range(forums.scope.shape[2]):
        wanted += q.domains[m, k]
        found += q.domains[m, k] * forums.scope[t, f, k]
    return found > 0.0 or wanted == forums.scope.shape[2]


@compiled
def active_forums(forums, first, last, q, m):
    """Mean over quarters of the number of requested forums that are active."""
    count = 0.0
    for t in range(first, last):
        for f in range(forums.status.shape[1]):
            if forums.status[t, f] == ACTIVE and deals_with(forums, t, f, q, m):
                count += q.forums[m, f]
    return count / (last - first)


@compiled
def moves(status, before, now, q, m):
    """Number of moves from a status to another in the window; a move into its first quarter counts if the run began before it."""
    count = 0.0
    for t in range(max(1, q.first[m]), q.last[m]):
        for f in range(status.shape[1]):
            if q.forums[m, f] > 0.0 and status[t - 1, f] == before and status[t, f] == now:
                count += 1.0
    return count


@compiled
def founded_by(member, countries):
    """Whether all founders are among the requested countries."""
    others = 0
    for i in range(member.size):
        others += 1 if member[i] > 0 and countries[i] == 0.0 else 0
    return others == 0


@compiled
def foundings(forums, below, q, m):
    """Number of forums founded in the window (counted as in `moves`) by fewer than `below` of the region's countries, all of them
    among those requested.
    """
    count = 0.0
    for t in range(max(1, q.first[m]), q.last[m]):
        for f in range(forums.status.shape[1]):
            begun = forums.status[t - 1, f] == UNUSED and is_alive(forums.status[t, f])
            few = forums.size[t, f] < below * forums.member.shape[2]
            if q.forums[m, f] > 0.0 and begun and few and deals_with(forums, t, f, q, m):
                count += 1.0 if founded_by(forums.member[t, f], q.countries[m]) else 0.0
    return count


@compiled
def share_surviving(status, q, m):
    """Share of the forums active at first that are active at last."""
    begun, lasted = 0.0, 0.0
    for f in range(status.shape[1]):
        if q.forums[m, f] > 0.0 and status[q.first[m], f] == ACTIVE:
            begun += 1.0
            lasted += 1.0 if status[q.last[m] - 1, f] == ACTIVE else 0.0
    return lasted / begun if begun > 0.0 else math.nan


@compiled
def fate(f, forums, new_leader, first, last):
    """Of forum f, from its first active quarter on: 1 active when its founders' cycle was over, 0 not, -1 the cycle did not end."""
    birth = first
    while birth < last and forums.status[birth, f] != ACTIVE:
        birth += 1
    if birth == last or (birth > first and forums.status[birth - 1, f] != UNUSED):
        return -1
    turned = 0
    for t in range(birth + 1, last):
        for i in range(new_leader.shape[1]):
            turned += forums.member[birth, f, i] * new_leader[t, i]
        if turned >= forums.size[birth, f]:
            return 1 if forums.status[t, f] == ACTIVE else 0
    return -1


@compiled
def share_outliving(forums, new_leader, q, m):
    """Share of forums active when the electoral cycle of their founders was over."""
    ended, lasted = 0.0, 0.0
    for f in range(forums.status.shape[1]):
        if q.forums[m, f] > 0.0:
            lived_on = fate(f, forums, new_leader, q.first[m], q.last[m])
            ended += 1.0 if lived_on >= 0 else 0.0
            lasted += 1.0 if lived_on == 1 else 0.0
    return lasted / ended if ended > 0.0 else math.nan


@compiled
def share_linked(link, q, m):
    """Share of quarters, requested forums and countries with full membership."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(link.shape[1]):
            if q.forums[m, f] > 0.0:
                for i in range(link.shape[2]):
                    count += q.countries[m, i] if link[t, f, i] == MEMBER else 0.0
    return count / ((q.last[m] - q.first[m]) * summed(q.forums[m]) * summed(q.countries[m]))


@compiled
def crossings(forums, into, q, m):
    """Number of full members that entered forums that were there before, or that left forums that stay alive."""
    count = 0.0
    for t in range(max(1, q.first[m]), q.last[m]):
        for f in range(forums.link.shape[1]):
            if q.forums[m, f] > 0.0 and is_alive(forums.status[t - 1, f]) and is_alive(forums.status[t, f]):
                for i in range(forums.link.shape[2]):
                    before, now = forums.link[t - 1, f, i] == MEMBER, forums.link[t, f, i] == MEMBER
                    count += q.countries[m, i] if before != now and now == into else 0.0
    return count


@outcome("count", 0, INFINITE, "mean over t of the number of active m", SCOPES)
def active(forums, q, m):
    """Forums active, with the domain in their scope."""
    return active_forums(forums, q.first[m], q.last[m], q, m)


@outcome("count", 0, INFINITE, "number of m active at the last t", SCOPES)
def active_at_end(forums, q, m):
    """Forums active in the last quarter, with the domain in their scope."""
    return active_forums(forums, q.last[m] - 1, q.last[m], q, m)


@outcome("count", 0, INFINITE, "number of (t,m) active at t-1 and dormant at t", FORUMS)
def went_dormant(forums, q, m):
    """Times that a forum went dormant."""
    return moves(forums.status, ACTIVE, DORMANT, q, m)


@outcome("count", 0, INFINITE, "number of (t,m) dormant at t-1 and active at t", FORUMS)
def revived(forums, q, m):
    """Times that a dormant forum became active again."""
    return moves(forums.status, DORMANT, ACTIVE, q, m)


@outcome("count", 0, INFINITE, "number of (t,m) active or dormant at t-1 and dead at t", FORUMS)
def died(forums, q, m):
    """Forums that died."""
    return moves(forums.status, ACTIVE, DEAD, q, m) + moves(forums.status, DORMANT, DEAD, q, m)


@outcome("count", 0, INFINITE, "number of (t,m) unused at t-1 and active or dormant at t", FOUNDERS)
def founded(forums, q, m):
    """Forums founded after the first quarter by the countries alone, with the domain in their scope."""
    return foundings(forums, EVER, q, m)


@outcome("count", 0, INFINITE, "founded, with size[t,m] < N/2", FOUNDERS)
def founded_ad_hoc(forums, q, m):
    """Forums founded after the first quarter by the countries alone and by fewer than half of all, with the domain in their scope."""
    return foundings(forums, 0.5, q, m)


@outcome("share", 0, 1, "number of m active at both / number active at the first", FORUMS)
def survival(forums, q, m):
    """Share of the forums active in the first quarter that are active in the last."""
    return share_surviving(forums.status, q, m)


@outcome(
    "share",
    0,
    1,
    "of m active from a first quarter b, those active at the first t at which the sum over b<s<=t and founding members i of new_leader[s,i] reaches size[b,m]; forums that did not reach it are left out",
    FORUMS,
)
def outlived_founders(countries, forums, q, m):
    """Share of forums still active after one electoral cycle of their founders: as many new leaders as founding members."""
    return share_outliving(forums, countries.new_leader, q, m)


@outcome("share", 0, 1, "mean over t and forums alive of vitality[t,m]", FORUMS)
def vitality(forums, q, m):
    """Life left in forums."""
    return pooled_alive(forums.vitality, forums.status, q, m)


@outcome("share", 0, 1, "mean over t and forums alive of depth[t,m]", FORUMS)
def depth(forums, q, m):
    """Authority delegated to forums."""
    return pooled_alive(forums.depth, forums.status, q, m)


@outcome("share", 0, 1, "mean over t,m,i of [link[t,m,i] = full]", SEATS)
def link(forums, q, m):
    """Share of quarters in which the countries are full members of the forums."""
    return share_linked(forums.link, q, m)


@outcome("count", 0, INFINITE, "number of (t,m,i) with link full at t and not at t-1, m alive at both", SEATS)
def joined(forums, q, m):
    """Countries that became full members of forums founded before."""
    return crossings(forums, True, q, m)


@outcome("count", 0, INFINITE, "number of (t,m,i) with link full at t-1 and not at t, m alive at both", SEATS)
def left(forums, q, m):
    """Countries that ceased to be full members of forums that live on, suspended ones included."""
    return crossings(forums, False, q, m)
