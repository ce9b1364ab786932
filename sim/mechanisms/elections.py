"""Elections: who stays, who follows, and how a new government changes the ties it inherits."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import (
    ELECTION,
    IRREGULAR,
    LEADER_IDEOLOGY,
    LEADER_POPULISM,
    LEADER_SOVEREIGNTISM,
    NOBODY,
    PROPENSITY,
    normal,
    uniform,
    uniforms,
)
from concertacion.sim.mechanisms.arithmetic import bounded, logistic, share, total, toward
from concertacion.sim.mechanisms.channels import visibility
from concertacion.sim.mechanisms.events import NOBODY_NEW
from concertacion.sim.state import TECHNICAL

NEWS = 8.0  # quarters in which a government's weight in the tide falls to 1/e: half of a usual term (assumed)
HONEYMOON_PULL = 0.7  # of the way to the honeymoon that approval goes with a new leader (Executive Approval Database)


@compiled
def survival_probability(approval, democracy, survival_slope, survival_threshold, autocratic_hold):
    """P(re-elected) = logistic(slope (approval - threshold) + hold (1 - democracy)). Source: model of incumbency, assumed."""
    return logistic(survival_slope * (approval - survival_threshold) + autocratic_hold * (1.0 - democracy))


@compiled
def successor_ideology(ideology, centre, tide, grievance, noise, swing, wave, ideology_volatility, outsiders):
    """x' = centre - swing (x - centre) + wave (1 + swing) tide + volatility max(0, 1 + outsiders * grievance) noise, in [-1, 1].

    swing: the pendulum; tide: how far the others stand from their centres, the newest most; outsiders: grievance brings in
    leaders from far off the centre, or holds voters to it. A region all at distance d from its centres goes to
    wave (1 + swing) d - swing d: never farther out while wave is at most 1, so that nothing locks it to one side.
    Sources: Briceño-Ruiz 2018 (pink tide and right turn); Continental Solidarity 2023, "Political Economy"; 74 governments of
    1995-2012 (the successor's distance from the centre on the predecessor's, -0.06 (0.13), and on the tide, 0.69 (0.22)); form
    assumed.
    """
    spread = ideology_volatility * max(0.0, 1.0 + outsiders * grievance)
    return bounded(centre - swing * (ideology - centre) + wave * (1.0 + swing) * tide + spread * noise, -1.0, 1.0)


@compiled
def successor_populism(centre, grievance, noise, populism_shift, leader_variety, anger):
    """Populism of a new leader, a share: clip(centre + shift + anger * grievance + variety * noise).

    Anger at those who governed brings in populists, or tires voters of them: of either sign, as the record to 2012 shows neither.
    Source: Merke et al. 2021, "The Troubled Politics" (third reason).
    """
    return share(centre + populism_shift + anger * grievance + leader_variety * noise)


@compiled
def exit_hazard(turmoil, approval, fall_rate):
    """h = rate * turmoil (1 - approval)**2, a probability a quarter of an irregular fall. Source: Merke et al. 2021
    (presidential crises).
    """
    return fall_rate * turmoil * (1.0 - approval) * (1.0 - approval)


@compiled
def tide_abroad(i, leanings, outlook):
    """Mean distance of the others from their centres before this quarter's elections, new governments first: each weighs
    exp(-tenure / NEWS).
    """
    apart, weight = 0.0, 0.0
    for j in range(outlook.before.size):
        if j != i:
            new = math.exp(-outlook.tenure[j] / NEWS)
            apart += new * (outlook.before[j] - leanings.ideology_centre[j])
            weight += new
    return apart / weight if weight > 0.0 else 0.0


@compiled
def take_office(i, p, address, key, governments, leanings, outlook, fortunes):
    """A new leader: ideology (unless events say it), populism and sovereigntism are drawn; approval starts afresh."""
    drawn = successor_ideology(
        governments.ideology[i], leanings.ideology_centre[i], tide_abroad(i, leanings, outlook),
        fortunes.grievance[i], normal(address, LEADER_IDEOLOGY, key, NOBODY), p.swing, p.wave, p.ideology_volatility, p.outsiders,
    )  # fmt: skip
    governments.ideology[i] = drawn if outlook.incoming[i] == NOBODY_NEW else outlook.incoming[i]
    governments.populism[i] = successor_populism(
        leanings.populism_centre[i], fortunes.grievance[i], normal(address, LEADER_POPULISM, key, NOBODY), p.populism_shift,
        p.leader_variety, p.anger,
    )  # fmt: skip
    noise = normal(address, LEADER_SOVEREIGNTISM, key, NOBODY)
    governments.sovereigntism[i] = share(leanings.sovereigntism_centre[i] + p.sovereigntism_shift + p.leader_variety * noise)
    enter(i, p, address, key, governments, outlook)


@compiled
def draw_propensity(i, p, address, key, governments):
    """How readily the president of country i travels: propensity_spread * noise, in log-odds."""
    governments.propensity[i] = p.propensity_spread * normal(address, PROPENSITY, key, NOBODY)


@compiled
def remember_before(governments, outlook):
    """Phase 3 (model): who governed before this quarter's elections, and for how long."""
    for i in range(outlook.before.size):
        outlook.before[i], outlook.tenure[i] = governments.ideology[i], governments.time_in_office[i]


