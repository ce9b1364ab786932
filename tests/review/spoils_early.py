"""Rows G1 to G7: what spoils many verdicts at once."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED
from tests.review.editions import (
    CHANNELS,
    SECOND,
    Estimate,
    change,
    changes,
    fact,
    mean,
    measured,
    space,
    world,
)
from tests.review.rows import Told, row
from tests.sim.meetings_on_record import FACTOR, RECORD, seen_a_year

DELIVERED = [f"delivered.{channel}" for channel in CHANNELS]
PART = [f"participation.{channel}" for channel in CHANNELS]


@row(
    "G1a",
    "Cooperation delivered and country-domains at work, by channel",
    {
        "delivered.technical": ".015",
        "delivered.minilateral": ".035",
        "delivered.summit": ".192",
        "participation.technical": ".26",
        "participation.summit": ".20",
        "delivered at summits for each country-domain at work, over technical work": "17",
    },
    "alike at parity (tests/sim/mechanisms/test_parity.py): summits within a factor of 2 of technical work "
    "(delivered for each country-domain at work)",
    lambda first, second: 0.5 <= second["delivered at summits for each country-domain at work, over technical work"].value <= 2.0,
)
def scales() -> Told:
    """G1: channels' scales."""
    found = measured([*DELIVERED, *PART])
    each = {channel: found[f"delivered.{channel}"] / found[f"participation.{channel}"] for channel in CHANNELS}
    ratio = change(each["summit"], each["technical"])
    over = Estimate(*(1.0 + end for end in ratio[:3]), ratio.runs)
    return {name: mean(found[name]) for name in found} | {
        "delivered at summits for each country-domain at work, over technical work": over
    }


@row(
    "G1b",
    "Technical work delivers more than summits: share of 256 points of the space, 4 runs each",
    {"share of points": "7 %"},
    "neither channel first at nearly all points: .1 to .9",
    lambda first, second: 0.1 <= second["share of points"].value <= 0.9,
)
def undercurrent_first() -> Told:
    """G1: which channel delivers more."""
    wins = []
    for parameters in space(256):
        found = measured([DELIVERED[0], DELIVERED[2]], runs=4, **parameters._asdict()).mean()
        wins.append(float(found[DELIVERED[0]] > found[DELIVERED[2]]))
    return {"share of points": mean(wins)}


@row(
    "G1c",
    "Global norms (norm_import .02) among governments far apart (share-0.5 at .8, others at -.8 from +8): +8 to +27",
    {"delivered, all channels": "+1.5 %", "delivered.technical": "+28 %"},
    "a total is told by channel, with the weights at which its sign turns (claims' pages)",
)
def norms() -> Told:
    """G1: a total hides a channel."""
    halves = [
        {"from": "+8", "variable": "ideology", "countries": "share-0.5", "set": 0.8},
        {"from": "+8", "variable": "ideology", "set": -0.8,
         "countries": ["ARG", "BOL", "CHL", "COL", "CUB", "DOM", "HND", "PAN", "PER", "VEN"]},
    ]  # fmt: skip
    outcomes = [f"{name}@+8:+27" for name in ("delivered", *DELIVERED)]
    found = changes(measured(outcomes, halves, norm_import=0.02), measured(outcomes, halves))
    return {"delivered, all channels": found[outcomes[0]]} | {name: found[f"{name}@+8:+27"] for name in DELIVERED}


@row(
    "G2",
    "Populism of new leaders: populism_shift .4 for -.2, change of delivery",
    {"technical": "-72 %", "summit": "-5 %"},
    "ordered by visibility: technical work falls less than summits",
    lambda first, second: second["technical"].value > second["summit"].value,
)
def populism() -> Told:
    """G2: the undercurrent."""
    cases = {"": {}, ", visibility_gap 0": {"visibility_gap": 0.0}, ", purge 0": {"purge": 0.0},
             ", visibility_gap 0, purge 0": {"visibility_gap": 0.0, "purge": 0.0}}  # fmt: skip
    told = {}
    for case, parameters in cases.items():
        found = changes(*(measured(DELIVERED, populism_shift=shift, **parameters) for shift in (0.4, -0.2)))
        told |= {f"{channel}{case}": found[f"delivered.{channel}"] for channel in CHANNELS}
    return told


