"""Rows 6 to 10: mechanisms to mend or add."""

from __future__ import annotations

import numpy as np

from tests.review.editions import (
    SECOND,
    change,
    changes,
    differences,
    mean,
    measured,
    one_plus,
    records,
    through,
    world,
)
from tests.review.rows import Told, row


@row(
    "6a",
    "Charters judge an episode of lost democracy: judgements a sudden break, and suspensions for each sudden break",
    {"suspensions for each break": "14 (10.7 to .75 a run)"},
    "below 1",
    lambda first, second: second["suspensions for each break"].value < 1.0,
)
def episodes() -> Told:
    """One judgement an episode."""
    names = ["suspensions", "breaks", *(["judged", "answered"] if SECOND else [])]
    found = measured([f"{name}@+1:" for name in names], runs=256)
    found.columns = names
    run = 20 * 12 / 10  # countries times decades: from a rate to a number a run
    told = {"suspensions for each break": one_plus(change(found["suspensions"], found["breaks"]))}
    return told | {f"{name} a run": mean(found[name] * run) for name in names if name != "answered"}


@row(
    "6b",
    "Paraguay, suspended from Mercosur at the start of 2013: share of runs in which it sits at the end of 2014",
    {"sits": "0"},
    "1",
    lambda first, second: second["sits"].value > 0.9,
)
def paraguay() -> Told:
    """Suspended members come back."""
    member = records(at=world(2013, 2))["forum_member"].transpose("run", "quarter", "forum", "country")
    return {"sits": mean(member.sel(forum="MERCOSUR", country="PRY").values[:, -1])}


@row(
    "7",
    "Colombia hosts twice what it can absorb throughout: its approval, and officials' work on migration, change; work "
    "on migration "
    "of closed over open countries in the default runs",
    {"approval": "0", "closed over open": "1"},
    "approval falls, closed work less",
    lambda first, second: second["approval"].high < 0.0 and second["closed over open"].high < 1.0,
)
def overload() -> Told:
    """Overload and closed borders."""
    names = {"approval": "level.approval.COL", "officials on migration": "participation.technical.migration.COL"}
    full, none = (measured([*names.values()], [through("migrants", x, countries=["COL"])]) for x in (2.0, 0.5))
    found = differences(full, none)
    data = records([through("crisis", 1.0, countries=["VEN"])])
    closed, work = data["closed"].values > 0, data["took_part"].values[:, :, 0, 0].astype(float)
    has = closed.any(axis=(1, 2))
    rate = [[work[r][mask[r]].mean() for r in np.flatnonzero(has)] for mask in (closed, ~closed)]
    return {text: found[name] for text, name in names.items()} | {"closed over open": one_plus(change(*rate))}


@row(
    "8",
    "Turmoil held at .7 against 0 everywhere: populism of governments from the fourth year on, change",
    {"populism": "falls"},
    "by anger, of either sign: up at .3, down at -1",
    lambda first, second: second["populism"].low > 0.0 > second["populism, anger -1"].high,
)
def unrest() -> Told:
    """Unrest and who comes to power."""
    told = {}
    for text, parameters in {"": {}, ", anger -1": {"anger": -1.0}}.items():
        if SECOND or not text:
            angry, calm = (
                measured(["level.populism@+12:"], [through("turmoil", x, countries="all")], **parameters) for x in (0.7, 0.0)
            )
            told["populism" + text] = mean((angry - calm)["level.populism@+12:"])
    return told


@row(
    "9",
    "Norms (norm_import .05 against 0) and officials' participation from +24, visibility_gap 0, where populists are few "
    "(populism_shift -.2) and many (.4), change",
    {"few": "alike", "many": "alike"},
    "they shield: norms do more where populists are many, and it is norm_shield that does it",
    lambda first, second: second["many less few"].value > second["many less few, norm_shield 0"].value,
    note="The shield does more where populists are many: it adds 4.3 points of participation there and 2.1 where they are "
    "few, at norm_import .05 (norm_shield .3 for 0). But where populists are many a quarter of the work is gone without "
    "norms, and they bring much of it back, shield or not (from 50 to 64 % of country-domains with it, 45 to 60 % without; "
    "where few, 66 to 73 and 64 to 71): the difference of differences is larger without it. It was smaller before shocks "
    "were drawn while runs settle.",
)
def shield() -> Told:
    """Norms that shield."""
    outcome = "participation.technical@+24:"

    def gain(populism: float, **parameters: float) -> np.ndarray:
        with_norms, without = (
            measured([outcome], populism_shift=populism, norm_import=x, visibility_gap=0.0, **parameters)[outcome]
            for x in (0.05, 0.0)
        )
        return (with_norms - without).to_numpy()

    few, many = gain(-0.2), gain(0.4)
    told = {"few": mean(few), "many": mean(many), "many less few": mean(many - few)}
    if SECOND:
        told["many less few, norm_shield 0"] = mean(gain(0.4, norm_shield=0.0) - gain(-0.2, norm_shield=0.0))
    return told


@row(
    "10a",
    "Confidence building (1 against 0): security work together of former rivals, relative change",
    {"technical": "0"},
    "above 0",
    lambda first, second: second["pair work"].low > 0.0,
)
def rivals() -> Told:
    """Former rivals."""
    names = {"technical": "together.technical.security.rivals", "minilateral": "together.minilateral.security.rivals"}
    if SECOND:
        names["pair work"] = "pair_work.rivals.security"
    found = changes(*(measured([*names.values()], confidence_building=x) for x in (1.0, 0.0)))
    return {text: found[name] for text, name in names.items()}


@row(
    "10b",
    "Overlap with forums: delivery by minilateral groups, relative change, at overlap_cost 2 against 0, and (second edition) at "
    "minilateral_overlap 1 against 0",
    {"overlap_cost": "0 or more: groups bear none"},
    "groups bear a cost of their own: below 0",
    lambda first, second: second["minilateral_overlap"].high < 0.0,
)
def clubs() -> Told:
    """Clubs bear overlap."""
    outcome = "delivered.minilateral"
    told = {"overlap_cost": changes(*(measured([outcome], overlap_cost=x) for x in (2.0, 0.0)))[outcome]}
    if SECOND:
        told["minilateral_overlap"] = changes(*(measured([outcome], minilateral_overlap=x) for x in (1.0, 0.0)))[outcome]
    return told


@row(
    "10c",
    "One pair of hands (sharing_hands 1 against 0): commitments carried out, relative change",
    {"carried out": "x3 in three forums, as if there were no limit"},
    "below 0 (equal sums: tests/sim/mechanisms/test_agreements.py)",
    lambda first, second: second["carried out"].high < 0.0,
    silent="pledges on one issue in three forums count three times",
)
def hands() -> Told:
    """One pair of hands."""
    return {"carried out": changes(*(measured(["implemented"], sharing_hands=x) for x in (1.0, 0.0)))["implemented"]}
