"""What an observer of presidents' journeys would see of visits between two, and the statistics of what was seen.

Recorded visits in the same form (`pair_years`) go through the same statistics as those of a run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis.observation import Estimate, clustered_mean, least_squares

APART = {"at_distance_0": (-1.0, 0.25), "at_distance_half": (0.25, 0.75), "at_distance_1": (0.75, 1.25)}  # above, up to
ROUND = 6  # decimals of distances: ideologies are recorded in single precision


def observed_pairs(run: Dataset, countries: Sequence[str], border: np.ndarray) -> pd.DataFrame:
    """Visits and agreements of one run, one row a directed pair of the group and year.

    distance is |x_i - x_j|, x the mean of a year's quarters; `border` says who shares one, bool[country, other].
    """
    group = run[["visits", "agreements"]].sel(country=list(countries), other=list(countries))
    ideology = run["ideology"].sel(country=list(countries)).transpose("quarter", "country").values.astype(float)
    return pair_years(
        sorted({int(label[:4]) for label in run["quarter"].values}),
        {name: _by_year(group[name].transpose("quarter", "country", "other").values) for name in ("visits", "agreements")},
        _by_year(ideology) / 4.0,
        border,
    )


def _by_year(values: np.ndarray) -> np.ndarray:
    """Sums over the four quarters of each year."""
    return values.reshape(-1, 4, *values.shape[1:]).sum(axis=1)


def pair_years(years: Sequence[int], counts: Mapping[str, np.ndarray], ideology: np.ndarray, border: np.ndarray) -> pd.DataFrame:
    """One row a directed pair and year: `counts` by name (year, country, other), ideology (year, country)."""
    distance = np.abs(ideology[:, :, None] - ideology[:, None, :])
    year, first, second = np.nonzero(np.broadcast_to(~np.eye(len(border), dtype=bool), distance.shape))
    cells = (year, first, second)
    return pd.DataFrame(
        {
            "pair": first * len(border) + second,
            "year": np.asarray(years)[year],
            "distance": np.round(distance[cells], ROUND),
            "border": border[first, second],
            **{name: values[cells].astype(float) for name, values in counts.items()},
        }
    )


def pair_facts(pairs: pd.DataFrame, column: str, name: str) -> dict[str, Estimate]:
    """How often presidents visited each other, or agreed: by distance, given pair and year, and neighbours over others.

    `pairs` has every pair in every year, so that taking out the means of pairs and years is least squares on all their dummies.
    Errors are clustered by pair; that of the ratio is by the delta method, over pairs.
    """
    facts = {}
    for apart, (above, up_to) in APART.items():
        rows = pairs[(pairs["distance"] > above) & (pairs["distance"] <= up_to)]
        facts[f"{name}_{apart}"] = clustered_mean(rows[column], rows["pair"])
    shape = (pairs["pair"].nunique(), pairs["year"].nunique())
    square = pairs.sort_values(["pair", "year"])
    x, y = (_within(square[each].to_numpy(float).reshape(shape)) for each in ("distance", column))
    clusters = square["pair"].to_numpy()
    values, errors = least_squares(y, x[:, None], clusters, absorbed=sum(shape) - 1)
    facts[f"{name}_slope"] = Estimate(float(values[0]), float(errors[0]), len(pairs))
    facts[f"{name}_neighbours"] = _ratio(
        pairs.groupby("pair").agg(value=(column, "mean"), border=("border", "first")), len(pairs)
    )
    return facts


def _within(values: np.ndarray) -> np.ndarray:
    """Less the means of rows and columns of a full table, flat."""
    return (values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()).ravel()


def _ratio(pairs: pd.DataFrame, observations: int) -> Estimate:
    """Mean of pairs with a border over that of the others."""
    above, below = (pairs.loc[pairs["border"] == side, "value"] for side in (True, False))
    if not below.sum():
        return Estimate(np.nan, np.nan, observations)
    relative = sum(each.var() / len(each) / each.mean() ** 2 for each in (above, below))
    ratio = above.mean() / below.mean()
    return Estimate(float(ratio), float(ratio * np.sqrt(relative)), observations)
