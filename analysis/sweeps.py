"""A sweep from its folder: one Dataset by point and replicate, or one DataFrame with a row a run.

The folder holds `manifest.json` (design, axes, replicates, outcomes), `points.parquet` (a row a point, a column an axis) and
`shards/*.parquet` (a row a run: point, replicate, run, status, one column an outcome). Any tool reads them as they are; what is
added here is the labels.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertacion.sim.declare import InputError, nearest

if TYPE_CHECKING:
    from xarray import Dataset

KEYS = ("point", "replicate", "run", "status")  # what every row of a shard begins with; an empty status: the run went well
NEEDED = ("axes", "design", "replicates", "outcomes")
OLD_KEY = "luck"  # in manifests from before parameters and outcomes were renamed


def open_sweep(folder: str | Path, outcomes: Sequence[str] | None = None) -> Dataset:
    """The sweep as a Dataset: outcomes float64 (point, replicate), `run` likewise; axes and tied parameters along `point`.

    `drawn` (point, axis) holds the numbers the design drew: the value itself, or its position for an axis over values; `low`,
    `high` and `listed` (axis) say from where to where, and whether over values. Runs that failed, or that an unfinished sweep has
    not reached, are NaN; the attributes say how many (`failed`, `missing`). `outcomes` names those to read (default: all).

    Raises
    ------
    InputError
        If the folder holds no sweep, a shard cannot be read, or an outcome is not in it.
    """
    import xarray as xr

    folder = Path(folder)
    manifest = read_manifest(folder)
    names = chosen(manifest, outcomes)
    points, rows = read_points(folder, manifest), read_rows(folder, names)
    shape = (len(points), int(manifest["replicates"]))
    position = rows["point"].to_numpy() * shape[1] + rows["replicate"].to_numpy()
    variables: dict[str, Any] = {"run": (("point", "replicate"), spread_out(rows["run"].to_numpy(), position, shape, -1))}
    for name in names:
        values = spread_out(rows[name].to_numpy(), position, shape, np.nan)
        variables[name] = (("point", "replicate"), values, label(manifest, name))
    axes = [str(axis["name"]) for axis in manifest["axes"]]
    coordinates = {str(name): ("point", points[name].to_numpy(), label(manifest, str(name))) for name in points}
    variables["drawn"] = (("point", "axis"), drawn(points, manifest["axes"]))
    for end in ("low", "high"):
        variables[end] = ("axis", np.array([axis[end] for axis in manifest["axes"]], dtype="float64"))
    variables["listed"] = ("axis", np.array([bool(axis.get("values")) for axis in manifest["axes"]]))
    attributes = {
        "design": str(manifest["design"]),
        "failed": int((rows["status"] != "").sum()),
        "missing": shape[0] * shape[1] - len(rows),
    }
    return xr.Dataset(
        variables, {"point": np.arange(shape[0]), "replicate": np.arange(shape[1]), "axis": axes, **coordinates}, attributes
    )


def sweep_frame(folder: str | Path, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
    """The sweep as a DataFrame: a row a run, with point, replicate, run, status, the axes and the outcomes.

    Raises
    ------
    InputError
        As `open_sweep`.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    rows = read_rows(folder, chosen(manifest, outcomes)).sort_values(["point", "replicate"], ignore_index=True)  # also once grown
    points = read_points(folder, manifest).iloc[rows["point"].to_numpy()].reset_index(drop=True)
    return pd.concat([rows[list(KEYS)], points, rows.drop(columns=list(KEYS))], axis=1)


def spread_out(values: np.ndarray, position: np.ndarray, shape: tuple[int, int], empty: float) -> np.ndarray:
    """Values of rows (row,) at their flat positions in an array of a shape, `empty` where no row is."""
    full = np.full(shape[0] * shape[1], empty, dtype=values.dtype)
    full[position] = values
    return full.reshape(shape)


def drawn(points: pd.DataFrame, axes: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """The numbers the design drew, float64 (point, axis), from the values that points stand for."""
    columns = []
    for axis in axes:
        column = points[str(axis["name"])]
        position = {value: number for number, value in enumerate(axis.get("values") or ())}
        columns.append((column.map(position) if position else column).to_numpy(dtype="float64"))
    return np.column_stack(columns)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a sweep.

    Raises
    ------
    InputError
        If the folder holds no sweep, or one of an older version.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: has no manifest.json that can be read; expected the folder of a sweep") from error
    for key in NEEDED:
        if not isinstance(manifest, dict) or key not in manifest:
            raise InputError(f"{folder / 'manifest.json'}: has no '{key}'; expected that of a sweep")
    if OLD_KEY in manifest:
        raise InputError(f"{folder}: was written by an older version with other names; run the sweep again in a new folder")
    return manifest


def chosen(manifest: Mapping[str, Any], outcomes: Sequence[str] | None) -> list[str]:
    """The outcomes to read, checked."""
    for name in outcomes or ():
        if name not in manifest["outcomes"]:
            raise InputError(f"outcome={name}: the sweep has no such outcome; {nearest(name, manifest['outcomes'])}")
    return list(manifest["outcomes"] if outcomes is None else outcomes)


def label(manifest: Mapping[str, Any], name: str) -> dict[str, str]:
    """Unit and meaning of an axis or an outcome, where the sweep says them."""
    return dict(manifest.get("labels", {}).get(name, {}))


def read_points(folder: Path, manifest: Mapping[str, Any]) -> pd.DataFrame:
    """The points, one column an axis or a tied parameter, in order; none beyond those of the manifest, which is written last.

    Raises
    ------
    InputError
        If the file is not there or is no Parquet file.
    """
    points = _parquet(folder / "points.parquet").drop(columns="point", errors="ignore")
    return points.iloc[: int(manifest.get("points", len(points)))]


def read_rows(folder: Path, outcomes: Sequence[str], first: int = 0, last: int | None = None) -> pd.DataFrame:
    """The rows of all shards, in order, with these outcomes; of those shards only that hold any of the runs first..last-1.

    Raises
    ------
    InputError
        If there is no shard yet, or one cannot be read.
    """
    shards = [path for path in sorted(folder.glob("shards/*.parquet")) if _holds(path, first, last)]
    if not shards:
        raise InputError(f"{folder}: no shard is there yet; let the sweep run first")
    rows = pd.concat([_parquet(path, [*KEYS, *outcomes]) for path in shards], ignore_index=True)
    return rows.assign(status=rows["status"].astype("object"))


def _holds(shard: Path, first: int, last: int | None) -> bool:
    """Whether a shard, named by its first run and the number of its runs, holds any of the runs first..last-1."""
    begin, count = map(int, shard.stem.split("-"))
    return begin + count > first and (last is None or begin < last)


def _parquet(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path, columns=columns).to_pandas()
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: cannot be read ({str(error).splitlines()[0]}); remove it and run the sweep again") from error
