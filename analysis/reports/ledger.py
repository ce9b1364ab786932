"""The page of a ledger: a table to sort and filter, a figure for every claim, maps of rivals; needs no network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Entry, Ledger
from concertacion.analysis.claims.rivals import groups
from concertacion.analysis.claims.shares import CLASSES, SUPPORTS
from concertacion.analysis.claims.typed_json import to_json
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.figures import METADATA, rivals
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.figures.claims import alt, caption, claim_figure
from concertacion.analysis.formatting import counted
from concertacion.analysis.reports.ensemble import embedded, facts, templates
from concertacion.analysis.wording import papers, summary, weighed
from concertacion.analysis.wording.amounts import demand
from concertacion.analysis.wording.parameters import glossed_once, rule_in_words
from concertacion.analysis.wording.rivals import (
    INTRODUCTION,
    TITLE,
    allies,
    beside,
    conclusion,
    maps_of,
    of_sides,
    paragraph,
    several_by_side,
)
from concertacion.analysis.wording.sentences import lines_of
from concertacion.analysis.wording.verdicts import POINTS, TENDENCIES, made_of, meanings, possible, verdict_text, why

TEMPLATE = "ledger.html.j2"
COLUMNS = (
    "Claim",
    "What it says",
    "Verdict",
    "What the points show",
    "Effect",
    "Supports if",
    "Applies",
    "Holds where",
    "Warnings",
)
DOTS = 150  # of the figures an inch: there are many on the page
CELLS = ("made_of", "effect", "effect_ends", "demand", "applies", "where", "flags")
KEYS = ("share_key", "effect_key", "applies_key")  # by which the columns are sorted
NO_FACTS = ("command", "thresholds")


def write_ledger_report(ledger: Ledger, folder: Path, full: int) -> str:
    """The page, with its PNG figures saved in a folder and embedded; `full`: the points of a full test. Every text is escaped."""
    folder.mkdir(parents=True, exist_ok=True)
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"{counted(len(ledger.entries), 'claim').capitalize()} put to the test",
            subtitle=subtitle(ledger),
            quick=summary.quick(ledger.provenance.sizes, full),
            summary=_summary(ledger),
            weighed=_weighed(ledger),
            limits=summary.LIMITS,
            columns=COLUMNS,
            verdicts=VERDICTS,
            meanings=meanings(),
            tendencies=TENDENCIES.replace("*", ""),
            possible=possible(),
            points=POINTS,
            flags={flag: meaning for flag, (_, meaning) in summary.FLAGS.items()},
            papers=sorted(ledger.papers),
            rows=[_row(order, name, entry) for order, (name, entry) in enumerate(ledger.entries.items())],
            rivals_title=TITLE,
            rivals_introduction=INTRODUCTION.replace("*", ""),
            texts_title=papers.TITLE,
            texts_introduction=papers.introduction(ledger, full).replace("*", ""),
            texts={paper: papers.of_paper(ledger, paper) for paper in ledger.papers},
            rivals=[_rivals(ledger, group, folder) for group in groups(ledger.tested)],
            claims=[_claim(ledger, name, entry, folder) for name, entry in ledger.entries.items()],
            command=ledger.provenance.command,
            facts=list(facts({key: value for key, value in to_json(ledger.provenance).items() if key not in NO_FACTS})),
        )
    )


def _summary(ledger: Ledger) -> dict[str, list[str]]:
    said = summary.by_head(ledger)
    return {**said, summary.RECORD: [*said[summary.RECORD], *weighed.summary(ledger)]}


def _rivals(ledger: Ledger, group: Sequence[str], folder: Path) -> dict[str, Any]:
    maps = maps_of(ledger, group)
    says, named = {name: ledger.entries[name].claim.sentence for name in group}, glossed_once()
    bars, *others = (several_by_side(*each) for each in maps)
    drawn = rivals.rivals_bars(bars, others[0] if others else None, says)
    figures = [("wide", _saved(drawn, folder / f"rivals-{group[0]}.png"))]
    figures += [
        ("wide", _saved(rivals.rivals_map(one), folder / f"rivals-{'map-weighted' if one.weighted else 'map'}-{group[0]}.png"))
        for _, one in maps
        if one.fine
    ]
    chart, *under = (of_sides(*each) for each in maps)
    weighted = under[0] if under else None
    return {
        "title": " \u00d7 ".join(group), "sentences": says,
        "conclusion": conclusion(chart), "alt": rivals.alt(chart, weighted), "figures": figures,
        "text": paragraph(chart, named).removeprefix(conclusion(chart)).strip(),
        "beside": weighted and beside(chart, weighted, named),
        "allies": allies({name: ledger.entries[name].claim for name in group}),
    }  # fmt: skip


def _weighed(ledger: Ledger) -> dict[str, Any] | None:
    """Verdicts under uniform and weighted points side by side; None without weights."""
    weights = ledger.provenance.weights
    if weights is None:
        return None
    header, rows = weighed.table_of(ledger)
    words = {
        "meanings": weighed.MEANINGS,
        "belief": weighed.belief(weights),
        "note": weighed.chance_note(ledger).replace("*", ""),
    }
    return {"header": header, "rows": rows, **words}


def subtitle(ledger: Ledger) -> str:
    """How much was run."""
    sizes = ledger.provenance.sizes
    return (
        f"{counted(sizes.points, 'point')} of the space of parameters, up to {counted(sizes.most_pairs, 'pair')} of runs at each"
    )


def _row(order: int, name: str, entry: Entry) -> dict[str, Any]:
    claim, judgement, _ = entry
    row: dict[str, Any] = {
        "id": name, "order": order, "paper": claim.paper, "sentence": claim.sentence, "plain": judgement.verdict,
        "verdict": judgement.verdict, "definition": why(judgement, "" if claim.untestable else claim.main.shape),
    }  # fmt: skip
    if claim.untestable:
        return row | dict.fromkeys(CELLS, "") | dict.fromkeys(KEYS, 0)
    row["verdict"] = verdict_text(judgement)
    share, applies = judgement.main.shares[SUPPORTS].share, judgement.found.applicable.share
    keys = dict(zip(KEYS, np.nan_to_num((share, judgement.found.default.effect, applies)), strict=True))
    where = rule_in_words(judgement.rule, glossed_once()) if judgement.main.rule_holds else ""
    shown = made_of(judgement.main.shares, shape=claim.main.shape)
    rest = demand(claim.main), f"{applies:.0%}", where, ", ".join(summary.flags(judgement, claim))
    return row | keys | dict(zip(CELLS, (shown, *summary.effect_text(entry), *rest), strict=True))


def _claim(ledger: Ledger, name: str, entry: Entry, folder: Path) -> dict[str, Any]:
    claim, judgement, _ = entry
    article: dict[str, Any] = {
        "id": name, "sentence": claim.sentence, "verdict": judgement.verdict, "figure": None, "scales": [], "arms": _arms(claim),
        "lines": lines_of(ledger, name),
    }  # fmt: skip
    if claim.untestable:
        return article
    words = {"verdict": verdict_text(judgement), "caption": caption(ledger, name), "alt": alt(judgement)}
    return article | words | {"scales": _scales(judgement), "figure": _saved(claim_figure(ledger, name), folder / f"{name}.png")}


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
