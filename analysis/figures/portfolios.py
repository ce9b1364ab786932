"""The figures of combinations of proposals: pairs that share a budget, and the regret of portfolios."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.figures.canvas import BLUE, FULL, INK, LEFT_RIGHT, MM, MUTED, ORANGE, axes_at, note, sheet, style
from concertacion.analysis.formatting import counted
from concertacion.analysis.proposals.factorial import pairs
from concertacion.analysis.proposals.summary import SHOWN, Comparison

LEFT, RIGHT = 52.0, 4.0  # mm: for the names of proposals, and what is left free
HEAD, CELL, NAMES, KEY = 8.0, 6.0, 24.0, 20.0  # mm: above the triangle of pairs, a row of it, the names below it, its key
TOP, BARS, BETWEEN, ROW, BELOW = 9.0, 40.0, 5.0, 4.6, 12.0  # mm: of the regrets
FEW = 5  # proposals up to which their pairs leave no room for the key
LEAST = 0.0005  # of gain: smaller ones are no more than 0.0 %


def together(results: Comparison) -> Figure:
    """What two proposals that share the budget gain more than the better of them with all of it."""
    count, estimates = len(results.names), results.splits
    shown = np.full((count, count), np.nan)
    sure = np.zeros((count, count), dtype=bool)
    for (i, j), value, low, high in zip(pairs(count), estimates.value, estimates.low, estimates.high, strict=True):
        shown[j, i], sure[j, i] = 100 * value, low > 0 or high < 0
    limit = max(0.1, float(np.nanmax(np.abs(shown), initial=0.0)))
    across, down = FULL - LEFT - RIGHT, CELL * (count - 1)
    head = HEAD + (0 if count > FEW else KEY)
    with style():
        figure = sheet(FULL, head + down + NAMES)
        axes = axes_at(figure, LEFT, head, across, down)
        told = np.where(sure, shown, np.where(np.isnan(shown), np.nan, 0.0))
        image = axes.imshow(told, cmap=LEFT_RIGHT, vmin=-limit, vmax=limit, aspect="auto")
        for i, j in zip(*np.nonzero(np.isfinite(shown)), strict=True):
            colour = "white" if sure[i, j] and abs(shown[i, j]) > 0.7 * limit else INK if sure[i, j] else MUTED
            axes.text(j, i, mark_of(shown[i, j], bool(sure[i, j])), ha="center", va="center", fontsize=6.5, color=colour)
        axes.set_xticks(range(count - 1), results.names[:-1], rotation=30, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(1, count), results.names[1:])
        axes.set_xlim(-0.5, count - 1.5)
        axes.set_ylim(count - 0.5, 0.5)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        key = FULL - RIGHT - 58  # in the half of the square that has no pairs, if it has room
        bar = axes_at(figure, key, HEAD - 4, 58, 2.4)
        figure.colorbar(image, cax=bar, orientation="horizontal").set_label("Gain of sharing the budget (%)")
        bar.tick_params(length=1.5)
        said = "number: the 95% interval excludes zero\n+ or \u2212: also, by less than 0.05%\ndot: the interval includes zero"
        note(figure, key, HEAD + 6, said, fontsize=6.5, va="top", linespacing=1.3)
    return figure


def mark_of(gain: float, sure: bool) -> str:
    """What stands in the cell of a pair, by its gain in per cent and whether the interval leaves out zero."""
    if not sure:
        return "\u00b7"
    if abs(gain) < 100 * LEAST:
        return "+" if gain > 0 else "\u2212"
    return f"{gain:+z.1f}".replace("-", "\u2212")


def regret(results: Comparison) -> Figure:
    """The regret of the portfolios with the least, all at the same budget (a), and which proposals they hold (b)."""
    least, count = results.choices[:SHOWN], len(results.names)
    columns, across, down = np.arange(len(least)), FULL - LEFT - RIGHT, ROW * count
    with style():
        figure = sheet(FULL, TOP + BARS + BETWEEN + down + BELOW)
        axes = axes_at(figure, LEFT, TOP, across, BARS)
        most, mean = (
            [100 * value for value in each] for each in zip(*((o.most_regret, o.mean_regret) for o in least), strict=True)
        )
        axes.bar(columns, most, width=0.7, color="#D5D5D5", linewidth=0)
        axes.bar(columns, mean, width=0.45, color=ORANGE, linewidth=0)
        axes.set_ylabel("Regret (% of what is delivered\nwithout any proposal)")
        axes.yaxis.set_major_locator(MaxNLocator(5))
        held = axes_at(figure, LEFT, TOP + BARS + BETWEEN, across, down)
        for column, one in enumerate(least):
            held.plot([column] * count, range(count), linestyle="", marker="o", markersize=2, color="#DDDDDD")
            held.plot([column] * len(one.on), one.on, linestyle="", marker="o", markersize=4, color=BLUE)
        held.set_yticks(range(count), results.names)
        held.set_ylim(count - 0.5, -0.5)
        held.set_xticks(columns, [f"{100 * one.gain:+z.1f}" for one in least])
        held.set_xlabel(f"Gain of the portfolio (%), mean of {counted(results.few, 'point')}")
        held.spines[:].set_visible(False)
        axes.set_xticks([])
        for panel in (axes, held):
            panel.tick_params(axis="both", length=0)
            panel.set_xlim(-0.6, len(least) - 0.4)
        for letter, top in (("a", TOP), ("b", TOP + BARS + BETWEEN)):
            note(figure, 3, top - 1.2, letter, fontsize=8, fontweight="bold", va="bottom")
        wide, high = figure.get_size_inches() / MM
        figure.legend(handles=_key(), loc="upper left", bbox_to_anchor=(LEFT / wide, 1 - 2 / high), ncols=3, borderaxespad=0)
    return figure


def _key() -> list[Artist]:
    return [
        Patch(color="#D5D5D5", linewidth=0, label="at the worst point"), Patch(color=ORANGE, linewidth=0, label="on average"),
        Line2D([], [], linestyle="", marker="o", markersize=4, color=BLUE, label="proposal in the portfolio"),
    ]  # fmt: skip
