"""The map of a group of rivals: in each part of the space of two parameters, the shares of points where each claim holds."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from concertacion.analysis.claims.rivals import NONE, SEVERAL, Map, paragraph
from concertacion.analysis.figures.canvas import BLUE, COLUMN, GREEN, INK, ORANGE, PALE, axes_at, note, sheet, style
from concertacion.analysis.formatting import words_of

ALONE = (BLUE, ORANGE, GREEN, "#56B4E9")
OTHERS = {SEVERAL: "#CC79A7", NONE: PALE}
LEFT, TOP, SIDE, GAP = 27.0, 14.0, 58.0, 0.04  # mm; of a cell


def rivals_map(chart: Map) -> Figure:
    """A mosaic: each cell is filled in parts as wide as the shares, each claim alone, several, none."""
    colours = dict(zip(chart.claims, ALONE, strict=False)) | OTHERS
    with style():
        figure = sheet(COLUMN, TOP + SIDE + 14)
        axes = axes_at(figure, LEFT, TOP, SIDE, SIDE)
        for number, cell in enumerate(chart.cells):
            up, across = divmod(number, len(chart.across))
            begin = across + GAP
            for kind, colour in colours.items():
                width = (1 - 2 * GAP) * cell.shares[kind]
                axes.add_patch(Rectangle((begin, up + GAP), width, 1 - 2 * GAP, facecolor=colour, linewidth=0))
                begin += width
            if not cell.points:
                axes.text(across + 0.5, up + 0.5, "no points", ha="center", va="center", fontsize=6, color=INK)
        axes.set_xlim(0, len(chart.across))
        axes.set_ylim(0, len(chart.up))
        axes.set_xticks([n + 0.5 for n in range(len(chart.across))], [part.replace(" to ", " to\n") for part in chart.across])
        axes.set_yticks([n + 0.5 for n in range(len(chart.up))], list(chart.up))
        axes.tick_params(length=0)
        axes.set_xlabel(words_of(chart.parameters[0]))
        axes.set_ylabel(words_of(chart.parameters[1]))
        for place_of, (kind, colour) in enumerate(colours.items()):
            label = kind if kind in OTHERS else f"{kind} alone"
            row, column = divmod(place_of, 3)
            note(
                figure,
                8 + 27 * column,
                4 + 4 * row,
                "\u25a0",
                color=colour if kind != NONE else "#CFCFCF",
                fontsize=8,
                va="center",
            )
            note(figure, 11 + 27 * column, 4 + 4 * row, label, fontsize=6.5, va="center")
    return figure


def alt(chart: Map) -> str:
    """The map in words, for a reader who cannot see it."""
    return "Mosaic of shares. " + paragraph(chart)
