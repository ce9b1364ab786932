"""How a forum stands through time: in how many of the runs it is active, dormant or dead."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis.figures.canvas import BLUE, COLUMN, MM, MUTED, PALE, axes_at, calendar, sheet, styled, years
from concertacion.analysis.figures.lives import QUARTER
from concertacion.analysis.figures.marks import mark
from concertacion.analysis.long import STATUS, codes_of

LOOKS = {
    "active": (BLUE, ""),
    "dormant": ("#A9CBE3", "////"),
    "dead": (MUTED, ""),
    "unused": (PALE, ""),
}
NAMES = {"unused": "not founded yet"}
LEFT, TOP, WIDTH, HEIGHT = 12.0, 8.0, 72.0, 40.0  # mm


def shares(dataset: Dataset, forum: str) -> dict[str, np.ndarray]:
    """Share of the runs in which the forum has each status, by quarter, for those that occur: word -> float64 (quarter,)."""
    status = dataset[STATUS].sel(forum=forum).transpose("run", "quarter").values
    found = {word: (status == code).mean(0) for word, code in codes_of(dataset[STATUS]).items()}
    order = [*LOOKS, *(word for word in found if word not in LOOKS)]
    return {word: found[word] for word in order if word in found and found[word].any()}


@styled
def standing(dataset: Dataset) -> Figure:
    """The share of runs in each status, one upon the other, of a Dataset of one forum (its only label)."""
    found = shares(dataset, str(dataset["forum"].values[0]))
    figure = sheet(COLUMN, TOP + HEIGHT + 10.5)
    axes = axes_at(figure, LEFT, TOP, WIDTH, HEIGHT)
    time = np.append(years(dataset), years(dataset)[-1] + QUARTER)
    below = np.zeros(time.size)
    for word, share in found.items():
        above = below + 100 * np.append(share, share[-1])
        colour, hatch = LOOKS.get(word, (MUTED, "...."))
        axes.fill_between(
            time, below, above, step="post", facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0,
            label=NAMES.get(word, word.replace("_", " ")),
        )  # fmt: skip
        below = above
    axes.set_ylim(0, 100)
    axes.set_ylabel("Runs (%)")
    axes.set_xlabel("Year")
    calendar(axes, time[0], time[-1])
    mark(axes, dataset)
    across, down = figure.get_size_inches() / MM
    figure.legend(loc="upper left", bbox_to_anchor=(2 / across, 1 - 1.5 / down), ncols=len(found), borderaxespad=0)
    return figure


def alt(dataset: Dataset, forum: str) -> str:
    """The figure in words."""
    ends = [f"{NAMES.get(word, word)} in {share[-1]:.0%} of the runs" for word, share in shares(dataset, forum).items()]
    return f"Stacked areas. At the end: {', '.join(ends)}."
