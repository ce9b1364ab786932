"""What stays: trust, networks, norms, expectations."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, BR, CS, MSF


class Memory:
    """What stays: trust, networks, norms, expectations."""

    ideology_trust: A[float, Prior(-1, 1, "share", "trust between the like-minded less that between opponents, of either sign", MSF + "The Troubled Politics", neutral=0)] = 0.5
    rivalry_trust: A[float, Prior(0, 0.5, "share", "trust withheld from a standing rival", "Thompson & Dreyer 2012", neutral=0)] = 0.2
    trust_gain: A[float, Prior(0, 0.2, "1/quarter", "trust won by common success", ASSUMED, neutral=0)] = 0.05
    trust_drift: A[float, Prior(0, 0.1, "1/quarter", "pull of trust to affinity", ASSUMED)] = 0.03
    trust_reset: A[float, Prior(0, 1, "share", "trust that falls back to affinity with a new government", ASSUMED, neutral=0)] = 0.5
    purge: A[float, Prior(0, 0.8, "share", "networks a full populist destroys on taking office", MSF + "The Troubled Politics", neutral=0)] = 0.35
    network_building: A[float, Prior(0, 0.3, "1/quarter", "networks built by working together", MSF + "Health", neutral=0)] = 0.12
    network_decay: A[float, Prior(0, 0.06, "1/quarter", "networks lost without working together", ASSUMED, neutral=0)] = 0.018
    reawakening: A[float, Prior(0, 6, "1", "how much faster what once existed comes back", MSF + "Health", neutral=0)] = 2
    forgetting: A[float, Prior(0, 0.03, "1/quarter", "memory of old networks lost each quarter", ASSUMED)] = 0.005
    civil_building: A[float, Prior(0, 0.2, "1/quarter", "ties civil society builds each quarter", MSF + "tenth proposal", neutral=0)] = 0.06
    civil_engagement: A[float, Prior(0, 3, "1", "how far a power's engagement strengthens civil society", CS + "Social Justice", neutral=0)] = 1
    learning_rate: A[float, Prior(0.02, 0.5, "1/quarter", "learning from what others do", ASSUMED)] = 0.15
    faith_floor: A[float, Prior(0.01, 0.3, "share", "expectation that is never lost", ASSUMED)] = 0.1
    foresight: A[float, Prior(0, 3, "1", "how far distance lowers what forward-looking governments expect", ASSUMED, neutral=0)] = 1
    norm_gain: A[float, Prior(0, 0.06, "1/quarter", "norms grown by delivery", MSF + "Successes and Failures", neutral=0)] = 0.015
    norm_decay: A[float, Prior(0, 0.03, "1/quarter", "norms lost each quarter", ASSUMED, neutral=0)] = 0.01
    autonomy_rate: A[float, Prior(0, 0.01, "1/quarter", "speed at which dependence wears the norm of autonomy", BR + "Models of political cooperation", neutral=0)] = 0.002
    city_rate: A[float, Prior(0, 0.5, "1/quarter", "speed at which cities turn against the government's colour", MSF + "second proposal", neutral=0)] = 0.1
    training_rate: A[float, Prior(0, 0.1, "1/quarter", "speed at which rising leaders are socialised", MSF + "tenth proposal", neutral=0)] = 0.03
    carried_trust: A[float, Prior(0, 1, "share", "trust that a new leader with ties abroad carries into office", MSF + "tenth proposal", neutral=0)] = 0.2
    bridge_reach: A[float, Prior(0, 1, "share", "closeness a bridge adds between the two largest countries", MSF + "seventh proposal", neutral=0)] = 0.5
