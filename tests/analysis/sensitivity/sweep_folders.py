"""The folder of a sweep, written by hand in the agreed layout."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

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
        "design": design,
        "axes": list(axes), "replicates": replicates, "outcomes": list(outcomes), "count": count,
        "chunk": chunk,
        "labels": {"x1": {"units": "1", "long_name": "the first"}},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    columns = {
        axis["name"]: np.array(axis["values"])[stored.astype(int)] if axis["values"] else stored
        for axis, stored in zip(axes, points.T, strict=True)
    }
    pd.DataFrame(columns).to_parquet(folder / "points.parquet")
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
        stretch.to_parquet(folder / "shards" / f"{start:010d}-{len(stretch)}.parquet", index=False)
    return folder
