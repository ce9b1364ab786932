"""`heat`: a row for each label, the mean of the runs in colour through time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from concertacion.analysis.figures.canvas import INK
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.kind import Drawn, Kind, colours_of, labelled, luminance, through_time
from concertacion.analysis.plot.statistics import means
from concertacion.analysis.units import POINTS, scale_of

DARK = 0.2  # relative luminance below which white is told best


def table(frame: Frame) -> pd.DataFrame:
    """Mean, interval and runs by label and year."""
    return means(frame.rows, ["by", "x"])


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A strip a label, the first one on top."""
    years = np.arange(told["x"].min(), told["x"].max() + 1)
    grid = np.full((len(frame.groups), years.size), np.nan)
    grid[told["by"], (told["x"] - years[0]).astype(int)] = told["mean"]
    extent = (years[0], years[-1] + 1, len(frame.groups) - 0.5, -0.5)
    image = axes.imshow(grid, aspect="auto", extent=extent, interpolation="nearest", **colours_of(frame, grid))
    if frame.y.signed:
        below = told[told["mean"] < 0]
        inks = ["white" if luminance(colour) < DARK else INK for colour in image.cmap(image.norm(below["mean"].to_numpy()))]
        axes.scatter(below["x"] + 0.5, below["by"], marker="_", c=inks, s=3.5, linewidths=0.4)
    axes.hlines(np.arange(0.5, len(frame.groups) - 1), years[0], years[-1] + 1, color="white", linewidth=0.5)
    axes.set_yticks(range(len(frame.groups)), labelled(frame))
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)
    through_time(axes, frame, years)
    return Drawn(image=image, bar=frame.y)


def half_widths(told: pd.DataFrame, frame: Frame) -> str:
    """How wide the intervals are, which colours cannot show; nothing where runs do not differ."""
    half = scale_of(frame.y.unit) * ((told["high"] - told["low"]) / 2).dropna()
    if half.empty:
        return f"Too few {frame.of}s for an interval."
    if half.max() == 0:
        return ""
    points = " points" if frame.y.per_cent or frame.y.unit == POINTS else ""
    if half.median() == 0:
        return f"95% intervals: ±{half.max():.2g}{points} at most; in most places the {frame.of}s do not differ."
    return f"95% intervals: half of them within ±{half.median():.2g}{points}, all within ±{half.max():.2g}."


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the colours mean."""
    sign = f" White: {nothing(frame)}; dashes: below zero." if frame.y.signed else ""
    return f"Colours: means of the runs.{sign} {half_widths(told, frame)}".strip()


def nothing(frame: Frame) -> str:
    """The value that is white, where colours have two sides."""
    return "no difference" if frame.y.difference else "0"


KIND = Kind(table, draw, words, row=4.0)
