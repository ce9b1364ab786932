"""The report of scores: one HTML page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures import calibration as drawing
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.formatting import counted
from concertacion.analysis.reports.ensemble import embedded, facts, templates
from concertacion.analysis.score.chances import some
from concertacion.analysis.score.kinds import Kind
from concertacion.analysis.score.scores import measures_of
from concertacion.analysis.score.words import sentences

TEMPLATE = "score.html.j2"
AXES = {
    True: ("predicted chance of {outcome}", "share of these rows with {outcome}"),
    False: ("level of the prediction", "share of rows at or below it"),
}


def save_calibration(
    kind: Kind, outcome: str, chances: Mapping[str, np.ndarray], happened: np.ndarray, folder: Path
) -> dict[str, str]:
    """Draw the calibration of an outcome into a folder; returns the figure's name, title, caption and alternative text."""
    folder.mkdir(parents=True, exist_ok=True)
    any_ = len(kind.outcomes) == 1
    curves = {
        name: drawing.reliability(some(each), happened > 0) if any_ else drawing.spread(each, happened)
        for name, each in chances.items()
    }
    what = "a filled seat" if kind.binary else f"any {outcome}"
    figure = drawing.calibration(curves, *(text.format(outcome=what) for text in AXES[any_]))
    name = f"calibration_{outcome}"
    with style():
        for form in ("png", "pdf"):
            figure.savefig(folder / f"{name}.{form}", metadata=METADATA[form])
    caption = (
        f"Rows by predicted chance, in bins of equal size, n = {len(happened)}. On the diagonal, as much happened as was "
        "predicted; below it, less."
        if any_
        else f"Share of the {len(happened)} rows at or below each level of their prediction. On the diagonal, predictions "
        "are as wide as they should be; above it they are too high, below it too low."
    )
    return {"name": name, "title": f"{drawing.TITLE}, {outcome}", "caption": caption, "alt": drawing.alt(curves)}


def score_page(
    kind: Kind, scores: pd.DataFrame, differences: pd.DataFrame, unscored: pd.DataFrame, printed: pd.DataFrame,
    models: Sequence[str], figures: Sequence[Mapping[str, str]], folder: Path, manifest: Mapping[str, Any],
) -> str:  # fmt: skip
    """The page, with the figures of a folder embedded. Every text is escaped; the same arguments give the same bytes."""
    counts = unscored["reason"].value_counts(sort=False)
    rows = int(scores["n"].max())
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"Scores of {kind.name}",
            subtitle=f"{counted(rows, 'row')} scored, {counted(len(unscored), 'row')} not",
            sentences=sentences(scores, differences, models),
            events=kind.events,
            header=list(printed.columns),
            rows=printed.to_numpy().tolist(),
            measures=[(name, text) for outcome in kind.outcomes for name, text in measures_of(kind, outcome).items()],
            figures=[dict(figure) | embedded(folder / f"{figure['name']}.png") for figure in figures],
            unscored=[(str(reason), counted(int(count), "row")) for reason, count in counts.items()],
            command=str(manifest["command"]),
            facts=list(facts({key: value for key, value in manifest.items() if key not in ("command", "parameters")})),
        )
    )
