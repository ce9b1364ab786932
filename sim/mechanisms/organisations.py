"""Organisations: vitality and depth, dormancy, revival and death, exit and return, models that follow members."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import DEATH, EXIT, NOBODY, REVIVAL, uniform
from concertacion.sim.mechanisms.arithmetic import dot, share, total, toward
from concertacion.sim.mechanisms.meetings import purse
from concertacion.sim.mechanisms.membership import full_members, sit
from concertacion.sim.state import ACTIVE, DEAD, DORMANT, FULL, HELD, OUTSIDE, PUT_OFF

LONG_DORMANT = 8.0  # quarters before a dormant forum may die (assumed)


@compiled
def next_vitality(
    vitality, success, put_off, mismatch, brand, sovereigntism, funds, vitality_gain, vitality_decay, put_off_cost, brand_effect,
    sovereigntism_cost,
):  # fmt: skip
    """Life left in a forum, a share, one quarter on.

    v' = v + gain sqrt(interval) * success * funds (1 - v) - decay * v - cost * put_off + brand_effect * brand (0.5 -
    mismatch) - cost * q.
    `success` is 0.4 for meeting at all plus 0.6 of the share agreed; a rare meeting gives more. A brand helps while members
    fit it and hurts when they do not. Source: Merke et al. 2021, fourth reason; Briceno-Ruiz 2018.
    """
    change = vitality_gain * success * funds * (1.0 - vitality) - vitality_decay * vitality - put_off_cost * put_off
    return share(vitality + change + brand_effect * brand * (0.5 - mismatch) - sovereigntism_cost * sovereigntism)


@compiled
def next_depth(depth, benefit, sovereigntism, breadth, delegated_depth, depth_gain, depth_loss, breadth_deepens):
    """delta' = delta + (gain * benefit (1 + breadth_deepens (breadth - 0.5)) + 0.02 delegated) (1 - delta) - loss * q * delta.

    `benefit` is the mean over members and scope of pledges carried out.

    Benefits make members delegate; sovereigntism takes authority back; breadth may help or hurt. Source: Planchart 2025.
    """
    gain = depth_gain * benefit * (1.0 + breadth_deepens * (breadth - 0.5)) + 0.02 * delegated_depth
    return share(depth + gain * (1.0 - depth) - depth_loss * sovereigntism * depth)


@compiled
def exit_probability(brand, mismatch, sovereigntism, depth, exit_rate, depth_protection):
    """Chance a quarter of a new government leaving: rate (brand * mismatch + q / 2) (1 - psi delta), mismatch |x - brand| / 2."""
    return share(exit_rate * (brand * mismatch + 0.5 * sovereigntism) * (1.0 - depth_protection * depth))


@compiled
def economic_leaning(ideology, autonomy):
    """Preferred weights of strategic, social and productive regionalism; sum to one. Source: Briceno-Ruiz 2018, "Models of
    economic integration".
    """
    strategic = 0.5 + 0.5 * ideology
    rest = 1.0 - strategic
    return strategic, rest * (1.0 - 0.5 * autonomy), rest * 0.5 * autonomy


@compiled
def political_leaning(ideology, populism, autonomy):
    """Preferred weights of the acquiescent, autonomist and counter-hegemonic models; sum to one. Briceno-Ruiz 2018, "Models
    of political cooperation".
    """
    acquiescent = (0.5 + 0.5 * ideology) * (1.0 - autonomy)
    counter = max(0.0, -ideology) * populism * (1.0 - 0.5 * autonomy)
    return acquiescent, 1.0 - acquiescent - counter, counter


@compiled
def live_forums(
    p, address, follows, setting, governments, societies, standing, forums, circles, powers, structure, outlook, meetings,
):  # fmt: skip
    """Phase 7 (model): each forum alive gains or loses vitality and depth, follows its members, goes dormant, revives, dies.

    While forums follow the record (`follows`), it says which of them are alive.
    """
    size = setting.keys.size
    for m in range(forums.status.size):
        if forums.status[m] != ACTIVE and forums.status[m] != DORMANT:
            continue
        circle, champion = circles.members[m], 0.0
        members, mean = total(circle), dot(circle, governments.ideology)
        inward, weight = dot(circle, governments.sovereigntism), dot(circle, structure.weight)
        for i in range(size):
            champion = max(champion, circle[i] * outlook.clout[i])
        if full_members(m, circles) < 2.0:
            forums.status[m] = DEAD
            continue
        members = max(1.0, members)
        mean /= members
        mismatch = 0.5 * abs(mean - forums.brand_position[m])
        if forums.status[m] == DORMANT:
            rest_or_return(m, p, address, setting.forum_keys[m], champion, mismatch, forums)
            continue
        items, breadth, own = scope_of(m, members, circles, meetings)
        success = total(meetings.agreed[m]) / items if items > 0.0 and meetings.meeting[m] == HELD else 0.0
        failed = 1.0 if meetings.meeting[m] == PUT_OFF else 1.0 - success
        if meetings.meeting[m] == PUT_OFF or (meetings.meeting[m] == HELD and items > 0.0):
            forums.blocked[m] = toward(forums.blocked[m], failed, 0.25)
        funds = 1.0
        if 0 <= forums.patron[m] < societies.fiscal_stress.size:
            paid = purse(societies.fiscal_stress[forums.patron[m]], p.patron_purse)
            funds = 1.0 - forums.patron_share[m] + 2.0 * forums.patron_share[m] * paid
        met = 0.4 + 0.6 * success if meetings.meeting[m] == HELD else 0.0
        forums.vitality[m] = next_vitality(
            forums.vitality[m], met, 1.0 if meetings.meeting[m] == PUT_OFF else 0.0, mismatch, forums.brand_strength[m],
            inward / members, funds, p.vitality_gain * math.sqrt(forums.interval[m]), p.vitality_decay, p.put_off_cost,
            p.brand_effect, p.sovereigntism_cost,
        )  # fmt: skip
        forums.depth[m] = next_depth(
            forums.depth[m], own, inward / members, breadth, p.delegated_depth, p.depth_gain, p.depth_loss, p.breadth_deepens
        )
        follow_members(m, p, weight, governments, standing, circles, structure)
        if forums.vitality[m] < p.dormancy_threshold:
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
def rest_or_return(m, p, address, key, champion, mismatch, forums):
    """A dormant forum revives when a champion fits its brand, or dies; organisations seldom die. Source: Merke et al. 2021
    (health networks).
    """
    forums.dormant_for[m] += 1.0
    welcome = champion * (1.0 - forums.brand_strength[m] * mismatch * 2.0)
    if uniform(address, REVIVAL, key, NOBODY) < share(p.revival * welcome):
        forums.status[m] = ACTIVE
        forums.vitality[m] = 0.5
        forums.countdown[m] = 1.0
        forums.blocked[m] = 0.0
    elif forums.dormant_for[m] > LONG_DORMANT and uniform(address, DEATH, key, NOBODY) < p.death_rate:
        forums.status[m] = DEAD


@compiled
def follow_members(m, p, weight, governments, standing, circles, structure):
    """The bloc's models drift towards the weighted preferences of its members. Source: Briceno-Ruiz 2018, "A new cycle"."""
    if weight <= 0.0:
        return
    strategic, social, productive = 0.0, 0.0, 0.0
    acquiescent, autonomist, counter = 0.0, 0.0, 0.0
    for i in range(governments.ideology.size):
        if circles.members[m, i] > 0.0:
            share_of = structure.weight[i] / weight
            economic = economic_leaning(governments.ideology[i], standing.autonomy[i])
            political = political_leaning(governments.ideology[i], governments.populism[i], standing.autonomy[i])
            strategic += share_of * economic[0]
            social += share_of * economic[1]
            productive += share_of * economic[2]
            acquiescent += share_of * political[0]
            autonomist += share_of * political[1]
            counter += share_of * political[2]
    for c, leaning in enumerate((strategic, social, productive)):
        circles.economic_model[m, c] = toward(circles.economic_model[m, c], leaning, p.model_drift)
    for c, leaning in enumerate((acquiescent, autonomist, counter)):
        circles.political_model[m, c] = toward(circles.political_model[m, c], leaning, p.model_drift)


