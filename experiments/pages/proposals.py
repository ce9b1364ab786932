"""docs/proposals.md from a finished comparison: `python -m concertacion.experiments.pages.proposals FOLDER`."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pandas as pd

from concertacion.analysis.checksums import check_whole
from concertacion.analysis.figures.portfolios import LEAST
from concertacion.analysis.formatting import counted
from concertacion.analysis.proposals.curves import DOSES, HALF
from concertacion.analysis.proposals.resampling import Estimates
from concertacion.analysis.proposals.summary import SHOWN, order_in_words
from concertacion.analysis.reports.proposals import quick
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.settings.proposals import ProposalSettings, few_of
from concertacion.sim.declare import InputError

PAGE = DOCS / "proposals.md"
FIGURES = ("curves", "shares", "splits", "regret")
TABLES = ("proposals", "curves", "turns", "splits", "portfolios", "combinations")
REGRETS = ("gain", "mean_regret", "most_regret")
CHANNELS = {
    "delivered.technical": "by technical work",
    "delivered.minilateral": "by minilateral groups",
    "delivered.summit": "at summits",
}
INTRODUCTION = """# The ten proposals at one budget

Written by `python -m concertacion.experiments.pages.proposals`; do not edit by hand. Merke, Stuenkel & Feldmann (2021) end with
ten proposals. Each is run alone at five doses over the space of parameters, then all combinations at one budget, all with the
same random numbers. A *gain* is the rise in delivered cooperation over runs without a proposal, in per cent of what these
deliver; contributions to a gain, differences between gains, and regret are in the same unit.

*Money* is measured: payment for work (cost relieved, subsidies) beyond that without the proposal. It has one unit at every point
of the space, the cost of one channel for all countries in all issue domains at the default. Costs that a run does not record have
an assumed price, stated below; `costs={MSF-P3: 0.05}` sets another. `configs/proposal/` and the scenarios
that it names say what each proposal does in the model; the 0.7 in three prices is the share of country-domains in which officials
work (assumed, near that of the default); in all arms the great powers are rivals (`great_power_rivalry` 0.6),
because one proposal is to hedge between them.
"""
ALONE = """
## What the budget buys of each

The budget is {budget:.3g}{chosen}. A proposal alone
spends it at the dose shown; one whose full dose costs less spends less. Means of {points}, with 95 % bootstrap intervals
over them.
"""
MEDIAN = " (the median of what the proposals spend at half a dose)"
SHARES = """
## What each adds to all

In a combination the members spend equal parts of the budget. The Shapley value says what each adds on average over all orders in
which the proposals could be taken up: {parts}. Means of {few}:
combinations are run at the first half of the points.
"""
PARTS = "in parts of the gain of all, and in shares of it, which add up to 100 %"
NO_PARTS = """in parts, which add up to the gain of all. We give no shares, because they would
run from {least:.0%} to {most:.0%}: a member takes its part of the budget from the others, and some take more than they add"""
PICTURE = "![{}](figures/proposals-{}.png)\n\n*{}*\n"
CURVES = """![Response curves](figures/proposals-curves.png)

*Gain in delivered cooperation against money, at doses 0, 0.25, 0.5, 0.75 and 1. Bars: 95 % bootstrap intervals over points.
Dashed: the budget. All panels have the same axes.*
"""
TURNS = """
## At which costs the ranking turns

The first gains more than the second until its unit costs rise by this factor (means of {points}; all pairs:
`turns.csv`). {order}
"""
SHARED = """## Sharing the budget between two

How much more two proposals gain with half the budget each than the better one gains with all of it, where the 95 % interval
leaves out zero, largest first; means of {few}. Of {pairs}, {gains} gain and {losses} lose by at least {least:g} %{smaller}; the
others may do either. If no pair differed in truth, about {chance:.0f} of the
{count} intervals would leave out zero by chance.

{table}"""
CHOOSE = """
## Regret of portfolios

