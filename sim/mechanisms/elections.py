"""Elections: who stays, who follows, and how a new government changes the ties it inherits."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import (
    ELECTION,
    IRREGULAR,
    LEADER_IDEOLOGY,
    LEADER_POPULISM,
    LEADER_SOVEREIGNTISM,
    NOBODY,
    normal,
    uniform,
)
from concertacion.sim.mechanisms.arithmetic import bounded, logistic, share, toward


@compiled
def survival_probability(approval, democracy, survival_slope, survival_threshold, autocratic_hold):
    """P(re-elected) = logistic(slope (approval - threshold) + hold (1 - democracy)). Source: model of incumbency, assumed."""
    return logistic(survival_slope * (approval - survival_threshold) + autocratic_hold * (1.0 - democracy))


@compiled
def successor_ideology(ideology, centre, regional_turn, noise, swing, wave, ideology_volatility):
    """x' = centre - swing (x - centre) + wave * regional turn + volatility * noise, in [-1, 1].

    swing: the pendulum; wave: imitation of recent turns abroad (neutral 0: the common price already makes turns common).
    Source: Briceno-Ruiz 2018 (pink tide and right turn); functional form assumed.
    """
    return bounded(centre - swing * (ideology - centre) + wave * regional_turn + ideology_volatility * noise, -1.0, 1.0)


@compiled
def exit_hazard(turmoil, approval, fall_rate):
    """h = rate * turmoil (1 - approval)**2, a probability a quarter of an irregular fall. Source: Merke et al. 2021
    (presidential crises).
    """
    return fall_rate * turmoil * (1.0 - approval) * (1.0 - approval)


@compiled
def take_office(i, p, address, key, region, governments, politics, outlook):
    """A new leader: ideology, populism and sovereigntism are drawn; approval starts afresh."""
    old = governments.ideology[i]
    new = successor_ideology(
        old, politics.ideology_centre[i], region.turn[0], normal(address, LEADER_IDEOLOGY, key, NOBODY), p.swing, p.wave,
        p.ideology_volatility,
    )  # fmt: skip
    governments.ideology[i] = new
    noise = normal(address, LEADER_POPULISM, key, NOBODY)
    governments.populism[i] = share(politics.populism_centre[i] + p.populism_shift + p.leader_variety * noise)
    noise = normal(address, LEADER_SOVEREIGNTISM, key, NOBODY)
    governments.sovereigntism[i] = share(politics.sovereigntism_centre[i] + p.sovereigntism_shift + p.leader_variety * noise)
    enter(i, p, new - old, governments, outlook)


@compiled
def enter(i, p, turn, governments, outlook):
    """The start of every new government, drawn or recorded: honeymoon and clock in office."""
    outlook.turn[i] = turn
    outlook.takes_office[i] = 1.0
    governments.time_in_office[i] = 0.0
    governments.terms_served[i] = 1.0
    governments.approval[i] = share(toward(governments.approval[i], p.honeymoon, 0.7))


@compiled
def vote(lo, hi, p, address, setting, region, governments, societies, politics, outlook):
    """Phase 3: elections when the clock runs out, irregular exits, coups (marked by phase 2) in countries lo..hi."""
    for i in range(lo, hi):
        key = setting.keys[i]
        broken = outlook.takes_office[i] == 2.0
        outlook.takes_office[i] = 0.0
        governments.time_in_office[i] += 1.0
        governments.time_to_election[i] -= 1.0
        outlook.election_nearness[i] = share(1.0 - governments.time_to_election[i] / 4.0)
        fall = exit_hazard(societies.turmoil[i], governments.approval[i], p.fall_rate)
        if broken or uniform(address, IRREGULAR, key, NOBODY) < fall:
            take_office(i, p, address, key, region, governments, politics, outlook)
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
                take_office(i, p, address, key, region, governments, politics, outlook)
            else:
                governments.terms_served[i] += 1.0


@compiled
def follow_record(lo, hi, p, quarter, exogenous, governments, politics, outlook):
    """Phase 3, pinned politics: governments and election dates of countries lo..hi follow the record."""
    for i in range(lo, hi):
        old = governments.ideology[i]
        outlook.takes_office[i] = 0.0
        outlook.turn[i] = 0.0  # the record overrules what an event did to the ideology
        governments.time_in_office[i] += 1.0
        governments.ideology[i] = exogenous.ideology[quarter, i]
        governments.populism[i] = exogenous.populism[quarter, i]
        governments.sovereigntism[i] = exogenous.sovereigntism[quarter, i]
        if exogenous.leader_new[quarter, i] > 0.0:
            enter(i, p, governments.ideology[i] - old, governments, outlook)
        governments.time_to_election[i] = exogenous.time_to_election[quarter, i]
        outlook.election_nearness[i] = share(1.0 - governments.time_to_election[i] / 4.0)
        if governments.time_to_election[i] <= 0.0:  # held this quarter: a run that goes on freely must not hold it again
            governments.time_to_election[i] = politics.term_length[i]


@compiled
def affinity(distance, rivalry, ideology_trust, rivalry_trust):
    """Trust towards which two governments at distance |x - y| drift, in [0, 1]: 0.5 + ideology_trust (0.5 - distance / 2) -
    rivalry_trust * rivalry.
    """
    return share(0.5 + ideology_trust * (0.5 - 0.5 * distance) - rivalry_trust * rivalry)


@compiled
def purge_factor(populism, purge, insulation):
    """Share of a network that survives a new government: 1 - purge (1 - insulation) populism.

    Source: Merke et al. 2021, "The Troubled Politics" (diplomats without networks after populists took office).
    """
    return 1.0 - purge * (1.0 - insulation) * populism


@compiled
def reset_ties(p, setting, region, governments, standing, ties, outlook):
    """Phase 3 (model): after turnovers trust falls back towards affinity, networks lose purged officials, the regional turn
    is remembered.
    """
    size = setting.keys.size
    turn, offices = 0.0, 0.0
    for i in range(size):
        if outlook.takes_office[i] > 0.0:
            turn += outlook.turn[i]
            offices += 1.0
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
                ties.trust[i, j] = toward(ties.trust[i, j], base, 0.5 * p.trust_reset)
            kept = kept_i * office_kept(j, p, governments, outlook)
            for k in range(ties.network.shape[0]):
                ties.network[k, i, j] *= kept
    region.turn[0] = bounded(p.turn_memory * region.turn[0] + (1.0 - p.turn_memory) * turn / max(1.0, offices), -2.0, 2.0)


@compiled
def office_kept(i, p, governments, outlook):
    """The share of its networks that country i keeps this quarter: 1 without a new government."""
    if outlook.takes_office[i] == 0.0:
        return 1.0
    return purge_factor(governments.populism[i], p.purge, p.insulation)
