"""Founding: a blocked inclusive forum, or unmet need, makes the like-minded found a group of their own."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import FOUNDER, FOUNDING, NOBODY, uniform, waiting_time
from concertacion.sim.mechanisms.arithmetic import NONE, share
from concertacion.sim.mechanisms.channels import acceptability
from concertacion.sim.state import ACTIVE, AD_HOC_FORUM, POLITICAL_FORUM, UNUSED

MOST_LIKELY = 0.5  # the highest probability of a new forum in a quarter


@compiled
def founding_probability(blocked, unmet, founding_rate, blocked_push):
    """Probability a quarter of a new forum: rate * unmet (1 + push * blocked), at most 1/2. Source: Briceno-Ruiz 2018, "A
    new cycle" (the Lima Group).
    """
    return min(MOST_LIKELY, founding_rate * unmet * (1.0 + blocked_push * blocked))


@compiled
def blockage(size, forums, circles):
    """How blocked the inclusive forums are, a share: the highest memory of failure among forums of half the region or more."""
    worst = 0.0
    for m in range(forums.status.size):
        if forums.status[m] == ACTIVE:
            members = 0.0
            for i in range(size):
                members += circles.members[m, i]
            if members >= 0.5 * size:
                worst = max(worst, forums.blocked[m])
    return worst


@compiled
def most_unmet(i, issues, stakes):
    """The domain in which salience exceeds delivery by most for the country, and by how much."""
    gap = 0.0
    domain = 0
    for k in range(stakes.salience.shape[0]):
        delivered = 0.0
        for channel in range(issues.delivered.shape[0]):
            delivered += issues.delivered[channel, k, i]
        unmet = stakes.salience[k, i] * (1.0 - share(delivered))
        if unmet > gap:
            gap = unmet
            domain = k
    return domain, gap


@compiled
def found(p, address, setting, governments, issues, ties, forums, circles, outlook, stakes):
    """Phase 7 (model): at most one forum a quarter is founded, by a founder drawn in proportion to clout, with countries that
    accept it and that it accepts.
    """
    size = setting.keys.size
    slot = -1
    for m in range(forums.status.size - 1, -1, -1):
        if forums.status[m] == UNUSED:
            slot = m
    u = uniform(address, FOUNDING, NOBODY, NOBODY)
    if slot < 0 or u >= MOST_LIKELY:
        return
    first = math.inf
    founder = NONE
    for i in range(size):
        waits = waiting_time(address, FOUNDER, setting.keys[i], NOBODY, outlook.clout[i])
        if waits < first:
            first = waits
            founder = i
    if founder < 0:
        return
    domain, unmet = most_unmet(founder, issues, stakes)
    chance = founding_probability(blockage(size, forums, circles), unmet, p.founding_rate, p.blocked_push)
    if u >= chance:
        return
    members = 0.0
    mean = 0.0
    low, high = 1.0, -1.0
    for j in range(size):
        distance = abs(governments.ideology[founder] - governments.ideology[j])
        wanted = acceptability(distance, ties.trust[founder, j], p.minilateral_distance, p.minilateral_trust)
        wants = acceptability(distance, ties.trust[j, founder], p.minilateral_distance, p.minilateral_trust)
        near = setting.geography[founder, j] > p.founding_reach
        joins = j == founder or (near and min(wanted, wants) > p.founding_selectivity)
        circles.members[slot, j] = 1.0 if joins else 0.0
        circles.eligible[slot, j] = circles.members[slot, j]
        if joins:
            members += 1.0
            mean += governments.ideology[j]
            low = min(low, governments.ideology[j])
            high = max(high, governments.ideology[j])
    if members < 3.0:
        circles.members[slot, :] = 0.0
        circles.eligible[slot, :] = 0.0
        return
    circles.size[slot] = 0.0
    broad = members >= 0.5 * size
    forums.status[slot] = ACTIVE
    forums.kind[slot] = POLITICAL_FORUM if broad else AD_HOC_FORUM
    forums.depth[slot] = p.founding_depth
    forums.vitality[slot] = 0.7
    forums.brand_position[slot] = mean / members
    forums.brand_strength[slot] = share(p.founding_brand * (1.0 - 0.5 * (high - low)))
    forums.interval[slot] = 4.0
    forums.countdown[slot] = 1.0
    forums.consensus[slot] = 1.0
    circles.scope[slot, domain] = 1.0
    second, _ = next_to(domain, founder, stakes)
    circles.scope[slot, second] = 1.0
    forums.blocked[slot] = 0.0


@compiled
def next_to(domain, founder, stakes):
    """The founder's most salient domain other than `domain`, and its salience."""
    best = 0.0
    other = domain
    for k in range(stakes.salience.shape[0]):
        if k != domain and stakes.salience[k, founder] > best:
            best = stakes.salience[k, founder]
            other = k
    return other, best
