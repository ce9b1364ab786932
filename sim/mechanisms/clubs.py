"""Clubs: who calls a small circle together on an issue, who joins, and what the circle delivers."""

from __future__ import annotations

import math

from sim.compiled import compiled, inlined
from sim.draws import CONVENER, waiting_time
from sim.mechanisms.arithmetic import NONE, reach, share
from sim.mechanisms.channels import CLUB, relieved
from sim.state import MINILATERAL, SECURITY


@compiled
def pair_gain(salience, acceptable, rivalry, skill, club_value, confidence_building, club_cost):
    """Gain of one country from sitting with another: value * s * acceptability (1 + confidence * rivalry) skill - cost.

    `skill` is sqrt(b_i b_j). Rivalry counts in security only, with either sign. Source: Merke et al. 2021, "Security" (former
    rivals, confidence building).
    """
    return club_value * salience * acceptable * (1.0 + confidence_building * rivalry) * skill - club_cost


@compiled
def convening_weight(clout, trusted, clubs_by):
    """Weight in the race to convene: clout, or in the variant the mean trust the others have in the country."""
    return trusted if clubs_by > 0.5 else clout


@compiled
def mean_trust_in(i, ties):
    """Mean trust of the others in i."""
    total = 0.0
    for j in range(ties.trust.shape[0]):
        total += ties.trust[j, i]
    return total / max(1.0, ties.trust.shape[0] - 1.0)


@inlined
def gains(i, j, k, p, cost, setting, standing, issues, ties):
    """Gain of i from a club with j on domain k, at this cost."""
    rivalry = setting.rivalry[i, j] if k == SECURITY else 0.0
    return pair_gain(
        issues.salience[k, i], ties.welcome[j, i], rivalry, standing.skill[i] * standing.skill[j], p.club_value,
        p.confidence_building, cost,
    )  # fmt: skip


@inlined
def come_forward(k, p, luck, setting, governments, ties, choices):
    """How long each president who wants a club in domain k would wait to call one: whoever waits least comes first. Returns
    how many want one.
    """
    wanting = 0
    for i in range(setting.keys.size):
        choices.club[k, i] = 0
        if choices.president[k, i] == CLUB:
            wanting += 1
            weight = convening_weight(governments.clout[i], mean_trust_in(i, ties) if p.clubs_by > 0.5 else 0.0, p.clubs_by)
            choices.waiting[k, i] = waiting_time(luck, CONVENER, setting.keys[i], k, weight)
        else:
            choices.waiting[k, i] = math.inf
    return wanting


@compiled
def form_clubs(p, luck, setting, governments, societies, standing, issues, ties, choices):
    """Phase 6 (model): in each domain conveners come forward in proportion to clout; whoever wants a club and gains with
    them joins.

    A club needs two; a country sits in one club a domain and quarter. A convener whom nobody joins is out for the quarter.
    """
    size = setting.keys.size
    cost = p.club_selectivity * relieved(p.club_cost, p.minilateral_support, p.friction_relief, p.hurdle_share)
    for k in range(choices.club.shape[0]):
        wanting = come_forward(k, p, luck, setting, governments, ties, choices)
        for number in range(1, wanting + 1):
            first = math.inf
            convener = NONE
            for i in range(size):
                if choices.waiting[k, i] < first and choices.club[k, i] == 0:
                    first = choices.waiting[k, i]
                    convener = i
            if convener < 0:
                break
            choices.club[k, convener] = -1
            for j in range(size):
                if j == convener or choices.president[k, j] != CLUB or choices.club[k, j] != 0:
                    continue
                if (
                    gains(convener, j, k, p, cost, setting, standing, issues, ties) > 0.0
                    and gains(j, convener, k, p, cost, setting, standing, issues, ties) > 0.0
                ):
                    choices.club[k, j] = number
                    choices.club[k, convener] = number


@compiled
def clubs_deliver(p, domains, societies, ties, choices):
    """Phase 6 (model): a club delivers Y(own + sum over partners of g_ij b_j) to each member, and the public part to others."""
    size = societies.capacity.size
    share_of_all = 1.0 / choices.club.shape[0]
    for k in range(choices.club.shape[0]):
        delivered, club = choices.delivered[MINILATERAL, k], choices.club[k]
        for i in range(size):
            delivered[i] = societies.capacity[i] / size if club[i] > 0 else 0.0
        for j in range(size):
            if club[j] > 0:
                near, joint, theirs, number = ties.near[j], ties.joint[j], societies.capacity[j], club[j]
                for i in range(size):  # nobody is near itself
                    delivered[i] += near[i] * theirs if club[i] == number or club[i] <= 0.0 else 0.0
                    joint[i] += share_of_all if club[i] == number else 0.0
                joint[j] -= share_of_all
        for i in range(size):
            given = 1.0 if club[i] > 0 else p.free_riding * domains.publicness[k]
            delivered[i] = share(reach(delivered[i], domains.returns[k]) * given)
