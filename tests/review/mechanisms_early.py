"""Rows 1 to 5: mechanisms to mend or add."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.review.editions import (
    CHANNELS,
    SECOND,
    Estimate,
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
from tests.review.ends import last_quarters
from tests.review.rows import Told, row

TECHNOLOGY = 5  # domain
CAMP = 7  # countries of each camp
TWO_LARGEST = ["BRA", "MEX"]
STRUCK = "issues struck"


@row(
    "1",
    "Salience of technology in the last quarter, great_power_rivalry 1 over 0",
    {"ratio": "2.0"},
    "1 + urgency (1.3)",
    lambda first, second: abs(second["ratio"].value - 1.3) < 0.1,
)
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


@row(
    "1b",
    "Joint work of pairs across the seven least and the seven most aligned with the leading power, over that within them, "
    "great_power_rivalry .9 against 0, relative change",
    {"technical": "unmoved", "minilateral": "unmoved"},
    "falls in technical work and minilateral groups",
    lambda first, second: all(second[c].high < 0.0 for c in ("technical", "minilateral")),
)
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


@row(
    "2",
    "The bridge (.7 against 0): technical work together of Brazil and Mexico, relative change; of all pairs",
    {"Brazil and Mexico": "-12 %", "all pairs": ""},
    "the bridged gain; all pairs together lose less than half a percent",
    lambda first, second: second["Brazil and Mexico"].low > 0.0 and second["all pairs"].high > -0.005,
)
def bridge() -> Told:
    """A bridge between the two largest."""
    names = {"Brazil and Mexico": "together.technical.BRA.MEX", "all pairs": "together.technical"}
    if SECOND:
        names |= {
            "their pair_work": "pair_work.BRA.MEX",
            "all pair_work": "pair_work",
            "South with middle America": "pair_work.south_america.middle_america.across",
            "within South America": "pair_work.south_america",
            "within middle America": "pair_work.middle_america",
        }
    found = changes(measured([*names.values()], bridge=0.7), measured([*names.values()]))
    return {text: found[name] for text, name in names.items()}


@row(
    "3",
    "Life of forums, brand strength held at .9 against 0, relative change: brands as they are, and (second edition) at "
    "1, far from "
    "nearly all members",
    {"brands as they are": "+23 %"},
    "a far brand burdens",
    lambda first, second: second["brands at 1"].high < 0.0,
)
def brands() -> Told:
    """Brands that help and burden."""

    def life(*more: dict) -> Estimate:
        strong, weak = (measured(["vitality.existing"], [through("brand_strength", x, forums="all"), *more]) for x in (0.9, 0.0))
        return change(strong["vitality.existing"], weak["vitality.existing"])

    told = {"brands as they are": life()}
    return told | ({"brands at 1": life(through("brand_position", 1.0, forums="all"))} if SECOND else {})


@row(
    "4",
    "Two countries turned inward throughout (sovereigntism 1), delivery to all, relative change; and by channel",
    {"Brazil and Mexico": "-.5 %", "Uruguay and Costa Rica": "-.9 %"},
    "less is delivered, and at size_exponent 1 the largest cost more",
    lambda first, second: (
        second["Brazil and Mexico"].high < 0.0
        and second["Brazil and Mexico, size_exponent 1"].value < second["Uruguay and Costa Rica, size_exponent 1"].value
    ),
)
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


@row(
    "5",
    "Bracketing .8 against 0: issues on the agenda of a meeting held, change; delivery by summits on other issues than democracy "
    "and migration, relative change; share of meetings with an issue on the agenda, change",
    {STRUCK: "by toxicity on every agenda"},
    "trade and health leave fewer than 2 in 100 agendas; other issues lose less than half a percent of delivery",
    lambda first, second: (
        all(second[f"on_agenda.{issue}"].high > -0.02 for issue in ("trade", "health"))
        and second["delivered on other issues"].high > -0.005
    ),
)
def bracketing() -> Told:
    """Bracketing."""
    others = "delivered.summit.not-democracy.not-migration"
    on, off = (records(bracketing=x) for x in (0.8, 0.0))
    told = {STRUCK: mean(agenda(on) - agenda(off))}
    told["delivered on other issues"] = changes(*(measured([others], bracketing=x) for x in (0.8, 0.0)))[others]
    if SECOND:
        issues = [f"on_agenda.{issue}" for issue in ("democracy", "migration", "trade", "health")]
        told |= differences(*(measured(issues, bracketing=x) for x in (0.8, 0.0)))
    return told


def agenda(data: Any) -> np.ndarray:
    """Issues on the agenda, mean over meetings held, by run."""
    held = data["forum_meeting"].transpose("run", "quarter", "forum").values == 1
    issues = data["forum_on_agenda"].values.astype(float)
    issues = issues.sum(axis=-1) if issues.ndim == 4 else issues
    return (issues * held).sum(axis=(1, 2)) / held.sum(axis=(1, 2))
