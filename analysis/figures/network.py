"""Figure 5: who cooperates with whom: what each country gets on a tile map, and every pair of countries in a matrix a channel."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from xarray import Dataset

from concertacion.analysis.figures.canvas import FULL, INK, axes_at, note, sheet, styled
from concertacion.analysis.figures.ideology import north_to_south
from concertacion.analysis.formatting import channel_name, counted, levels, listed, quantity, widest
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.units import scale_of

DELIVERED = MAIN["delivered"]
TITLE = "Who cooperates with whom"
LEFT, TOP, SIDE, ACROSS, DOWN = 11.0, 7.0, 66.0, 92.0, 92.0  # mm: of a panel; from one to the next
BAR = 2.2  # width of a scale, mm


def ties(dataset: Dataset, channel: str) -> np.ndarray:
    """Share of domain-quarters in which two countries worked together in a channel (runs, N, N), symmetric."""
    counts = dataset["together"].sel(channel=channel).transpose("run", "country", "other").values.astype("float64")
    shares = (counts + counts.transpose(0, 2, 1)) / 2 / (dataset.sizes["quarter"] * dataset.sizes["domain"])
    shares[:, np.arange(shares.shape[1]), np.arange(shares.shape[1])] = 0
    return shares


def both_halves(shares: np.ndarray) -> np.ndarray:
    """Below the diagonal the mean over runs, above it the width of the interval that holds most of them; NaN on it (N, N)."""
    runs, countries = shares.shape[:2]
    ends = levels(runs)
    low, high = np.quantile(shares, [ends[0], ends[-1]], axis=0)
    spread = high - low if runs > 1 else np.full_like(low, np.nan)
    halves = np.where(np.tri(countries, k=-1, dtype=bool), shares.mean(0), spread)
    np.fill_diagonal(halves, np.nan)
    return halves


def _range(shades: np.ndarray) -> tuple[float, float]:
    low, high = float(shades.min()), float(shades.max())
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _tiles(axes: Axes, dataset: Dataset, shades: np.ndarray) -> PatchCollection:
    column, row = dataset["tile_column"].values, dataset["tile_row"].values
    patches = PatchCollection(
        [Rectangle((x - 0.47, y - 0.47), 0.94, 0.94) for x, y in zip(column, row, strict=True)], linewidths=0
    )
    patches.set(array=shades, cmap="cividis_r", clim=_range(shades))
    axes.add_collection(patches)
    for n, code in enumerate(dataset["country"].values):
        look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 6.5}
        axes.text(column[n], row[n], str(code), **look, color="white" if shades[n] > np.mean(_range(shades)) else INK)
    axes.set_xlim(column.min() - 0.55, column.max() + 0.55)
    axes.set_ylim(row.max() + 0.55, row.min() - 0.55)
    axes.set_aspect("equal", anchor="N")
    axes.axis("off")
    return patches


def _matrix(axes: Axes, bar: Axes, codes: list[str], shares: np.ndarray) -> None:
    """The two halves of a channel's ties in per cent, with their common scale."""
    halves = 100 * both_halves(shares)
    top = float(np.nanmax(halves)) if np.isfinite(halves).any() else 0.0
    image = axes.imshow(halves, cmap="cividis_r", vmin=0, vmax=top or 1.0, interpolation="nearest")
    axes.set_xticks(range(len(codes)), codes, rotation=90, fontsize=6.5)
    axes.set_yticks(range(len(codes)), codes, fontsize=6.5)
    axes.tick_params(length=0, pad=1.5)
    axes.spines[:].set_visible(False)
    axes.figure.colorbar(image, cax=bar).set_label("% of domain-quarters")
    bar.tick_params(length=1.5)


def delivered_to(dataset: Dataset) -> np.ndarray:
    """Cooperation delivered to each country: mean over runs, quarters, domains and channels (N,)."""
    return dataset["delivered"].mean(("run", "quarter", "domain"), skipna=False, dtype="float64").mean("channel").values


