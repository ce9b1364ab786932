"""Figure 5: who cooperates with whom, on a tile map of the region."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from xarray import Dataset

from concertacion.analysis.figures.canvas import CHANNEL_COLOURS, FULL, INK, MUTED, PALE, axes_at, sheet, styled
from concertacion.analysis.formatting import channel_name, counted, listed, quantity

TITLE = "Who cooperates with whom"
TIES_A_COUNTRY = 1.5  # ties drawn in a panel for each country of the region
WIDEST_FOR_ONE_ROW = 8  # columns of tiles up to which all panels stand side by side
BEND = 0.14  # how far a tie bows out, share of its length
ABOVE, BELOW = 5.0, 13.0  # room for the title and for the legend of a panel, mm
NODE, LABEL = -0.22, 0.22  # where in a tile ties meet and its code is written, tiles below its middle


def ties(dataset: Dataset, channel: str) -> np.ndarray:
    """Share of domain-quarters in which two countries worked together in a channel, mean over runs (N,N), symmetric."""
    counts = dataset["together"].sel(channel=channel).mean("run", dtype="float64").transpose("country", "other").values
    mean = (counts + counts.T) / 2 / (dataset.sizes["quarter"] * dataset.sizes["domain"])
    np.fill_diagonal(mean, 0)
    return mean


def strongest(matrix: np.ndarray) -> list[tuple[int, int]]:
    """The pairs (i < j) with the strongest ties, weakest first so that the strong are drawn above; none at zero."""
    i, j = np.triu_indices(matrix.shape[0], 1)
    kept = np.argsort(-matrix[i, j], kind="stable")[: round(TIES_A_COUNTRY * matrix.shape[0])]
    return [(int(i[n]), int(j[n])) for n in kept[::-1] if matrix[i[n], j[n]] > 0]


def _range(shades: np.ndarray) -> tuple[float, float]:
    low, high = float(shades.min()), float(shades.max())
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _tiles(axes: Axes, dataset: Dataset, shades: np.ndarray | None):
    column, row = dataset["tile_column"].values, dataset["tile_row"].values
    patches = PatchCollection(
        [Rectangle((x - 0.47, y - 0.47), 0.94, 0.94) for x, y in zip(column, row, strict=True)], linewidths=0
    )
    if shades is None:
        patches.set_facecolor(PALE)
    else:
        patches.set(array=shades, cmap="cividis_r", clim=_range(shades))
    axes.add_collection(patches)
    for n, code in enumerate(dataset["country"].values):
        label: dict[str, Any] = {"s": str(code), "ha": "center", "va": "center", "fontsize": 6.5}
        if shades is None:
            axes.text(column[n], row[n] + LABEL, **label, zorder=5, path_effects=[Stroke(linewidth=1.5, foreground="white")])
            axes.text(column[n], row[n] + LABEL, **label, zorder=6, color=INK)
        else:
            axes.text(column[n], row[n], **label, color="white" if shades[n] > np.mean(_range(shades)) else INK)
    axes.set_xlim(column.min() - 0.55, column.max() + 0.55)
    axes.set_ylim(row.max() + 0.55, row.min() - 0.55)
    axes.set_aspect("equal", anchor="N")
    axes.axis("off")
    return patches


def thickness(weights: np.ndarray) -> np.ndarray:
    """Line widths (points) of ties: the strongest of the panel 2.2, in proportion to the square, never below 0.4."""
    return 0.4 + 1.8 * (weights / weights.max()) ** 2 if weights.size else weights


def _edges(axes: Axes, dataset: Dataset, matrix: np.ndarray, colour: str) -> None:
    places = np.stack([dataset["tile_column"].values, dataset["tile_row"].values + NODE], 1)
    pairs = strongest(matrix)
    paths, weights = [], np.array([matrix[pair] for pair in pairs])
    for i, j in pairs:
        a, b = places[i], places[j]
        bend = (a + b) / 2 + BEND * np.array([b[1] - a[1], a[0] - b[0]])
        paths.append(Path([a, bend, b], [Path.MOVETO, Path.CURVE3, Path.CURVE3]))
    widths = thickness(weights)
    axes.add_collection(
        PathCollection(paths, facecolors="none", edgecolors=colour, linewidths=widths, alpha=0.75, zorder=3, capstyle="round")
    )
    linked = sorted({n for pair in pairs for n in pair})
    axes.plot(
        *places[linked].T,
        linestyle="",
        marker="o",
        markersize=2.6,
        color=colour,
        markeredgecolor="white",
        markeredgewidth=0.4,
        zorder=4,
    )
    ends = {quantity(weights[n], "share"): widths[n] for n in (-1, 0)} if pairs else {}
    handles = [
        Line2D([], [], color=colour, linewidth=width, label=f"{share} of domain-quarters") for share, width in ends.items()
    ]
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, -0.01), borderaxespad=0)


def delivered_to(dataset: Dataset) -> np.ndarray:
    """Cooperation delivered to each country: mean over runs, quarters, domains and channels (N,)."""
    return dataset["delivered"].mean(("run", "quarter", "domain"), skipna=False, dtype="float64").mean("channel").values


@styled
def network(dataset: Dataset) -> Figure:
    """What is delivered to each country (a), the strongest ties in each channel (b and on), on a map with one tile a country."""
    names = [str(c) for c in dataset["channel"].values]
    wide = int(np.ptp(dataset["tile_column"].values)) + 1
    tall = int(np.ptp(dataset["tile_row"].values)) + 1
    columns = len(names) + 1 if wide <= WIDEST_FOR_ONE_ROW else 2
    rows = -(-(len(names) + 1) // columns)
    width = (FULL - 3) / columns - 3
    height = min((tall + 0.2) * width / (wide + 0.1), 95)
    pitch = ABOVE + height + BELOW
    figure = sheet(FULL, rows * pitch)
    panels = [
        axes_at(figure, 3 + (n % columns) * (width + 3), ABOVE + n // columns * pitch, width, height)
        for n in range(len(names) + 1)
    ]
    shades = _tiles(panels[0], dataset, delivered_to(dataset))
    titles = ["Delivered cooperation", *(f"{channel_name(c)}: strongest ties" for c in names)]
    for axes, letter, title in zip(panels, "abcdefgh", titles, strict=False):
        axes.set_title(title, pad=3)
        axes.text(-0.005, 1.0, letter, transform=axes.transAxes, fontsize=8, fontweight="bold", ha="right", va="bottom")
    for axes, name in zip(panels[1:], names, strict=True):
        _tiles(axes, dataset, None)
        _edges(axes, dataset, ties(dataset, name), CHANNEL_COLOURS.get(name, MUTED))
    bar = axes_at(figure, 5, ABOVE + height + 2, width - 6, 2.2)
    figure.colorbar(shades, cax=bar, orientation="horizontal").set_label("Delivered (mean of channels)")
    bar.tick_params(length=1.5)
    return figure


def caption(dataset: Dataset) -> str:
    """What the figure shows, with its numbers."""
    delivered, codes = delivered_to(dataset), [str(n) for n in dataset["country_name"].values]
    most, least = int(delivered.argmax()), int(delivered.argmin())
    said = []
    for name in (str(c) for c in dataset["channel"].values):
        matrix = ties(dataset, name)
        pairs = strongest(matrix)
        if pairs:
            i, j = pairs[-1]
            said.append(
                f"{channel_name(name).lower()} {codes[i]} and {codes[j]} ({quantity(matrix[i, j], 'share')} of domain-quarters)"
            )
    number = counted(min(round(TIES_A_COUNTRY * len(codes)), len(codes) * (len(codes) - 1) // 2), "tie")
    return (
        "One tile a country, placed roughly as on the map. (a) Cooperation delivered to the country, mean of channels, domains "
        f"and runs: most to {codes[most]} ({quantity(delivered[most], 'index')}), "
        f"least to {codes[least]} ({quantity(delivered[least], 'index')}). "
        f"The other panels draw the {number} between the countries that most often worked together in the channel "
        "(technical work: both took part in the same domain and quarter; minilateral groups: the same minilateral group; "
        "summits: commitments at the same "
        f"meeting), thicker the more often, on a scale of its own in each panel; the strongest: {listed(said)}."
    )


def alt(dataset: Dataset) -> str:
    """The figure in words, for a reader who cannot see it."""
    delivered = delivered_to(dataset)
    order = np.argsort(-delivered, kind="stable")[:3]
    leaders = listed([str(dataset["country_name"].values[n]) for n in order])
    return f"Tile maps of the region. Most cooperation is delivered to {leaders}."
