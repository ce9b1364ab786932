"""Agreements: how likely those who meet are to agree, what they pledge, and what becomes of the pledge."""

from __future__ import annotations

import math

from sim.compiled import compiled, inlined
from sim.draws import AGREEMENT, uniform
from sim.mechanisms.arithmetic import reach, share
from sim.mechanisms.channels import COMMIT
from sim.mechanisms.crises import division
from sim.mechanisms.weighing import issue_toxicity
from sim.state import ACTIVE, DORMANT, HELD, SUMMIT


@compiled
def agreement_probability(toxicity, depth, spread, number, agreement_difficulty, depth_protection, floor_spread):
    """A = exp(-gamma theta (1 - psi delta) (D0 + D) ln n) in (0, 1]: many, far apart, on a toxic issue rarely agree.

    psi < 1 and D0 > 0, so neither depth nor sameness makes agreement certain. Source: design after Briceno-Ruiz 2018
    (lowest common denominator).
    """
    brake = agreement_difficulty * toxicity * (1.0 - depth_protection * depth) * (floor_spread + spread)
    return math.exp(-brake * math.log(max(1.0, number)))


@inlined
def position_spread(positions, weights, members, m, consensus, agreement_by):
    """Spread of positions among those who attend meeting m, in [0, 2].

    Variant `variance`: (sum w |y - mean|^p / sum w)^(1/p), p = 2 for majority and 8 for consensus. Variant `extremes`: half
    the range
    for majority, the whole range for consensus.
    """
    total = 0.0
    mean = 0.0
    low, high = 2.0, -2.0
    for i in range(positions.size):
        member = members[m, i]  # 0 or 1: a product spares a branch that nobody can predict
        total += member * weights[i]
        mean += member * (weights[i] * positions[i])
        low = min(low, positions[i] if member > 0.0 else low)
        high = max(high, positions[i] if member > 0.0 else high)
    if total <= 0.0:
        return 0.0
    if agreement_by > 0.5:
        return (high - low) * (1.0 if consensus > 0.0 else 0.5)
    mean /= total
    power = 0.0
    for i in range(positions.size):
        square = (positions[i] - mean) * (positions[i] - mean)
        power += members[m, i] * (weights[i] * (square * square * square * square if consensus > 0.0 else square))
    root = math.sqrt(power / total)
    return math.sqrt(math.sqrt(root)) if consensus > 0.0 else root


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
def open_agendas(p, societies, issues, domains, forums, circles, crises, ties):
    """Phase 5 (model): for each meeting held, how far apart those at the table stand; and for each domain on its agenda the
    odds of agreement and what is expected to be committed.
    """
    for m in range(forums.status.size):
        if forums.meeting[m] != HELD:
            continue
        number = 0.0
        present = 0.0
        for i in range(circles.attending.shape[1]):
            number += circles.attending[m, i]
            present += circles.attending[m, i] * societies.capacity[i]
        sit_down(circles.attending[m], number, ties.distance, circles.distance[m])
        split = p.contamination * division(m, circles.attending, crises.intensity, crises.stance)
        for k in range(domains.norms.size):
            if circles.agenda[m, k] == 0.0:
                continue
            spread = position_spread(
                issues.position[k], societies.weight, circles.attending, m, forums.consensus[m], p.agreement_by
            )  # fmt: skip
            expected = 0.0
            for i in range(circles.attending.shape[1]):
                expected += circles.attending[m, i] * (societies.capacity[i] * issues.summit_faith[k, i])
            circles.agreement[m, k] = agreement_probability(
                issue_toxicity(k, p, domains),
                forums.depth[m],
                spread + split,
                number,
                p.agreement_difficulty,
                p.depth_protection,
                p.floor_spread,
            )
            circles.expected[m, k] = expected / present if present > 0.0 else 0.0


@compiled
def agree(p, luck, setting, domains, forums, circles, choices, ties):
    """Phase 6 (model): domain by domain a meeting agrees or fails; those who committed pledge; failure sours those who sat
    there.
    """
    size = setting.keys.size
    for m in range(forums.status.size):
        if forums.meeting[m] != HELD:
            continue
        for k in range(domains.norms.size):
            if circles.agenda[m, k] == 0.0:
                continue
            committed = 0.0
            for i in range(size):
                if choices.president[k, i] == COMMIT and choices.venue[k, i] == m:
                    committed += 1.0
            yes = uniform(luck, AGREEMENT, setting.forum_keys[m], k) < circles.agreement[m, k]
            if yes and committed >= 2.0:
                forums.agreed[m] += 1.0
                pledge(m, k, size, circles, choices, ties)
            elif not yes:
                sour(m, k, p, size, domains, circles, ties)


