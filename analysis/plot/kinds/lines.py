"""`line`: the mean of the runs through time, with its interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from concertacion.analysis.figures.canvas import INK, MUTED
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.kind import (
    MIDDLE,
    ON_RECORD,
    Drawn,
    Kind,
    above_zero,
    key_of,
    lines_at,
    looks,
    named,
    patch,
    record_key,
    through_time,
)
from concertacion.analysis.plot.statistics import means


def table(frame: Frame) -> pd.DataFrame:
    """Mean, interval and runs by label and year."""
    return means(frame.rows, ["by", "x"] if frame.by else ["x"])


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A line a label; a pale band for the interval of the mean."""
    for group, look in enumerate(looks(frame)):
        one = told[told["by"] == group] if frame.by else told
        time = one["x"].to_numpy() + MIDDLE
        axes.plot(time, one["mean"], color=look.colour, linestyle=look.line, marker="o" if len(one) == 1 else "")
        axes.fill_between(time, one["low"], one["high"], color=look.colour, alpha=0.22, linewidth=0)
        over_record(axes, frame, group, look.colour)
    finish(axes, told, frame)
    shown = [patch(MUTED, 0.3, "95% interval of the mean")] if told["low"].notna().any() else []
    return Drawn([*key_of(frame), *shown, *record_key(frame)])


def over_record(axes: Axes, frame: Frame, group: int, colour: str) -> None:
    """The record of a label as white marks."""
    if frame.record is None or ("by" not in frame.record and group > 0):
        return
    one, edge = (frame.record[frame.record["by"] == group], colour) if "by" in frame.record else (frame.record, INK)
    axes.plot(one["x"] + MIDDLE, one["value"], linestyle="", markeredgecolor=edge, zorder=4, **ON_RECORD)


def finish(axes: Axes, told: pd.DataFrame, frame: Frame) -> None:
    """Both axes."""
    named(axes.yaxis, frame.y)
    above_zero(axes, frame)
    lines_at(axes, frame.limits, upright=False)
    through_time(axes, frame, np.asarray(told["x"]))


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the marks mean."""
    if told["low"].isna().all():
        return "Lines: means of the runs; too few for an interval."
    return "Lines: means of the runs; bands: 95% intervals of the means."


KIND = Kind(table, draw, words)
