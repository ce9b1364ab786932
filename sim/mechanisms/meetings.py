"""Meetings: which forums call their presidents together, who hosts, what is on the agenda, and who comes."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import ATTEND, BRACKET, EXTRAORDINARY, HOST, NOBODY, uniform, uniforms, wait
from concertacion.sim.mechanisms.arithmetic import bounded, choice_probability, dot, share, total
from concertacion.sim.mechanisms.weighing import issue_toxicity, power_cost
from concertacion.sim.state import ACTIVE, HELD, NO_MEETING, PUT_OFF, TECHNICAL_FORUM


@inlined
def attendance_utility(
    vitality, standing_among, distance, election_nearness, turmoil, sovereigntism, patronage, division, seat_cost, attend_base,
    attend_vitality, attend_clout, attend_distance, attend_election, attend_turmoil, attend_sovereigntism, attend_patron,
    contamination,
):  # fmt: skip
    """Utility to a president of attending a meeting.

    U = base + vitality (v - 0.5) + clout (sqrt(w / max w) - 0.3) - distance |x - mean x| - election near - turmoil c
        - sovereigntism q + patron * patronage - contamination * division - seat.
    The sign of the distance effect is open: on record terciles of distance attend 0.68, 0.64, 0.69.
    """
    utility = (
        attend_base + attend_vitality * (vitality - 0.5) + attend_clout * (standing_among - 0.3) - attend_distance * distance
    )
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
    return forums.patron_share[m] * purse(societies.fiscal_stress[patron], p.patron_purse) if patron >= 0 else 0.0


@compiled
def draw_host(m, address, setting, standing, circles, outlook, scratch):
    """The host of a meeting of forum m, drawn among its members in proportion to 0.02 + clout; -1 if nobody may."""
    first = math.inf
    host = -1
    uniforms(address, HOST, setting.keys, setting.forum_keys[m], scratch.draws[0])
    for i in range(setting.keys.size):
        if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0:
            waits = wait(scratch.draws[0, i], 0.02 + outlook.clout[i])
            if waits < first:
                first = waits
                host = i
    return host


@compiled
def urgent(m, p, u, purse_share, standing, issues, circles, outlook):
    """Whether draw u calls an extraordinary meeting of forum m, given its greatest champion and the shocks in its scope."""
    champion = 0.0
    for i in range(circles.members.shape[1]):
        if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0:
            champion = max(champion, outlook.clout[i])
    for k in range(circles.scope.shape[1] if u < call_probability(champion, purse_share, 1.0, p.extraordinary) else 0):
        if circles.scope[m, k] > 0.0:
            for i in range(circles.members.shape[1]):
                chance = call_probability(champion, purse_share, issues.shock[k, i], p.extraordinary)
                if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0 and u < chance:
                    return True
    return False


@compiled
def call_meetings(p, address, setting, societies, standing, issues, forums, circles, outlook, meetings, scratch):
    """Phase 4 (model): statutory and extraordinary meetings are called. One that is called has a host."""
    loudest = 0.0
    for i in range(setting.keys.size):
        loudest = max(loudest, outlook.clout[i])
    for m in range(forums.status.size):
        meetings.meeting[m] = NO_MEETING
        meetings.host[m] = -1
        meetings.agreed[m] = 0.0
        if forums.status[m] != ACTIVE:
            continue
        forums.countdown[m] -= 1.0
        funds = 0.3 * funds_of(m, p, societies, forums)
        u = uniform(address, EXTRAORDINARY, setting.forum_keys[m], NOBODY)
        if forums.countdown[m] > 0.0:
            if u >= call_probability(loudest, funds, 1.0, p.extraordinary):
                continue  # whoever champions it and however bad the shock: spares the search for them
            if not urgent(m, p, u, funds, standing, issues, circles, outlook):
                continue
        meetings.host[m] = draw_host(m, address, setting, standing, circles, outlook, scratch)


@compiled
def weigh_attendance(
    lo, hi, p, governments, societies, standing, forums, circles, powers, regard, crises, outlook, meetings, scratch
):
    """Phase 4: into `meetings.chance`, the probability that each president of countries lo..hi comes to each meeting called.

    Outsiders and those suspended have 0. A user's `Country.attendance_chance` may put another in its place.
    """
    for m in range(forums.status.size):
        meetings.chance[m, lo:hi] = 0.0
        if meetings.host[m] < 0:
            continue
        patronage = funds_of(m, p, societies, forums)
        mean = dot(circles.members[m], governments.ideology) / max(1.0, total(circles.members[m]))
        keep_away(lo, hi, m, crises, circles, scratch)
        for i in range(lo, hi):
            if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0:
                utility = attendance_utility(
                    forums.vitality[m], outlook.stature[i], abs(governments.ideology[i] - mean),
                    outlook.election_nearness[i], societies.turmoil[i], governments.sovereigntism[i], patronage,
                    scratch.split[i], power_cost(i, m, p, standing, circles, powers, regard), p.attend_base,
                    p.attend_vitality, p.attend_clout, p.attend_distance, p.attend_election, p.attend_turmoil,
                    p.attend_sovereigntism, p.attend_patron, p.contamination,
                )  # fmt: skip
                meetings.chance[m, i] = choice_probability(p.rationality, utility)


@compiled
def expected_attendance(m, standing, circles, meetings):
    """Mean probability of coming over the members of forum m; those suspended do not count."""
    expected = 0.0
    count = 0.0
    for i in range(circles.members.shape[1]):
        if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0:
            expected += meetings.chance[m, i]
            count += 1.0
    return expected / count if count > 1.0 else 0.0


@compiled
def hold_meetings(p, address, setting, governments, societies, standing, domains, forums, circles, meetings):
    """Phase 4 (model): meetings called are held, or put off where too few are expected or the host is in turmoil."""
    for m in range(forums.status.size):
        host = meetings.host[m]
        if host < 0:
            continue
        expected = expected_attendance(m, standing, circles, meetings) * (1.0 - p.host_turmoil * societies.turmoil[host])
        if forums.kind[m] != TECHNICAL_FORUM and expected < p.quorum:
            meetings.meeting[m] = PUT_OFF
            meetings.host[m] = -1
            forums.countdown[m] = max(1.0, forums.countdown[m])  # a statutory one is called again next quarter
            continue
        meetings.meeting[m] = HELD
        if forums.countdown[m] <= 0.0:
            forums.countdown[m] = forums.interval[m]
        captured = p.brand_capture * (1.0 if forums.kind[m] != TECHNICAL_FORUM else 0.0)
        forums.brand_position[m] = bounded(
            forums.brand_position[m] + captured * (governments.ideology[host] - forums.brand_position[m]), -1.0, 1.0
        )
        forums.brand_strength[m] = share(
            forums.brand_strength[m] + captured * (abs(governments.ideology[host]) - forums.brand_strength[m])
        )
        for k in range(domains.salience.size):
            toxic = p.bracketing * issue_toxicity(k, p, domains)
            kept = circles.scope[m, k] > 0.0 and (toxic <= 0.0 or uniform(address, BRACKET, setting.forum_keys[m], k) >= toxic)
            meetings.agenda[m, k] = 1.0 if kept else 0.0


@compiled
def attend(lo, hi, address, setting, standing, forums, circles, meetings, scratch):
    """Phase 5: presidents of countries lo..hi decide which of this quarter's meetings to attend. A host is at home."""
    for m in range(forums.status.size):
        meetings.attending[m, lo:hi] = 0.0
        if meetings.meeting[m] != HELD:
            continue
        uniforms(address, ATTEND, setting.keys[lo:hi], setting.forum_keys[m], scratch.draws[0, lo:hi])
        for i in range(lo, hi):
            if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0:
                comes = meetings.host[m] == i or scratch.draws[0, i] < meetings.chance[m, i]
                meetings.attending[m, i] = 1.0 if comes else 0.0
