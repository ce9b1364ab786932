"""Weighing: the utility of each channel to each country in each issue, from the state at the start of the phase."""

from __future__ import annotations

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.mechanisms.aid import money_for_work
from concertacion.sim.mechanisms.arithmetic import covered, dot, heads, share
from concertacion.sim.mechanisms.channels import (
    exposure,
    minilateral_utility,
    quarters_kept,
    relieved,
    shielded,
    summit_utility,
    technical_utility,
    visibility,
)
from concertacion.sim.mechanisms.pressure import load_of
from concertacion.sim.mechanisms.technical import feasible, partners, powers_bring
from concertacion.sim.state import CLIMATE, HELD, MIGRATION, MINILATERAL, SECURITY, SUMMIT, TECHNICAL


@compiled
def weigh_options(
    lo, hi, p, setting, governments, societies, standing, issues, domains, ties, powers, regard, choices, outlook, pairs, stakes,
    fortunes,
):  # fmt: skip
    """Phase 5: utilities of technical work and of minilateral groups, and of technical work to the cities, for countries
    lo..hi.
    """
    size = pairs.nearness.shape[1]
    officials_seen, circles_seen = visibility(TECHNICAL, p.visibility_gap), visibility(MINILATERAL, p.visibility_gap)
    technical_cost = relieved(p.channel_cost, p.technical_price, p.technical_support, p.friction_relief, p.hurdle_share)
    minilateral_cost = relieved(p.channel_cost, p.minilateral_price, p.minilateral_support, p.friction_relief, p.hurdle_share)
    choices.partners[lo:hi] = 1.0 if size > 1 else 0.0
    for k in range(stakes.salience.shape[0]):
        rivalry = domains.power_exposure[k] * p.incompatibility
        worth = choices.partnership[k]
        reaches = pairs.reach_rivals if k == SECURITY else pairs.reach
        partners(lo, hi, reaches, ties.network[k], pairs.apart, issues.technical_faith[k], rivalry, worth)
        powers_bring(lo, hi, k, p, setting, powers, regard, choices.helped[k])
        toxicity = issue_toxicity(k, p, domains)
        able = feasible(k, domains)
        for i in range(lo, hi):
            part = outlook.heft[i] / size
            brought = covered(worth[i], part, societies.capacity[i])
            worth[i] = share(brought + choices.helped[k, i])
            populism, fear = governments.populism[i], outlook.election_nearness[i]
            finance = climate_pull(k, i, p, societies) - border_drag(k, i, p, societies, standing, issues)
            subsidy = p.aid_subsidy * money_for_work(fortunes.aid[i], p.conditionality, p.cofunding)
            seen = exposure(
                officials_seen, toxicity, populism, fear, outlook.far[i], 1.0 - p.insulation, p.audience, p.audience_base,
                p.electoral_fear, p.friendly_distance, p.interference,
            )  # fmt: skip
            choices.utility[TECHNICAL, k, i] = technical_utility(
                stakes.salience[k, i], able, issues.norms[k], worth[i], societies.capacity[i],
                shielded(seen, issues.norms[k], p.norm_shield), issues.delivered[SUMMIT, k, i], finance + subsidy,
                p.channel_value, p.technical_worth, p.norm_effect, technical_cost, p.rigidity, p.top_effect,
            )  # fmt: skip
            seen = exposure(
                circles_seen, toxicity, populism, fear, outlook.among[i], 1.0, p.audience, p.audience_base, p.electoral_fear,
                p.friendly_distance, p.interference,
            ) + p.sovereigntist_reserve * governments.sovereigntism[i]  # fmt: skip
            choices.utility[MINILATERAL, k, i] = minilateral_utility(
                stakes.salience[k, i], (1.0 - part) * outlook.companions[i], part * societies.capacity[i], domains.returns[k],
                domains.publicness[k], seen, finance + unity(i, p, standing, powers), p.channel_value, p.minilateral_worth,
                p.free_riding, minilateral_cost,
            )  # fmt: skip
        if p.subnational > 0.0:
            for i in range(lo, hi):
                subsidy = p.aid_subsidy * money_for_work(fortunes.aid[i], p.conditionality, p.cofunding)
                seen = exposure(
                    officials_seen, toxicity, 0.0, 0.0, outlook.far_cities[i], 0.0, p.audience, p.audience_base, 0.0,
                    p.friendly_distance, 0.0,
                )  # fmt: skip
                choices.local_utility[k, i] = technical_utility(
                    stakes.salience[k, i], able, issues.norms[k], worth[i], societies.capacity[i],
                    shielded(seen, issues.norms[k], p.norm_shield), 0.0, climate_pull(k, i, p, societies) + subsidy,
                    p.channel_value, p.technical_worth, p.norm_effect, technical_cost, p.rigidity, 0.0,
                )  # fmt: skip


@inlined
def issue_toxicity(k, p, domains):
    """Toxicity of domain k, a share: militarised policy makes security more toxic, or less (Continental Solidarity 2023)."""
    if k == SECURITY:
        return share(domains.toxicity[k] * (1.0 + p.militarised_toxicity * p.militarisation))
    return domains.toxicity[k]


