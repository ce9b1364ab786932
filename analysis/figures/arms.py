"""Arms side by side over time, and under each course its paired difference from the control."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from xarray import Dataset

from concertacion.analysis.compare.arms import DELIVERED
from concertacion.analysis.compare.differences import paired, well_in_all
from concertacion.analysis.figures.bands import by_period, quantiles
from concertacion.analysis.figures.canvas import (
    BLUE,
    FULL,
    GREEN,
    INK,
    MM,
    MUTED,
    ORANGE,
    VERMILION,
    axes_at,
    calendar,
    note,
    sheet,
    style,
    years,
)  # fmt: skip
from concertacion.analysis.figures.marks import bar, bars_in_words, replay_end, replay_words
from concertacion.analysis.formatting import FEW_RUNS, counted, inside, listed, shortened, words_of
from concertacion.analysis.marks import marks_of
from concertacion.analysis.outcomes import MAIN, Shown
from concertacion.analysis.units import scale_of

TITLE = "The arms over time"
COLOURS = (MUTED, BLUE, VERMILION, GREEN, ORANGE, "#CC79A7", "#56B4E9", INK)
LINES: tuple[Any, ...] = ("-", (0, (4, 1.2)), (0, (1.2, 1)), (0, (6, 1.2, 1.2, 1.2)))
MARKERS = "os^Dv<>P"
LEFT, ACROSS, WIDTH, LEVEL, DIFFERENCE, BETWEEN = 15.0, 44.5, 31.5, 33.0, 27.0, 5.0  # mm
LONGEST, WRAP = 30, 24  # characters of an arm's name, of a line of a heading
MEAN = "mean of the three channels"  # what is delivered, where one channel is not named


def look(place: int) -> dict[str, Any]:
    """Colour and line of an arm by its place; the control, at place 0, is grey."""
    return {"color": COLOURS[place % len(COLOURS)], "linestyle": LINES[place % len(LINES)]}


def arm_name(name: str) -> str:
    """An arm's name as figures and pages write it."""
    return shortened(words_of(name), LONGEST)


def arms_over_time(arms: Mapping[str, Dataset]) -> Figure:
    """Means of the arms by year (a) with the middle half of the runs, and mean paired differences from the first arm (b)."""
    arms, names = well_in_all(arms), list(arms)
    control = arms[names[0]]
    measures = [str(name) for name in control["course"]["measure"].values]
    lines = max(heading(measure).count("\n") for measure in measures)
    top = 8.5 + 3.0 * lines + 1.3 * max(0, len(names) - 2) + 3.4 * -(-len(names) // 4)
    with style():
        figure = sheet(FULL, top + LEVEL + BETWEEN + DIFFERENCE + 9)
        for column, measure in enumerate(measures):
            left = LEFT + column * ACROSS
            level = axes_at(figure, left, top, WIDTH, LEVEL, "a" if column == 0 else "")
            below = axes_at(figure, left, top + LEVEL + BETWEEN, WIDTH, DIFFERENCE, "b" if column == 0 else "")
            note(figure, left, top - 2.6 - 1.3 * max(0, len(names) - 2), heading(measure), va="bottom", linespacing=1.15)
            for place, arm in enumerate(arms.values()):
                _level(level, arm, measure, place)
                if place:
                    _difference(below, control, arm, measure, place)
                    bar(level, marks_of(arm), look(place)["color"], place - 1)
            for axes in (level, below):
                calendar(axes, years(control)[0], years(control)[-1] + 0.25, 4)
                replay_end(axes, control)
            level.set_xticklabels([])
            level.set_ylim(0, None)  # all alike; differences have a scale of their own below
            below.axhline(0, color=INK, linewidth=0.5, zorder=1)
            below.set_xlabel("Year")
            if column == 0:
                level.set_ylabel("Mean of runs")
                below.set_ylabel(f"Difference from\n{shortened(inside(names[0]), 18)} (points)")
        across, down = figure.get_size_inches() / MM
        corner = (LEFT / across, 1 - 1.5 / down)
        handles = _handles(names, control.sizes["run"])
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=corner, ncols=4, borderaxespad=0)
    return figure


def heading(measure: str) -> str:
    """The title of a column, with its unit."""
    how = shown_as(measure)
    title = f"{how.title},\n{MEAN}" if measure == DELIVERED else how.title
    return f"{title}\n{textwrap.fill(f'({how.label})', WRAP)}"


def shown_as(measure: str) -> Shown:
    """A measure of `course` as the outcome that it is the course of."""
    return MAIN[measure if measure == DELIVERED else f"participation.{measure}"]


def _values(arm: Dataset, measure: str) -> tuple[np.ndarray, np.ndarray]:
    """Times, and values (run, time) by year."""
    time, values, _ = by_period(arm, arm["course"].sel(measure=measure))
    return time, values * scale_of(shown_as(measure).unit)


def _level(axes: Axes, arm: Dataset, measure: str, place: int) -> None:
    time, values = _values(arm, measure)
    if len(values) >= FEW_RUNS:
        _, low, _, high, _ = quantiles(values)
        axes.fill_between(time, low, high, color=look(place)["color"], alpha=0.18, linewidth=0)
    else:
        _dots(axes, time, values, place)
    axes.plot(time, values.mean(0), **look(place))


def _difference(axes: Axes, control: Dataset, arm: Dataset, measure: str, place: int) -> None:
    (time, before), (_, after) = _values(control, measure), _values(arm, measure)
    means = paired(before, after)
    if len(before) >= FEW_RUNS:
        axes.fill_between(time, means.low, means.high, color=look(place)["color"], alpha=0.25, linewidth=0)
    else:
        _dots(axes, time, after - before, place)
    axes.plot(time, means.difference, **look(place))


def _dots(axes: Axes, time: np.ndarray, values: np.ndarray, place: int) -> None:
    """A dot a run."""
    axes.plot(
        np.broadcast_to(time, values.shape).ravel(), values.ravel(), linestyle="", marker=MARKERS[place % len(MARKERS)],
        markersize=1.6, color=look(place)["color"], alpha=0.6, markeredgewidth=0,
    )  # fmt: skip


def _handles(names: list[str], runs: int) -> list[Artist]:
    lines: list[Artist] = [Line2D([], [], label=arm_name(name), **look(place)) for place, name in enumerate(names)]
    if runs < FEW_RUNS:
        return [*lines, Line2D([], [], color=MUTED, marker="o", markersize=1.6, linestyle="", label="a run")]
    return [
        *lines,
        Patch(color=MUTED, alpha=0.25, linewidth=0, label="lines: means; shades: middle 50% of runs (a), 95% interval (b)"),
    ]


def caption(arms: Mapping[str, Dataset]) -> str:
    """What the figure shows."""
    arms, names = well_in_all(arms), list(arms)
    control = arms[names[0]]
    runs, period = control.sizes["run"], by_period(control, control["course"])[2]
    spread = "shades: middle 50% of runs" if runs >= FEW_RUNS else "dots: runs"
    interval = "shades: its 95% interval" if runs >= FEW_RUNS else "dots: runs; there are too few for an interval"
    return (
        f"(a) Means by {period} of {counted(runs, 'run')} each; {spread}. (b) Mean difference from {inside(names[0])}, run "
        f"by run with the same random numbers; {interval}.{bars_in_words(arms)}{replay_words(control)}"
    )


def alt(arms: Mapping[str, Dataset]) -> str:
    """The figure in words, for a reader who cannot see it."""
    control, *treated = map(inside, arms)
    return f"Line charts of {listed([control, *treated])} over time, and under each the differences from {control}."
