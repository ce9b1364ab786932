"""From a table with a row a run (a sweep, a test of claims) to one tidy frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.formatting import CHANNEL_NAMES, DOMAIN_NAMES, words_of
from concertacion.analysis.plot.frame import Frame, Side, label_of, side_of
from concertacion.analysis.plot.request import Request
from concertacion.analysis.plot.sources import Table
from concertacion.sim.declare import InputError, nearest

PARAMETER, MOST_PARAMETERS = "parameter", 15  # in a figure
PARTS = {"channel": CHANNEL_NAMES, "domain": DOMAIN_NAMES}  # into which tables have outcomes divided, as `delivered.summit`


def frame_of_table(table: Table, request: Request, key: str = "y") -> Frame:
    """The frame of a completed request (`analysis.plot.choice.completed`); `key`: the setting that names its outcome.

    Raises
    ------
    InputError
        If a name or a part is not in the table.
    """
    table = table._replace(rows=selected(table, request))
    columns, by = divided(table, request, key)
    rows = table.rows
    n, repeat = len(rows), len(columns)
    data: dict[str, Any] = {
        "value": np.concatenate([rows[column].to_numpy(dtype="float64") for column in columns]),
        "run": np.tile(np.arange(n), repeat),
    }
    if by is not None:
        data["by"] = np.repeat(np.arange(repeat), n) if by.name in PARTS else codes(rows[by.name], by)
    sides = {}
    for place, name in (("x", request.x), ("up", request.y2)):
        if name is not None:
            sides[place] = side_along(table, name)
            data[place] = np.tile(codes(rows[name], sides[place]), repeat)
    if table.block:
        data["block"] = np.tile(rows[table.block].to_numpy(), repeat)
    frame = pd.DataFrame(data)
    settings = {"value": f"{key}={request.y}", "by": f"by={request.by}", "x": f"x={request.x}", "up": f"y2={request.y2}"}
    for column, setting in settings.items():
        if column in frame:
            frame = frame[np.isfinite(frame[column].to_numpy())]
        if frame.empty:
            raise InputError(f"{setting}: has no value in what is selected; select more")
    frame = frame.astype({"by": np.int64} if by is not None else {}).reset_index(drop=True)
    label = table.labels.get(request.y) or table.labels.get(columns[0], {})
    y = side_of(request.y, str(label.get("units", "")), str(label.get("long_name", "")))
    return Frame(
        frame, y, sides.get("x"), sides.get("up"), by, each=table.each, limits=tuple(table.limits.get(request.y, ())),
        said=table.said.get(request.y, ""), about=table.about,
    )  # fmt: skip


def frame_of_indices(table: Table, request: Request) -> Frame:
    """How much each parameter matters to an outcome, the most first, with intervals.

    Raises
    ------
    InputError
        If the outcome was not analysed.
    """
    assert table.indices is not None
    outcomes = list(dict.fromkeys(table.indices["outcome"]))
    if request.y not in outcomes:
        raise InputError(f"y={request.y}: the analysis has no such outcome; {nearest(request.y, outcomes)}")
    one = table.indices[table.indices["outcome"] == request.y].sort_values("value", ascending=False).head(MOST_PARAMETERS)
    rows = one[["value", "low", "high"]].assign(by=np.arange(len(one)), run=np.arange(len(one)), n=np.nan)
    by = Side("parameter", "Parameter", levels=tuple(map(words_of, one["parameter"])))
    y = Side(request.y, f"{table.measure[:1].upper()}{table.measure[1:]}")
    title = f"{words_of(request.y)}: the parameters that move it most"
    return Frame(rows.reset_index(drop=True), y, by=by, each=PARAMETER, title=title, about=table.about)


def selected(table: Table, request: Request) -> pd.DataFrame:
    """The rows that are selected: of what has names, those named; of a range, from one number to another.

    Raises
    ------
    InputError
        If nothing of that name varies, or takes that value.
    """
    rows = table.rows
    for name, wanted in request.select.items():
        if name in PARTS:
            _check_parts(name, wanted, request)
            continue
        if name not in table.axes:
            raise InputError(f"select.{name}: does not vary; {nearest(name, [*table.axes, *PARTS])}")
        if table.listed(name):
            there = list(rows[name].unique())
            for value in wanted:
                if value not in there:
                    raise InputError(f"select.{name}={value}: there is no such value; {nearest(str(value), there)}")
            rows = rows[rows[name].isin(wanted)]
        else:
            if len(wanted) != 2 or not all(isinstance(end, int | float) for end in wanted):
                raise InputError(f"select.{name}={list(wanted)}: has a range; name its ends, such as [0.2,0.4]")
            rows = rows[rows[name].between(*wanted)]
    return rows


def _check_parts(name: str, wanted: Sequence[Any], request: Request) -> None:
    """Refuse parts that are none, or that nothing in the figure is divided into."""
    for value in wanted:
        if value not in PARTS[name]:
            raise InputError(f"select.{name}={value}: there is no such {name}; {nearest(str(value), PARTS[name])}")
    if name != request.by:
        raise InputError(f"select.{name}: chooses among the parts of by={name}; for one of them write y={request.y}.{wanted[0]}")


def divided(table: Table, request: Request, key: str = "y") -> tuple[list[str], Side | None]:
    """The columns that hold what is drawn, and what it is divided by.

    Raises
    ------
    InputError
        If there is no such outcome, or it is not divided in that way.
    """
    y, by = request.y, request.by
    if by in PARTS:
        names = PARTS[str(by)]
        wanted = request.select.get(str(by), tuple(names))
        there = {word: f"{y}.{word}" for word in names if f"{y}.{word}" in table.values and word in wanted}
        if not there:
            raise InputError(f"by={by}: the table has no {y}.{next(iter(names))}; {known_columns(table, y)}")
        return list(there.values()), Side(str(by), str(by).capitalize(), levels=tuple(label_of(by, word, {}) for word in there))
    if y not in table.values:
        raise InputError(f"{key}={y}: there is no such name; {nearest(y, table.values)}")
    if by is None:
        return [y], None
    if by not in table.axes:
        raise InputError(f"by={by}: does not vary; {nearest(by, [*table.axes, *PARTS])}")
    if not table.listed(by):
        raise InputError(f"by={by}: has a range, not a few values; write x={by}")
    return [y], side_along(table, by)


def known_columns(table: Table, y: str) -> str:
    """Which outcomes begin with this name, for a message."""
    there = [name for name in table.values if name.startswith(f"{y}.")]
    return f"it has {', '.join(there[:5])}" if there else nearest(y, table.values)


def side_along(table: Table, name: str) -> Side:
    """An axis or an outcome of a table as one side of a figure.

    Raises
    ------
    InputError
        If the table has no such name.
    """
    if name not in (*table.axes, *table.values):
        raise InputError(f"{name}: does not vary, and is no outcome of the table; {nearest(name, [*table.axes, *table.values])}")
    label = table.labels.get(name, {})
    side = side_of(name, str(label.get("units", "")), str(label.get("long_name", "")))
    if name in table.axes and table.listed(name):
        return side._replace(unit="", levels=tuple(words_of(str(value)) for value in values_in(table.rows[name])))
    return side


def codes(column: pd.Series, side: Side) -> np.ndarray:
    """The numbers of a column, float64 (row,); of one with names, their positions in its levels; NaN where there is none."""
    if not side.levels:
        return column.to_numpy(dtype="float64")
    position = pd.Categorical(column, values_in(column)).codes
    return np.where(position < 0, np.nan, position)


def values_in(column: pd.Series) -> list[Any]:
    """The values of a column that has names or a few numbers: numbers by size, names as they come; gaps are none."""
    values = list(pd.unique(column.dropna()))
    return sorted(values) if pd.api.types.is_numeric_dtype(column) else values
