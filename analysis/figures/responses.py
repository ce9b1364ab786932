"""How an outcome answers to its strongest parameters: means by stretch of the parameter, over all that the others do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from xarray import Dataset

from concertacion.analysis.figures.canvas import BLUE, FULL, MM, axes_at, note, sheet, style
from concertacion.analysis.formatting import listed, quantity, shortened, words_of
from concertacion.analysis.sensitivity.indices import block_of

TITLE = "Responses"
BINS, FEWEST, SHOWN = 12, 20, 6  # stretches of a parameter, at most; points in each, at least; parameters
LEFT, TOP, WIDTH, HEIGHT, ACROSS, DOWN, COLUMNS = 15.0, 12.0, 44.0, 28.0, 57.0, 42.0, 3  # mm
NORMAL = 1.96
LONGEST = 32


class Response(NamedTuple):
    """An outcome along a parameter, by stretch (its mean point `at`): mean of the points in it, 5th and 95th percentile."""

    at: np.ndarray
    mean: np.ndarray
    error: np.ndarray  # half-width of the interval of the mean
    low: np.ndarray
    high: np.ndarray


def response(x: np.ndarray, y: np.ndarray, over_values: bool = False, block: int = 1) -> Response:
    """The response of y (point,) along x (point,), over stretches of as many points each, or over listed values.

    Points of a block (one base point of Sobol', one trajectory of Morris) share most of their coordinates, so the error of a mean
    is that of sums by block: sqrt(sum over blocks of (sum of y - mean)^2) / n (Liang & Zeger 1986).
    """
    known = np.isfinite(y)
    x, y, blocks = x[known], y[known], (np.arange(y.size) // block)[known]
    if over_values or np.unique(x).size <= BINS:
        pieces = [np.flatnonzero(x == value) for value in np.unique(x)]
    else:
        pieces = np.array_split(np.argsort(x, kind="stable"), max(2, min(BINS, x.size // FEWEST)))
    mean = np.array([y[piece].mean() for piece in pieces])
    sums = [np.bincount(blocks[piece], y[piece] - m) for piece, m in zip(pieces, mean, strict=True)]
    error = np.array([NORMAL * np.sqrt((s**2).sum()) / piece.size for s, piece in zip(sums, pieces, strict=True)])
    low, high = np.array([np.quantile(y[piece], (0.05, 0.95)) for piece in pieces]).T
    return Response(np.array([x[piece].mean() for piece in pieces]), mean, error, low, high)


def along(dataset: Dataset, outcome: str, name: str, scale: float = 1.0) -> Response:
    """The response of an outcome of a sweep along one of its axes."""
    block = block_of(str(dataset.attrs["design"]), *dataset["drawn"].shape)
    means = scale * dataset[outcome].mean("replicate").values
    return response(dataset["drawn"].sel(axis=name).values, means, bool(dataset["listed"].sel(axis=name)), block)


def responses(dataset: Dataset, outcome: str, parameters: list[str]) -> Figure:
    """Mean of an outcome along each of some parameters (a panel each, at most six), the others varying."""
    parameters = parameters[:SHOWN]
    rows = -(-len(parameters) // COLUMNS)
    unit, scale = _unit(dataset, outcome)
    with style():
        figure = sheet(FULL, TOP + rows * DOWN - 2)
        panels = []
        for n, name in enumerate(parameters):
            axes = axes_at(figure, LEFT + n % COLUMNS * ACROSS, TOP + n // COLUMNS * DOWN, WIDTH, HEIGHT)
            _panel(axes, dataset, outcome, name, scale)
            panels.append(axes)
        low, high = min(a.get_ylim()[0] for a in panels), max(a.get_ylim()[1] for a in panels)
        for n, axes in enumerate(panels):
            axes.set_ylim(low, high)
            axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
            if n % COLUMNS == 0:
                axes.set_ylabel(shortened(words_of(outcome), LONGEST) + (f"\n({unit})" if unit else ""))
        note(figure, 3, 2, words_of(outcome), fontweight="bold", va="top")
        across, down = figure.get_size_inches() / MM
        handles = [
            Line2D([], [], color=BLUE, marker="o", markersize=2.4, label="mean of points"),
            Patch(color=BLUE, alpha=0.45, linewidth=0, label="its 95% interval"),
            Patch(color=BLUE, alpha=0.14, linewidth=0, label="middle 90% of points"),
        ]
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(3 / across, 1 - 5.6 / down), ncols=3, borderaxespad=0)
    return figure


def _unit(dataset: Dataset, outcome: str) -> tuple[str, float]:
    unit = str(dataset[outcome].attrs.get("units", ""))
    return ("%", 100.0) if unit == "share" else (unit, 1.0)


def _panel(axes: Axes, dataset: Dataset, outcome: str, name: str, scale: float) -> None:
    labels, over_values = dataset[name].values, bool(dataset["listed"].sel(axis=name))
    curve = along(dataset, outcome, name, scale)
    if over_values:
        axes.vlines(curve.at, curve.low, curve.high, color=BLUE, alpha=0.2, linewidth=7)
        axes.errorbar(curve.at, curve.mean, curve.error, color=BLUE, linestyle="", marker="o", markersize=3, capsize=2)
        # A value's label is that of the first point that has it.
        stored = dataset["drawn"].sel(axis=name).values
        axes.set_xticks(curve.at, [shortened(words_of(str(labels[np.argmax(stored == value)])), 14) for value in curve.at])
        axes.set_xlim(curve.at[0] - 0.6, curve.at[-1] + 0.6)
    else:
        axes.fill_between(curve.at, curve.low, curve.high, color=BLUE, alpha=0.14, linewidth=0)
        axes.fill_between(curve.at, curve.mean - curve.error, curve.mean + curve.error, color=BLUE, alpha=0.45, linewidth=0)
        axes.plot(curve.at, curve.mean, color=BLUE, marker="o", markersize=2.0)
        axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    unit = str(dataset[name].attrs.get("units", ""))
    axes.set_xlabel(shortened(words_of(name), LONGEST) + (f" ({unit})" if unit and not over_values else ""))


def swing(dataset: Dataset, outcome: str, name: str) -> float:
    """How far the mean of the outcome moves between the lowest and the highest stretch of a parameter."""
    mean = along(dataset, outcome, name).mean
    return float(mean[-1] - mean[0])


def caption(dataset: Dataset, outcome: str, parameters: list[str]) -> str:
    """What the figure shows, with its numbers."""
    kind = str(dataset[outcome].attrs.get("units", ""))
    moves = [
        f"{words_of(name)} {'+' if (move := swing(dataset, outcome, name)) >= 0 else '−'}{quantity(abs(move), _kind(kind))}"
        for name in parameters[:SHOWN]
    ]
    return (
        f"{words_of(outcome)} along its strongest parameters, the others varying over their ranges. Points: means over "
        f"replicates at {dataset.sizes['point']:,} points. From the lowest to the highest stretch: {listed(moves)}."
    )


def _kind(unit: str) -> str:
    return unit if unit in ("share", "count") else "index"


def alt(dataset: Dataset, outcome: str, parameters: list[str]) -> str:
    """The figure in words, for a reader who cannot see it."""
    up = [words_of(name) for name in parameters[:SHOWN] if swing(dataset, outcome, name) > 0]
    down = [words_of(name) for name in parameters[:SHOWN] if swing(dataset, outcome, name) <= 0]
    return f"Curves with bands. {words_of(outcome)} rises with {listed(up)}; it falls with {listed(down)}."
