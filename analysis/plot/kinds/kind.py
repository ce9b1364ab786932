"""What a kind of figure is, and the looks that kinds share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import CenteredNorm
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from concertacion.analysis.figures.canvas import (
    CHANNEL_COLOURS,
    CHANNEL_LINES,
    CHANNEL_MARKERS,
    INK,
    LEFT_RIGHT,
    MUTED,
    calendar,
)
from concertacion.analysis.formatting import CHANNEL_NAMES, shortened
from concertacion.analysis.plot.acts import draw_acts
from concertacion.analysis.plot.frame import Frame, Side

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#7F7F7F")  # Okabe & Ito (2008)
DASHES: tuple[Any, ...] = ((0, (4, 1.2)), (0, (1.2, 1)), (0, (5, 1.2, 1.2, 1.2)), (0, (8, 2)), (0, (2.5, 1)), (0, (1, 2)))
LINES: tuple[Any, ...] = ("-", *DASHES, "-")
ON_RECORD: dict[str, Any] = {"marker": "o", "markersize": 2.2, "markerfacecolor": "white", "markeredgewidth": 0.7}
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
LONGEST, LONGEST_LABEL = 26, 44  # characters of a label, and of that of an axis in one line
MIDDLE = 0.5  # of a year, where its mean is drawn


PER_CENT = FuncFormatter(lambda value, _: f"{100 * value:.6g}".replace("-", "−"))


class Drawn(NamedTuple):
    """What a drawing leaves to be explained: entries of the legend, and an image with its colour bar."""

    handles: Sequence[Artist] = ()
    image: Any = None
    bar: Side | None = None  # what the colours are


class Kind(NamedTuple):
    """A kind of figure: from a frame the table of what is drawn, the drawing, and what its marks mean."""

    table: Callable[[Frame], pd.DataFrame]
    draw: Callable[[Axes, pd.DataFrame, Frame], Drawn]
    words: Callable[[pd.DataFrame, Frame], str]
    row: float = 0.0  # mm of the sheet for each label; 0: it has no rows
    square: bool = False
    along: str = "along"  # in the title, between y and x


class Look(NamedTuple):
    """How one label of `by` is drawn."""

    colour: str
    line: Any
    marker: str


def looks(frame: Frame) -> list[Look]:
    """A look for each label, the same for a channel wherever it is drawn."""
    names = {name: word for word, name in CHANNEL_NAMES.items()}
    if frame.by and frame.by.name == "channel" and all(label in names for label in frame.groups):
        words = [names[label] for label in frame.groups]
        return [Look(CHANNEL_COLOURS[w], CHANNEL_LINES[w], CHANNEL_MARKERS[w]) for w in words]
    return [Look(COLOURS[n % 8], LINES[n % 8], MARKERS[n % 8]) for n in range(len(frame.groups))]


def colours_of(frame: Frame, values: np.ndarray) -> dict[str, Any]:
    """The colours of values: of what lies around zero white is none, and both signs are equally strong equally far from it."""
    if not frame.y.signed:
        return {"cmap": "cividis", "norm": None}
    furthest = float(np.nanmax(np.abs(values), initial=0.0))
    return {"cmap": LEFT_RIGHT, "norm": CenteredNorm(halfrange=furthest or 1.0)}


def luminance(colour: Any) -> float:
    """Relative luminance of a colour (red, green, blue, and more), 0 to 1 (WCAG 2.1)."""
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def labelled(frame: Frame) -> list[str]:
    """The labels of `by`, short enough for a legend or a row."""
    return [shortened(label, LONGEST) for label in frame.groups]


def key_of(frame: Frame, marks: bool = False, lines: bool = True) -> list[Artist]:
    """Entries of the legend: a line or mark for each label; none where there is one."""
    if len(frame.groups) < 2:
        return []
    return [
        Line2D([], [], color=look.colour, linestyle=look.line if lines else "", marker=look.marker if marks else "", label=label)
        for look, label in zip(looks(frame), labelled(frame), strict=True)
    ]


def record_key(frame: Frame) -> list[Artist]:
    """The entry of the record, where it is laid over."""
    if frame.record is None:
        return []
    return [Line2D([], [], color=INK, linestyle="", label="on record", **ON_RECORD)]


def patch(colour: str, alpha: float, label: str) -> Artist:
    """The entry of a band."""
    return Patch(color=colour, alpha=alpha, linewidth=0, label=label)


def named(axis: Axis, side: Side | None, ticks: bool = True) -> None:
    """Name an axis after a quantity; shares are ticked in per cent, names at their positions."""
    if side is None:
        return
    label = shortened(side.title, LONGEST_LABEL)
    gap = " " if len(side.label) <= LONGEST_LABEL else "\n"
    axis.set_label_text(f"{label}{gap}({side.words})" if side.words else label)
    if not ticks:
        return
    if side.levels:
        axis.set_ticks(range(len(side.levels)), [shortened(level, 16) for level in side.levels])
        return
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    if side.per_cent:
        axis.set_major_formatter(PER_CENT)


def through_time(axes: Axes, frame: Frame, years: np.ndarray) -> None:
    """Years along the axis, and the marks of the scenarios and of the end of replay."""
    calendar(axes, float(years.min()), float(years.max()) + 1)
    axes.set_xlabel("Year")
    draw_acts(axes, frame.acts, dict(zip(frame.groups, (look.colour for look in looks(frame)), strict=True)))


def above_zero(axes: Axes, frame: Frame) -> None:
    """Begin at 0 what cannot be negative, where that does not flatten what is drawn."""
    low, high = axes.get_ylim()
    if (frame.y.per_cent or frame.y.unit in ("count", "index")) and 0 < low < 0.6 * high:
        axes.set_ylim(0, high)


def lines_at(axes: Axes, numbers: Sequence[float], upright: bool) -> None:
    """Thin lines at 0, where the axis crosses it, and at numbers that matter."""
    draw = axes.axvline if upright else axes.axhline
    for number in numbers:
        draw(number, color=MUTED, linewidth=0.7, linestyle=(0, (1, 1.5)), zorder=1)
