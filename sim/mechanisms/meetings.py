"""Meetings: which forums call their presidents together, who hosts, who comes, and whether enough of them do."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import ATTEND, EXTRAORDINARY, HOST, NOBODY, uniform, uniforms, wait
from concertacion.sim.mechanisms.agendas import bracket, set_agenda
from concertacion.sim.mechanisms.arithmetic import NONE, bounded, dot, heads, largest, share, toward
from concertacion.sim.mechanisms.contamination import heat_in
from concertacion.sim.mechanisms.membership import may_come
from concertacion.sim.mechanisms.patrons import funds_of
from concertacion.sim.mechanisms.seats import draw_ties
from concertacion.sim.state import ACTIVE, CALLED, HELD, LOWER, NO_MEETING, PUT_OFF, TECHNICAL_FORUM


@compiled
def call_probability(clout, purse_share, shock, extraordinary):
    """Probability a quarter of an extraordinary meeting: extraordinary * (champion's clout + purse) * shock, at most 1/2.

    A half is a bound.
    """
    return min(0.5, extraordinary * (clout + purse_share) * shock)


@compiled
def draw_host(m, p, address, setting, circles, outlook, scratch):
    """The host of a meeting of forum m, drawn among its members in proportion to host_anyone + clout; -1 if nobody may."""
    first = math.inf
    host = NONE
    uniforms(address, HOST, setting.keys, setting.forum_keys[m], scratch.draws[0])
    for i in range(setting.keys.size):
        if circles.members[m, i] > 0.0:
            waits = wait(scratch.draws[0, i], p.host_anyone + outlook.clout[i])
            if waits < first:
                first = waits
                host = i
    return host


@compiled
def loudest_member(m, circles, outlook):
    """The member of forum m with the greatest clout; -1 if nobody has any."""
    champion = NONE
    greatest = 0.0
    for i in range(outlook.clout.size):
        if circles.members[m, i] > 0.0 and outlook.clout[i] > greatest:
            greatest = outlook.clout[i]
            champion = i
    return champion


@compiled
def voice_of_powers(m, p, circles, powers, regard):
    """Clout of the loudest power with a seat in forum m: power_clout * engagement * mean trust of those who sit there in it.

    Source: Keating 2021 (re-engagement).
    """
    loudest = 0.0
    sitting = max(1.0, heads(circles.members[m]))
    for q in range(powers.engagement.size):
        if circles.seats[m, q] > 0.0:
            trusted = dot(circles.members[m], regard.trust[q]) / sitting
            loudest = max(loudest, p.power_clout * powers.engagement[q] * trusted)
    return loudest


@compiled
def urgent(m, p, u, champion, purse_share, issues, circles):
    """Whether draw u calls an extraordinary meeting of forum m, given its champion's clout and the shocks in its scope."""
    for k in range(circles.scope.shape[1] if u < call_probability(champion, purse_share, 1.0, p.extraordinary) else 0):
        if circles.scope[m, k] > 0.0:
            for i in range(circles.members.shape[1]):
                chance = call_probability(champion, purse_share, issues.shock[k, i], p.extraordinary)
                if circles.members[m, i] > 0.0 and u < chance:
                    return True
    return False


@compiled
def loudest_of_all(p, powers, outlook):
    """The greatest clout that anybody, country or power, may have in any forum."""
    loudest = largest(outlook.clout)
    for q in range(powers.engagement.size):
        loudest = max(loudest, p.power_clout * powers.engagement[q])
    return loudest


@compiled
def worst_shock(issues):
    """The worst shock to any country on any issue."""
    worst = 0.0
    for k in range(issues.shock.shape[0]):
        worst = max(worst, largest(issues.shock[k]))
    return worst


@compiled
def called(m, loudest, worst, p, address, key, societies, issues, forums, circles, powers, regard, outlook, fortunes):
    """Whether forum m, whose statutory meeting is not due, calls an extraordinary one; counted for the country that calls it.

    Nobody anywhere has more clout than `loudest`, and no shock is worse than `worst`: mostly not even they would call it.
    """
    u = uniform(address, EXTRAORDINARY, key, NOBODY)
    funds = p.purse_clout * funds_of(m, p, societies, forums, powers)
    if u >= call_probability(loudest, funds, worst, p.extraordinary):
        return False
    champion = loudest_member(m, circles, outlook)
    clout = outlook.clout[champion] if champion >= 0 else 0.0
    voice = voice_of_powers(m, p, circles, powers, regard)
    if not urgent(m, p, u, max(clout, voice), funds, issues, circles):
        return False
    if champion >= 0 and clout >= voice:
        fortunes.convened[champion] += 1.0
    return True


@compiled
def call_meetings(
    p, address, setting, societies, issues, domains, forums, circles, powers, regard, crises, outlook, fortunes, meetings,
    scratch,
):  # fmt: skip
    """Phase 4 (model): statutory and extraordinary meetings are called. One that is called has a host and may bracket its toxic
    issues; what is seen of it starts afresh.
    """
    loudest, worst, crisis = loudest_of_all(p, powers, outlook), worst_shock(issues), largest(crises.intensity) > 0.0
    fortunes.convened[:] = 0.0
    fortunes.vetoes[:] = 0.0
    for m in range(forums.status.size):
        meetings.meeting[m] = NO_MEETING
        meetings.host[m] = NONE
        meetings.agreed[m, :] = 0.0
        meetings.heat[m] = 0.0
        if forums.status[m] != ACTIVE:
            continue
        key = setting.forum_keys[m]
        if setting.chances_kept[0] > 0.0:
            draw_ties(m, p, address, setting, circles)
        if crisis:
            meetings.heat[m] = heat_in(m, domains, crises, circles)
        forums.countdown[m] -= 1.0
        if forums.countdown[m] > 0.0 and not called(
            m, loudest, worst, p, address, key, societies, issues, forums, circles, powers, regard, outlook, fortunes
        ):
            continue
        meetings.host[m] = draw_host(m, p, address, setting, circles, outlook, scratch)
        if meetings.host[m] >= 0:
            meetings.meeting[m] = CALLED
            draw_ties(m, p, address, setting, circles)
            bracket(m, p, address, key, domains, forums, circles, meetings)


@compiled
def attend(lo, hi, address, setting, circles, meetings, scratch):
    """Phase 5: presidents of countries lo..hi decide which of the meetings called to attend. A host is at home."""
    for m in range(meetings.meeting.size):
        meetings.attending[m, lo:hi] = 0.0
        meetings.guests[m, lo:hi] = 0.0
        if meetings.meeting[m] != CALLED:
            continue
        uniforms(address, ATTEND, setting.keys[lo:hi], setting.forum_keys[m], scratch.draws[0, lo:hi])
        for i in range(lo, hi):
            comes = meetings.host[m] == i or scratch.draws[0, i] < meetings.chance[m, i]
            if comes and circles.members[m, i] > 0.0:
                meetings.attending[m, i] = 1.0
            elif comes and may_come(m, i, circles):
                meetings.guests[m, i] = 1.0


@compiled
def presence(m, circles, meetings):
    """Share of the members of forum m who have come; 0 where the host would be alone."""
    sitting = heads(circles.members[m])
    return heads(meetings.attending[m]) / sitting if sitting > 1.0 else 0.0


@compiled
def open_meetings(p, governments, societies, forums, circles, stakes, meetings, scratch):
    """Phase 5 (model): meetings called are held, or fail where too few have come or the host is in turmoil. Bodies of ministers
    need no quorum.
    """
    for m in range(forums.status.size):
        if meetings.meeting[m] == CALLED:
            host = meetings.host[m]
            here = presence(m, circles, meetings) * (1.0 - p.host_turmoil * societies.turmoil[host])
            if forums.kind[m] != TECHNICAL_FORUM and here < p.quorum:
                fail_to_meet(m, forums, meetings)
            else:
                meetings.meeting[m] = HELD
                forums.failed[m] = 0.0
                if forums.countdown[m] <= 0.0:
                    forums.countdown[m] = forums.interval[m]
                capture(m, host, p, governments, forums)
                set_agenda(m, p, circles, stakes, meetings, scratch)


@compiled
def fail_to_meet(m, forums, meetings):
    """The presidents of forum m do not meet. A statutory meeting is called again next quarter; where that fails too, ministers
    meet instead: nobody commits to anything, and the next is due after the usual interval.
    """
    meetings.meeting[m] = PUT_OFF
    meetings.host[m] = NONE
    meetings.attending[m, :] = 0.0
    meetings.guests[m, :] = 0.0
    if forums.countdown[m] > 0.0:
        return  # an extraordinary meeting
    forums.failed[m] += 1.0
    forums.countdown[m] = 1.0
    if forums.failed[m] >= 2.0:
        meetings.meeting[m] = LOWER
        forums.failed[m] = 0.0
        forums.countdown[m] = forums.interval[m]


@compiled
def capture(m, host, p, governments, forums):
    """The host of a meeting pulls the brand of forum m towards itself; that of a technical forum is left alone."""
    captured = p.brand_capture if forums.kind[m] != TECHNICAL_FORUM else 0.0
    colour = governments.ideology[host]
    forums.brand_position[m] = bounded(toward(forums.brand_position[m], colour, captured), -1.0, 1.0)
    forums.brand_strength[m] = share(toward(forums.brand_strength[m], abs(colour), captured))
