"""Surroundings: each country's view of the others before it decides, computed once a quarter for all readers."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.channels import acceptability


@compiled
def look_around(p, governments, societies, standing, ties, structure, outlook, pairs):
    """Phase 4 (model): distances, mutual acceptability, and what pairs could contribute to technical work: g_ij sqrt(b_i b_j).

    Arrays that loops read partner by partner are laid out [other, country], so that the inner loop becomes vector code.
    """
    size = outlook.skill.size
    heaviest = 0.0
    for i in range(size):
        heaviest = max(heaviest, structure.weight[i])
    for i in range(size):
        outlook.skill[i] = math.sqrt(societies.capacity[i])
        outlook.stature[i] = math.sqrt(structure.weight[i] / heaviest)
    for j in range(size):
        for i in range(size):
            near = pairs.nearness[i, j]
            distance = abs(governments.ideology[i] - governments.ideology[j])
            pairs.distance[j, i] = distance
            pairs.apart[j, i] = abs(standing.standard[i] - standing.standard[j])
            pairs.near[j, i] = near
            pairs.welcome[j, i] = acceptability(distance, ties.trust[i, j], p.minilateral_distance, p.minilateral_trust)
            pairs.reach[j, i] = near * outlook.skill[i] * outlook.skill[j]
    outlook.far[:] = 0.0
    outlook.far_cities[:] = 0.0
    outlook.companions[:] = 0.0
    outlook.among[:] = 0.0
    outlook.accepted[:] = 0.0
    for j in range(size):
        near, welcome, distance = pairs.near[j], pairs.welcome[j], pairs.distance[j]
        for i in range(size):
            outlook.far[i] += near[i] * distance[i]
            outlook.far_cities[i] += near[i] * abs(standing.city_ideology[i] - standing.city_ideology[j])
            outlook.accepted[i] += near[i] * welcome[i]
            outlook.companions[i] += near[i] * welcome[i] * societies.capacity[j]
            outlook.among[i] += near[i] * welcome[i] * distance[i]
    for i in range(size):
        outlook.among[i] = outlook.among[i] / outlook.accepted[i] if outlook.accepted[i] > 0.0 else 0.0
