"""Summary measures of saved results: one number a run each, with equation and unit.

Notation: r run, t quarter, c channel, k domain, i country, m forum; T quarters, K domains, N countries. Every measure takes the
Dataset of a run of the model and returns a DataArray over `run`. A ratio whose denominator is zero (no meeting was ever
called) is NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from xarray import DataArray, Dataset

UNUSED, ACTIVE, DORMANT, DEAD = range(4)  # the codes of `forum_status`, as recorded
HELD, PUT_OFF = 1, 2  # the codes of `forum_meeting`, as recorded
QUARTERS_A_YEAR = 4


class Outcome(NamedTuple):
    """A measure with the words to show it in: `unit` says how to write the number, `label` of what it is one."""

    title: str
    unit: str
    label: str
    measure: Callable[[Dataset], DataArray]


OUTCOMES: dict[str, Outcome] = {}


def outcome(title: str, unit: str, label: str) -> Callable[[Callable[[Dataset], DataArray]], Callable[[Dataset], DataArray]]:
    """Enter a measure in `OUTCOMES` and label what it returns."""

    def enter(measure: Callable[[Dataset], DataArray]) -> Callable[[Dataset], DataArray]:
        def labelled(dataset: Dataset) -> DataArray:
            return measure(dataset).rename(measure.__name__).assign_attrs(long_name=title, units=label.replace("%", "share"))

        labelled.__name__, labelled.__doc__ = measure.__name__, measure.__doc__
        OUTCOMES[measure.__name__] = Outcome(title, unit, label, labelled)
        return labelled

    return enter


def working_share(dataset: Dataset, channel: str) -> DataArray:
    """Share of country-domains working in a channel: sum over t,k,i of took_part[c] / (T K N)."""
    return dataset["took_part"].sel(channel=channel, drop=True).mean(("quarter", "domain", "country"), dtype="float64")


def delivered_by_channel_and_domain(dataset: Dataset) -> DataArray:
    """Cooperation delivered, by run, channel and domain: mean over t,i of delivered; index, 0 nothing."""
    return dataset["delivered"].mean(("quarter", "country"), skipna=False, dtype="float64")


def forum_moves(dataset: Dataset, before: tuple[int, ...], after: tuple[int, ...]) -> DataArray:
    """Times a forum went from a status in `before` to one in `after` between two quarters; count a run."""
    status = dataset["forum_status"].transpose("run", "quarter", "forum").values
    moved = np.isin(status[:, :-1], before) & np.isin(status[:, 1:], after)
    return DataArray(moved.sum((1, 2)), {"run": dataset["run"]}, ["run"])


def _meetings(dataset: Dataset, code: int) -> DataArray:
    return (dataset["forum_meeting"] == code).sum(("quarter", "forum"))


def _ratio(above: DataArray, below: DataArray) -> DataArray:
    return above / below.where(below > 0)


@outcome("Technical work", "share", "% of country-domains")
def technical_share(dataset: Dataset) -> DataArray:
    """Share of country-domains in which bureaucracies cooperate: `working_share` of the technical channel."""
    return working_share(dataset, "technical")


@outcome("Minilaterals", "share", "% of country-domains")
def minilateral_share(dataset: Dataset) -> DataArray:
    """Share of country-domains in which a government works in a small minilateral group: `working_share` of the minilateral
    channel.
    """
    return working_share(dataset, "minilateral")


@outcome("Summits", "share", "% of country-domains")
def summit_share(dataset: Dataset) -> DataArray:
    """Share of country-domains in which a president commits at a meeting: `working_share` of the summit channel."""
    return working_share(dataset, "summit")


@outcome("Delivered cooperation", "index", "index, all channels")
def delivered_total(dataset: Dataset) -> DataArray:
    """Cooperation delivered a quarter, all channels together: sum over c of the mean over t,k,i of delivered."""
    return dataset["delivered"].mean(("quarter", "domain", "country"), skipna=False, dtype="float64").sum("channel")


@outcome("Meetings held", "rate", "meetings a year")
def meetings_held(dataset: Dataset) -> DataArray:
    """Meetings held a year: 4/T times the number of (t,m) with a meeting held."""
    return _meetings(dataset, HELD) * QUARTERS_A_YEAR / dataset.sizes["quarter"]


@outcome("Meetings put off", "share", "% of meetings called")
def put_off_share(dataset: Dataset) -> DataArray:
    """Share of the meetings called that were put off: put off / (held + put off)."""
    held, put_off = _meetings(dataset, HELD), _meetings(dataset, PUT_OFF)
    return _ratio(put_off, held + put_off)


@outcome("Attendance", "share", "% of members")
def attendance(dataset: Dataset) -> DataArray:
    """Share of members who came, over all meetings held: sum of attended / sum of members."""
    held = dataset["forum_meeting"] == HELD
    came = dataset["forum_attended"].sum("country").where(held, 0).sum(("quarter", "forum"))
    members = dataset["forum_member"].sum("country").where(held, 0).sum(("quarter", "forum"))
    return _ratio(came, members)


@outcome("Agenda items agreed", "share", "% of agenda items")
def agreed_share(dataset: Dataset) -> DataArray:
    """Share of the domains on the agendas of meetings held on which the meeting agreed: sum of agreed / sum of on_agenda."""
    held = dataset["forum_meeting"] == HELD
    agreed, agenda = (dataset[name].where(held, 0).sum(("quarter", "forum")) for name in ("forum_agreed", "forum_on_agenda"))
    return _ratio(agreed, agenda)


@outcome("Forums gone dormant", "count", "times a run")
def went_dormant(dataset: Dataset) -> DataArray:
    """Times an active forum went dormant; count a run."""
    return forum_moves(dataset, (ACTIVE,), (DORMANT,))


@outcome("Forums revived", "count", "times a run")
def revived(dataset: Dataset) -> DataArray:
    """Times a dormant forum became active again; count a run."""
    return forum_moves(dataset, (DORMANT,), (ACTIVE,))


@outcome("Forums that died", "count", "forums a run")
def died(dataset: Dataset) -> DataArray:
    """Times a forum, active or dormant, ended; count a run."""
    return forum_moves(dataset, (ACTIVE, DORMANT), (DEAD,))


@outcome("Forums founded", "count", "forums a run")
def founded(dataset: Dataset) -> DataArray:
    """Times an unused slot became a forum after the first quarter; count a run."""
    return forum_moves(dataset, (UNUSED,), (ACTIVE, DORMANT))


@outcome("Forums active at the end", "count", "forums")
def active_at_end(dataset: Dataset) -> DataArray:
    """Forums active in the last quarter; count."""
    return (dataset["forum_status"].isel(quarter=-1, drop=True) == ACTIVE).sum("forum")


@outcome("Changes of government", "rate", "a country and decade")
def changes_of_government(dataset: Dataset) -> DataArray:
    """New leaders a country and decade: 40 times the mean over t,i of new_leader."""
    return 10 * QUARTERS_A_YEAR * dataset["new_leader"].mean(("quarter", "country"), dtype="float64")


@outcome("Across the centre", "share", "% of changes of government")
def alternation(dataset: Dataset) -> DataArray:
    """Share of changes of government in which ideology changes sign: of (t,i) with new_leader, those with x[t] x[t-1] < 0."""
    ideology = dataset["ideology"].transpose("run", "quarter", "country").values
    new = dataset["new_leader"].transpose("run", "quarter", "country").values[:, 1:] > 0
    crossed = (new & (ideology[:, 1:] * ideology[:, :-1] < 0)).sum((1, 2))
    changes = DataArray(new.sum((1, 2)), {"run": dataset["run"]}, ["run"])
    return _ratio(changes.copy(data=crossed), changes)


def all_outcomes(dataset: Dataset) -> Dataset:
    """Every measure of `OUTCOMES` as a variable over `run`; read, not computed, from a Dataset made by `with_outcomes`."""
    return Dataset({name: dataset[name] if name in dataset else entry.measure(dataset) for name, entry in OUTCOMES.items()})


def with_outcomes(dataset: Dataset) -> Dataset:
    """The Dataset with every measure of `OUTCOMES` beside its variables, so that many readers compute them once."""
    return dataset.assign(all_outcomes(dataset).data_vars)


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
