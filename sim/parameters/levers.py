"""Levers: what scenarios and proposals move, neutral by default but rivalry, which is never quite absent. And the structural variants."""

from __future__ import annotations

from typing import Annotated as A

from concertacion.sim.declare import Prior, Variant
from concertacion.sim.parameters.sources import ASSUMED, BR, CS, KE, MSF, PL


class Levers:
    """Levers: what scenarios and proposals move, neutral by default but rivalry, which is never quite absent. And the structural variants."""

    insulation: A[float, Prior(0, 1, "share", "protection of officials from purges and meddling", MSF + "first proposal", neutral=0, lever=True, keeps="ties.network,ties.memory")] = 0
    technical_support: A[float, Prior(0, 1, "share", "share of the cost of technical work that is paid for", MSF + "first proposal", neutral=0, lever=True)] = 0
    subnational: A[float, Prior(0, 1, "share", "opening of the channel of cities and provinces", MSF + "second proposal", neutral=0, lever=True)] = 0
    bracketing: A[float, Prior(0, 1, "share", "chance that an issue comes off an agenda, for each unit by which it is more toxic than deliverable", MSF + "third proposal", neutral=0, lever=True)] = 0
    framing: A[float, Prior(-1, 1, "share", "framing of engagement as containing the other power, added to the record's", MSF + "fourth proposal", neutral=0, lever=True)] = 0
    climate_finance: A[float, Prior(0, 1, "share", "finance for climate work", CS + "Climate Change", neutral=0, lever=True)] = 0
    joint_hedging: A[float, Prior(0, 1, "share", "alignment chosen jointly and held near the middle", MSF + "sixth proposal", neutral=0, lever=True)] = 0
    bridge: A[float, Prior(0, 1, "share", "bridge between the two largest countries and their sides", MSF + "seventh proposal", neutral=0, lever=True)] = 0
    friction_relief: A[float, Prior(0, 1, "share", "everyday hurdles removed (transport, recognition of degrees, roaming)", MSF + "eighth proposal", neutral=0, lever=True)] = 0
    minilateral_support: A[float, Prior(0, 1, "share", "share of the cost of minilateral groups that is paid for", MSF + "ninth proposal", neutral=0, lever=True)] = 0
    summit_support: A[float, Prior(0, 1, "share", "share of the cost of commitments at summits that is paid for", ASSUMED, neutral=0, lever=True)] = 0
    circle_alignment: A[float, Prior(0, 1, "share", "alignment of overlapping circles", MSF + "ninth proposal", neutral=0, lever=True)] = 0
    civil_society: A[float, Prior(0, 1, "share", "support of civil-society networks", MSF + "tenth proposal", neutral=0, lever=True)] = 0
    socialisation: A[float, Prior(0, 1, "share", "socialisation of rising leaders abroad", MSF + "tenth proposal", neutral=0, lever=True)] = 0
    burden_sharing: A[float, Prior(0, 1, "share", "fund that shares the burden of hosting", MSF + "Migration", neutral=0, lever=True)] = 0
    aid: A[float, Prior(0, 1, "share", "aid of the first power", KE + "Biden Plan", neutral=0, lever=True)] = 0
    conditionality: A[float, Prior(0, 1, "share", "share of aid bound to progress and own resources", KE + "Biden Plan", neutral=0, lever=True)] = 0
    oversight: A[float, Prior(0, 1, "share", "continued oversight of conditional aid", KE + "Biden Plan", neutral=1, lever=True)] = 1
    aid_at_roots: A[float, Prior(0, 1, "share", "share of aid at root causes rather than symptoms", KE + "Biden Plan", lever=True)] = 0.5
    debt_swap: A[float, Prior(0, 1, "share", "debt cancelled in return for climate action", CS + "Climate Change", neutral=0, lever=True)] = 0
    inequality_finance: A[float, Prior(0, 1, "share", "finance aimed at inequality", CS + "Political Economy", neutral=0, lever=True)] = 0
    isolation: A[float, Prior(0, 1, "share", "sanctions on and isolation of countries in crisis", CS + "Conflict and Diplomacy", neutral=0, lever=True)] = 0
    normalisation: A[float, Prior(0, 1, "share", "normal relations with countries in crisis", CS + "Conflict and Diplomacy", neutral=0, lever=True)] = 0
    transition: A[float, Prior(0, 0.5, "1/quarter", "hazard of a democratic transition in a country in crisis", PL + "closing section", neutral=0, lever=True, keeps="crises.intensity,governments.ideology,governments.populism,societies.democracy")] = 0
    unreliability: A[float, Prior(0, 1, "share", "reliability the first power loses", PL + "Trump sounds the alarm", neutral=0, lever=True)] = 0
    alternation: A[float, Prior(0, 0.5, "share", "swing of the first power's engagement between administrations", KE + "re-engagement", neutral=0, lever=True)] = 0
    engagement: A[float, Prior(0, 2, "1", "scale of the first power's engagement", KE + "re-engagement", lever=True)] = 1
    inducement: A[float, Prior(0, 1, "share", "what the first power pays for alignment", KE + "competing engagement", neutral=0, lever=True, keeps="standing.alignment")] = 0
    rival_engagement: A[float, Prior(0, 2, "1", "scale of the second power's engagement", KE + "competing engagement", lever=True)] = 1
    pressure: A[float, Prior(-0.5, 1, "share", "pressure of the first power added to the record's", PL + "Trump sounds the alarm", neutral=0, lever=True)] = 0
    home_will: A[float, Prior(-1, 1, "share", "will at home in the first power added to the record's", KE + "priorities at home", neutral=0, lever=True)] = 0
    great_power_rivalry: A[float, Prior(0, 1, "share", "rivalry between the powers", MSF + "Managing the Return of Great Power Politics", neutral=0, lever=True)] = 0.2
    delegated_depth: A[float, Prior(0, 1, "share", "authority delegated to forums by treaty", PL + "closing section", neutral=0, lever=True)] = 0
    patron_purse: A[float, Prior(0, 2, "1", "scale of the purse of patrons", BR + "A new cycle", lever=True)] = 1
    common_metric: A[float, Prior(0, 1, "share", "common metric by which slow erosion counts", MSF + "Democracy and Human Rights", neutral=0, lever=True)] = 0
    courts: A[float, Prior(0, 1, "share", "officials and courts that work on democracy whatever their government wants", MSF + "Democracy and Human Rights", neutral=0, lever=True)] = 0
    protectionism: A[float, Prior(0, 1, "share", "protection in markets outside", PL + "first wave", neutral=0, lever=True)] = 0
    militarisation: A[float, Prior(0, 1, "share", "militarised drug policy", CS + "Conflict and Diplomacy", neutral=0, lever=True)] = 0
    norm_import: A[float, Prior(0, 0.05, "1/quarter", "global norms carried into domestic law", MSF + "Successes and Failures", neutral=0, lever=True, keeps="issues.norms")] = 0
    price_level: A[float, Prior(-1, 1, "log", "commodity price to which news returns", MSF + "The Troubled Politics", neutral=0, lever=True)] = 0
    populism_shift: A[float, Prior(-0.5, 0.5, "share", "populism of new leaders above their country's custom", MSF + "The Troubled Politics", neutral=0, lever=True, keeps="governments.populism")] = 0
    sovereigntism_shift: A[float, Prior(-0.5, 0.5, "share", "sovereigntism of new leaders above their country's custom", MSF + "The Troubled Politics", neutral=0, lever=True, keeps="governments.sovereigntism")] = 0


class Variants:
    """Where scholars disagree about a mechanism: two functional forms each, the first by default."""

    channels: A[float, Variant(("joint", "exclusive"), "channels may be used together, or one excludes the others", ASSUMED)] = 0
    expectations: A[float, Variant(("adaptive", "forward"), "expectations are learned, or inferred from who governs", ASSUMED)] = 0
    proposal_by: A[float, Variant(("mean", "host"), "a meeting votes on the mean of the positions, or on its host's", ASSUMED)] = 0
    minilaterals_by: A[float, Variant(("clout", "trust"), "minilateral groups are convened by clout, or by the trust of others", ASSUMED)] = 0
