"""Surroundings: each country's view of the others before it decides, computed once a quarter for all readers."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.mechanisms.channels import acceptability


@inlined
def apartness(alignment, other, alignment_divides, great_power_rivalry):
    """Distance that rivalry between the powers puts between two countries: alignment_divides * rivalry |a_i - a_j|, in [0, 2].

    Source: Merke et al. 2021, "Managing the Return of Great Power Politics".
    """
    return alignment_divides * great_power_rivalry * abs(alignment - other)


@inlined
def unsevered(intensity, stance, isolation, severing):
    """Share of relations left between a country in crisis and one that stands against it: 1 - severing * isolation * intensity
    max(0, -stance). Source: Continental Solidarity 2023, "Conflict and Diplomacy" (sanctions reach border work).
    """
    return 1.0 - severing * isolation * intensity * max(0.0, -stance)


@compiled
def tutored(capacity, other, tutoring):
    """(b_j / b_i)^(tutoring / 2): how far an able partner counts for more than one's own ability. Source: Merke et al. 2021,
    "Security" (Colombia's police train others). Halved so that at tutoring 1 the partner's ability alone counts (arithmetic).
    """
    return math.exp(0.5 * tutoring * math.log(other / capacity)) if tutoring > 0.0 else 1.0


@compiled
def stature_of(weight, heaviest, clout_exponent):
    """(w / max w)^clout_exponent, a share: standing among the others."""
    return math.exp(clout_exponent * math.log(weight / heaviest))


@compiled
def look_around(p, setting, governments, societies, standing, ties, bilateral, crises, structure, outlook, pairs):
    """Phase 4 (model): distances, mutual acceptability, and what pairs could contribute to technical work.

    reach_ij = g_ij kept_ij f_ij sqrt(b_i b_j) (b_j / b_i)^(tutoring / 2): kept, what severed relations leave, by the crisis of
    either; f = 1 + mandate_effect M_ij, by the presidents' mandate. On security former rivals build confidence: times 1 +
    confidence_building * rivalry. Networks grow f (1 + bridge_reach bridged_ij) times as fast.

    Arrays that loops read partner by partner are laid out [other, country], so that the inner loop becomes vector code.
    """
    size = outlook.skill.size
    heaviest = 0.0
    for i in range(size):
        heaviest = max(heaviest, structure.weight[i])
    for i in range(size):
        outlook.skill[i] = math.sqrt(societies.capacity[i])
        outlook.stature[i] = stature_of(structure.weight[i], heaviest, p.clout_exponent)
    for j in range(size):
        for i in range(size):
            pairs.reach[j, i] = tutored(societies.capacity[i], societies.capacity[j], p.tutoring)
    for j in range(size):
        for i in range(size):
            near = pairs.nearness[i, j]
            distance = abs(governments.ideology[i] - governments.ideology[j])
            drawn = apartness(standing.alignment[i], standing.alignment[j], p.alignment_divides, p.great_power_rivalry)
            kept = unsevered(crises.intensity[j], crises.stance[j, i], p.isolation, p.severing)
            kept *= unsevered(crises.intensity[i], crises.stance[i, j], p.isolation, p.severing)
            confidence = 1.0 + p.confidence_building * setting.rivalry[i, j]
            pairs.distance[j, i] = distance
            pairs.apart[j, i] = min(2.0, abs(standing.standard[i] - standing.standard[j]) + drawn)
            pairs.near[j, i] = near
            pairs.relations[j, i] = near * kept
            pairs.near_rivals[j, i] = near * kept * confidence
            pairs.welcome[j, i] = kept * acceptability(
                distance + drawn, ties.trust[i, j], p.minilateral_distance, p.minilateral_trust
            )  # fmt: skip
            pairs.boost[j, i] = 1.0 + p.mandate_effect * bilateral.mandate[i, j]
            pairs.building[j, i] = pairs.boost[j, i] * (1.0 + p.bridge_reach * pairs.bridged[i, j])
            brought = outlook.skill[i] * outlook.skill[j] * pairs.reach[j, i]
            pairs.reach[j, i] = near * kept * brought * pairs.boost[j, i]
            pairs.reach_rivals[j, i] = pairs.reach[j, i] * confidence
    for i in range(size):
        far, far_cities, accepted, companions, among = 0.0, 0.0, 0.0, 0.0, 0.0
        for j in range(size):
            near, welcome, distance = pairs.nearness[i, j], pairs.welcome[j, i], pairs.distance[j, i]
            far += near * distance
            far_cities += near * abs(standing.city_ideology[i] - standing.city_ideology[j])
            accepted += near * welcome
            companions += near * welcome * societies.capacity[j]
            among += near * welcome * distance
        outlook.far[i], outlook.far_cities[i], outlook.accepted[i], outlook.companions[i] = far, far_cities, accepted, companions
        outlook.among[i] = among / accepted if accepted > 0.0 else 0.0
