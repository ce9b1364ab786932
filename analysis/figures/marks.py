"""Marks on a time axis: a bar above the panel while a scenario acts, a line where the real governments end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from xarray import Dataset

from concertacion.analysis.figures.canvas import INK, MM, MUTED
from concertacion.analysis.formatting import inside
from concertacion.analysis.marks import in_words, marks_of

HEIGHT, ROOM = 0.9, 0.4  # of a bar, and between it and the next or the panel, mm


def mark(axes: Axes, dataset: Dataset) -> None:
    """Mark when the scenario of a run acts, and where its replay ends."""
    bar(axes, marks_of(dataset))
    replay_end(axes, dataset)


def replay_end(axes: Axes, dataset: Dataset) -> None:
    """A line where the real governments end, if they do."""
    if "until" in dataset.attrs:
        axes.axvline(int(dataset.attrs["until"]) + 1, color=MUTED, linewidth=0.7, linestyle=(0, (1, 1.5)), zorder=1)


def bar(axes: Axes, stretches: np.ndarray, colour: str = INK, place: int = 0) -> None:
    """Bars above a panel, one for each stretch (first, end) in years; `place` counts from the panel upwards."""
    tall = axes.get_window_extent().height / axes.figure.dpi / MM
    low = 1 + (ROOM + place * (HEIGHT + ROOM)) / tall
    for first, end in stretches:
        axes.axvspan(first, end, low, low + HEIGHT / tall, facecolor=colour, edgecolor=colour, linewidth=0.4, clip_on=False)


def words(dataset: Dataset) -> str:
    """What the marks of a figure mean, as the end of its caption; nothing where there are none."""
    marks = marks_of(dataset)
    acts = f" Bar above the panels: the scenario acts {in_words(marks)}." if len(marks) else ""
    return acts + replay_words(dataset)


def bars_in_words(arms: Mapping[str, Dataset]) -> str:
    """What the bars of several arms mean; nothing where none acts."""
    acts = [f"{inside(name)} {in_words(marks_of(arm))}" for name, arm in arms.items() if len(marks_of(arm))]
    return f" Bars above the panels: when changes act ({'; '.join(acts)})." if acts else ""


def replay_words(dataset: Dataset) -> str:
    """What the line of `replay_end` means; nothing where there is none."""
    until = dataset.attrs.get("until")
    return f" Dotted line: until the end of {until} governments are the real ones." if until else ""
