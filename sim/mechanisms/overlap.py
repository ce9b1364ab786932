"""Overlap: circles with the same members and issues blunt each other."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.state import ACTIVE


@compiled
def overlap_force(overlap, circle_alignment, overlap_cost):
    """A forum's remaining force on an issue under overlap, in (0, 1]: exp(-cost (1 - alignment) O). Planchart 2025; Merke et
    al. 2021, ninth proposal.
    """
    return math.exp(-overlap_cost * (1.0 - circle_alignment) * overlap)


@inlined
def in_common(members, others):
    """How many countries sit in both circles. Whole numbers: their sum may run in any order, as vector code does."""
    both = 0
    for i in range(members.size):
        both += int(members[i] * others[i])
    return float(both)


@compiled
def compare(forums, circles):
    """Jaccard similarity of the members of each two forums, worked out again for active ones whose members have changed."""
    count = circles.size.size
    for m in range(count):
        if circles.size[m] > 0.0 or forums.status[m] != ACTIVE:
            continue
        circles.size[m] = in_common(circles.members[m], circles.members[m])
        for other in range(count):
            both = in_common(circles.members[m], circles.members[other])
            either = circles.size[m] + in_common(circles.members[other], circles.members[other]) - both
            circles.overlap[m, other] = both / either if both > 0.0 else 0.0
            circles.overlap[other, m] = circles.overlap[m, other]


@compiled
def apply_overlap(p, forums, circles, meetings):
    """Phase 4 (model): O_mk, the overlap of forum m with others alive on domain k: sum of Jaccard similarity of members *
    vitality.
    """
    count = forums.status.size
    compare(forums, circles)
    meetings.blunting[:, :] = 0.0
    for m in range(count):
        if forums.status[m] != ACTIVE:
            continue
        for other in range(m + 1, count):
            if forums.status[other] == ACTIVE and circles.overlap[m, other] > 0.0:
                for k in range(circles.scope.shape[1]):
                    common = circles.scope[m, k] * circles.scope[other, k] * circles.overlap[m, other]
                    meetings.blunting[m, k] += common * forums.vitality[other]
                    meetings.blunting[other, k] += common * forums.vitality[m]
    for m in range(count):
        if forums.status[m] == ACTIVE:
            for k in range(circles.scope.shape[1]):
                if circles.scope[m, k] > 0.0:
                    meetings.blunting[m, k] = overlap_force(meetings.blunting[m, k], p.circle_alignment, p.overlap_cost)
