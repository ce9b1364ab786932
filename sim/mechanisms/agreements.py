"""Agreements: how likely a meeting is to agree, what its members pledge, and how pledges are carried out."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import AGREEMENT, uniform
from concertacion.sim.mechanisms.arithmetic import dot, reach, share, total
from concertacion.sim.mechanisms.channels import COMMIT
from concertacion.sim.mechanisms.crises import division
from concertacion.sim.mechanisms.shaping import SOCIAL, equity
from concertacion.sim.mechanisms.weighing import issue_toxicity
from concertacion.sim.state import ACTIVE, DORMANT, HELD, SUMMIT


@inlined
def agreement_probability(toxicity, depth, spread, number, agreement_difficulty, depth_protection, floor_spread):
    """A = exp(-gamma theta (1 - psi delta) (D0 + D) ln n) in (0, 1]: large groups, far apart, on a toxic issue rarely agree.

    psi < 1 and D0 > 0, so neither depth nor agreement of positions makes success certain. Source: design after Briceno-Ruiz 2018
    (lowest common denominator).
    """
    brake = agreement_difficulty * toxicity * (1.0 - depth_protection * depth) * (floor_spread + spread)
    return math.exp(-brake * math.log(max(1.0, number)))


@inlined
def position_spread(positions, weights, members, m, consensus):
    """Spread of positions among those who attend meeting m, in [0, 2]: (sum w |y - mean|^p / sum w)^(1/p), p = 2 for majority
    and 8 for consensus.
    """
    weight = 0.0
    mean = 0.0
    for i in range(positions.size):
        member = members[m, i]  # 0 or 1: a product spares a branch that nobody can predict
        weight += member * weights[i]
        mean += member * (weights[i] * positions[i])
    if weight <= 0.0:
        return 0.0
    mean /= weight
    power = 0.0
    for i in range(positions.size):
        square = (positions[i] - mean) * (positions[i] - mean)
        power += members[m, i] * (weights[i] * (square * square * square * square if consensus else square))
    root = math.sqrt(power / weight)
    return math.sqrt(math.sqrt(root)) if consensus else root


@compiled
def sit_down(attending, number, distances, distance):
    """Mean ideological distance of each country to the others of the `number` who attend, into `distance`."""
    distance[:] = 0.0
    for j in range(attending.size):
        if attending[j] > 0.0:
            apart = distances[j]
            for i in range(attending.size):
                distance[i] += apart[i]
    for i in range(attending.size):
        distance[i] /= max(1.0, number - attending[i])


@compiled
def open_agendas(
    p, societies, issues, domains, forums, circles, powers, crises, structure, outlook, pairs, stakes, meetings, scratch,
):  # fmt: skip
    """Phase 5 (model): the spread of positions at each meeting held; for each domain on its agenda, the odds of agreement and
    the capacity expected to be committed.
    """
    for m in range(forums.status.size):
        if meetings.meeting[m] != HELD:
            continue
        number = total(meetings.attending[m])
        present = dot(meetings.attending[m], societies.capacity)
        sit_down(meetings.attending[m], number, pairs.distance, meetings.distance[m])
        split = p.contamination * division(m, meetings.attending, crises.intensity, crises.stance)
        for k in range(domains.salience.size):
            if meetings.agenda[m, k] == 0.0:
                continue
            consensus = forums.threshold[m] >= 1.0
            spread = position_spread(stakes.position[k], structure.weight, meetings.attending, m, consensus)
            expected = 0.0
            for i in range(meetings.attending.shape[1]):
                expected += meetings.attending[m, i] * (societies.capacity[i] * issues.summit_faith[k, i])
            meetings.agreement[m, k] = agreement_probability(
                issue_toxicity(k, p, domains),
                forums.depth[m],
                spread + split,
                number,
                p.agreement_difficulty,
                p.depth_protection,
                p.floor_spread,
            )
            meetings.expected[m, k] = expected / present if present > 0.0 else 0.0


@compiled
def agree(
    p, address, setting, domains, forums, circles, powers, choices, ties, pairs, stakes, outlook, fortunes, meetings, scratch,
):  # fmt: skip
    """Phase 6 (model): a meeting agrees or fails in each domain. Agreement binds those who committed; failure costs trust among
    those who attended.
    """
    size = setting.keys.size
    for m in range(forums.status.size):
        if meetings.meeting[m] != HELD:
            continue
        for k in range(domains.salience.size):
            if meetings.agenda[m, k] == 0.0:
                continue
            committed = 0
            for i in range(size):
                committed += int(choices.president[k, i] == COMMIT) * int(choices.venue[k, i] == m)
            yes = uniform(address, AGREEMENT, setting.forum_keys[m], k) < meetings.agreement[m, k]
            if yes and committed >= 2:
                meetings.agreed[m, k] = 1.0
                pledge(m, k, size, circles, choices, pairs)
            elif not yes:
                sour(m, k, p, size, domains, ties, meetings)


@compiled
def pledge(m, k, size, circles, choices, pairs):
    """Those who committed to domain k at meeting m are bound by it."""
    for i in range(size):
        if choices.president[k, i] != COMMIT or choices.venue[k, i] != m:
            continue
        circles.pledged[m, k, i] = 1.0
        for j in range(size):
            if j != i and choices.president[k, j] == COMMIT and choices.venue[k, j] == m:
                pairs.joint[i, j] += 1.0 / circles.scope.shape[1]


@compiled
def sour(m, k, p, size, domains, ties, meetings):
    """Failure in a domain costs trust among those who attended, in proportion to the domain's toxicity."""
    kept = 1.0 - p.quarrel * issue_toxicity(k, p, domains)
    attending = meetings.attending[m]
    for i in range(size):
        if attending[i] > 0.0:
            trust, own = ties.trust[i], ties.trust[i, i]
            for j in range(size):
                trust[j] *= kept if attending[j] > 0.0 else 1.0
            trust[i] = own


