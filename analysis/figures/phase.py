"""A plane of two parameters: an outcome in colour, and the line where another channel comes to lead."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, withStroke
from matplotlib.ticker import MaxNLocator
from xarray import Dataset

from concertacion.analysis.figures.canvas import COLUMN, INK, axes_at, note, sheet, style
from concertacion.analysis.figures.names import outcome_title, parameter_title
from concertacion.analysis.formatting import channel_name, listed, shortened, words_of

TITLE = "Two parameters together"
CHANNELS = ("technical", "minilateral", "summit")
LEADS = "delivered."  # outcomes whose largest says which channel leads
CELLS, FEWEST = 12, 6  # cells across where points lie anywhere; points in each, at least
LEFT, TOP, SIDE = 15.0, 12.0, 55.0  # mm
SMALLEST_REGION = 0.03  # of the plane: smaller ones are left to the next best channel
LONGEST, LONGEST_TITLE = 14, 40  # characters of a value, of a side's name
LETTER, HIGH = 1.45, 3.0  # mm: a letter of a region's name, and its height


def plane(x: np.ndarray, y: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middles of cells across (nx,) and up (ny,), and the means (ny, nx) of values (point,) in them; NaN in an empty cell.

    Points on a grid keep it; others are gathered in equal cells.
    """
    across, up = np.unique(x), np.unique(y)
    if across.size * up.size <= x.size:
        column, row = np.searchsorted(across, x), np.searchsorted(up, y)
    else:
        count = max(2, min(CELLS, int(np.sqrt(x.size / FEWEST))))
        edges = [np.linspace(v.min(), v.max(), count + 1) for v in (x, y)]
        column, row = (np.clip(np.digitize(v, e[1:-1]), 0, count - 1) for v, e in zip((x, y), edges, strict=True))
        across, up = ((e[1:] + e[:-1]) / 2 for e in edges)
    known = np.isfinite(values)
    sums, counts = np.zeros((up.size, across.size)), np.zeros((up.size, across.size))
    np.add.at(sums, (row[known], column[known]), values[known])
    np.add.at(counts, (row[known], column[known]), 1)
    return across, up, np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def margins(dataset: Dataset, names: tuple[str, str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cells across and up, and by how much each channel (channel, ny, nx) leads the next best in what it delivers."""
    x, y = (_drawn(dataset, name) for name in names)
    layers = [plane(x, y, dataset[LEADS + c].mean("replicate").values) for c in CHANNELS]
    delivered = np.array([layer[2] for layer in layers])
    known = np.isfinite(delivered).all(0)
    first = np.where(known, np.where(known, delivered, 0.0).argmax(0), -1)
    for c in range(len(CHANNELS)):  # a region too small for its name would be a strip without one
        if 0 < (first == c).sum() < SMALLEST_REGION * known.sum():
            delivered[c] = np.where(known, -1.0, np.nan)
    others = np.array([np.delete(delivered, c, 0).max(0) for c in range(len(CHANNELS))])
    return layers[0][0], layers[0][1], delivered - others


def _drawn(dataset: Dataset, name: str) -> np.ndarray:
    return dataset["drawn"].sel(axis=name).values


def shares(dataset: Dataset, names: tuple[str, str]) -> dict[str, float]:
    """Share of the plane in which each channel leads."""
    lead = margins(dataset, names)[2]
    known = np.isfinite(lead).all(0)
    first = lead.argmax(0)[known]
    return {channel: float((first == c).mean()) for c, channel in enumerate(CHANNELS)}


def phase(dataset: Dataset, names: tuple[str, str], outcome: str) -> Figure:
    """An outcome over the plane of two parameters; black lines where the leading channel changes, named on either side."""
    unit = str(dataset[outcome].attrs.get("units", ""))
    scale, shown = (100.0, "%") if unit == "share" else (1.0, unit)
    x, y, level = plane(_drawn(dataset, names[0]), _drawn(dataset, names[1]), scale * dataset[outcome].mean("replicate").values)
    with style():
        figure = sheet(COLUMN, TOP + SIDE + 12)
        axes = axes_at(figure, LEFT, TOP, SIDE, SIDE)
        image = axes.pcolormesh(x, y, level, shading="nearest", cmap="cividis", rasterized=True)
        _regions(axes, margins(dataset, names)[2], x, y)
        for name, side in zip(names, (axes.xaxis, axes.yaxis), strict=True):
            _along(side, dataset, name)
        bar = axes_at(figure, LEFT + SIDE + 3, TOP, 2.4, SIDE)
        figure.colorbar(image, cax=bar).set_label(outcome_title(outcome) + (f" ({shown})" if shown else ""))
        bar.tick_params(length=1.5)
        note(figure, 3, 2, outcome_title(outcome), fontweight="bold", va="top")
        leading = [c for c, share in shares(dataset, names).items() if share > 0]
        one = f"{channel_name(leading[0])} deliver{'s' * (leading[0] == 'technical')} most everywhere" if leading else ""
        several = f"names: the channel that delivers most; mean of {_runs(dataset)}"
        note(figure, 3, 6, one if len(leading) < 2 else several, fontsize=6.5, va="top")
    return figure


def _runs(dataset: Dataset) -> str:
    return f"{dataset.sizes['point'] * dataset.sizes['replicate']:,} runs"


def _along(side: Axis, dataset: Dataset, name: str) -> None:
    """Name one side of the plane after its parameter, with its unit; the values of a listed one by their names."""
    labels, unit = dataset[name].values, str(dataset[name].attrs.get("units", ""))
    title = shortened(parameter_title(name), LONGEST_TITLE)
    if not dataset["listed"].sel(axis=name):
        side.set_major_locator(MaxNLocator(5))
        side.set_label_text(title + (f" ({unit})" if unit else ""))
        return
    at, first = np.unique(_drawn(dataset, name), return_index=True)
    side.set_ticks(at, [shortened(words_of(str(labels[n])), LONGEST) for n in first])
    if side is side.axes.yaxis:
        side.set_tick_params(labelrotation=90)
    side.set_label_text(title)


def _regions(axes: Axes, lead: np.ndarray, x: np.ndarray, y: np.ndarray) -> None:
    """Lines along the cells where another channel comes to lead, and the name of the channel in each region with room for it."""
    from scipy.ndimage import label

    halo: list[AbstractPathEffect] = [withStroke(linewidth=2.2, foreground="white")]
    known = np.isfinite(lead).all(0)
    first = np.where(known, np.where(known, lead, 0.0).argmax(0), -1)
    if len(np.unique(first[known])) < 2:
        return
    lines = borders(first, x, y)
    for colour, width in (("white", 3.0), (INK, 1.2)):
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, capstyle="projecting"), autolim=False)
    cell = SIDE / first.shape[1], SIDE / first.shape[0]
    for c, channel in enumerate(CHANNELS):
        parts, count = label(first == c)
        for part in range(1, count + 1):
            here = parts == part
            row, column = _inside(here)
            across, up = (_run(line, at) for line, at in ((here[row], column), (here[:, column], row)))
            room = cell[0] * (across[1] - across[0] + 1), cell[1] * (up[1] - up[0] + 1)
            long = LETTER * len(channel_name(channel))
            if long > max(room) or min(room) < HIGH:
                continue
            level = room[0] >= long
            if level:
                up = _run(here[:, sum(across) // 2], row)
            else:
                across = _run(here[sum(up) // 2], column)
            middle = x[list(across)].mean(), y[list(up)].mean()
            axes.text(
                *middle,
                channel_name(channel),
                ha="center",
                va="center",
                fontsize=7,
                rotation=0 if level else 90,
                path_effects=halo,
            )


def borders(first: np.ndarray, x: np.ndarray, y: np.ndarray) -> list[list[tuple[float, float]]]:
    """The sides of cells (ny, nx) between two that differ, as segments; cells without a value, -1, have no border."""
    across, up = edges_of(x), edges_of(y)
    lines = []
    for row, column in np.argwhere((first[:, 1:] != first[:, :-1]) & (first[:, 1:] >= 0) & (first[:, :-1] >= 0)):
        lines.append([(across[column + 1], up[row]), (across[column + 1], up[row + 1])])
    for row, column in np.argwhere((first[1:] != first[:-1]) & (first[1:] >= 0) & (first[:-1] >= 0)):
        lines.append([(across[column], up[row + 1]), (across[column + 1], up[row + 1])])
    return lines


def edges_of(middles: np.ndarray) -> np.ndarray:
    """The edges (n + 1,) of cells around their middles (n,); a single cell is one wide."""
    if len(middles) == 1:
        return middles[0] + np.array([-0.5, 0.5])
    between = (middles[1:] + middles[:-1]) / 2
    return np.concatenate([[2 * middles[0] - between[0]], between, [2 * middles[-1] - between[-1]]])


def _run(line: np.ndarray, at: int) -> tuple[int, int]:
    """The first and the last cell of a row or a column that are of the region, without a break, around one."""
    gaps = np.flatnonzero(~line)
    return int(max(gaps[gaps < at], default=-1)) + 1, int(min(gaps[gaps > at], default=line.size)) - 1


def _inside(here: np.ndarray) -> tuple[int, int]:
    """The cell of a region (ny, nx) that lies farthest from its edge and that of the plane, where its name has most room; of
    several alike the one nearest to its middle.
    """
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(np.pad(here, 1))[1:-1, 1:-1]
    cells, deepest = np.argwhere(here), np.argwhere(depth >= depth.max() - 1e-9)
    row, column = deepest[((deepest - cells.mean(0)) ** 2).sum(1).argmin()]
    return int(row), int(column)


def caption(dataset: Dataset, names: tuple[str, str], outcome: str) -> str:
    """What the figure shows, with its numbers."""
    rest = "all else at its setting" if dataset.attrs["design"] == "grid" else "the others varying"
    regions = [
        f"{channel_name(c).lower()} over {100 * share:.0f}% of the plane" for c, share in shares(dataset, names).items() if share
    ]
    return (
        f"{outcome_title(outcome)}, over two parameters ({parameter_title(names[0])}; {parameter_title(names[1])}), {rest}; "
        f"means over {dataset.sizes['replicate']} replicates at {dataset.sizes['point']:,} points. Black lines part the "
        f"regions in which one channel delivers more than the others: {listed(regions)}."
    )


def alt(dataset: Dataset, names: tuple[str, str], outcome: str) -> str:
    """The figure in words, for a reader who cannot see it."""
    level = plane(_drawn(dataset, names[0]), _drawn(dataset, names[1]), dataset[outcome].mean("replicate").values)[2]
    corner = {
        "both low": level[0, 0],
        "both high": level[-1, -1],
        "only the first high": level[0, -1],
        "only the second high": level[-1, 0],
    }
    best = max(corner, key=lambda name: corner[name] if np.isfinite(corner[name]) else -np.inf)
    return f"A plane in colour. Of its corners, {outcome_title(outcome)} is highest with {best}."
