"""Differences of outcomes from the control: a panel for each unit, a row for each outcome, a mark for each arm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from xarray import Dataset

from concertacion.analysis.compare.differences import well_in_all
from concertacion.analysis.compare.words import lines_of, shown
from concertacion.analysis.figures.arms import MARKERS, arm_name, look
from concertacion.analysis.figures.canvas import FULL, INK, MM, MUTED, PALE, axes_at, note, sheet, style
from concertacion.analysis.formatting import FEW_RUNS, counted, inside, listed, shortened
from concertacion.analysis.units import POINTS, is_share

TITLE = "Differences from the control"
LEFT, WIDTH, ROW, ARM, GAP, TOP = 52.0, 66.0, 4.6, 3.0, 11.0, 6.0  # mm
LONGEST = 36


def units_of(arms: Mapping[str, Dataset]) -> dict[str, str]:
    """The declared unit of each outcome that the arms carry, as far as they say."""
    outcomes = next(iter(arms.values()))["outcomes"]
    units = outcomes["unit"].values if "unit" in outcomes.coords else [""] * outcomes.sizes["outcome"]
    return {str(name): str(unit) for name, unit in zip(outcomes["outcome"].values, units, strict=True)}


def groups_of(outcomes: list[str], units: dict[str, str]) -> dict[str, list[str]]:
    """The outcomes by the unit of their differences, both in the order given."""
    groups: dict[str, list[str]] = {}
    for name in outcomes:
        how = shown(name, units[name])
        label = POINTS if is_share(how.unit) else how.label or "in its own unit"
        groups.setdefault(label, []).append(name)
    return groups


def differences_by_outcome(arms: Mapping[str, Dataset], table: pd.DataFrame) -> Figure:
    """Mean paired difference of every outcome with its 95% interval; below 20 runs a dot a run instead."""
    arms, units = well_in_all(arms), units_of(arms)
    (control, *treated), runs = arms, next(iter(arms.values())).sizes["run"]
    lines = {(line.outcome, line.arm): line for line in lines_of(table, units)}
    rows = {(row.outcome, row.arm): row for row in table.itertuples()}
    groups = groups_of(list(units), units)
    row = max(ROW, ARM * len(treated) + 1)
    top, key = TOP + 3.4 * -(-len(treated) // 4), 1.5
    with style():
        figure = sheet(FULL, top + sum(row * len(names) + GAP for names in groups.values()) + 1)
        for label, names in groups.items():
            axes = axes_at(figure, LEFT, top, WIDTH, row * len(names))
            for n, name in enumerate(names):
                if n % 2:
                    axes.axhspan(n - 0.5, n + 0.5, color=PALE, alpha=0.55, linewidth=0)
                for place, arm in enumerate(treated, 1):
                    height = n + (place - (len(treated) + 1) / 2) * ARM / row
                    line = lines[name, arm]
                    scale = 100 if label == POINTS else 1
                    if line.interval:
                        _interval(axes, rows[name, arm], scale, height, place)
                    else:
                        apart = (arms[arm]["outcomes"] - arms[control]["outcomes"]).sel(outcome=name).values
                        _dots(axes, scale * apart, height, place)
                    said = f"{line.difference}  ({line.interval})" if line.interval else line.difference or "not defined"
                    at = top + (height + 0.5) * row
                    note(figure, LEFT + WIDTH + 4, at, said, va="center", fontweight="bold" if line.sign else "normal")
            _finish(axes, [shortened(shown(name, units[name]).title, LONGEST) for name in names], label)
            top += row * len(names) + GAP
        across, down = figure.get_size_inches() / MM
        note(figure, LEFT + WIDTH + 4, key, "Mean" + (" (95% interval)" if runs >= FEW_RUNS else ""), va="top", color=MUTED)
        handles = [Line2D([], [], label=arm_name(arm), **_mark(place)) for place, arm in enumerate(treated, 1)]
        corner = (LEFT / across, 1 - key / down)
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=corner, ncols=min(4, len(treated)), borderaxespad=0)
    return figure


def _mark(place: int) -> dict[str, Any]:
    return {"color": look(place)["color"], "marker": MARKERS[place % len(MARKERS)], "markersize": 3.4, "linestyle": ""}


def _interval(axes: Axes, row: Any, scale: float, height: float, place: int) -> None:
    axes.plot((scale * row.low, scale * row.high), (height, height), color=look(place)["color"], linewidth=1.0)
    axes.plot(scale * row.difference, height, markeredgecolor="white", markeredgewidth=0.4, zorder=4, **_mark(place))


def _dots(axes: Axes, values: np.ndarray, height: float, place: int) -> None:
    """A dot a run, and a stroke at their mean."""
    values = values[np.isfinite(values)]
    axes.plot(values, np.full(values.shape, height), alpha=0.6, **(_mark(place) | {"markersize": 2.2, "markeredgewidth": 0}))
    if values.size:
        axes.plot([values.mean()] * 2, (height - 0.22, height + 0.22), color=look(place)["color"], linewidth=1.1)


def _finish(axes: Axes, names: list[str], label: str) -> None:
    """The line of no difference, in view, with the names of the rows and the unit."""
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names, fontsize=7, color=INK)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    furthest = max(map(abs, axes.get_xlim())) or 1.0
    axes.set_xlim(-furthest, furthest)  # no difference is in the middle of every panel
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.set_xlabel(label[:1].upper() + label[1:])


def caption(arms: Mapping[str, Dataset], table: pd.DataFrame) -> str:
    """What the figure shows, with its numbers."""
    arms = well_in_all(arms)
    (control, *_), runs = arms, next(iter(arms.values())).sizes["run"]
    apart = sum(bool(line.sign) for line in lines_of(table, units_of(arms)))
    said = (
        f"Mean difference from {inside(control)} of each outcome of a run, over {counted(runs, 'run')} paired by their random "
        "numbers. Each panel has a scale of its own."
    )
    if runs < FEW_RUNS:
        return f"{said} Dots: runs; strokes: their means. There are too few runs for an interval."
    return f"{said} Lines: 95% intervals (paired t), of which {apart} of {len(table)} exclude zero (numbers in bold)."


def alt(arms: Mapping[str, Dataset], table: pd.DataFrame) -> str:
    """The figure in words, for a reader who cannot see it."""
    lines = [line for line in lines_of(table, units_of(arms)) if line.sign]
    said = listed([f"{line.title.lower()} under {inside(line.arm)} {line.difference}" for line in lines])
    return f"Dot chart of differences. Apart from zero: {said}."
