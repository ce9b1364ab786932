"""Memory: trust, expectations of one another, shared norms, autonomy, politics of cities, ties of rising leaders."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
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
def next_autonomy(autonomy, first_dependence, autonomy_rate):
    """a' = a + rate (1 - d - a): a norm that outlives governments and yields only slowly to dependence. Briceno-Ruiz 2018."""
    return share(toward(autonomy, 1.0 - first_dependence, autonomy_rate))


@compiled
def remember(lo, hi, p, region_mean, governments, societies, standing, issues, regard, choices, politics):
    """Phase 7: expectations about countries lo..hi, their autonomy, cities, rising leaders, and benefit from cooperation."""
    domains = issues.technical_faith.shape[0]
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
                    issues.technical_faith[k, i] = learned(issues.technical_faith[k, i], seen, p.learning_rate, p.faith_floor)
                if choices.venue[k, i] >= 0:
                    committed = 1.0 if choices.president[k, i] == COMMIT else 0.0
                    issues.summit_faith[k, i] = learned(issues.summit_faith[k, i], committed, p.learning_rate, p.faith_floor)
            for channel in range(issues.delivered.shape[0]):
                total += issues.delivered[channel, k, i]
        societies.benefit[i] = share(total / domains)
        standing.autonomy[i] = next_autonomy(standing.autonomy[i], regard.dependence[0, i], p.autonomy_rate)
        standing.city_ideology[i] = bounded(
            toward(standing.city_ideology[i], 2.0 * politics.ideology_centre[i] - governments.ideology[i], p.city_rate),
            -1.0,
            1.0,
        )
        training = share(p.socialisation + 0.5 * p.civil_society + 0.2 * societies.benefit[i])
        standing.rising_ties[i] = toward(standing.rising_ties[i], training, p.training_rate)


@compiled
def update_trust(p, setting, ties, structure, pairs):
    """Phase 7 (model): trust grows with common success and drifts towards affinity."""
    size = setting.keys.size
    first = heaviest_but(NONE, structure.weight, setting.keys)
    second = heaviest_but(first, structure.weight, setting.keys)
    for i in range(size):
        trust, joint, distance, rivalry = ties.trust[i], pairs.joint[i], pairs.distance[i], setting.rivalry[i]
        for j in range(size):
            base = affinity(distance[j], rivalry[j], p.ideology_trust, p.rivalry_trust)
            bridge = p.bridge * span(i, j, first, second, setting)
            trust[j] = next_trust(trust[j], base, joint[j], bridge, p.trust_gain, p.trust_drift)
        trust[i] = 0.0


@compiled
def span(i, j, first, second, setting):
    """How far a bridge spans a pair: fully the two heaviest countries, a quarter any other pair across subregions."""
    if (i == first and j == second) or (i == second and j == first):
        return 1.0
    return 0.25 if setting.subregion[i] != setting.subregion[j] else 0.0


@compiled
def update_nearness(p, setting, structure, pairs):
    """Phase 1 (model): who matters to whom. g_ij = (geography + bridge_reach * bridge * span) normalised so that rows sum to one.

    Source: Merke et al. 2021, seventh proposal.
    """
    for i in range(setting.keys.size):
        for j in range(setting.keys.size):
            pairs.nearness[i, j] = setting.geography[i, j]
    if p.bridge > 0.0:
        bridge(p.bridge_reach * p.bridge, setting, structure, pairs)
    for i in range(setting.keys.size):
        near, everybody = pairs.nearness[i], total(pairs.nearness[i])
        if everybody > 0.0:
            for j in range(near.size):
                near[j] /= everybody


@compiled
def bridge(strength, setting, structure, pairs):
    """Bring the two heaviest countries, and through them their regions, nearer to each other."""
    first = heaviest_but(NONE, structure.weight, setting.keys)
    second = heaviest_but(first, structure.weight, setting.keys)
    for i in range(setting.keys.size):
        for j in range(setting.keys.size):
            if i != j:
                pairs.nearness[i, j] += strength * span(i, j, first, second, setting)


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
