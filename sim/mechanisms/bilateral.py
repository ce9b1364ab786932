"""Bilateral: visits of presidents to one another, what they sign there, and journeys outside the region."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import BILATERAL_AGREEMENT, JOURNEY, NOBODY, VISIT, uniform, uniforms
from concertacion.sim.mechanisms.arithmetic import share
from concertacion.sim.state import HELD, TECHNICAL_FORUM

MOST_JOURNEYS = 90.0  # a quarter has no more days (bound)
LARGEST_LOG = 700.0  # beyond it the exponential is no number (bound)


@inlined
def log_visit_rate(
    log_closeness, log_sender, log_receiver, trust, distance, election_nearness, readiness, meetings, visit_base, visit_closeness,
    visit_sender, visit_receiver, visit_trust, visit_distance, visit_election, crowding,
):  # fmt: skip
    """Visits a year of one president to another, log: gravity, trust, colour, elections and the president's own readiness to
    travel.

    ln lambda = base + closeness ln g_ij + sender ln(N w_i) + receiver ln(N w_j) + trust (T_ij - 0.5) - distance |x_i - x_j| -
    election * nearness of one's own + readiness - crowding * meetings attended. `readiness` is the propensity plus what a bridge
    adds. Source: trips of South American presidents 1995-2006 (COLT), Poisson on ln g, ln w_i, ln w_j; Merke et al. 2021, "The
    Troubled Politics" (visits). That a trust of 0.5 neither draws nor deters is assumed.
    """
    log_rate = visit_base + visit_closeness * log_closeness + visit_sender * log_sender + visit_receiver * log_receiver
    log_rate += visit_trust * (trust - 0.5) - visit_distance * distance - visit_election * election_nearness
    return log_rate + readiness - crowding * meetings


@inlined
def visit_chance(log_rate):
    """P = 1 - exp(-lambda / 4): a visit at least in a quarter, at a rate lambda a year."""
    return 1.0 - math.exp(-0.25 * math.exp(min(LARGEST_LOG, log_rate)))


@inlined
def out_of_reach(u, log_rate):
    """Whether the draw u is surely above the chance of a visit: most are, and this takes no exponential.

    P < lambda / 4, and exp(x) <= 1 / (1 - x + x^2 / 2) where x <= 0.
    """
    return log_rate <= 0.0 and u * (1.0 - log_rate + 0.5 * log_rate * log_rate) >= 0.25


@compiled
def signing_chance(distance, agreement_rate, agreement_distance):
    """P(agreement) = agreement_rate (1 - agreement_distance |x_i - x_j|), a share: what a visit ends in.

    Source: 31 of 100 bilateral visits of South American presidents to 2012 (COLT).
    """
    return share(agreement_rate * (1.0 - agreement_distance * distance))


@compiled
def journeys_made(u, readiness, meetings, visits, outside_base, crowding):
    """Journeys outside the region in a quarter, a count: the Poisson number at which the uniform u stands.

    Mean exp(outside_base + readiness - crowding (meetings + visits)) / 4, at most one a day: one budget of time for all travel.
    Source: 5.6 a year outside the region, 41 of 100 journeys of South American presidents to 2012 (COLT).
    """
    log_rate = outside_base + readiness - crowding * (meetings + visits)
    mean = min(MOST_JOURNEYS, 0.25 * math.exp(min(LARGEST_LOG, log_rate)))
    count, chance = 0.0, math.exp(-mean)
    reached = chance
    while u > reached and count < MOST_JOURNEYS:
        count += 1.0
        chance *= mean / count
        reached += chance
    return count


@inlined
def meetings_attended(i, forums, meetings):
    """Meetings that president i attends this quarter, as a member or a guest; to technical forums ministers go."""
    number = 0.0
    for m in range(meetings.meeting.size):
        if meetings.meeting[m] == HELD and forums.kind[m] != TECHNICAL_FORUM:
            number += meetings.attending[m, i] + meetings.guests[m, i]
    return number


@compiled
def visit(lo, hi, p, address, setting, governments, ties, forums, structure, outlook, pairs, meetings, fortunes, scratch):
    """Phase 5: the visits, agreements and journeys of the presidents of countries lo..hi, each into its own row."""
    size = setting.keys.size
    draws, sizes, rates, far = scratch.draws[0], scratch.draws[1], scratch.draws[2], scratch.journeys
    uniforms(address, JOURNEY, setting.keys[lo:hi], NOBODY, far[lo:hi])
    for j in range(size):
        sizes[j] = math.log(size * structure.weight[j])
    for i in range(lo, hi):
        met, made = meetings_attended(i, forums, meetings), 0.0
        uniforms(address, VISIT, setting.keys, setting.keys[i], draws)  # key: whoever is visited; other: the visitor
        closeness, trust, distance, bridged = setting.log_closeness[i], ties.trust[i], pairs.distance[i], pairs.bridged[i]
        for j in range(size):
            rates[j] = log_visit_rate(
                closeness[j], sizes[i], sizes[j], trust[j], distance[j], outlook.election_nearness[i],
                governments.propensity[i] + bridged[j], met, p.visit_base, p.visit_closeness, p.visit_sender, p.visit_receiver,
                p.visit_trust, p.visit_distance, p.visit_election, p.crowding,
            )  # fmt: skip
            pairs.visits[i, j] = 0.0
            pairs.agreements[i, j] = 0.0
        for j in range(size):
            if j != i and not out_of_reach(draws[j], rates[j]) and draws[j] < visit_chance(rates[j]):
                pairs.visits[i, j] = 1.0
                made += 1.0
                signed = signing_chance(pairs.distance[i, j], p.agreement_rate, p.agreement_distance)
                if uniform(address, BILATERAL_AGREEMENT, setting.keys[i], setting.keys[j]) < signed:
                    pairs.agreements[i, j] = 1.0
        fortunes.journeys[i] = journeys_made(far[i], governments.propensity[i], met, made, p.outside_base, p.crowding)
