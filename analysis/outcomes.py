"""The main outcomes of a run, as reports and figures show them.

What an outcome is and how it is worked out is declared in the model (`sim/outcomes`); a Dataset to report on carries the values
of the main ones as the variable `outcomes` (run, outcome).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from xarray import DataArray, Dataset

from concertacion.sim.declare import InputError

UNUSED, ACTIVE, DORMANT, DEAD = range(4)  # the codes of `forum_status`, as recorded
HELD, PUT_OFF = 1, 2  # the codes of `forum_meeting`, as recorded


class Shown(NamedTuple):
    """How an outcome is shown: `unit` says how to write the number, `label` of what it is one."""

    title: str
    unit: str
    label: str


MAIN: dict[str, Shown] = {
    "participation.technical": Shown("Technical work", "share", "% of country-domains"),
    "participation.minilateral": Shown("Minilaterals", "share", "% of country-domains"),
    "participation.summit": Shown("Summits", "share", "% of country-domains"),
    "delivered": Shown("Delivered cooperation", "share", "% of all that countries could get"),
    "meetings_held": Shown("Meetings held", "rate", "meetings a year"),
    "put_off_share": Shown("Meetings put off", "share", "% of meetings called"),
    "attendance": Shown("Attendance", "share", "% of members"),
    "agreed_share": Shown("Agenda items agreed", "share", "% of agenda items"),
    "went_dormant": Shown("Forums gone dormant", "count", "times in a run"),
    "revived": Shown("Forums revived", "count", "times in a run"),
    "died": Shown("Forums that died", "count", "forums in a run"),
    "founded": Shown("Forums founded", "count", "forums in a run"),
    "active_at_end": Shown("Forums active at the end", "count", "forums"),
    "changes_of_government": Shown("Changes of government", "rate", "per country and decade"),
    "alternation": Shown("From left to right or back", "share", "% of changes of government"),
}


def main_outcomes(dataset: Dataset) -> Dataset:
    """The main outcomes of each run, one variable over `run` each.

    Raises
    ------
    InputError
        If the Dataset does not carry them.
    """
    carried = set(dataset["outcome"].values) if "outcomes" in dataset else set()
    if missing := [name for name in MAIN if name not in carried]:
        raise InputError(f"results: no outcome '{missing[0]}' beside the record; add the variable 'outcomes' (run, outcome)")
    return Dataset({name: dataset["outcomes"].sel(outcome=name, drop=True) for name in MAIN})


def delivered_by_channel_and_domain(dataset: Dataset) -> DataArray:
    """Cooperation delivered, by run, channel and domain: mean over t,i of delivered; share of all that they could get."""
    return dataset["delivered"].mean(("quarter", "country"), skipna=False, dtype="float64")


def representative_run(outcomes: Dataset) -> int:
    """Position of the run nearest the median: argmin over r of sum over outcomes of ((y_r - median) / (q75 - q25))^2.

    Outcomes that do not vary between the quartiles, or are not defined in every run, say nothing of nearness and are left
    out; the first run wins ties.
    """
    values = np.array([outcomes[name].values for name in outcomes], dtype="float64")
    low, median, high = np.quantile(values, (0.25, 0.5, 0.75), axis=1)
    usable = np.isfinite(median) & (high > low)
    if not usable.any():
        return 0
    distance = (((values - median[:, None])[usable] / (high - low)[usable, None]) ** 2).sum(0)
    return int(distance.argmin())
