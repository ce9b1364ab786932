"""Paired differences: run r of every arm has the same random numbers, so in a run arms differ by what they do alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit
from xarray import DataArray, Dataset

from concertacion.analysis.formatting import FEW_RUNS
from concertacion.analysis.units import scale_of, unit_apart
from concertacion.sim.declare import InputError

MEANING = {  # of the columns, with their units
    "outcome": ("name", "as docs/outcomes.md has it"),
    "arm": ("name", "arm that is told against the control"),
    "control": ("as the outcome", "mean over the runs of the control"),
    "treated": ("as the outcome", "mean over the runs of the arm"),
    "difference": ("as the outcome", "mean of the differences, run by run"),
    "low": ("as the outcome", "lower end of its 95% interval; empty where there are too few runs"),
    "high": ("as the outcome", "upper end of its 95% interval"),
    "runs": ("count", "runs in which the outcome is defined in both arms"),
}
COLUMNS = tuple(MEANING)
CONFIDENCE = 0.95


class Paired(NamedTuple):
    """Means over the pairs of runs in which both arms have a value, and the interval of the mean difference."""

    control: np.ndarray
    treated: np.ndarray
    difference: np.ndarray
    low: np.ndarray  # NaN below FEW_RUNS pairs
    high: np.ndarray
    pairs: np.ndarray  # int64


def paired(control: np.ndarray, treated: np.ndarray) -> Paired:
    """Means and paired differences over runs, the first axis of both; every other axis is kept.

    The interval is that of the paired t test: mean d +- t(0.975, n - 1) s(d) / sqrt(n), with d the differences of the n pairs
    and s their standard deviation (Student 1908). It needs FEW_RUNS pairs, from which on a mean of skewed differences is near
    enough to normal.
    """
    known = np.isfinite(control) & np.isfinite(treated)
    pairs = known.sum(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = [np.where(known, values, 0.0).sum(0) / pairs for values in (control, treated, treated - control)]
        apart = np.where(known, treated - control - means[2], 0.0)
        half = stdtrit(pairs - 1, 0.5 + CONFIDENCE / 2) * np.sqrt((apart**2).sum(0) / (pairs - 1) / pairs)
    half = np.where(pairs >= FEW_RUNS, half, np.nan)
    before, after, difference = means
    return Paired(before, after, difference, difference - half, difference + half, pairs)


def well_in_all(arms: Mapping[str, Dataset]) -> dict[str, Dataset]:
    """The arms with the runs that went well in every one of them.

    Raises
    ------
    InputError
        If there is no such run.
    """
    well = np.logical_and.reduce([arm["status"].values == 0 for arm in arms.values()])
    if not well.any():
        raise InputError(f"results: none of the {well.size} runs went well in every arm; there is nothing to compare")
    return {name: arm.isel(run=well) for name, arm in arms.items()}


def differences(arms: Mapping[str, Dataset]) -> pd.DataFrame:
    """A row for each outcome and each arm but the first, which is the control; the arms carry `outcomes` (run, outcome).

    `control` and `treated` are means over the runs that have a value in both, `difference` is treated minus control, `low` and
    `high` are its 95% interval, empty below 20 runs.

    Raises
    ------
    InputError
        If no run went well in every arm.
    """
    control, *treated = well_in_all(arms).items()
    names = [str(name) for name in control[1]["outcome"].values]
    compared = {name: paired(control[1]["outcomes"].values, arm["outcomes"].values) for name, arm in treated}
    rows = [
        (outcome, name, *(float(part[row]) for part in one[:5]), int(one.pairs[row]))
        for row, outcome in enumerate(names)
        for name, one in compared.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def apart(control: Dataset, treated: Dataset) -> Dataset:
    """The differences of what two arms have recorded, run by run, in the runs that went well in both: (run, quarter, ...).

    Those of shares are in percentage points. Variables of codes have none and are left out.
    """
    before, after = well_in_all({"control": control, "treated": treated}).values()
    recorded = [name for name, one in control.data_vars.items() if {"run", "quarter"} <= set(one.dims) and not _has_codes(one)]
    labels = {name: one for name, one in control.data_vars.items() if one.dims == ("country",)}
    differences = {name: _apart(before[name], after[name]) for name in recorded}
    return Dataset({**differences, **labels, "status": before["status"]}, attrs=control.attrs)


def _has_codes(variable: DataArray) -> bool:
    return "flag_values" in variable.attrs or "units" not in variable.attrs


def _apart(before: DataArray, after: DataArray) -> DataArray:
    unit = before.attrs["units"]
    difference = (after.astype("float32") - before.astype("float32")) * scale_of(unit)
    words = f"difference of {before.attrs.get('long_name', before.name)}"
    return difference.assign_attrs(units=unit_apart(unit), long_name=words)
