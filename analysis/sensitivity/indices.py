"""Which parameters an outcome depends on: Sobol', Morris and PAWN indices of the means over replicates, all by SALib.

Sobol' (Sobol' 2001; Saltelli et al. 2010): S1, the share of the variance of the outcome that a parameter makes alone; ST,
with all its interactions; S2, what two make together beyond what each makes. Morris (1991; Campolongo et al. 2007): mu_star,
mean absolute effect of a move over the whole range, in the unit of the outcome; mu, its mean with sign; sigma, its spread over
the design, high where a parameter acts in jumps or through others. PAWN (Pianosi & Wagener 2018): median distance (of
Kolmogorov and Smirnov, 0 to 1) between the distribution of the outcome and that where the parameter is held in one of ten
slices; it needs no variance, so it suits skewed outcomes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import norm
from xarray import Dataset

from concertacion.sim.declare import InputError

LEVEL = 0.95  # of every interval
RESAMPLES = {"sobol": 200, "morris": 1000, "pawn": 50}
LEVELS = 4  # of Morris, where no axis tells
SLICES, DUMMIES = 10, 20  # PAWN: slices of a parameter; parameters without any effect, to see what chance alone shows
COLUMNS = ("parameter", "other", "measure", "value", "low", "high")


class Sample(NamedTuple):
    """A design and one number an outcome at each of its points."""

    problem: dict[str, Any]  # as SALib describes it: num_vars, names, bounds
    points: np.ndarray  # (points, axes)
    values: np.ndarray  # (points,)
    block: int  # points that belong together: of one base point (Sobol'), one trajectory (Morris), one
    listed: tuple[bool, ...]  # which axes have values, not a range
    levels: int = LEVELS  # of Morris


class Method(NamedTuple):
    """A method: the design it needs, the measure it ranks by, its others of single parameters, and what makes its indices."""

    design: str
    main: str
    others: tuple[str, ...]
    title: str
    measure: Callable[[Sample, int, int], pd.DataFrame]  # sample, resamples, seed


def sample_of(dataset: Dataset, outcome: str) -> Sample:
    """The design of a sweep (`analysis.sweeps.open_sweep`) and the means of an outcome over replicates (NaN where none is)."""
    ends = np.column_stack([dataset["low"].values, dataset["high"].values])
    problem = {"num_vars": len(ends), "names": [str(name) for name in dataset["axis"].values], "bounds": ends.tolist()}
    means, points, listed = dataset[outcome].mean("replicate").values, dataset["drawn"].values, dataset["listed"].values
    block = block_of(str(dataset.attrs["design"]), *points.shape)
    levels = max((np.unique(column).size for column in points.T[~listed]), default=LEVELS)
    return Sample(problem, points, means, block, tuple(listed), levels)


def block_of(design: str, points: int, axes: int) -> int:
    """How many points of a design belong together: those of one base point (saltelli) or one trajectory (morris), or one.

    Base points are a power of two, which tells whether a saltelli design has the points for pairs (2 D + 2 each) or not (D + 2).
    """
    if design == "morris":
        return axes + 1
    if design != "saltelli":
        return 1
    base, rest = divmod(points, 2 * axes + 2)
    return axes + 2 if rest or base & (base - 1) else 2 * axes + 2


def well(sample: Sample, outcome: str) -> tuple[Sample, int]:
    """The sample without the blocks that hold a point that is not defined, and how many points that leaves out.

    Raises
    ------
    InputError
        If fewer than four whole blocks are left; the sentence names the outcome.
    """
    size = sample.block
    blocks = sample.values[: sample.values.size // size * size].reshape(-1, size)
    good = np.repeat(np.isfinite(blocks).all(1), size)
    if good.sum() < 4 * size:
        known = f"{np.isfinite(sample.values).sum():,} of {sample.values.size:,} points"
        raise InputError(
            f"outcome {outcome}: has a value at {known}, too few; where there was nothing to divide by it has none "
            "(docs/outcomes.md); take more years or points"
        )
    used = np.flatnonzero(good)
    return sample._replace(points=sample.points[used], values=sample.values[used]), sample.values.size - used.size


def part(sample: Sample, first: float, last: float) -> Sample:
    """Whole blocks from one fraction of the sample to another."""
    count = sample.values.size // sample.block
    rows = slice(int(first * count) * sample.block, int(last * count) * sample.block)
    return sample._replace(points=sample.points[rows], values=sample.values[rows])


def indices(method: str, sample: Sample, seed: int = 1, resamples: int | None = None) -> pd.DataFrame:
    """The indices of one outcome: parameter, other (of a pair, else ""), measure, value, and its bootstrap interval low to high.

    An outcome that is the same at every point depends on nothing: all its indices are 0.
    """
    if np.ptp(sample.values) <= 1e-12 * max(1.0, float(np.abs(sample.values).max())):
        names = sample.problem["names"]
        measures = (METHODS[method].main, *METHODS[method].others)
        return pd.DataFrame([(name, "", measure, 0.0, 0.0, 0.0) for measure in measures for name in names], columns=list(COLUMNS))
    return METHODS[method].measure(sample, resamples or RESAMPLES[method], seed)


def ranked(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The rows of a measure, the strongest first."""
    return table[table["measure"] == measure].sort_values("value", ascending=False, kind="stable").reset_index(drop=True)


