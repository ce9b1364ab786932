"""The lives of forums: how many, founded, dormant, revived, dead, and whether they outlive those who founded them."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, merged
from concertacion.sim.outcomes.declaration import Outcome
from concertacion.sim.outcomes.delivery import INFINITE
from concertacion.sim.outcomes.summits import FORUMS as TAKES
from concertacion.sim.outcomes.summits import is_alive, pooled_alive
from concertacion.sim.state import ACTIVE, DEAD, DORMANT, UNUSED

FORUMS = {
    "active": Outcome("count", 0, INFINITE, "forums active", "mean over t of the number of active m", TAKES),
    "active_at_end": Outcome("count", 0, INFINITE, "forums active in the last quarter", "number of m active at the last t", TAKES),
    "went_dormant": Outcome("count", 0, INFINITE, "times a forum went dormant", "number of (t,m) active at t-1 and dormant at t", TAKES),
    "revived": Outcome("count", 0, INFINITE, "times a forum revived", "number of (t,m) dormant at t-1 and active at t", TAKES),
    "died": Outcome("count", 0, INFINITE, "forums that died", "number of (t,m) active or dormant at t-1 and dead at t", TAKES),
    "founded": Outcome("count", 0, INFINITE, "forums founded after the first quarter", "number of (t,m) unused at t-1 and active or dormant at t", TAKES),
    "founded_ad_hoc": Outcome("count", 0, INFINITE, "forums founded with fewer than half of the region's countries", "founded, with size[t,m] < N/2", TAKES),
    "survival": Outcome("share", 0, 1, "forums active at the first quarter that are active at the last", "number of m active at both / number active at the first", TAKES),
    "outlived_founders": Outcome("share", 0, 1, "forums still active when as many new leaders have taken office among their founding members as there are founding members: one electoral cycle", "of m active from a first quarter b, those active at the first t at which the sum over b<s<=t and founding members i of new_leader[s,i] reaches size[b,m]; forums that did not reach it are left out", TAKES),
    "vitality": Outcome("share", 0, 1, "life left in forums", "mean over t and forums alive of vitality[t,m]", TAKES),
    "depth": Outcome("share", 0, 1, "authority delegated to forums", "mean over t and forums alive of depth[t,m]", TAKES),
}  # fmt: skip
(ACTIVE_MEAN, ACTIVE_AT_END, WENT_DORMANT, REVIVED, DIED, FOUNDED, FOUNDED_AD_HOC, SURVIVAL, OUTLIVED_FOUNDERS, VITALITY,
 DEPTH) = range(len(FORUMS))  # fmt: skip


@compiled
def is_move(code, before, now, ad_hoc):
    """Whether a forum that was `before` and is `now` made the move the code counts."""
    if code == WENT_DORMANT:
        return before == ACTIVE and now == DORMANT
    if code == REVIVED:
        return before == DORMANT and now == ACTIVE
    if code == DIED:
        return is_alive(before) and now == DEAD
    begun = before == UNUSED and is_alive(now)
    return begun and (ad_hoc or code == FOUNDED)


@compiled
def moves(code, forums, q, m):
    """Number of moves in the window; a move into its first quarter counts if the run began before it."""
    count = 0.0
    for t in range(max(1, q.first[m]), q.last[m]):
        for f in range(forums.status.shape[1]):
            ad_hoc = 2 * forums.size[t, f] < forums.member.shape[2]
            if q.forums[m, f] > 0.0 and is_move(code, forums.status[t - 1, f], forums.status[t, f], ad_hoc):
                count += 1.0
    return count


@compiled
def survival(status, q, m):
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
def outlived_founders(forums, new_leader, q, m):
    """Share of forums active when the electoral cycle of their founders was over."""
    ended, lasted = 0.0, 0.0
    for f in range(forums.status.shape[1]):
        if q.forums[m, f] > 0.0:
            outcome = fate(f, forums, new_leader, q.first[m], q.last[m])
            ended += 1.0 if outcome >= 0 else 0.0
            lasted += 1.0 if outcome == 1 else 0.0
    return lasted / ended if ended > 0.0 else math.nan


@merged
def reduce_forums(code, countries, forums, q, m):
    """The outcome of this theme with that code."""
    if code == VITALITY:
        return pooled_alive(forums.vitality, forums.status, q, m)
    if code == DEPTH:
        return pooled_alive(forums.depth, forums.status, q, m)
    if code == SURVIVAL:
        return survival(forums.status, q, m)
    if code == OUTLIVED_FOUNDERS:
        return outlived_founders(forums, countries.new_leader, q, m)
    if code in (ACTIVE_MEAN, ACTIVE_AT_END):
        first = q.first[m] if code == ACTIVE_MEAN else q.last[m] - 1
        count = 0.0
        for t in range(first, q.last[m]):
            for f in range(forums.status.shape[1]):
                count += q.forums[m, f] if forums.status[t, f] == ACTIVE else 0.0
        return count / (q.last[m] - first)
    return moves(code, forums, q, m)