@compiled
def note_turn(i, governments, outlook):
    """How far a new government of country i stands from the one before it; 0 without a new one."""
    outlook.turn[i] = governments.ideology[i] - outlook.before[i] if outlook.takes_office[i] > 0.0 else 0.0


@compiled
def note_turns(governments, outlook):
    """Phase 3 (model): the turns that this quarter's new governments make."""
    for i in range(outlook.turn.size):
        note_turn(i, governments, outlook)


@compiled
def enter(i, p, address, key, governments, outlook):
    """The start of every new government, drawn or recorded: honeymoon, clock in office, readiness to travel."""
    draw_propensity(i, p, address, key, governments)
    outlook.takes_office[i] = 1.0
    governments.time_in_office[i] = 0.0
    governments.terms_served[i] = 1.0
    governments.approval[i] = share(toward(governments.approval[i], p.honeymoon, HONEYMOON_PULL))


@compiled
def vote(lo, hi, p, address, setting, governments, leanings, societies, politics, outlook, fortunes, scratch):
    """Phase 3: elections when the clock runs out, irregular exits, coups (marked by phase 2) in countries lo..hi."""
    draws = scratch.draws[0]
    uniforms(address, IRREGULAR, setting.keys[lo:hi], NOBODY, draws[lo:hi])
    for i in range(lo, hi):
        key = setting.keys[i]
        broken = outlook.takes_office[i] == 2.0
        outlook.takes_office[i] = 0.0
        governments.time_in_office[i] += 1.0
        governments.time_to_election[i] -= 1.0
        outlook.election_nearness[i] = share(1.0 - governments.time_to_election[i] / 4.0)  # a year ahead (assumed)
        fall = exit_hazard(societies.turmoil[i], governments.approval[i], p.fall_rate)
        brought_in = outlook.incoming[i] != NOBODY_NEW
        if broken or brought_in or draws[i] < fall:
            take_office(i, p, address, key, governments, leanings, outlook, fortunes)
        if politics.term_length[i] > 0.0 and governments.time_to_election[i] <= 0.0:
            governments.time_to_election[i] = politics.term_length[i]
            if outlook.takes_office[i] > 0.0:
                continue  # who has just taken over serves the new term
            survival = survival_probability(
                governments.approval[i], societies.democracy[i], p.survival_slope, p.survival_threshold, p.autocratic_hold
            )
            # limits on terms bind only where democracy does
            barred = governments.terms_served[i] >= politics.term_limit[i] and societies.democracy[i] > p.limits_bind
            if barred or uniform(address, ELECTION, key, NOBODY) >= survival:
                take_office(i, p, address, key, governments, leanings, outlook, fortunes)
            else:
                governments.terms_served[i] += 1.0