@compiled
def pledge_kept(turn, depth, turnover_lapse, depth_protection):
    """Share of a pledge that survives a change of government, in (0, 1]: exp(-turnover_lapse |turn| (1 - psi delta)).

    The farther a new government stands from its predecessor, and the less authority was delegated, the fewer pledges it keeps.
    Source: Planchart 2025.
    """
    return math.exp(-turnover_lapse * abs(turn) * (1.0 - depth_protection * depth))


@compiled
def pace_of(capacity, stress, implementation, stress_cost):
    """implementation * b max(0, 1 - stress_cost * f): the share of open pledges that a country carries out in a quarter."""
    return implementation * capacity * max(0.0, 1.0 - stress_cost * stress)


@compiled
def carried_out(implemented, pledged, pace):
    """I' = min(P, I + max(0, pace (P - I))): the share of pledges carried out, one quarter on."""
    return min(pledged, implemented + max(0.0, pace * (pledged - implemented)))


@compiled
def carry_out(p, setting, societies, domains, forums, circles, powers, structure, issues, outlook, meetings, scratch):
    """Phase 6 (model): pledges are carried out or lapse; each forum delivers force * Y(share of capacity that carries out).

    Several forums on one domain combine as 1 - prod(1 - v). Members that do not take part get the public share.
    """
    size = societies.capacity.size
    issues.delivered[SUMMIT, :, :] = 0.0
    for i in range(size):
        scratch.pace[i] = pace_of(societies.capacity[i], societies.fiscal_stress[i], p.implementation, p.stress_cost)
    for m in range(forums.status.size):
        if forums.status[m] != ACTIVE and forums.status[m] != DORMANT:
            continue
        capacity = dot(circles.members[m], societies.capacity)
        for i in range(size):
            if outlook.turn[i] != 0.0 and circles.members[m, i] > 0.0:
                kept = pledge_kept(outlook.turn[i], forums.depth[m], p.turnover_lapse, p.depth_protection)
                for k in range(domains.salience.size):
                    circles.pledged[m, k, i] *= kept
        for k in range(domains.salience.size):
            if circles.scope[m, k] > 0.0:
                done = work_off(circles.pledged[m, k], circles.implemented[m, k], scratch.pace, 1.0 - p.lapse, societies)
                if done > 0.0 and forums.status[m] == ACTIVE:  # a dormant forum delivers nothing
                    value = meetings.force[m, k] * reach(done / capacity, domains.returns[k])
                    free = p.free_riding * domains.publicness[k]
                    hand_out(m, k, value, free, p, societies, circles, issues.delivered[SUMMIT, k])


@compiled
def work_off(pledged, implemented, pace, kept, societies):
    """Update pledges (country) and the share carried out by a quarter; returns the capacity that carries them out. Only members
    have pledges.
    """
    for i in range(pledged.size):
        left = pledged[i] * kept
        pledged[i] = left
        implemented[i] = carried_out(implemented[i], left, pace[i])
    return dot(implemented, societies.capacity)


@compiled
def hand_out(m, k, value, free, p, societies, circles, delivered):
    """Add what forum m delivers on domain k to each member's (country) `delivered`: all for the share it carries out, `free` for
    the rest, more to the less able where its model is social.
    """
    members, implemented, social = circles.members[m], circles.implemented[m, k], circles.economic_model[m, SOCIAL]
    mean = dot(members, societies.capacity) / max(1.0, total(members))
    for i in range(members.size):
        if members[i] > 0.0:
            given = implemented[i] + (1.0 - implemented[i]) * free
            given *= equity(societies.capacity[i], mean, social, p.model_equity)
            delivered[i] = share(1.0 - (1.0 - delivered[i]) * (1.0 - value * given))
