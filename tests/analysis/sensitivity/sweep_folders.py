"""The folder of a sweep, written by hand in the agreed layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from concertacion.experiments.output.stored import write_stored

SWEEP = "a" * 64  # the identity of every sweep made here
ISHIGAMI = [{"name": name, "low": -np.pi, "high": np.pi, "values": []} for name in ("x1", "x2", "x3")]
# Ishigami & Homma 1990, with a = 7, b = 0.1; variances in closed form.
A, B = 7.0, 0.1
_V1, _V2, _V13 = 0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, B**2 * np.pi**8 * (1 / 18 - 1 / 50)
_V = _V1 + _V2 + _V13
FIRST = {"x1": _V1 / _V, "x2": _V2 / _V, "x3": 0.0}
TOTAL = {"x1": (_V1 + _V13) / _V, "x2": _V2 / _V, "x3": _V13 / _V}


def ishigami(points: np.ndarray) -> np.ndarray:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, at points (point, 3)."""
    x1, x2, x3 = points.T
    return np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1)


def write_sweep(
    folder: Path, axes: Sequence[dict[str, Any]], points: np.ndarray, outcomes: dict[str, np.ndarray], design: str = "lhs",
    chunk: int = 7, status: dict[int, str] | None = None, runs: str = "common",
) -> Path:  # fmt: skip
    """A sweep: points (point, axis) as a design draws them, outcomes (point, replicate) each; `status` by flat index, else ""."""
    first = next(iter(outcomes.values()))
    count, replicates = first.size, first.shape[1]
    (folder / "shards").mkdir(parents=True)
    manifest = {
        "design": design, "points": len(points), "points_sha256": hashlib.sha256(points.astype(float).tobytes()).hexdigest(),
        "axes": list(axes), "replicates": replicates, "outcomes": list(outcomes), "count": count,
        "stretches": [[count, chunk, SWEEP]],
        "labels": {"x1": {"units": "1", "long_name": "the first"}},
    }  # fmt: skip
    write_stored(folder, "manifest.json", json.dumps(manifest).encode())
    columns = {
        axis["name"]: np.array(axis["values"])[stored.astype(int)] if axis["values"] else stored
        for axis, stored in zip(axes, points.T, strict=True)
    }
    write_stored(folder, "points.parquet", parquet(pd.DataFrame(columns)))
    flat = np.arange(count)
    table = pd.DataFrame(
        {
            "point": (flat // replicates).astype("int32"), "replicate": (flat % replicates).astype("int32"),
            "run": flat % replicates if runs == "common" else flat,
            "status": pd.Categorical([(status or {}).get(f, "") for f in flat]),
            **{name: values.ravel() for name, values in outcomes.items()},
        }
    )  # fmt: skip
    for start in range(0, count, chunk):
        stretch = table.iloc[start : start + chunk]
        write_stored(folder, f"shards/{start:010d}-{len(stretch)}.parquet", parquet(stretch))
    return folder


def parquet(frame: pd.DataFrame, sweep: str = SWEEP) -> bytes:
    """A table as the sweep of that identity stores it."""
    content = BytesIO()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata({"sweep": sweep}), content)
    return content.getvalue()
