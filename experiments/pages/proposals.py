"""docs/proposals.md from a finished portfolio: `python -m concertacion.experiments.pages.proposals FOLDER`."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from concertacion.analysis.checksums import check_whole
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.tables import markdown_table

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "proposals.md"
FIGURES = ("shares", "interactions", "portfolios")
TABLES = ("proposals", "interactions", "portfolios")
REGRETS = ("gain", "mean_regret", "most_regret")
OUTCOMES = ("delivered", "resilience")
INTRODUCTION = """# The ten proposals as a portfolio

Written by `python -m concertacion.experiments.pages.proposals`; do not edit by hand. Merke, Stuenkel & Feldmann (2021) end with
ten proposals. Here every combination of them is run over the space of parameters, all with the same random numbers. A *gain* is
what a combination has more than no proposal at all, in per cent of what none has on average. Each proposal costs 1: that they
cost the same is an assumption, and `costs={MSF-P3: 2}` changes it. `configs/scenario/` says what each proposal does in the model;
under all of them, and without any, the great powers are rivals (`great_power_rivalry` 0.6), for one proposal is to hedge between
them.
"""
SHARES = """
## What each adds

The Shapley share of a proposal is what it adds on average over all orders in which the proposals could be taken up; the shares
add up to the gain of all. The main effect is on against off, averaged over all settings of the others. 95 % bootstrap intervals
over points.
"""
CHOOSE = """
## What to choose

Regret is what a portfolio gains less than the best affordable one at the same point of the space; with few runs a point, part of
it is random noise. The ten with the least mean regret within the budget:
"""


def page(folder: Path) -> str:
    """The page, in Markdown."""
    check_whole(folder, ("manifest.json", *(f"{name}.csv" for name in TABLES)))
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    proposals, interactions, portfolios = (pd.read_csv(folder / f"{name}.csv") for name in TABLES)
    gained = {name: proposals[f"shapley_{name}_value"].sum() for name in OUTCOMES}
    return "\n".join(
        [
            INTRODUCTION,
            f"```\n{facts['command']}\n```\n",
            f"{2 ** len(proposals):,} combinations at {facts['points']} points, {facts['replicates']} runs at each, seed "
            f"{facts['seed']}; commit `{facts['commit']}`, config `{facts['config_sha256']}`.",
            SHARES,
            _added(proposals),
            f"All together gain {gained['delivered']:+.1%} of delivery and {gained['resilience']:+.1%} of resilience.\n",
            "![Shapley shares with intervals](figures/proposals-shares.png)\n",
            "## How they act together\n\nThe interactions of what is delivered whose interval leaves out zero, largest first:\n",
            markdown_table(["One", "Other", "Change of the effect of one when the other is on"], _strongest(interactions)),
            "![Interactions of pairs](figures/proposals-interactions.png)",
            CHOOSE,
            _chosen(portfolios.fillna({"portfolio": "none"}).head(10)),
            "![What a budget buys, and regret](figures/proposals-portfolios.png)\n",
        ]
    )


def _added(proposals: pd.DataFrame) -> str:
    names = list(proposals["proposal"])
    columns = [f"{kind}_{name}" for name in OUTCOMES for kind in ("shapley", "main")]
    cells = [[_interval(proposals, c, row) for c in columns] for row in range(len(names))]
    header = ["Proposal", "What it says", *(f"{name}: {kind}" for name in OUTCOMES for kind in ("share", "main effect"))]
    rows = zip(read_claims(names), cells, strict=True)
    return markdown_table(header, [[claim.id, claim.sentence, *cells] for claim, cells in rows])


def _interval(frame: pd.DataFrame, column: str, row: int) -> str:
    value, low, high = (float(frame[f"{column}_{part}"].iloc[row]) for part in ("value", "low", "high"))
    return f"{value:+.1%} ({low:+.1%} to {high:+.1%})"


def _chosen(portfolios: pd.DataFrame) -> str:
    columns = zip(*(portfolios[name] for name in ("portfolio", "cost", *REGRETS)), strict=True)
    rows = [[str(name).replace("+", ", "), f"{cost:g}", *(f"{value:.1%}" for value in rest)] for name, cost, *rest in columns]
    return markdown_table(["Portfolio", "Cost", "Gain", "Mean regret", "Largest regret"], rows)


def _strongest(interactions: pd.DataFrame, most: int = 10) -> list[list[str]]:
    value, low, high = (f"interaction_delivered_{part}" for part in ("value", "low", "high"))
    sure = interactions[(interactions[low] > 0) | (interactions[high] < 0)]
    strongest = sure.reindex(sure[value].abs().sort_values(ascending=False).index).head(most)
    pairs = zip(strongest["one"], strongest["other"], strict=True)
    return [[str(a), str(b), _interval(strongest, "interaction_delivered", row)] for row, (a, b) in enumerate(pairs)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and its figures."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.proposals", description="Write docs/proposals.md."
    )
    parser.add_argument("folder", type=Path, help="of a finished portfolio")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    if not (options.folder / "proposals.csv").is_file():
        print(f"concertacion: error: {options.folder}: holds no finished portfolio; run experiment=proposals", file=sys.stderr)
        return 2
    figures = options.page.parent / "figures"
    figures.mkdir(exist_ok=True, parents=True)
    for name in FIGURES:
        shutil.copyfile(options.folder / "figures" / f"{name}.png", figures / f"proposals-{name}.png")
    write_bytes(options.page, page(options.folder).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
