"""A figure of one column: title, legend, a panel or two, caption. And the same on Axes of the user's own."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from concertacion.analysis.figures.canvas import COLUMN, MM, MUTED, axes_at, note, sheet, style
from concertacion.analysis.formatting import counted, inside, shortened
from concertacion.analysis.plot.acts import acts_in_words, room_for
from concertacion.analysis.plot.choice import completed
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds import kind_named
from concertacion.analysis.plot.kinds.kind import PER_CENT, Drawn, Kind, labelled, named
from concertacion.analysis.plot.request import ARM, Request
from concertacion.analysis.plot.runs import frame_of_runs
from concertacion.analysis.plot.sources import Runs, Table
from concertacion.analysis.plot.tables import PARAMETER, frame_of_indices, frame_of_table
from concertacion.analysis.plot.words import meaning_in

EDGE, LEFT, RIGHT = 2.0, 14.0, 4.5  # margins, mm
BODY, FOOT, BAR, TALLEST = 44.0, 10.5, 15.0, 48.0  # height of a panel, room below it, width and most height of a colour bar, mm
TITLE, KEY, GAP, LEAST = 5.0, 3.4, 1.8, 24.0  # title, a row of the legend, room under it, least height of rows, mm
LETTER, LINE, WRAP, SMALL = 1.28, 2.7, 75, 6.0  # mm a letter; mm a line of the caption, letters in one, points
RECORD = "White dots: the record, which is one history: it strays from a mean as far as single runs do."
PROVISIONAL = 400.0  # mm, the height of the sheet until its panels are drawn


class Panel(NamedTuple):
    """One panel: what it draws, how, and the numbers."""

    kind: Kind
    frame: Frame
    table: pd.DataFrame


def panels_of(source: Runs | Table, request: Request) -> list[Panel]:
    """The panels of a request: one, or two where `y2` is a second outcome.

    Raises
    ------
    InputError
        If something cannot be drawn, in one sentence.
    """
    above = completed(source, request)
    panels = [panel_of(source, above)]
    if above.y2 is not None and above.kind != "phase":
        panels.append(panel_of(source, above._replace(y=above.y2, y2=None), "y2"))
    return panels


def panel_of(source: Runs | Table, request: Request, key: str = "y") -> Panel:
    """One panel of a completed request; `key`: the setting that names what it shows."""
    request = request if request.kind == "phase" else request._replace(y2=None)
    if isinstance(source, Runs):
        frame = frame_of_runs(source, request, key)
    elif request.kind == "bar" and source.indices is not None and request.by is None:
        frame = frame_of_indices(source, request)
    else:
        frame = frame_of_table(source, request, key)
    kind = kind_named(str(request.kind))
    return Panel(kind, frame, kind.table(frame))


def caption_of(panel: Panel) -> str:
    """What marks mean, how many runs, which runs: interval and number in one line or a few."""
    frame = panel.frame
    number = f"{how_many(frame)}." if frame.size > 1 and frame.each != PARAMETER else ""
    marks = acts_in_words(frame.acts) if frame.timed and frame.acts else ""
    record = RECORD if frame.record is not None else ""
    about = f"{frame.about}." if frame.about else ""
    return " ".join(
        filter(None, [meaning_in(frame), panel.kind.words(panel.table, frame), number, marks, record, frame.said, about])
    )


def how_many(frame: Frame) -> str:
    """The runs behind a figure; of several arms, those of each, which need not be as many: others may have failed."""
    if frame.by is None or frame.by.name != ARM or len(frame.groups) < 2:
        return counted(frame.size, frame.each)
    sizes = frame.rows.groupby("by")["run"].nunique()
    fewest, most = int(sizes.min()), int(sizes.max())
    return f"{f'{fewest} to ' if fewest < most else ''}{counted(most, frame.each)} of each arm"


def drawn_on(axes: Axes, panel: Panel) -> Axes:
    """Draw a panel on Axes of the user's, under the user's style; its label (`get_label()`) is the caption."""
    drawn = panel.kind.draw(axes, panel.table, panel.frame)
    if drawn.handles:
        axes.legend(handles=list(drawn.handles))
    if drawn.image is not None:
        figure = axes.get_figure(root=True)
        assert figure is not None
        _colour_bar(figure, drawn, ax=axes)
    axes.set_label(caption_of(panel))
    return axes


def picture(panels: Sequence[Panel], figure: Figure | None = None) -> Figure:
    """The figure of some panels, one column wide (89 mm); the label of its first Axes is the caption."""
    with style():
        figure = figure or sheet(COLUMN, PROVISIONAL)
        figure.set_size_inches(COLUMN * MM, PROVISIONAL * MM)
        drawn = [_drawn(figure, panel) for panel in panels]
        lines = caption_lines(panels)
        legends = [in_rows(one.handles) for _, one in drawn]
        heights = [
            TITLE + KEY * len(legend) + gap_of(panel) + body_of(panel) + foot_of(panel, axes)
            for panel, legend, (axes, _) in zip(panels, legends, drawn, strict=True)
        ]
        height = EDGE + sum(heights) + LINE * len(lines) + 1.0
        figure.set_size_inches(COLUMN * MM, height * MM)
        top = EDGE
        for panel, (axes, one), legend, tall in zip(panels, drawn, legends, heights, strict=True):
            _place(axes, one, panel, legend, top)
            top += tall
        note(figure, EDGE, top, "\n".join(lines), fontsize=SMALL, color=MUTED, va="top", linespacing=1.15)
        figure.axes[0].set_label(" ".join(lines))
        for axes in figure.axes:
            _keep_ticks(axes)
    return figure


def _drawn(figure: Figure, panel: Panel) -> tuple[Axes, Drawn]:
    """A panel drawn somewhere on the sheet, in its size."""
    axes = axes_at(figure, left_of(panel), 0, COLUMN - left_of(panel) - RIGHT, body_of(panel))
    return axes, panel.kind.draw(axes, panel.table, panel.frame)


def _place(axes: Axes, drawn: Drawn, panel: Panel, legend: Sequence[Sequence[Artist]], top: float) -> None:
    """Put a panel where it belongs, with its title, legend and colour bar."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    down = figure.get_size_inches()[1] / MM
    note(figure, EDGE, top, title_of(panel), fontweight="bold", va="top")
    for row, entries in enumerate(legend):
        corner = (EDGE / COLUMN, 1 - (top + TITLE - 0.6 + KEY * row) / down)
        figure.legend(handles=entries, loc="upper left", bbox_to_anchor=corner, ncols=len(entries), borderaxespad=0)
    left, start, tall = left_of(panel), top + TITLE + KEY * len(legend) + gap_of(panel), body_of(panel)
    wide = COLUMN - left - RIGHT - (BAR if drawn.image is not None else 0)
    axes.set_position((left / COLUMN, 1 - (start + tall) / down, wide / COLUMN, tall / down))
    if drawn.image is not None:
        _colour_bar(figure, drawn, cax=axes_at(figure, left + wide + 2.0, start, 2.2, min(tall, TALLEST)))


