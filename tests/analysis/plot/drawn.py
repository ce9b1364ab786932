"""Made-up things to draw: runs of two arms with their scenario and their past, and the table of a sweep."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
from tests.analysis.conftest import synthetic
from xarray import DataArray, Dataset

from concertacion.analysis.marks import with_marks
from concertacion.analysis.plot.picture import Panel, panels_of
from concertacion.analysis.plot.request import request_of
from concertacion.analysis.plot.sources import Runs, Table

SCENARIO = {"parameters": [], "events": [{"from": "2002Q1", "to": "2003Q2", "variable": "approval"}]}
OUTCOMES = {"quiet": SimpleNamespace(unit="share", meaning="made up", takes=("channel", "countries"))}


@cache
def dataset(runs: int = 24, seed: int = 1) -> Dataset:
    """Six years of runs whose approval is a walk, replayed until 2001, with a scenario."""
    made = with_marks(synthetic(runs, 6, seed), SCENARIO)
    steps = np.random.default_rng(seed).normal(0, 0.03, made["approval"].shape)
    made["approval"][:] = np.clip(0.45 + steps.cumsum(1), 0, 1)
    return made.assign_attrs(until=2001)


def measured(arm: str, names: list[str]) -> DataArray:
    """For each request, run r of an arm has r / 100, and 0.1 more in each later request."""
    values = np.arange(24)[:, None] / 100 + 0.1 * np.arange(len(names))
    return DataArray(values, dims=("run", "outcome"))


def runs_of(*arms: str) -> Runs:
    """Runs of arms, and a record of three years."""
    made = {arm: dataset(seed=seed) for seed, arm in enumerate(arms or ("one",), start=1)}
    past = next(iter(made.values()))[["approval"]].isel(run=0, quarter=slice(0, 12), drop=True)
    return Runs(made, OUTCOMES, measured, past, "made up")


def table(points: int = 400, replicates: int = 4) -> Table:
    """A sweep over two ranges and two forms, in which `result` rises with `push` under one of the forms."""
    rng = np.random.default_rng(1)
    push, pull, form = rng.random(points), rng.random(points), np.array(["joint", "apart"])[np.arange(points) % 2]
    result = 0.2 + 0.3 * push * (form == "joint") + 0.1 * pull + rng.normal(0, 0.02, points)
    rows = pd.DataFrame({"point": np.arange(points), "push": push, "pull": pull, "form": form, "result": result})
    rows = rows.loc[rows.index.repeat(replicates)].reset_index(drop=True)
    rows["result"] += rng.normal(0, 0.02, len(rows))
    rows["result.summit"], rows["other"] = rows["result"] / 2, rows["result"] + rng.normal(0, 0.1, len(rows))
    labels = {"push": {"units": "share"}, "result": {"units": "index"}}
    return Table(rows, ("result", "result.summit", "other"), ("push", "pull", "form"), labels, block="point", about="made up")


def panel(source: Runs | Table, **settings: object) -> Panel:
    """The one panel of a request."""
    (one,) = panels_of(source, request_of(**settings))  # type: ignore[arg-type]
    return one
