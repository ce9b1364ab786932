"""docs/proposals.md from a finished comparison: `python -m concertacion.experiments.pages.proposals FOLDER`."""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pandas as pd

from concertacion.analysis.checksums import check_whole
from concertacion.analysis.reports.proposals import quick
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.settings.proposals import ProposalSettings

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "proposals.md"
FIGURES = ("curves", "shares", "splits", "regret")
TABLES = ("proposals", "curves", "turns", "splits", "portfolios", "combinations")
REGRETS = ("gain", "mean_regret", "most_regret")
CHANNELS = ("delivered.technical", "delivered.minilateral", "delivered.summit")
INTRODUCTION = """# The ten proposals at one budget

Written by `python -m concertacion.experiments.pages.proposals`; do not edit by hand. Merke, Stuenkel & Feldmann (2021) end with
ten proposals. Each is run alone at five doses over the space of parameters, then all combinations at one budget, all with the
same random numbers. A *gain* is what is delivered more than without any proposal, in per cent of what is delivered then.

*Money* is measured: what is paid for work (cost relieved, subsidies), beyond the same without the proposal. Its unit is what one
channel costs all countries in all issue domains. What the record does not see has a price, which is an assumption, stated below;
`costs={MSF-P3: 0.05}` sets another. `configs/proposal/` and the scenarios that it names say what each proposal does in the model;
in all arms the great powers are rivals (`great_power_rivalry` 0.6), for one proposal is to hedge between them.
"""
ALONE = """
## What the budget buys of each

A proposal alone spends the budget at the dose shown; one whose full dose costs less spends less. 95 % bootstrap intervals over
points.
"""
SHARES = """
## What each adds to all

In a combination the members spend equal parts of the budget. Shapley's division says what each adds on average over all orders in
which the proposals could be taken up: in points of gain, and in shares of what all gain, which add up to 100 %.
"""
TURNS = """
## At which costs the ranking turns

The budget buys more of the first than of the second until its unit costs are so many times as high (all pairs: `turns.csv`).
"""
CHOOSE = """
## What to choose

Regret is what a portfolio gains less than the best one at the same point of the space; with few runs a point, part of it is
random noise. The ten with the least mean regret:
"""


def page(folder: Path) -> str:
    """The page, in Markdown."""
    check_whole(folder, ("manifest.json", *(f"{name}.csv" for name in TABLES)))
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tables = {name: pd.read_csv(folder / f"{name}.csv") for name in TABLES}
    proposals = tables["proposals"]
    shorts = dict(zip(proposals["proposal"], proposals["short"], strict=True))
    together = tables["combinations"][["gain_delivered", "gain_resilience"]].iloc[-1]
    parts = "share_delivered_value" in proposals
    said = quick(int(facts["points"]), int(facts["replicates"]), ProposalSettings.points)
    return "\n".join(
        [
            INTRODUCTION,
            *([f"## Quick comparison, not final\n\n**{said}**\n"] if said else []),
            f"```\n{facts['command']}\n```\n",
            f"Five doses at {facts['points']} points, {2 ** len(proposals):,} combinations at half of them, "
            f"{facts['replicates']} runs at each, seed {facts['seed']}; commit `{facts['commit']}`, "
            f"config `{facts['config_sha256']}`.",
            "\n![Response curves](figures/proposals-curves.png)\n",
            ALONE,
            _alone(proposals),
            SHARES,
            _added(proposals, parts),
            f"All together gain {together['gain_delivered']:+.1%} of delivery and {together['gain_resilience']:+.1%} of "
            f"resilience{'' if parts else ', which may be nothing: there are no shares of it'}.\n",
            "![What a common budget buys](figures/proposals-shares.png)\n",
            TURNS,
            _turns(tables["turns"], proposals, shorts),
            "## Sharing the budget between two\n\nWhat two with half of it each gain more than the better of them with all of "
            "it, where the interval leaves out zero, largest first:\n",
            markdown_table(["One", "Other", "Gain of sharing"], _strongest(tables["splits"], shorts)),
            "![Pairs that share the budget](figures/proposals-splits.png)",
            CHOOSE,
            _chosen(tables["portfolios"].fillna({"portfolio": "none"}).head(10), shorts),
            "![Regret](figures/proposals-regret.png)\n",
        ]
    )


def _alone(proposals: pd.DataFrame) -> str:
    header = ["Proposal", "What it says", "Price beyond what is measured", "Dose", "Spends", "Money of a power", "Delivered"]
    header += [f"of these, {name.partition('.')[2]}" for name in CHANNELS] + ["Resilience"]
    columns = [f"alone_{name}" for name in ("delivered", *CHANNELS, "resilience")]
    rows = []
    for row, one in enumerate(proposals.to_dict("records")):
        gains = [_interval(proposals, column, row) for column in columns]
        outside = f"{one['outside']:.2g}" if one["outside"] else ""
        price, money = f"{one['price']:g}. {one['why']}", (f"{one['dose']:.2f}", f"{one['spends']:.3g}", outside)
        rows.append([one["short"], one["sentence"], price, *money, *gains])
    return markdown_table(header, rows)


def _added(proposals: pd.DataFrame, parts: bool) -> str:
    rows = [
        [
            short,
            _interval(proposals, "added_delivered", row),
            _interval(proposals, "share_delivered", row, "") if parts else "none",
        ]
        for row, short in enumerate(proposals["short"])
    ]
    return markdown_table(["Proposal", "Adds to the gain of all", "Share of it"], rows)


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


def _strongest(splits: pd.DataFrame, shorts: Mapping[str, str], most: int = 10) -> list[list[str]]:
    sure = splits[(splits["split_low"] > 0) | (splits["split_high"] < 0)]
    strongest = sure.sort_values("split_value", ascending=False).head(most)
    pairs = zip(strongest["one"], strongest["other"], strict=True)
    return [[shorts[a], shorts[b], _interval(strongest, "split", row)] for row, (a, b) in enumerate(pairs)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and its figures."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.proposals", description="Write docs/proposals.md."
    )
    parser.add_argument("folder", type=Path, help="of a finished comparison")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    if not (options.folder / "proposals.csv").is_file():
        print(f"concertacion: error: {options.folder}: holds no finished comparison; run experiment=proposals", file=sys.stderr)
        return 2
    figures = options.page.parent / "figures"
    figures.mkdir(exist_ok=True, parents=True)
    for name in FIGURES:
        shutil.copyfile(options.folder / "figures" / f"{name}.png", figures / f"proposals-{name}.png")
    write_bytes(options.page, page(options.folder).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
