"""Channels: what each way of cooperating costs and delivers, and how the choice is made."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, CS, KE, MSF


class Channels:
    """Channels: what each way of cooperating costs and delivers, and how the choice is made."""

    rationality: A[float, Prior(0, 10, "1/utility", "how closely choices follow utility", "McFadden 1974", neutral=0)] = 3
    nest: A[float, Prior(0.2, 1, "1", "independence within the presidents' nest", "McFadden 1978")] = 0.7
    audience: A[float, Prior(0, 2, "utility", "scale of audience costs", MSF + "first proposal", neutral=0)] = 1
    audience_base: A[float, Prior(0, 1, "share", "audience of a government that does not play to it", ASSUMED)] = 0.3
    electoral_fear: A[float, Prior(0, 2, "1", "how much nearer elections raise audience costs", ASSUMED, neutral=0)] = 0.8
    friendly_distance: A[float, Prior(0, 0.8, "1", "ideological distance below which company pays", ASSUMED)] = 0.3
    visibility_gap: A[float, Prior(-2, 2, "1", "visibility of summits less that of technical work, of either sign", MSF + "Introduction", neutral=0)] = 1
    ideology_weight: A[float, Prior(0, 1.5, "1", "scale of ideology against interest in positions", ASSUMED, neutral=0)] = 1
    technical_value: A[float, Prior(0, 20, "utility", "worth of technical work in full", ASSUMED, neutral=0)] = 10
    technical_cost: A[float, Prior(0, 1, "utility", "cost of technical work", ASSUMED, neutral=0)] = 0.32
    rigidity: A[float, Prior(0, 2, "1", "further cost of technical work to weak states", MSF + "Security", neutral=0)] = 0.6
    norm_effect: A[float, Prior(0, 3, "1", "how far shared norms ease technical work", MSF + "Successes and Failures", neutral=0)] = 1
    top_effect: A[float, Prior(-1, 1, "utility", "effect of agreement at the top on technical work, of either sign", ASSUMED, neutral=0)] = 0.2
    interference: A[float, Prior(0, 2, "utility", "meddling of populists in bureaucracies", MSF + "The Troubled Politics", neutral=0)] = 0.6
    hurdle_share: A[float, Prior(0, 1, "share", "share of technical and minilateral group costs that relief of hurdles removes", MSF + "eighth proposal", neutral=0)] = 0.5
    local_reach: A[float, Prior(0, 1, "share", "how far cities and provinces can stand in for the state", MSF + "second proposal", neutral=0)] = 0.5
    minilateral_value: A[float, Prior(0, 10, "utility", "worth of a small circle in full", ASSUMED, neutral=0)] = 4
    minilateral_cost: A[float, Prior(0, 1.4, "utility", "cost of a small circle", ASSUMED, neutral=0)] = 0.7
    minilateral_distance: A[float, Prior(-1, 1, "1", "how far ideological distance makes partners unacceptable, of either sign", ASSUMED, neutral=0)] = 0.8
    minilateral_trust: A[float, Prior(0, 2, "1", "how far trust makes partners acceptable", ASSUMED, neutral=0)] = 0.8
    minilateral_selectivity: A[float, Prior(0, 1.5, "1", "share of the minilateral group cost that each pair must earn", ASSUMED)] = 0.6
    confidence_building: A[float, Prior(-1, 1, "1", "security gain from sitting with a former rival, of either sign", MSF + "Security", neutral=0)] = 0.5
    summit_value: A[float, Prior(0, 12, "utility", "worth of summit commitments in full", ASSUMED, neutral=0)] = 6
    commit_cost: A[float, Prior(0, 1, "utility", "cost of a commitment at a summit", ASSUMED, neutral=0)] = 0.25
    stress_cost: A[float, Prior(0, 2, "1", "further cost of commitments to states under fiscal stress", MSF + "Introduction", neutral=0)] = 0.5
    free_riding: A[float, Prior(0, 1, "1", "share of the public benefit that outsiders keep", "Olson 1965", neutral=0)] = 1
    finance_pull: A[float, Prior(0, 1.5, "utility", "pull of finance on climate work", CS + "Climate Change", neutral=0)] = 0.5
    aid_subsidy: A[float, Prior(0, 1, "utility", "pull of unconditional aid on technical work", KE + "Biden Plan", neutral=0)] = 0.4
    aid_building: A[float, Prior(0, 5, "1", "networks built by conditional aid under oversight", KE + "Biden Plan", neutral=0)] = 2
    aid_relief: A[float, Prior(0, 1, "share", "pressure relieved by aid at symptoms", KE + "Biden Plan", neutral=0)] = 0.6
    aid_capacity: A[float, Prior(0, 0.08, "1/quarter", "state capacity built by aid at root causes", KE + "Biden Plan", neutral=0)] = 0.02
    inequality_relief: A[float, Prior(0, 0.02, "1/quarter", "inequality undone each quarter by finance against it", CS + "Political Economy", neutral=0)] = 0.005
