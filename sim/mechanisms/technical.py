"""The undercurrent: cooperation of bureaucracies, cities and civil society, and the networks that it leaves behind."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import reach, share
from concertacion.sim.state import TECHNICAL


@compiled
def compatibility(standards_apart, exposure):
    """1 - exposure * |s_i - s_j| / 2, in [0, 1]: separate technological spheres cannot work together where rivalry bears on
    the issue.
    """
    return 1.0 - exposure * 0.5 * abs(standards_apart)


@compiled
def next_network(network, memory, together, fit, civil, network_building, reawakening, network_decay):
    """A tie one quarter on: B' = B + min(1, build * t * fit (1 + reawaken * max(0, H - B)) + civil) (1 - B) - decay (1 - t) B.

    `together` t is how far both took part; ties that once existed (memory H) come back faster. Source: Merke et al. 2021,
    "Health" (networks that could be reactivated) and tenth proposal (civil society).
    """
    rebuilt = network_building * together * fit * (1.0 + reawakening * max(0.0, memory - network))
    return network + min(1.0, rebuilt + civil) * (1.0 - network) - network_decay * (1.0 - together) * network


@compiled
def participation(technical, local, local_reach):
    """How far a country takes part, a share: its bureaucracy fully, its cities and provinces by their reach."""
    return max(technical, local_reach * local)


@compiled
def partners(lo, hi, reaches, networks, apart, theirs, exposure, worth):
    """R_i = sum_j g_ij e_j B_ij sqrt(b_i b_j) fit_ij for countries lo..hi, into `worth`; `theirs` e is what others do, or
    are expected to do.

    Partner by partner, so that the inner loop has no sum in it and compiles to vector code. Networks are symmetric: B_ij = B_ji.
    """
    worth[lo:hi] = 0.0
    for j in range(theirs.size):
        if theirs[j] > 0.0:
            reach_of, network, away = reaches[j], networks[j], apart[j]
            for i in range(lo, hi):
                worth[i] += reach_of[i] * theirs[j] * network[i] * compatibility(away[i], exposure)


@compiled
def deliver(k, p, domains, ties, choices, issues, pairs):
    """Delivered to i in k: kappa_k Y(R_i) (e_i + (1 - e_i) free_riding pi_k), e the participation."""
    exposure = domains.power_exposure[k] * p.incompatibility
    theirs, worth = choices.participation[k], choices.partnership[k]
    partners(0, theirs.size, pairs.reach, ties.network[k], pairs.apart, theirs, exposure, worth)
    for i in range(theirs.size):
        given = theirs[i] + (1.0 - theirs[i]) * p.free_riding * domains.publicness[k]
        issues.delivered[TECHNICAL, k, i] = share(domains.deliverability[k] * reach(worth[i], domains.returns[k]) * given)


@compiled
def grow_networks(
    networks, memories, geography, apart, joint, theirs, weight, civil, building, exposure, reawakening, network_decay, forgetting
):
    """The ties (country, other) of a domain and their memory a quarter on; what pairs did together is added to `joint` at
    `weight`. Rows and plain floats only, so as to compile to vector code.
    """
    for i in range(theirs.size):
        mine = theirs[i]
        network, memory, near, away, common = networks[i], memories[i], geography[i], apart[i], joint[i]
        for j in range(theirs.size):
            together = mine * theirs[j]
            fit = compatibility(away[j], exposure)
            grown = next_network(network[j], memory[j], together, fit, civil * near[j], building, reawakening, network_decay)
            network[j] = grown
            memory[j] = max(grown, memory[j] * (1.0 - forgetting))
            common[j] += weight * together
        network[i] = 0.0
        memory[i] = 0.0
        common[i] = 0.0


@compiled
def work_together(p, setting, domains, ties, powers, choices, issues, pairs, aid):
    """Phase 6 (model): pairs whose bureaucracies both cooperate deliver, and their networks grow; the others' decay.

    Civil society ties countries by their closeness, more so where the first power engages with it.
    """
    building = p.network_building * (1.0 + p.aid_building * aid * p.conditionality * p.oversight)
    civil = p.civil_society * p.civil_building * (1.0 + powers.engagement[0] * p.civil_engagement)
    weight = 1.0 / ties.network.shape[0]
    pairs.joint[:, :] = 0.0
    for k in range(ties.network.shape[0]):
        for i in range(setting.keys.size):
            choices.participation[k, i] = participation(choices.technical[k, i], choices.local[k, i], p.local_reach)
        deliver(k, p, domains, ties, choices, issues, pairs)
        grow_networks(
            ties.network[k], ties.memory[k], setting.geography, pairs.apart, pairs.joint, choices.participation[k], weight, civil,
            building, domains.power_exposure[k] * p.incompatibility, p.reawakening, p.network_decay, p.forgetting,
        )  # fmt: skip