@compiled
def pledge(m, k, size, circles, choices, ties):
    """Those who committed to domain k at meeting m are bound by it."""
    for i in range(size):
        if choices.president[k, i] != COMMIT or choices.venue[k, i] != m:
            continue
        circles.pledged[m, k, i] = 1.0
        for j in range(size):
            if j != i and choices.president[k, j] == COMMIT and choices.venue[k, j] == m:
                ties.joint[i, j] += 1.0 / circles.scope.shape[1]


@compiled
def sour(m, k, p, size, domains, circles, ties):
    """A failed domain costs the trust of those who sat there, in proportion to its toxicity."""
    kept = 1.0 - p.quarrel * issue_toxicity(k, p, domains)
    for i in range(size):
        if circles.attending[m, i] > 0.0:
            for j in range(size):
                if i != j and circles.attending[m, j] > 0.0:
                    ties.trust[i, j] *= kept


@compiled
def pledge_kept(turn, depth, lapse, turnover_lapse, depth_protection):
    """Share of a pledge that survives a quarter: (1 - lapse) exp(-turnover_lapse |turn| (1 - psi delta)).

    A new government keeps its predecessor's word the less, the farther it stands and the less authority was delegated.
    Source: Planchart 2025.
    """
    if turn == 0.0:
        return 1.0 - lapse  # most quarters; spares an exponential
    return (1.0 - lapse) * math.exp(-turnover_lapse * abs(turn) * (1.0 - depth_protection * depth))


@compiled
def carried_out(implemented, pledged, capacity, stress, implementation, stress_cost):
    """I' = min(P, I + implementation * b (1 - stress_cost * f / 2) (P - I)): pledges are carried out with capacity and
    time, a share.
    """
    pace = implementation * capacity * max(0.0, 1.0 - 0.5 * stress_cost * stress)
    return min(pledged, implemented + max(0.0, pace * (pledged - implemented)))


@compiled
def carry_out(p, governments, societies, domains, forums, circles, choices):
    """Phase 6 (model): pledges are carried out or lapse; each forum delivers blunting * Y(share of capacity that carries out).

    Several forums on one domain combine as 1 - prod(1 - v). Members that do not take part get the public share.
    """
    choices.delivered[SUMMIT, :, :] = 0.0
    size = societies.capacity.size
    for m in range(forums.status.size):
        if forums.status[m] != ACTIVE and forums.status[m] != DORMANT:
            continue
        total = 0.0
        for i in range(size):
            total += circles.members[m, i] * societies.capacity[i]
        for k in range(domains.norms.size):
            if circles.scope[m, k] == 0.0:
                continue
            done = 0.0
            for i in range(size):
                if circles.members[m, i] > 0.0 and circles.pledged[m, k, i] > 0.0:
                    circles.pledged[m, k, i] *= pledge_kept(
                        governments.turn[i], forums.depth[m], p.lapse, p.turnover_lapse, p.depth_protection
                    )
                    circles.implemented[m, k, i] = carried_out(
                        circles.implemented[m, k, i], circles.pledged[m, k, i], societies.capacity[i], societies.fiscal_stress[i],
                        p.implementation, p.stress_cost,
                    )  # fmt: skip
                    done += circles.implemented[m, k, i] * societies.capacity[i]
            if done <= 0.0 or forums.status[m] == DORMANT:
                continue  # what a dormant forum once agreed lapses like the rest, and delivers nothing
            value = circles.blunting[m, k] * reach(done / total, domains.returns[k])
            for i in range(size):
                if circles.members[m, i] > 0.0:
                    mine = circles.implemented[m, k, i]
                    given = mine + (1.0 - mine) * p.free_riding * domains.publicness[k]
                    left = 1.0 - choices.delivered[SUMMIT, k, i]
                    choices.delivered[SUMMIT, k, i] = share(1.0 - left * (1.0 - value * given))
