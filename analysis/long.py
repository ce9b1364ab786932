"""Recorded variables by year, as arrays (run, year, ...) and as long tables. What there is, is read from the results.

How the quarters of a year become one number follows from how a variable is declared (`rule_of`). Tables are made
of years, never of quarters, of one set of dimensions at a time and of some runs at a time, so they need little memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import xarray as xr
from xarray import DataArray, Dataset

from concertacion.sim.declare import InputError, nearest
from concertacion.sim.record import recorded_variables

FLAGS, COUNTS, POSITIONS = ("0/1", "code"), "count", "index"  # units
A_YEAR, SHARE = "number in the year", "share of quarters"
STATUS, ALIVE = "forum_status", ("active", "dormant")
RUNS_AT_ONCE = 200


class Rule(NamedTuple):
    """How a variable is told by year: its unit then, and whether quarters are added up or averaged."""

    unit: str
    adds_up: bool


def rule_of(variable: DataArray) -> Rule:
    """The rule of a recorded variable: what happens adds up, states are shares of quarters, all else is averaged."""
    if happens(variable):
        return Rule(A_YEAR, True)
    unit = str(variable.attrs.get("units", ""))
    return Rule(SHARE if unit in FLAGS else unit, False)


def happens(variable: DataArray) -> bool:
    """Whether a recorded variable says what happens in a quarter, as it is declared, and not what is so in it."""
    field = recorded_variables().get(str(variable.name))
    return field is not None and field.sums


def codes_of(variable: DataArray) -> dict[str, int]:
    """Word -> code of a variable of codes; empty where it holds numbers. Code 0 says that nothing is so."""
    words = str(variable.attrs.get("flag_meanings", "")).split()
    return dict(zip(words, np.atleast_1d(variable.attrs.get("flag_values", ())).tolist(), strict=True))


def years_of(dataset: Dataset) -> np.ndarray:
    """The calendar year of each quarter, int64 (quarter,)."""
    return np.array([int(str(label)[:4]) for label in dataset["quarter"].values])


def yearly_names(dataset: Dataset) -> list[str]:
    """What can be told by year: recorded variables by name; of those of codes, each code but 0, as `forum_meeting.held`."""
    names = []
    for name, variable in dataset.data_vars.items():
        if "quarter" in variable.dims and variable.attrs.get("units") != POSITIONS:
            words = [word for word, code in codes_of(variable).items() if code != 0]
            names += [f"{name}.{word}" for word in words] or [str(name)]
    return names


def yearly(dataset: Dataset, name: str, keep: Sequence[str] | None = None) -> DataArray:
    """A variable of `yearly_names` by run and year: float64 (run, year, further dimensions), with `units` and `long_name`.

    `keep` names the further dimensions to keep, in order (default: all); the mean is taken over the others. Forums count only in
    the quarters in which they are alive, active or dormant; where nothing counts, values are NaN.

    Raises
    ------
    InputError
        If there is no such variable, or it has no such dimension.
    """
    valid = yearly_names(dataset)
    if name not in valid:
        raise InputError(f"{name}: the results have no such variable by year; {nearest(name, valid)}")
    variable = dataset[name.partition(".")[0]]
    further = _further(variable)
    for dim in keep or ():
        if dim not in further:
            raise InputError(f"{name}: is not recorded by {dim}; " + (nearest(dim, further) if further else "it is one number"))
    return _by_year(dataset, name, further if keep is None else list(keep))


def _further(variable: DataArray) -> list[str]:
    """The dimensions of a recorded variable beside run and quarter."""
    return [str(dim) for dim in variable.dims if dim not in ("run", "quarter")]


def _by_year(dataset: Dataset, name: str, kept: Sequence[str]) -> DataArray:
    """A variable by run and year, and by the dimensions that are kept."""
    variable = dataset[name.partition(".")[0]]
    told = xr.concat([_of_runs(part, name, kept) for part in in_parts(dataset)], "run").transpose("run", "year", *kept)
    attributes = {"units": rule_of(variable).unit, "long_name": meaning_of(variable, name)}
    return told.drop_vars(set(told.coords) - set(told.dims)).rename(name).assign_attrs(attributes)


def meaning_of(variable: DataArray, name: str) -> str:
    """The meaning of a variable; of one of its codes, the code in words."""
    base, _, code = name.partition(".")
    return f"{base}: {code}".replace("_", " ") if code else str(variable.attrs.get("long_name", base))


def _of_runs(dataset: Dataset, name: str, kept: Sequence[str]) -> DataArray:
    """A variable of some runs, or one of its codes, by year."""
    base, _, code = name.partition(".")
    variable = dataset[base]
    values = variable == codes_of(variable)[code] if code else variable
    values = values.astype("float64").assign_coords(year=("quarter", years_of(dataset)))
    if "forum" in variable.dims and base != STATUS and STATUS in dataset:
        values = values.where(alive_in(dataset))
    years = values.groupby("year")
    told = years.sum("quarter", min_count=1) if rule_of(variable).adds_up else years.mean("quarter")
    return told.mean([dim for dim in told.dims if dim not in ("run", "year", *kept)])


def alive_in(dataset: Dataset) -> DataArray:
    """Whether each forum is alive, active or dormant, bool (run, quarter, forum)."""
    codes = codes_of(dataset[STATUS])
    return dataset[STATUS].isin([codes[word] for word in ALIVE])


def long(values: DataArray) -> pd.DataFrame:
    """A long table: the dimensions of an array and `value`, a row a number that is defined; unit and meaning in `attrs`."""
    flat = values.values.reshape(-1)
    rows = np.flatnonzero(np.isfinite(flat))
    frame = pd.DataFrame({**_labels(values, rows), "value": flat[rows]})
    frame.attrs = {key: str(values.attrs.get(key, "")) for key in ("units", "long_name")}
    return frame


def panels(dataset: Dataset) -> dict[tuple[str, ...], list[str]]:
    """The variables by year that have the same dimensions: dimensions beside run and year -> names."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in yearly_names(dataset):
        found.setdefault(tuple(_further(dataset[name.partition(".")[0]])), []).append(name)
    return found


def panel(dataset: Dataset, names: Sequence[str]) -> pd.DataFrame:
    """One table of variables with the same dimensions: run, year, the dimensions, and a column a variable.

    Forums have a row in the years in which they are or have been there.
    """
    arrays = [_by_year(dataset, name, _further(dataset[name.partition(".")[0]])) for name in names]
    values = np.stack([array.values.reshape(-1) for array in arrays], -1)
    told = np.isfinite(values)
    for n, name in enumerate(names):
        if name.startswith(f"{STATUS}."):
            told[:, n] &= values[:, n] > 0
    rows = np.flatnonzero(told.any(1))
    return pd.DataFrame({**_labels(arrays[0], rows), **{name: values[rows, n] for n, name in enumerate(names)}})


def _labels(values: DataArray, rows: np.ndarray) -> dict[str, object]:
    """The labels of some rows of an array laid flat, by dimension: numbers as they are, names as categories."""
    columns: dict[str, object] = {}
    for dim, position in zip(values.dims, np.unravel_index(rows, values.shape), strict=True):
        labels = values[dim].values
        numbers = labels.dtype.kind in "iuf"
        columns[str(dim)] = labels[position] if numbers else pd.Categorical.from_codes(position, pd.Index(labels))
    return columns


def in_parts(dataset: Dataset) -> Iterator[Dataset]:
    """A Dataset some runs at a time."""
    for first in range(0, dataset.sizes["run"], RUNS_AT_ONCE):
        yield dataset.isel(run=slice(first, first + RUNS_AT_ONCE))
