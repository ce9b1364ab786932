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
from concertacion.analysis.claims.ledger import open_ledger
from concertacion.analysis.figures.portfolios import LEAST
from concertacion.analysis.formatting import counted
from concertacion.analysis.proposals.curves import DOSES, HALF
from concertacion.analysis.proposals.resampling import Estimates
from concertacion.analysis.proposals.summary import SHOWN, order_in_words
from concertacion.analysis.reports.proposals import quick
from concertacion.analysis.wording.papers import unconfirmed
from concertacion.analysis.wording.verdicts import made_of, verdict_text
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.claims_faults import faults_of
from concertacion.experiments.pages.claims_kept import kept_folders, seeds_of
from concertacion.experiments.pages.claims_present import present_claims
from concertacion.experiments.pages.proposals_text import (
    ALONE,
    BOUGHT,
    CHOOSE,
    CLAIMED,
    CURVES,
    INTRODUCTION,
    MEDIAN,
    NO_PARTS,
    PAIRS,
    PARTS,
    REGRET,
    SHARED,
    SHARES,
    TURNS,
)
from concertacion.experiments.settings.proposals import ProposalSettings, few_of
from concertacion.sim.declare import InputError

PAGE = DOCS / "proposals.md"
FIGURES = ("curves", "shares", "splits", "regret")
TABLES = ("proposals", "curves", "turns", "splits", "portfolios", "combinations")
CLAIMS = ("Proposal", "Claim", "What it says", "Verdict", "What the points show")
REGRETS = ("gain", "mean_regret", "most_regret")
CHANNELS = {
    "delivered.technical": "by technical work",
    "delivered.minilateral": "by minilateral groups",
    "delivered.summit": "at summits",
}


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
            f"All together gain {together['gain_delivered']:+z.1%} of delivery and {together['gain_resilience']:+z.1%} of "
            f"resilience{'' if parts else ', which may be nothing: there are no shares of it'}.\n",
            BOUGHT,
            TURNS.format(
                points=points,
                order=order_in_words(Estimates(*(proposals[f"alone_delivered_{end}"].to_numpy() for end in Estimates._fields))),
            ),
            _turns(tables["turns"], proposals, shorts),
            _shared(tables["splits"], shorts, few),
            PAIRS,
            CHOOSE.format(shown=len(best), few=few),
            _chosen(best, shorts),
            REGRET,
            *_claimed(shorts),
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


def _claimed(shorts: Mapping[str, str]) -> list[str]:
    """The verdicts of the kept ledgers on the claims of the same names, as on docs/claims.md; nothing where they have none."""
    first, further = ([open_ledger(folder) for folder in folders] for folders in kept_folders())
    ledger, second = seeds_of(first, further)
    changed, faults = unconfirmed(ledger, second), faults_of(ledger, present_claims())
    entries = {name: ledger.entries[name] for name in shorts if name in ledger.tested}
    rows = [
        (
            shorts[name],
            f"[{name}](claims.md#{name.lower()})",
            entry.claim.sentence,
            verdict_text(entry.judgement, name in changed) + (", known fault" if name in faults else ""),
            made_of(entry.judgement.main.shares, shape=entry.claim.main.shape),
        )
        for name, entry in entries.items()
    ]
    return [CLAIMED.format(points=ledger.provenance.sizes.points), markdown_table(CLAIMS, rows)] if rows else []


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
