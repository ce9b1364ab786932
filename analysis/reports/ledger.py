"""The page of a ledger: a table to sort and filter, a figure for every claim, maps of rivals; needs no network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from concertacion.analysis.claims import text
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Entry, Ledger
from concertacion.analysis.claims.rivals import groups, map_of, paragraph
from concertacion.analysis.claims.rules import rule_text
from concertacion.analysis.claims.sentences import sentences_of
from concertacion.analysis.claims.shares import CLASSES, SUPPORTS
from concertacion.analysis.claims.typed_json import to_json
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.figures import METADATA, rivals
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.figures.claims import alt, caption, claim_figure
from concertacion.analysis.formatting import counted
from concertacion.analysis.reports.ensemble import embedded, facts, templates

TEMPLATE = "ledger.html.j2"
COLUMNS = ("Claim", "What it says", "Verdict", "Effect", "Supports", "\u039b*", "Applies", "Holds where", "Flags", "Record")
DOTS = 150  # of the figures an inch: there are many on the page
CELLS = ("effect", "effect_ends", "share", "share_ends", "bend", "applies", "where", "flags")
KEYS = ("effect_key", "share_key", "bend_key", "applies_key")  # by which the columns are sorted
NO_RULE = "No rule that says where it holds was needed or found."
NO_FACTS = ("command", "thresholds")


def write_ledger_report(ledger: Ledger, folder: Path) -> str:
    """The page, with its PNG figures saved in a folder and embedded. Every text is escaped."""
    folder.mkdir(parents=True, exist_ok=True)
    maps = [map_of(ledger, group) for group in groups(ledger.tested)]
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"{counted(len(ledger.entries), 'claim').capitalize()} put to the test",
            subtitle=subtitle(ledger),
            summary=text.summary(ledger),
            limits=text.LIMITS,
            columns=COLUMNS,
            verdicts=VERDICTS,
            flags=tuple(text.FLAGS),
            papers=sorted(ledger.papers),
            rows=[_row(order, name, entry) for order, (name, entry) in enumerate(ledger.entries.items())],
            rivals=[
                {
                    "title": " \u00d7 ".join(chart.claims), "text": paragraph(chart), "alt": rivals.alt(chart),
                    "figure": _saved(rivals.rivals_map(chart), folder / f"rivals-{chart.claims[0]}.png"),
                }
                for chart in maps
            ],
            claims=[_claim(ledger, name, entry, folder) for name, entry in ledger.entries.items()],
            command=ledger.provenance.command,
            facts=list(facts({key: value for key, value in to_json(ledger.provenance).items() if key not in NO_FACTS})),
        )
    )  # fmt: skip


def subtitle(ledger: Ledger) -> str:
    """How much was run."""
    sizes = ledger.provenance.sizes
    return (
        f"{counted(sizes.points, 'point')} of the space of parameters, {counted(sizes.pairs, 'pair')} of runs at each; "
        f"claims and thresholds {ledger.provenance.claims_sha256[:12]}"
    )


def _row(order: int, name: str, entry: Entry) -> dict[str, Any]:
    claim, judgement = entry
    row: dict[str, Any] = {
        "id": name, "order": order, "paper": claim.paper, "sentence": claim.sentence, "plain": judgement.verdict,
        "verdict": text.verdict_text(judgement), "record": judgement.findings.record if judgement.findings else "",
    }  # fmt: skip
    if claim.untestable:
        return row | dict.fromkeys(CELLS, "") | dict.fromkeys(KEYS, 0)
    share, applies = judgement.main.shares[SUPPORTS].share, judgement.found.applicable.share
    keys = dict(zip(KEYS, (np.nan_to_num(judgement.found.default.effect), share, share, applies), strict=True))
    rest = text.bend_text(judgement), f"{applies:.0%}", text.where_text(judgement), ", ".join(text.flags(judgement))
    return row | keys | dict(zip(CELLS, (*text.effect_text(judgement), *text.share_text(judgement), *rest), strict=True))


def _claim(ledger: Ledger, name: str, entry: Entry, folder: Path) -> dict[str, Any]:
    claim, judgement = entry
    article: dict[str, Any] = {
        "id": name, "sentence": claim.sentence, "verdict": text.verdict_text(judgement), "figure": None, "scales": [],
        "source": f"{claim.paper}, {claim.section}: {claim.passage} ({claim.status}).", "arms": _arms(claim),
    }  # fmt: skip
    if claim.untestable:
        return article | {"sentences": [f"Untestable here: {claim.untestable}"]}
    figure = _saved(claim_figure(ledger, name), folder / f"{name}.png")
    words = {"sentences": _sentences(entry), "caption": caption(judgement), "alt": alt(judgement)}
    return article | words | {"scales": _scales(judgement), "figure": figure}


def _sentences(entry: Entry) -> list[str]:
    claim, judgement = entry
    rule = rule_text(judgement.rule)
    where = f"It holds where: {rule}. {text.rule_quality(judgement)}" if rule else NO_RULE
    rivals = f"Rivals: {', '.join(claim.rivals)}." if claim.rivals else ""
    return [sentence for sentence in (*sentences_of(entry), where, rivals) if sentence]


def _scales(judgement: Judgement) -> list[list[str]]:
    """By multiple of the smallest effect of interest: the verdict and the share of each class."""
    return [
        [f"\u00d7 {scale}", at.verdict, *(f"{at.shares[kind].share:.0%}" for kind in CLASSES)]
        for scale, at in judgement.scales.items()
    ]


def _arms(claim: Claim) -> str:
    """A line an arm, and a line a measure."""
    shared = {"common to all": claim.common} if claim.common else {}
    arms = {**shared, **{f"arm {name}": arm for name, arm in claim.arms.items()}}
    measures = [f"{name} = {outcome}" for name, outcome in claim.measures.items() if "~" not in name]
    return "\n".join([*(f"{name}: {json.dumps(arm, ensure_ascii=False)}" for name, arm in arms.items()), *measures])


def _saved(figure: Any, path: Path) -> dict[str, Any]:
    with style():
        figure.savefig(path, metadata=METADATA["png"], dpi=DOTS)
    return embedded(path)
