"""Rows 11 to 15: mechanisms to mend or add."""

from __future__ import annotations

import numpy as np

from tests.review.agreement import chance_of_agreement
from tests.review.editions import (
    SECOND,
    changes,
    differences,
    fact,
    mean,
    measured,
    through,
    world,
)
from tests.review.ends import last_quarters
from tests.review.rows import Told, row

ADDRESSED = ["GTM", "HND", "SLV"]
CRISIS = through("crisis", 1.0, countries=["VEN"])


@row(
    "11a",
    "The first power pays for alignment from the third to the fifth year (first edition: engagement 1.8, home_will .4; second: "
    "inducement .7), change of alignment",
    {"while paid": ".003", "two years after": ".007"},
    "larger while paid, and it decays",
    lambda first, second: (
        second["while paid"].value > second["two years after"].value
        and second["while paid"].value > 10 * first["while paid"].value
    ),
)
def inducement() -> Told:
    """Alignment that is bought."""
    levers = {"inducement": 0.7} if SECOND else {"engagement": 1.8, "home_will": 0.4}
    names = {"while paid": "level.alignment@+16:+19", "two years after": "level.alignment@+28:+31"}
    found = differences(
        measured([*names.values()], windows=[{"from": "+8", "to": "+19", "set": levers}]), measured([*names.values()])
    )
    return {text: found[name] for text, name in names.items()}


@row(
    "11b",
    "Engagement of the first power scaled by 1.5 for 1 from the third year, announced: meetings a year of the OAS, and "
    "the region's "
    "trust in it in the first year, change",
    {"meetings of the OAS": ".3 (all that it calls)", "trust": "falls"},
    "trust is not lower",
    lambda first, second: second["trust"].high >= 0.0,
)
def engagement() -> Told:
    """A power that engages."""
    names = {"meetings of the OAS": "meetings_held.OAS@+8:", "trust": "power_trust.USA@+8:+11"}
    rise = [{"from": "+8", "set": {"engagement": 1.5}}]
    found = differences(measured([*names.values()], windows=rise), measured([*names.values()]))
    return {text: found[name] for text, name in names.items()}


@row(
    "12",
    "Aid .8 to all, unconditional or bound to progress, against none (aid_building 0): officials at work, change; and "
    "capacity, crime and turmoil of "
    "Guatemala, Honduras and El Salvador",
    {"officials, unconditional": "above 0", "officials, conditional": "0"},
    "both kinds subsidise work alike or nearly; all three move",
    lambda first, second: (
        second["officials, conditional"].low > 0.5 * second["officials, unconditional"].value
        and all(
            second[f"{v}, conditional"].low > 0.0 or second[f"{v}, conditional"].high < 0.0
            for v in ("capacity", "crime", "turmoil")
        )
    ),
)
def aid() -> Told:
    """Aid of both kinds."""
    addressed = ".".join(ADDRESSED)
    names = {
        "officials": "participation.technical@:+15",
        **{v: f"level.{v}.{addressed}" for v in ("capacity", "crime", "turmoil")},
    }
    none = measured([*names.values()], aid_building=0.0)
    told = {}
    for kind, condition in (("unconditional", 0.0), ("conditional", 1.0)):
        found = differences(measured([*names.values()], aid=0.8, conditionality=condition, aid_building=0.0), none)
        told |= {f"{text}, {kind}": found[name] for text, name in names.items()}
    return told


@row(
    "13",
    "Chance of agreement (toxicity .8, no depth) of twenty who stand at -.5 but one at 1: by consensus and by "
    "majority, by whether that one is Brazil or Costa Rica",
    {"consensus, Brazil": "by weight", "majority, Brazil": "by weight"},
    "one state, one vote: alike, and a majority overrules the one",
    lambda first, second: (
        second["consensus, Brazil"].value == second["consensus, Costa Rica"].value
        and second["majority, Brazil"].value > 2 * second["consensus, Brazil"].value
    ),
)
def votes() -> Told:
    """One state, one vote."""
    codes = {"Brazil": "BRA", "Costa Rica": "CRI"}
    return {
        f"{rule}, {name}": fact(chance_of_agreement(rule, code))
        for rule in ("consensus", "majority")
        for name, code in codes.items()
    }


@row(
    "14",
    "The patron's purse at .2 against 1: commitments of ALBA carried out, relative change",
    {"carried out": "-.8 %"},
    "its programmes dry up: below -10 %",
    lambda first, second: second["carried out"].high < -0.1,
)
def purse() -> Told:
    """A purse that pays programmes."""
    outcome = "implemented.ALBA"
    return {"carried out": changes(*(measured([outcome], patron_purse=x) for x in (0.2, 1.0)))[outcome]}


@row(
    "15a",
    "A transition in Venezuela's crisis (hazard .1 from the third year), transition_gain .5 against 0: mean trust "
    "among the other "
    "countries at the end, change",
    {"trust": "0"},
    "above 0",
    lambda first, second: second["trust"].low > 0.0,
)
def transition() -> Told:
    """Those who stood together."""
    codes = list(world().countries)
    others = [i for i, code in enumerate(codes) if code != "VEN"]
    crisis = [{"from": "+0", "to": "+8", "variable": "crisis", "countries": ["VEN"], "set": 1.0}]

    def trust(gain: float) -> np.ndarray:
        ends = last_quarters(crisis, transition=0.1, transition_gain=gain)
        return np.array([end.state.ties.trust[np.ix_(others, others)].mean() for end in ends])

    return {"trust": mean(trust(0.5) - trust(0.0))}


@row(
    "15b",
    "Venezuela in a full crisis, isolation .7 against 0: its technical work, relative change",
    {"at work": "-.2 % (joint work)", "delivered": ""},
    "by severing: below -2 %",
    lambda first, second: second["delivered"].high < -0.02,
)
def isolated() -> Told:
    """Isolation reaches border work."""
    names = {"at work": "participation.technical.VEN", "delivered": "delivered.technical.VEN"}
    found = changes(*(measured([*names.values()], [CRISIS], isolation=x) for x in (0.7, 0.0)))
    return {text: found[name] for text, name in names.items()}
