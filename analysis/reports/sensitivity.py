"""The report of a sensitivity analysis: one HTML page, for readers who do not program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from xarray import Dataset

from concertacion.analysis.figures.sensitivity import SavedFigure
from concertacion.analysis.formatting import counted, inside, listed, words_of
from concertacion.analysis.reports.ensemble import embedded, facts, templates
from concertacion.analysis.sensitivity.convergence import told
from concertacion.analysis.sensitivity.results import SensitivityResults

TEMPLATE = "sensitivity.html.j2"
READ = {
    "sobol": "The outcome varies over the points of the design. A Sobol' index is the share of that variance due to a parameter: "
    "to the parameter alone (first-order), or with all its interactions (total). Total shares may add up to more than 1.",
    "morris": "The effect of a parameter is the change in the outcome when the parameter moves, scaled up to its whole range and "
    "measured from many points. The mean size ranks the parameters; where its standard deviation is as large, the effect "
    "depends on the others, or comes in jumps.",
    "pawn": "The PAWN index of a parameter is how far the distribution of the outcome moves, from 0 to 1, when the parameter is "
    "held in one part of its range. It asks nothing of the shape of the distribution, so it suits skewed outcomes.",
}
MAIN = {"sobol": "Total share", "morris": "Mean effect", "pawn": "PAWN index"}
MANY = 4  # outcomes that a title no longer names
SECOND = {"sobol": ("Share alone", "S1"), "morris": ("With sign", "mu")}


def write_sensitivity_report(
    results: SensitivityResults,
    screen: SensitivityResults | None,
    dataset: Dataset,
    manifest: Mapping[str, Any],
    folder: Path,
    figures: Sequence[SavedFigure],
) -> str:
    """The page, with the PNG figures of a folder embedded. Every text is escaped; the same arguments give the same bytes."""
    second = SECOND.get(results.method)
    runs = dataset.sizes["point"] * dataset.sizes["replicate"]
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=title(results),
            subtitle=f"{counted(dataset.sizes['axis'], 'parameter')}, {counted(runs, 'run')}",
            what=what_was_done(results, screen, dataset, manifest),
            verdicts=[(words_of(outcome), sentences) for outcome, sentences in verdicts(results)],
            figures=[embedded(folder / f"{one.name}.png") | one._asdict() for one in figures],
            tables=[table_of(results, dataset, outcome) for outcome in told(results.method, results.checks)],
            main=MAIN[results.method],
            second=second[0] if second else "",
            command=str(manifest["command"]),
            facts=list(facts({key: value for key, value in manifest.items() if key != "command"})),
        )
    )


def title(results: SensitivityResults) -> str:
    """The title of the page."""
    names = [inside(outcome) for outcome in results.outcomes]
    several = len(names) > 1
    outcomes = listed(names) if len(names) < MANY else counted(len(names), "outcome")
    return f"What {outcomes} {'depend' if several else 'depends'} on"


def what_was_done(
    results: SensitivityResults, screen: SensitivityResults | None, dataset: Dataset, manifest: Mapping[str, Any]
) -> list[str]:
    """Which runs, by which design, and how to read the indices."""
    varied = counted(dataset.sizes["axis"], "parameter")
    points, runs = counted(dataset.sizes["point"], "point"), counted(dataset.sizes["replicate"], "run")
    last = int(manifest["start"]) + int(manifest["years"]) - 1
    sentences = [
        f"{varied} of the world {manifest['world']} (scenario {manifest['scenario']}, {manifest['start']} to {last}, "
        f"{manifest['mode']} politics) varied over their ranges: {points}, {runs} at each. Indices are computed on the means "
        "over the runs at a point. What is not varied keeps its setting."
    ]
    if screen is not None:
        sentences.append(
            f"These {varied} were chosen by a Morris screen over {screen.indices['parameter'].nunique()} at "
            f"{counted(int(screen.checks['points'].max()), 'point')}: those among the strongest of any outcome there. The others "
            "are at their setting, so the shares are of the variance that the chosen ones make."
        )
    if dataset.attrs["failed"]:
        sentences.append(f"{counted(int(dataset.attrs['failed']), 'run')} failed and are left out.")
    sentences += [f"{sentence[0].upper()}{sentence[1:]}." for sentence in results.undefined]
    return [*sentences, READ[results.method]]


def verdicts(results: SensitivityResults) -> Iterator[tuple[str, str]]:
    """Each outcome, with whether the sample was enough and how much of the variance is random noise."""
    columns = (results.checks[name] for name in ("outcome", "verdict", "noise", "noise_in_means", "points", "left_out"))
    for outcome, verdict, noise, in_means, points, left_out in zip(*columns, strict=True):
        gaps = f" {left_out} of {points + left_out} points are left out: a run in their block has no value." if left_out else ""
        of_runs = (
            f"Random noise accounts for {100 * noise:.0f}% of the variance of single runs, and for {100 * in_means:.0f}% of the "
            "variance of the means from which the indices are computed."
            if np.isfinite(noise)
            else "With one run a point, random noise cannot be separated from the parameters."
        )
        yield outcome, f"{verdict} {of_runs}{gaps}"


def table_of(results: SensitivityResults, dataset: Dataset, outcome: str) -> dict[str, Any]:
    """The strongest parameters of one outcome as texts."""
    one = results.indices[results.indices["outcome"] == outcome]
    second = SECOND.get(results.method)
    second_values = one[one["measure"] == (second[1] if second else "")].set_index("parameter")["value"]
    rows = [
        {
            "name": words_of(name), "value": f"{value:.2g}", "interval": f"{low:.2g} to {high:.2g}",
            "second": f"{second_values[name]:.2g}" if second else "", "meaning": str(dataset[name].attrs.get("long_name", "")),
        }
        for name, value, low, high in zip(*(results.top(outcome)[c] for c in ("parameter", "value", "low", "high")), strict=True)
    ]  # fmt: skip
    about = str(dataset[outcome].attrs.get("long_name", ""))
    unit = str(dataset[outcome].attrs.get("units", ""))
    return {"title": words_of(outcome), "caption": f"{about} ({unit})." if about else "", "rows": rows}
