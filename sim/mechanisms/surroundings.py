"""Surroundings: what each country sees of the others before it decides, worked out once a quarter for all who read it."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.channels import acceptability


@compiled
def look_around(p, governments, societies, standing, ties):
    """Phase 4 (model): distances, who is acceptable to whom, and what pairs could bring to technical work: g_ij sqrt(b_i b_j).

    What a loop over countries reads partner by partner lies by partner, [other, country], along memory: then it is vector code.
    """
    size = standing.skill.size
    heaviest = 0.0
    for i in range(size):
        heaviest = max(heaviest, societies.weight[i])
    for i in range(size):
        standing.skill[i] = math.sqrt(societies.capacity[i])
        standing.stature[i] = math.sqrt(societies.weight[i] / heaviest)
    for j in range(size):
        for i in range(size):
            near = ties.nearness[i, j]
            distance = abs(governments.ideology[i] - governments.ideology[j])
            ties.distance[j, i] = distance
            ties.apart[j, i] = abs(standing.standard[i] - standing.standard[j])
            ties.near[j, i] = near
            ties.welcome[j, i] = acceptability(distance, ties.trust[i, j], p.minilateral_distance, p.minilateral_trust)
            ties.reach[j, i] = near * standing.skill[i] * standing.skill[j]
    ties.far[:] = 0.0
    ties.far_cities[:] = 0.0
    ties.companions[:] = 0.0
    ties.among[:] = 0.0
    ties.accepted[:] = 0.0
    for j in range(size):
        near, welcome, distance = ties.near[j], ties.welcome[j], ties.distance[j]
        for i in range(size):
            ties.far[i] += near[i] * distance[i]
            ties.far_cities[i] += near[i] * abs(standing.city_ideology[i] - standing.city_ideology[j])
            ties.accepted[i] += near[i] * welcome[i]
            ties.companions[i] += near[i] * welcome[i] * societies.capacity[j]
            ties.among[i] += near[i] * welcome[i] * distance[i]
    for i in range(size):
        ties.among[i] = ties.among[i] / ties.accepted[i] if ties.accepted[i] > 0.0 else 0.0