Regret is what a portfolio gains less than the best one at the same point of the space; with few runs a point, part of it is
random noise. Means of {few}; the {shown} portfolios with the least mean regret:
"""


def page(folder: Path) -> str:
    """The page, in Markdown."""
    check_whole(folder, ("manifest.json", *(f"{name}.csv" for name in TABLES)))
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tables = {name: pd.read_csv(folder / f"{name}.csv") for name in TABLES}
    proposals = tables["proposals"]
    shorts = dict(zip(proposals["proposal"], proposals["short"], strict=True))
    together = tables["combinations"][["gain_delivered", "gain_resilience"]].iloc[-1]
    parts = _parts(proposals)
    given = facts["budget"]
    budget = given or tables["curves"].query(f"dose == {DOSES[HALF]}")["money"].median()
    best = tables["portfolios"].fillna({"portfolio": "none"}).head(SHOWN)
    points, few = (counted(number, "point") for number in (int(facts["points"]), few_of(int(facts["points"]))))
    said = quick(int(facts["points"]), int(facts["replicates"]), ProposalSettings.points)
    return "\n".join(
        [
            INTRODUCTION,
            *([f"## Quick comparison, not final\n\n**{said}**\n"] if said else []),
            f"```\n{facts['command']}\n```\n",
            f"Five doses at {points}, {2 ** len(proposals):,} combinations at the first {few}, "
            f"{facts['replicates']} runs at each, seed {facts['seed']}; commit `{facts['commit']}`, "
            f"config `{facts['config_sha256']}`.",
            f"\n{CURVES}",
            ALONE.format(budget=budget, chosen="" if given else MEDIAN, points=points),
            _alone(proposals),
            SHARES.format(parts=parts or "in parts, which add up to the gain of all", few=few),
            _added(proposals, parts == PARTS),
            f"All together gain {together['gain_delivered']:+.1%} of delivery and {together['gain_resilience']:+.1%} of "
            f"resilience{'' if parts else ', which may be nothing: there are no shares of it'}.\n",
            PICTURE.format(
                "What a common budget buys",
                "shares",
                "(a) The gain of each alone for the budget. (b) What each adds to the "
                "gain of all for the same money. Lines: 95 % bootstrap intervals over points. The two scales differ.",
            ),
            TURNS.format(
                points=points,
                order=order_in_words(Estimates(*(proposals[f"alone_delivered_{end}"].to_numpy() for end in Estimates._fields))),
            ),
            _turns(tables["turns"], proposals, shorts),
            _shared(tables["splits"], shorts, few),
            PICTURE.format(
                "Pairs that share the budget",
                "splits",
                "What two with half the budget each gain more (blue) or less "
                "(brown) than the better of them with all of it, in per cent of what is delivered without any; a dot "
                "where the interval holds zero.",
            ),
            CHOOSE.format(shown=len(best), few=few),
            _chosen(best, shorts),
            PICTURE.format(
                "Regret", "regret", "(a) The regret of each portfolio over the points. (b) Its proposals, and its mean gain."
            ),
        ]
    )


def _alone(proposals: pd.DataFrame) -> str:
    header = [
        "Proposal",
        "How the model represents it",
        "Assumed price of the rest",
        "Dose",
        "Spends",
        "Money of a power",
        "Delivered",
    ]
    header += [f"Delivered {how}" for how in CHANNELS.values()] + ["Resilience"]
    columns = [f"alone_{name}" for name in ("delivered", *CHANNELS, "resilience")]
    rows = []
    for row, one in enumerate(proposals.to_dict("records")):
        gains = [_interval(proposals, column, row) for column in columns]
        outside = f"{one['outside']:.2g}" if one["outside"] else ""
        money = (f"{one['dose']:.2f}", f"{one['spends']:.3g}", outside)
        times = "" if pd.isna(one["per"]) else f" x {one['per']} ({one['multiplier']:.2g} at a full dose)"
        price = f"{one['price']:g}{times}. {one['why']}"
        rows.append([one["short"], one["sentence"], price, *money, *gains])
    return markdown_table(header, rows)


def _added(proposals: pd.DataFrame, parts: bool) -> str:
    rows = [
        [
            short,
            _interval(proposals, "added_delivered", row),
            *([_interval(proposals, "share_delivered", row, "")] if parts else []),
        ]
        for row, short in enumerate(proposals["short"])
    ]
    return markdown_table(["Proposal", "Adds to the gain of all", *(["Share of it"] if parts else [])], rows)


def _parts(proposals: pd.DataFrame) -> str:
    """In what a division is told: shares are, where all lie between nothing and the whole; empty where all may gain nothing."""
    if "share_delivered_value" not in proposals:
        return ""
    least, most = proposals["share_delivered_value"].min(), proposals["share_delivered_value"].max()
    return PARTS if least >= 0 and most <= 1 else NO_PARTS.format(least=least, most=most)


def _interval(frame: pd.DataFrame, column: str, row: int, sign: str = "+") -> str:
    value, low, high = (float(frame[f"{column}_{part}"].iloc[row]) for part in ("value", "low", "high"))
    return f"{value:{sign}.1%} ({low:{sign}.1%} to {high:{sign}.1%})"


def _turns(turns: pd.DataFrame, proposals: pd.DataFrame, shorts: Mapping[str, str]) -> str:
    """The pairs that follow one another in the ranking."""
    order = proposals.sort_values("alone_delivered_value", ascending=False)["proposal"]
    ratio = turns.set_index(["ahead", "behind"])["ratio"].to_dict()
    rows = [[shorts[one], shorts[other], _times(ratio.get((one, other)))] for one, other in pairwise(order)]
    return markdown_table(["Ahead", "Behind", "Times as high"], rows)


def _times(ratio: float | None) -> str:
    return "alike" if ratio is None else "at any cost" if math.isinf(ratio) else f"{ratio:.2g}"


def _chosen(portfolios: pd.DataFrame, shorts: Mapping[str, str]) -> str:
    columns = zip(*(portfolios[name] for name in ("portfolio", *REGRETS)), strict=True)
    rows = [[_which(str(name), shorts), *(f"{value:.1%}" for value in rest)] for name, *rest in columns]
    return markdown_table(["Portfolio", "Gain", "Mean regret", "Largest regret"], rows)


def _which(portfolio: str, shorts: Mapping[str, str]) -> str:
    return "; ".join(shorts.get(name, name) for name in portfolio.split("+"))


def _shared(splits: pd.DataFrame, shorts: Mapping[str, str], few: str) -> str:
    """The pairs that surely gain or lose by sharing: all that are not too small to be printed, gains and losses alike."""
    sure = splits[(splits["split_low"] > 0) | (splits["split_high"] < 0)]
    told = sure[sure["split_value"].abs() >= LEAST].sort_values("split_value", key=abs, ascending=False)
    pairs = zip(told["one"], told["other"], strict=True)
    rows = [[shorts[a], shorts[b], _interval(told, "split", row)] for row, (a, b) in enumerate(pairs)]
    gains, smaller = int((told["split_value"] > 0).sum()), len(sure) - len(told)
    return SHARED.format(
        few=few, pairs=counted(len(splits), "pair"), gains=gains, losses=len(told) - gains, least=100 * LEAST,
        chance=0.05 * len(splits), count=len(splits), smaller=f", {smaller} by less" if smaller else "",
        table=markdown_table(["One", "Other", "Gain of sharing"], rows),
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and its figures."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.proposals", description="Write docs/proposals.md."
    )
    parser.add_argument("folder", type=Path, help="of a finished comparison")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    if not (options.folder / "proposals.csv").is_file():
        raise InputError(f"{options.folder}: holds no finished comparison; run experiment=proposals")
    text, figures = page(options.folder), options.page.parent / "figures"
    check_whole(options.folder, tuple(f"figures/{name}.png" for name in FIGURES))
    drawn = {name: (options.folder / "figures" / f"{name}.png").read_bytes() for name in FIGURES}
    figures.mkdir(exist_ok=True, parents=True)
    for name, picture in drawn.items():
        write_bytes(figures / f"proposals-{name}.png", picture)
    write_bytes(options.page, text.encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(answered(main))
