"""`heat`: a row for each label, the mean of the runs in colour through time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import CenteredNorm

from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.kind import SIGNED_COLOURS, Drawn, Kind, labelled, through_time
from concertacion.analysis.plot.statistics import means


def table(frame: Frame) -> pd.DataFrame:
    """Mean, interval and runs by label and year."""
    return means(frame.rows, ["by", "x"])


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A strip a label, the first one on top."""
    years = np.arange(told["x"].min(), told["x"].max() + 1)
    grid = np.full((len(frame.groups), years.size), np.nan)
    grid[told["by"], (told["x"] - years[0]).astype(int)] = told["mean"]
    extent = (years[0], years[-1] + 1, len(frame.groups) - 0.5, -0.5)
    signed = {"cmap": SIGNED_COLOURS, "norm": CenteredNorm()} if frame.y.signed else {"cmap": "cividis"}
    image = axes.imshow(grid, aspect="auto", extent=extent, interpolation="nearest", **signed)
    axes.hlines(np.arange(0.5, len(frame.groups) - 1), years[0], years[-1] + 1, color="white", linewidth=0.5)
    axes.set_yticks(range(len(frame.groups)), labelled(frame))
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)
    through_time(axes, frame, years)
    return Drawn(image=image, bar=frame.y)


def half_widths(told: pd.DataFrame, frame: Frame) -> str:
    """How wide the intervals are, which colours cannot show."""
    half = ((told["high"] - told["low"]) / 2).dropna()
    if half.empty:
        return "too few for an interval."
    scale, points = (100, " points") if frame.y.per_cent else (1, "")
    return f"95% intervals: ±{scale * half.median():.2g}{points} at the median, ±{scale * half.max():.2g} at most."


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the colours mean."""
    return f"Colours: means of the runs; {half_widths(told, frame)}"


KIND = Kind(table, draw, words, row=4.0)