@compiled
def follow_record(lo, hi, p, address, quarter, exogenous, setting, governments, politics, outlook):
    """Phase 3, pinned politics: governments and election dates of countries lo..hi follow the record."""
    for i in range(lo, hi):
        outlook.takes_office[i] = 0.0
        governments.time_in_office[i] += 1.0
        governments.ideology[i] = exogenous.ideology[quarter, i]
        governments.populism[i] = exogenous.populism[quarter, i]
        governments.sovereigntism[i] = exogenous.sovereigntism[quarter, i]
        if exogenous.leader_new[quarter, i] > 0.0:
            enter(i, p, address, setting.keys[i], governments, outlook)
        governments.time_to_election[i] = exogenous.time_to_election[quarter, i]
        outlook.election_nearness[i] = share(1.0 - governments.time_to_election[i] / 4.0)  # a year ahead (assumed)
        if governments.time_to_election[i] <= 0.0:  # held this quarter: a run that goes on freely must not hold it again
            governments.time_to_election[i] = politics.term_length[i]
            governments.terms_served[i] += 1.0 if exogenous.leader_new[quarter, i] == 0.0 else 0.0  # until a successor enters


@compiled
def affinity(distance, rivalry, ideology_trust, rivalry_trust):
    """Trust towards which two governments at distance |x - y| drift, in [0, 1]: 0.5 + ideology_trust (0.5 - distance / 2) -
    rivalry_trust * rivalry. Form, and one half as the middle of trust and of distance, assumed.
    """
    return share(0.5 + ideology_trust * (0.5 - 0.5 * distance) - rivalry_trust * rivalry)


@compiled
def purge_factor(populism, seen, purge, insulation):
    """Share of a network that survives a new government: 1 - purge (1 - insulation) populism seen, not below 0.

    A populist purges officials as far as their work is seen (`seen`, its visibility). Source: Merke et al. 2021, "The Troubled
    Politics" (a foreign ministry without networks after a populist took office) and first proposal (technical work escapes).
    """
    return max(0.0, 1.0 - purge * (1.0 - insulation) * populism * seen)


@compiled
def reset_ties(p, setting, governments, standing, ties, outlook):
    """Phase 3 (model): after turnovers trust falls back towards affinity, and networks lose purged officials."""
    size, offices = setting.keys.size, total(outlook.takes_office)
    for i in range(size if offices > 0.0 else 0):
        kept_i = office_kept(i, p, governments, outlook)
        for j in range(size):
            fresh_i, fresh_j = outlook.takes_office[i], outlook.takes_office[j]
            if i == j or (fresh_i == 0.0 and fresh_j == 0.0):
                continue
            distance = abs(governments.ideology[i] - governments.ideology[j])
            base = affinity(distance, setting.rivalry[i, j], p.ideology_trust, p.rivalry_trust)
            if fresh_i > 0.0:
                carried = p.carried_trust * standing.rising_ties[i]
                ties.trust[i, j] = share(toward(ties.trust[i, j], base, p.trust_reset) + carried * (1.0 - base))
            if fresh_j > 0.0:
                ties.trust[i, j] = toward(ties.trust[i, j], base, p.trust_reset_others)
            kept = kept_i * office_kept(j, p, governments, outlook)
            for k in range(ties.network.shape[0]):
                ties.network[k, i, j] *= kept


@compiled
def office_kept(i, p, governments, outlook):
    """The share of its networks that country i keeps this quarter: 1 without a new government."""
    if outlook.takes_office[i] == 0.0:
        return 1.0
    return purge_factor(governments.populism[i], visibility(TECHNICAL, p.visibility_gap), p.purge, p.insulation)
