"""The figures of a comparison of proposals: response curves, what a common budget buys, and all of them saved."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import BLUE, FULL, INK, MM, MUTED, axes_at, note, sheet, style
from concertacion.analysis.figures.portfolios import regret, together
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
        most = 100 * max(results.budget, float(spent.max()))
        low, value, high = (100 * each for each in (estimates.low, estimates.value, estimates.high))
        for n, axes in enumerate(panels):
            money = 100 * spent[n]
            axes.vlines(money, low[n], high[n], color=MUTED, linewidth=0.8)
            axes.plot(money, value[n], color=BLUE, marker="o", markersize=2.5, linewidth=1)
            axes.axhline(0, color=INK, linewidth=0.5)
            axes.axvline(100 * results.budget, **BUDGET)
            axes.set_title("\n".join(wrap(results.names[n], LONGEST)), pad=2)
            axes.set_ylim(*_padded(min(0.0, float(np.nanmin(low))), float(np.nanmax(high))))
            axes.set_xlim(-0.04 * most, 1.04 * most)  # one for all, so that what money buys can be compared
            axes.xaxis.set_major_locator(MaxNLocator(4))
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
    label = "Money (% of what one channel costs all countries at the default cost)"
    note(figure, 15 + (ACROSS * 34.4 - 7.4) / 2, high - 1, label, ha="center", va="bottom", fontsize=size)
    middle = TOP + ((down - 1) * DOWN + 22) / 2
    note(figure, 2, middle, "Gain in delivered cooperation (%)", rotation=90, va="center", fontsize=size)


def _padded(low: float, high: float) -> tuple[float, float]:
    room = 0.05 * max(high - low, 1.0)
    return low - room, high + room


def shares(results: Comparison) -> Figure:
    """What the budget buys of each proposal alone, and what it adds by the Shapley value where all share it."""
    height = ROW * len(results.names)
    panels = [(results.alone[DECIDES], "Alone, for all of the budget", "Gain in delivered cooperation (%)")]
    told = results.shares[0].told
    label = "Share of what all gain (%; they add up to 100%)" if told else "Adds to the gain of all (%)"
    panels.append((told or results.shares[0].added, "Among all, which share it", label))
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
    axes.barh(rows, 100 * estimates.value, height=0.7, color=BLUE, alpha=0.5, linewidth=0)
    axes.hlines(rows, 100 * estimates.low, 100 * estimates.high, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.6)
    axes.set_yticks(rows, names or [""] * len(rows))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(5))


def save_proposal_figures(results: Comparison, folder: Path, formats: tuple[str, ...] = ("png", "pdf")) -> list[SavedFigure]:
    """Draw and save the figures; returns them with their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    best = results.proposals[int(np.nanargmax(results.alone[DECIDES].value))].in_words
    largest = int(np.argmax(results.splits.value))
    pair = [results.proposals[i].in_words for i in pairs(len(results.names))[largest]]
    parts = "the shares add up to 100%" if results.shares[0].told else "the parts add up to it"
    points, few = (counted(number, "point") for number in (results.points, results.few))
    texts = (
        (curves, "curves", "What each proposal does, dose by dose",
         "Gain in delivered cooperation over the control, relative to the control's mean, against money: measured, plus what "
         "the price of the proposal adds; 100% is what one channel costs all countries in all domains at the default cost. "
         f"Dots: doses 0, 0.25, 0.5, 0.75 and 1, means of {points}; bars: 95% bootstrap intervals over them; dashed: the budget, "
         f"{100 * results.budget:.3g}%.",
         "Small panels, one a proposal, of money against gain."),
        (shares, "shares", "What a common budget buys",
         f"(a) Gain of each proposal alone for {100 * results.budget:.3g}% of the cost of a channel, mean of {points}. (b) "
         f"The Shapley value of each in what all together gain for the same money, mean of {few}; {parts}. Lines: 95% bootstrap "
         f"intervals over points; the two scales differ. Best alone: {best}. {order_in_words(results.alone[DECIDES])}",
         "Horizontal bars, one a proposal."),
        (together, "splits", "Sharing the budget between two",
         "What two proposals with half the budget each gain more (blue) or less (brown) than the better of them with all of it, "
         f"in per cent of what is delivered without any proposal, mean of {few}; a dot where the interval includes zero. "
         f"Largest: {listed(pair)}, {100 * results.splits.value[largest]:+z.1f}%.",
         "A triangle of pairs of proposals with numbers."),
        (regret, "regret", "Regret of portfolios",
         f"(a) Regret of the {min(SHOWN, len(results.choices))} portfolios with the least, at one budget, over {few}. (b) The "
         f"proposals of each, and its mean gain. {results.sentence(results.choices[0])}",
         "Bars of the regret of each portfolio, and under them dots for its proposals."),
    )  # fmt: skip
    saved = []
    for draw, name, title, caption, alt in texts:
        figure = draw(results)
        for kind in formats:
            with style():
                figure.savefig(folder / f"{name}.{kind}", metadata=METADATA[kind])
        saved.append(SavedFigure(name, title, caption, alt))
    return saved
