"""Figure 3: who governs where, as a strip of colour for each country."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from xarray import Dataset

from concertacion.analysis.figures.bands import quantiles
from concertacion.analysis.figures.canvas import FULL, INK, LEFT_RIGHT, MM, MUTED, axes_at, calendar, note, sheet, styled, years
from concertacion.analysis.figures.marks import mark, words
from concertacion.analysis.formatting import counted, shortened, signed, spelled, spread, widest
from concertacion.analysis.outcomes import main_outcomes, representative_run

TITLE = "Governments' ideology"
ROW, TOP, LEFT, WIDTH, GAP = 4.8, 6.0, 41.0, 65.0, 7.0  # mm
HALF = 0.44  # of a row: how high an ideology of 1 stands above its middle
LONGEST_NAME = 20


def north_to_south(dataset: Dataset) -> list[int]:
    """Positions of the countries by subregion; subregions, and countries in them, run from north to south on the tile map."""
    subregion, row = dataset["subregion"].values.astype(str), dataset["tile_row"].values
    mean = {s: row[subregion == s].mean() for s in np.unique(subregion)}
    return sorted(range(row.size), key=lambda i: (mean[subregion[i]], subregion[i], row[i], str(dataset["country"].values[i])))


def _strip(axes: Axes, dataset: Dataset, values: np.ndarray):
    time = years(dataset)
    extent = (time[0], time[-1] + 0.25, values.shape[1] - 0.5, -0.5)
    image = axes.imshow(values.T, cmap=LEFT_RIGHT, vmin=-1, vmax=1, aspect="auto", extent=extent, interpolation="nearest")
    axes.hlines(np.arange(0.5, values.shape[1] - 1), time[0], time[-1] + 0.25, color="white", linewidth=0.5)
    calendar(axes, time[0], time[-1] + 0.25, 5)
    mark(axes, dataset)
    axes.set_xlabel("Year")
    axes.spines[:].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return image


def _subregions(figure: Figure, names: list[str]) -> None:
    """A bracket and a name beside the rows of each subregion, and a white gap between them."""
    starts = [n for n in range(len(names)) if n == 0 or names[n] != names[n - 1]]
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        top, bottom = TOP + start * ROW + 0.5, TOP + end * ROW - 0.5
        down = figure.get_size_inches()[1] / MM
        figure.add_artist(
            Line2D([14.5 * MM / figure.get_size_inches()[0]] * 2, [1 - top / down, 1 - bottom / down], color=MUTED, linewidth=0.6)
        )
        note(
            figure,
            13.5,
            (top + bottom) / 2,
            spelled(names[start]).replace(" ", "\n"),
            ha="right",
            va="center",
            fontsize=6.5,
            color=MUTED,
            linespacing=0.95,
        )


def _spread(axes: Axes, dataset: Dataset, values: np.ndarray) -> None:
    """In the row of each country, over its zero line: the median of runs, the middle half of them and most or all."""
    time = np.append(years(dataset), years(dataset)[-1] + 0.25)
    rows = np.arange(values.shape[2])
    heights = rows - HALF * quantiles(values)  # levels, quarters, countries
    low, lower, median, upper, high = np.concatenate([heights, heights[:, -1:]], axis=1)
    axes.hlines(rows, time[0], time[-1], color=MUTED, linewidth=0.4)
    for row in rows:
        axes.fill_between(time, low[:, row], high[:, row], step="post", color=INK, alpha=0.15, linewidth=0)
        axes.fill_between(time, lower[:, row], upper[:, row], step="post", color=INK, alpha=0.30, linewidth=0)
        axes.step(time, median[:, row], where="post", color=INK, linewidth=0.9)
    axes.hlines(rows[:-1] + 0.5, time[0], time[-1], color="#DDDDDD", linewidth=0.5)
    axes.set_ylim(rows[-1] + 0.5, -0.5)
    calendar(axes, time[0], time[-1], 5)
    mark(axes, dataset)
    axes.set_xlabel("Year")
    axes.spines[:].set_visible(False)
    axes.tick_params(axis="y", length=0)


@styled
def ideology(dataset: Dataset) -> Figure:
    """Ideology of each government in the run nearest the median (a) and its spread over all runs (b)."""
    order = north_to_south(dataset)
    picked = dataset[["ideology", "new_leader"]].isel(country=order)
    run = representative_run(main_outcomes(dataset))
    height = ROW * len(order)
    figure = sheet(FULL, TOP + height + 26)
    left, right = axes_at(figure, LEFT, TOP, WIDTH, height, "a"), axes_at(figure, LEFT + WIDTH + GAP, TOP, WIDTH, height)
    note(figure, LEFT + WIDTH + GAP - 0.5, TOP - 1.2, "b", fontsize=8, fontweight="bold", va="bottom", ha="right")
    left.set_title(f"Run {picked['run'].values[run]}, the one nearest the median", pad=5)
    right.set_title(f"All {counted(picked.sizes['run'], 'run')}: left below, right above", pad=5)
    values = picked["ideology"].transpose("run", "quarter", "country").values
    image = _strip(left, dataset, values[run])
    _spread(right, dataset, values)
    quarter, row = np.nonzero(picked["new_leader"].isel(run=run).transpose("quarter", "country").values)
    moment = years(dataset)[quarter]
    left.add_collection(
        LineCollection([[(t, y - 0.5), (t, y + 0.5)] for t, y in zip(moment, row, strict=True)], colors=INK, linewidths=0.8)
    )
    left.set_yticks(range(len(order)), [shortened(str(n), LONGEST_NAME) for n in picked["country_name"].values])
    right.set_yticks([])
    _subregions(figure, [str(s) for s in picked["subregion"].values])
    bar = axes_at(figure, LEFT + 8, TOP + height + 16, WIDTH - 16, 2.2)
    figure.colorbar(image, cax=bar, orientation="horizontal", ticks=(-1, -0.5, 0, 0.5, 1)).set_label(
        "Ideology of the government (−1 left, +1 right)"
    )
    bar.tick_params(length=1.5)
    mark = Line2D([], [], color=INK, linewidth=0.8, marker="|", markersize=6, linestyle="", label="change of government")
    across, down = figure.get_size_inches() / MM
    figure.legend(
        handles=[mark], loc="upper left", bbox_to_anchor=(LEFT / across, 1 - (TOP + height + 11) / down), borderaxespad=0
    )
    return figure


def caption(dataset: Dataset) -> str:
    """What the figure shows, with its numbers."""
    outcomes = main_outcomes(dataset)
    run, most = representative_run(outcomes), widest(dataset.sizes["run"])
    changes = int(dataset["new_leader"].isel(run=run).sum())
    mean = dataset["ideology"].mean("country", dtype="float64").mean("run")
    return (
        f"Ideology of the government of each country, by quarter. (a) Run {dataset['run'].values[run]}, "
        f"the run whose main outcomes lie nearest the medians of all {counted(dataset.sizes['run'], 'run')}; "
        f"black ticks mark its {counted(changes, 'change')} of government. "
        "(b) All runs, on the same scale from −1 below to +1 above the line of each country: median, intervals of half the "
        f"runs and of {most}. Countries by subregion, from north to south. Median and interval of {most}: changes of government "
        f"per country and decade {spread(outcomes['changes_of_government'].values, 'rate')}; share of them from left to right or "
        f"back {spread(outcomes['alternation'].values, 'share')}. "
        f"The mean of all countries and runs lies between {signed(float(mean.min()))} and {signed(float(mean.max()))}."
        f"{words(dataset)}"
    )


def alt(dataset: Dataset) -> str:
    """The figure in words, for a reader who cannot see it."""
    run = representative_run(main_outcomes(dataset))
    mean = dataset["ideology"].isel(run=run).mean("country").values
    number = counted(dataset.sizes["country"], "country", "countries")
    return (
        f"A heat strip with a row for each of {number}, from left (orange) to right (blue), and bands over all runs. "
        f"In the run shown the regional mean goes from {signed(mean[0])} in the first quarter to {signed(mean[-1])} in the last."
    )
