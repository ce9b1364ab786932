"""Rivals drawn: how often each claim of a group holds; and, where points are enough, where in the plane of two parameters."""

from __future__ import annotations

import math
from collections.abc import Mapping
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from concertacion.analysis.claims.rivals import NONE, SEVERAL, Map
from concertacion.analysis.figures.canvas import BLUE, FULL, INK, MUTED, VERMILION, axes_at, note, sheet, style
from concertacion.analysis.formatting import shortened, words_of
from concertacion.analysis.wording.parameters import gloss
from concertacion.analysis.wording.rivals import beside, paragraph

APART = 0.19  # of a row: how far the two intervals of a claim lie from its middle
ROW, LEFT, WIDE = 7.4, 100.0, 72.0  # mm: of the bars; where they begin, and their width
LONGEST, LINE = 165, 84  # characters of what a claim says, and of a line of it
SIDE, GAP, TOP = 36.0, 7.0, 9.0  # mm: of a panel of the map, between two, above them
LONGEST_GLOSS = 140  # characters, which fill the width
LEAST = -0.03  # where the axis of shares begins, so that a dot at none lies clear of the names
DARK = 0.55  # share from which a number is written in white


def rivals_bars(chart: Map, weighted: Map | None, says: Mapping[str, str]) -> Figure:
    """The share of points at which each claim holds, several do and none does, with intervals; below it, of weighted points.

    `says`: the sentence of each claim, which stands beside its name.
    """
    rows = [*chart.claims, SEVERAL, NONE]
    charts = [(chart, BLUE, 0.0)] if weighted is None else [(chart, BLUE, -APART), (weighted, VERMILION, APART)]
    with style():
        figure = sheet(FULL, ROW * len(rows) + (14 if weighted is None else 19))
        axes = axes_at(figure, LEFT, 3, WIDE, ROW * len(rows))
        for one, colour, lower in charts:
            for row, name in enumerate(rows):
                share = (one.holds if name in one.holds else one.shares)[name]
                drawn = colour if name in one.holds or weighted is not None else MUTED
                axes.plot((share.low, share.high), (row + lower,) * 2, color=drawn, linewidth=1.4, solid_capstyle="butt")
                axes.plot(share.share, row + lower, marker="o", color=drawn, markersize=4 - 8 * abs(lower) / 2, clip_on=False)
                axes.text(1.03, row + lower, f"{share.share:.0%}", va="center", fontsize=6.5)
        axes.set_yticks(range(len(rows)), [_said(name, says) for name in rows])
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(LEAST, 1)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100%"])
        axes.grid(axis="x", color="#E4E4E4", linewidth=0.5)
        axes.set_xlabel(
            f"Share of {chart.points:,} points at which it holds (95% interval)"
            if weighted is None
            else "Share at which it holds (95% interval)"
        )
        for (one, colour, _), at in zip(charts if weighted else [], (LEFT, LEFT + 36), strict=False):
            worth = f", worth {one.effective:,.0f}" if one.weighted else ""
            said = f"{'weighted by the record' if one.weighted else 'uniform points'} ({one.points:,}{worth})"
            note(figure, at, ROW * len(rows) + 15, f"\u25cf {said}", fontsize=6.2, color=colour)
    return figure


def _said(name: str, says: Mapping[str, str]) -> str:
    if name not in says:
        return {SEVERAL: "several sides at once", NONE: "none of them"}.get(name, name)
    return fill(shortened(f"{name}: {says[name]}", LONGEST), LINE)


def rivals_map(chart: Map) -> Figure:
    """A panel a claim: in each part of the plane of two parameters, the share of points at which it holds."""
    claims = chart.claims
    with style():
        figure = sheet(FULL, TOP + SIDE + 20)
        for at, name in enumerate(claims):
            _panel(axes_at(figure, 17 + at * (SIDE + GAP), TOP, SIDE, SIDE), chart, name, first=not at)
        named = [f"{words_of(one)}: {shortened(gloss(one), LONGEST_GLOSS)}" for one in chart.parameters]
        note(figure, 17, TOP + SIDE + 10, f"Across, {named[0]}", fontsize=6.2, va="top")
        note(figure, 17, TOP + SIDE + 13.5, f"Up, {named[1]}", fontsize=6.2, va="top")
        note(
            figure,
            17,
            TOP + SIDE + 17,
            f"Numbers: % of the {'weighted' if chart.weighted else 'uniform'} points of a cell ({_least_and_most(chart)}) at "
            "which the claim holds; where it does not apply it does not hold.",
            fontsize=6.2,
            va="top",
        )
    return figure


def _panel(axes: Axes, chart: Map, name: str, first: bool) -> None:
    shares = np.array([cell.holds[name] for cell in chart.cells]).reshape(len(chart.up), len(chart.across))
    axes.imshow(shares, origin="lower", vmin=0, vmax=1, cmap="Blues", aspect="auto")
    for (up, along), share in np.ndenumerate(shares):
        text = "\u2013" if math.isnan(share) else f"{100 * share:.0f}"
        axes.text(along, up, text, ha="center", va="center", fontsize=6.5, color="white" if share > DARK else INK)
    axes.set_title(name, pad=3)
    axes.set_xticks(range(len(chart.across)), [part.replace(" to ", "\nto ") for part in chart.across], fontsize=5.5)
    axes.set_yticks(range(len(chart.up)), [part.replace(" to ", "\nto ") for part in chart.up] if first else [], fontsize=5.5)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _least_and_most(chart: Map) -> str:
    counts = [cell.points for cell in chart.cells]
    return f"{min(counts)} to {max(counts)}"


def alt(chart: Map, weighted: Map | None = None) -> str:
    """The figures in words, for a reader who cannot see them."""
    return "Shares of points. " + paragraph(chart) + (f" {beside(chart, weighted)}" if weighted else "")
