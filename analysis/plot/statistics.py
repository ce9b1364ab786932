"""Means with their intervals, and quantiles, of the groups of a frame. All by sorting and counting, for millions of rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from concertacion.analysis.formatting import FEW_RUNS, LEVELS

CONFIDENCE = 0.95
QUANTILES = ("q05", "q25", "median", "q75", "q95")


def positions(rows: pd.DataFrame, keys: Sequence[str]) -> tuple[pd.DataFrame, np.ndarray]:
    """The distinct combinations of some columns, in order, and the position of each row among them, int64 (row,)."""
    if not keys:
        return pd.DataFrame(index=[0]), np.zeros(len(rows), np.int64)
    at, levels = np.zeros(len(rows), np.int64), list[np.ndarray]()
    for key in keys:
        values, code = np.unique(rows[key].to_numpy(), return_inverse=True)
        at, levels = at * len(values) + code, [*levels, values]
    there, at = np.unique(at, return_inverse=True)
    split = np.unravel_index(there, [len(values) for values in levels])
    return pd.DataFrame({key: values[code] for key, values, code in zip(keys, levels, split, strict=True)}), at


def means(rows: pd.DataFrame, keys: Sequence[str], fewest: int = FEW_RUNS) -> pd.DataFrame:
    """Mean of `value` by group, with the 95% interval of the mean, `low` and `high`, and `n`: the independent observations.

    The interval is mean +- t(0.975, n - 1) s / sqrt(n). Where rows have a `block`, rows of a block are not independent: n counts
    blocks, and the error is sqrt(n / (n - 1) sum over blocks of (sum of y - mean)^2) / rows (Liang & Zeger 1986). Below `fewest`
    observations there is none: NaN.
    """
    groups, at = positions(rows, keys)
    y, count = rows["value"].to_numpy(), np.bincount(at, minlength=len(groups))
    mean = np.bincount(at, y, len(groups)) / count
    apart = y - mean[at]
    if "block" in rows:
        pairs, block = positions(pd.DataFrame({"group": at, "block": rows["block"].to_numpy()}), ["group", "block"])
        apart, owner = np.bincount(block, apart), pairs["group"].to_numpy()
    else:
        owner = at
    n = np.bincount(owner, minlength=len(groups))
    squares = np.bincount(owner, apart**2, len(groups))
    with np.errstate(divide="ignore", invalid="ignore"):
        half = stdtrit(n - 1, 0.5 + CONFIDENCE / 2) * np.sqrt(n / (n - 1) * squares) / count
    half = np.where(n >= fewest, half, np.nan)
    return groups.assign(mean=mean, low=mean - half, high=mean + half, n=n)


def quantiles(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Median and quantiles (5, 25, 75 and 95%) of `value` by group, and `n`, the number of values."""
    groups, at = positions(rows, keys)
    order = np.argsort(at, kind="stable")
    y, count = rows["value"].to_numpy()[order], np.bincount(at, minlength=len(groups))
    pieces = np.split(y, np.cumsum(count)[:-1])
    table = np.array([np.quantile(piece, LEVELS) for piece in pieces])
    return groups.assign(**dict(zip(QUANTILES, table.T, strict=True)), n=count)


def independent(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without their blocks where these are too few to tell an error by: then rows are what varies."""
    return rows.drop(columns="block") if "block" in rows and rows["block"].nunique() < FEW_RUNS else rows
