"""The versions of the model that are scored: at given parameters, over their ranges, or at weighted points."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from concertacion.analysis.checksums import check_whole
from concertacion.experiments.score.runs import Draws
from concertacion.experiments.sweep.axes import usual
from concertacion.sim.declare import InputError, Prior
from concertacion.sim.parameters import DECLARED, Parameters, make_parameters

MODEL = "model"
PRIOR, WEIGHTED = f"{MODEL}, any parameters", f"{MODEL}, weighted"
WEIGHTS, BEFORE = "weights.parquet", "weight_"


def at(parameters: Parameters, runs: int) -> Draws:
    """Runs that all have the same parameters."""
    return [(parameters, np.arange(runs))]


def over_the_range(points: int, each: int, seed: int) -> Draws:
    """So many runs at each point of a Latin hypercube over the ranges of all parameters that are no levers."""
    from scipy.stats import qmc

    axes = [usual(name, prior.bounds) for name, prior in DECLARED.items() if isinstance(prior, Prior) and not prior.lever]
    unit = qmc.LatinHypercube(len(axes), rng=seed).random(points)
    columns = {axis.name: axis.at(unit[:, position]) for position, axis in enumerate(axes)}
    return [
        (Parameters(**{name: float(values[point]) for name, values in columns.items()}), numbers(point, each))
        for point in range(points)
    ]


def numbers(point: int, each: int) -> np.ndarray:
    """The numbers of the runs at a point."""
    return np.arange(point * each, (point + 1) * each)


def weighted(folder: Path, base: Parameters, points: int, each: int, seed: int, known: int | None = None) -> Draws:
    """So many runs at each of the points of `weights.parquet` that are drawn by weight (systematic resampling).

    Weights are those by all facts; given a year `known`, those by facts that end in it, or in the last year before that has any.

    Raises
    ------
    InputError
        If the folder holds no such table, it was changed, or its weights or parameters are wrong.
    """
    path = folder / WEIGHTS
    if not path.is_file():
        raise InputError(f"weights={folder}: holds no {WEIGHTS}; name a folder that experiment=record wrote")
    check_whole(folder, [WEIGHTS])
    table = pd.read_parquet(path)
    names = [name for name in DECLARED if name in table]
    column = "weight" if known is None else weights_known(table.columns, known, path)
    if column not in table or not names:
        raise InputError(f"{path}: lacks the column {column if column not in table else 'of any parameter'}")
    weight = table[column].to_numpy(float)
    if not (np.isfinite(weight).all() and (weight >= 0).all() and weight.sum() > 0):
        raise InputError(f"{path}: weights have to be numbers of 0 and more, not all 0")
    marks = (np.arange(points) + np.random.default_rng(seed).random()) / points
    chosen = np.minimum(np.searchsorted(np.cumsum(weight) / weight.sum(), marks), len(weight) - 1)
    rows = table[names].to_dict("records")
    return [
        (
            make_parameters(rows[point], base),
            np.concatenate([numbers(int(drawn), each) for drawn in np.flatnonzero(chosen == point)]),
        )
        for point in np.unique(chosen)
    ]


def weights_known(columns: Iterable[str], known: int, path: Path) -> str:
    """The column of the weights that know the most of what a year `known` knows.

    Raises
    ------
    InputError
        If there is none.
    """
    years = [int(name.removeprefix(BEFORE)) for name in columns if name.startswith(BEFORE)]
    if not any(year <= known for year in years):
        raise InputError(f"{path}: has no weights known at the end of {known}; give experiment=record known_to=[{known}]")
    return f"{BEFORE}{max(year for year in years if year <= known)}"
