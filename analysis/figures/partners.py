"""With whom a country works: how often, channel by channel, with those it works with most."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from xarray import DataArray, Dataset

from concertacion.analysis.figures.bands import interval, key
from concertacion.analysis.figures.canvas import CHANNEL_COLOURS, CHANNEL_MARKERS, COLUMN, MUTED, axes_at, sheet, styled
from concertacion.analysis.formatting import channel_name, counted, listed, shortened

MOST = 10  # partners that are shown
LEFT, TOP, ROW = 30.0, 9.5, 5.4  # mm


def together(dataset: Dataset, country: str) -> DataArray:
    """Domains in which the country and each other one work together in a quarter, a mean of all: (run, channel, other)."""
    work = dataset["together"].sel(country=country).transpose("run", "channel", "other") / dataset.sizes["quarter"]
    return work.isel(other=np.flatnonzero(dataset["other"].values != country))


def by_weight(dataset: Dataset, country: str) -> list[str]:
    """The others, those with whom the country works most first: by the mean over runs of the sum over channels."""
    mean = together(dataset, country).mean("run").sum("channel")
    order = sorted(range(mean.size), key=lambda n: (-float(mean[n]), str(mean["other"].values[n])))
    return [str(mean["other"].values[n]) for n in order]


def names_of(dataset: Dataset) -> dict[str, str]:
    """Code -> name of the countries."""
    return dict(zip(dataset["country"].values.astype(str), dataset["country_name"].values.astype(str), strict=True))


def partners(dataset: Dataset, country: str) -> Figure:
    """The figure of the country's foremost partners."""

    @styled
    def draw(dataset: Dataset) -> Figure:
        work, others, names = together(dataset, country), by_weight(dataset, country)[:MOST], names_of(dataset)
        channels = [str(channel) for channel in work["channel"].values]
        rows = max(len(others), 2)
        figure = sheet(COLUMN, TOP + ROW * rows + 10.5)
        axes = axes_at(figure, LEFT, TOP, COLUMN - LEFT - 4, ROW * rows)
        for row, other in enumerate(others):
            for n, channel in enumerate(channels):
                values, height = work.sel(other=other, channel=channel).values, row + 0.26 * (n - (len(channels) - 1) / 2)
                interval(axes, values, height, CHANNEL_COLOURS.get(channel, MUTED), CHANNEL_MARKERS.get(channel, "o"), 3.0)
        axes.set_yticks(range(len(others)), [shortened(names[other], 20) for other in others])
        axes.set_ylim(rows - 0.5, -0.5)
        axes.set_xlim(0, None)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel("Domains worked on together in a quarter")
        key(figure, channels, 2, 1.5, marks=True, runs=dataset.sizes["run"])
        return figure

    return draw(dataset)


def caption(dataset: Dataset) -> str:
    """What the figure shows."""
    shown = min(MOST, dataset.sizes["other"] - 1)
    return (
        f"In how many of the {dataset.sizes['domain']} issue domains the two work in the same channel and circle in a quarter, "
        f"mean over the whole run; the {shown} partners with the most. {counted(dataset.sizes['run'], 'run')}."
    )


def alt(dataset: Dataset, country: str) -> str:
    """The figure in words."""
    work, names = together(dataset, country), names_of(dataset)
    first = by_weight(dataset, country)[:3]
    parts = []
    for other in first:
        medians = work.sel(other=other).median("run")
        told = [f"{channel_name(str(c)).lower()} {float(medians.sel(channel=c)):.2f}" for c in work["channel"].values]
        parts.append(f"{names[other]} ({', '.join(told)})")
    return f"Dots with intervals, a row a country. Foremost: {listed(parts)}."