def _colour_bar(figure: Figure, drawn: Drawn, **where: Any) -> None:
    assert drawn.bar is not None
    bar = figure.colorbar(drawn.image, format=PER_CENT if drawn.bar.per_cent else None, **where)
    named(bar.ax.yaxis, drawn.bar, ticks=False)
    bar.ax.tick_params(length=1.5)
    bar.outline.set_visible(False)


def caption_lines(panels: Sequence[Panel]) -> list[str]:
    """The caption as lines; of two panels that differ, the part of each."""
    captions = list(dict.fromkeys(map(caption_of, panels)))
    if len(captions) > 1:
        captions = [f"{where}: {text}" for where, text in zip(("Above", "Below"), captions, strict=True)]
    return [line for text in captions for line in textwrap.wrap(text, WRAP)]


def in_rows(entries: Sequence[Artist]) -> list[list[Artist]]:
    """The entries of a legend by row, as many in each as fit."""
    rows, room = list[list[Artist]](), 0.0
    for entry in entries:
        wide = 9.5 + LETTER * len(str(entry.get_label()))
        if room < wide:
            rows.append([])
            room = COLUMN - 2 * EDGE
        rows[-1].append(entry)
        room -= wide
    return rows


def gap_of(panel: Panel) -> float:
    """Room above a panel (mm), where the bars of scenarios are."""
    return GAP + (room_for(panel.frame.acts) if panel.frame.timed and panel.frame.acts else 0.0)


def body_of(panel: Panel) -> float:
    """Height of a panel (mm)."""
    if panel.kind.square:
        return COLUMN - left_of(panel) - RIGHT - BAR
    return max(panel.kind.row * len(panel.frame.groups), LEAST) if panel.kind.row else BODY


def foot_of(panel: Panel, axes: Axes) -> float:
    """Room of the axis below a panel (mm)."""
    return EDGE if panel.frame.tiles is not None else FOOT + LINE * axes.get_xlabel().count("\n")


def left_of(panel: Panel) -> float:
    """Room of the axis on the left of a panel (mm)."""
    if panel.frame.tiles is not None or (panel.kind.row and panel.frame.by is None):
        return 5.0
    return 3.0 + LETTER * max(map(len, labelled(panel.frame))) if panel.kind.row else LEFT


def title_of(panel: Panel) -> str:
    """What is drawn."""
    frame = panel.frame
    along = ""
    if frame.x is not None and frame.up is None and not frame.timed:
        along = f" {panel.kind.along if not frame.x.levels else 'by'} {inside(frame.x.title)}"
    return shortened((frame.title or frame.y.title) + along, 54)


def _keep_ticks(axes: Axes) -> None:
    """Ticks that are made when the figure is drawn look as the style says, whatever the settings are then."""
    rc: Any = mpl.rcParams
    for name in ("x", "y"):
        look = {key: rc[f"{name}tick.{key}"] for key in ("labelsize", "labelcolor", "color")}
        axes.tick_params(axis=name, width=rc[f"{name}tick.major.width"], pad=rc[f"{name}tick.major.pad"], **look)
