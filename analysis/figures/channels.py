"""Figure 1: how much of the region's work goes through each channel, and what each delivers, over time."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis.figures.bands import band, by_period, key
from concertacion.analysis.figures.canvas import (
    CHANNEL_COLOURS,
    CHANNEL_LINES,
    FULL,
    MUTED,
    axes_at,
    calendar,
    note,
    sheet,
    styled,
    years,
)
from concertacion.analysis.figures.marks import mark, words
from concertacion.analysis.formatting import channel_name, counted, listed, quantity, spread, widest
from concertacion.analysis.outcomes import main_outcomes

TITLE = "Channels over time"


def _series(dataset: Dataset):
    working = dataset["took_part"].mean(("domain", "country"), dtype="float64")
    delivered = dataset["delivered"].mean(("domain", "country"), skipna=False, dtype="float64")
    return working, delivered


@styled
def channels(dataset: Dataset) -> Figure:
    """Share of country-domains working in each channel (a) and cooperation delivered by channel (b), annual means over runs."""
    names = [str(c) for c in dataset["channel"].values]
    figure = sheet(FULL, 62)
    working, delivered = _series(dataset)
    left, right = axes_at(figure, 15, 9, 69, 43, "a"), axes_at(figure, 110, 9, 69, 43, "b")
    for axes, series, scale, label in (
        (left, working, 100, "Country-domains working\nin the channel (%)"),
        (right, delivered, 100, "Cooperation delivered\n(% of all that countries could get)"),
    ):
        for name in names:
            time, values, _ = by_period(dataset, series.sel(channel=name))
            band(axes, time, scale * values, CHANNEL_COLOURS.get(name, MUTED), CHANNEL_LINES.get(name, "-"))
        axes.set_ylim(0, None)
        axes.set_ylabel(label)
        axes.set_xlabel("Year")
        calendar(axes, years(dataset)[0], years(dataset)[-1] + 0.25)
        mark(axes, dataset)
    runs = dataset.sizes["run"]
    key(figure, names, 15, 2, runs=runs)
    if runs > 1:
        note(figure, FULL - 4, 2, f"lines: medians of {counted(runs, 'run')}", ha="right", va="top")
    return figure


def caption(dataset: Dataset) -> str:
    """What the figure shows, with its numbers."""
    working, delivered = _series(dataset)
    shares = [
        f"{channel_name(str(c)).lower()} {spread(main_outcomes(dataset)[f'participation.{c}'].values, 'share')}"
        for c in dataset["channel"].values
    ]
    of_all = delivered.mean("quarter")
    of_all = of_all / of_all.sum("channel").where(of_all.sum("channel") > 0)
    parts = [
        f"{quantity(float(of_all.sel(channel=c).median()), 'share')} from {channel_name(str(c)).lower()}"
        for c in dataset["channel"].values
    ]
    divided = (
        f"as a share of all that is delivered (median over runs), {listed(parts)}" if (delivered > 0).any() else "nothing is"
    )
    period, most = by_period(dataset, working)[2], widest(dataset.sizes["run"])
    several = float((dataset["took_part"].sum("channel") > 1).mean())
    return (
        "(a) Share of country-domains (one country in one issue domain) at work in each channel, "
        f"means by {period}; {quantity(several, 'share')} of them are at work in more than one channel at once. "
        f"Over the whole period, median of runs and {most}: {listed(shares)}. "
        "(b) Cooperation delivered through each channel; "
        f"{divided}. "
        f"Lines: median over runs; dark bands: middle 50% of runs; pale bands: {most}.{words(dataset)}"
    )


def alt(dataset: Dataset) -> str:
    """The figure in words, for a reader who cannot see it."""
    working, _ = _series(dataset)
    _, values, period = by_period(dataset, working)
    median = np.median(values, axis=0)
    moves = [
        f"{channel_name(str(c)).lower()} from {quantity(median[0, n], 'share')} to {quantity(median[-1, n], 'share')}"
        for n, c in enumerate(dataset["channel"].values)
    ]
    return f"Line chart. Median share of country-domains from the first to the last {period}: {listed(moves)}."
