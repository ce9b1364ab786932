"""`phase`: an outcome in colour over the plane of two things that vary."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from concertacion.analysis.figures.phase import edges_of
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.heat import half_widths
from concertacion.analysis.plot.kinds.kind import Drawn, Kind, named
from concertacion.analysis.plot.statistics import independent, means

CELLS, FEWEST, ENOUGH = 12, 8, 5  # cells across a range, at most; observations in each, about, and for an interval at least
FEW_VALUES = 25  # of an axis: all are kept


def table(frame: Frame) -> pd.DataFrame:
    """By cell: its middle x and up, mean, interval and observations."""
    rows = independent(frame.rows)
    observations = rows["block"].nunique() if "block" in rows else len(rows)
    places = {name: middles(rows[name].to_numpy(), observations) for name in ("x", "up")}
    cells = rows.assign(**places)
    return means(cells, ["x", "up"], ENOUGH)


def middles(values: np.ndarray, observations: int) -> np.ndarray:
    """The middle of the cell in which each value lies; a few values stay as they are."""
    if len(np.unique(values[:10_000])) <= FEW_VALUES and len(there := np.unique(values)) <= FEW_VALUES:
        return there[np.searchsorted(there, values)]
    count = max(2, min(CELLS, int(np.sqrt(observations / FEWEST))))
    edges = np.linspace(values.min(), values.max(), count + 1)
    return ((edges[1:] + edges[:-1]) / 2)[np.clip(np.searchsorted(edges, values, side="right") - 1, 0, count - 1)]


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A cell a colour."""
    x, column = np.unique(told["x"], return_inverse=True)
    up, row = np.unique(told["up"], return_inverse=True)
    grid = np.full((len(up), len(x)), np.nan)
    grid[row, column] = told["mean"]
    image = axes.pcolormesh(edges_of(x), edges_of(up), grid, cmap="cividis", rasterized=True)
    named(axes.xaxis, frame.x)
    named(axes.yaxis, frame.up)
    axes.tick_params(axis="y", labelrotation=90 if frame.up and frame.up.levels else 0)
    return Drawn(image=image, bar=frame.y)


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the colours mean."""
    return f"Colours: means of about {int(told['n'].median())} {frame.of}s in a cell. {half_widths(told, frame)}"


KIND = Kind(table, draw, words, square=True)
