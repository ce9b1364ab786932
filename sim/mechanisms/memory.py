"""Memory: trust, expectations of one another, shared norms, politics of cities, ties of rising leaders."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.mechanisms.arithmetic import NONE, bounded, learned, share, total, toward
from concertacion.sim.mechanisms.channels import COMMIT
from concertacion.sim.mechanisms.elections import affinity


@compiled
def next_trust(trust, base, joint, bridge, trust_gain, trust_drift):
    """tau' = tau + gain * (joint + bridge) (1 - tau) + drift (affinity - tau), a share."""
    return share(trust + trust_gain * (joint + bridge) * (1.0 - trust) + trust_drift * (base - trust))


@compiled
def next_norm(norm, delivered, norm_gain, norm_decay, norm_import):
    """nu' = nu + (gain * delivered + import) (1 - nu) - decay * nu, a share.

    Norms grow with delivered cooperation and with global norms carried into domestic law. Source: Merke et al. 2021, "Successes
    and Failures".
    """
    return share(norm + (norm_gain * delivered + norm_import) * (1.0 - norm) - norm_decay * norm)


@compiled
def foreseen(distance, capacity, foresight):
    """Variant `forward`: participation inferred from who governs now, in (0, 1]: b exp(-foresight * |x_i - mean x|)."""
    return capacity * math.exp(-foresight * distance)


@compiled
def set_example(seen, giants, faith, example):
    """What is seen of a country, a share: seen + example (1 - faith) where the two largest work together (`giants` 1).

    Source: Merke et al. 2021, "Migration" (Argentina and Brazil agreed on free residence first, and the others followed).
    """
    return share(seen + example * giants * (1.0 - faith))


@compiled
def socialised(socialisation, civil_society, benefit, civil_training, work_training):
    """Ties abroad to which rising leaders are brought up, a share: socialisation + civil_training * civil society +
    work_training * cooperation delivered. Source: Merke et al. 2021, tenth proposal; weights assumed.
    """
    return share(socialisation + civil_training * civil_society + work_training * benefit)


@compiled
def remember(lo, hi, p, region_mean, setting, governments, leanings, societies, standing, issues, structure, choices):
    """Phase 7: expectations about countries lo..hi, their cities, rising leaders, and benefit from cooperation."""
    domains = issues.technical_faith.shape[0]
    first = heaviest_but(NONE, structure.weight, setting.keys)
    second = heaviest_but(first, structure.weight, setting.keys)
    for i in range(lo, hi):
        total = 0.0
        distance = abs(governments.ideology[i] - region_mean)
        for k in range(domains):
            seen = max(choices.technical[k, i], p.local_reach * choices.local[k, i])
            if p.expectations > 0.5:
                issues.technical_faith[k, i] = max(p.faith_floor, foreseen(distance, societies.capacity[i], p.foresight))
                issues.summit_faith[k, i] = max(
                    p.faith_floor, foreseen(distance, 1.0 - governments.sovereigntism[i], p.foresight)
                )
            else:
                if choices.partners[i] > 0.0:
                    if i != first and i != second:
                        giants = choices.technical[k, first] * choices.technical[k, second]
                        seen = set_example(seen, giants, issues.technical_faith[k, i], p.example)
                    issues.technical_faith[k, i] = learned(issues.technical_faith[k, i], seen, p.learning_rate, p.faith_floor)
                if choices.venue[k, i] >= 0:
                    committed = 1.0 if choices.president[k, i] == COMMIT else 0.0
                    issues.summit_faith[k, i] = learned(issues.summit_faith[k, i], committed, p.learning_rate, p.faith_floor)
            for channel in range(issues.delivered.shape[0]):
                total += issues.delivered[channel, k, i]
        societies.benefit[i] = share(total / domains)
        standing.city_ideology[i] = bounded(
            toward(standing.city_ideology[i], 2.0 * leanings.ideology_centre[i] - governments.ideology[i], p.city_rate),
            -1.0,
            1.0,
        )
        training = socialised(p.socialisation, p.civil_society, societies.benefit[i], p.civil_training, p.work_training)
        standing.rising_ties[i] = toward(standing.rising_ties[i], training, p.training_rate)


@compiled
def update_trust(p, setting, ties, pairs):
    """Phase 7 (model): trust grows with common success and drifts towards affinity."""
    for i in range(setting.keys.size):
        trust, joint, distance, rivalry = ties.trust[i], pairs.joint[i], pairs.distance[i], setting.rivalry[i]
        bridged = pairs.bridged[i]
        for j in range(setting.keys.size):
            base = affinity(distance[j], rivalry[j], p.ideology_trust, p.rivalry_trust)
            trust[j] = next_trust(trust[j], base, joint[j], bridged[j], p.trust_gain, p.trust_drift)
        trust[i] = 0.0


