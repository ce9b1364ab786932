"""Results: the records of runs as one labelled dataset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from concertacion.sim.declare import Field, declared
from concertacion.sim.outcomes import add_costly, summarise
from concertacion.sim.outcomes.circles import circles_of, common_work
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.record import THEMES, TOGETHER, Record, empty_record, label_of
from concertacion.sim.state import CHANNELS, DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS
from concertacion.sim.world import quarter_labels

if TYPE_CHECKING:
    from concertacion.sim.world import World

RUN_STATUS = Field(
    "run", "code", "0 where the run went well", codes=("well", "not_finite", "own_class", "time_limit", "process_ended")
)


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


def attributes_of(field: Field, kind: Any) -> dict[str, Any]:
    """Unit and meaning of a variable, and by the CF conventions what its codes stand for."""
    flags = {"flag_values": np.arange(len(field.codes), dtype=kind), "flag_meanings": " ".join(field.codes)}
    return {"units": field.unit, "long_name": field.meaning} | (flags if field.codes else {})


def of_one_run(world: World, record: Record, run: int, status: int) -> xr.Dataset:
    """The labelled record of one run, with a dimension `run` of length 1."""
    themes: Any = (type(theme)(*(array[None] for array in theme)) for theme in record)
    return to_dataset(world, Record(*themes), np.array([run]), np.array([status]), {})


def to_dataset(world: World, stacked: Record, runs: np.ndarray, status: np.ndarray, attributes: dict[str, Any]) -> xr.Dataset:
    """A dataset from a record whose arrays have a leading run dimension; forum variables are prefixed `forum_`."""
    variables: dict[str, Any] = {"status": ("run", np.asarray(status, dtype=np.int64), attributes_of(RUN_STATUS, np.int64))}
    for theme, owner in THEMES.items():
        for name, field in declared(owner).items():
            array = getattr(getattr(stacked, theme), name)
            if array.shape[1] == 0:
                continue  # not kept
            variables[label_of(theme, name)] = (["run", *field.dims.split(",")], array, attributes_of(field, array.dtype))
    pairs = [common_work(circles_of(type(stacked.issues)(*(array[run] for array in stacked.issues)))) for run in range(len(runs))]
    variables["together"] = (["run", *TOGETHER.dims.split(",")], np.stack(pairs), attributes_of(TOGETHER, np.int16))
    return xr.Dataset(variables, coordinates(world, runs), attributes)


def reduced(dataset: xr.Dataset, world: World, names: Sequence[str]) -> xr.DataArray:
    """Outcomes (requested as in `sim.outcomes.requests`) of the runs of a dataset of `to_dataset`: float64 (run, outcome).

    Raises
    ------
    InputError
        If a name, a word or a window is wrong.
    """
    measures, record = compile_measures(names, world), empty_record({str(name): size for name, size in dataset.sizes.items()})
    values = np.zeros((dataset.sizes["run"], len(names)))
    parts: list[tuple[str, Any]] = list(zip(THEMES, record, strict=True))
    arrays = [
        (getattr(part, n), dataset[label_of(theme, n)].values)
        for theme, part in parts
        for n in part._fields
        if label_of(theme, n) in dataset
    ]
    for run in range(len(values)):
        for array, saved in arrays:
            array[...] = saved[run]
        summarise(record, measures, values[run])
        add_costly(record, measures, values[run])
    return xr.DataArray(values, {"run": dataset["run"], "outcome": list(names)}, ("run", "outcome"))


def to_summary(
    runs: np.ndarray, status: np.ndarray, values: np.ndarray, outcomes: dict[str, Any], attributes: dict[str, Any]
) -> xr.Dataset:
    """A dataset of summary outcomes: values (run, outcome), one variable an outcome."""
    variables: dict[str, Any] = {"status": ("run", np.asarray(status, dtype=np.int64), attributes_of(RUN_STATUS, np.int64))}
    for position, (name, field) in enumerate(outcomes.items()):
        variables[name] = ("run", values[:, position], {"units": field.unit, "long_name": field.meaning})
    return xr.Dataset(variables, {"run": ("run", np.asarray(runs, dtype=np.int64))}, attributes)
