"""The undercurrent: cooperation of bureaucracies, cities and civil society, and the networks that it leaves behind."""

from __future__ import annotations

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.mechanisms.arithmetic import covered, reach, share, total
from concertacion.sim.mechanisms.powers import will_at_home
from concertacion.sim.state import SECURITY, TECHNICAL


@compiled
def compatibility(standards_apart, exposure):
    """1 - exposure * |s_i - s_j| / 2, in [0, 1]: separate technological spheres cannot work together where rivalry bears on
    the issue. Half, since spheres lie at most 2 apart (arithmetic).
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
    """R_i = sum_j reach_ij e_j B_ij fit_ij for countries lo..hi, into `worth`; `theirs` e is what others do, or are expected
    to do, and reach_ij, what j can bring to i, that of `surroundings.look_around`.

    Partner by partner, so that the inner loop has no sum in it and compiles to vector code. Networks are symmetric: B_ij = B_ji.
    """
    worth[lo:hi] = 0.0
    for j in range(theirs.size):
        if theirs[j] > 0.0:
            reach_of, network, away = reaches[j], networks[j], apart[j]
            for i in range(lo, hi):
                worth[i] += reach_of[i] * theirs[j] * network[i] * compatibility(away[i], exposure)


@inlined
def feasible(k, domains):
    """What bureaucracies can deliver on their own in domain k, over the mean of all domains."""
    usual = total(domains.deliverability) / domains.deliverability.size
    return domains.deliverability[k] / usual if usual > 0.0 else 0.0


@inlined
def help_of_power(engagement, will, works, dependence, trust, power_work, home_cap):
    """What officials of a power bring to technical work: power_work * engagement (1 - home_cap (1 - will)) D a T, a share.

    D says whether they work on the issue, a is dependence on the power and T trust in it. Source: Keating 2021.
    """
    return power_work * engagement * (1.0 - home_cap * (1.0 - will)) * works * dependence * trust


@compiled
def powers_bring(lo, hi, k, p, setting, powers, regard, brought):
    """What all the powers bring to technical work of countries lo..hi in domain k, into `brought`; the lever moves will at home
    in the first alone.
    """
    brought[lo:hi] = 0.0
    for q in range(powers.engagement.size):
        if setting.work[q, k] > 0.0:
            will = will_at_home(q, p, powers)
            works, dependence, trust = setting.work[q, k], regard.dependence[q], regard.trust[q]
            for i in range(lo, hi):
                brought[i] += help_of_power(powers.engagement[q], will, works, dependence[i], trust[i], p.power_work, p.home_cap)


@compiled
def deliver(k, p, societies, domains, ties, choices, issues, outlook, pairs):
    """Delivered to i in k: (kappa_k / mean kappa) Y(R_i) (e_i + (1 - e_i) free_riding pi_k), a share; e the participation.

    R_i = (1 - o_i) sum_j reach_ij e_j B_ij fit_ij + o_i e_i b_i: what partners bring (`partners`), and the country's own part;
    officials of outside powers add what they bring where i's own officials work.
    """
    exposure = domains.power_exposure[k] * p.incompatibility
    theirs, worth = choices.participation[k], choices.partnership[k]
    reaches = pairs.reach_rivals if k == SECURITY else pairs.reach
    partners(0, theirs.size, reaches, ties.network[k], pairs.apart, theirs, exposure, worth)
    for i in range(theirs.size):
        brought = covered(worth[i], outlook.heft[i] / theirs.size, theirs[i] * societies.capacity[i])
        worth[i] = share(brought + theirs[i] * choices.helped[k, i])
        given = theirs[i] + (1.0 - theirs[i]) * p.free_riding * domains.publicness[k]
        issues.delivered[TECHNICAL, k, i] = share(feasible(k, domains) * reach(worth[i], domains.returns[k]) * given)


@compiled
def obstructing(democracy, populism, sovereigntism, obstruction):
    """How far a government obstructs the ties of civil society, a share: obstruction (1 - d) max(n, q).

    Source: Continental Solidarity 2023, "Social Justice" (movements under governments hostile to them).
    """
    return obstruction * (1.0 - democracy) * max(populism, sovereigntism)


@compiled
def civil_ties(civil, geography, obstructed, built):
    """Mean over the others of civil g_ij (1 - o_i)(1 - o_j), the ties that civil society of each country builds, into `built`."""
    for i in range(built.size):
        linked = 0.0
        for j in range(obstructed.size):
            linked += geography[i, j] * (1.0 - obstructed[j])
        built[i] = civil * linked * (1.0 - obstructed[i]) / max(1.0, obstructed.size - 1.0)


@compiled
def take_part(theirs, together):
    """Into `together` (country, other), how far both of each pair take part."""
    for i in range(theirs.size):
        mine, both = theirs[i], together[i]
        for j in range(theirs.size):
            both[j] = mine * theirs[j]


@compiled
def grow_networks(
    networks, memories, apart, joint, together, weight, linked, builds, exposure, reawakening, network_decay, forgetting,
):  # fmt: skip
    """The ties of pairs in a domain and their memory a quarter on; what pairs did together is added to `joint` at `weight`.

    All pairs in one row (pair,): one long loop makes better vector code than many short ones.
    """
    for pair in range(networks.size):
        fit = compatibility(apart[pair], exposure)
        grown = next_network(
            networks[pair], memories[pair], together[pair], fit, linked[pair], builds[pair], reawakening, network_decay
        )
        networks[pair] = grown
        memories[pair] = max(grown, memories[pair] * (1.0 - forgetting))
        joint[pair] += weight * together[pair]


@compiled
def ways_to_build(geography, civil, obstructed, building, network_building, aided, linked, builds):
    """How fast the networks of each pair grow on any issue, into `linked` by civil society and into `builds` by technical work.

    A pair builds faster by the sum of its `aided`, and by its mandate or a bridge (`building`); civil society ties it as far as
    no government obstructs.
    """
    for i in range(aided.size):
        own, tied, near, allowed = 1.0 + aided[i], civil * (1.0 - obstructed[i]), geography[i], building[i]
        into, by_work = linked[i], builds[i]
        for j in range(aided.size):
            into[j] = tied * near[j] * (1.0 - obstructed[j])
            by_work[j] = network_building * (own + aided[j]) * allowed[j]


@compiled
def tell_pairs(networks, theirs, boost, weight, work):
    """Add the technical work of each pair in a domain, e_i e_j min(1, B_ij f_ij), to `work` (country, other) at `weight`."""
    for i in range(theirs.size):
        mine, network, allowed, told = weight * theirs[i], networks[i], boost[i], work[i]
        for j in range(theirs.size):
            told[j] += mine * theirs[j] * min(1.0, network[j] * allowed[j])


@compiled
def work_together(
    p, setting, governments, societies, domains, ties, powers, choices, issues, outlook, pairs, fortunes, scratch,
):  # fmt: skip
    """Phase 6 (model): pairs whose bureaucracies both cooperate deliver, and their networks grow; the others' decay.

    Civil society ties countries by their closeness, more where the first power engages with it, less where governments obstruct.
    """
    size, count = setting.keys.size, ties.network.shape[0]
    aid_builds = 0.5 * p.aid_building * p.conditionality * p.oversight  # the mean aid of a pair (arithmetic)
    civil = p.civil_society * p.civil_building * (1.0 + powers.engagement[0] * p.civil_engagement)
    for i in range(size):
        scratch.aided[i] = aid_builds * fortunes.aid[i]
        scratch.obstructed[i] = obstructing(
            societies.democracy[i], governments.populism[i], governments.sovereigntism[i], p.obstruction
        )  # fmt: skip
    civil_ties(civil, setting.geography, scratch.obstructed, fortunes.civil)
    ways_to_build(
        setting.geography, civil, scratch.obstructed, pairs.building, p.network_building, scratch.aided, scratch.linked,
        scratch.builds,
    )  # fmt: skip
    pairs.joint[:, :] = 0.0
    pairs.pair_work[:, :] = 0.0
    pairs.security_work[:, :] = 0.0
    networks, memories = ties.network.reshape(count, -1), ties.memory.reshape(count, -1)
    apart, joint, together = pairs.apart.reshape(-1), pairs.joint.reshape(-1), scratch.together.reshape(-1)
    linked, builds = scratch.linked.reshape(-1), scratch.builds.reshape(-1)
    for k in range(count):
        theirs = choices.participation[k]
        for i in range(size):
            theirs[i] = participation(choices.technical[k, i], choices.local[k, i], p.local_reach)
        deliver(k, p, societies, domains, ties, choices, issues, outlook, pairs)
        if setting.pairs_kept[0] > 0.0:
            tell_pairs(ties.network[k], theirs, pairs.boost, 1.0 / count, pairs.pair_work)
        if setting.pairs_kept[0] > 0.0 and k == SECURITY:
            tell_pairs(ties.network[k], theirs, pairs.boost, 1.0, pairs.security_work)
        take_part(theirs, scratch.together)
        grow_networks(
            networks[k], memories[k], apart, joint, together, 1.0 / count, linked, builds,
            domains.power_exposure[k] * p.incompatibility, p.reawakening, p.network_decay, p.forgetting,
        )  # fmt: skip
        for i in range(size):  # nobody has ties with itself
            ties.network[k, i, i], ties.memory[k, i, i], pairs.joint[i, i] = 0.0, 0.0, 0.0