@compiled
def lie_on_sides(first, second, subregion, geography, side):
    """Into `side`, 1 or -1: whether a country's subregion lies closer, on average, to the first or to the second. Each of the two
    is on its own.
    """
    for i in range(side.size):
        closer = 0.0
        for j in range(side.size):
            if subregion[j] == subregion[i] and j != first and j != second:
                closer += geography[j, first] - geography[j, second]
        side[i] = 1.0 if closer >= 0.0 else -1.0
    side[first] = 1.0
    side[second] = -1.0


@inlined
def span(i, j, first, second, side, bridge_spread):
    """How far a bridge spans a pair: fully the two heaviest countries, by bridge_spread any other pair across their sides."""
    if (i == first and j == second) or (i == second and j == first):
        return 1.0
    return bridge_spread if side[i] * side[j] < 0.0 else 0.0


@compiled
def heft_of(weight, mean_weight, size_exponent):
    """(w / mean w)^size_exponent: how much more a partner of weight w brings, before the mean is set to 1.

    Source: Merke et al. 2021, first reason (those who could lead). The sign of the exponent is open.
    """
    return math.exp(size_exponent * math.log(weight / mean_weight))


@compiled
def update_nearness(p, setting, structure, outlook, pairs, scratch):
    """Phase 1 (model): who matters to whom, and how much more heavy partners bring.

    m_j = (w_j / mean w)^size_exponent over its mean; near_ij = g_ij m_j / sum_j g_ij m_j, before a bridge. Source: Merke et al.
    2021, first reason.
    """
    size = setting.keys.size
    mean_weight = total(structure.weight) / size
    for i in range(size):
        outlook.heft[i] = heft_of(structure.weight[i], mean_weight, p.size_exponent)
    mean_heft = total(outlook.heft) / size
    for i in range(size):
        outlook.heft[i] /= mean_heft
    for i in range(size):
        near, matter = pairs.nearness[i], 0.0
        for j in range(size):
            near[j] = setting.geography[i, j] * outlook.heft[j]
            matter += near[j]
        if matter > 0.0:
            for j in range(size):
                near[j] /= matter
    pairs.bridged[:, :] = 0.0
    if p.bridge > 0.0 and size > 1:
        build_bridge(p, setting, structure, pairs, scratch)


@compiled
def build_bridge(p, setting, structure, pairs, scratch):
    """Bring the two heaviest countries, and by them their sides, nearer to each other.

    bridged_ij = bridge span_ij; near'_ij = (near_ij + b_ij) / (1 + sum_j b_ij), b_ij = bridge_reach bridged_ij / (N - 1): rows
    still sum to one, for time spent on the others' side is not spent on one's own.
    Source: Merke et al. 2021, seventh proposal (South America on one hand, Central America and Mexico on the other).
    """
    size, side = setting.keys.size, scratch.side
    first = heaviest_but(NONE, structure.weight, setting.keys)
    second = heaviest_but(first, structure.weight, setting.keys)
    lie_on_sides(first, second, setting.subregion, setting.geography, side)
    for i in range(size):
        near, bridged, added = pairs.nearness[i], pairs.bridged[i], 1.0
        for j in range(size):
            if i != j:
                bridged[j] = p.bridge * span(i, j, first, second, side, p.bridge_spread)
                near[j] += p.bridge_reach * bridged[j] / (size - 1.0)
                added += p.bridge_reach * bridged[j] / (size - 1.0)
        for j in range(size):
            near[j] /= added


@compiled
def heaviest_but(barred, weights, keys):
    """Row of the heaviest country other than `barred`; equal weights go to the smaller key; -1 if there is none."""
    best = -1
    for i in range(weights.size):
        if i == barred:
            continue
        if best < 0 or weights[i] > weights[best] or (weights[i] == weights[best] and keys[i] < keys[best]):
            best = i
    return best


@compiled
def keep_norms(p, issues):
    """Phase 7 (model): norms grow with delivery in the domain, summed over channels, on average over countries."""
    size = issues.delivered.shape[2]
    for k in range(issues.norms.size):
        total = 0.0
        for channel in range(issues.delivered.shape[0]):
            for i in range(size):
                total += issues.delivered[channel, k, i]
        issues.norms[k] = next_norm(issues.norms[k], total / size, p.norm_gain, p.norm_decay, p.norm_import)
