"""The figures of a sensitivity analysis, saved, with their texts in the report."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis.figures import METADATA, interactions, phase, ranking, responses
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.formatting import inside
from concertacion.analysis.sensitivity.results import SensitivityResults


class SavedFigure(NamedTuple):
    """A saved figure: name of its files, title, caption and alternative text."""

    name: str
    title: str
    caption: str
    alt: str


def save_sensitivity_figures(
    results: SensitivityResults, dataset: Dataset, plane: Dataset | None, folder: Path, formats: tuple[str, ...] = ("png", "pdf")
) -> list[SavedFigure]:
    """Draw the ranking, the responses and interactions of each outcome and, where `plane` is a grid over two axes, its phases."""
    folder.mkdir(parents=True, exist_ok=True)
    units = {name: str(dataset[name].attrs.get("units", "")) for name in results.outcomes}
    saved: list[SavedFigure] = []

    def keep(figure: Figure, *words: str) -> None:
        for kind in formats:
            with style():
                figure.savefig(folder / f"{words[0]}.{kind}", metadata=METADATA[kind])
        saved.append(SavedFigure(*words))

    tables = results.indices, results.checks
    keep(
        ranking.ranking(results.method, *tables, units), "ranking", ranking.TITLE,
        ranking.caption(results.method, *tables), ranking.alt(results.method, *tables),
    )  # fmt: skip
    for outcome in results.outcomes:
        names = list(results.top(outcome, responses.SHOWN)["parameter"])
        words = responses.caption(dataset, outcome, names), responses.alt(dataset, outcome, names)
        keep(responses.responses(dataset, outcome, names), *_named(responses.TITLE, outcome), *words)
        one = results.indices[results.indices["outcome"] == outcome]
        if (one["measure"] == "S2").any():
            words = interactions.caption(one, outcome), interactions.alt(one, outcome)
            keep(interactions.interactions(one, outcome), *_named(interactions.TITLE, outcome), *words)
    if plane is not None:
        pair = str(plane["axis"].values[0]), str(plane["axis"].values[1])
        words = phase.caption(plane, pair, results.outcomes[0]), phase.alt(plane, pair, results.outcomes[0])
        keep(phase.phase(plane, pair, results.outcomes[0]), "phase", phase.TITLE, *words)
    return saved


def _named(kind: str, outcome: str) -> tuple[str, str]:
    """The name of the files of a figure of an outcome (a colon is not allowed everywhere), and its title."""
    return f"{kind.lower()}-{outcome.replace(':', '_')}", f"{kind}: {inside(outcome)}"
