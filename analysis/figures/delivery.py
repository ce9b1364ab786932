"""Figure 2: what each channel delivers in each issue domain."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter
from xarray import DataArray, Dataset

from concertacion.analysis.figures.bands import interval, key
from concertacion.analysis.figures.canvas import (
    CHANNEL_COLOURS,
    CHANNEL_MARKERS,
    COLUMN,
    INK,
    MUTED,
    PALE,
    axes_at,
    sheet,
    styled,
)
from concertacion.analysis.formatting import channel_name, domain_name, listed, quantity, widest
from concertacion.analysis.outcomes import delivered_by_channel_and_domain

TITLE = "Delivery by domain and channel"
ROW, TOP = 9.5, 10.5  # height of a domain's row and of the space above the first, mm


def _sorted(dataset: Dataset) -> DataArray:
    """Delivered (run, channel, domain), the domain with the largest median over all channels first."""
    delivered = delivered_by_channel_and_domain(dataset).transpose("run", "channel", "domain")
    order = np.argsort(-delivered.mean("channel").median("run").values, kind="stable")
    return delivered.isel(domain=order)


@styled
def delivery(dataset: Dataset) -> Figure:
    """Cooperation delivered by issue domain and channel: median, half of the runs and most or all of them."""
    delivered = _sorted(dataset)
    names, domains = [str(c) for c in delivered["channel"].values], [str(d) for d in delivered["domain"].values]
    figure = sheet(COLUMN, TOP + ROW * len(domains) + 10)
    axes = axes_at(figure, 20, TOP, 65, ROW * len(domains))
    for row in range(1, len(domains), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=PALE, alpha=0.55, linewidth=0)
    offsets = np.linspace(-0.27, 0.27, len(names)) if len(names) > 1 else [0.0]
    for row in range(len(domains)):
        for column, name in enumerate(names):
            values = delivered.values[:, column, row]
            interval(axes, values, row + offsets[column], CHANNEL_COLOURS.get(name, MUTED), CHANNEL_MARKERS.get(name, "o"))
    axes.set_ylim(len(domains) - 0.5, -0.5)
    axes.set_yticks(range(len(domains)), [domain_name(d) for d in domains], fontsize=7, color=INK)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, None)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.set_xlabel("Cooperation delivered (of all that countries could get)")
    key(figure, names, 20, 1.5, marks=True, runs=delivered.sizes["run"])
    return figure


def caption(dataset: Dataset) -> str:
    """What the figure shows, with its numbers."""
    delivered = _sorted(dataset)
    return (
        "Cooperation delivered in each issue domain through each channel, mean of countries and quarters, sorted by the mean of "
        f"the channels: {_most_and_least(delivered) if (delivered > 0).any() else 'nothing is delivered.'} "
        f"Marks: median over runs; thick lines: middle 50% of runs; thin lines: {widest(delivered.sizes['run'])}."
    )


def _most_and_least(delivered: DataArray) -> str:
    """Where most and least is delivered, and by which channel most."""
    overall, medians = delivered.mean("channel").median("run"), delivered.median("run")
    first, last = (domain_name(str(overall["domain"].values[n])).lower() for n in (0, -1))
    leaders = medians.idxmax("channel").where(medians.max("channel") > 0)  # none where nothing is delivered
    groups = {
        str(c): [domain_name(str(d)).lower() for d in leaders["domain"].values if leaders.sel(domain=d) == c]
        for c in delivered["channel"].values
    }
    said = "; ".join(f"{channel_name(c).lower()} in {listed(d)}" for c, d in groups.items() if d)
    return (
        f"most in {first} ({quantity(float(overall[0]), 'share')}), "
        f"least in {last} ({quantity(float(overall[-1]), 'share')}; medians over runs)."
        + (f" The channel that delivers most is {said}." if said else "")
    )


def alt(dataset: Dataset) -> str:
    """The figure in words, for a reader who cannot see it."""
    overall = _sorted(dataset).mean("channel").median("run")
    rows = [
        f"{domain_name(str(d)).lower()} {quantity(float(v), 'share')}"
        for d, v in zip(overall["domain"].values, overall.values, strict=True)
    ]
    return f"Dot chart of delivered cooperation. Median by domain, mean of channels: {listed(rows)}."
