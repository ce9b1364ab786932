"""Meetings: which forums call their presidents together, who hosts, what is on the agenda, and who comes."""

from __future__ import annotations

import math

from sim.compiled import compiled
from sim.draws import ATTEND, BRACKET, EXTRAORDINARY, HOST, NOBODY, uniform, waiting_time
from sim.mechanisms.arithmetic import bounded, choice_probability, share
from sim.mechanisms.weighing import power_cost
from sim.state import ACTIVE, HELD, NO_MEETING, PUT_OFF, TECHNICAL_FORUM


@compiled
def attendance_utility(
    vitality, standing_among, distance, election_nearness, turmoil, sovereigntism, patronage, division, seat_cost, attend_base,
    attend_vitality, attend_clout, attend_distance, attend_election, attend_turmoil, attend_sovereigntism, attend_patron, contamination,
):  # fmt: skip
    """Utility of a president's coming to a meeting.

    U = base + vitality (v - 0.5) + clout (sqrt(w / max w) - 0.3) - distance |x - mean x| - election near - turmoil c
        - sovereigntism q + patron * patronage - contamination * division - seat.
    The sign of the distance effect is open: on record terciles of distance attend 0.68, 0.64, 0.69.
    """
    utility = attend_base + attend_vitality * (vitality - 0.5) + attend_clout * (standing_among - 0.3) - attend_distance * distance
    utility -= attend_election * election_nearness + attend_turmoil * turmoil + attend_sovereigntism * sovereigntism
    return utility + attend_patron * patronage - contamination * division - seat_cost


@compiled
def attendance_probability(i, m, p, governments, societies, standing, forums, circles, powers, regard, crises):
    """Probability that the president of i comes to a meeting of forum m."""
    total = 0.0
    members = 0.0
    heaviest = 0.0
    for j in range(circles.members.shape[1]):
        if circles.members[m, j] > 0.0:
            total += governments.ideology[j]
            members += 1.0
        heaviest = max(heaviest, societies.weight[j])
    patronage = 0.0
    patron = forums.patron[m]
    if patron >= 0:
        patronage = forums.patron_share[m] * purse(societies.fiscal_stress[patron], p.patron_purse)
    # members quarrel over a crisis as far as their stances differ from the mean stance at the table
    split = 0.0
    for s in range(crises.intensity.size):
        if crises.intensity[s] > 0.0 and circles.members[m, s] > 0.0:
            split = max(split, crises.intensity[s] * (0.5 - 0.5 * crises.stance[s, i]) if i != s else 0.5 * crises.intensity[s])
    utility = attendance_utility(
        forums.vitality[m], math.sqrt(societies.weight[i] / heaviest), abs(governments.ideology[i] - total / members),
        governments.election_nearness[i], societies.turmoil[i], governments.sovereigntism[i], patronage, split,
        power_cost(i, m, p, standing, circles, powers, regard), p.attend_base, p.attend_vitality, p.attend_clout, p.attend_distance,
        p.attend_election, p.attend_turmoil, p.attend_sovereigntism, p.attend_patron, p.contamination,
    )  # fmt: skip
    return choice_probability(p.rationality, utility)


@compiled
def purse(fiscal_stress, patron_purse):
    """What a patron can spend, a share: patron_purse (1 - f)."""
    return share(patron_purse * (1.0 - fiscal_stress))


@compiled
def call_probability(clout, purse_share, shock, extraordinary):
    """Probability a quarter of an extraordinary meeting: extraordinary * (champion's clout + purse) * shock, at most 1/2."""
    return min(0.5, extraordinary * (clout + purse_share) * shock)


@compiled
def expected_attendance(m, p, governments, societies, standing, forums, circles, powers, regard, crises):
    """Mean probability of coming over the members of forum m (those suspended do not count)."""
    total = 0.0
    count = 0.0
    for i in range(circles.members.shape[1]):
        if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0:
            total += attendance_probability(i, m, p, governments, societies, standing, forums, circles, powers, regard, crises)
            count += 1.0
    return total / count if count > 1.0 else 0.0


