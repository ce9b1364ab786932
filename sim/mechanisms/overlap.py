"""Overlap: circles with the same members and issues blunt each other, and crowd their members."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.mechanisms.shaping import focus, leaning_on
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
        both += 1 if members[i] * others[i] > 0.0 else 0
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
def apply_overlap(p, setting, forums, circles, stakes, meetings):
    """Phase 4 (model): what overlap leaves of each forum's force on each issue, times the focus of its model; and how crowded
    each issue is for each country.
    """
    count = forums.status.size
    compare(forums, circles)
    meetings.force[:, :] = 0.0
    for m in range(count):
        if forums.status[m] != ACTIVE:
            continue
        for other in range(m + 1, count):
            if forums.status[other] == ACTIVE and circles.overlap[m, other] > 0.0:
                for k in range(circles.scope.shape[1]):
                    common = circles.scope[m, k] * circles.scope[other, k] * circles.overlap[m, other]
                    meetings.force[m, k] += common * forums.vitality[other]
                    meetings.force[other, k] += common * forums.vitality[m]
    for m in range(count):
        if forums.status[m] == ACTIVE:
            for k in range(circles.scope.shape[1]):
                if circles.scope[m, k] > 0.0:
                    left = overlap_force(meetings.force[m, k], p.circle_alignment, p.overlap_cost)
                    meetings.force[m, k] = left * focus(leaning_on(m, k, setting, circles), p.model_focus)
    crowd_in(forums, circles, stakes)


@compiled
def crowd_in(forums, circles, stakes):
    """Into `stakes.crowd`, a share: the vitality of the active forums in which each country sits on each issue, over the number
    of active forums that have members. Planchart 2025 ("dual loyalties to competing organizations").
    """
    stakes.crowd[:, :] = 0.0
    alive = 0.0
    for m in range(forums.status.size):
        alive += 1.0 if forums.status[m] == ACTIVE and circles.size[m] > 0.0 else 0.0
    for m in range(forums.status.size):
        if forums.status[m] != ACTIVE:
            continue
        life, members = forums.vitality[m] / max(1.0, alive), circles.members[m]
        for k in range(circles.scope.shape[1]):
            if circles.scope[m, k] > 0.0:
                crowd = stakes.crowd[k]
                for i in range(crowd.size):
                    crowd[i] += members[i] * life
