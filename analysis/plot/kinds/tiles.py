"""`map`: a tile for each country at its place, the mean of the runs in colour and as a number."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from concertacion.analysis.figures.canvas import INK, MUTED
from concertacion.analysis.formatting import signed
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.heat import DARK, half_widths, nothing
from concertacion.analysis.plot.kinds.kind import Drawn, Kind, colours_of, luminance
from concertacion.analysis.plot.statistics import means

SIDE = 0.94  # of a tile


def table(frame: Frame) -> pd.DataFrame:
    """Mean, interval and runs by country, and its tile."""
    assert frame.tiles is not None
    told = means(frame.rows, ["by"])
    return told.assign(**{name: frame.tiles[name].to_numpy()[told["by"]] for name in ("code", "row", "column")})


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A square a country with its code and number."""
    corners = zip(told["column"], told["row"], strict=True)
    patches = [Rectangle((column - SIDE / 2, row - SIDE / 2), SIDE, SIDE) for column, row in corners]
    edge = {"linewidth": 0.4, "edgecolor": MUTED} if frame.y.signed else {"linewidth": 0}  # white tiles on white
    image = PatchCollection(patches, **colours_of(frame, told["mean"].to_numpy()), **edge)
    image.set_array(told["mean"].to_numpy())
    axes.add_collection(image)
    image.autoscale_None()
    for code, row, column, mean in zip(told["code"], told["row"], told["column"], told["mean"], strict=True):
        ink = "white" if luminance(image.cmap(image.norm(mean))) < DARK else INK
        axes.text(column, row - 0.14, code, ha="center", va="center", color=ink, fontsize=6.5, fontweight="bold")
        axes.text(column, row + 0.22, number(mean, frame), ha="center", va="center", color=ink, fontsize=5.5)
    axes.set_xlim(told["column"].min() - 0.6, told["column"].max() + 0.6)
    axes.set_ylim(told["row"].max() + 0.6, told["row"].min() - 0.6)
    axes.set_aspect("equal")
    axes.axis("off")
    return Drawn(image=image, bar=frame.y)


def number(mean: float, frame: Frame) -> str:
    """The number on a tile; with its sign where there are both."""
    if frame.y.per_cent:
        return f"{100 * mean:.0f}%" if abs(mean) >= 0.1 else f"{100 * mean:.1f}%"
    places = 0 if abs(mean) >= 10 else 2
    return signed(mean, places) if frame.y.signed else f"{mean:.{places}f}"


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the tiles mean."""
    white = f" White: {nothing(frame)}." if frame.y.signed else ""
    return f"Tiles: countries, means over the years and the runs.{white} {half_widths(told, frame)}".strip()


KIND = Kind(table, draw, words, square=True)
