"""The strongest parameters of each outcome, as bars with their intervals."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.figures.canvas import BLUE, COLUMN, FULL, INK, MM, MUTED, ORANGE, axes_at, sheet, style
from concertacion.analysis.figures.names import outcome_title, parameter_title
from concertacion.analysis.formatting import listed, shortened
from concertacion.analysis.sensitivity.convergence import in_noise, told
from concertacion.analysis.sensitivity.indices import METHODS, ranked
from concertacion.analysis.wording.parameters import meaning

TITLE = "The strongest parameters"
TOP, ROW, LEFT, BARS, ACROSS, HEAD, GAP = 10, 5.8, 56.0, 30.0, 92.0, 13.0, 16.0  # mm
LINE, LINES = 43, 2  # characters of a line of a label, and lines
NOISY = "noise is most of the variance"  # of a panel without bars
INSIDE = {"sobol": "S1", "morris": "sigma"}  # a second measure drawn with the one that ranks
SAID = {
    "ST": "total share of the variance", "S1": "share alone, without interactions", "mu_star": "mean absolute effect",
    "sigma": "standard deviation of the effect", "PAWN": "distance between distributions",
}  # fmt: skip
AXIS = {"sobol": "Share of variance (Sobol' index)", "morris": "Effect over the whole range", "pawn": "PAWN index (0 to 1)"}


def ranking(method: str, indices: pd.DataFrame, checks: pd.DataFrame, units: dict[str, str]) -> Figure:
    """Ranked bars with 95% intervals: a panel an outcome. `indices` and `checks` have a column `outcome`."""
    outcomes = list(checks["outcome"])
    columns = min(2, len(outcomes))
    bars = _most(method, indices)
    height, rows = ROW * max(bars, 3), -(-len(outcomes) // columns)
    with style():
        figure = sheet(COLUMN if columns == 1 else FULL, HEAD + rows * (height + GAP) - 3)
        for n, outcome in enumerate(outcomes):
            axes = axes_at(figure, LEFT + n % columns * ACROSS, HEAD + n // columns * (height + GAP), BARS, height)
            check = checks[checks["outcome"] == outcome].iloc[0]
            one = indices[indices["outcome"] == outcome]
            noisy = in_noise(method, float(check["noise_in_means"]))
            if noisy:
                axes.set_axis_off()  # the title stays
            else:
                _panel(axes, method, one, float(check["floor"]))
            unit = f", {units[outcome]}" if method == "morris" and units.get(outcome) else ""
            axes.set_xlabel(AXIS[method] + unit, loc="right")  # a long one goes on to the left
            mark = "" if check["enough"] else " (sample too small)"
            if one["value"].max() == 0:
                mark = " (does not vary)"
            if noisy:
                mark = f" ({NOISY})"
            axes.set_title(outcome_title(outcome) + mark, pad=3, fontweight="bold", x=(4 - LEFT) / BARS)
        across, down = figure.get_size_inches() / MM
        figure.legend(
            handles=_key(method), loc="upper left", bbox_to_anchor=(3 / across, 1 - 2 / down), ncols=2 if columns == 1 else 4,
            borderaxespad=0,
        )  # fmt: skip
    return figure


def _most(method: str, indices: pd.DataFrame) -> int:
    """How many parameters the panel with the most of them shows."""
    return int(min(TOP, indices[indices["measure"] == METHODS[method].main].groupby("outcome").size().max()))


def _panel(axes: Axes, method: str, table: pd.DataFrame, floor: float) -> None:
    top = ranked(table, METHODS[method].main).head(TOP)
    rows = np.arange(len(top))
    axes.barh(rows, top["value"], height=0.72, color=BLUE, alpha=0.35, linewidth=0)
    if method in INSIDE:
        inner = table[table["measure"] == INSIDE[method]].set_index("parameter")["value"].reindex(top["parameter"]).to_numpy()
        if method == "sobol":
            axes.barh(rows, np.clip(inner, 0, None), height=0.72, color=BLUE, linewidth=0)
        else:
            axes.plot(inner, rows, linestyle="", marker="D", color=ORANGE, markersize=2.6)
    low = np.clip(top["low"], 0, None)
    axes.hlines(rows, low, top["high"], color=INK, linewidth=0.8)
    for ends in (low, top["high"]):
        axes.plot(ends, rows, linestyle="", marker="|", color=INK, markersize=3.2, markeredgewidth=0.8)
    if np.isfinite(floor) and floor > 0:
        axes.axvline(floor, color=MUTED, linewidth=0.8, linestyle=(0, (2, 1.5)), zorder=0)
    axes.set_yticks(rows, [_label(name) for name in top["parameter"]], linespacing=0.95)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(max(len(top), 3) - 0.4, -0.6)
    axes.set_xlim(0, None if top["high"].max() > 0 else 1)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))


def _label(parameter: str) -> str:
    """The name of a parameter, as tables have it, and what it means."""
    name = parameter.removeprefix("parameters.")
    said = f"{name}: {meaning(name)}" if meaning(name) else parameter_title(parameter)
    return fill(shortened(said, LINE * LINES - 8), LINE)


def _key(method: str) -> list[Artist]:
    main = METHODS[method].main
    handles: list[Artist] = [Patch(color=BLUE, alpha=0.35, linewidth=0, label=SAID[main])]
    if method == "sobol":
        handles.append(Patch(color=BLUE, linewidth=0, label=SAID["S1"]))
    if method == "morris":
        handles.append(Line2D([], [], linestyle="", marker="D", markersize=2.6, color=ORANGE, label=SAID["sigma"]))
    handles.append(Line2D([], [], color=INK, linewidth=0.8, marker="|", markersize=3.2, label="95% interval"))
    handles.append(Line2D([], [], color=MUTED, linewidth=0.8, linestyle=(0, (2, 1.5)), label="a parameter without effect"))
    return handles


def caption(method: str, indices: pd.DataFrame, checks: pd.DataFrame) -> str:
    """What the figure shows, with its numbers."""
    named, most = [], _most(method, indices)
    for outcome in told(method, checks):
        top = ranked(indices[indices["outcome"] == outcome], METHODS[method].main).iloc[0]
        named.append(f"{outcome_title(outcome)} ({parameter_title(top['parameter'])}, {top['value']:.2g})")
    floor = {
        "sobol": "the most that a parameter without effect can show from the noise left in the means",
        "morris": "the most that a parameter without effect can show from the noise left in the means",
        "pawn": "what 19 in 20 parameters without effect stay below",
    }
    return (
        f"The {most} strongest parameters of each outcome by {METHODS[method].title}, of means over replicates. "
        f"Bars: {SAID[METHODS[method].main]}; "
        f"lines: 95% bootstrap intervals; dashed: {floor[method]}. "
        f"Strongest: {'; '.join(named) or 'none'}."
    )


def alt(method: str, indices: pd.DataFrame, checks: pd.DataFrame) -> str:
    """The figure in words, for a reader who cannot see it."""
    named = []
    for outcome in told(method, checks):
        top = ranked(indices[indices["outcome"] == outcome], METHODS[method].main)["parameter"].head(3)
        named.append(f"{outcome_title(outcome)} ({listed([parameter_title(name) for name in top])})")
    return "Horizontal bars, longest first. " + "; ".join(named) + "."
