"""An outcome of runs: one request of it for each year and each label of `by`, in the grammar of docs/outcomes.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis.plot.frame import Side, side_of
from concertacion.analysis.plot.request import ARM, Request
from concertacion.analysis.plot.sources import Runs
from concertacion.sim.declare import InputError, nearest

WORDS = {"channel": "channel", "domain": "domain", "country": "countries", "forum": "forums", "power": "power"}  # of outcomes
ONE = "it is one number"
UNNAMED = re.compile(r"NEW_\d+")  # forums founded in a run, another one in each: drawn only where they are selected


def base_of(name: str) -> str:
    """The name of an outcome without its words and window."""
    return name.partition("@")[0].partition(".")[0]


def measured_rows(runs: Runs, arm: str, name: str, request: Request, timed: bool, key: str) -> tuple[pd.DataFrame, Side]:
    """An outcome in each year, or over all of them: one request of an outcome for each year and each label of `by`."""
    dataset, declared = runs.arms[arm], runs.outcomes[base_of(name)]
    if runs.measured is None:
        raise InputError(f"{key}={name}: is worked out from the runs; say in which world they are, world=WORLD")
    plain, at, window = name.partition("@")
    if at and (timed or request.years):
        raise InputError(f"{key}={name}: has a window of its own; leave out {at}{window}, or name a kind of figure without time")
    for dim in (*request.select, *([request.by] if request.by else [])):
        if dim != ARM and WORDS.get(dim) not in declared.takes:
            takes = [word for word, kind in WORDS.items() if kind in declared.takes]
            raise InputError(f"{dim}: {plain} is not divided by it; {nearest(dim, takes) if takes else ONE}")
    parts = {dim: part for dim, part in request.select.items() if dim not in (ARM, request.by)}
    narrowing = [str(label) for dim, part in parts.items() for label in known_labels(dataset, dim, part)]
    labels = labels_of(dataset, request)
    years = years_in(dataset, request.years) if timed else [0]
    if request.years and not timed:
        at, window = "@", f"{request.years[0]}Q1:{request.years[1]}Q4"
    names = [
        ".".join([plain, *narrowing, *filter(None, [label])]) + (f"@{year}Q1:{year}Q4" if timed else at + window)
        for label in labels
        for year in years
    ]
    measured = runs.measured(arm, names)
    values = measured.values.reshape(-1, len(labels), len(years))
    run, by, year = np.indices(values.shape).reshape(3, -1)
    rows = pd.DataFrame({"run": dataset["run"].values[run], "value": values.reshape(-1)})
    rows = rows.assign(year=np.array(years)[year]) if timed else rows
    rows = rows.assign(by=pd.Categorical(np.array(labels)[by], labels)) if labels != [""] else rows
    return rows, side_of(name, declared.unit, declared.meaning)


def labels_of(dataset: Dataset, request: Request) -> list[str]:
    """The labels that an outcome is divided by; one empty one where it is not."""
    if request.by in (None, ARM):
        return [""]
    dim = str(request.by)
    chosen = request.select.get(dim, tuple(label for label in map(str, dataset[dim].values) if not UNNAMED.fullmatch(label)))
    return [str(label) for label in known_labels(dataset, dim, chosen)]


def known_labels(dataset: Dataset, dim: str, labels: Sequence[Any]) -> Sequence[Any]:
    """These labels of a dimension, checked, each once."""
    valid = [str(label) for label in dataset[dim].values]
    for label in labels:
        if label not in valid:
            raise InputError(f"select.{dim}={label}: there is no such {dim}; {nearest(str(label), valid)}")
    return list(dict.fromkeys(labels))


def years_in(dataset: Dataset, years: tuple[int, int] | None) -> list[int]:
    """The years of the runs that are drawn."""
    every = np.unique([int(str(label)[:4]) for label in dataset["quarter"].values])
    inside = every if years is None else every[(every >= years[0]) & (every <= years[1])]
    if not inside.size:
        raise InputError(f"years={list(years or ())}: outside the runs, which go from {every[0]} to {every[-1]}")
    return [int(year) for year in inside]
