"""Contamination: how hotly a crisis divides those who sit in a forum, and what that does to attendance and to votes."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import heads


@compiled
def heat_of(intensity, backing, opposition):
    """Heat of a crisis in a forum, a share: intensity * 2 min(pro, con); both sides must sit there.

    `backing` and `opposition` are the stances for and against, each a mean over all who sit: who hardly takes a side hardly
    divides. Source: Merke et al. 2021, "The Troubled Politics" (fifth: governments sharply divided, and no meeting with all).
    """
    return intensity * 2.0 * min(backing, opposition)


@compiled
def division_on(heat, crisis, contamination, contamination_spill):
    """Distance that heat adds to each vote on an issue: contamination * heat * (crisis + (1 - crisis) spill).

    `crisis` is how far a political crisis is about the issue: in full there, elsewhere by what spills over. Source: Merke et al.
    2021, third proposal (it contaminates relations further).
    """
    return contamination * heat * (crisis + (1.0 - crisis) * contamination_spill)


@compiled
def bears_on(m, domains, circles):
    """Whether any issue of forum m is one that political crises are about."""
    common = 0.0
    for k in range(domains.crisis.size):
        common += circles.scope[m, k] * domains.crisis[k]
    return common > 0.0


@compiled
def heat_by(s, m, crises, circles):
    """Heat of the crisis in country s in forum m; the government in crisis is on its own side, in full."""
    backing, opposition = 0.0, 0.0
    for i in range(crises.intensity.size):
        if circles.members[m, i] > 0.0:
            stance = 1.0 if i == s else crises.stance[s, i]
            backing += max(0.0, stance)
            opposition += max(0.0, -stance)
    sitting = max(1.0, heads(circles.members[m]))
    return heat_of(crises.intensity[s], backing / sitting, opposition / sitting)


@compiled
def heat_in(m, domains, crises, circles):
    """Heat of the hottest crisis in forum m, a share; 0 where no issue of the forum is one that crises are about."""
    worst = 0.0
    if not bears_on(m, domains, circles):
        return worst
    for s in range(crises.intensity.size):
        if crises.intensity[s] > worst:
            worst = max(worst, heat_by(s, m, crises, circles))
    return worst


@compiled
def keep_away(lo, hi, m, p, crises, circles, meetings, scratch):
    """Into `scratch.split`, a share: how far crises keep the presidents of countries lo..hi away from forum m.

    A crisis keeps away those who oppose that government, by heat * -stance, and itself by heat * accused; of several, the worst
    counts. It keeps nobody away from a table at which that government has no seat: there the others are divided in votes.
    Source: Merke et al. 2021, "The Troubled Politics" (fifth: no meeting with all heads of state).
    """
    split = scratch.split
    split[lo:hi] = 0.0
    if meetings.heat[m] <= 0.0:
        return
    for s in range(crises.intensity.size):
        burns = crises.intensity[s] > 0.0 and circles.members[m, s] > 0.0
        heat = min(meetings.heat[m], heat_by(s, m, crises, circles)) if burns else 0.0
        if heat > 0.0:
            stance = crises.stance[s]
            for i in range(lo, hi):
                split[i] = max(split[i], heat * (max(0.0, -stance[i]) if i != s else p.accused))