@styled
def network(dataset: Dataset) -> Figure:
    """What is delivered to each country (a); a matrix a channel (b and on): ties below the diagonal, their spread above it."""
    names = [str(c) for c in dataset["channel"].values]
    order = north_to_south(dataset)
    codes = [str(dataset["country"].values[n]) for n in order]
    rows = -(-(len(names) + 1) // 2)
    figure = sheet(FULL, TOP + rows * DOWN)
    titles = [DELIVERED.title, *(channel_name(name) for name in names)]
    places = [(LEFT + n % 2 * ACROSS, TOP + n // 2 * DOWN) for n in range(len(titles))]
    for (left, top), letter, title in zip(places, "abcdefgh", titles, strict=False):
        note(figure, left - 8, top - 2, letter, fontsize=8, fontweight="bold", va="bottom")
        note(figure, left, top - 2, title, va="bottom")
    shades = _tiles(axes_at(figure, *places[0], SIDE, SIDE + 4), dataset, scale_of(DELIVERED.unit) * delivered_to(dataset))
    scale = axes_at(figure, LEFT + 4, TOP + SIDE + 8, SIDE - 8, BAR)
    figure.colorbar(shades, cax=scale, orientation="horizontal").set_label(f"{DELIVERED.label[:1].upper()}{DELIVERED.label[1:]}")
    scale.tick_params(length=1.5)
    for (left, top), name in zip(places[1:], names, strict=True):
        shares = ties(dataset, name)[:, order][:, :, order]
        _matrix(axes_at(figure, left, top, SIDE, SIDE), axes_at(figure, left + SIDE + 2, top, BAR, SIDE), codes, shares)
        note(figure, left, top + SIDE + 9, "lower left: mean over runs", fontsize=6.5, va="top")
        upper = f"upper right: width of the interval of {widest(dataset.sizes['run'])}"
        note(figure, left, top + SIDE + 12, upper, fontsize=6.5, va="top")
    return figure


def strongest(shares: np.ndarray) -> tuple[int, int] | None:
    """The pair (i < j) that works together most, mean over runs; None if none ever does."""
    mean = np.triu(shares.mean(0), 1)
    i, j = np.unravel_index(int(mean.argmax()), mean.shape)
    return (int(i), int(j)) if mean[i, j] > 0 else None


def _most_and_least(delivered: np.ndarray, names: list[str]) -> str:
    """To whom most and least is delivered."""
    shares, most, least = [quantity(share, DELIVERED.unit) for share in delivered], delivered.argmax(), delivered.argmin()
    if not delivered.any():
        return "nothing is delivered"
    if len(names) == 1:
        return f"{shares[0]} to {names[0]}"
    return f"most to {names[most]} ({shares[most]}), least to {names[least]} ({shares[least]})"


def caption(dataset: Dataset) -> str:
    """What the figure shows, with its numbers."""
    delivered, names = delivered_to(dataset), [str(n) for n in dataset["country_name"].values]
    said = []
    for channel in (str(c) for c in dataset["channel"].values):
        shares = ties(dataset, channel)
        pair = strongest(shares)
        if pair:
            i, j = pair
            share = quantity(float(shares[:, i, j].mean()), "share")
            said.append(f"{channel_name(channel).lower()} {names[i]} and {names[j]} ({share})")
    return (
        f"Means of {counted(dataset.sizes['run'], 'run')}. (a) Cooperation delivered to the country, mean of channels and "
        f"domains, one tile a country, placed roughly as on the map: {_most_and_least(delivered, names)}. "
        "The other panels show every pair of countries, from north to south: how often the two worked together in the channel, "
        "as a share of domain-quarters (technical work: both took part in the same domain and quarter; minilateral groups: the "
        "same group; summits: commitments at the same meeting), and how far runs differ in it. "
        f"{f'Most often: {listed(said)}' if said else 'No two ever work together'}."
    )


def alt(dataset: Dataset) -> str:
    """The figure in words, for a reader who cannot see it."""
    delivered = delivered_to(dataset)
    order = np.argsort(-delivered, kind="stable")[:3]
    leaders = [str(dataset["country_name"].values[n]) for n in order if delivered[n] > 0]
    most = f"Most cooperation is delivered to {listed(leaders)}." if leaders else "Nothing is delivered."
    return f"Tile map of the region and matrices of its pairs. {most}"
