"""The page of a ledger: a table to sort and filter, a figure for every claim, maps of rivals; needs no network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from concertacion.analysis.claims import text as telling
from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.claims.rivals import groups, map_of, paragraph
from concertacion.analysis.claims.shares import CLASSES
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.figures import METADATA, rivals
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.figures.claims import alt, caption, claim_figure
from concertacion.analysis.formatting import counted
from concertacion.analysis.reports.ensemble import embedded, facts, templates

TEMPLATE = "ledger.html.j2"
COLUMNS = ("Claim", "What it says", "Verdict", "Effect", "Supports", "\u039b*", "Holds where", "Restates", "Record")
DOTS = 150  # of the figures an inch: there are many on the page
CELLS = ("effect", "effect_ends", "share", "share_ends", "bend", "where", "restates")
KEYS = ("effect_key", "share_key", "bend_key")  # by which the columns are sorted
TELL_ELSEWHERE = ("command", "thresholds")


def write_ledger_report(ledger: Ledger, folder: Path) -> str:
    """The page, with its PNG figures saved in a folder and embedded. Every text is escaped."""
    folder.mkdir(parents=True, exist_ok=True)
    maps = [map_of(ledger, group) for group in groups(ledger.tested)]
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"What {counted(len(ledger.entries), 'claim')} come to",
            subtitle=subtitle(ledger),
            summary=telling.summary(ledger),
            limits=telling.LIMITS,
            columns=COLUMNS,
            verdicts=VERDICTS,
            papers=sorted({entry["claim"]["paper"] for entry in ledger.entries.values()}),
            rows=[_row(order, name, entry) for order, (name, entry) in enumerate(ledger.entries.items())],
            rivals=[
                {
                    "title": " \u00d7 ".join(told.claims), "text": paragraph(told), "alt": rivals.alt(told),
                    "figure": _saved(rivals.rivals_map(told), folder / f"rivals-{told.claims[0]}.png"),
                }
                for told in maps
            ],
            claims=[_claim(ledger, name, entry, folder) for name, entry in ledger.entries.items()],
            command=str(ledger.facts["command"]),
            facts=list(facts({key: value for key, value in ledger.facts.items() if key not in TELL_ELSEWHERE})),
        )
    )  # fmt: skip


def subtitle(ledger: Ledger) -> str:
    """How much was run."""
    sizes = ledger.facts["sizes"]
    return (
        f"{counted(sizes['points'], 'point')} of the space of parameters, {counted(sizes['pairs'], 'pair')} of runs at each; "
        f"claims and thresholds {str(ledger.facts['claims_sha256'])[:12]}"
    )


def _row(order: int, name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    claim, judgement = entry["claim"], entry["judgement"]
    told = {"id": name, "order": order, "paper": claim["paper"], "sentence": claim["sentence"], "plain": judgement["verdict"]}
    told |= {"verdict": telling.verdict_of(entry), "record": judgement["record"]}
    if claim["untestable"]:
        return told | dict.fromkeys(CELLS, "") | dict.fromkeys(KEYS, 0)
    own, effect = judgement["scales"]["1.0"], judgement["default"]["effect"][0]
    keys = dict(zip(KEYS, (effect or 0.0, own["shares"]["supports"]["share"], own["shares"]["supports"]["share"]), strict=True))
    rest = telling.bend_of(entry), telling.where_of(entry), telling.restates_of(entry)
    return told | keys | dict(zip(CELLS, (*telling.effect_of(entry), *telling.share_of(entry), *rest), strict=True))


def _claim(ledger: Ledger, name: str, entry: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    claim = entry["claim"]
    told: dict[str, Any] = {
        "id": name, "sentence": claim["sentence"], "verdict": telling.verdict_of(entry), "figure": None, "scales": [],
        "source": f"{claim['paper']}, {claim['section']}: {claim['passage']} ({claim['status']}).",
        "arms": _arms(claim),
    }  # fmt: skip
    if claim["untestable"]:
        return told | {"said": [f"Untestable here: {claim['untestable']}"]}
    rule, scores = telling.rule_of(entry), telling.rule_scores(entry)
    said = [
        f"Effect: {claim['effect']['text']}. It supports the claim {telling.asked_of(entry)}. {claim['reason']}",
        f"Found where: {rule}. {scores}" if rule else "No rule was needed, or none was found, that says where it holds.",
        telling.put_in_words(entry),
        f"Against the record: {entry['judgement']['record']}.",
    ]
    if claim["rivals"]:
        said.append(f"Rivals: {', '.join(claim['rivals'])}.")
    scales = [
        [f"\u00d7 {scale}", at["verdict"], *(f"{at['shares'][kind]['share']:.0%}" for kind in CLASSES)]
        for scale, at in entry["judgement"]["scales"].items()
    ]
    figure = _saved(claim_figure(ledger, name), folder / f"{name}.png")
    return told | {"said": said, "scales": scales, "figure": figure, "caption": caption(entry), "alt": alt(entry)}


def _arms(claim: Mapping[str, Any]) -> str:
    """A line an arm, and a line a measure."""
    shared = {"common to all": claim["common"]} if claim["common"] else {}
    arms = {**shared, **{f"arm {name}": arm for name, arm in claim["arms"].items()}}
    measures = [f"{name} = {asked}" for name, asked in claim["measures"].items()]
    return "\n".join([*(f"{name}: {json.dumps(arm, ensure_ascii=False)}" for name, arm in arms.items()), *measures])


def _saved(figure: Any, path: Path) -> dict[str, Any]:
    with style():
        figure.savefig(path, metadata=METADATA["png"], dpi=DOTS)
    return embedded(path)