@compiled
def draw_host(m, luck, setting, governments, standing, circles):
    """The host of a meeting of forum m, drawn among its members in proportion to 0.02 + clout; -1 if nobody may."""
    first = math.inf
    host = -1
    for i in range(setting.keys.size):
        if circles.members[m, i] > 0.0 and standing.suspended[i] == 0.0:
            waits = waiting_time(luck, HOST, setting.keys[i], setting.forum_keys[m], 0.02 + governments.clout[i])
            if waits < first:
                first = waits
                host = i
    return host


@compiled
def call_meetings(p, luck, setting, governments, societies, standing, issues, domains, forums, circles, powers, regard, crises):
    """Phase 4 (model): statutory and extraordinary meetings are called; too few expected, or a host in turmoil, and they are put off."""
    size = setting.keys.size
    for m in range(forums.status.size):
        forums.meeting[m] = NO_MEETING
        forums.host[m] = -1
        forums.agreed[m] = 0.0
        if forums.status[m] != ACTIVE:
            continue
        forums.countdown[m] -= 1.0
        key = setting.forum_keys[m]
        champion = 0.0
        shock = 0.0
        for i in range(size):
            if circles.members[m, i] == 0.0 or standing.suspended[i] > 0.0:
                continue
            champion = max(champion, governments.clout[i])
            for k in range(domains.norms.size):
                shock = max(shock, circles.scope[m, k] * issues.shock[k, i])
        funds = 0.0
        if forums.patron[m] >= 0:
            funds = forums.patron_share[m] * purse(societies.fiscal_stress[forums.patron[m]], p.patron_purse)
        urgent = uniform(luck, EXTRAORDINARY, key, NOBODY) < call_probability(champion, 0.3 * funds, shock, p.extraordinary)
        if forums.countdown[m] > 0.0 and not urgent:
            continue
        host = draw_host(m, luck, setting, governments, standing, circles)
        if host < 0:
            continue
        expected = expected_attendance(m, p, governments, societies, standing, forums, circles, powers, regard, crises)
        expected *= 1.0 - p.host_turmoil * societies.turmoil[host]
        if forums.kind[m] != TECHNICAL_FORUM and expected < p.quorum:
            forums.meeting[m] = PUT_OFF
            forums.countdown[m] = 1.0
            continue
        forums.meeting[m] = HELD
        forums.host[m] = host
        if forums.countdown[m] <= 0.0:
            forums.countdown[m] = forums.interval[m]
        captured = p.brand_capture * (1.0 if forums.kind[m] != TECHNICAL_FORUM else 0.0)
        forums.brand_position[m] = bounded(
            forums.brand_position[m] + captured * (governments.ideology[host] - forums.brand_position[m]), -1.0, 1.0
        )
        forums.brand_strength[m] = share(
            forums.brand_strength[m] + captured * (abs(governments.ideology[host]) - forums.brand_strength[m])
        )
        for k in range(domains.norms.size):
            toxic = p.bracketing * domains.toxicity[k]
            kept = circles.scope[m, k] > 0.0 and uniform(luck, BRACKET, key, k) >= toxic
            circles.agenda[m, k] = 1.0 if kept else 0.0


@compiled
def attend(lo, hi, p, luck, setting, governments, societies, standing, forums, circles, powers, regard, crises):
    """Phase 5: presidents of countries lo..hi decide which of this quarter's meetings to attend."""
    for i in range(lo, hi):
        for m in range(forums.status.size):
            circles.attending[m, i] = 0.0
            if forums.meeting[m] != HELD or circles.members[m, i] == 0.0 or standing.suspended[i] > 0.0:
                continue
            chance = attendance_probability(i, m, p, governments, societies, standing, forums, circles, powers, regard, crises)
            comes = forums.host[m] == i or uniform(luck, ATTEND, setting.keys[i], setting.forum_keys[m]) < chance
            circles.attending[m, i] = 1.0 if comes else 0.0
