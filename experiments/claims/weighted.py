"""Weighted points of a folder of `experiment=record`, drawn by weight: `experiment=claims points=DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.checksums import check_whole, digest_of
from concertacion.analysis.claims.shares import effective
from concertacion.analysis.claims.weighing import FEW, Weights
from concertacion.analysis.record.drawing import checked_weights, read_points, resampled
from concertacion.analysis.record.facts import ALL, WEIGHT, WEIGHTS
from concertacion.analysis.record.weighting import ENOUGH, HEAVY
from concertacion.experiments.output.manifest import source_sha256
from concertacion.experiments.sweep.axes import Axis
from concertacion.sim.declare import InputError

TRIALS = "groups.csv"  # a column `weight TRIAL` of the points has the weights of a trial


class Weighted(NamedTuple):
    """Distinct points, and how often each was drawn."""

    points: np.ndarray  # float64 (points, axes), as axes store them
    counts: np.ndarray  # int64 (points,)
    trials: dict[str, np.ndarray]  # other weights of these points, float64 (points,); 0 where all points together say too little
    told: Weights


def weighted_points(folder: Path, axes: tuple[Axis, ...], number: int, seed: int) -> Weighted:
    """So many points drawn by weight (systematic resampling), each kept once with how often it was drawn.

    Raises
    ------
    InputError
        If the folder holds no weights, a file was changed, or the weights or the parameters are not what they must be.
    """
    table = read_points(folder, "points", source_sha256(("sim",)))
    for name in (WEIGHT, *(axis.name for axis in axes)):
        if name not in table:
            raise InputError(f"{folder / WEIGHTS}: lacks the column {name}; run experiment=record again, with this version")
    weight = checked_weights(table, WEIGHT, folder / WEIGHTS)
    rows, counts = np.unique(resampled(weight, number, np.random.default_rng(seed).random()), return_counts=True)
    chosen = table.iloc[rows]
    columns = [_stored(axis, chosen[axis.name], folder) for axis in axes]
    others = {str(name): table[name].to_numpy(float) for name in table if str(name).startswith(f"{WEIGHT} ")}
    # A draw that misses its heavy points makes a poor trial look good.
    heard = {name: other[rows] if effective(other) >= FEW else np.zeros(len(rows)) for name, other in others.items()}
    trials = {name.partition(" ")[2]: counts * other / weight[rows] for name, other in heard.items()}
    size, k = effective(weight), _pareto_k(folder)
    told = Weights(
        digest_of(folder / WEIGHTS), int((weight > 0.0).sum()), size, k, not (size >= ENOUGH and k <= HEAVY), len(rows),
        tuple(trials),
    )  # fmt: skip
    return Weighted(np.column_stack(columns), counts, trials, told)


def _stored(axis: Axis, values: pd.Series, folder: Path) -> np.ndarray:
    """The values of a column as points hold them: forms of a variant by position."""
    if not axis.values:
        return values.to_numpy(float)
    unknown = [value for value in values if value not in axis.values]
    if unknown:
        raise InputError(f"{folder / WEIGHTS}: {axis.name}={unknown[0]}: expected {', '.join(map(str, axis.values))}")
    return np.array([float(axis.values.index(value)) for value in values])


def _pareto_k(folder: Path) -> float:
    """What the folder says of the tail of its weights; NaN where it says nothing."""
    if not (folder / TRIALS).is_file():
        return np.nan
    check_whole(folder, [TRIALS])
    table = pd.read_csv(folder / TRIALS)
    rows = table[table["trial"] == ALL] if {"trial", "pareto_k"} <= {*table.columns} else table.iloc[:0]
    return float(rows["pareto_k"].iloc[0]) if len(rows) else np.nan
