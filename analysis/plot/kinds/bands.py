"""`band`: the median of the runs through time, and how far runs lie apart."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from concertacion.analysis.figures.canvas import MUTED
from concertacion.analysis.formatting import FEW_RUNS
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.kind import MIDDLE, Drawn, Kind, key_of, looks, patch, record_key
from concertacion.analysis.plot.kinds.lines import finish, over_record
from concertacion.analysis.plot.statistics import quantiles


def table(frame: Frame) -> pd.DataFrame:
    """Median, quantiles and runs by label and year."""
    return quantiles(frame.rows, ["by", "x"] if frame.by else ["x"])


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """Bands of the middle 50% and 90% of runs; of fewer than 20 runs, each as a thin line."""
    few = told["n"].max() < FEW_RUNS  # of each label: runs of several arms are not those of one
    for group, look in enumerate(looks(frame)):
        one = told[told["by"] == group] if frame.by else told
        time = one["x"].to_numpy() + MIDDLE
        if few:
            rows = frame.rows[frame.rows["by"] == group] if frame.by else frame.rows
            for _, run in rows.groupby("run"):
                axes.plot(run["x"] + MIDDLE, run["value"], color=look.colour, linewidth=0.5, alpha=0.45)
        else:
            axes.fill_between(time, one["q05"], one["q95"], color=look.colour, alpha=0.16, linewidth=0)
            axes.fill_between(time, one["q25"], one["q75"], color=look.colour, alpha=0.30, linewidth=0)
        axes.plot(time, one["median"], color=look.colour, linestyle=look.line, marker="o" if len(one) == 1 else "")
        over_record(axes, frame, group, look.colour)
    finish(axes, told, frame)
    bands = [] if few else [patch(MUTED, 0.46, "middle 50% of runs"), patch(MUTED, 0.16, "middle 90%")]
    return Drawn([*key_of(frame), *bands, *record_key(frame)])


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the marks mean."""
    if told["n"].max() == 1:
        return "Line: the one run."
    if told["n"].max() < FEW_RUNS:
        return "Thick line: median of the runs; thin lines: the runs."
    return "Line: median of the runs; bands: the middle 50% and 90% of runs."


KIND = Kind(table, draw, words)
