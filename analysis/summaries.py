"""Summaries of many runs: quantiles of outcomes, and of recorded variables year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis.formatting import FEW_RUNS, levels, quantity, widest, words_of
from concertacion.analysis.long import yearly

QUANTILES = ("low", "lower_quartile", "median", "upper_quartile", "high")
MEANING = {  # of the columns of summaries, with their units
    "outcome": ("name", "as docs/outcomes.md has it"),
    "variable": ("name", "as in results.nc; of a code, with its word"),
    "unit": ("word", "of the numbers in the row"),
    "meaning": ("text", "of the outcome"),
    "runs": ("count", "runs in which it is defined"),
    "mean": ("as the row", "over these runs"),
    "sd": ("as the row", "standard deviation over these runs"),
    "low": ("as the row", f"5th percentile of the runs; the smallest where there are fewer than {FEW_RUNS}"),
    "lower_quartile": ("as the row", "25th percentile of the runs"),
    "median": ("as the row", "median of the runs"),
    "upper_quartile": ("as the row", "75th percentile of the runs"),
    "high": ("as the row", f"95th percentile of the runs; the largest where there are fewer than {FEW_RUNS}"),
}


def summary_of(values: pd.DataFrame, labels: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """A row an outcome (a column of `values`, a row a run): unit, meaning, number of runs, mean, standard deviation, quantiles.

    `labels` gives `units` and `long_name` by outcome.
    """
    rows = []
    for name in values:
        label, known = labels.get(str(name), {}), values[name].to_numpy(dtype="float64")
        known = known[np.isfinite(known)]
        told: dict[str, object] = {"outcome": name, "unit": label.get("units", ""), "meaning": label.get("long_name", "")}
        quantiles = np.quantile(known, levels(len(values))) if known.size else [np.nan] * len(QUANTILES)
        sd = known.std(ddof=1) if known.size > 1 else np.nan
        told |= {"runs": known.size, "mean": known.mean() if known.size else np.nan, "sd": sd}
        rows.append({**told, **dict(zip(QUANTILES, quantiles, strict=True))})
    return pd.DataFrame(rows)


def printed(summary: pd.DataFrame, runs: int, titles: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A summary of so many runs as a paper prints it: outcome (its title, or its name in words), unit, median, two intervals."""
    titles, widest_of = titles or {}, widest(runs).capitalize()
    rows = []
    for row in summary.to_dict("records"):
        low, lower, median, upper, high = (_number(row[name], row["unit"]) for name in QUANTILES)
        title = titles.get(row["outcome"]) or words_of(row["outcome"])
        intervals = {"Half the runs": f"{lower} to {upper}", widest_of: f"{low} to {high}"}
        rows.append({"Outcome": title, "Unit": row["unit"], "Median": median, **intervals})
    return pd.DataFrame(rows)


def _number(value: float, unit: str) -> str:
    """A number as it is printed: rates to a tenth, what has no finite value as a dash."""
    if not np.isfinite(value):
        return "--"
    return quantity(value, unit if unit in ("share", "count") else "index" if abs(value) < 1 else "rate")


def by_year(dataset: Dataset, names: Sequence[str], keep: Sequence[str]) -> pd.DataFrame:
    """Variables by year over the runs: year, the dimensions that are kept, variable, unit, runs, low, median, high."""
    frames = []
    for name in names:
        array = yearly(dataset, name, keep)
        values, labels = array.values, array.isel(run=0, drop=True)
        defined = np.isfinite(values)
        runs, some = defined.sum(0), defined.any(0)
        low, median, high = np.nanquantile(np.where(some, values, 0.0), levels(values.shape[0])[::2], axis=0)
        grid = np.meshgrid(*(labels[dim].values for dim in labels.dims), indexing="ij")
        columns = {str(dim): part[some] for dim, part in zip(labels.dims, grid, strict=True)}
        numbers = {"runs": runs[some], "low": low[some], "median": median[some], "high": high[some]}
        frames.append(pd.DataFrame({**columns, "variable": name, "unit": str(array.attrs["units"]), **numbers}))
    return pd.concat(frames, ignore_index=True)
