"""Surroundings: what each country sees of the others before it decides, worked out once a quarter for all who read it."""

from __future__ import annotations

import math

from sim.compiled import compiled
from sim.mechanisms.channels import acceptability


@compiled
def look_around(p, governments, societies, standing, ties):
    """Phase 4 (model): distances, who is acceptable to whom, and what pairs could bring to technical work: g_ij sqrt(b_i b_j).

    What a loop over countries reads partner by partner lies by partner, [other, country], along memory: then it is vector code.
    """
    size = standing.skill.size
    for i in range(size):
        standing.skill[i] = math.sqrt(societies.capacity[i])
    for i in range(size):
        far, cities, weight, capacity, apart = 0.0, 0.0, 0.0, 0.0, 0.0
        for j in range(size):
            near = ties.nearness[i, j]
            distance = abs(governments.ideology[i] - governments.ideology[j])
            welcome = acceptability(distance, ties.trust[i, j], p.club_distance, p.club_trust)
            ties.distance[i, j] = distance
            ties.apart[i, j] = abs(standing.standard[i] - standing.standard[j])
            ties.near[j, i] = near
            ties.welcome[j, i] = welcome
            ties.reach[j, i] = near * standing.skill[i] * standing.skill[j]
            far += near * distance
            cities += near * abs(standing.city_ideology[i] - standing.city_ideology[j])
            weight += near * welcome
            capacity += near * welcome * societies.capacity[j]
            apart += near * welcome * distance
        ties.far[i] = far
        ties.far_cities[i] = cities
        ties.companions[i] = capacity
        ties.among[i] = apart / weight if weight > 0.0 else 0.0
