"""Seats: how readily countries come to each forum, presidents to any, and with what probability each comes to a meeting."""

from __future__ import annotations

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import BEFORE, TIE, Address, normal
from concertacion.sim.mechanisms.arithmetic import dot, heads, logistic
from concertacion.sim.mechanisms.contamination import keep_away
from concertacion.sim.mechanisms.elections import draw_propensity
from concertacion.sim.mechanisms.membership import may_come
from concertacion.sim.mechanisms.patrons import funds_of
from concertacion.sim.mechanisms.weighing import power_cost
from concertacion.sim.state import ACTIVE, CALLED


@inlined
def attendance_utility(
    vitality, standing_among, distance, election_nearness, turmoil, sovereigntism, patronage, division, seat_cost,
    attend_vitality, attend_clout, attend_distance, attend_election, attend_turmoil, sovereigntist_reserve, attend_patron,
    contamination,
):  # fmt: skip
    """Utility to a president of attending a meeting.

    U = vitality (v - 0.5) + clout * stature - distance |x - mean x| - election near - turmoil c - sovereigntism q
        + patron * patronage - contamination * division - seat.
    The sign of the distance effect is open: on record terciles of distance attend 0.68, 0.64, 0.69. Life counts from one half on
    (assumed).
    """
    utility = attend_vitality * (vitality - 0.5) + attend_clout * standing_among - attend_distance * distance
    utility -= attend_election * election_nearness + attend_turmoil * turmoil + sovereigntist_reserve * sovereigntism
    return utility + attend_patron * patronage - contamination * division - seat_cost


@compiled
def brand_appeal(brand, off_brand, attend_brand, brand_turn):
    """Readiness, in log-odds, that a forum's brand adds or takes: -attend_brand S (d - brand_turn), d = |x - B|.

    A brand draws the like-minded and keeps the others away. Source: Merke et al. 2021, "The Troubled Politics" (fourth: PROSUR
    and the Puebla Group).
    """
    return -attend_brand * brand * (off_brand - brand_turn)


@compiled
def chance_of_coming(utility, readiness, rationality, attend_base):
    """P = logistic(base + readiness + rationality * U): readiness, in log-odds, is the tie to the forum plus the president's
    propensity to travel plus what the brand adds.
    """
    return logistic(attend_base + readiness + rationality * utility)


@compiled
def weigh_attendance(
    lo, hi, p, setting, governments, societies, standing, forums, circles, powers, regard, crises, outlook, meetings, scratch,
):  # fmt: skip
    """Phase 4: into `meetings.chance`, the probability that each president of countries lo..hi comes to each meeting called.

    With `chances_kept`, to any that an active forum might call. Associates come less often than members would; outsiders and
    those suspended have 0. A user's `Country.attendance_chance` may put another in its place.
    """
    for m in range(forums.status.size):
        meetings.chance[m, lo:hi] = 0.0
        kept = setting.chances_kept[0] > 0.0 and forums.status[m] == ACTIVE
        if meetings.meeting[m] != CALLED and not kept:
            continue
        patronage = funds_of(m, p, societies, forums, powers)
        mean = dot(circles.members[m], governments.ideology) / max(1.0, heads(circles.members[m]))
        keep_away(lo, hi, m, p, crises, circles, meetings, scratch)
        for i in range(lo, hi):
            if may_come(m, i, circles):
                utility = attendance_utility(
                    forums.vitality[m], outlook.stature[i], abs(governments.ideology[i] - mean),
                    outlook.election_nearness[i], societies.turmoil[i], governments.sovereigntism[i], patronage,
                    scratch.split[i], power_cost(i, m, p, standing, circles, powers, regard),
                    p.attend_vitality, p.attend_clout, p.attend_distance, p.attend_election, p.attend_turmoil,
                    p.sovereigntist_reserve, p.attend_patron, p.contamination,
                )  # fmt: skip
                off_brand = abs(governments.ideology[i] - forums.brand_position[m])
                ready = circles.tie[m, i] + governments.propensity[i]
                ready += brand_appeal(forums.brand_strength[m], off_brand, p.attend_brand, p.brand_turn)
                chance = chance_of_coming(utility, ready, p.rationality, p.attend_base)
                meetings.chance[m, i] = chance if circles.members[m, i] > 0.0 else p.associate_presence * chance


@compiled
def draw_propensities(p, address, setting, governments):
    """Before the first quarter (model): the readiness of each president to travel."""
    early = Address(address.seed, address.run, BEFORE)
    for i in range(setting.keys.size):
        draw_propensity(i, p, early, setting.keys[i], governments)


@compiled
def draw_ties(m, p, address, setting, circles):
    """The tie of each country to forum m, tie_spread * noise unless the tables give one: the first time that it matters, with
    the draws of before the first quarter. Most forums never meet.
    """
    early = Address(address.seed, address.run, BEFORE)
    for i in range(setting.keys.size):
        if circles.tie[m, i] == 0.0:
            circles.tie[m, i] = p.tie_spread * normal(early, TIE, setting.forum_keys[m], setting.keys[i])
