"""Channels: what each way of cooperating costs and delivers, and how the choice is made."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, CS, KE, MSF, PL


class Channels:
    """Channels: what each way of cooperating costs and delivers, and how the choice is made."""

    rationality: A[float, Prior(0.5, 8, "1/utility", "how closely choices follow utility", "McFadden 1974", neutral=0, legal=(0, 10))] = 3
    nest: A[float, Prior(0.2, 1, "1", "independence within the presidents' nest", "McFadden 1978")] = 0.7
    audience: A[float, Prior(0, 2, "utility", "scale of audience costs", MSF + "first proposal", neutral=0)] = 1
    audience_base: A[float, Prior(0, 1, "share", "audience of a government that does not play to it", ASSUMED)] = 0.3
    electoral_fear: A[float, Prior(0, 2, "1", "how much nearer elections raise audience costs", ASSUMED, neutral=0)] = 0.8
    friendly_distance: A[float, Prior(0, 0.8, "1", "ideological distance below which company pays", ASSUMED)] = 0.3
    visibility_gap: A[float, Prior(-2, 2, "1", "visibility of summits less that of technical work, of either sign", MSF + "Introduction", neutral=0)] = 1
    ideology_weight: A[float, Prior(0, 1.5, "1", "scale of ideology against interest in positions", ASSUMED, neutral=0)] = 1
    channel_value: A[float, Prior(0, 12, "utility", "worth of a summit that delivers in full", ASSUMED, neutral=0)] = 6
    technical_worth: A[float, Prior(1 / 3, 3, "1", "worth of technical work against that of a summit", ASSUMED, scale="log")] = 1
    minilateral_worth: A[float, Prior(1 / 3, 3, "1", "worth of a small circle relative to a summit", ASSUMED, scale="log")] = 1
    channel_cost: A[float, Prior(0, 1, "utility", "cost of a commitment at a summit", ASSUMED, neutral=0)] = 0.4
    technical_price: A[float, Prior(1 / 3, 3, "1", "cost of technical work against that of a commitment at a summit", ASSUMED, scale="log")] = 1
    minilateral_price: A[float, Prior(1 / 3, 3, "1", "cost of a small circle against that of a commitment at a summit", ASSUMED, scale="log")] = 1
    rigidity: A[float, Prior(0, 2, "1", "further cost of technical work to weak states", MSF + "Security", neutral=0)] = 0.6
    norm_effect: A[float, Prior(0, 3, "1", "how far shared norms ease technical work", MSF + "Successes and Failures", neutral=0)] = 1
    norm_shield: A[float, Prior(0, 1, "1", "how far shared norms hide the cost of technical work from an audience", MSF + "Successes and Failures", neutral=0)] = 0.3
    tutoring: A[float, Prior(0, 1, "1", "how far what an able partner brings counts more than one's own ability", MSF + "Security", neutral=0)] = 0
    top_effect: A[float, Prior(-1, 1, "utility", "effect of agreement at the top on technical work, of either sign", ASSUMED, neutral=0)] = 0.2
    interference: A[float, Prior(0, 2, "utility", "populists' meddling in what they can see", MSF + "The Troubled Politics", neutral=0)] = 0.6
    power_work: A[float, Prior(0, 1, "1", "what officials of a power engaged, trusted and depended upon bring to technical work", KE + "re-engagement", neutral=0)] = 0.2
    closure_withdrawal: A[float, Prior(0, 3, "utility", "how strongly a closed border keeps a country from work on migration", MSF + "Migration", neutral=0)] = 1.5
    overload_drag: A[float, Prior(0, 1, "utility", "what an overload of displaced people takes from work on migration, per load", MSF + "Migration", neutral=0)] = 0.2
    hurdle_share: A[float, Prior(0, 1, "share", "share of technical and minilateral group costs that relief of hurdles removes", MSF + "eighth proposal", neutral=0)] = 0.5
    local_reach: A[float, Prior(0, 1, "share", "how far cities and provinces can stand in for the state", MSF + "second proposal", neutral=0)] = 0.5
    minilateral_distance: A[float, Prior(-1, 1, "1", "how far ideological distance makes partners unacceptable, of either sign", ASSUMED, neutral=0)] = 0.8
    minilateral_trust: A[float, Prior(0, 2, "1", "how far trust makes partners acceptable", ASSUMED, neutral=0)] = 0.8
    minilateral_selectivity: A[float, Prior(0, 1.5, "1", "share of the minilateral group cost that each pair must earn", ASSUMED)] = 0.6
    confidence_building: A[float, Prior(-1, 1, "1", "security gain from sitting with a former rival, of either sign", MSF + "Security", neutral=0)] = 0.5
    minilateral_overlap: A[float, Prior(0, 1, "1", "force that small circles lose to forums over the same issue", PL + "The old bloc sancocho", neutral=0)] = 0.3
    stress_cost: A[float, Prior(0, 1, "1", "further cost of commitments to states under fiscal stress", MSF + "Introduction", neutral=0)] = 0.25
    free_riding: A[float, Prior(0, 1, "1", "share of the public benefit that outsiders keep", "Olson 1965", neutral=0)] = 1
    finance_pull: A[float, Prior(0, 1.5, "utility", "pull of finance on climate work", CS + "Climate Change", neutral=0)] = 0.5
    aid_subsidy: A[float, Prior(0, 1, "utility", "pull of aid on technical work", KE + "Biden Plan", neutral=0)] = 0.4
    aid_building: A[float, Prior(0, 5, "1", "networks built by conditional aid under oversight", KE + "Biden Plan", neutral=0, keeps="ties.network,ties.memory")] = 2
    aid_relief: A[float, Prior(0, 1, "share", "hazard of turmoil taken away by full aid at symptoms", KE + "Biden Plan", neutral=0, keeps="societies.turmoil")] = 0.6
    aid_capacity: A[float, Prior(0, 0.08, "1/quarter", "state capacity built by aid at root causes", KE + "Biden Plan", neutral=0, keeps="societies.capacity")] = 0.02
    aid_leakage: A[float, Prior(0, 1, "share", "aid lost in a state without capacity where nobody oversees it", KE + "Biden Plan", neutral=0)] = 0.4
    cofunding: A[float, Prior(0, 1, "share", "own money that conditional aid draws, per unit of aid", KE + "Biden Plan", neutral=0, keeps="societies.fiscal_stress")] = 0.2
    aid_crime: A[float, Prior(0, 0.3, "share", "fall of crime under full aid", KE + "Biden Plan", neutral=0, keeps="societies.crime,societies.relief")] = 0.1
    inequality_relief: A[float, Prior(0, 0.02, "1/quarter", "inequality undone each quarter by finance against it", CS + "Political Economy", neutral=0, keeps="societies.inequality")] = 0.005
