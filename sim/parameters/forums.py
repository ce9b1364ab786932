"""Forums: meetings, agreement, implementation, life and death, founding."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, BR, MSF, PL


class Forums:
    """Forums: meetings, agreement, implementation, life and death, founding."""

    attend_base: A[float, Prior(-1, 1.5, "utility", "readiness of presidents to travel", "presidential trips to 2012")] = 0.4
    attend_vitality: A[float, Prior(0, 2, "utility", "pull of a lively forum", "summit attendance to 2012", neutral=0)] = 0.8
    attend_clout: A[float, Prior(-1, 2, "utility", "pull of meetings on heavy countries", "presidential trips to 2012", neutral=0)] = 0.5
    attend_distance: A[float, Prior(-1, 1, "utility", "ideological distance keeps presidents away, of either sign", "presidential trips to 2012", neutral=0)] = 0.1
    attend_election: A[float, Prior(-0.5, 1, "utility", "elections at home keep presidents away", "presidential trips to 2012", neutral=0)] = 0.15
    attend_turmoil: A[float, Prior(0, 2, "utility", "turmoil at home keeps presidents away", MSF + "The Troubled Politics", neutral=0)] = 0.6
    attend_sovereigntism: A[float, Prior(0, 1.5, "utility", "inward-turned presidents stay away", MSF + "The Troubled Politics", neutral=0)] = 0.4
    attend_patron: A[float, Prior(0, 1.5, "utility", "pull of a patron's purse", BR + "A new cycle", neutral=0)] = 0.5
    quorum: A[float, Prior(0.3, 0.7, "share", "expected attendance below which a meeting is put off", ASSUMED)] = 0.48
    host_turmoil: A[float, Prior(0, 1, "share", "expected attendance lost to a host in full turmoil", MSF + "The Troubled Politics", neutral=0)] = 0.5
    extraordinary: A[float, Prior(0, 1.5, "probability", "chance of an extraordinary meeting under a champion and a full shock", ASSUMED, neutral=0)] = 0.4
    sovereigntist_withdrawal: A[float, Prior(0, 1, "share", "clout that inward-turned governments do not use", MSF + "The Troubled Politics", neutral=0)] = 0.6
    agreement_difficulty: A[float, Prior(0, 3, "1", "how hard many and different governments find agreement", BR + "lowest common denominator", neutral=0)] = 1.2
    depth_protection: A[float, Prior(0, 0.95, "share", "how far delegated depth protects agreements and pledges", PL + "shallow institutions", neutral=0)] = 0.6
    floor_spread: A[float, Prior(0.02, 0.4, "1", "difficulty of agreement even among the same", ASSUMED)] = 0.15
    quarrel: A[float, Prior(0, 0.1, "share", "trust lost over a failed toxic issue", MSF + "third proposal", neutral=0)] = 0.02
    implementation: A[float, Prior(0, 0.6, "1/quarter", "pace at which pledges are carried out at full capacity", MSF + "Economic Integration", neutral=0)] = 0.07
    lapse: A[float, Prior(0, 0.1, "1/quarter", "share of pledges that lapse each quarter", MSF + "Economic Integration", neutral=0)] = 0.05
    turnover_lapse: A[float, Prior(0, 2, "1", "pledges lost per unit of ideological turn", PL + "shallow institutions", neutral=0)] = 0.8
    overlap_cost: A[float, Prior(0, 2, "1", "force lost to overlapping circles", PL + "The old bloc sancocho", neutral=0)] = 0.5
    brand_capture: A[float, Prior(0, 0.2, "share a meeting", "how far a host pulls the forum's brand to itself", PL + "The old bloc sancocho", neutral=0)] = 0.03
    brand_effect: A[float, Prior(0, 0.1, "1/quarter", "life a brand gives while it fits and takes when it does not", MSF + "The Troubled Politics", neutral=0)] = 0.03
    vitality_gain: A[float, Prior(0, 0.4, "1/meeting", "life won by a meeting that agrees on everything", ASSUMED)] = 0.14
    vitality_decay: A[float, Prior(0.005, 0.1, "1/quarter", "life lost each quarter", ASSUMED)] = 0.028
    put_off_cost: A[float, Prior(0, 0.2, "share", "life lost when a meeting is put off", ASSUMED, neutral=0)] = 0.03
    sovereigntism_cost: A[float, Prior(0, 0.06, "1/quarter", "life lost to inward-turned members", MSF + "The Troubled Politics", neutral=0)] = 0.015
    depth_gain: A[float, Prior(0, 0.06, "1/quarter", "authority delegated as pledges are carried out", PL + "closing section", neutral=0)] = 0.02
    depth_loss: A[float, Prior(0, 0.04, "1/quarter", "authority taken back by inward-turned members", PL + "closing section", neutral=0)] = 0.01
    breadth_deepens: A[float, Prior(-1, 1, "1", "effect of a broad scope on delegation, of either sign", PL + "second wave", neutral=0)] = 0.0
    model_drift: A[float, Prior(0, 0.2, "1/quarter", "speed at which a bloc's models follow its members", BR + "A new cycle", neutral=0)] = 0.05
    dormancy_threshold: A[float, Prior(0.05, 0.4, "share", "life below which a forum goes dormant", ASSUMED)] = 0.22
    revival: A[float, Prior(0, 0.5, "1/quarter", "chance that a fitting champion revives a dormant forum", MSF + "Health", neutral=0)] = 0.15
    death_rate: A[float, Prior(0, 0.1, "1/quarter", "chance that a long dormant forum dies", ASSUMED, neutral=0)] = 0.012
    exit_rate: A[float, Prior(0, 0.2, "1/quarter", "chance that a new government leaves a forum whose brand it rejects", BR + "A new cycle", neutral=0)] = 0.04
    return_rate: A[float, Prior(0, 0.2, "1/quarter", "chance that a new government returns to a forum once left", ASSUMED, neutral=0)] = 0.05
    founding_rate: A[float, Prior(0, 0.2, "1/quarter", "chance of a founding at full unmet need", BR + "A new cycle", neutral=0)] = 0.05
    blocked_push: A[float, Prior(0, 6, "1", "how far blocked inclusive forums raise foundings", BR + "A new cycle", neutral=0)] = 2
    founding_selectivity: A[float, Prior(0.2, 0.9, "share", "mutual acceptability required of founding members", ASSUMED)] = 0.6
    founding_reach: A[float, Prior(0, 0.3, "share", "closeness required of founding members", ASSUMED)] = 0.05
    founding_depth: A[float, Prior(0, 0.6, "share", "authority delegated to a new forum", PL + "shallow institutions")] = 0.1
    founding_brand: A[float, Prior(0, 1, "share", "ideological brand of a new forum of the like-minded", MSF + "The Troubled Politics", neutral=0)] = 0.7
