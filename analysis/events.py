"""What happened in each run, a row an event: read from the flags and codes that are recorded, so that a new one is told too.

What is declared to happen in a quarter (`long.happens`) is an event in each quarter in which it is not 0. Of any other flag or
code by country, forum or pair, each change from a quarter to the next is one; of what forums record, while they are alive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from xarray import DataArray, Dataset

from concertacion.analysis.long import COUNTS, FLAGS, POSITIONS, STATUS, alive_in, codes_of, happens, years_of

COLUMNS = ("run", "year", "quarter", "event", "country", "other", "forum", "detail")
MEANING = {  # of the columns, with their units
    "run": ("number", "run"),
    "year": ("year", "calendar year"),
    "quarter": ("quarter", "as 2003Q2"),
    "event": ("word", "what happened"),
    "country": ("ISO3", "to or by whom; the host of a meeting"),
    "other": ("ISO3", "with whom"),
    "forum": ("identifier", "where, or to which forum"),
    "detail": ("text", "what else is recorded of it"),
}
WHO = ("country", "other", "forum")
HOSTS = {"forum_meeting": "forum_host"}  # positions of countries
WITH = {  # what the column `detail` tells of an event
    "new_leader": ("ideology",),
    "forum_meeting": ("forum_host", "forum_attended", "forum_on_agenda", "forum_agreed"),
    "visits": ("agreements",),
    STATUS: ("forum_member",),
}
SAID = {"suspended", *(name for names in WITH.values() for name in names)}  # with another event, or by `forum_link`
WORDS = {  # of a code or a flag by name, before and after; what is not here is told by its name
    ("new_leader", "", "yes"): "change of government",
    ("forum_meeting", "", "held"): "meeting held",
    ("forum_meeting", "", "put_off"): "meeting put off",
    ("visits", "", "yes"): "visit",
    (STATUS, "unused", "active"): "forum founded",
    (STATUS, "active", "dormant"): "forum gone dormant",
    (STATUS, "dormant", "active"): "forum revived",
    (STATUS, "active", "dead"): "forum died",
    (STATUS, "dormant", "dead"): "forum died",
    ("forum_link", "none", "associate"): "became an associate",
    ("forum_link", "none", "full"): "joined",
    ("forum_link", "none", "again"): "returned",
    ("forum_link", "associate", "full"): "joined",
    ("forum_link", "associate", "none"): "left",
    ("forum_link", "full", "none"): "left",
    ("forum_link", "full", "suspended"): "suspended",
    ("forum_link", "suspended", "full"): "suspension ended",
    ("forum_link", "suspended", "none"): "left",
    ("closed", "no", "yes"): "border closed",
    ("closed", "yes", "no"): "border opened",
}


class Change(NamedTuple):
    """Events of one kind: position of each along every dimension of its variable, and the variable."""

    name: str
    before: str
    after: str
    at: tuple[np.ndarray, ...]


def events(dataset: Dataset) -> pd.DataFrame:
    """The events of all runs (`COLUMNS`), in order of run and quarter."""
    frames = [_rows(dataset, variable, change) for variable in _flags(dataset) for change in _changes(dataset, variable)]
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(frames, ignore_index=True)
    return table.sort_values(["run", "year", "quarter", "event", *WHO], ignore_index=True)


def _flags(dataset: Dataset) -> Iterator[DataArray]:
    """The recorded flags and codes of which there are events."""
    for name, variable in dataset.data_vars.items():
        of_whom = set(variable.dims) - {"run", "quarter"}
        told = variable.attrs.get("units") in FLAGS and "quarter" in variable.dims and of_whom and of_whom <= set(WHO)
        if told and name not in SAID:
            yield variable.transpose("run", "quarter", ...)


def _changes(dataset: Dataset, variable: DataArray) -> Iterator[Change]:
    """The kinds of event of a variable, each with where and when it occurs."""
    name, values = str(variable.name), variable.values.astype("int8")
    words = {code: word for word, code in codes_of(variable).items()} or {0: "no", 1: "yes"}
    if happens(variable):
        for code, word in words.items():
            if code:
                yield Change(name, "", word, np.nonzero(values == code))
        return
    before, now = values[:, :-1], values[:, 1:]
    counts = np.ones_like(now, dtype=bool)
    if "forum" in variable.dims and name != STATUS:
        alive = alive_in(dataset).broadcast_like(variable).transpose(*variable.dims).values
        counts = alive[:, :-1] & alive[:, 1:]
    ever = np.maximum.accumulate(before, axis=1) > 0
    for earlier, was in words.items():
        for later, word in words.items():
            if earlier == later:
                continue
            at = (before == earlier) & (now == later) & counts
            again = at & ever if (name, was, "again") in WORDS else np.zeros_like(at)
            for which, after in ((at & ~again, word), (again, "again")):
                if which.any():
                    run, quarter, *whom = np.nonzero(which)
                    yield Change(name, was, after, (run, quarter + 1, *whom))


def _rows(dataset: Dataset, variable: DataArray, change: Change) -> pd.DataFrame:
    """The rows of events of one kind."""
    where = dict(zip(map(str, variable.dims), change.at, strict=True))
    columns: dict[str, Any] = {
        "run": dataset["run"].values[where["run"]],
        "year": years_of(dataset)[where["quarter"]],
        "quarter": dataset["quarter"].values[where["quarter"]],
        "event": WORDS.get((change.name, change.before, change.after), _plainly(change)),
    }
    columns |= {dim: dataset[dim].values[where[dim]] if dim in where else "" for dim in WHO}
    if host := HOSTS.get(change.name):
        position = dataset[host].transpose("run", "quarter", "forum").values[change.at]
        columns["country"] = np.where(position >= 0, dataset["country"].values[position], "")
    known = [name for name in WITH.get(change.name, ()) if name in dataset and dataset[name].attrs["units"] != POSITIONS]
    told = [_told(dataset[name].transpose(*variable.dims, ...), change.at) for name in known]
    columns["detail"] = ["; ".join(filter(None, parts)) for parts in zip(*told, strict=True)] if told else ""
    return pd.DataFrame(columns, columns=list(COLUMNS), index=range(change.at[0].size))


def _plainly(change: Change) -> str:
    """An event that has no word of its own: 'crisis ends', 'link: associate to full'."""
    name = short(change.name)
    if change.before in ("no", "yes"):
        return f"{name} {'ends' if change.after == 'no' else 'begins'}"
    if not change.before:
        return name if change.after == "yes" else f"{name} {change.after}".replace("_", " ")
    return f"{name}: {change.before} to {change.after}".replace("_", " ")


def short(name: str) -> str:
    """The name of a variable in the detail of an event: 'forum_on_agenda' -> 'on agenda'."""
    return name.removeprefix("forum_").replace("_", " ")


def _told(variable: DataArray, at: tuple[np.ndarray, ...]) -> list[str]:
    """What a variable says of each event: the labels at which a flag holds, a count above 0, or a number before and now."""
    name, values, unit = short(str(variable.name)), variable.values, variable.attrs["units"]
    now = values[at]
    if unit in FLAGS and now.ndim > 1:
        labels = variable[variable.dims[-1]].values
        return [f"{name} {' '.join(labels[row])}" if row.any() else "" for row in now != 0]
    if unit in FLAGS:
        return [name if flag else "" for flag in now]
    if unit == COUNTS:
        return [f"{name} {count}" if count else "" for count in now]
    run, quarter, *whom = at
    before = values[(run, np.maximum(quarter - 1, 0), *whom)]
    return [f"{name} {old:.2f} to {new:.2f}" for old, new in zip(before, now, strict=True)]
