"""What stays: trust, networks, mandates, norms, expectations."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, CS, MSF


class Memory:
    """What stays: trust, networks, mandates, norms, expectations."""

    ideology_trust: A[float, Prior(-1, 1, "share", "trust between the like-minded less that between opponents, of either sign", MSF + "The Troubled Politics", neutral=0, keeps="ties.trust")] = 0.5
    rivalry_trust: A[float, Prior(0, 0.5, "share", "trust withheld from a standing rival", "Thompson & Dreyer 2012", neutral=0, keeps="ties.trust")] = 0.2
    trust_gain: A[float, Prior(0, 0.2, "1/quarter", "trust won by common success", ASSUMED, neutral=0, keeps="ties.trust")] = 0.05
    trust_drift: A[float, Prior(0, 0.1, "1/quarter", "pull of trust to affinity", ASSUMED, keeps="ties.trust")] = 0.03
    trust_reset: A[float, Prior(0, 1, "share", "trust that falls back to affinity with a new government", ASSUMED, neutral=0, keeps="ties.trust")] = 0.5
    purge: A[float, Prior(0, 0.8, "share", "networks that a full populist destroys on taking office, where officials are seen as well as a minilateral group", MSF + "The Troubled Politics", neutral=0, keeps="ties.network,ties.memory")] = 0.35
    mandate_gain: A[float, Prior(0, 1, "share", "mandate for officials won by an agreement between presidents", CS + "Social Justice", neutral=0, keeps="bilateral.mandate")] = 0.4
    mandate_lapse: A[float, Prior(0, 0.2, "1/quarter", "share of a mandate that lapses each quarter", ASSUMED, keeps="bilateral.mandate")] = 0.05
    mandate_effect: A[float, Prior(0, 4, "1", "how much further a full mandate carries technical work", MSF + "Security", neutral=0)] = 1
    network_building: A[float, Prior(0, 0.3, "1/quarter", "networks built by working together", MSF + "Health", neutral=0, keeps="ties.network,ties.memory")] = 0.12
    network_decay: A[float, Prior(0, 0.06, "1/quarter", "networks lost without working together", ASSUMED, neutral=0, keeps="ties.network,ties.memory")] = 0.018
    reawakening: A[float, Prior(0, 6, "1", "how much faster what once existed comes back", MSF + "Health", neutral=0, keeps="ties.network,ties.memory")] = 2
    forgetting: A[float, Prior(0, 0.03, "1/quarter", "memory of old networks lost each quarter", ASSUMED, keeps="ties.network,ties.memory")] = 0.005
    civil_building: A[float, Prior(0, 0.2, "1/quarter", "ties civil society builds each quarter", MSF + "tenth proposal", neutral=0, keeps="ties.network,ties.memory")] = 0.06
    civil_engagement: A[float, Prior(0, 3, "1", "how far a power's engagement strengthens civil society", CS + "Social Justice", neutral=0)] = 1
    obstruction: A[float, Prior(0, 1, "share", "ties of civil society that a hostile government without democracy prevents", CS + "Social Justice", neutral=0)] = 0.4
    learning_rate: A[float, Prior(0.02, 0.5, "1/quarter", "learning from what others do", ASSUMED, keeps="issues.technical_faith,issues.summit_faith")] = 0.15
    example: A[float, Prior(0, 1, "share", "what others learn to expect from common work of the two largest", MSF + "Migration", neutral=0, keeps="issues.technical_faith,issues.summit_faith")] = 0
    faith_floor: A[float, Prior(0.01, 0.3, "share", "expectation that is never lost", ASSUMED)] = 0.1
    foresight: A[float, Prior(0, 3, "1", "how far distance lowers what forward-looking governments expect", ASSUMED, neutral=0)] = 1
    norm_gain: A[float, Prior(0, 0.06, "1/quarter", "norms grown by delivery", MSF + "Successes and Failures", neutral=0, keeps="issues.norms")] = 0.015
    norm_decay: A[float, Prior(0, 0.03, "1/quarter", "norms lost each quarter", ASSUMED, neutral=0, keeps="issues.norms")] = 0.01
    city_rate: A[float, Prior(0, 0.5, "1/quarter", "speed at which cities turn against the government's colour", MSF + "second proposal", neutral=0, keeps="standing.city_ideology")] = 0.1
    training_rate: A[float, Prior(0, 0.1, "1/quarter", "speed at which rising leaders are socialised", MSF + "tenth proposal", neutral=0, keeps="standing.rising_ties")] = 0.03
    civil_training: A[float, Prior(0, 1, "1", "how far civil society socialises rising leaders", ASSUMED, neutral=0, keeps="standing.rising_ties")] = 0.5
    work_training: A[float, Prior(0, 1, "1", "how far cooperation delivered socialises rising leaders", ASSUMED, neutral=0, keeps="standing.rising_ties")] = 0.2
    carried_trust: A[float, Prior(0, 1, "share", "trust that a new leader with ties abroad carries into office", MSF + "tenth proposal", neutral=0, keeps="ties.trust")] = 0.2
    bridge_reach: A[float, Prior(0, 10, "1", "nearness that a full bridge moves to the two largest, relative to an average pair; their networks grow faster by as much", MSF + "seventh proposal", neutral=0, keeps="ties.network,ties.memory")] = 3
    bridge_spread: A[float, Prior(0, 0.5, "share", "how far a bridge spans other pairs across the sides of the two largest", MSF + "seventh proposal", neutral=0)] = 0.1
    size_exponent: A[float, Prior(-0.5, 1, "1", "how far heavy partners bring more, of open sign", MSF + "first reason", neutral=0)] = 0
