"""What runs say at each moment: the median, the interval of half of them, that of nine in ten or, where they are few, of all."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from xarray import DataArray, Dataset

from concertacion.analysis.figures.canvas import CHANNEL_COLOURS, CHANNEL_LINES, CHANNEL_MARKERS, MM, MUTED, years
from concertacion.analysis.formatting import channel_name, levels, widest

SHORTEST_BY_YEAR = 3  # a run of fewer years is drawn by quarter


def by_period(dataset: Dataset, series: DataArray) -> tuple[np.ndarray, np.ndarray, str]:
    """Times (years), means of a series (run, quarter, ...) by period, and the period's name.

    Calendar years smooth out the calendar of summits; runs shorter than three years are kept by quarter.
    """
    time = years(dataset)
    values = series.transpose("run", "quarter", ...).values
    if time[-1] - time[0] < SHORTEST_BY_YEAR - 0.3:
        return time + 0.125, values, "quarter"
    year, first = np.unique(np.floor(time), return_index=True)
    sums = np.add.reduceat(values, first, axis=1)
    counts = np.diff([*first, time.size])
    return year + 0.5, sums / counts.reshape(-1, *[1] * (values.ndim - 2)), "year"


def quantiles(values: np.ndarray) -> np.ndarray:
    """The `levels` of so many runs (first axis), where the value is defined; NaN where no run defines it."""
    shown = levels(len(values))
    if np.isnan(values).any():
        defined = np.isfinite(values).any(0)
        return np.where(defined, np.nanquantile(np.where(defined, values, 0.0), shown, axis=0), np.nan)
    return np.quantile(values, shown, axis=0)


def band(axes: Axes, time: np.ndarray, values: np.ndarray, colour: str, line: Any = "-") -> None:
    """Draw the median and the two intervals of values (run, time)."""
    low, lower, median, upper, high = quantiles(values)
    axes.fill_between(time, low, high, color=colour, alpha=0.16, linewidth=0)
    axes.fill_between(time, lower, upper, color=colour, alpha=0.30, linewidth=0)
    axes.plot(time, median, color=colour, linestyle=line, marker="o" if time.size == 1 else "")


def interval(axes: Axes, values: np.ndarray, height: float, colour: str, marker: str, size: float = 3.6) -> None:
    """Draw the median and the two intervals of values (run,) as a mark on two horizontal lines."""
    low, lower, median, upper, high = quantiles(values)
    axes.plot((low, high), (height, height), color=colour, linewidth=0.7, solid_capstyle="butt")
    axes.plot((lower, upper), (height, height), color=colour, linewidth=2.0, alpha=0.55, solid_capstyle="butt")
    axes.plot(
        median,
        height,
        marker=marker,
        color=colour,
        markersize=size,
        clip_on=False,
        zorder=4,
        markeredgecolor="white",
        markeredgewidth=0.4,
    )


def key(figure: Figure, channels: list[str], left: float, top: float, *, runs: int, marks: bool = False) -> None:
    """The legend of a figure by channel: its lines or marks, and what the intervals of so many runs mean (below the marks, beside
    the lines).
    """
    across, down = figure.get_size_inches() / MM
    handles: list[Artist] = []
    for name in channels:
        look = (
            {"marker": CHANNEL_MARKERS.get(name, "o"), "linestyle": ""} if marks else {"linestyle": CHANNEL_LINES.get(name, "-")}
        )
        handles.append(Line2D([], [], color=CHANNEL_COLOURS.get(name, MUTED), label=channel_name(name), **look))
    if marks:
        handles.append(Line2D([], [], color=MUTED, linewidth=2.0, alpha=0.55, label="middle 50% of runs"))
        handles.append(Line2D([], [], color=MUTED, linewidth=0.7, label=widest(runs)))
    else:
        handles.append(Patch(color=MUTED, alpha=0.46, linewidth=0, label="middle 50% of runs"))
        handles.append(Patch(color=MUTED, alpha=0.16, linewidth=0, label=widest(runs)))
    rows = (handles[: len(channels)], handles[len(channels) :]) if marks else (handles,)
    for n, row in enumerate(rows):
        corner = (left / across, 1 - (top + 3.4 * n) / down)
        figure.legend(handles=row, loc="upper left", bbox_to_anchor=corner, ncols=len(row), borderaxespad=0)
