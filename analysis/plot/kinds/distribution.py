"""`distribution`: how the runs spread, a row for each label."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from concertacion.analysis.figures.canvas import INK
from concertacion.analysis.formatting import FEW_RUNS
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.kind import Drawn, Kind, labelled, lines_at, looks, named
from concertacion.analysis.plot.statistics import quantiles

BINS, HEIGHT = 24, 0.72  # of the histograms; their height, of a row


def table(frame: Frame) -> pd.DataFrame:
    """By label: median, quantiles, observations."""
    return quantiles(frame.rows, ["by"] if frame.by else [])


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A histogram a row (of fewer than 20 runs a dot each), and under it median, middle 50% and middle 90%."""
    values = frame.rows["value"].to_numpy()
    edges = np.histogram_bin_edges(values, bins=BINS)
    for row, (_, one) in enumerate(told.iterrows()):
        group = int(one["by"]) if frame.by else 0
        mine = values[frame.rows["by"].to_numpy() == group] if frame.by else values
        colour = looks(frame)[0].colour
        if len(mine) < FEW_RUNS:
            axes.plot(mine, np.full(len(mine), row - 0.25), "o", markersize=2.6, color=colour, alpha=0.6, markeredgewidth=0)
        else:
            count, _ = np.histogram(mine, edges)
            top = row - HEIGHT * np.append(count, count[-1]) / count.max()
            axes.fill_between(edges, row, top, step="post", color=colour, alpha=0.35, linewidth=0)
            axes.hlines(row + 0.1, one["q05"], one["q95"], color=INK, linewidth=0.7)
            axes.hlines(row + 0.1, one["q25"], one["q75"], color=INK, linewidth=2.0)
        axes.plot(one["median"], row + 0.1, marker="o", markersize=3.4, color=INK, markeredgecolor="white", markeredgewidth=0.5)
    names = labelled(frame) if frame.by else []
    labels = [names[int(group)] for group in told["by"]] if frame.by else []  # of groups that have a value
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(told) - 0.7, -0.85)
    named(axes.xaxis, frame.y)
    lines_at(axes, frame.limits, upright=True)
    return Drawn()


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the marks mean."""
    few = told["n"] < FEW_RUNS
    if few.all():
        return f"Small dots: {frame.each}s; large dot: their median."
    bars = f"Dot: median of the {frame.each}s; thick and thin line: their middle 50% and 90%."
    return f"{bars} Small dots: the {frame.each}s, where they are fewer than {FEW_RUNS}." if few.any() else bars


KIND = Kind(table, draw, words, row=7.0)