@row(
    "G3",
    "Ideology of half of the countries moved by .6 at +8 and back at +9: pledges in force, relative change",
    {"in the quarter of the event": "far below 0 (< -.4 asked for as the fault)", "a quarter later": ""},
    "no pledge lapses by the event itself: within 2 % in its quarter",
    lambda first, second: abs(second["in the quarter of the event"].value) <= 0.02,
)
def event_is_no_government() -> Told:
    """G3: an event on ideology."""
    turn = [{"from": f"+{8 + q}", "variable": "ideology", "countries": "share-0.5", "add": x} for q, x in ((0, 0.6), (1, -0.6))]
    outcomes = ["pledged@+8", "pledged@+9"]
    found = changes(measured(outcomes, turn), measured(outcomes))
    return {"in the quarter of the event": found["pledged@+8"], "a quarter later": found["pledged@+9"]}


@row(
    "G4",
    "Argentina and Brazil turn to .7 at +8 (second edition: a new government, and the centre): ideology +16 to +31",
    {"without": "+.21", "turned": "-.14", "difference": "-.35"},
    "at least .3 above the run without",
    lambda first, second: second["difference"].value >= 0.3,
)
def turns_last() -> Told:
    """G4: a turn of the two largest."""
    two = {"from": "+8", "countries": ["ARG", "BRA"], "set": 0.7}
    variables = ("new_government", "ideology_centre") if SECOND else ("ideology",)
    outcome = "level.ideology.ARG.BRA@+16:+31"
    turned, plain = measured([outcome], [two | {"variable": v} for v in variables])[outcome], measured([outcome])[outcome]
    return {"without": mean(plain), "turned": mean(turned), "difference": mean(turned - plain)}


@row(
    "G5",
    "Meetings a year that an observer sees (three or more of the twelve travel; record 4.5): celac_33, politics pinned 1995 to "
    "2012, forums free, 128 points of the space, 8 runs each",
    {"share of points with less than .5": "49 %", "share of points within a factor of 4": ""},
    "within a factor of 4 at 85 %",
    lambda first, second: second["share of points within a factor of 4"].value >= 0.85,
)
def diplomacy() -> Told:
    """G5: presidential diplomacy over the space."""
    at = world(1995, 18, "celac_33")
    seen = np.array([seen_a_year(at, parameters) for parameters in space(128)])
    within = (seen >= RECORD / FACTOR) & (seen <= RECORD * FACTOR)
    return {"share of points with less than .5": mean(seen < 0.5), "share of points within a factor of 4": mean(within)}


@row(
    "G6",
    "Claims on which the flag *restates* can fire: first edition, those that name a direct parameter of symmetric range; second, "
    "those that declare a sign",
    {"share of claims": ".20 (51 of 64 have none)"},
    "most; stocks of direct mechanisms go on in frozen runs (tests/sim/test_freezing.py, tests/analysis/claims/test_flags.py)",
    lambda first, second: second["share of claims"].value > 0.5,
)
def restating() -> Told:
    """G6: a flag that can fire."""

    def symmetric(name: str) -> bool:
        prior = DECLARED[name]
        return isinstance(prior, Prior) and prior.low == -prior.high

    told = [claim for claim in claims() if "arms" in claim]
    if SECOND:
        return {"share of claims": fact(np.mean([claim["sign"]["expected"] != "open" for claim in told]))}
    return {"share of claims": fact(np.mean([any(map(symmetric, claim.get("direct", []))) for claim in told]))}


def claims() -> list[dict[str, Any]]:
    """The shipped claims."""
    folder = files("concertacion.configs") / "claim"
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".yaml")]


@row(
    "G7",
    "Claims whose verdict is the least or largest of several parts (min or max over parts in the formula)",
    {"claims": "5 named"},
    "none: parts are judged one by one",
    lambda first, second: second["claims"].value == 0,
    note="Sentences that need two halves at once (BR-07, CS-02) have the smaller of the two as their effect, and each half as a "
    "part beside it.",
)
def tied() -> Told:
    """G7: formulas that tie parts together."""
    stated = [
        [part["effect"] for part in claim.get("parts", []) if part["claim"]] or [claim.get("effect", "")] for claim in claims()
    ]
    tie = r"\b(min|max)\((?![\d.]+,)(?![^,]*, [\d.]+\))"  # min(1, x) and max(x, 0.1) tie nothing
    bound = sum(re.search(tie, effect) is not None for (effect,) in stated)
    return {"claims": fact(bound)}
