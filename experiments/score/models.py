"""The versions of the model that are scored: at given parameters, over their ranges, or at weighted points."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from concertacion.analysis.checksums import check_whole
from concertacion.analysis.record.drawing import checked_weights, end_of, read_points, resampled
from concertacion.analysis.record.facts import ALL, KNOWN_TO, WEIGHT, WEIGHTS
from concertacion.analysis.record.weighting import Weights
from concertacion.experiments.output.manifest import source_sha256
from concertacion.experiments.score.runs import Draws
from concertacion.experiments.sweep.axes import usual
from concertacion.experiments.sweep.design import Design, sample
from concertacion.sim.declare import InputError, Prior
from concertacion.sim.parameters import DECLARED, Parameters, make_parameters

MODEL = "model"
PRIOR, WEIGHTED = f"{MODEL}, any parameters", f"{MODEL}, weighted"
BEFORE = f"{WEIGHT}_"  # begins the names of the columns of weights by what is known at the end of a year
TRIALS = "groups.csv"  # of a folder of weights: what each column of them is worth


def at(parameters: Parameters, runs: int) -> Draws:
    """Runs that all have the same parameters."""
    return [(parameters, np.arange(runs))]


def over_the_range(points: int, each: int, seed: int) -> Draws:
    """So many runs at each point of a Latin hypercube over the ranges of all parameters that are no levers."""
    axes = [usual(name, prior.bounds) for name, prior in DECLARED.items() if isinstance(prior, Prior) and not prior.lever]
    names, rows = [axis.name for axis in axes], sample(Design("lhs", points), axes, seed)
    return [(Parameters(**dict(zip(names, row, strict=True))), numbers(point, each)) for point, row in enumerate(rows.tolist())]


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
    table = read_points(folder, "weights", source_sha256(("sim",)))
    names = [name for name in DECLARED if name in table]
    column = WEIGHT if known is None else weights_known(table.columns, known, folder)
    if column not in table or not names:
        raise InputError(f"{path}: lacks the column {column if column not in table else 'of any parameter'}")
    weight = checked_weights(table, column, path)
    chosen = resampled(weight, points, np.random.default_rng(seed).random())
    rows = table[names].to_dict("records")
    return [
        (
            make_parameters(rows[point], base),
            np.concatenate([numbers(int(drawn), each) for drawn in np.flatnonzero(chosen == point)]),
        )
        for point in np.unique(chosen)
    ]


def weights_known(columns: Iterable[str], known: int, folder: Path) -> str:
    """The column of the weights that know the most of what a year `known` knows; those by all facts know the last year of these.

    Raises
    ------
    InputError
        If there is none.
    """
    years = {int(name.removeprefix(BEFORE)): name for name in columns if name.startswith(BEFORE)}
    if (end := end_of(folder)) is not None:
        years[end] = WEIGHT
    if not any(year <= known for year in years):
        raise InputError(
            f"{folder / WEIGHTS}: has no weights known at the end of {known}; give experiment=record known_to=[{known}]"
        )
    return years[max(year for year in years if year <= known)]


def worth(folder: Path, known: int) -> tuple[str, Weights]:
    """The trial of the weights that know the most of what a year `known` knows, with how many points they are worth and how heavy
    their tail is.

    Raises
    ------
    InputError
        If there are none, or the folder does not say what they are worth.
    """
    table = read_points(folder, "weights")
    column = weights_known(table.columns, known, folder)
    trial = ALL if column == WEIGHT else f"{KNOWN_TO}{column.removeprefix(BEFORE)}"
    check_whole(folder, [TRIALS])
    rows = pd.read_csv(folder / TRIALS, index_col="trial").to_dict("index")
    if trial not in rows:
        raise InputError(f"{folder / TRIALS}: lacks the row {trial}; run experiment=record again, with this version")
    return trial, Weights(table[column].to_numpy(float), float(rows[trial]["effective"]), float(rows[trial]["pareto_k"]))
