"""From long tables to arrays: the spell in force, the value in a year, a full grid without gaps.

Quarters are counted from the year 0: four times the year plus 0..3. The spell in force at a quarter's end counts for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from concertacion.sim.declare import InputError
from concertacion.sim.state import zeros


def quarter_of(dates: pd.Series) -> np.ndarray:
    """The quarter of each date, int64."""
    return dates.to_numpy("datetime64[M]").astype(np.int64) // 3 + 4 * 1970  # months count from 1970


def quarter_label(quarter: int) -> str:
    """A quarter as text: 2000Q1."""
    return f"{quarter // 4}Q{quarter % 4 + 1}"


def in_force(frame: pd.DataFrame, key: str, names: Sequence[str], quarters: np.ndarray, file: str) -> np.ndarray:
    """Position in `frame` (sorted by key and `from`) of the spell in force: int64[quarter, name]. The last spell continues.

    Raises
    ------
    InputError
        If a name has no spell in the first of the quarters.
    """
    begins = quarter_of(frame["from"])
    owners = frame[key].to_numpy()
    positions = np.empty((len(quarters), len(names)), np.int64)
    for column, name in enumerate(names):
        rows = np.flatnonzero(owners == name)
        if not len(rows) or begins[rows[0]] > quarters[0]:
            raise InputError(f"{file}: no row of {name} is in force in {quarter_label(int(quarters[0]))}; add one that is")
        positions[:, column] = rows[np.searchsorted(begins[rows], quarters, side="right") - 1]
    return positions


def mean_in_office(
    table: pd.DataFrame, key: str, names: Sequence[str], column: str, since: str, last: int, doubt: float = 0.0
) -> np.ndarray:
    """Mean of a column over spells, by key, weighted by the time from `since` to the end of quarter `last`: float64[name].

    `doubt` years at zero are added to each.
    """
    end = (np.datetime64("0000-01", "M") + 3 * (last + 1)).astype("datetime64[s]")
    begins = np.maximum(table["from"].to_numpy("datetime64[s]"), np.datetime64(since, "s"))
    spans = np.minimum(table["to"].to_numpy("datetime64[s]"), end) - begins
    years = np.clip(spans / np.timedelta64(1, "D") / 365.25, 0.0, None)
    sums = pd.DataFrame({"key": table[key], "years": years, "weighted": years * table[column]}).groupby("key").sum()
    return (sums["weighted"] / (sums["years"] + doubt)).reindex(list(names)).to_numpy(float)


def at_year(frame: pd.DataFrame, key: list[str], value: str, year: int) -> pd.DataFrame:
    """`value` by key in a year: interpolated between the years of the table, the nearest year beyond them."""
    ordered = frame.sort_values([*key, "year"], ignore_index=True)
    fresh = np.append(ordered[key].ne(ordered[key].shift()).any(axis=1).to_numpy(bool), True)
    first, owner = np.flatnonzero(fresh), np.cumsum(fresh[:-1]) - 1
    years, values = ordered["year"].to_numpy(float), ordered[value].to_numpy(float)
    past, coming = (np.bincount(owner[rows], minlength=len(first) - 1) for rows in (years <= year, years >= year))
    before = np.where(past > 0, first[:-1] + past - 1, first[:-1])
    after = np.where(coming > 0, first[1:] - coming, first[1:] - 1)
    gap = years[after] - years[before]
    weight = np.divide(year - years[before], gap, out=np.zeros(len(gap)), where=gap > 0)
    return ordered.loc[first[:-1], key].assign(**{value: values[before] + weight * (values[after] - values[before])})


def grid(frame: pd.DataFrame, axes: Mapping[str, Any], value: str, fill: float = np.nan) -> np.ndarray:
    """float64 array of `value` over the named axes. Combinations without a row hold `fill`; rows outside the axes are ignored."""
    # an index of strings would turn them into Arrow's first, in each call
    positions = [pd.Index(names, dtype=frame[column].dtype).get_indexer(frame[column]) for column, names in axes.items()]
    inside = np.all([position >= 0 for position in positions], axis=0)
    out = np.full([len(names) for names in axes.values()], fill)
    out[tuple(position[inside] for position in positions)] = frame[value].to_numpy(float)[inside]
    return out


def full_grid(frame: pd.DataFrame, axes: Mapping[str, Any], value: str, file: str, when: str = "") -> np.ndarray:
    """Like `grid`, but every combination must have a row.

    Raises
    ------
    InputError
        With the first combination that is missing.
    """
    out = grid(frame, axes, value)
    gaps = np.argwhere(np.isnan(out))
    if len(gaps):
        names = " ".join(str(axis[position]) for axis, position in zip(axes.values(), gaps[0], strict=True))
        raise InputError(f"{file}: no {value} for {names}{when}; {len(gaps)} missing in all, every chosen one needs a row")
    return out


def filled(owner: type, sizes: dict[str, int], **values: Any) -> Any:
    """The `zeros` of a themed tuple, with the given values broadcast into them."""
    theme = zeros(owner, sizes)
    unknown = set(values) - set(theme._fields)
    if unknown:
        raise TypeError(f"{owner.__name__} has no {', '.join(sorted(unknown))}")
    for name, value in values.items():
        getattr(theme, name)[...] = value
    return theme
