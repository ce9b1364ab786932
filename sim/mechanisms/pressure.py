"""Pressure: shocks by issue, flows of displaced people and closing borders, and how much each issue matters to each country."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import CLOSURE, NOBODY, SHOCK, SHOCK_SIZE, uniform, uniforms
from concertacion.sim.mechanisms.arithmetic import logistic, share, total
from concertacion.sim.state import MIGRATION, MOST_MIGRANTS, TECHNOLOGY, TRADE


@compiled
def salience(base, shock, neighbours_shock, domain_spillover, spillover):
    """s = base (1 + z + min(1, spillover * sigma * sum_j g_ij z_j)), in [0, 3 base]: pressure at home and next door.

    Source: Merke et al. 2021, "Health" (the health of others is national interest); form assumed.
    """
    return base * (1.0 + share(shock) + min(1.0, spillover * domain_spillover * neighbours_shock))


@compiled
def position(ideology, interest, domain_ideology_weight, ideology_weight):
    """y = rho x + (1 - rho) h in [-1, 1], rho = clip(ideology_weight * domain weight): ideology against material interest."""
    rho = share(ideology_weight * domain_ideology_weight)
    return rho * ideology + (1.0 - rho) * interest


@compiled
def urgency_of_technology(great_power_rivalry, urgency):
    """Factor on the salience of technology: max(0, 1 + urgency * rivalry). Rivalry makes it pressing, or better left alone.

    Source: Merke et al. 2021, "Managing the Return of Great Power Politics".
    """
    return max(0.0, 1.0 + urgency * great_power_rivalry)


@compiled
def usual_trade(setting):
    """Trade with neighbours at the start, a share of all trade, mean over countries."""
    everybody = 0.0
    for j in range(setting.keys.size):
        everybody += total(setting.trade_start[j])
    return everybody / setting.keys.size


@compiled
def overload(migrants, capacity, delivered, burden_sharing, absorptive_capacity, absorb_base, shared_absorption):
    """Displaced people hosted against what the country can absorb (1 = full).

    migrants / (absorptive_capacity (base + capacity) (1 + shared * delivered + burden_sharing)).
    Source: Merke et al. 2021, "Migration" (absorption, a regional fund for hosts).
    """
    return migrants / (absorptive_capacity * (absorb_base + capacity) * (1.0 + shared_absorption * delivered + burden_sharing))


@compiled
def closure_probability(load, openness_norm, closure, closure_steepness, open_norm):
    """P(closes) = closure * logistic((load - 1) * steepness) (1 - open_norm * norm): borders close beyond absorptive capacity.

    Source: Merke et al. 2021, "Migration" (doors opened first, barriers as numbers grew); form assumed.
    """
    return closure * logistic((load - 1.0) * closure_steepness) * (1.0 - open_norm * openness_norm)


@compiled
def load_of(i, p, societies, standing, issues):
    """Displaced people in country i against what it can absorb, 1 = full: cooperation delivered and shared burdens make room."""
    delivered = 0.0
    for channel in range(issues.delivered.shape[0]):
        delivered += issues.delivered[channel, MIGRATION, i]
    return overload(
        standing.migrants[i], societies.capacity[i], share(delivered), p.burden_sharing, p.absorptive_capacity, p.absorb_base,
        p.shared_absorption,
    )  # fmt: skip


@compiled
def stays_closed(was, load, closing, draw, reopening):
    """Whether a border is closed, 0/1: an open one closes with probability `closing`; a closed one opens again with probability
    `reopening`, and only below full load. `draw` is uniform. Source: Merke et al. 2021, "Migration"; form assumed.
    """
    if was > 0.0:
        return 0.0 if load < 1.0 and draw < reopening else 1.0
    return 1.0 if draw < closing else 0.0


@compiled
def bring_shocks(p, address, pinned, recorded, setting, domains, issues):
    """Phase 1 (model): shocks decay and arrive: on record while pinned, else a regional draw that hits each country by its
    own size.
    """
    for k in range(issues.shock.shape[0]):
        hit = uniform(address, SHOCK, k + 1, NOBODY) < domains.shock_rate[k] * p.shock_rate
        for i in range(setting.keys.size):
            shock = issues.shock[k, i] * (1.0 - p.shock_fading)
            if pinned:
                shock += recorded[k, i]
            elif hit:
                shock += p.shock_size * domains.shock_size[k] * 2.0 * uniform(address, SHOCK_SIZE, setting.keys[i], k)
            issues.shock[k, i] = share(shock)


@compiled
def move_people(p, address, pinned, arrivals, setting, societies, standing, issues, ties, crises, pairs, scratch):
    """Phase 4 (model): displaced people leave crises for near, open countries; beyond absorptive capacity borders close and
    deflect, until there is room again.

    A country that closes its border loses trust among its neighbours. Neighbours respond to loads at the start of the phase.
    """
    size, draws = setting.keys.size, scratch.draws[0]
    uniforms(address, CLOSURE, setting.keys, NOBODY, draws)
    for i in range(size):
        standing.migrants[i] *= 1.0 - p.absorption_rate
    for s in range(size):
        flow = p.displacement * crises.intensity[s]
        if pinned or flow <= 0.0:
            continue
        room = 0.0
        for j in range(size):
            room += pairs.nearness[s, j] * (1.0 - standing.closed[j])
        for i in range(size):
            if room > 0.0:
                standing.migrants[i] += flow * pairs.nearness[s, i] * (1.0 - standing.closed[i]) / room
    for i in range(size):
        if pinned:
            standing.migrants[i] += arrivals[i]
        standing.migrants[i] = min(standing.migrants[i], MOST_MIGRANTS)
        load = load_of(i, p, societies, standing, issues)
        closing = closure_probability(load, issues.norms[MIGRATION], p.closure, p.closure_steepness, p.open_norm)
        was = standing.closed[i]
        standing.closed[i] = stays_closed(was, load, closing, draws[i], p.reopening)
        if standing.closed[i] > was:
            for j in range(size):
                ties.trust[j, i] *= 1.0 - min(1.0, p.closure_resentment * pairs.nearness[j, i])
        issues.shock[MIGRATION, i] = share(max(issues.shock[MIGRATION, i], p.migration_salience * min(1.0, load)))


@compiled
def weigh_issues(
    lo, hi, p, setting, governments, societies, standing, domains, issues, ties, structure, outlook, pairs, stakes, fortunes,
):  # fmt: skip
    """Phase 4: how much each issue matters to countries lo..hi, where their governments stand on it, and their clout."""
    size = setting.keys.size
    for k in range(issues.shock.shape[0]):
        shocks, matters = issues.shock[k], stakes.salience[k]
        matters[lo:hi] = 0.0
        for j in range(size):  # partner by partner: first the shocks next door
            near = pairs.near[j]
            for i in range(lo, hi):
                matters[i] += near[i] * shocks[j]
        urgent = urgency_of_technology(p.great_power_rivalry, p.urgency) if k == TECHNOLOGY else 1.0
        drawn = p.great_power_rivalry * domains.power_exposure[k] * p.alignment_divides
        for i in range(lo, hi):
            matters[i] = urgent * salience(domains.salience[k], shocks[i], matters[i], domains.spillover[k], p.spillover)
            stand = position(governments.ideology[i], setting.interest[k, i], domains.ideology_weight[k], p.ideology_weight)
            stakes.position[k, i] = min(1.0, max(-1.0, stand + drawn * standing.alignment[i]))
    usual = usual_trade(setting)
    for i in range(lo, hi):
        pull = 1.0 + p.trade_lobby * (total(ties.trade[i]) - usual) + p.protectionism * p.protection_urgency
        stakes.salience[TRADE, i] = max(0.0, stakes.salience[TRADE, i] * pull)
        outlook.clout[i] = clout(
            structure.weight[i], governments.approval[i], societies.turmoil[i], governments.sovereigntism[i],
            p.clout_exponent, p.sovereigntist_withdrawal,
        )  # fmt: skip


@compiled
def clout(weight, approval, turmoil, sovereigntism, clout_exponent, sovereigntist_withdrawal):
    """w**clout_exponent a (1 - c) (1 - zeta q) in [0, 1]: the ability to call others together. At exponent 0 weight is nothing.

    Source: Merke et al. 2021, first to third reasons (champions, turmoil, unpopular governments). Linear in q so that
    withdrawal 0 is neutral.
    """
    return math.pow(weight, clout_exponent) * approval * (1.0 - turmoil) * (1.0 - sovereigntist_withdrawal * sovereigntism)
