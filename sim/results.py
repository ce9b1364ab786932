"""Results: the records of runs as one labelled dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from concertacion.sim.declare import Field, declared
from concertacion.sim.outcomes.pairs import circles_of, common_work
from concertacion.sim.record import CountryRecord, ForumRecord, IssueRecord, Record, RegionRecord
from concertacion.sim.state import CHANNELS, DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS
from concertacion.sim.world import quarter_labels

if TYPE_CHECKING:
    from concertacion.sim.world import World

TOGETHER = Field("channel,country,other", "count", "domain-quarters in which the two worked together")
THEMES = {"countries": CountryRecord, "forums": ForumRecord, "issues": IssueRecord, "region": RegionRecord}


def coordinates(world: World, runs: np.ndarray) -> dict[str, Any]:
    """The labels of every dimension."""
    return {
        "run": ("run", np.asarray(runs, dtype=np.int64)),
        "quarter": ("quarter", list(quarter_labels(world))),
        "country": ("country", list(world.countries)),
        "other": ("other", list(world.countries)),
        "domain": ("domain", list(DOMAINS)),
        "channel": ("channel", list(CHANNELS)),
        "forum": ("forum", list(world.forums)),
        "power": ("power", list(world.powers)),
        "economic_model": ("economic_model", list(ECONOMIC_MODELS)),
        "political_model": ("political_model", list(POLITICAL_MODELS)),
        "country_name": ("country", list(world.country_names)),
        "subregion": ("country", list(world.subregions)),
        "tile_row": ("country", np.array([row for row, _ in world.tiles], dtype=np.int64)),
        "tile_column": ("country", np.array([column for _, column in world.tiles], dtype=np.int64)),
        "forum_name": ("forum", list(world.forum_names)),
    }


def recorded_variables() -> tuple[str, ...]:
    """Names of what is recorded, as in a dataset."""
    names = [f"forum_{name}" if theme == "forums" else name for theme, owner in THEMES.items() for name in declared(owner)]
    return (*names, "together")


def of_one_run(world: World, record: Record, run: int, status: int) -> xr.Dataset:
    """The labelled record of one run, with a dimension `run` of length 1."""
    themes: Any = (type(theme)(*(array[None] for array in theme)) for theme in record)
    return to_dataset(world, Record(*themes), np.array([run]), np.array([status]), {})


def to_dataset(world: World, stacked: Record, runs: np.ndarray, status: np.ndarray, attributes: dict[str, Any]) -> xr.Dataset:
    """A dataset from a record whose arrays have a leading run dimension; forum variables are prefixed `forum_`."""
    variables: dict[str, Any] = {
        "status": ("run", np.asarray(status, dtype=np.int64), {"long_name": "0 where the run went well"})
    }
    for theme, owner in THEMES.items():
        for name, field in declared(owner).items():
            array = getattr(getattr(stacked, theme), name)
            label = f"forum_{name}" if theme == "forums" else name
            variables[label] = (["run", *field.dims.split(",")], array, {"units": field.unit, "long_name": field.meaning})
    pairs = [common_work(circles_of(type(stacked.issues)(*(array[run] for array in stacked.issues)))) for run in range(len(runs))]
    named = {"units": TOGETHER.unit, "long_name": TOGETHER.meaning}
    variables["together"] = (["run", *TOGETHER.dims.split(",")], np.stack(pairs), named)
    return xr.Dataset(variables, coordinates(world, runs), attributes)


def to_summary(
    runs: np.ndarray, status: np.ndarray, values: np.ndarray, outcomes: dict[str, Any], attributes: dict[str, Any]
) -> xr.Dataset:
    """A dataset of summary outcomes: values (run, outcome), one variable an outcome."""
    variables: dict[str, Any] = {
        "status": ("run", np.asarray(status, dtype=np.int64), {"long_name": "0 where the run went well"})
    }
    for position, (name, field) in enumerate(outcomes.items()):
        variables[name] = ("run", values[:, position], {"units": field.unit, "long_name": field.meaning})
    return xr.Dataset(variables, {"run": ("run", np.asarray(runs, dtype=np.int64))}, attributes)
