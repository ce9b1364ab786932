"""What comes from outside: prices, powers, shocks, displaced people, crises, trade."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, BR, CS, KE, MSF, PL


class Outside:
    """What comes from outside: prices, powers, shocks, displaced people, crises, trade."""

    price_persistence: A[float, Prior(0.8, 0.99, "share", "persistence of the commodity price", ASSUMED)] = 0.95
    price_volatility: A[float, Prior(0, 0.2, "log", "standard deviation of price news each quarter", ASSUMED, neutral=0)] = 0.08
    power_turnover: A[float, Prior(0, 1, "probability", "chance that an administration of another colour takes over", ASSUMED, neutral=0)] = 0.5
    power_trust_rate: A[float, Prior(0.01, 0.2, "1/quarter", "speed at which trust in a power adjusts", ASSUMED, keeps="regard.trust")] = 0.06
    power_affinity: A[float, Prior(-0.5, 0.5, "1", "trust in a like-minded power less that in an opposed one, of either sign", CS + "Social Justice", neutral=0)] = 0.1
    surprise_cost: A[float, Prior(0, 2, "1", "trust lost to unannounced turns", KE + "re-engagement", neutral=0, keeps="regard.trust")] = 0.8
    surprise_fading: A[float, Prior(0.02, 0.5, "1/quarter", "share of a surprise forgotten each quarter", ASSUMED, keeps="regard.trust")] = 0.15
    announced: A[float, Prior(0, 1, "share", "how far a rise of engagement surprises less than a fall", KE + "re-engagement", neutral=0, keeps="regard.trust")] = 1
    home_cap: A[float, Prior(0, 1, "1", "how far missing will at home caps engagement", KE + "priorities at home", neutral=0)] = 0.6
    dependence_rate: A[float, Prior(0, 0.05, "1/quarter", "speed at which dependence on powers moves", ASSUMED, neutral=0, keeps="regard.dependence")] = 0.01
    courtship: A[float, Prior(0, 1, "1", "dependence won by engagement", KE + "competing engagement", neutral=0, keeps="regard.dependence")] = 0.5
    suitors: A[float, Prior(0, 2, "1", "offers that two powers add by competing for a country in the middle", MSF + "sixth proposal", neutral=0)] = 0.5
    offer_relief: A[float, Prior(0, 0.5, "share", "fiscal stress eased by offers of the powers", MSF + "sixth proposal", neutral=0, keeps="societies.aspiration,societies.fiscal_stress")] = 0.1
    china_demand: A[float, Prior(0, 1, "1", "dependence on the second power fed by commodity demand", MSF + "Economic Integration", neutral=0, keeps="regard.dependence")] = 0.3
    alignment_rate: A[float, Prior(0, 0.3, "1/quarter", "speed at which alignment moves", ASSUMED, keeps="standing.alignment")] = 0.08
    alignment_sharpness: A[float, Prior(0, 8, "1", "how sharply rivalry turns dependence and trust into alignment", ASSUMED, neutral=0, keeps="standing.alignment")] = 4
    inducement_rate: A[float, Prior(0.02, 0.5, "1/quarter", "speed at which alignment moves while it is paid for", KE + "competing engagement", keeps="standing.alignment")] = 0.25
    autonomy_shield: A[float, Prior(0, 1, "share", "alignment that a tradition of autonomy resists", BR + "Models of political cooperation", neutral=0, keeps="standing.alignment")] = 0.5
    model_alignment: A[float, Prior(0, 1, "1", "pull of forums' political models on alignment", BR + "Models of political cooperation", neutral=0, keeps="standing.alignment")] = 0.2
    ideology_alignment: A[float, Prior(-0.5, 0.5, "1", "pull of ideology on alignment, of either sign", ASSUMED, neutral=0, keeps="standing.alignment")] = 0.2
    alignment_divides: A[float, Prior(0, 1, "1", "how far alignment moves positions on exposed issues under rivalry", MSF + "Managing the Return of Great Power Politics", neutral=0)] = 0.4
    urgency: A[float, Prior(-0.5, 1.5, "1", "salience of technology per unit of rivalry, of open sign", MSF + "Managing the Return of Great Power Politics", neutral=0)] = 0.3
    standard_rate: A[float, Prior(0, 0.2, "1/quarter", "speed of choosing a technological sphere", MSF + "Managing the Return of Great Power Politics", neutral=0, keeps="standing.standard")] = 0.05
    lock_in: A[float, Prior(0, 2, "1", "how far a technological choice feeds itself", MSF + "Managing the Return of Great Power Politics", neutral=0, keeps="standing.standard")] = 0.9
    standard_coordination: A[float, Prior(-1, 1, "1", "pull of neighbours' alignments on technology, of either sign", ASSUMED, neutral=0, keeps="standing.standard")] = 0.3
    incompatibility: A[float, Prior(0, 1, "share", "technical work lost between opposite spheres", MSF + "Managing the Return of Great Power Politics", neutral=0)] = 0.6
    framing_cost: A[float, Prior(0, 1, "utility", "cost of meeting where engagement is framed as containment, at full autonomy", MSF + "fourth proposal", neutral=0)] = 0.4
    power_draw: A[float, Prior(0, 1.5, "utility", "benefit of meeting a power engaged, trusted and depended upon", CS + "Political Economy", neutral=0)] = 0.5
    power_clout: A[float, Prior(0, 1, "1", "how far a power engaged and trusted calls meetings of forums in which it sits", KE + "re-engagement", neutral=0)] = 0.3
    pressure_unity: A[float, Prior(-1, 1, "utility", "what a power's pressure adds to cooperation that leaves the power out, of either sign", PL + "Trump sounds the alarm", neutral=0)] = 0.0
    shock_fading: A[float, Prior(0.02, 0.5, "1/quarter", "share of a shock that fades each quarter", ASSUMED)] = 0.15
    shock_rate: A[float, Prior(0, 3, "1", "scale of the domains' shock rates", ASSUMED, neutral=0)] = 1
    shock_size: A[float, Prior(0, 2, "1", "scale of the domains' shock sizes", ASSUMED, neutral=0)] = 1
    spillover: A[float, Prior(0, 2, "1", "scale of neighbours' shocks in what matters at home", MSF + "Health", neutral=0)] = 1
    displacement: A[float, Prior(0, 0.6, "of absorptive capacity a quarter", "displaced people leaving a full crisis each quarter", MSF + "Migration", neutral=0, keeps="standing.migrants,standing.closed")] = 0.15
    absorption_rate: A[float, Prior(0, 0.15, "1/quarter", "share of displaced people settled each quarter", ASSUMED, keeps="standing.migrants,standing.closed")] = 0.04
    absorptive_capacity: A[float, Prior(0.3, 3, "1", "displaced people a country can absorb", MSF + "Migration")] = 1
    absorb_base: A[float, Prior(0, 1, "share", "what a state without capacity absorbs", ASSUMED)] = 0.3
    open_norm: A[float, Prior(0, 1, "share", "how far norms keep borders open", MSF + "Migration", neutral=0)] = 0.5
    shared_absorption: A[float, Prior(0, 3, "1", "absorption added by migration cooperation delivered in full", MSF + "Migration", neutral=0)] = 1
    closure: A[float, Prior(0, 1, "probability", "chance that a country far over capacity closes its border", MSF + "Migration", neutral=0, keeps="standing.migrants,standing.closed")] = 0.7
    closure_steepness: A[float, Prior(4, 20, "1", "steepness of closure around full capacity", ASSUMED)] = 6
    reopening: A[float, Prior(0.02, 0.5, "1/quarter", "chance that a country below its capacity opens its border again", MSF + "Migration", keeps="standing.migrants,standing.closed")] = 0.1
    closure_resentment: A[float, Prior(0, 4, "1", "trust a neighbour loses in a country that closes, per nearness", MSF + "Migration", neutral=0, keeps="ties.trust")] = 1.2
    migration_salience: A[float, Prior(0, 1, "share", "pressure felt by a country hosting to capacity", MSF + "Migration", neutral=0)] = 0.8
    crisis_rate: A[float, Prior(0, 1.2, "1/quarter", "hazard that lost democracy turns into a regional crisis", ASSUMED, neutral=0, keeps="crises.intensity")] = 0.2
    crisis_base: A[float, Prior(0, 1, "share", "hazard of a crisis without turmoil, against what full turmoil adds", ASSUMED, keeps="crises.intensity")] = 0.25
    crisis_onset: A[float, Prior(0.2, 1, "share", "intensity of a crisis when it breaks out", ASSUMED, keeps="crises.intensity")] = 0.5
    severing: A[float, Prior(0, 1, "share", "work with an isolated government that those who isolate it cut", CS + "Conflict and Diplomacy", neutral=0)] = 0.5
    crisis_fading: A[float, Prior(0, 0.1, "1/quarter", "share of a crisis that fades each quarter", ASSUMED, keeps="crises.intensity")] = 0.01
    isolation_hardening: A[float, Prior(-0.1, 0.1, "1/quarter", "effect of isolation on a crisis, of either sign", CS + "Conflict and Diplomacy", neutral=0, keeps="crises.intensity")] = 0.0
    isolation_mistrust: A[float, Prior(0, 0.2, "1/quarter", "trust lost with an isolated government each quarter", CS + "Conflict and Diplomacy", neutral=0, keeps="ties.trust")] = 0.05
    normalising: A[float, Prior(0, 0.2, "1/quarter", "trust regained and crisis eased by normal relations", CS + "Conflict and Diplomacy", neutral=0, keeps="ties.trust")] = 0.05
    stance_rate: A[float, Prior(0.02, 0.5, "1/quarter", "speed at which stances to a crisis adjust", ASSUMED)] = 0.2
    transition_gain: A[float, Prior(-0.5, 0.5, "share", "trust that those who stood against it gain with a country after its transition, of either sign", PL + "closing section", neutral=0, keeps="ties.trust")] = 0.2
    transition_depth: A[float, Prior(0, 1, "share", "how far a transition undoes populism and restores democracy", ASSUMED)] = 0.5
    contamination: A[float, Prior(0, 2, "1", "how far a crisis divides meetings on other issues", MSF + "The Troubled Politics", neutral=0)] = 0.8
    trade_rate: A[float, Prior(0, 0.1, "1/quarter", "speed at which trade shares move", MSF + "Economic Integration", neutral=0, keeps="ties.trade")] = 0.03
    reprimarisation: A[float, Prior(0, 1, "1", "neighbours' trade lost to commodity booms", MSF + "Economic Integration", neutral=0, keeps="ties.trade")] = 0.4
    trade_deepening: A[float, Prior(0, 2, "1", "neighbours' trade won by trade cooperation delivered", ASSUMED, neutral=0, keeps="ties.trade")] = 0.5
    trade_lobby: A[float, Prior(0, 4, "1", "salience of trade per unit of trade with neighbours", MSF + "Economic Integration", neutral=0)] = 1.5
    protection_urgency: A[float, Prior(0, 2, "1", "salience of trade per unit of protection outside", PL + "first wave", neutral=0)] = 1
