"""The figures of a comparison of proposals: response curves, what a common budget buys, pairs that share it, and regret."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, PercentFormatter

from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import BLUE, FULL, INK, LEFT_RIGHT, MM, MUTED, ORANGE, axes_at, note, sheet, style
from concertacion.analysis.figures.sensitivity import SavedFigure
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.proposals.factorial import pairs
from concertacion.analysis.proposals.resampling import Estimates, resampled_means, within
from concertacion.analysis.proposals.summary import DECIDES, SHOWN, Comparison, order_in_words

ROW, LEFT, HEAD, TOP, DOWN = 4.2, 52.0, 9.0, 14.0, 36.0  # mm
ACROSS, LONGEST = 5, 22  # curves in a row; letters of a line above one
BUDGET: dict[str, Any] = {"color": INK, "linewidth": 0.7, "linestyle": (0, (3, 2))}


def curves(results: Comparison) -> Figure:
    """The gain of each proposal against what it spends, dose by dose, with intervals."""
    gain, spent = results.curves.gains[DECIDES], results.curves.spent
    estimates = within(np.nanmean(gain, axis=-1), resampled_means(gain))
    down = -(-len(results.names) // ACROSS)
    with style():
        figure = sheet(FULL, TOP + (down - 1) * DOWN + 33)
        panels = [axes_at(figure, 15 + n % ACROSS * 34.4, TOP + n // ACROSS * DOWN, 27, 22) for n in range(len(results.names))]
        low, value, high = (100 * each for each in (estimates.low, estimates.value, estimates.high))
        for n, axes in enumerate(panels):
            money = 100 * spent[n]
            axes.vlines(money, low[n], high[n], color=MUTED, linewidth=0.8)
            axes.plot(money, value[n], color=BLUE, marker="o", markersize=2.5, linewidth=1)
            axes.axhline(0, color=INK, linewidth=0.5)
            if results.budget <= 1.05 * spent[n, -1]:
                axes.axvline(100 * results.budget, **BUDGET)
            axes.set_title("\n".join(wrap(results.names[n], LONGEST)), pad=2)
            axes.set_ylim(*_padded(min(0.0, float(np.nanmin(low))), float(np.nanmax(high))))
            axes.xaxis.set_major_locator(MaxNLocator(3))
            if n % ACROSS:
                axes.set_yticklabels([])
        _labelled(figure, down)
    return figure


def _labelled(figure: Figure, down: int) -> None:
    """The key of the curves, and one label for all panels along each side."""
    across, high = figure.get_size_inches() / MM
    key = [
        Line2D([], [], color=BLUE, marker="o", markersize=2.5, linewidth=1, label="mean over points, dose by dose"),
        Line2D([], [], color=MUTED, marker="|", markersize=7, linestyle="", label="95% interval"),
        Line2D([], [], label="the budget", **BUDGET),
    ]
    figure.legend(handles=key, loc="upper left", bbox_to_anchor=(15 / across, 1 - 1 / high), ncols=len(key), borderaxespad=0)
    size = mpl.rcParams["axes.labelsize"]
    note(figure, 15 + (ACROSS * 34.4 - 7.4) / 2, high - 1, "Money (% of what one channel costs all countries)", ha="center",
         va="bottom", fontsize=size)  # fmt: skip
    middle = TOP + ((down - 1) * DOWN + 22) / 2
    note(figure, 2, middle, "Gain in delivered cooperation (%)", rotation=90, va="center", fontsize=size)


def _padded(low: float, high: float) -> tuple[float, float]:
    room = 0.05 * max(high - low, 1.0)
    return low - room, high + room


def shares(results: Comparison) -> Figure:
    """What the budget buys of each proposal alone, and what it adds by Shapley's division where all share it."""
    height = ROW * len(results.names)
    panels = [(results.alone[DECIDES], "Alone, for all of the budget", "Gain of delivered cooperation")]
    told = results.shares[0].told
    label = "Share of what all gain (adds up to 100%)" if told else "Adds to the gain of all"
    panels.append((told or results.shares[0].added, "Among all, who share it", label))
    with style():
        figure = sheet(FULL, HEAD + height + 12)
        for panel, (estimates, title, label) in enumerate(panels):
            axes = axes_at(figure, LEFT + 68 * panel, HEAD, 58, height, "ab"[panel])
            _bars(axes, results.names if panel == 0 else (), estimates)
            axes.set_title(title, fontweight="bold", pad=3)
            axes.set_xlabel(label)
    return figure


def _bars(axes: Axes, names: tuple[str, ...], estimates: Estimates) -> None:
    rows = np.arange(len(estimates.value))
    axes.barh(rows, estimates.value, height=0.7, color=BLUE, alpha=0.5, linewidth=0)
    axes.hlines(rows, estimates.low, estimates.high, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.6)
    axes.set_yticks(rows, names or [""] * len(rows))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.xaxis.set_major_locator(MaxNLocator(5))


