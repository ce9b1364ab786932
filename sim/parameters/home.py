"""Home politics: economy, approval, turmoil, crime, capacity, democracy, elections."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, CS, MSF


class Home:
    """Home politics: economy, approval, turmoil, crime, capacity, democracy, elections."""

    growth_trend: A[float, Prior(0, 0.05, "a year", "growth in quiet times", ASSUMED)] = 0.025
    growth_volatility: A[float, Prior(0, 0.04, "a year", "standard deviation of growth noise", ASSUMED, neutral=0)] = 0.015
    commodity_growth: A[float, Prior(0, 0.15, "a year per log", "growth from a log point of commodity price at full exposure", MSF + "The Troubled Politics", neutral=0, keeps="societies.aspiration,societies.fiscal_stress")] = 0.06
    turmoil_drag: A[float, Prior(0, 0.08, "a year", "growth lost in full turmoil", ASSUMED, neutral=0)] = 0.03
    pandemic_drag: A[float, Prior(0, 0.15, "a year", "growth lost at a full health shock", MSF + "Introduction", neutral=0)] = 0.08
    cooperation_growth: A[float, Prior(-0.03, 0.03, "a year", "growth from cooperation delivered in full", ASSUMED, neutral=0)] = 0.015
    isolation_drag: A[float, Prior(0, 0.15, "a year", "growth lost by an isolated country in full crisis", CS + "Conflict and Diplomacy", neutral=0)] = 0.06
    stress_rate: A[float, Prior(0.01, 0.3, "1/quarter", "speed at which fiscal stress follows growth", ASSUMED, keeps="societies.aspiration,societies.fiscal_stress")] = 0.08
    stress_growth: A[float, Prior(2, 20, "share per unit of growth", "fiscal stress relieved by a unit of growth", ASSUMED, keeps="societies.aspiration,societies.fiscal_stress")] = 8
    aspiration_rate: A[float, Prior(0, 0.3, "1/quarter", "speed at which expectations follow growth", MSF + "The Troubled Politics", keeps="societies.aspiration,societies.fiscal_stress")] = 0.08
    approval_growth: A[float, Prior(0, 2, "share a quarter per unit of growth", "approval won per unit of growth above what is expected", MSF + "The Troubled Politics", neutral=0, keeps="governments.approval")] = 0.9
    approval_wear: A[float, Prior(0, 0.04, "1/quarter", "approval lost each quarter in office", ASSUMED, neutral=0, keeps="governments.approval")] = 0.007
    approval_reversion: A[float, Prior(0.01, 0.3, "1/quarter", "pull of approval to its mean", ASSUMED, keeps="governments.approval")] = 0.08
    approval_mean: A[float, Prior(0.3, 0.7, "share", "mean that approval returns to without wear", "Executive Approval Database", keeps="governments.approval")] = 0.52
    approval_turmoil: A[float, Prior(0, 0.15, "1/quarter", "approval lost each quarter of full turmoil", ASSUMED, neutral=0, keeps="governments.approval")] = 0.06
    approval_crime: A[float, Prior(0, 0.08, "1/quarter", "approval lost each quarter at full crime", ASSUMED, neutral=0, keeps="governments.approval")] = 0.02
    overload_cost: A[float, Prior(0, 0.05, "1/quarter", "approval lost each quarter per load of displaced people above what the country can absorb", MSF + "Migration", neutral=0, keeps="governments.approval")] = 0.01
    approval_volatility: A[float, Prior(0, 0.08, "share", "standard deviation of approval noise", "Executive Approval Database", keeps="governments.approval")] = 0.03
    turmoil_rate: A[float, Prior(0, 0.8, "1/quarter", "hazard of turmoil for a weak, unequal, unpopular state", MSF + "Introduction", neutral=0, keeps="societies.turmoil")] = 0.24
    outbreak: A[float, Prior(0, 1, "share", "smallest outbreak of turmoil; the largest is 1", ASSUMED, keeps="societies.turmoil")] = 0.5
    turmoil_fading: A[float, Prior(0.1, 0.8, "1/quarter", "share of turmoil that fades each quarter", ASSUMED, keeps="societies.turmoil")] = 0.35
    blame: A[float, Prior(0, 1, "probability", "chance that a government in turmoil blames a neighbour", MSF + "The Troubled Politics", neutral=0)] = 0.3
    blame_base: A[float, Prior(0, 2, "share", "blame cast by a government that does not play to the street", ASSUMED)] = 0.5
    blame_damage: A[float, Prior(0, 0.8, "share", "trust lost in a neighbour blamed", ASSUMED, neutral=0, keeps="ties.trust")] = 0.3
    crime_rate: A[float, Prior(0.01, 0.2, "1/quarter", "speed at which crime follows its causes", ASSUMED, keeps="societies.crime,societies.relief")] = 0.05
    crime_control: A[float, Prior(0, 2, "1", "how far weak states feed crime", MSF + "The Troubled Politics", neutral=0, keeps="societies.crime")] = 0.6
    crime_wear: A[float, Prior(0, 0.05, "1/quarter", "capacity worn down by full crime each quarter", MSF + "The Troubled Politics", neutral=0, keeps="societies.capacity")] = 0.015
    security_return: A[float, Prior(0, 1.5, "share", "fall of crime per unit of security cooperation delivered", MSF + "Security", neutral=0, keeps="societies.crime")] = 0.5
    militarised_effect: A[float, Prior(-0.3, 0.3, "share", "effect of a militarised drug policy on crime, of either sign", CS + "Conflict and Diplomacy", neutral=0, keeps="societies.crime")] = 0.0
    militarised_toxicity: A[float, Prior(-1, 1, "1", "effect of a militarised drug policy on the toxicity of security", CS + "Conflict and Diplomacy", neutral=0)] = 0.5
    capacity_recovery: A[float, Prior(0, 0.1, "1/quarter", "recovery of the state's capacity", ASSUMED, keeps="societies.capacity")] = 0.04
    democracy_recovery: A[float, Prior(0, 0.06, "1/quarter", "recovery of democracy to the country's long-run level", ASSUMED)] = 0.02
    democracy_memory_rate: A[float, Prior(0.005, 0.1, "1/quarter", "speed at which a lost level of democracy is forgotten", ASSUMED)] = 0.03
    erosion_rate: A[float, Prior(0, 0.04, "1/quarter", "democracy eroded by a full populist each quarter", MSF + "Democracy and Human Rights", neutral=0, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.012
    norm_protection: A[float, Prior(0, 1, "1", "how far democracy norms slow erosion", MSF + "Democracy and Human Rights", neutral=0)] = 0.6
    coup_rate: A[float, Prior(0, 0.03, "1/quarter", "hazard of a coup in full turmoil", ASSUMED, neutral=0, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.006
    coup_base: A[float, Prior(0, 1, "share", "hazard of a coup without turmoil, against what full turmoil adds", ASSUMED, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.2
    coup_size: A[float, Prior(0, 0.9, "share", "share of democracy lost in a coup", ASSUMED, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.5
    deterrence: A[float, Prior(0, 2, "1", "how far charters deter coups", MSF + "Democracy and Human Rights", neutral=0, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.5
    charter_threshold: A[float, Prior(0.02, 0.3, "share", "loss of democracy that charters notice half the time", MSF + "Democracy and Human Rights", keeps="societies.democracy,societies.episode,circles.suspended")] = 0.1
    charter_ambiguity: A[float, Prior(0.01, 0.2, "share", "ambiguity of what counts as a break", MSF + "Democracy and Human Rights", keeps="societies.democracy,societies.episode,circles.suspended")] = 0.03
    episode_share: A[float, Prior(0.2, 1, "share", "share of the threshold at which a break begins and at which it is over", ASSUMED, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.5
    enforcement: A[float, Prior(0, 1, "probability", "chance that a full-life forum acts on a break it noticed", MSF + "Democracy and Human Rights", neutral=0, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.5
    content_pull: A[float, Prior(0, 1, "1", "how far it matters to whether a charter acts whom the norms protect", MSF + "Democracy and Human Rights", neutral=0, keeps="region.norm_content")] = 0.4
    suspension_length: A[float, Prior(0, 16, "quarter", "length of a suspension", "Mercosur and OAS suspensions 2009-2017", neutral=0)] = 6
    charter_restores: A[float, Prior(0, 1, "share", "share of the lost democracy regained under suspension", ASSUMED, neutral=0, keeps="societies.democracy,societies.episode,circles.suspended")] = 0.3
    norm_content_rate: A[float, Prior(0, 0.02, "1/quarter", "speed at which enforcement or shelter moves what norms protect", MSF + "Democracy and Human Rights", neutral=0, keeps="region.norm_content")] = 0.004
    forum_shopping: A[float, Prior(0, 1, "1", "how fast further venues shelter an incumbent", MSF + "Democracy and Human Rights", neutral=0, keeps="region.norm_content")] = 0.3
    survival_slope: A[float, Prior(0, 15, "1", "steepness of re-election in approval", ASSUMED)] = 8
    survival_threshold: A[float, Prior(0.3, 0.7, "share", "approval that re-elects half of incumbents", ASSUMED)] = 0.5
    autocratic_hold: A[float, Prior(0, 10, "utility", "hold of incumbents where there is no democracy", ASSUMED, neutral=0)] = 5
    limits_bind: A[float, Prior(0, 0.8, "share", "democracy above which limits on terms bind", ASSUMED)] = 0.35
    fall_rate: A[float, Prior(0, 0.4, "1/quarter", "hazard of an irregular fall in full turmoil at no approval", MSF + "Democracy and Human Rights", neutral=0)] = 0.12
    swing: A[float, Prior(-0.4, 0.8, "share", "share of the distance from the centre that reverses at a turnover, of open sign", "governments 1995-2012", neutral=0)] = 0
    wave: A[float, Prior(-1, 1, "1", "pull of the colour of the others, the newest most, on new leaders, of either sign", CS + "opening section", neutral=0)] = 1
    ideology_volatility: A[float, Prior(0.2, 0.8, "1", "standard deviation of a new leader's ideology", "governments 1995-2012")] = 0.5
    leader_variety: A[float, Prior(0, 0.3, "share", "standard deviation of a new leader's populism and sovereigntism", ASSUMED)] = 0.15
    anger: A[float, Prior(-1, 1, "share", "populism that grievance adds to a successor, of either sign", MSF + "third reason", neutral=0, keeps="governments.populism")] = 0.3
    outsiders: A[float, Prior(-1, 1, "1", "how far grievance brings in leaders far from the centre, of either sign", CS + "Political Economy", neutral=0)] = 0
    clout_exponent: A[float, Prior(0, 1, "1", "how far weight gives clout", MSF + "first reason", neutral=0)] = 0.5
    trust_reset_others: A[float, Prior(0, 1, "share", "trust of the others that falls back to affinity with a new government", ASSUMED, neutral=0, keeps="ties.trust")] = 0.25
    honeymoon: A[float, Prior(0.4, 0.8, "share", "approval towards which a new leader starts", "Executive Approval Database")] = 0.6
