"""Founding: inclusive forums that are blocked on an issue, or unmet need, make the like-minded found a group of their own.
A new forum may absorb older ones."""

from __future__ import annotations

import math

import numpy as np

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import ABSORPTION, FOUNDER, FOUNDING, NOBODY, uniform, waiting_time
from concertacion.sim.mechanisms.arithmetic import NONE, dot, heads, share, total
from concertacion.sim.mechanisms.channels import acceptability
from concertacion.sim.mechanisms.membership import sit
from concertacion.sim.state import ACTIVE, AD_HOC_FORUM, DEAD, DORMANT, FULL, OUTSIDE, POLITICAL_FORUM, UNUSED

MOST_LIKELY = 0.5  # the highest probability of a new forum in a quarter: at most one in two (bound)
NEW_LIFE = 0.7  # vitality of a new forum: that of the tables' forums at the start (assumed)


@compiled
def founding_pull(unmet, blocked, blocked_push):
    """How much a country wants a forum of its own on an issue: unmet (1 + push * blocked), at least 0.

    `unmet` is salience not delivered upon, `blocked` how blocked the inclusive forums are on the issue, a share. Source:
    Briceño-Ruiz 2018, "A new cycle" (the Lima Group).
    """
    return unmet * (1.0 + blocked_push * blocked)


@compiled
def founding_probability(pull, founding_rate):
    """Probability a quarter of a new forum: rate * pull, at most 1/2. Source: Briceño-Ruiz 2018, "A new cycle"."""
    return min(MOST_LIKELY, founding_rate * pull)


@compiled
def absorption_probability(members, scope, brand, supersession):
    """Probability that a new forum absorbs an older one: supersession * members * scope (1 - brand).

    `members` and `scope` are the shares of the older one's members and issues that the new one has too; `brand`, a share, is how
    far it stands for something else. Source: Briceño-Ruiz 2018, "Changing regionalism" (UNASUR from the South American summits,
    CELAC from the Rio Group).
    """
    return supersession * members * scope * (1.0 - brand)


@compiled
def blockage(k, size, forums, circles):
    """How blocked the inclusive forums are on domain k, a share: the highest memory of failure among those active forums that
    have the domain in their scope and half the region or more sitting in them (half: assumed, as in `charter`).
    """
    worst = 0.0
    for m in range(forums.status.size):
        worse = circles.blocked_on[m, k] > worst and forums.status[m] == ACTIVE and circles.scope[m, k] > 0.0
        if worse and heads(circles.members[m]) >= 0.5 * size:
            worst = circles.blocked_on[m, k]
    return worst


@compiled
def unmet_need(k, i, issues, stakes):
    """What country i misses on domain k: salience (1 - what is delivered, all channels together, a share at most)."""
    return stakes.salience[k, i] * (1.0 - share(total(issues.delivered[:, k, i])))


@compiled
def most_wanted(i, p, issues, forums, circles, stakes):
    """The domain on which country i most wants a forum of its own, first of equals, and how much."""
    best, domain = -1.0, 0
    for k in range(stakes.salience.shape[0]):
        blocked = blockage(k, stakes.salience.shape[1], forums, circles)
        pull = founding_pull(unmet_need(k, i, issues, stakes), blocked, p.blocked_push)
        if pull > best:
            best, domain = pull, k
    return domain, best


@compiled
def strongest_pull(p, stakes):
    """What no country's pull on any issue exceeds: that of all issues unmet and blocked."""
    highest = 0.0
    for k in range(stakes.salience.shape[0]):
        for i in range(stakes.salience.shape[1]):
            highest = max(highest, stakes.salience[k, i])
    return founding_pull(highest, 1.0, max(0.0, p.blocked_push))


@compiled
def free_slot(forums, circles):
    """The first slot that no forum has or will have by its charter: unused and without a scope; NONE if all are taken."""
    for m in range(forums.status.size):
        if forums.status[m] == UNUSED and total(circles.scope[m]) == 0.0:
            return np.int64(m)
    return NONE


@compiled
def draw_founder(address, setting, outlook):
    """Who would found a forum, drawn in proportion to clout; NONE if nobody has any."""
    first, founder = math.inf, NONE
    for i in range(setting.keys.size):
        waits = waiting_time(address, FOUNDER, setting.keys[i], NOBODY, outlook.clout[i])
        if waits < first:
            first, founder = waits, np.int64(i)
    return founder


