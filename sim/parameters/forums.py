"""Forums: meetings, agreement, implementation, life and death, founding."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior
from concertacion.sim.parameters.sources import ASSUMED, BR, MSF, PL


class Forums:
    """Forums: meetings, agreement, implementation, life and death, founding."""

    attend_base: A[float, Prior(0, 1.7, "log-odds", "readiness of presidents to travel", "summit attendance to 2012")] = 0.8
    tie_spread: A[float, Prior(0, 1, "log-odds", "standard deviation of countries' ties to forums", "summit attendance to 2012", neutral=0)] = 0.5
    propensity_spread: A[float, Prior(0, 0.8, "log-odds", "standard deviation of leaders' readiness to travel", "presidential trips to 2012", neutral=0)] = 0.2
    associate_presence: A[float, Prior(0, 1, "share", "chance that an associate comes, relative to a member's", ASSUMED, neutral=0)] = 0.3
    attend_vitality: A[float, Prior(0, 1, "utility", "pull of a lively forum", "summit attendance to 2012", neutral=0)] = 0.5
    attend_clout: A[float, Prior(-0.5, 1, "utility", "pull of meetings on heavy countries", "presidential trips to 2012", neutral=0)] = 0.3
    attend_distance: A[float, Prior(-0.5, 0.5, "utility", "ideological distance keeps presidents away, of either sign", "presidential trips to 2012", neutral=0)] = 0.1
    attend_election: A[float, Prior(-0.5, 1, "utility", "elections at home keep presidents away", "presidential trips to 2012", neutral=0)] = 0.15
    attend_turmoil: A[float, Prior(0, 1, "utility", "turmoil at home keeps presidents away", MSF + "The Troubled Politics", neutral=0)] = 0.4
    sovereigntist_reserve: A[float, Prior(0, 1, "utility", "inward-turned presidents stay away, commit less and join fewer groups", MSF + "The Troubled Politics", neutral=0)] = 0.3
    attend_patron: A[float, Prior(0, 1.5, "utility", "pull of a patron's purse", BR + "A new cycle", neutral=0)] = 0.5
    attend_brand: A[float, Prior(0, 2, "log-odds", "how far a brand far from a president's own colour keeps the president away", MSF + "The Troubled Politics", neutral=0)] = 0.5
    quorum: A[float, Prior(0.3, 0.6, "share", "share of the members present below which a meeting is put off", ASSUMED)] = 0.45
    agenda_room: A[float, Prior(1, 7, "count", "issues that a meeting has room for, as a whole number", ASSUMED, neutral=7)] = 4
    trust_back: A[float, Prior(0.3, 0.8, "share", "public trust in a forum, its life, at which bracketed issues come back", MSF + "third proposal")] = 0.55
    contamination_spill: A[float, Prior(0, 1, "share", "how far a crisis divides a meeting on issues it is not about", MSF + "third proposal", neutral=0)] = 0.3
    accused: A[float, Prior(0, 1, "share", "how far a crisis keeps away the government in which it burns", ASSUMED, neutral=0)] = 0.5
    host_anyone: A[float, Prior(0, 0.2, "1", "weight in the draw of a host that every member has", ASSUMED, neutral=0)] = 0.02
    host_turmoil: A[float, Prior(0, 1, "share", "expected attendance lost to a host in full turmoil", MSF + "The Troubled Politics", neutral=0)] = 0.5
    extraordinary: A[float, Prior(0, 1.5, "probability", "chance of an extraordinary meeting under a champion and a full shock", ASSUMED, neutral=0)] = 0.4
    purse_clout: A[float, Prior(0, 1, "share", "clout that a patron's purse lends to calls for extraordinary meetings", BR + "A new cycle", neutral=0)] = 0.3
    sovereigntist_withdrawal: A[float, Prior(0, 1, "share", "clout that inward-turned governments do not use", MSF + "The Troubled Politics", neutral=0)] = 0.6
    agreement_difficulty: A[float, Prior(0, 3, "1", "how hard many and different governments find agreement", BR + "lowest common denominator", neutral=0)] = 1.2
    depth_protection: A[float, Prior(0, 0.95, "share", "how far delegated depth protects agreements and pledges", PL + "shallow institutions", neutral=0)] = 0.6
    floor_spread: A[float, Prior(0.02, 0.4, "1", "difficulty of agreement even among the same", ASSUMED)] = 0.15
    quarrel: A[float, Prior(0, 0.1, "share", "trust lost over a failed toxic issue", MSF + "third proposal", neutral=0, keeps="ties.trust")] = 0.02
    implementation: A[float, Prior(0, 0.6, "1/quarter", "pace at which pledges are carried out at full capacity", MSF + "Economic Integration", neutral=0, keeps="circles.pledged,circles.implemented")] = 0.07
    sharing_hands: A[float, Prior(0, 1, "1", "how far pledges on one issue in several forums slow each other", MSF + "ninth proposal", neutral=0, keeps="circles.pledged,circles.implemented")] = 0.5
    patron_programmes: A[float, Prior(0, 1, "share", "programmes that stop with the patron's purse, at its share of the funds", BR + "A new cycle", neutral=0, keeps="circles.pledged,circles.implemented")] = 0.8
    lapse: A[float, Prior(0, 0.1, "1/quarter", "share of pledges that lapse each quarter", MSF + "Economic Integration", neutral=0, keeps="circles.pledged,circles.implemented")] = 0.05
    turnover_lapse: A[float, Prior(0, 2, "1", "pledges lost per unit of ideological turn", PL + "shallow institutions", neutral=0, keeps="circles.pledged,circles.implemented")] = 0.8
    overlap_cost: A[float, Prior(0, 2, "1", "force lost to overlapping circles", PL + "The old bloc sancocho", neutral=0)] = 0.5
    brand_capture: A[float, Prior(0, 0.2, "share a meeting", "how far a host pulls the forum's brand to itself", PL + "The old bloc sancocho", neutral=0, keeps="forums.brand_position,forums.brand_strength")] = 0.03
    brand_effect: A[float, Prior(0, 0.1, "1/quarter", "life a brand gives while it fits and takes when it does not", MSF + "The Troubled Politics", neutral=0, keeps="forums.vitality,forums.status")] = 0.03
    brand_turn: A[float, Prior(0.1, 1.5, "1", "distance from the brand at which it turns from help to burden", MSF + "The Troubled Politics")] = 0.5
    brand_dissent: A[float, Prior(0, 1, "1", "distance in a vote that a brand too far adds", MSF + "The Troubled Politics", neutral=0)] = 0.3
    vitality_gain: A[float, Prior(0, 0.4, "1/meeting", "vitality gained by a meeting that agrees on everything", ASSUMED, keeps="forums.vitality,forums.status")] = 0.14
    meeting_alone: A[float, Prior(0, 1, "share", "vitality gained by a meeting that agrees on nothing, relative to one that agrees on all", ASSUMED, neutral=0, keeps="forums.vitality,forums.status")] = 0.4
    lower_level: A[float, Prior(0, 1, "share", "vitality gained by a meeting of ministers, relative to one of presidents who agree on nothing", ASSUMED, neutral=0, keeps="forums.vitality,forums.status")] = 0.5
    vitality_decay: A[float, Prior(0.005, 0.1, "1/quarter", "life lost each quarter", ASSUMED, keeps="forums.vitality,forums.status")] = 0.028
    put_off_cost: A[float, Prior(0, 0.1, "share", "life lost when a meeting is put off", ASSUMED, neutral=0, keeps="forums.vitality,forums.status")] = 0
    block_memory: A[float, Prior(0.05, 0.5, "1/meeting", "weight of the last meeting in what is remembered of failures", ASSUMED, keeps="circles.blocked_on")] = 0.25
    sovereigntism_cost: A[float, Prior(0, 0.06, "1/quarter", "life lost to inward-turned members", MSF + "The Troubled Politics", neutral=0, keeps="forums.vitality,forums.status")] = 0.015
    depth_gain: A[float, Prior(0, 0.06, "1/quarter", "authority delegated as pledges are carried out", PL + "closing section", neutral=0, keeps="forums.depth")] = 0.02
    treaty_pace: A[float, Prior(0, 0.1, "1/quarter", "speed at which authority delegated by treaty builds up", ASSUMED, neutral=0, keeps="forums.depth")] = 0.02
    depth_loss: A[float, Prior(0, 0.04, "1/quarter", "authority taken back by inward-turned members", PL + "closing section", neutral=0, keeps="forums.depth")] = 0.01
    breadth_deepens: A[float, Prior(-1, 1, "1", "effect of a broad scope on delegation, of either sign", PL + "second wave", neutral=0, keeps="forums.depth")] = 0.0
    model_drift: A[float, Prior(0, 0.2, "1/quarter", "speed at which a bloc's models follow its members", BR + "A new cycle", neutral=0, keeps="circles.economic_model,circles.political_model")] = 0.05
    model_focus: A[float, Prior(0, 1, "1", "how far a forum's economic model decides on which issues it delivers", BR + "Models of economic integration", neutral=0)] = 0.4
    model_equity: A[float, Prior(0, 1, "1", "how far a social model gives more to the less able", BR + "Models of economic integration", neutral=0)] = 0.3
    dormancy_threshold: A[float, Prior(0.05, 0.4, "share", "life below which a forum goes dormant", ASSUMED)] = 0.22
    revival: A[float, Prior(0, 0.5, "1/quarter", "chance that a fitting champion revives a dormant forum", MSF + "Health", neutral=0)] = 0.15
    revival_life: A[float, Prior(0.3, 1, "share", "life of a forum that revives", ASSUMED, keeps="forums.vitality,forums.status")] = 0.5
    patience: A[float, Prior(2, 24, "quarter", "quarters of sleep after which a forum may die", ASSUMED)] = 8
    death_rate: A[float, Prior(0, 0.1, "1/quarter", "chance that a long dormant forum dies", ASSUMED, neutral=0)] = 0.012
    exit_rate: A[float, Prior(0, 0.2, "1/quarter", "chance that a new government leaves a forum whose brand it rejects", BR + "A new cycle", neutral=0, keeps="circles.link")] = 0.04
    founder_weight: A[float, Prior(0, 5, "1", "how much readier founders are to leave", MSF + "The Troubled Politics", neutral=0, keeps="circles.link")] = 1
    return_rate: A[float, Prior(0, 0.2, "1/quarter", "chance that a new government returns to a forum once left", ASSUMED, neutral=0, keeps="circles.link")] = 0.05
    accession_rate: A[float, Prior(0, 0.05, "1/quarter", "chance that a country asks to join a forum that is open to it", "memberships 1995-2012", neutral=0, keeps="circles.link")] = 0.01
    associate_depth: A[float, Prior(0.2, 1, "share", "authority delegated from which a forum takes newcomers as associates first", "memberships 1995-2012", neutral=1, keeps="circles.link")] = 0.35
    founding_rate: A[float, Prior(0, 0.2, "1/quarter", "chance of a founding at full unmet need", BR + "A new cycle", neutral=0, keeps="forums.status")] = 0.05
    blocked_push: A[float, Prior(0, 6, "1", "how far blocked inclusive forums raise foundings", BR + "A new cycle", neutral=0, keeps="forums.status")] = 2
    founding_selectivity: A[float, Prior(0.2, 0.9, "share", "mutual acceptability required of founding members, and of those who join later", ASSUMED, keeps="forums.status")] = 0.6
    founding_reach: A[float, Prior(0, 0.3, "share", "closeness required of founding members", ASSUMED, keeps="forums.status")] = 0.05
    founding_members: A[float, Prior(2, 6, "count", "countries that a new forum needs", ASSUMED, keeps="forums.status")] = 3
    founding_depth: A[float, Prior(0, 0.6, "share", "authority delegated to a new forum", PL + "shallow institutions", keeps="forums.status")] = 0.1
    founding_brand: A[float, Prior(0, 1, "share", "ideological brand of a new forum of the like-minded", MSF + "The Troubled Politics", neutral=0, keeps="forums.status")] = 0.7
    supersession: A[float, Prior(0, 1, "probability", "chance that a new forum absorbs an older one of the same presidents and issues", BR + "Changing regionalism", neutral=0, keeps="forums.status")] = 0.8
