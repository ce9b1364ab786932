"""From runs with their record to one tidy frame: a recorded variable by its dimensions, or an outcome by its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from xarray import DataArray, Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.formatting import spelled
from concertacion.analysis.long import long, yearly, yearly_names
from concertacion.analysis.plot.acts import arms_that_act
from concertacion.analysis.plot.frame import Frame, Side, label_of, side_of
from concertacion.analysis.plot.measured import UNNAMED, base_of, known_labels, measured_rows
from concertacion.analysis.plot.request import ARM, TIME, WITH_RECORD, Request
from concertacion.analysis.plot.sources import LISTS, Runs
from concertacion.analysis.plot.words import one_arm_only, said_of, title_apart
from concertacion.analysis.units import scale_of, unit_apart
from concertacion.sim.declare import InputError, nearest

COUNTRY = "country"
NAMED = (COUNTRY, "forum")  # dimensions whose labels have names in the results
KEYS = ["run", "year", "by", "value"]


class Values(NamedTuple):
    """A quantity of the runs of all arms: rows run, year (if through time), by (if split), value; `run` tells arms apart."""

    rows: pd.DataFrame
    side: Side


def frame_of_runs(runs: Runs, request: Request, key: str = "y") -> Frame:
    """The frame of a completed request (`analysis.plot.choice.completed`); `key`: the setting that names its quantity.

    Raises
    ------
    InputError
        If a name, a part or a year is not in the runs.
    """
    runs = chosen_arms(runs, request)
    first = next(iter(runs.arms.values()))
    timed = request.x == TIME
    values = values_of(runs, request.y, request, timed, key)
    rows, x, record = values.rows, None, None
    by = side_by(request.by, values.rows, runs) if request.by else None
    if timed:
        x = Side("year", "Year")
        rows = rows.rename(columns={"year": "x"})
        record = record_rows(runs, request, values.rows)
    elif request.x is not None:
        other = values_of(runs, request.x, request, timed, "x")
        x, keys = other.side, [key for key in ("run", "by") if key in values.rows]
        merged = values.rows.merge(other.rows, on=keys, suffixes=("", "_x"))
        rows = merged.rename(columns={"value_x": "x"})
    if by:
        order = by_order(values.rows, runs, by.name)
        rows = rows.assign(by=pd.Categorical(rows["by"].astype(str), order).codes.astype(np.int64))
    tiles = tiles_of(first, by_order(values.rows, runs, "country")) if request.kind == "map" else None
    return Frame(
        rows.reset_index(drop=True), values.side, x, by=by, timed=timed, acts=arms_that_act(runs.arms), record=record,
        tiles=tiles, about=runs.about, limits=(0.0,) if request.against else (),
        title=title_apart(runs, request) if request.against else "",
        said=said_of(runs, request),
    )  # fmt: skip


def chosen_arms(runs: Runs, request: Request) -> Runs:
    """The runs that went well of the arms that are selected; of several, `by=arm` must tell them apart."""
    control, wanted = (request.against,) if request.against else (), runs.drawn(request)
    for key, names in {"select.arm": wanted, "against": control}.items():
        for name in names:
            if name not in runs.arms:
                raise InputError(f"{key}={name}: there is no such arm; {nearest(str(name), runs.arms)}")
    if not wanted:
        raise InputError(f"against={request.against}: there is no other arm; draw from the folder of a comparison")
    if len(wanted) > 1 and request.by != ARM:
        raise InputError(one_arm_only(runs, request))
    return runs._replace(arms={name: runs_that_went_well(runs.arms[name]) for name in (*control, *wanted)})


def values_of(runs: Runs, name: str, request: Request, timed: bool, key: str) -> Values:
    """A quantity of all arms, as rows.

    Raises
    ------
    InputError
        If there is no such quantity, it has no such parts, or needs a world to be worked out.
    """
    parts, side = [], None
    control = rows_of_arm(runs, request.against, name, request, timed, key)[0] if request.against else None
    for number, arm in enumerate(runs.drawn(request)):
        rows, side = rows_of_arm(runs, arm, name, request, timed, key)
        if control is not None:
            rows, side = rows_apart(control, rows, side)
        rows = rows.assign(run=rows["run"].astype(np.int64) + number * 10**9)
        parts.append(rows.assign(by=arm) if request.by == ARM else rows)
    assert side is not None
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[np.isfinite(rows["value"])]
    if rows.empty:
        raise InputError(f"{key}={name}: has no value in what is selected; select more, or other years")
    return Values(rows[[key for key in KEYS if key in rows]], side)


def rows_of_arm(runs: Runs, arm: str, name: str, request: Request, timed: bool, key: str) -> tuple[pd.DataFrame, Side]:
    """A quantity of one arm, as rows."""
    if base_of(name) in runs.outcomes:
        return measured_rows(runs, arm, name, request, timed, key)
    return recorded_rows(runs.arms[arm], name, request, timed, runs, key)


def rows_apart(control: pd.DataFrame, treated: pd.DataFrame, side: Side) -> tuple[pd.DataFrame, Side]:
    """Differences run by run, treated minus control; those of shares in percentage points."""
    keys = [key for key in KEYS if key in treated and key != "value"]
    rows = treated.merge(control, on=keys, suffixes=("", "_control"))
    rows["value"] = scale_of(side.unit) * (rows["value"] - rows["value_control"])
    return rows[[*keys, "value"]], side._replace(title="Difference", unit=unit_apart(side.unit), difference=True)


def recorded_rows(
    dataset: Dataset, name: str, request: Request, timed: bool, runs: Runs, key: str
) -> tuple[pd.DataFrame, Side]:  # fmt: skip
    """A recorded variable by year, or its mean over the years."""
    valid = yearly_names(dataset)
    if name not in valid:
        raise InputError(f"{key}={name}: there is no such name; {nearest(name, [*valid, *runs.outcomes])} {LISTS}")
    keep = [request.by] if request.by and request.by != ARM else []
    array = in_years(yearly(narrowed(dataset, request.select, name), name, keep), request.years)
    side = side_of(name, str(array.attrs["units"]), str(array.attrs["long_name"]))
    if keep == ["forum"] and "forum" not in request.select:
        array = array.sel(forum=[label for label in array["forum"].values if not UNNAMED.fullmatch(str(label))])
    rows = long(array if timed else array.mean("year"))
    return rows.rename(columns={keep[0]: "by"} if keep else {}), side


def narrowed(dataset: Dataset, select: Mapping[str, Sequence[Any]], name: str) -> Dataset:
    """The parts of a Dataset that are selected.

    Raises
    ------
    InputError
        If the variable has no such dimension, or the dimension no such label.
    """
    dims = [str(dim) for dim in dataset[name.partition(".")[0]].dims if dim not in ("run", "quarter")]
    for dim, labels in select.items():
        if dim == ARM:
            continue
        if dim not in dims:
            raise InputError(
                f"select.{dim}: {name} is not recorded by it; " + (nearest(dim, dims) if dims else "it is one number")
            )
        dataset = dataset.sel({dim: known_labels(dataset, dim, labels)})
    return dataset


def in_years(array: DataArray, years: tuple[int, int] | None) -> DataArray:
    """The years that are drawn."""
    if years is None:
        return array
    inside = array.sel(year=slice(*years))
    if not inside.sizes["year"]:
        first, last = array["year"].values[[0, -1]]
        raise InputError(f"years={list(years)}: outside the runs, which go from {first} to {last}")
    return inside


def side_by(by: str, rows: pd.DataFrame, runs: Runs) -> Side:
    """What a frame is divided by, its labels as figures show them."""
    names, order = names_in(next(iter(runs.arms.values())), by), by_order(rows, runs, by)
    return Side(by, by.capitalize(), levels=tuple(label_of(by, str(label), names) for label in order))


def names_in(dataset: Dataset, by: str) -> dict[str, str]:
    """Label -> name, where the results have names: of countries as they are, of forums as people write them."""
    if by not in NAMED or f"{by}_name" not in dataset:
        return {}
    official = {str(label): str(name) for label, name in zip(dataset[by].values, dataset[f"{by}_name"].values, strict=True)}
    return official if by == COUNTRY else {label: spelled(label, name) for label, name in official.items()}


def by_order(rows: pd.DataFrame, runs: Runs, by: str) -> list[str]:
    """The labels of `by` that have a value, in the order of the runs."""
    there = set(rows["by"].unique())
    every = runs.arms if by == ARM else next(iter(runs.arms.values()))[by].values
    return [str(label) for label in every if str(label) in there]


def record_rows(runs: Runs, request: Request, rows: pd.DataFrame) -> pd.DataFrame | None:
    """The record of what is drawn, rows x, by, value; None where there is none, or it is not wanted.

    Raises
    ------
    InputError
        If it is wanted and there is none.
    """
    record, name = runs.record, request.y
    if request.record is False or request.against or request.kind not in WITH_RECORD:
        return None
    if record is None or name not in record or name in runs.outcomes:
        if request.record:
            there = [str(one) for one in record] if record is not None else []
            hint = f"there is one of {', '.join(there)}" if there else "there is none of these runs"
            raise InputError(f"record=true: there is no record of {name}; {hint}")
        return None
    keep = [request.by] if request.by and request.by != ARM else []
    single = narrowed(record, request.select, name).expand_dims(run=[0])
    array = in_years(yearly(single, name, keep), request.years)
    told = long(array).drop(columns="run").rename(columns={"year": "x", **({keep[0]: "by"} if keep else {})})
    if keep:
        told["by"] = pd.Categorical(told["by"].astype(str), by_order(rows, runs, keep[0])).codes
    return told if len(told) else None


def tiles_of(dataset: Dataset, countries: Sequence[str]) -> pd.DataFrame:
    """Place of these countries on the tile map."""
    chosen = dataset.sel(country=list(countries))
    return pd.DataFrame({"code": countries, "row": chosen["tile_row"].values, "column": chosen["tile_column"].values})