@compiled
def found(p, address, setting, governments, issues, ties, forums, circles, outlook, stakes):
    """Phase 7 (model): at most one forum a quarter is founded, by a founder drawn in proportion to clout, on the issue that it
    misses most and finds most blocked, with countries that accept it and that it accepts.
    """
    u = uniform(address, FOUNDING, NOBODY, NOBODY)
    likely = u < founding_probability(strongest_pull(p, stakes), p.founding_rate)  # seldom: spares the search for a founder
    slot = free_slot(forums, circles) if likely else NONE
    founder = draw_founder(address, setting, outlook) if slot >= 0 else NONE
    if founder < 0:
        return
    domain, pull = most_wanted(founder, p, issues, forums, circles, stakes)
    if u >= founding_probability(pull, p.founding_rate):
        return
    if gather(slot, founder, p, setting, governments, ties, circles) >= p.founding_members:
        charter(slot, domain, founder, p, governments, forums, circles, stakes)
        absorb(slot, p, address, setting, forums, circles)
    else:
        circles.founder[slot, :] = 0.0


@compiled
def gather(slot, founder, p, setting, governments, ties, circles):
    """Who founds the forum: the founder and those who are near, accept it and are accepted by it. Returns their number."""
    members = 0.0
    for j in range(setting.keys.size):
        distance = abs(governments.ideology[founder] - governments.ideology[j])
        wanted = acceptability(distance, ties.trust[founder, j], p.minilateral_distance, p.minilateral_trust)
        wants = acceptability(distance, ties.trust[j, founder], p.minilateral_distance, p.minilateral_trust)
        near = setting.geography[founder, j] > p.founding_reach
        joins = j == founder or (near and min(wanted, wants) > p.founding_selectivity)
        circles.founder[slot, j] = 1.0 if joins else 0.0
        members += circles.founder[slot, j]
    return members


@compiled
def charter(slot, domain, founder, p, governments, forums, circles, stakes):
    """The founders of forum `slot` become its members, and give it an issue, a second one, a brand and their first meeting.

    Half the region or more makes it political (assumed); the range of ideologies, at most 2, is halved (arithmetic).
    """
    members, mean, low, high = total(circles.founder[slot]), 0.0, 1.0, -1.0
    for j in range(governments.ideology.size):
        circles.link[slot, j] = FULL if circles.founder[slot, j] > 0.0 else OUTSIDE
        if circles.founder[slot, j] > 0.0:
            mean += governments.ideology[j] / members
            low, high = min(low, governments.ideology[j]), max(high, governments.ideology[j])
    sit(slot, circles)
    broad = members >= 0.5 * governments.ideology.size
    forums.status[slot] = ACTIVE
    forums.kind[slot] = POLITICAL_FORUM if broad else AD_HOC_FORUM
    forums.depth[slot] = p.founding_depth
    forums.vitality[slot] = NEW_LIFE
    forums.brand_position[slot] = mean
    forums.brand_strength[slot] = share(p.founding_brand * (1.0 - 0.5 * (high - low)))
    forums.countdown[slot] = 1.0
    forums.threshold[slot] = 1.0
    circles.scope[slot, domain] = 1.0
    second, _ = next_to(domain, founder, stakes)
    circles.scope[slot, second] = 1.0


@compiled
def consults(m, forums, circles):
    """Whether forum m is alive as a place where these presidents consult: a political or ad hoc forum without a power's seat.
    Blocs and technical bodies have treaties to keep.
    """
    alive = forums.status[m] == ACTIVE or forums.status[m] == DORMANT
    political = forums.kind[m] == POLITICAL_FORUM or forums.kind[m] == AD_HOC_FORUM
    return alive and political and total(circles.seats[m]) == 0.0


@compiled
def absorb(slot, p, address, setting, forums, circles):
    """The forum just founded in `slot` absorbs each older one whose presidents consult in it on the same issues, or does not."""
    for m in range(forums.status.size):
        if m == slot or not consults(m, forums, circles):
            continue
        members = dot(circles.members[m], circles.members[slot]) / max(1.0, total(circles.members[m]))
        scope = dot(circles.scope[m], circles.scope[slot]) / max(1.0, total(circles.scope[m]))
        chance = absorption_probability(members, scope, forums.brand_strength[m], p.supersession)
        if uniform(address, ABSORPTION, setting.forum_keys[m], NOBODY) < chance:
            forums.status[m] = DEAD


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