@inlined
def climate_pull(k, i, p, societies):
    """Utility that finance for climate work, and debt cancelled in return for it, add to any channel in that domain."""
    if k != CLIMATE:
        return 0.0
    return p.finance_pull * (p.climate_finance + p.debt_swap * societies.fiscal_stress[i])


@inlined
def migration_drag(closed, load, closure_withdrawal, overload_drag):
    """Utility that work on migration loses: closure_withdrawal where the border is closed, overload_drag max(0, load - 1).

    A load of 1 is what the country can absorb. Source: Merke et al. 2021, "Migration" (risks).
    """
    return closure_withdrawal * closed + overload_drag * max(0.0, load - 1.0)


@inlined
def border_drag(k, i, p, societies, standing, issues):
    """`migration_drag` of country i, in every channel, where domain k is migration; else 0. Cities have no border."""
    if k != MIGRATION:
        return 0.0
    return migration_drag(standing.closed[i], load_of(i, p, societies, standing, issues), p.closure_withdrawal, p.overload_drag)


@inlined
def unity(i, p, standing, powers):
    """Utility that pressure from the first power adds to cooperation without it, more for those less aligned; of either sign
    (Planchart 2025). From 0 at the side of the leading power to 1 at the rival's (form assumed).
    """
    return p.pressure_unity * powers.pressure[0] * (0.5 - 0.5 * standing.alignment[i])


@compiled
def weigh_meetings(
    lo, hi, p, governments, societies, standing, issues, domains, forums, circles, powers, regard, choices, outlook, stakes,
    meetings,
):  # fmt: skip
    """Phase 5: for countries lo..hi, the best meeting attended for each domain, and the utility of committing there."""
    choices.venue[:, lo:hi] = -1
    choices.utility[SUMMIT, :, lo:hi] = 0.0
    for m in range(forums.status.size):
        if meetings.meeting[m] == HELD:
            weight = dot(meetings.attending[m], outlook.heft)
            others = heads(meetings.attending[m]) > 1.0
            kept = quarters_kept(forums.interval[m], p.lapse)
            for i in range(lo, hi):
                if meetings.attending[m, i] > 0.0 and others:
                    own = outlook.heft[i] * societies.capacity[i] / weight
                    weigh_meeting(
                        m, i, p, own, kept, governments, societies, standing, issues, domains, circles,
                        powers, regard, choices, outlook, stakes, meetings,
                    )  # fmt: skip


@inlined
def weigh_meeting(
    m, i, p, own, kept, governments, societies, standing, issues, domains, circles, powers, regard, choices, outlook, stakes,
    meetings,
):  # fmt: skip
    """Utility to i of committing at meeting m in each domain, stored if it is the best so far; `own` is what i brings of the
    coverage there: its capacity times its part of the weight of those who came; `kept`, the quarters for which a pledge counts.
    """
    meeting_seen = visibility(SUMMIT, p.visibility_gap)
    burden = power_cost(i, m, p, standing, circles, powers, regard) + p.sovereigntist_reserve * governments.sovereigntism[i]
    commit_cost = relieved(p.channel_cost, 1.0, p.summit_support, 0.0, p.hurdle_share)
    push = 0.0 if circles.seats[m, 0] > 0.0 else unity(i, p, standing, powers)
    for k in range(stakes.salience.shape[0]):
        if meetings.agenda[m, k] == 0.0:
            continue
        cost = exposure(
            meeting_seen, issue_toxicity(k, p, domains), governments.populism[i], outlook.election_nearness[i],
            meetings.distance[m, i], 1.0, p.audience, p.audience_base, p.electoral_fear, p.friendly_distance, p.interference,
        )  # fmt: skip
        subsidy = climate_pull(k, i, p, societies) - border_drag(k, i, p, societies, standing, issues)
        expected = max(0.0, meetings.expected[m, k] - own * issues.summit_faith[k, i])
        utility = summit_utility(
            stakes.salience[k, i], expected, own, meetings.agreement[m, k], meetings.force[m, k], kept, domains.returns[k],
            domains.publicness[k], cost + burden, societies.fiscal_stress[i], subsidy + push,
            p.channel_value, p.free_riding, commit_cost, p.stress_cost,
        )  # fmt: skip
        if choices.venue[k, i] < 0 or utility > choices.utility[SUMMIT, k, i]:
            choices.utility[SUMMIT, k, i] = utility
            choices.venue[k, i] = m


@inlined
def power_cost(i, m, p, standing, circles, powers, regard):
    """Cost to i of meeting where outside powers sit: framing rubs against autonomy, engagement eases in proportion to dependence.

    cost = sum_q framing_cost * (framing + lever) * autonomy - power_draw * engagement * dependence * trust.
    Source: Merke et al. 2021, fourth proposal; Continental Solidarity 2023 (North and South).
    """
    cost = 0.0
    for q in range(powers.engagement.size):
        if circles.seats[m, q] > 0.0:
            framed = share(powers.framing[q] + (p.framing if q == 0 else 0.0))
            cost += p.framing_cost * framed * standing.autonomy[i]
            cost -= p.power_draw * powers.engagement[q] * regard.dependence[q, i] * regard.trust[q, i]
    return cost
