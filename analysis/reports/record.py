"""The report of a comparison with the record: one HTML page, for readers who do not program."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.figures.sensitivity import SavedFigure
from concertacion.analysis.formatting import counted, words_of
from concertacion.analysis.record.facts import ALL
from concertacion.analysis.record.results import Results
from concertacion.analysis.reports.ensemble import embedded, facts, templates

TEMPLATE = "record.html.j2"


def write_record_report(results: Results, manifest: Mapping[str, Any], folder: Path, figures: Sequence[SavedFigure]) -> str:
    """The page, with the PNG figures of a folder embedded; the same arguments give the same bytes."""
    header, rows = results.intervals()
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title="The model against the record",
            subtitle=f"{counted(len(results.facts), 'fact')}, {counted(len(results.values), 'point')}",
            what=what_was_done(results, manifest),
            found=results.sentences,
            figures=[embedded(folder / f"{one.name}.png") | one._asdict() for one in figures],
            facts_rows=[_fact(row) for row in results.facts.to_dict("records")],
            moved_header=header, moved=rows,
            groups=[_group(results, row) for row in results.groups.to_dict("records")],
            command=str(manifest["command"]),
            facts=list(facts({key: value for key, value in manifest.items() if key not in ("command", "facts")})),
        )
    )  # fmt: skip


def what_was_done(results: Results, manifest: Mapping[str, Any]) -> list[str]:
    """Which runs, against which facts, and how to read them."""
    last = int(manifest["start"]) + int(manifest["years"]) - 1
    weigh = int((results.facts["role"] != "check").sum())
    return [
        f"Runs of {manifest['world']} from {manifest['start']} to {last} were held against "
        f"{counted(len(results.facts), 'fact')}, {weigh} of which count in the weights. Runs and record went through the same "
        "functions. Governments are simulated for facts about governments themselves and follow the data for all others. Forums "
        "are always simulated.",
        "A point of the space is ruled out if some fact lies farther from its runs than the cut allows, given how much "
        "single runs vary, the error of the fact and the stated discrepancy: how far the best version of the model may be from "
        "the past. "
        "Weights say how likely the record is at a point, by the parameters that move some fact.",
        "Facts that set a default or a range weigh too, and are marked: that the model agrees with them is no test of it.",
    ]


def _fact(row: Mapping[Any, Any]) -> dict[str, str]:
    return {
        "title": row["title"], "role": row["role"], "record": f"{row['record']:.3g}",
        "error": f"{row['error']:.2g} + {row['discrepancy']:.2g}",
        "prior": f"{row['prior_low']:.3g} to {row['prior_high']:.3g}", "weighted": f"{row['low']:.3g} to {row['high']:.3g}",
        "far": f"{row['implausibility']:.1f}", "ruled_out": f"{row['ruled_out']:.0%}",
        "doubt": "" if math.isnan(row["chance"]) else f"{row['chance']:.2g}",
    }  # fmt: skip


def _group(results: Results, row: Mapping[Any, Any]) -> dict[str, str]:
    farthest = words_of(str(results.values.columns[row["farthest"]]))
    return {
        "trial": row["trial"], "facts": str(row["facts"]), "left": f"{row['left']:.1%}", "effective": f"{row['effective']:.0f}",
        "k": f"{row['pareto_k']:.2f}", "moves": "" if row["trial"] == ALL else f"{farthest} ({row['moves']:+.2f})",
    }  # fmt: skip
