"""A sweep from its folder: one Dataset by point and replicate, or one DataFrame with a row a run.

The folder holds `manifest.json` (design, axes, replicates, outcomes), `points.parquet` (a row a point, a column an axis) and
`shards/*.parquet` (a row a run: point, replicate, run, status, one column an outcome). Any tool reads them as they are; what is
added here is the labels, and that every file is first checked against its digest and the identity of the sweep.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertacion.analysis.checksums import COPY, REMEDY, SWEEP, check_whole, digest_of_points, read_checksums
from concertacion.analysis.merging import SEED, Sweep, merged
from concertacion.sim.declare import InputError, nearest

if TYPE_CHECKING:
    from pyarrow import Table
    from xarray import Dataset

KEYS = ("point", "replicate", "run", "status")  # what every row of a shard begins with; an empty status: the run went well
NEEDED = ("axes", "design", "points", "points_sha256", "replicates", "outcomes")
MANIFEST, POINTS = "manifest.json", "points.parquet"


Folders = str | Path | Sequence[str | Path]


def open_sweep(folder: Folders, outcomes: Sequence[str] | None = None) -> Dataset:
    """The sweep as a Dataset: outcomes float64 (point, replicate), `run` likewise; axes and tied parameters along `point`.

    `drawn` (point, axis) holds the numbers the design drew: the value itself, or its position for an axis over values; `low`,
    `high` and `listed` (axis) say from where to where, and whether over values. Runs that failed, or that an unfinished sweep has
    not reached, are NaN; the attributes say how many (`failed`, `missing`). `outcomes` names those to read (default: all).

    A list of folders is read as one sweep (`analysis.merging.merged`), and `seed` (point, replicate) tells whose run it is.

    Raises
    ------
    InputError
        If a folder holds no sweep, a file is not as it was written, an outcome is not in it, or sweeps do not go together.
    """
    import xarray as xr

    sweep, names = read_sweep(folder, outcomes)
    manifest, points, rows = sweep.manifest, sweep.points, sweep.rows
    shape = (len(points), int(manifest["replicates"]))
    position = rows["point"].to_numpy() * shape[1] + rows["replicate"].to_numpy()
    variables: dict[str, Any] = {
        name: (("point", "replicate"), spread_out(rows[name].to_numpy(), position, shape, -1))
        for name in ("run", SEED)
        if name in rows
    }
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
        "missing": sweep.runs - len(rows),
    }
    return xr.Dataset(
        variables, {"point": np.arange(shape[0]), "replicate": np.arange(shape[1]), "axis": axes, **coordinates}, attributes
    )


def sweep_frame(folder: Folders, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
    """The sweep as a DataFrame: a row a run, with point, replicate, run, status, the axes and the outcomes (`seed` of several).

    Raises
    ------
    InputError
        As `open_sweep`.
    """
    sweep, names = read_sweep(folder, outcomes)
    rows = sweep.rows.sort_values(["point", "replicate"], ignore_index=True)  # as it stands, also once it has grown
    points = sweep.points.iloc[rows["point"].to_numpy()].reset_index(drop=True)
    return pd.concat([rows.drop(columns=names), points, rows[names]], axis=1)


def read_sweep(folder: Folders, outcomes: Sequence[str] | None = None) -> tuple[Sweep, list[str]]:
    """A sweep, or several as one, with these outcomes (default: all); and their names (raises what `open_sweep` does)."""
    folders = [folder] if isinstance(folder, str | Path) else list(folder)
    if not folders:
        raise InputError("open_sweep: no folder is named; expected one, or a list of them")
    sweeps = []
    for path in map(Path, folders):
        manifest = read_manifest(path)
        names = chosen(manifest, outcomes)
        sweeps.append(Sweep(path, manifest, read_points(path, manifest), read_rows(path, names)))
        if outcomes is None and set(names) != set(sweeps[0].manifest["outcomes"]):
            raise InputError(f"open_sweep: {path} and {sweeps[0].folder} differ in outcomes; name some of both, outcomes=[A]")
    return sweeps[0] if len(sweeps) == 1 else merged(sweeps), chosen(sweeps[0].manifest, outcomes)


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
        If the folder holds no sweep, or one of an older version, or the manifest is not as it was written.
    """
    if (folder / MANIFEST).is_file():
        check_whole(folder, [MANIFEST], COPY)
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: has no manifest.json that can be read; expected the folder of a sweep") from error
    for key in NEEDED:
        if not isinstance(manifest, dict) or key not in manifest:
            raise InputError(f"{folder / MANIFEST}: has no '{key}'; expected that of a sweep")
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
    check_whole(folder, [POINTS])
    points = _parquet(folder / POINTS).to_pandas().drop(columns="point", errors="ignore").iloc[: int(manifest["points"])]
    names = [str(axis["name"]) for axis in manifest["axes"]]
    known = {*names} <= {*points.columns} and digest_of_points(drawn(points, manifest["axes"]))
    if known != manifest["points_sha256"]:
        raise InputError(f"{folder / POINTS}: holds the points of another sweep; {REMEDY}")
    return points


def read_rows(folder: Path, outcomes: Sequence[str], first: int = 0, last: int | None = None) -> pd.DataFrame:
    """The rows of all shards, in order, with these outcomes; of those shards only that hold any of the runs first..last-1.

    Raises
    ------
    InputError
        If there is no shard yet, or one cannot be read.
    """
    sweeps, digests = identities(folder), read_checksums(folder)
    shards = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("shards/*.parquet"))]
    check_whole(folder, [name for name in shards if name not in digests])  # their names need not tell which runs they hold
    wanted = [name for name in shards if _holds(name, first, last)]
    check_whole(folder, wanted)  # all in one call, which reads the digests once
    tables = [_rows(folder, name, sweeps, [*KEYS, *outcomes]) for name in wanted]
    if not tables:
        raise InputError(f"{folder}: no shard is there yet; let the sweep run first")
    rows = pd.concat(tables, ignore_index=True)
    return rows.assign(status=rows["status"].astype("object"))


def identities(folder: Path) -> list[str]:
    """The identities of a sweep, which its files have inside: one more each time that it has grown.

    Raises
    ------
    InputError
        If the manifest is not as it was written.
    """
    check_whole(folder, [MANIFEST], COPY)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return [str(sweep) for *_, sweep in manifest["stretches"]]


def _holds(shard: str, first: int, last: int | None) -> bool:
    """Whether a shard, named by its first run and the number of its runs, holds any of the runs first..last-1."""
    begin, count = map(int, Path(shard).stem.split("-"))
    return begin + count > first and (last is None or begin < last)


def _rows(folder: Path, shard: str, sweeps: Sequence[str], columns: list[str]) -> pd.DataFrame:
    """The rows of a shard, which is refused if it is of none of these sweeps."""
    table = _parquet(folder / shard, columns)
    if (table.schema.metadata or {}).get(SWEEP.encode(), b"").decode() not in sweeps:
        raise InputError(f"{folder / shard}: is of another sweep; {REMEDY}")
    return table.to_pandas()


def _parquet(path: Path, columns: list[str] | None = None) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path, columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: cannot be read ({str(error).splitlines()[0]}); {REMEDY}") from error
