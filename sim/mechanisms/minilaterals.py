"""Minilateral groups: who convenes a small circle on an issue, who joins, and how much it delivers."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import CONVENER, uniforms, wait
from concertacion.sim.mechanisms.arithmetic import covered, reach, share, total
from concertacion.sim.mechanisms.channels import JOIN, relieved
from concertacion.sim.state import MINILATERAL, SECURITY


@compiled
def pair_gain(salience, acceptable, rivalry, skill, channel_value, minilateral_worth, confidence_building, cost):
    """Gain of one country from sitting with another: value * worth * s * acceptability (1 + confidence * rivalry) skill - cost.

    `skill` is sqrt(b_i b_j). Rivalry counts in security only, with either sign. Source: Merke et al. 2021, "Security" (former
    rivals, confidence building).
    """
    worth = channel_value * minilateral_worth * salience * acceptable
    return worth * (1.0 + confidence_building * rivalry) * skill - cost


@compiled
def convening_weight(clout, trusted, minilaterals_by):
    """Weight in the race to convene: clout, or in the variant the mean trust the others have in the country."""
    return trusted if minilaterals_by > 0.5 else clout


@compiled
def mean_trust_in(i, ties):
    """Mean trust of the others in i."""
    return total(ties.trust[:, i]) / max(1.0, ties.trust.shape[0] - 1.0)


@inlined
def gains(i, j, k, p, cost, setting, outlook, pairs, stakes):
    """Gain of i from a minilateral group with j on domain k, at this cost."""
    rivalry = setting.rivalry[i, j] if k == SECURITY else 0.0
    return pair_gain(
        stakes.salience[k, i], pairs.welcome[j, i], rivalry, outlook.skill[i] * outlook.skill[j],
        p.channel_value, p.minilateral_worth, p.confidence_building, cost,
    )  # fmt: skip


@inlined
def come_forward(k, p, address, setting, ties, choices, outlook, scratch):
    """Queue the presidents who want a minilateral group in domain k, in `scratch.queue`: the shortest wait to call one comes
    first. Returns how many want one.
    """
    wanting = 0
    uniforms(address, CONVENER, setting.keys, k, scratch.waiting)
    for i in range(setting.keys.size):
        choices.minilateral[k, i] = 0
        if choices.president[k, i] == JOIN:
            weight = convening_weight(
                outlook.clout[i], mean_trust_in(i, ties) if p.minilaterals_by > 0.5 else 0.0, p.minilaterals_by
            )
            scratch.waiting[i] = wait(scratch.waiting[i], weight)
            position = wanting
            while position > 0 and scratch.waiting[i] < scratch.waiting[scratch.queue[position - 1]]:
                scratch.queue[position] = scratch.queue[position - 1]
                position -= 1
            scratch.queue[position] = i
            wanting += 1
    return wanting


@compiled
def form_minilaterals(p, address, setting, ties, choices, outlook, pairs, stakes, scratch):
    """Phase 6 (model): in each domain conveners come forward in proportion to clout; whoever wants a group joins if both gain.

    A group needs two countries, and a country sits in one group per domain and quarter. A convener whom nobody joins is out for
    the quarter.
    """
    cost = p.minilateral_selectivity * relieved(
        p.channel_cost, p.minilateral_price, p.minilateral_support, p.friction_relief, p.hurdle_share
    )
    for k in range(choices.minilateral.shape[0]):
        wanting = come_forward(k, p, address, setting, ties, choices, outlook, scratch)
        minilateral, number = choices.minilateral[k], 0
        for position in range(wanting):
            convener = scratch.queue[position]
            if minilateral[convener] != 0 or scratch.waiting[convener] == math.inf:  # countries without clout cannot convene
                continue
            number += 1
            minilateral[convener] = -1
            for later in range(position + 1, wanting):
                j = scratch.queue[later]
                if (
                    minilateral[j] == 0
                    and gains(convener, j, k, p, cost, setting, outlook, pairs, stakes) > 0.0
                    and gains(j, convener, k, p, cost, setting, outlook, pairs, stakes) > 0.0
                ):
                    minilateral[j] = number
                    minilateral[convener] = number


@compiled
def circle_force(crowd, circle_alignment, overlap_cost, minilateral_overlap):
    """What a circle can do beside forums over the same issue: exp(-overlap_cost minilateral_overlap (1 - alignment) crowd).

    `crowd` is the life of the forums that a member has on the issue, over the number of forums, mean of its members: a share.
    Source: Planchart 2025, "The old bloc sancocho"; Merke et al. 2021, ninth proposal.
    """
    return math.exp(-overlap_cost * minilateral_overlap * (1.0 - circle_alignment) * crowd)


@compiled
def crowd_out(k, p, choices, stakes, forces):
    """The force of each country's circle on domain k into `forces`, 1 for those in none."""
    minilateral = choices.minilateral[k]
    for i in range(forces.size):
        forces[i] = 0.0 if minilateral[i] > 0 and p.minilateral_overlap > 0.0 else 1.0
    for i in range(forces.size):
        if forces[i] == 0.0:  # the first of its circle
            crowd, members = 0.0, 0.0
            for j in range(forces.size):
                if minilateral[j] == minilateral[i]:
                    crowd += stakes.crowd[k, j]
                    members += 1.0
            force = circle_force(crowd / members, p.circle_alignment, p.overlap_cost, p.minilateral_overlap)
            for j in range(forces.size):
                if minilateral[j] == minilateral[i]:
                    forces[j] = force


@compiled
def minilaterals_deliver(p, domains, societies, choices, issues, outlook, pairs, stakes, scratch):
    """Phase 6 (model): a minilateral group delivers force Y(C_i) to each member, and the public part to others.

    C_i = (1 - o_i) sum over partners of g_ij b_j + o_i b_i, with g_ij what is left of nearness where relations are severed, and
    more of it where rivals build confidence; those outside have no own part in it, and what each group does counts
    for them by its force.
    """
    size = societies.capacity.size
    share_of_all = 1.0 / choices.minilateral.shape[0]
    forces = scratch.pace
    for k in range(choices.minilateral.shape[0]):
        delivered, minilateral = issues.delivered[MINILATERAL, k], choices.minilateral[k]
        crowd_out(k, p, choices, stakes, forces)
        for i in range(size):
            delivered[i] = 0.0
        for j in range(size):
            if minilateral[j] > 0:
                near = pairs.near_rivals[j] if k == SECURITY else pairs.relations[j]
                joint, theirs, number, force = pairs.joint[j], societies.capacity[j], minilateral[j], forces[j]
                for i in range(size):  # nobody is near itself
                    done = theirs if minilateral[i] == number else theirs * force
                    delivered[i] += near[i] * done if minilateral[i] == number or minilateral[i] <= 0 else 0.0
                    joint[i] += share_of_all if minilateral[i] == number else 0.0
                joint[j] -= share_of_all
        for i in range(size):
            inside = 1.0 if minilateral[i] > 0 else 0.0
            coverage = covered(delivered[i], outlook.heft[i] / size, inside * societies.capacity[i])
            given = inside + (1.0 - inside) * p.free_riding * domains.publicness[k]
            delivered[i] = share(forces[i] * reach(coverage, domains.returns[k]) * given)
