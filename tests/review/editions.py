"""Runs of whichever edition of the model is installed, and estimates with their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import xarray as xr
from scipy.stats import qmc

from concertacion.sim.declare import Prior
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.scenario import make_scenario
from concertacion.sim.world import World, load_world

SECOND = find_spec("concertacion.sim.mechanisms.bilateral") is not None
EDITION = "second" if SECOND else "first"
RUNS, SEED = 64, 1
NINETY = 1.645  # standard errors on either side of an interval that holds 90 %
CHANNELS = ("technical", "minilateral", "summit")


class Estimate(NamedTuple):
    """A number, the ends of its 90 % interval (the number itself where nothing is drawn), and runs (pairs, for effects)."""

    value: float
    low: float
    high: float
    runs: int


@cache
def world(start: int = 2012, years: int = 12, countries: str | None = None, **choices: Any) -> World:
    """Latin America."""
    return load_world("latin_america", countries=countries, start=start, years=years, **choices)


def scenario(events: Sequence[Mapping[str, Any]] = (), windows: Sequence[Mapping[str, Any]] = ()) -> Any:
    """A scenario of events and windows of parameters."""
    return make_scenario({"name": "review", "events": list(events), "parameters": list(windows)})


def through(variable: str, value: float, **where: Any) -> dict[str, Any]:
    """An event that sets a variable in every quarter of the run."""
    return {"from": "+0", "to": "+400", "variable": variable, "set": value, **where}


def measured(
    outcomes: Sequence[str], events: Sequence[Mapping[str, Any]] = (), at: World | None = None, runs: int = RUNS,
    windows: Sequence[Mapping[str, Any]] = (), mode: str = "free", **parameters: float,
) -> pd.DataFrame:  # fmt: skip
    """Outcomes of runs 0 to `runs`, one row a run."""
    data = ensemble(
        at or world(),
        Parameters(**parameters),
        scenario(events, windows) if events or windows else None,
        runs=runs,
        seed=SEED,
        mode=mode,
        keep="summary",
        outcomes=list(outcomes),
        workers=1,
    )
    return pd.DataFrame({name: data[name].values for name in outcomes})


def records(
    events: Sequence[Mapping[str, Any]] = (), at: World | None = None, runs: int = RUNS, mode: str = "free", **parameters: float
) -> xr.Dataset:
    """Trajectories of runs."""
    told = scenario(events) if events else None
    data = ensemble(at or world(), Parameters(**parameters), told, runs=runs, seed=SEED, mode=mode, workers=1)
    return data.transpose("run", "quarter", "channel", "forum", "domain", "country", ...)


def mean(values: Any) -> Estimate:
    """The mean of runs."""
    x = np.asarray(values, dtype=float)
    x = x[~np.isnan(x)]
    half = NINETY * x.std(ddof=1) / len(x) ** 0.5 if len(x) > 1 else 0.0
    return Estimate(x.mean(), x.mean() - half, x.mean() + half, len(x))


def fact(value: float) -> Estimate:
    """A number in which nothing is drawn."""
    return Estimate(float(value), float(value), float(value), 0)


def change(treated: Any, control: Any) -> Estimate:
    """The relative change of a mean, run by run paired; the interval by the delta method."""
    t, c = np.asarray(treated, dtype=float), np.asarray(control, dtype=float)
    both = ~(np.isnan(t) | np.isnan(c))
    t, c = t[both], c[both]
    ratio = t.mean() / c.mean()
    half = NINETY * (t - ratio * c).std(ddof=1) / len(t) ** 0.5 / c.mean()
    return Estimate(ratio - 1.0, ratio - 1.0 - half, ratio - 1.0 + half, len(t))


def one_plus(estimate: Estimate) -> Estimate:
    """A ratio from a relative change."""
    return Estimate(*(1.0 + end for end in estimate[:3]), estimate.runs)


def changes(treated: pd.DataFrame, control: pd.DataFrame) -> dict[str, Estimate]:
    """The relative change of each outcome."""
    return {name: change(treated[name], control[name]) for name in control}


def differences(treated: pd.DataFrame, control: pd.DataFrame) -> dict[str, Estimate]:
    """The change of each outcome."""
    return {name: mean(treated[name] - control[name]) for name in control}


def space(points: int, seed: int = 1) -> Iterator[Parameters]:
    """A Latin hypercube over the ranges of all parameters that are no levers."""
    axes = [(name, prior) for name, prior in DECLARED.items() if isinstance(prior, Prior) and not prior.lever]
    for row in qmc.LatinHypercube(len(axes), rng=seed).random(points):
        yield Parameters(**{name: along(prior, u) for (name, prior), u in zip(axes, row, strict=True)})


def along(prior: Prior, u: float) -> float:
    """The value at share `u` of the range, in logarithms where the range is one of ratios."""
    if getattr(prior, "scale", "linear") == "log":
        return float(prior.low * (prior.high / prior.low) ** u)
    return float(prior.low + (prior.high - prior.low) * u)
