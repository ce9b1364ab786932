"""Figure 4: the lives of the forums, from founding to death."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from xarray import Dataset

from concertacion.analysis.figures import lives
from concertacion.analysis.figures.canvas import FULL, MM, MUTED, axes_at, calendar, note, sheet, styled, years
from concertacion.analysis.figures.marks import mark
from concertacion.analysis.figures.marks import words as words_of_marks
from concertacion.analysis.formatting import SPARE, counted, shortened, spelled, spread, widest
from concertacion.analysis.outcomes import ACTIVE, DEAD, DORMANT, HELD, PUT_OFF, main_outcomes, representative_run

TITLE = "Forums' lives"
ROW, TOP, LEFT, WIDTH, STRIP = 4.6, 12.0, 34.0, 90.0, 36.0  # mm
FEWEST_ROWS, LONGEST_NAME = 3, 24


def by_founding(status: np.ndarray, names: list[str]) -> list[int]:
    """Forums that ever lived in a run (status: quarter, forum), oldest first, then by name."""
    lived = lives.alive(status)
    return sorted((int(m) for m in np.flatnonzero(lived.any(0))), key=lambda m: (lived[:, m].argmax(), names[m].casefold()))


def _standing(axes: Axes, time: np.ndarray, status: np.ndarray, founded: list[bool]) -> AxesImage:
    """Share of runs (status: run, quarter, forum) in which a forum is active; at the right, at the end.

    Forums founded in a run are others in each run, so nothing is told of them over the runs.
    """
    share = np.where(founded, np.nan, 100 * (status == ACTIVE).mean(0))
    dormant = 100 * (status[:, -1] == DORMANT).mean(0)
    extent = (time[0], time[-1] + lives.QUARTER, max(share.shape[1], 1) - 0.5, -0.5)
    image = axes.imshow(share.T, cmap="Greys", vmin=0, vmax=125, aspect="auto", extent=extent)
    axes.hlines(np.arange(0.5, share.shape[1] - 1), *extent[:2], color="white", linewidth=1.4)
    look: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "fontsize": 6.5, "va": "center"}
    for row, last in enumerate(share[-1]):
        if founded[row]:
            axes.text(0.02, row, "differs by run", color=MUTED, **look)
        else:
            axes.text(1.04, row, f"{last:.0f}" + (f" + {dormant[row]:.0f}" if dormant[row] > 0.5 else ""), **look)
    axes.spines[:].set_visible(False)
    axes.set_yticks([])
    axes.set_title("Share of runs active", pad=5)
    return image


@styled
def forums(dataset: Dataset) -> Figure:
    """Forums in the run nearest the median (a) with vitality, depth and meetings; share of runs in which each is active (b)."""
    run = representative_run(main_outcomes(dataset))
    status = dataset["forum_status"].transpose("run", "quarter", "forum").values
    official = zip(dataset["forum"].values, dataset["forum_name"].values, strict=True)
    names = [shortened(spelled(str(m), str(name)), LONGEST_NAME) for m, name in official]
    order = by_founding(status[run], names)
    one = dataset.isel(run=run, forum=order)
    vitality, depth, meeting = (one[f"forum_{n}"].transpose("quarter", "forum").values for n in ("vitality", "depth", "meeting"))
    time, rows = years(dataset), max(len(order), FEWEST_ROWS)
    height, second = ROW * rows, LEFT + WIDTH + 8
    figure = sheet(FULL, TOP + height + 21.5)
    left, right = axes_at(figure, LEFT, TOP, WIDTH, height, "a"), axes_at(figure, second, TOP, STRIP, height)
    note(figure, second - 1, TOP - 1.2, "b", fontsize=8, fontweight="bold", va="bottom", ha="right")
    note(figure, second + STRIP + 1.2, TOP - 1.2, "at end, %\n+ dormant", fontsize=6.5, va="bottom")
    bars = lives.bars(left, time, status[run][:, order], vitality, depth)
    lives.turns(left, time, status[run][:, order])
    lives.meetings(left, time, meeting)
    image = _standing(right, time, status[:, :, order], [str(dataset["forum"].values[m]).startswith(SPARE) for m in order])
    left.set_title(f"Run {dataset['run'].values[run]}, the one nearest the median", pad=5)
    left.set_yticks(np.arange(len(order)) + lives.BASE, [names[m] for m in order])
    left.tick_params(axis="y", length=0)
    left.spines["left"].set_visible(False)
    for axes, room in ((left, 6), (right, 3)):
        axes.set_ylim(rows - 0.5, -0.5)
        calendar(axes, time[0], time[-1] + lives.QUARTER, room)
        mark(axes, dataset)
        axes.set_xlabel("Year")
    depth_bar = axes_at(figure, LEFT, TOP + height + 11.5, 40, 2.2)
    figure.colorbar(bars, cax=depth_bar, orientation="horizontal").set_label("Depth (authority delegated, share)")
    share_bar = axes_at(figure, second, TOP + height + 11.5, STRIP, 2.2)
    figure.colorbar(image, cax=share_bar, orientation="horizontal").set_label("Runs in which the forum is active (%)")
    share_bar.set_xlim(0, 100)
    for bar in (depth_bar, share_bar):
        bar.tick_params(length=1.5)
    across, down = figure.get_size_inches() / MM
    figure.legend(handles=lives.handles(), loc="upper left", bbox_to_anchor=(3 / across, 1 - 2 / down), ncols=6, borderaxespad=0)
    return figure


def caption(dataset: Dataset) -> str:
    """What the figure shows, with its numbers."""
    outcomes = main_outcomes(dataset)
    run = representative_run(outcomes)
    one = dataset.isel(run=run)
    held, put_off = (int((one["forum_meeting"] == code).sum()) for code in (HELD, PUT_OFF))
    lived = int(one["forum_status"].isin((ACTIVE, DORMANT)).any("quarter").sum())
    words = {"went_dormant": "went dormant", "revived": "revived", "died": "died", "founded": "were founded"}
    parts = [f"{title} {spread(outcomes[name].values, 'count')}" for name, title in words.items()]
    return (
        f"Forums by founding. (a) Run {dataset['run'].values[run]}, the run nearest the median: {counted(lived, 'forum')}, "
        f"{counted(held, 'meeting')} held and {put_off:,} put off. "
        "Thickness of a bar shows vitality, its shade the authority delegated to the forum. "
        f"(b) Share of {counted(dataset.sizes['run'], 'run')} in which the forum is active; at the right its value at the end, "
        "with the share in which it is dormant, if any. "
        f"Number per run, median and interval of {widest(dataset.sizes['run'])}: {', '.join(parts)}.{words_of_marks(dataset)}"
    )


def alt(dataset: Dataset) -> str:
    """The figure in words, for a reader who cannot see it."""
    status = dataset["forum_status"].isel(run=representative_run(main_outcomes(dataset)), quarter=-1)
    counts = [
        f"{int((status == code).sum())} {word}" for code, word in ((ACTIVE, "active"), (DORMANT, "dormant"), (DEAD, "dead"))
    ]
    return f"Timeline with a bar for each forum. At the end of the run shown {counts[0]}, {counts[1]} and {counts[2]}."
