"""From what is in memory, or in the folder of a sweep, to what figures are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis.formatting import counted
from concertacion.analysis.plot.request import Request
from concertacion.analysis.plot.sources import Table
from concertacion.analysis.plot.tables import PARTS
from concertacion.analysis.sensitivity.indices import block_of
from concertacion.analysis.sweeps import KEYS, read_manifest, sweep_frame
from concertacion.sim.declare import InputError, nearest

SMALL = ("run", "replicate", "point", "seed", "status")


def table_of_sweep(folder: Path, request: Request, about: str = "") -> Table:
    """A sweep from its folder, with the outcomes that a request names; runs that failed are left out.

    Raises
    ------
    InputError
        If the folder holds no sweep that can be read, or it has none of the outcomes.
    """
    manifest = read_manifest(folder)
    every = [str(name) for name in manifest["outcomes"]]
    axes = [str(axis["name"]) for axis in manifest["axes"]]
    wanted = named_in(request, every)
    if not wanted:
        raise InputError(f"y={request.y}: the sweep has no such outcome; {nearest(request.y, every)}")
    rows = sweep_frame(folder, wanted)
    failed = rows["status"].to_numpy() != ""
    rows = rows[~failed] if failed.any() else rows
    tied = [name for name in rows.columns if name not in (*KEYS, *every, *axes, "seed")]
    block = block_of(str(manifest["design"]), int(manifest["points"]), len(axes))
    rows = rows.assign(block=rows["point"].to_numpy() // block)
    return Table(rows, tuple(every), (*axes, *tied), dict(manifest.get("labels", {})), block="block", about=about)


def named_in(request: Request, outcomes: Sequence[str]) -> list[str]:
    """The outcomes that a request needs: those it names, and the parts that it divides y into."""
    names = [name for name in (request.y, request.x, request.y2) if name in outcomes]
    if request.by in PARTS:
        names += [name for word in PARTS[str(request.by)] if (name := f"{request.y}.{word}") in outcomes]
    return list(dict.fromkeys(map(str, names)))


def table_of_dataset(dataset: Dataset) -> Table:
    """A sweep of `open_sweep`, or the summary outcomes of runs (`keep="summary"`)."""
    labels = {str(name): {str(key): str(value) for key, value in dataset[name].attrs.items()} for name in dataset.variables}
    if "point" not in dataset.dims:
        values = [str(name) for name, variable in dataset.data_vars.items() if variable.dims == ("run",) and name != "status"]
        well = dataset["status"].values == 0 if "status" in dataset else np.ones(dataset.sizes["run"], bool)
        return Table(pd.DataFrame({name: dataset[name].values[well] for name in values}), tuple(values), labels=labels)
    values = [str(n) for n, v in dataset.data_vars.items() if v.dims == ("point", "replicate") and n not in SMALL]
    axes = [str(name) for name, coordinate in dataset.coords.items() if coordinate.dims == ("point",) and name != "point"]
    points, replicates = dataset.sizes["point"], dataset.sizes["replicate"]
    varied = dataset.sizes.get("axis", len(axes))  # tied parameters move along, and are no axes of the design
    block = block_of(str(dataset.attrs.get("design", "")), points, varied)
    columns: dict[str, Any] = {name: np.repeat(dataset[name].values, replicates) for name in axes}
    columns |= {name: dataset[name].values.reshape(-1) for name in values}
    about = f"{counted(points, 'point')}, {counted(replicates, 'run')} at each"
    rows = pd.DataFrame({**columns, "block": np.repeat(np.arange(points) // block, replicates)})
    return Table(rows, tuple(values), tuple(axes), labels, block="block", about=about)


def table_of_frame(frame: pd.DataFrame) -> Table:
    """Any table with a row a run: its numbers can be drawn along one another; rows of a `point` are not independent."""
    rows = frame.reset_index(drop=True)
    if "status" in rows:
        rows = rows[rows["status"].fillna("").astype(str).isin(["", "0"])]  # an empty cell of a CSV file is read as NaN
    numbers = [str(name) for name in rows.columns if pd.api.types.is_numeric_dtype(rows[name]) and name not in SMALL]
    axes = [str(name) for name in rows.columns if name not in SMALL]
    return Table(rows, tuple(numbers), tuple(axes), block="point" if "point" in rows else None)