def _rows(names: list[str], measure: str, values: np.ndarray, half_width: np.ndarray | None = None) -> pd.DataFrame:
    values = np.asarray(values, dtype="float64")
    reach = np.full(values.shape, np.nan) if half_width is None else np.asarray(half_width, dtype="float64")
    columns: dict[str, Any] = {"parameter": names, "other": "", "measure": measure, "value": values}
    return pd.DataFrame({**columns, "low": values - reach, "high": values + reach})


def _sobol(sample: Sample, resamples: int, seed: int) -> pd.DataFrame:
    from SALib.analyze import sobol

    names = sample.problem["names"]
    pairs = sample.block == 2 * len(names) + 2
    with warnings.catch_warnings():  # a resample may hold a constant outcome, which SALib counts as no effect
        warnings.simplefilter("ignore")
        analysed = sobol.analyze(
            sample.problem, sample.values, calc_second_order=pairs, num_resamples=resamples, conf_level=LEVEL, seed=seed + 1
        )
    tables = [_rows(names, measure, analysed[measure], analysed[f"{measure}_conf"]) for measure in ("S1", "ST")]
    if pairs:
        one, other = np.triu_indices(len(names), 1)
        table = _rows([names[i] for i in one], "S2", analysed["S2"][one, other], analysed["S2_conf"][one, other])
        tables.append(table.assign(other=[names[j] for j in other]))
    return pd.concat(tables, ignore_index=True)


def without_pairs(sample: Sample) -> Sample:
    """A Sobol' sample without the points that only serve pairs: of A, AB, BA, B of each base point, all but BA."""
    count = len(sample.problem["names"])
    if sample.block != 2 * count + 2:
        return sample
    needed = np.array([*range(count + 1), 2 * count + 1])
    rows = (np.arange(0, sample.values.size, sample.block)[:, None] + needed).ravel()
    return sample._replace(points=sample.points[rows], values=sample.values[rows], block=count + 2)


def _morris(sample: Sample, resamples: int, seed: int) -> pd.DataFrame:
    from SALib.analyze import morris

    analysed = morris.analyze(
        dict(sample.problem), sample.points, sample.values, num_resamples=resamples, conf_level=LEVEL, num_levels=sample.levels,
        seed=seed,
    )  # fmt: skip
    names = sample.problem["names"]
    star = _rows(names, "mu_star", analysed["mu_star"], analysed["mu_star_conf"])
    return pd.concat([star, _rows(names, "mu", analysed["mu"]), _rows(names, "sigma", analysed["sigma"])], ignore_index=True)


def _pawn(sample: Sample, resamples: int, seed: int) -> pd.DataFrame:
    from SALib.analyze import pawn

    rng = np.random.default_rng(seed)
    # A slice ends before its upper edge, so an axis over values is spread within each of them.
    points = sample.points + rng.random(sample.points.shape) * np.array(sample.listed)

    def medians(problem: dict[str, Any], x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.asarray(pawn.analyze(problem, x, y, S=SLICES)["median"])

    value = medians(sample.problem, points, sample.values)
    picks = rng.integers(sample.values.size, size=(resamples, sample.values.size))
    again = np.array([medians(sample.problem, points[pick], sample.values[pick]) for pick in picks])
    reach = norm.ppf(0.5 + LEVEL / 2) * again.std(0, ddof=1)
    return _rows(sample.problem["names"], "PAWN", value, reach)


def pawn_by_chance(sample: Sample, seed: int = 1) -> float:
    """The PAWN index that 19 of 20 parameters without any effect stay below, in this sample."""
    rng = np.random.default_rng(seed)
    dummies = {"num_vars": DUMMIES, "names": [f"d{n}" for n in range(DUMMIES)], "bounds": [[0.0, 1.0]] * DUMMIES}
    from SALib.analyze import pawn

    analysed = pawn.analyze(dummies, rng.random((sample.values.size, DUMMIES)), sample.values, S=SLICES)
    return float(np.quantile(np.asarray(analysed["median"]), LEVEL))


METHODS = {
    "sobol": Method("saltelli", "ST", ("S1",), "Sobol'", _sobol),
    "morris": Method("morris", "mu_star", ("mu", "sigma"), "Morris", _morris),
    "pawn": Method("lhs", "PAWN", (), "PAWN", _pawn),
}