@compiled
def join_and_leave(p, address, setting, governments, ties, forums, circles):
    """Phase 7 (model): governments in their first year may leave forums whose brand they reject, or return to those they
    once left.
    """
    for i in range(setting.keys.size):
        if governments.time_in_office[i] >= 4.0:
            continue
        for m in range(forums.status.size):
            may_join = setting.open_to[m, i] > 0.0 or circles.founder[m, i] > 0.0
            if not may_join or (forums.status[m] != ACTIVE and forums.status[m] != DORMANT):
                continue
            mismatch = 0.5 * abs(governments.ideology[i] - forums.brand_position[m])
            u = uniform(address, EXIT, setting.keys[i], setting.forum_keys[m])
            if circles.link[m, i] == FULL:
                chance = exit_probability(
                    forums.brand_strength[m], mismatch, governments.sovereigntism[i], forums.depth[m], p.exit_rate,
                    p.depth_protection,
                )  # fmt: skip
                if u < chance:
                    circles.link[m, i] = OUTSIDE
                    sit(m, circles)
                    circles.pledged[m, :, i] = 0.0
                    circles.implemented[m, :, i] = 0.0
            elif u < p.return_rate * (1.0 - governments.sovereigntism[i]) * (1.0 - forums.brand_strength[m] * 2.0 * mismatch):
                circles.link[m, i] = FULL
                sit(m, circles)
