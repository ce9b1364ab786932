"""The figures of a portfolio: what each proposal adds, how pairs act together, what money buys, and regret under the budget."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import BLUE, COLUMN, FULL, INK, LEFT_RIGHT, MUTED, ORANGE, place, sheet, style
from concertacion.analysis.figures.sensitivity import Shown
from concertacion.analysis.formatting import listed
from concertacion.analysis.proposals.factorial import pairs, switched_on
from concertacion.analysis.proposals.portfolio import Estimates
from concertacion.analysis.proposals.summary import Told, outcome_title

ROW, LEFT, HEAD = 4.2, 18.0, 9.0  # mm
SHOWN = 12  # portfolios whose regret is drawn


def shares(told: Told) -> Figure:
    """The Shapley share of each proposal in each outcome, with intervals."""
    height = ROW * len(told.names)
    with style():
        figure = sheet(FULL, HEAD + height + 12)
        for panel, (values, found) in enumerate(zip(told.values, told.shares, strict=True)):
            axes = place(figure, LEFT + 90 * panel, HEAD, 66, height)
            _bars(axes, told.names, found)
            axes.set_title(outcome_title(values), fontweight="bold", pad=3)
            axes.set_xlabel("Shapley share of the gain of all")
    return figure


def _bars(axes: Axes, names: tuple[str, ...], found: Estimates) -> None:
    rows = np.arange(len(names))
    axes.barh(rows, found.value, height=0.7, color=BLUE, alpha=0.5, linewidth=0)
    axes.hlines(rows, found.low, found.high, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.6)
    axes.set_yticks(rows, names)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))


def together(told: Told) -> Figure:
    """How much the effect of one proposal changes when another is on, for the outcome that decides."""
    count, found = len(told.names), told.interactions[0]
    shown = np.full((count, count), np.nan)
    sure = np.zeros((count, count), dtype=bool)
    for (i, j), value, low, high in zip(pairs(count), found.value, found.low, found.high, strict=True):
        shown[j, i], sure[j, i] = 100 * value, low > 0 or high < 0
    limit = max(0.1, float(np.nanmax(np.abs(shown), initial=0.0)))
    with style():
        figure = sheet(COLUMN, 92)
        axes = place(figure, LEFT, HEAD, 66, 66)
        axes.imshow(np.where(sure, shown, np.where(np.isnan(shown), np.nan, 0.0)), cmap=LEFT_RIGHT, vmin=-limit, vmax=limit)
        for i, j in zip(*np.nonzero(np.isfinite(shown)), strict=True):
            colour = "white" if sure[i, j] and abs(shown[i, j]) > 0.7 * limit else INK if sure[i, j] else MUTED
            axes.text(j, i, f"{shown[i, j]:+.1f}" if sure[i, j] else "\u00b7", ha="center", va="center", fontsize=6, color=colour)
        axes.set_xticks(range(count - 1), told.names[:-1], rotation=60, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(1, count), told.names[1:])
        axes.set_xlim(-0.5, count - 1.5)
        axes.set_ylim(count - 0.5, 0.5)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_title(f"{outcome_title(told.values[0])}: change of one effect by another (%)", pad=3)
    return figure


def bought(told: Told) -> Figure:
    """What every combination costs and gains, the best at each cost, and the regret of those within the budget."""
    on, gain = switched_on(len(told.names)), told.values[0].mean
    cost = on @ np.array(told.costs)
    with style():
        figure = sheet(FULL, 78)
        axes = place(figure, LEFT, HEAD, 60, 56, "a")
        axes.plot(cost, gain, linestyle="", marker=".", color="#B5B5B5", markersize=2)
        best = told.frontier
        axes.plot([one.cost for one in best], [one.gain for one in best], color=BLUE, marker="o", markersize=3, linewidth=1)
        axes.axvline(told.budget, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
        axes.set_xlabel("Cost")
        axes.set_ylabel(f"Gain in {outcome_title(told.values[0]).lower()}")
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        least = told.choices[:SHOWN]
        side = place(figure, 128, HEAD, 52, 56, "b")
        rows = np.arange(len(least))
        side.barh(rows, [one.most_regret for one in least], height=0.7, color="#D5D5D5", linewidth=0, label="at the worst point")
        side.barh(rows, [one.mean_regret for one in least], height=0.45, color=ORANGE, linewidth=0, label="on average")
        side.set_yticks(rows, [_short([told.names[i] for i in one.on]) for one in least])
        side.tick_params(axis="y", length=0)
        side.set_ylim(len(least) - 0.4, -0.6)
        side.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        side.set_xlabel(f"Regret within a budget of {told.budget:g}")
        side.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
    return figure


def _short(names: list[str]) -> str:
    """Names with a beginning that all share told once: 'MSF-P1, P8'."""
    if not names:
        return "none"
    head = names[0].rpartition("-")[0]
    same = head and all(name.startswith(f"{head}-") for name in names)
    return ", ".join([names[0], *(name.removeprefix(f"{head}-") for name in names[1:])]) if same else ", ".join(names)


def save_proposal_figures(told: Told, folder: Path, formats: tuple[str, ...] = ("png", "pdf")) -> list[Shown]:
    """Draw and save the three figures; returns what the report says of them."""
    folder.mkdir(parents=True, exist_ok=True)
    strongest = [told.names[int(np.argmax(found.value))] for found in told.shares]
    largest = int(np.argmax(np.abs(told.interactions[0].value)))
    pair = [told.names[i] for i in pairs(len(told.names))[largest]]
    texts = (
        (shares, "shares", "What each proposal adds",
         "Shapley share of each proposal in what all together gain over none, relative to none on average, with 95% bootstrap "
         f"intervals over the points. Largest: {listed(list(dict.fromkeys(strongest)))}.",
         "Horizontal bars, one a proposal and outcome."),
        (together, "interactions", "How proposals act together",
         "How much more (blue) or less (red) one proposal gains when the other is on, averaged over settings of the rest; a dot "
         f"where the interval holds zero. Largest: {listed(pair)}, {100 * told.interactions[0].value[largest]:+.1f}.",
         "A triangle of pairs of proposals with numbers."),
        (bought, "portfolios", "What a budget buys",
         "(a) Cost and mean gain of every combination; line: the best at each cost worth paying; dashed: the budget. (b) The "
         f"{min(SHOWN, len(told.choices))} affordable portfolios with the least mean regret. {told.sentence(told.choices[0])}",
         "Points of cost against gain with a rising line, and bars of regret."),
    )  # fmt: skip
    kept = []
    for draw, name, title, caption, alt in texts:
        figure = draw(told)
        for kind in formats:
            with style():
                figure.savefig(folder / f"{name}.{kind}", metadata=METADATA[kind])
        kept.append(Shown(name, title, caption, alt))
    return kept
