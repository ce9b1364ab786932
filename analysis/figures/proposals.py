"""The figures of a portfolio: the share of each proposal, interactions of pairs, gain by cost, and regret under the budget."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import BLUE, COLUMN, FULL, INK, LEFT_RIGHT, MUTED, ORANGE, axes_at, sheet, style
from concertacion.analysis.figures.sensitivity import SavedFigure
from concertacion.analysis.formatting import listed
from concertacion.analysis.proposals.factorial import pairs, switched_on
from concertacion.analysis.proposals.portfolio import Estimates
from concertacion.analysis.proposals.summary import PortfolioResults, outcome_title

ROW, LEFT, HEAD = 4.2, 18.0, 9.0  # mm
SHOWN = 12  # portfolios whose regret is drawn


def shares(results: PortfolioResults) -> Figure:
    """The Shapley share of each proposal in each outcome, with intervals."""
    height = ROW * len(results.names)
    with style():
        figure = sheet(FULL, HEAD + height + 12)
        for panel, (values, estimates) in enumerate(zip(results.values, results.shares, strict=True)):
            axes = axes_at(figure, LEFT + 90 * panel, HEAD, 66, height)
            _bars(axes, results.names, estimates)
            axes.set_title(outcome_title(values), fontweight="bold", pad=3)
            axes.set_xlabel("Shapley share of the gain of all")
    return figure


def _bars(axes: Axes, names: tuple[str, ...], estimates: Estimates) -> None:
    rows = np.arange(len(names))
    axes.barh(rows, estimates.value, height=0.7, color=BLUE, alpha=0.5, linewidth=0)
    axes.hlines(rows, estimates.low, estimates.high, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.6)
    axes.set_yticks(rows, names)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))


def together(results: PortfolioResults) -> Figure:
    """How much the effect of one proposal changes when another is on, for the outcome that decides."""
    count, estimates = len(results.names), results.interactions[0]
    shown = np.full((count, count), np.nan)
    sure = np.zeros((count, count), dtype=bool)
    for (i, j), value, low, high in zip(pairs(count), estimates.value, estimates.low, estimates.high, strict=True):
        shown[j, i], sure[j, i] = 100 * value, low > 0 or high < 0
    limit = max(0.1, float(np.nanmax(np.abs(shown), initial=0.0)))
    with style():
        figure = sheet(COLUMN, 92)
        axes = axes_at(figure, LEFT, HEAD, 66, 66)
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
        axes.set_title(f"{outcome_title(results.values[0])}: change of one effect by another (%)", pad=3)
    return figure


def bought(results: PortfolioResults) -> Figure:
    """What every combination costs and gains, the best at each cost, and the regret of those within the budget."""
    on, gain = switched_on(len(results.names)), results.values[0].mean
    cost = on @ np.array(results.costs)
    with style():
        figure = sheet(FULL, 78)
        axes = axes_at(figure, LEFT, HEAD, 60, 56, "a")
        axes.plot(cost, gain, linestyle="", marker=".", color="#B5B5B5", markersize=2)
        best = results.frontier
        axes.plot([one.cost for one in best], [one.gain for one in best], color=BLUE, marker="o", markersize=3, linewidth=1)
        axes.axvline(results.budget, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
        axes.set_xlabel("Cost")
        axes.set_ylabel(f"Gain in {outcome_title(results.values[0]).lower()}")
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        least = results.choices[:SHOWN]
        side = axes_at(figure, 128, HEAD, 52, 56, "b")
        rows = np.arange(len(least))
        side.barh(rows, [one.most_regret for one in least], height=0.7, color="#D5D5D5", linewidth=0, label="at the worst point")
        side.barh(rows, [one.mean_regret for one in least], height=0.45, color=ORANGE, linewidth=0, label="on average")
        side.set_yticks(rows, [_short([results.names[i] for i in one.on]) for one in least])
        side.tick_params(axis="y", length=0)
        side.set_ylim(len(least) - 0.4, -0.6)
        side.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        side.set_xlabel(f"Regret within a budget of {results.budget:g}")
        side.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
    return figure


def _short(names: list[str]) -> str:
    """Names with a beginning that all share given once: 'MSF-P1, P8'."""
    if not names:
        return "none"
    head = names[0].rpartition("-")[0]
    same = head and all(name.startswith(f"{head}-") for name in names)
    return ", ".join([names[0], *(name.removeprefix(f"{head}-") for name in names[1:])]) if same else ", ".join(names)


def save_proposal_figures(
    results: PortfolioResults, folder: Path, formats: tuple[str, ...] = ("png", "pdf")
) -> list[SavedFigure]:
    """Draw and save the three figures; returns them with their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    strongest = [results.names[int(np.argmax(estimates.value))] for estimates in results.shares]
    largest = int(np.argmax(np.abs(results.interactions[0].value)))
    pair = [results.names[i] for i in pairs(len(results.names))[largest]]
    texts = (
        (shares, "shares", "What each proposal adds",
         "Shapley share of each proposal in what all together gain over none, relative to none on average, with 95% bootstrap "
         f"intervals over the points. Largest: {listed(list(dict.fromkeys(strongest)))}.",
         "Horizontal bars, one a proposal and outcome."),
        (together, "interactions", "How proposals act together",
         "How much more (blue) or less (red) one proposal gains when the other is on, averaged over settings of the rest; a dot "
         f"where the interval holds zero. Largest: {listed(pair)}, {100 * results.interactions[0].value[largest]:+.1f}.",
         "A triangle of pairs of proposals with numbers."),
        (bought, "portfolios", "What a budget buys",
         "(a) Cost and mean gain of every combination; line: the best at each cost worth paying; dashed: the budget. (b) The "
         f"{min(SHOWN, len(results.choices))} affordable portfolios with the least mean regret. "
         f"{results.sentence(results.choices[0])}",
         "Points of cost against gain with a rising line, and bars of regret."),
    )  # fmt: skip
    saved = []
    for draw, name, title, caption, alt in texts:
        figure = draw(results)
        for kind in formats:
            with style():
                figure.savefig(folder / f"{name}.{kind}", metadata=METADATA[kind])
        saved.append(SavedFigure(name, title, caption, alt))
    return saved
