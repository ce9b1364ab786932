"""Runs that are free from a year on, beside the record: a row for each series, a column for each start."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.figures.canvas import BLUE, FULL, INK, MM, MUTED, PALE, VERMILION, axes_at, sheet, style

LEFT, WIDE, HIGH, APART, TOP, GAP = 22.0, 66.0, 24.0, 14.0, 13.0, 9.0  # mm
SHOWN = 3  # single runs


def free_runs(series: Mapping[str, Mapping[int, tuple[np.ndarray, pd.Series]]], units: Mapping[str, str]) -> Figure:
    """By series and start: runs, float64 (run, year), and the record by year; and the unit of each series.

    What takes whole numbers in all runs is a count, and has ticks at whole numbers alone.
    """
    starts = sorted({start for each in series.values() for start in each})
    height = TOP + len(series) * (HIGH + GAP) + 1
    with style():
        figure = sheet(FULL, height)
        for row, (title, by_start) in enumerate(series.items()):
            drawn = []
            for column, start in enumerate(starts):
                runs, record = by_start[start]
                axes = axes_at(figure, LEFT + column * (WIDE + APART), TOP + row * (HIGH + GAP), WIDE, HIGH)
                low, middle, high = np.nanquantile(runs, (0.05, 0.5, 0.95), axis=0)
                axes.fill_between(record.index, low, high, color=PALE, linewidth=0, zorder=0)
                axes.plot(record.index, runs[:SHOWN].T, color=MUTED, linewidth=0.5, zorder=1)
                axes.plot(record.index, middle, color=BLUE, linewidth=1.2, zorder=2)
                axes.plot(record.index, record, color=VERMILION, linewidth=1.4, zorder=3)
                axes.set_xlim(start - 0.5, record.index[-1] + 0.5)
                axes.set_xticks([year for year in record.index if year % 5 == 0])
                axes.set_title(f"{title}, free from {start}", loc="left", fontsize=7.5, color=INK)
                drawn.append(axes)
            drawn[0].set_ylabel(units[title])
            if row == len(series) - 1:
                for axes in drawn:
                    axes.set_xlabel("Year")
            if all((runs % 1 == 0).all() for runs, _ in by_start.values()):
                for axes in drawn:
                    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
            ends = [each.get_ylim() for each in drawn]
            for axes in drawn:
                axes.set_ylim(min(low for low, _ in ends), max(high for _, high in ends))
        across, down = figure.get_size_inches() / MM
        handles = [Patch(color=PALE, label="90 % of runs"), Line2D([], [], color=BLUE, linewidth=1.2, label="median of runs"),
                   Line2D([], [], color=MUTED, linewidth=0.5, label=f"{SHOWN} single runs"),
                   Line2D([], [], color=VERMILION, linewidth=1.4, label="record")]  # fmt: skip
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(LEFT / across, 1 - 1.5 / down), ncols=4, borderaxespad=0)
    return figure
