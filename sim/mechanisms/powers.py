"""Powers from outside: posture, trust in them, dependence on them, and how each country aligns between them."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import NOBODY, POWER_TURN, uniform
from concertacion.sim.mechanisms.arithmetic import bounded, share, toward


@compiled
def engagement_in_office(mean, phase, engagement, alternation, willingness, home_cap):
    """Engagement of an administration, a share: clip(mean * engagement + alternation * phase) capped by will at home.

    cap = 1 - home_cap (1 - willingness). `phase` is +1 or -1, so alternation leaves the mean. Source: Keating 2021
    (priorities at home).
    """
    return min(share(mean * engagement + alternation * phase), 1.0 - home_cap * (1.0 - willingness))


@compiled
def next_power_trust(
    trust, engagement, pressure, reliability, surprise, distance, power_trust_rate, surprise_cost, power_affinity
):
    """t' = t + rate (target - t), target = clip(0.5 + 0.5 engagement * reliability - 0.5 pressure - cost * surprise
    + affinity (0.5 - distance / 2)), distance |x - y| between the two governments.

    Source: Keating 2021 (unpredictable policies are paid for in trust); Planchart 2025 (unreliability).
    """
    liked = power_affinity * (0.5 - 0.5 * distance)
    target = share(0.5 + 0.5 * engagement * reliability - 0.5 * pressure - surprise_cost * surprise + liked)
    return share(toward(trust, target, power_trust_rate))


@compiled
def next_dependence(dependence, engagement, rival_engagement, price, exposure, dependence_rate, courtship, china_demand):
    """d' = d + rate (courtship (engagement (1 - d) - rival * d) + demand * exposure * price), a share.

    Engagement draws a country in, the other power's competing engagement draws it out. Source: Keating 2021 (competing
    engagement); Merke et al. 2021, "Economic Integration" (demand for commodities).
    """
    change = courtship * (engagement * (1.0 - dependence) - rival_engagement * dependence) + china_demand * exposure * price
    return share(dependence + dependence_rate * change)


@compiled
def aligned(alignment, pull, region_mean, great_power_rivalry, joint_hedging, alignment_rate):
    """Next alignment, in [-1, 1]: towards (1 - h) (tanh(4 rivalry * pull) + h * mean), h how far hedging is joint.

    Joint hedging holds the region together and near the middle: at h = 1 nobody aligns.
    `pull` is dependence weighed by trust, first power less second, plus ideology. Source: Merke et al. 2021, sixth proposal.
    """
    target = (1.0 - joint_hedging) * (math.tanh(4.0 * great_power_rivalry * pull) + joint_hedging * region_mean)
    return bounded(toward(alignment, target, alignment_rate), -1.0, 1.0)


@compiled
def next_standard(standard, alignment, neighbours, standard_rate, lock_in, standard_coordination):
    """Technological sphere, in [-1, 1]: s' = s + rate (tanh(lock_in * s + a + coordination * neighbours) - s).

    Above lock_in 1 the sphere feeds itself and early choices stay. Source: Merke et al. 2021, "Managing the Return of Great
    Power Politics".
    """
    target = math.tanh(lock_in * standard + alignment + standard_coordination * neighbours)
    return bounded(toward(standard, target, standard_rate), -1.0, 1.0)


@compiled
def set_posture(p, address, pinned, posture, powers, administrations):
    """Phase 1 (model): posture of the powers; `posture` (power, six) is the record's, used while politics is pinned."""
    for q in range(powers.engagement.size):
        before = powers.engagement[q]
        if pinned:
            powers.ideology[q] = posture[q, 0]
            powers.mean_engagement[q] = posture[q, 1]
            powers.mean_pressure[q] = posture[q, 2]
            powers.reliability[q] = posture[q, 3]
            powers.framing[q] = posture[q, 4]
            powers.willingness[q] = posture[q, 5]
        if administrations.term[q] > 0.0:
            powers.countdown[q] -= 1.0
            if powers.countdown[q] <= 0.0:
                powers.countdown[q] = administrations.term[q]
                if uniform(address, POWER_TURN, q + 1, NOBODY) < p.power_turnover:
                    powers.phase[q] = -powers.phase[q]
                    if not pinned:
                        powers.ideology[q] = -powers.ideology[q]
        first = q == 0
        scale = p.engagement if first else p.rival_engagement
        steady = p.alternation if first else 0.0
        pushed = p.pressure if first else 0.0
        powers.engagement[q] = engagement_in_office(
            powers.mean_engagement[q], powers.phase[q], scale, steady, share(powers.willingness[q] + p.home_will), p.home_cap
        )
        powers.pressure[q] = share(powers.mean_pressure[q] + pushed)
        powers.surprise[q] = min(1.0, powers.surprise[q] * (1.0 - p.surprise_fading) + abs(powers.engagement[q] - before))


@compiled
def face_powers(
    lo, hi, p, setting, region, governments, standing, forums, circles, powers, regard, structure, fortunes, mean_alignment,
):  # fmt: skip
    """Phase 4: trust in the powers, dependence on them and alignment of countries lo..hi."""
    count = powers.engagement.size
    for i in range(lo, hi):
        pull = p.ideology_alignment * governments.ideology[i]
        for q in range(count):
            first = q == 0
            reliable = share(powers.reliability[q] - (p.unreliability if first else 0.0))
            regard.trust[q, i] = next_power_trust(
                regard.trust[q, i], powers.engagement[q], powers.pressure[q], reliable, powers.surprise[q],
                abs(governments.ideology[i] - powers.ideology[q]), p.power_trust_rate, p.surprise_cost, p.power_affinity,
            )  # fmt: skip
            rival = 0.0
            for other in range(count):
                if other != q:
                    rival = max(rival, powers.engagement[other])
            demand = 0.0 if first else p.china_demand
            regard.dependence[q, i] = next_dependence(
                regard.dependence[q, i], powers.engagement[q], rival, region.price[0], structure.commodity_exposure[i],
                p.dependence_rate, p.courtship, demand,
            )  # fmt: skip
            pull += setting.axis[q] * regard.dependence[q, i] * regard.trust[q, i]
        standing.alignment[i] = aligned(
            standing.alignment[i], pull, mean_alignment, p.great_power_rivalry, p.joint_hedging, p.alignment_rate
        )


@compiled
def choose_standards(lo, hi, p, standing, pairs):
    """Phase 4: technological spheres of countries lo..hi, from the alignments of those who matter to them."""
    for i in range(lo, hi):
        neighbours = 0.0
        for j in range(pairs.nearness.shape[1]):
            neighbours += pairs.nearness[i, j] * standing.alignment[j]
        standing.standard[i] = next_standard(
            standing.standard[i], standing.alignment[i], neighbours, p.standard_rate, p.lock_in, p.standard_coordination
        )


@compiled
def mean_of(values):
    """Mean of an array, summed in order."""
    total = 0.0
    for value in values:
        total += value
    return total / values.size


@compiled
def aid_flow(p, societies, standing, powers, fortunes):
    """Phase 1 (model): aid that reaches each country it is addressed to, a share: the lever, capped by will at home in the
    first power.
    """
    flow = p.aid * (1.0 - p.home_cap * (1.0 - share(powers.willingness[0] + p.home_will)))
    for i in range(fortunes.aid.size):
        fortunes.aid[i] = flow * standing.addressed[i]


@compiled
def make_offers(p, setting, standing, powers, fortunes):
    """Phase 1 (model): what the powers offer each country."""
    fortunes.offer[:] = 0.0
