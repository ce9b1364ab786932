"""Organisations: vitality and depth, dormancy, revival and death."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import DEATH, NOBODY, REVIVAL, uniform
from concertacion.sim.mechanisms.arithmetic import dot, heads, share, total, toward
from concertacion.sim.mechanisms.membership import burden, full_members
from concertacion.sim.mechanisms.patrons import paid_to
from concertacion.sim.mechanisms.shaping import follow_members
from concertacion.sim.state import ACTIVE, DEAD, DORMANT, HELD, LOWER, PUT_OFF

SILENT_INTERVALS = 2.0  # statutory intervals without a meeting of its own level after which a forum is silent (definition)


@compiled
def success_of(held, lower, agreed, meeting_alone, lower_level):
    """How far a quarter's meeting succeeds, a share: held (alone + (1 - alone) agreed) + lower * lower_level * alone.

    `held` and `lower` are 1 if presidents met, or ministers in their place; `agreed` is the share of the agenda agreed. Assumed.
    """
    return held * (meeting_alone + (1.0 - meeting_alone) * agreed) + lower * lower_level * meeting_alone


@compiled
def next_vitality(
    vitality, success, put_off, apart, brand, sovereigntism, funds, vitality_gain, vitality_decay, put_off_cost, brand_effect,
    brand_turn, sovereigntism_cost,
):  # fmt: skip
    """Life left in a forum, a share, one quarter on.

    v' = v + gain sqrt(interval) * success * funds (1 - v) - decay * v - cost * put_off + brand_effect * brand (turn - apart)
    - cost * q.
    `apart` is the mean distance |x_i - B| of its members from its brand, in [0, 2]: nearer than `brand_turn` a brand gives life,
    farther it takes life. A rare meeting gives more. Source: Merke et al. 2021, fourth reason; Briceño-Ruiz 2018, "A new cycle".
    """
    change = vitality_gain * success * funds * (1.0 - vitality) - vitality_decay * vitality - put_off_cost * put_off
    return share(vitality + change + brand_effect * brand * (brand_turn - apart) - sovereigntism_cost * sovereigntism)


@compiled
def next_depth(depth, benefit, sovereigntism, breadth, delegated_depth, depth_gain, depth_loss, breadth_deepens, treaty_pace):
    """delta' = delta + (gain * benefit (1 + breadth_deepens (breadth - 0.5)) + pace * delegated) (1 - delta) - loss * q * delta.

    `benefit` is the mean over members and scope of pledges carried out.

    Benefits make members delegate; sovereigntism takes authority back; breadth may help or hurt, from half of the issues on
    (assumed). Source: Planchart 2025.
    """
    gain = depth_gain * benefit * (1.0 + breadth_deepens * (breadth - 0.5)) + treaty_pace * delegated_depth
    return share(depth + gain * (1.0 - depth) - depth_loss * sovereigntism * depth)


@compiled
def live_forums(
    p, address, follows, setting, governments, societies, standing, forums, circles, powers, structure, outlook, meetings,
):  # fmt: skip
    """Phase 7 (model): each forum alive gains or loses vitality and depth, follows its members, goes dormant, revives, dies.

    While forums follow the record (`follows`), it says which of them are alive.
    """
    for m in range(forums.status.size):
        if forums.status[m] != ACTIVE and forums.status[m] != DORMANT:
            continue
        if not follows and full_members(m, circles) < 2.0:
            forums.status[m] = DEAD
            continue
        if forums.status[m] == DORMANT:
            if not follows:
                champion = champion_of(m, p, governments, forums, circles, outlook)
                rest_or_return(m, p, address, setting.forum_keys[m], champion, forums, circles)
            continue
        circle = circles.members[m]
        members, inward, weight = max(1.0, heads(circle)), dot(circle, governments.sovereigntism), dot(circle, structure.weight)
        items, breadth, own = scope_of(m, members, circles, meetings)
        agreed = total(meetings.agreed[m]) / items if items > 0.0 and meetings.meeting[m] == HELD else 0.0
        if meetings.meeting[m] == PUT_OFF or meetings.meeting[m] == LOWER:
            fail_on_all(m, p, circles)
        funds = 1.0
        if forums.patron[m] >= 0:
            paid = paid_to(m, p, societies, forums, powers)
            funds = 1.0 - forums.patron_share[m] + 2.0 * forums.patron_share[m] * paid
        held, lower = 1.0 if meetings.meeting[m] == HELD else 0.0, 1.0 if meetings.meeting[m] == LOWER else 0.0
        success = success_of(held, lower, agreed, p.meeting_alone, p.lower_level)
        forums.vitality[m] = next_vitality(
            forums.vitality[m], success, 1.0 if meetings.meeting[m] == PUT_OFF else 0.0,
            apart_from_brand(m, governments, forums, circles), forums.brand_strength[m], inward / members, funds,
            p.vitality_gain * math.sqrt(forums.interval[m]), p.vitality_decay, p.put_off_cost, p.brand_effect, p.brand_turn,
            p.sovereigntism_cost,
        )  # fmt: skip
        forums.depth[m] = next_depth(
            forums.depth[m], own, inward / members, breadth, p.delegated_depth, p.depth_gain, p.depth_loss,
            p.breadth_deepens, p.treaty_pace,
        )  # fmt: skip
        follow_members(m, p, weight, governments, standing, circles, structure)
        forums.silent_for[m] = 0.0 if held > 0.0 else forums.silent_for[m] + 1.0
        silent = forums.silent_for[m] >= SILENT_INTERVALS * forums.interval[m]
        if not follows and silent and forums.vitality[m] < p.dormancy_threshold:
            forums.status[m] = DORMANT
            forums.dormant_for[m] = 0.0


@compiled
def scope_of(m, members, circles, meetings):
    """Domains on the agenda, breadth of the scope (share of domains), and pledges carried out (mean over members and scope)."""
    items = 0.0
    breadth = 0.0
    done = 0.0
    for k in range(circles.scope.shape[1]):
        items += meetings.agenda[m, k]
        if circles.scope[m, k] == 0.0:
            continue
        breadth += circles.scope[m, k]
        done += dot(circles.implemented[m, k], circles.members[m])
    return items, breadth / circles.scope.shape[1], (done / (members * breadth) if breadth > 0.0 else 0.0)


@compiled
def fail_on_all(m, p, circles):
    """Presidents of forum m have not met: it has failed on each issue in its scope, as it has where a meeting does not agree."""
    for k in range(circles.scope.shape[1]):
        if circles.scope[m, k] > 0.0:
            circles.blocked_on[m, k] = toward(circles.blocked_on[m, k], 1.0, p.block_memory)


@compiled
def apart_from_brand(m, governments, forums, circles):
    """Mean distance of those who sit in forum m from its brand, in [0, 2]; 0 where nobody sits."""
    apart = 0.0
    for i in range(governments.ideology.size):
        apart += circles.members[m, i] * abs(governments.ideology[i] - forums.brand_position[m])
    return apart / max(1.0, heads(circles.members[m]))


@compiled
def champion_of(m, p, governments, forums, circles, outlook):
    """The most that a member could do to wake forum m, a share: its clout, less as the brand burdens it."""
    best = 0.0
    for i in range(governments.ideology.size):
        apart = abs(governments.ideology[i] - forums.brand_position[m])
        fits = 1.0 - burden(forums.brand_strength[m], apart, p.brand_turn)
        best = max(best, circles.members[m, i] * outlook.clout[i] * fits)
    return best


@compiled
def rest_or_return(m, p, address, key, champion, forums, circles):
    """A dormant forum revives when a champion fits its brand, or dies; organisations seldom die. Source: Merke et al. 2021
    (health networks).
    """
    forums.dormant_for[m] += 1.0
    if uniform(address, REVIVAL, key, NOBODY) < share(p.revival * champion):
        forums.status[m] = ACTIVE
        forums.vitality[m] = p.revival_life
        forums.countdown[m] = 1.0
        circles.blocked_on[m, :] = 0.0
        forums.silent_for[m] = 0.0
        forums.failed[m] = 0.0
    elif forums.dormant_for[m] > p.patience and uniform(address, DEATH, key, NOBODY) < p.death_rate:
        forums.status[m] = DEAD
