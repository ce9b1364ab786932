"""`bar`: the mean of the runs for each label, as bars with intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from concertacion.analysis.figures.canvas import BLUE, INK
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.kind import Drawn, Kind, labelled, lines_at, named
from concertacion.analysis.plot.statistics import independent, means

PALE = "#8FC1E3"


def table(frame: Frame) -> pd.DataFrame:
    """Mean, interval and runs by label; indices that come with their interval stay as they are."""
    if "low" in frame.rows:
        return frame.rows.rename(columns={"value": "mean"})
    return means(independent(frame.rows), ["by"])


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A bar a label, the first one on top, with the interval of its mean."""
    axes.barh(told["by"], told["mean"], height=0.66, color=PALE, edgecolor=BLUE, linewidth=0.5)
    known = told[told["low"].notna()]
    axes.hlines(known["by"], known["low"], known["high"], color=INK, linewidth=1.1)
    axes.set_yticks(range(len(frame.groups)), labelled(frame))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(frame.groups) - 0.4, -0.6)
    named(axes.xaxis, frame.y)
    lines_at(axes, [*([0.0] if told["mean"].min() < 0 else []), *frame.limits], upright=True)
    return Drawn()


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the marks mean."""
    if not np.isfinite(told["low"]).any():
        return f"Bars: means of the {frame.each}s; too few for an interval."
    what = "indices" if "low" in frame.rows else f"means of the {frame.each}s"
    return f"Bars: {what}; lines: their 95% intervals."


KIND = Kind(table, draw, words, row=4.2)
