"""The weighted points that `experiment=record` wrote: read from its folder, and drawn by weight."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.checksums import check_whole
from concertacion.analysis.record.facts import WEIGHTS
from concertacion.sim.declare import InputError

MODEL, MANIFEST = "model_sha256", "manifest.json"  # the code of the model, in a manifest


class Outdated(UserWarning):
    """Weights that another version of the model got."""


def read_points(folder: Path, setting: str, model: str | None = None) -> pd.DataFrame:
    """The points of a folder with their weights, a row a point; `setting` names the folder in messages.

    `model` is the SHA-256 of the code of the model that the weights are used with.

    Warns
    -----
    Outdated
        If the weights were made with other code, or by a version that did not say with which.

    Raises
    ------
    InputError
        If the folder holds none, or the file was changed.
    """
    if not (folder / WEIGHTS).is_file():
        raise InputError(f"{setting}={folder}: holds no {WEIGHTS}; name a folder that experiment=record wrote")
    check_whole(folder, [WEIGHTS])
    made = made_with(folder)
    if model and made and made.get(MODEL) != model:
        warnings.warn(
            f"{setting}={folder}: another version of the model made these weights; experiment=record makes those of this one",
            Outdated, stacklevel=2,
        )  # fmt: skip
    return pd.read_parquet(folder / WEIGHTS)


def made_with(folder: Path) -> dict[str, Any]:
    """What the manifest of a folder of weights says; empty where there is none."""
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def end_of(folder: Path) -> int | None:
    """The last year of the facts behind the weights of a folder; None where it does not say."""
    made = made_with(folder)
    return int(made["start"]) + int(made["years"]) - 1 if {"start", "years"} <= made.keys() else None


def checked_weights(points: pd.DataFrame, column: str, path: Path) -> np.ndarray:
    """The weights in a column of points, float64 (points,); `path` names their file in messages.

    Raises
    ------
    InputError
        If one is no number of 0 and more, or all are 0.
    """
    weight = points[column].to_numpy(float)
    if not (np.isfinite(weight).all() and (weight >= 0.0).all() and weight.any()):
        raise InputError(f"{path}: weights have to be numbers of 0 and more, not all 0")
    return weight


def resampled(weight: np.ndarray, count: int, offset: float) -> np.ndarray:
    """Positions drawn in proportion to weights, int64 (count,), ascending: one in each of `count` equal parts of their sum, all
    at the same place of it, `offset` between 0 and 1 (systematic resampling).
    """
    marks = (np.arange(count) + offset) / count
    return np.minimum(np.searchsorted(np.cumsum(weight) / weight.sum(), marks), len(weight) - 1)
