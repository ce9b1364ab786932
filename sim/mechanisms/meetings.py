"""Meetings: which forums call their presidents together, who hosts, what is on the agenda, and who comes."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import ATTEND, BRACKET, EXTRAORDINARY, HOST, NOBODY, uniform, uniforms, wait
from concertacion.sim.mechanisms.arithmetic import NONE, bounded, dot, share, total, toward
from concertacion.sim.mechanisms.membership import may_come
from concertacion.sim.mechanisms.seats import chance_of_coming
from concertacion.sim.mechanisms.weighing import issue_toxicity, power_cost
from concertacion.sim.state import ACTIVE, CALLED, HELD, NO_MEETING, PUT_OFF, TECHNICAL_FORUM


@inlined
def attendance_utility(
    vitality, standing_among, distance, election_nearness, turmoil, sovereigntism, patronage, division, seat_cost,
    attend_vitality, attend_clout, attend_distance, attend_election, attend_turmoil, attend_sovereigntism, attend_patron,
    contamination,
):  # fmt: skip
    """Utility to a president of attending a meeting.

    U = vitality (v - 0.5) + clout (sqrt(w / max w) - 0.3) - distance |x - mean x| - election near - turmoil c
        - sovereigntism q + patron * patronage - contamination * division - seat.
    The sign of the distance effect is open: on record terciles of distance attend 0.68, 0.64, 0.69.
    """
    utility = attend_vitality * (vitality - 0.5) + attend_clout * (standing_among - 0.3) - attend_distance * distance
    utility -= attend_election * election_nearness + attend_turmoil * turmoil + attend_sovereigntism * sovereigntism
    return utility + attend_patron * patronage - contamination * division - seat_cost


@compiled
def keep_away(lo, hi, m, crises, circles, scratch):
    """Into `scratch.split`, a share: how far crises in members of forum m keep the presidents of countries lo..hi away.

    A crisis keeps away countries opposed to its government, by c (1 - stance) / 2, and the government itself by half of that. Of
    several crises, the worst counts. Source: Merke et al. 2021, fifth reason.
    """
    split = scratch.split
    split[lo:hi] = 0.0
    for s in range(crises.intensity.size):
        intensity = crises.intensity[s]
        if intensity > 0.0 and circles.members[m, s] > 0.0:
            stance = crises.stance[s]
            for i in range(lo, hi):
                split[i] = max(split[i], intensity * (0.5 - 0.5 * stance[i] if i != s else 0.5))


@compiled
def purse(fiscal_stress, patron_purse):
    """A patron's funds, a share: patron_purse (1 - f)."""
    return share(patron_purse * (1.0 - fiscal_stress))


@compiled
def call_probability(clout, purse_share, shock, extraordinary):
    """Probability a quarter of an extraordinary meeting: extraordinary * (champion's clout + purse) * shock, at most 1/2."""
    return min(0.5, extraordinary * (clout + purse_share) * shock)


@compiled
def funds_of(m, p, societies, forums):
    """What the patron of forum m pays towards it, a share; 0 without a patron."""
    patron = forums.patron[m]
    if not 0 <= patron < societies.fiscal_stress.size:
        return 0.0
    return forums.patron_share[m] * purse(societies.fiscal_stress[patron], p.patron_purse)


@compiled
def draw_host(m, address, setting, circles, outlook, scratch):
    """The host of a meeting of forum m, drawn among its members in proportion to 0.02 + clout; -1 if nobody may."""
    first = math.inf
    host = -1
    uniforms(address, HOST, setting.keys, setting.forum_keys[m], scratch.draws[0])
    for i in range(setting.keys.size):
        if circles.members[m, i] > 0.0:
            waits = wait(scratch.draws[0, i], 0.02 + outlook.clout[i])
            if waits < first:
                first = waits
                host = i
    return host


@compiled
def urgent(m, p, u, purse_share, issues, circles, outlook):
    """Whether draw u calls an extraordinary meeting of forum m, given its greatest champion and the shocks in its scope."""
    champion = 0.0
    for i in range(circles.members.shape[1]):
        if circles.members[m, i] > 0.0:
            champion = max(champion, outlook.clout[i])
    for k in range(circles.scope.shape[1] if u < call_probability(champion, purse_share, 1.0, p.extraordinary) else 0):
        if circles.scope[m, k] > 0.0:
            for i in range(circles.members.shape[1]):
                chance = call_probability(champion, purse_share, issues.shock[k, i], p.extraordinary)
                if circles.members[m, i] > 0.0 and u < chance:
                    return True
    return False