def together(results: Comparison) -> Figure:
    """What two proposals that share the budget gain more than the better of them with all of it."""
    count, estimates = len(results.names), results.splits
    shown = np.full((count, count), np.nan)
    sure = np.zeros((count, count), dtype=bool)
    for (i, j), value, low, high in zip(pairs(count), estimates.value, estimates.low, estimates.high, strict=True):
        shown[j, i], sure[j, i] = 100 * value, low > 0 or high < 0
    limit = max(0.1, float(np.nanmax(np.abs(shown), initial=0.0)))
    with style():
        figure = sheet(FULL, 116)
        axes = axes_at(figure, LEFT + 8, HEAD, 66, 66)
        axes.imshow(np.where(sure, shown, np.where(np.isnan(shown), np.nan, 0.0)), cmap=LEFT_RIGHT, vmin=-limit, vmax=limit)
        for i, j in zip(*np.nonzero(np.isfinite(shown)), strict=True):
            colour = "white" if sure[i, j] and abs(shown[i, j]) > 0.7 * limit else INK if sure[i, j] else MUTED
            axes.text(j, i, f"{shown[i, j]:+.1f}" if sure[i, j] else "\u00b7", ha="center", va="center", fontsize=6, color=colour)
        axes.set_xticks(range(count - 1), results.names[:-1], rotation=60, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(1, count), results.names[1:])
        axes.set_xlim(-0.5, count - 1.5)
        axes.set_ylim(count - 0.5, 0.5)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_title("Gain of sharing the budget (percentage points)", pad=3)
        note(
            figure,
            LEFT + 80,
            HEAD + 4,
            "number: its 95% interval leaves out zero\ndot: its interval holds zero",
            fontsize=6.5,
            va="top",
        )
    return figure


def regret(results: Comparison) -> Figure:
    """The regret of the portfolios with the least, all at the same budget, and which proposals they hold."""
    least, count = results.choices[:SHOWN], len(results.names)
    rows, top = np.arange(len(least)), 38
    with style():
        figure = sheet(FULL, top + 5 * len(least) + 14)
        held = axes_at(figure, 14, top, 6 * count, 5 * len(least))
        for row, one in enumerate(least):
            held.plot(range(count), [row] * count, linestyle="", marker="o", markersize=2, color="#DDDDDD")
            held.plot(one.on, [row] * len(one.on), linestyle="", marker="o", markersize=4, color=BLUE)
        held.set_xticks(range(count), results.names, rotation=45, ha="left", rotation_mode="anchor")
        held.xaxis.tick_top()
        held.set_yticks(rows, [f"{one.gain:+.0%}" for one in least])
        held.set_ylabel(f"Gain of the portfolio, mean of {counted(points_of(results), 'point')}")
        held.set_xlim(-0.6, count - 0.4)
        held.spines[:].set_visible(False)
        axes = axes_at(figure, 14 + 6 * count + 24, top, 183 - 44 - 6 * count, 5 * len(least))
        axes.barh(rows, [one.most_regret for one in least], height=0.7, color="#D5D5D5", linewidth=0, label="at the worst point")
        axes.barh(rows, [one.mean_regret for one in least], height=0.45, color=ORANGE, linewidth=0, label="on average")
        axes.set_yticks([])
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.set_xlabel("Regret (% of what is delivered without any proposal)")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
        for panel in (held, axes):
            panel.tick_params(length=0)
            panel.set_ylim(len(least) - 0.4, -0.6)
    return figure


def points_of(results: Comparison) -> int:
    """Points of the space at which combinations were run."""
    return results.values[0].gains.shape[1]


def save_proposal_figures(results: Comparison, folder: Path, formats: tuple[str, ...] = ("png", "pdf")) -> list[SavedFigure]:
    """Draw and save the figures; returns them with their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    best = results.proposals[int(np.nanargmax(results.alone[DECIDES].value))].in_words
    largest = int(np.argmax(results.splits.value))
    pair = [results.proposals[i].in_words for i in pairs(len(results.names))[largest]]
    parts = "the shares add up to 100%" if results.shares[0].told else "in points of gain, which add up to it"
    texts = (
        (curves, "curves", "What each proposal does, dose by dose",
         "Gain in delivered cooperation over the control, relative to the control's mean, against money: measured, plus what the "
         "price of the proposal adds; 100% is what one channel costs all countries in all domains. Dots: doses 0, 0.25, 0.5, "
         f"0.75 and 1; bars: 95% bootstrap intervals over the points; dashed: the budget of {100 * results.budget:.3g}%, missing "
         "where a full dose costs less.",
         "Small panels, one a proposal, of money against gain."),
        (shares, "shares", "What a common budget buys",
         f"(a) Gain of each proposal alone for {100 * results.budget:.3g}% of the cost of a channel. (b) Shapley's division of "
         f"what all together gain for the same money; {parts}. Lines: 95% bootstrap intervals over points. Best alone: {best}. "
         f"{order_in_words(results.alone[DECIDES])}",
         "Horizontal bars, one a proposal."),
        (together, "splits", "Sharing the budget between two",
         "What two proposals with half the budget each gain more (blue) or less (red) than the better of them with all of it, in "
         f"percentage points of delivered cooperation; a dot where the interval holds zero. Largest: {listed(pair)}, "
         f"{100 * results.splits.value[largest]:+.1f}.",
         "A triangle of pairs of proposals with numbers."),
        (regret, "regret", "What to choose",
         f"The {min(SHOWN, len(results.choices))} portfolios with the least mean regret, at one budget, with their gains. "
         f"{results.sentence(results.choices[0])}",
         "Dots for the proposals of each portfolio, and bars of its regret."),
    )  # fmt: skip
    saved = []
    for draw, name, title, caption, alt in texts:
        figure = draw(results)
        for kind in formats:
            with style():
                figure.savefig(folder / f"{name}.{kind}", metadata=METADATA[kind])
        saved.append(SavedFigure(name, title, caption, alt))
    return saved
