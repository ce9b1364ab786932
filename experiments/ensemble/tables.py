"""The tables of an ensemble: outcomes by run, recorded variables by run and year, events; and their summaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from xarray import Dataset

from concertacion.analysis import events, runs_that_went_well, summaries
from concertacion.analysis.compare.differences import MEANING
from concertacion.analysis.formatting import counted
from concertacion.analysis.long import in_parts, meaning_of, panel, panels, rule_of
from concertacion.analysis.outcomes import MAIN
from concertacion.experiments.output.formats import CODEBOOK, Tables
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.requests import STANDARD, name_of
from concertacion.sim.results import reduced
from concertacion.sim.world import World

KEYS = {"run": ("number", "run"), "year": ("year", "calendar year")}
SUMMED_UP = ("country", "other")  # dimensions over which sheets have means where there are others
BY_YEAR = ("variable", "unit", "runs", "low", "median", "high")
Row = tuple[str, str, str, str]  # of a codebook


def tables_of(world: World, dataset: Dataset, differences: pd.DataFrame | None = None) -> Tables:
    """The tables of the runs that went well; with their differences from the baseline, where they have one.

    Raises
    ------
    InputError
        If no run did.
    """
    dataset = runs_that_went_well(dataset)
    outcomes, labels = outcomes_of(world, dataset)
    summary = summaries.summary_of(outcomes.drop(columns="run"), labels)
    groups = {"_".join(dims) or "region": (dims, names) for dims, names in panels(dataset).items()}
    of_all = [*_of_outcomes(labels), *(("summary", name, *summaries.MEANING[name]) for name in map(str, summary))]
    if differences is not None:
        of_all += [("differences", name, *MEANING[name]) for name in MEANING]
    of_panels = [row for name, group in groups.items() for row in _of_panel(dataset, name, *group)]
    whole: dict[str, Any] = {
        "outcomes": [outcomes],
        "summary": [summary],
        **{name: _in_parts(dataset, names) for name, (_, names) in groups.items()},
        "events": (events.events(part) for part in in_parts(dataset)),
        **({} if differences is None else {"differences": [differences]}),
        "columns": [_codebook([*of_all, *of_panels, *(("events", name, *events.MEANING[name]) for name in events.COLUMNS)])],
    }

    def sheets() -> dict[str, pd.DataFrame]:
        return {
            "summary": summary,
            **{name: _sheet(dataset, *group) for name, group in groups.items()},
            **({} if differences is None else {"differences": differences}),
            "columns": _codebook([*of_all, *(("by year", name, *summaries.MEANING[name]) for name in BY_YEAR), *of_panels]),
        }

    runs = counted(dataset.sizes["run"], "run")
    caption = f"Outcomes over {runs} of {world.quarters // 4} years from {world.start}, {len(world.countries)} countries."
    titles, main = {name: shown.title for name, shown in MAIN.items()}, summary[summary["outcome"].isin(MAIN)]
    return Tables(whole, sheets, summaries.printed(main, dataset.sizes["run"], titles), caption)


def outcomes_of(world: World, dataset: Dataset) -> tuple[pd.DataFrame, dict[str, dict[str, str]]]:
    """The main and the standard outcomes, a row a run; and their units and meanings, by name."""
    names = tuple(dict.fromkeys((*MAIN, *STANDARD)))
    values = reduced(dataset, world, names)
    frame = pd.DataFrame({"run": values["run"].values} | {name: values.sel(outcome=name).values for name in names})
    declared = {name: OUTCOMES[name_of(name)] for name in names}
    return frame, {name: {"units": outcome.unit, "long_name": outcome.meaning} for name, outcome in declared.items()}


def _in_parts(dataset: Dataset, names: Sequence[str]) -> Iterator[pd.DataFrame]:
    for part in in_parts(dataset):
        yield panel(part, names)


def _sheet(dataset: Dataset, dims: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    """The sheet of variables with these dimensions: over runs, by year."""
    return summaries.by_year(dataset, names, [dim for dim in dims if len(dims) == 1 or dim not in SUMMED_UP])


def _of_outcomes(labels: Mapping[str, Mapping[str, str]]) -> list[Row]:
    """The columns of the table of outcomes."""
    keys = [("outcomes", "run", *KEYS["run"])]
    return keys + [("outcomes", name, label["units"], label["long_name"]) for name, label in labels.items()]


def _of_panel(dataset: Dataset, table: str, dims: Sequence[str], names: Sequence[str]) -> list[Row]:
    """The columns of a table by run and year."""
    keys = [(table, name, *KEYS[name]) for name in KEYS]
    labels = [(table, dim, "name", f"{dim}, as results.nc labels it".replace("_", " ")) for dim in dims]
    variables = {name: dataset[name.partition(".")[0]] for name in names}
    return [*keys, *labels, *((table, n, rule_of(variable).unit, meaning_of(variable, n)) for n, variable in variables.items())]


def _codebook(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(CODEBOOK))
