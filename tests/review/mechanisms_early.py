"""Rows 1 to 10: mechanisms to mend or add."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.review.editions import (
    CHANNELS, SECOND, Estimate, change, changes, differences, mean, measured, one_plus, records, through, world,
)  # fmt: skip
from tests.review.ends import last_quarters
from tests.review.rows import Told, row

TECHNOLOGY = 5  # domain
CAMP = 7  # countries of each camp
TWO_LARGEST = ["BRA", "MEX"]
STRUCK = "issues struck"


@row("1", "Salience of technology in the last quarter, great_power_rivalry 1 over 0", {"ratio": "2.0"},
     "1 + urgency (1.3)", lambda first, second: abs(second["ratio"].value - 1.3) < 0.1)  # fmt: skip
def urgency() -> Told:
    """Rivalry and technology."""
    high, low = (
        [end.view.stakes.salience[TECHNOLOGY].mean() for end in last_quarters(runs=16, great_power_rivalry=x)] for x in (1.0, 0.0)
    )
    told = {"ratio": one_plus(change(high, low))}
    if SECOND:
        high, low = (
            [end.view.stakes.salience[TECHNOLOGY].mean() for end in last_quarters(runs=16, great_power_rivalry=x, urgency=0.0)]
            for x in (1.0, 0.0)
        )
        told["ratio, urgency 0"] = one_plus(change(high, low))
    return told


@row("1b", "Joint work of pairs across the seven least and the seven most aligned with the leading power, over that within them, "
     "great_power_rivalry .9 against 0, relative change",
     {"technical": "unmoved", "minilateral": "unmoved"}, "falls in technical work and clubs",
     lambda first, second: all(second[c].high < 0.0 for c in ("technical", "minilateral")))  # fmt: skip
def camps() -> Told:
    """Rivalry and joint work across camps."""
    order = np.argsort(world().state.standing.alignment)
    sides = [order[:CAMP], order[-CAMP:]]

    def across_over_within(rivalry: float) -> dict[str, np.ndarray]:
        data = records(great_power_rivalry=rivalry)
        officials = data["took_part"].values[:, :, 0].astype(float)
        group = data["minilateral"].transpose("run", "quarter", "domain", "country").values
        return {"technical": officials_share(officials, sides), "minilateral": groups_share(group, sides)}

    high, low = across_over_within(0.9), across_over_within(0.0)
    return {channel: change(high[channel], low[channel]) for channel in high}


def officials_share(part: np.ndarray, sides: list[np.ndarray]) -> np.ndarray:
    """Joint work across over joint work within, by run: part (run, quarter, domain, country)."""
    one, other = (part[..., side].sum(axis=-1) for side in sides)
    n, m = map(len, sides)
    across = (one * other).mean(axis=(1, 2)) / (n * m)
    within = ((one**2 - one) + (other**2 - other)).mean(axis=(1, 2)) / (n * (n - 1) + m * (m - 1))
    return across / within


def groups_share(group: np.ndarray, sides: list[np.ndarray]) -> np.ndarray:
    """The same for minilateral groups: numbers of groups (run, quarter, domain, country), 0 none."""
    both = np.concatenate(sides)
    same = (group[..., both, None] == group[..., None, both]) & (group[..., both, None] > 0)
    rate = same.mean(axis=(1, 2))
    n = len(sides[0])
    inside = np.zeros((len(both), len(both)), bool)
    inside[:n, :n] = inside[n:, n:] = True
    np.fill_diagonal(inside, False)
    outside = ~inside & ~np.eye(len(both), dtype=bool)
    return rate[:, outside].mean(axis=1) / rate[:, inside].mean(axis=1)


@row("2", "The bridge (.7 against 0): technical work together of Brazil and Mexico, relative change; of all pairs",
     {"Brazil and Mexico": "-12 %", "all pairs": ""}, "the bridged gain, and nobody loses",
     lambda first, second: second["Brazil and Mexico"].low > 0.0 and second["all pairs"].high > -0.005)  # fmt: skip
def bridge() -> Told:
    """A bridge between the two largest."""
    names = {"Brazil and Mexico": "together.technical.BRA.MEX", "all pairs": "together.technical"}
    if SECOND:
        names |= {"their pair_work": "pair_work.BRA.MEX", "all pair_work": "pair_work"}
    found = changes(measured([*names.values()], bridge=0.7), measured([*names.values()]))
    return {text: found[name] for text, name in names.items()}


@row("3", "Life of forums, brand strength held at .9 against 0, relative change: brands as they are, and (second edition) at 1, far from "
     "nearly all members", {"brands as they are": "+23 %"}, "a far brand burdens",
     lambda first, second: second["brands at 1"].high < 0.0)  # fmt: skip
def brands() -> Told:
    """Brands that help and burden."""

    def life(*more: dict) -> Estimate:
        strong, weak = (measured(["vitality.existing"], [through("brand_strength", x, forums="all"), *more]) for x in (0.9, 0.0))
        return change(strong["vitality.existing"], weak["vitality.existing"])

    told = {"brands as they are": life()}
    return told | ({"brands at 1": life(through("brand_position", 1.0, forums="all"))} if SECOND else {})


@row("4", "Two countries turned inward throughout (sovereigntism 1), delivery to all, relative change; "
     "and by channel",
     {"Brazil and Mexico": "-.5 %", "Uruguay and Costa Rica": "-.9 %"},
     "at size_exponent 1 the largest cost more",
     lambda first, second: second["Brazil and Mexico, size_exponent 1"].value
     < second["Uruguay and Costa Rica, size_exponent 1"].value)  # fmt: skip
def size() -> Told:
    """Weight of partners."""
    pairs = {"Brazil and Mexico": TWO_LARGEST, "Uruguay and Costa Rica": ["URY", "CRI"]}
    told = {}
    for text, parameters in {"": {}, ", size_exponent 1": {"size_exponent": 1.0}}.items():
        if text and not SECOND:
            continue
        outcomes = ["delivered", *(f"delivered.{channel}" for channel in CHANNELS)]
        plain = measured(outcomes, **parameters)
        for name, codes in pairs.items():
            found = changes(measured(outcomes, [through("sovereigntism", 1.0, countries=codes)], **parameters), plain)
            told[name + text] = found.pop("delivered")
            told |= {f"{name}{text}, {outcome[10:]}": estimate for outcome, estimate in found.items()}
    return told


@row("5", "Bracketing .8 against 0: issues on the agenda of a meeting held, change; delivery by summits on other issues than democracy and "
     "migration, relative change", {STRUCK: "by toxicity on every agenda"}, "fewer than one struck, other issues not less delivered",
     lambda first, second: second[STRUCK].value > -1.0 and second["delivered on other issues"].high > -0.005)  # fmt: skip
def bracketing() -> Told:
    """Bracketing."""
    others = "delivered.summit.not-democracy.not-migration"
    on, off = (records(bracketing=x) for x in (0.8, 0.0))
    told = {STRUCK: mean(agenda(on) - agenda(off))}
    found = changes(measured([others], bracketing=0.8), measured([others]))
    told["delivered on other issues"] = found[others]
    if SECOND:
        domains = [f"on_agenda.{domain}" for domain in ("democracy", "migration", "trade", "health")]
        told |= differences(measured(domains, bracketing=0.8, trust_back=0.8), measured(domains, trust_back=0.8))
    return told


def agenda(data: Any) -> np.ndarray:
    """Issues on the agenda, mean over meetings held, by run."""
    held = data["forum_meeting"].transpose("run", "quarter", "forum").values == 1
    issues = data["forum_on_agenda"].values.astype(float)
    issues = issues.sum(axis=-1) if issues.ndim == 4 else issues
    return (issues * held).sum(axis=(1, 2)) / held.sum(axis=(1, 2))


@row("6a", "Charters judge an episode of lost democracy: judgements a sudden break, and suspensions for each sudden break",
     {"suspensions for each break": "14 (10.7 to .75 a run)"}, "below 1",
     lambda first, second: second["suspensions for each break"].value < 1.0)  # fmt: skip
def episodes() -> Told:
    """One judgement an episode."""
    names = ["suspensions", "breaks", *(["judged", "answered"] if SECOND else [])]
    found = measured(names, runs=256)
    run = 20 * 12 / 10  # countries times decades: from a rate to a number a run
    told = {"suspensions for each break": one_plus(change(found["suspensions"], found["breaks"]))}
    return told | {f"{name} a run": mean(found[name] * run) for name in names if name != "answered"}


@row("6b", "Paraguay, suspended from Mercosur at the start of 2013: share of runs in which it sits at the end of 2014", {"sits": "0"}, "1",
     lambda first, second: second["sits"].value > 0.9)  # fmt: skip
def paraguay() -> Told:
    """Suspended members come back."""
    member = records(at=world(2013, 2))["forum_member"].transpose("run", "quarter", "forum", "country")
    return {"sits": mean(member.sel(forum="MERCOSUR", country="PRY").values[:, -1])}


@row("7", "Colombia hosts twice what it can absorb throughout: its approval, and officials' work on migration, change; work on migration "
     "of closed over open countries in the default runs", {"approval": "0", "closed over open": "1"}, "approval falls, closed work less",
     lambda first, second: second["approval"].high < 0.0 and second["closed over open"].high < 1.0)  # fmt: skip
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


@row("8", "Turmoil held at .7 against 0 everywhere: populism of governments from the fourth year on, change", {"populism": "falls"},
     "by anger, of either sign: up at .3, down at -1",
     lambda first, second: second["populism"].low > 0.0 > second["populism, anger -1"].high)  # fmt: skip
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


@row("9", "Norms (norm_import .05 against 0) and officials' participation where populists are few (populism_shift -.2) and many (.4), change",
     {"few": "alike", "many": "alike"}, "they shield: norms do more where populists are many, and it is norm_shield that does it",
     lambda first, second: second["many less few"].value > second["many less few, norm_shield 0"].value)  # fmt: skip
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


@row("10a", "Confidence building (1 against 0): security work together of former rivals, relative change",
     {"technical": "0"}, "above 0", lambda first, second: second["pair work"].low > 0.0)  # fmt: skip
def rivals() -> Told:
    """Former rivals."""
    names = {"technical": "together.technical.security.rivals", "minilateral": "together.minilateral.security.rivals"}
    if SECOND:
        names["pair work"] = "pair_work.rivals.security"
    found = changes(*(measured([*names.values()], confidence_building=x) for x in (1.0, 0.0)))
    return {text: found[name] for text, name in names.items()}


@row("10b", "Overlap with forums: delivery by minilateral groups, relative change, at overlap_cost 2 against 0, and (second edition) at "
     "club_overlap 1 against 0", {"overlap_cost": "0 or more: clubs bear none"}, "clubs bear a cost of their own: below 0",
     lambda first, second: second["club_overlap"].high < 0.0)  # fmt: skip
def clubs() -> Told:
    """Clubs bear overlap."""
    outcome = "delivered.minilateral"
    told = {"overlap_cost": changes(*(measured([outcome], overlap_cost=x) for x in (2.0, 0.0)))[outcome]}
    if SECOND:
        told["club_overlap"] = changes(*(measured([outcome], club_overlap=x) for x in (1.0, 0.0)))[outcome]
    return told


@row("10c", "One pair of hands (sharing_hands 1 against 0): commitments carried out, relative change",
     {"carried out": "x3 in three forums, as if there were no limit"}, "below 0 (equal sums: tests/sim/mechanisms/test_agreements.py)",
     lambda first, second: second["carried out"].high < 0.0, silent="pledges on one issue in three forums count three times")  # fmt: skip
def hands() -> Told:
    """One pair of hands."""
    return {"carried out": changes(*(measured(["implemented"], sharing_hands=x) for x in (1.0, 0.0)))["implemented"]}
