"""The undercurrent: what bureaucracies, cities and civil society deliver together, and the networks they leave behind."""

from __future__ import annotations

from sim.compiled import compiled
from sim.mechanisms.arithmetic import reach, share
from sim.state import TECHNICAL


@compiled
def compatibility(standards_apart, exposure):
    """1 - exposure * |s_i - s_j| / 2, in [0, 1]: separate technological spheres cannot work together where rivalry bears on the issue."""
    return 1.0 - exposure * 0.5 * abs(standards_apart)


@compiled
def next_network(network, memory, together, fit, civil, network_building, reawakening, network_decay):
    """A tie one quarter on: B' = B + (build * t * fit (1 + reawaken * max(0, H - B)) + civil) (1 - B) - decay * (1 - t) B, in [0, 1].

    `together` t says how far both took part; what once existed (memory H) comes back faster. Source: Merke et al. 2021, "Health"
    (networks that could be reactivated) and tenth proposal (civil society).
    """
    rebuilt = network_building * together * fit * (1.0 + reawakening * max(0.0, memory - network))
    return network + (rebuilt + civil) * (1.0 - network) - network_decay * (1.0 - together) * network


@compiled
def participation(technical, local, local_reach):
    """How far a country takes part, a share: its bureaucracy fully, its cities and provinces by their reach."""
    return max(technical, local_reach * local)


@compiled
def work_together(p, domains, standing, ties, powers, choices, aid):
    """Phase 6 (model): pairs whose bureaucracies both cooperate deliver, and their networks grow; the others' decay.

    Delivered to i in k: kappa_k Y(sum_j g_ij e_j B_ij sqrt(b_i b_j) fit) (e_i + (1 - e_i) free_riding pi_k), e the participation.
    """
    size = standing.skill.size
    building = p.network_building * (1.0 + p.aid_building * aid * p.conditionality * p.oversight)
    outreach = 1.0 + powers.engagement[0] * p.civil_engagement
    civil = p.civil_society * p.civil_building * outreach
    ties.joint[:, :] = 0.0
    for k in range(ties.network.shape[0]):
        for i in range(size):
            choices.participation[k, i] = participation(choices.technical[k, i], choices.local[k, i], p.local_reach)
        exposure = domains.power_exposure[k] * p.incompatibility
        for i in range(size):
            mine = choices.participation[k, i]
            total = 0.0
            for j in range(size):
                fit = compatibility(standing.standard[i] - standing.standard[j], exposure)
                total += ties.nearness[i, j] * choices.participation[k, j] * ties.network[k, i, j] * standing.skill[j] * fit
            given = mine + (1.0 - mine) * p.free_riding * domains.publicness[k]
            choices.delivered[TECHNICAL, k, i] = share(
                domains.deliverability[k] * reach(total * standing.skill[i], domains.returns[k]) * given
            )
            for j in range(size):  # a loop of its own: no sum in it, so that it compiles to vector code
                together = mine * choices.participation[k, j]
                fit = compatibility(standing.standard[i] - standing.standard[j], exposure)
                linked = min(0.2, civil * size * ties.nearness[i, j])
                ties.network[k, i, j] = next_network(
                    ties.network[k, i, j], ties.memory[k, i, j], together, fit, linked, building, p.reawakening, p.network_decay
                )
                ties.memory[k, i, j] = max(ties.network[k, i, j], ties.memory[k, i, j] * (1.0 - p.forgetting))
                ties.joint[i, j] += together / ties.network.shape[0]
            ties.network[k, i, i] = 0.0
            ties.memory[k, i, i] = 0.0
    for i in range(size):
        ties.joint[i, i] = 0.0
