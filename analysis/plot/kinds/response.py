"""`response`: how an outcome answers to what a sweep varies, all else varying too."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from concertacion.analysis.figures.canvas import MUTED
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.kind import Drawn, Kind, above_zero, key_of, lines_at, looks, named, patch
from concertacion.analysis.plot.statistics import independent, means, quantiles

STRETCHES, FEWEST = 12, 28  # of a range, at most; observations in each, about
APART = 0.12  # between labels at the same value


def table(frame: Frame) -> pd.DataFrame:
    """By label and stretch of x (its mean): mean, interval, the middle 90% of what lies in it, and the observations."""
    rows = independent(frame.rows)
    rows = rows.assign(at=stretch(rows, frame))
    keys = ["by", "at"] if frame.by else ["at"]
    spread = quantiles(rows, keys)[["q05", "q95"]]
    middle = means(rows.drop(columns="value").assign(value=rows["x"]), keys)["mean"].rename("x")
    return pd.concat([means(rows, keys), spread, middle], axis=1).drop(columns="at")


def stretch(rows: pd.DataFrame, frame: Frame) -> np.ndarray:
    """The stretch in which each row lies, int64 (row,): its value where there are few, else as many observations in each."""
    x = rows["x"].to_numpy()
    values = np.unique(x)
    if len(values) <= STRETCHES:
        return np.searchsorted(values, x)
    groups = rows.groupby("by") if frame.by else [("", rows)]
    observations = min(part["block"].nunique() if "block" in part else len(part) for _, part in groups)
    count = max(2, min(STRETCHES, observations // FEWEST))
    edges = np.quantile(x, np.linspace(0, 1, count + 1)[1:-1])
    return np.searchsorted(edges, x, side="right")


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A line a label with the interval of the mean, and where there is one label, a pale band for the middle 90%."""
    assert frame.x is not None
    names, single = bool(frame.x.levels), len(frame.groups) == 1
    for group, look in enumerate(looks(frame)):
        one = told[told["by"] == group] if frame.by else told
        if names:
            x = one["x"] + APART * (group - (len(frame.groups) - 1) / 2)
            axes.vlines(x, one["low"], one["high"], color=look.colour, linewidth=1.1)
            axes.plot(x, one["mean"], color=look.colour, linestyle="", marker=look.marker, markersize=3)
            if single:
                axes.vlines(x, one["q05"], one["q95"], color=look.colour, alpha=0.25, linewidth=6)
        else:
            if single:
                axes.fill_between(one["x"], one["q05"], one["q95"], color=look.colour, alpha=0.14, linewidth=0)
            axes.fill_between(one["x"], one["low"], one["high"], color=look.colour, alpha=0.38, linewidth=0)
            axes.plot(one["x"], one["mean"], color=look.colour, linestyle=look.line, marker=look.marker, markersize=2)
    named(axes.xaxis, frame.x)
    named(axes.yaxis, frame.y)
    if names:
        axes.set_xlim(-0.6, len(frame.x.levels) - 0.4)
    above_zero(axes, frame)
    lines_at(axes, frame.limits, upright=False)
    entries = [patch(MUTED, 0.45, "95% interval of the mean")] if told["low"].notna().any() and not names else []
    pale = [patch(MUTED, 0.16, f"middle 90% of {frame.each}s")] if single else []
    return Drawn([*key_of(frame, marks=True, lines=not names), *entries, *pale])


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the marks mean."""
    where, intervals = ("at each value", "lines") if frame.x and frame.x.levels else ("in each stretch", "bands")
    if told["low"].isna().all():
        return f"Marks: means {where}; too few for an interval."
    least = f"{int(told['n'].min())} {frame.of}s or more"
    return f"Marks: means {where}, of {least}; {intervals}: their 95% intervals."


KIND = Kind(table, draw, words)