@compiled
def call_meetings(
    p, address, setting, societies, issues, domains, ties, forums, circles, powers, regard, crises, outlook, stakes, fortunes,
    meetings, scratch,
):  # fmt: skip
    """Phase 4 (model): statutory and extraordinary meetings are called. One that is called has a host; what is seen of it starts
    afresh.
    """
    loudest = 0.0
    fortunes.convened[:] = 0.0
    fortunes.vetoes[:] = 0.0
    for i in range(setting.keys.size):
        loudest = max(loudest, outlook.clout[i])
    for m in range(forums.status.size):
        meetings.meeting[m] = NO_MEETING
        meetings.host[m] = -1
        meetings.agreed[m, :] = 0.0
        meetings.heat[m] = 0.0
        meetings.toxic[m] = NONE
        if forums.status[m] != ACTIVE:
            continue
        forums.countdown[m] -= 1.0
        funds = 0.3 * funds_of(m, p, societies, forums)
        u = uniform(address, EXTRAORDINARY, setting.forum_keys[m], NOBODY)
        if forums.countdown[m] > 0.0:
            if u >= call_probability(loudest, funds, 1.0, p.extraordinary):
                continue  # whoever champions it and however bad the shock: spares the search for them
            if not urgent(m, p, u, funds, issues, circles, outlook):
                continue
        meetings.host[m] = draw_host(m, address, setting, circles, outlook, scratch)
        if meetings.host[m] >= 0:
            meetings.meeting[m] = CALLED


@compiled
def weigh_attendance(
    lo, hi, p, setting, governments, societies, standing, domains, forums, circles, powers, regard, crises, outlook, meetings,
    scratch,
):  # fmt: skip
    """Phase 4: into `meetings.chance`, the probability that each president of countries lo..hi comes to each meeting called.

    With `chances_kept`, to any that an active forum might call. Outsiders and those suspended have 0. A user's
    `Country.attendance_chance` may put another in its place.
    """
    for m in range(forums.status.size):
        meetings.chance[m, lo:hi] = 0.0
        kept = setting.chances_kept[0] > 0.0 and forums.status[m] == ACTIVE
        if meetings.meeting[m] != CALLED and not kept:
            continue
        patronage = funds_of(m, p, societies, forums)
        mean = dot(circles.members[m], governments.ideology) / max(1.0, total(circles.members[m]))
        keep_away(lo, hi, m, crises, circles, scratch)
        for i in range(lo, hi):
            if circles.members[m, i] > 0.0:
                utility = attendance_utility(
                    forums.vitality[m], outlook.stature[i], abs(governments.ideology[i] - mean),
                    outlook.election_nearness[i], societies.turmoil[i], governments.sovereigntism[i], patronage,
                    scratch.split[i], power_cost(i, m, p, standing, circles, powers, regard),
                    p.attend_vitality, p.attend_clout, p.attend_distance, p.attend_election, p.attend_turmoil,
                    p.attend_sovereigntism, p.attend_patron, p.contamination,
                )  # fmt: skip
                ready = circles.tie[m, i] + governments.propensity[i]
                meetings.chance[m, i] = chance_of_coming(utility, ready, p.rationality, p.attend_base)


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
    sitting = total(circles.members[m])
    return total(meetings.attending[m]) / sitting if sitting > 1.0 else 0.0


@compiled
def open_meetings(
    p, address, setting, governments, societies, domains, ties, forums, circles, crises, outlook, stakes, fortunes, meetings,
):  # fmt: skip
    """Phase 5 (model): meetings called are held, or put off where too few have come or the host is in turmoil."""
    for m in range(forums.status.size):
        if meetings.meeting[m] != CALLED:
            continue
        host = meetings.host[m]
        here = presence(m, circles, meetings) * (1.0 - p.host_turmoil * societies.turmoil[host])
        if forums.kind[m] != TECHNICAL_FORUM and here < p.quorum:
            put_off(m, forums, meetings)
            continue
        meetings.meeting[m] = HELD
        if forums.countdown[m] <= 0.0:
            forums.countdown[m] = forums.interval[m]
        capture(m, host, p, governments, forums)
        for k in range(domains.salience.size):
            toxic = p.bracketing * issue_toxicity(k, p, domains)
            kept = circles.scope[m, k] > 0.0 and (toxic <= 0.0 or uniform(address, BRACKET, setting.forum_keys[m], k) >= toxic)
            meetings.agenda[m, k] = 1.0 if kept else 0.0


@compiled
def put_off(m, forums, meetings):
    """The meeting of forum m does not take place; a statutory one is called again next quarter."""
    meetings.meeting[m] = PUT_OFF
    meetings.host[m] = -1
    meetings.attending[m, :] = 0.0
    meetings.guests[m, :] = 0.0
    forums.countdown[m] = max(1.0, forums.countdown[m])


@compiled
def capture(m, host, p, governments, forums):
    """The host of a meeting pulls the brand of forum m towards itself; that of a technical forum is left alone."""
    captured = p.brand_capture if forums.kind[m] != TECHNICAL_FORUM else 0.0
    colour = governments.ideology[host]
    forums.brand_position[m] = bounded(toward(forums.brand_position[m], colour, captured), -1.0, 1.0)
    forums.brand_strength[m] = share(toward(forums.brand_strength[m], abs(colour), captured))
