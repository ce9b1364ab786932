"""Bilateral: visits of presidents to one another, journeys outside the region, agreements."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED


class Bilateral:
    """Bilateral: visits of presidents to one another, journeys outside the region, agreements."""

    visit_base: A[float, Prior(-1.5, 1.3, "log", "visits a year of a pair in which nothing else matters, logarithm", "presidential trips 1995-2006", keeps="bilateral.mandate")] = -0.12
    visit_closeness: A[float, Prior(0, 1.5, "1", "elasticity of visits to closeness", "presidential trips 1995-2006", neutral=0, keeps="bilateral.mandate")] = 0.5
    visit_sender: A[float, Prior(0, 1, "1", "elasticity of visits to the visitor's weight", "presidential trips 1995-2006", neutral=0, keeps="bilateral.mandate")] = 0.3
    visit_receiver: A[float, Prior(0, 1, "1", "elasticity of visits to the weight of the visited", "presidential trips 1995-2006", neutral=0, keeps="bilateral.mandate")] = 0.35
    visit_trust: A[float, Prior(-1, 2, "1", "how far trust brings visits, of open sign", ASSUMED, neutral=0, keeps="bilateral.mandate")] = 0.5
    visit_distance: A[float, Prior(-1, 1, "1", "how far ideological distance keeps presidents from visits, of either sign", "presidential trips 1995-2006", neutral=0, keeps="bilateral.mandate")] = 0.1
    visit_election: A[float, Prior(-1, 1, "1", "how far an election at home keeps presidents from visits, of either sign", "presidential trips 1995-2006", neutral=0, keeps="bilateral.mandate")] = 0.15
    crowding: A[float, Prior(-1, 1, "1/meeting", "how far meetings crowd out visits and journeys, of either sign", "presidential trips 1995-2006", neutral=0)] = 0
    outside_base: A[float, Prior(0, 3, "log", "journeys a year outside the region, logarithm", "presidential trips to 2012")] = 1.72
    agreement_rate: A[float, Prior(0, 1, "probability", "chance that a visit ends in an agreement", "presidential trips to 2012", neutral=0, keeps="bilateral.mandate")] = 0.31
    agreement_distance: A[float, Prior(-1, 1, "1", "how far ideological distance keeps visits from ending in an agreement, of either sign", "presidential trips to 2012", neutral=0)] = 0.2
