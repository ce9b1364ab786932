"""`map`: a tile for each country at its place, the mean of the runs in colour and as a number."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import CenteredNorm
from matplotlib.patches import Rectangle

from concertacion.analysis.figures.canvas import INK
from concertacion.analysis.plot.frame import Frame
from concertacion.analysis.plot.kinds.heat import half_widths
from concertacion.analysis.plot.kinds.kind import SIGNED_COLOURS, Drawn, Kind
from concertacion.analysis.plot.statistics import means

SIDE, DARK = 0.94, 0.2  # of a tile; relative luminance below which white text on it is told best


def table(frame: Frame) -> pd.DataFrame:
    """Mean, interval and runs by country, and its tile."""
    assert frame.tiles is not None
    told = means(frame.rows, ["by"])
    return told.assign(**{name: frame.tiles[name].to_numpy()[told["by"]] for name in ("code", "row", "column")})


def draw(axes: Axes, told: pd.DataFrame, frame: Frame) -> Drawn:
    """A square a country with its code and number."""
    corners = zip(told["column"], told["row"], strict=True)
    patches = [Rectangle((column - SIDE / 2, row - SIDE / 2), SIDE, SIDE) for column, row in corners]
    colours, norm = (SIGNED_COLOURS, CenteredNorm()) if frame.y.signed else ("cividis", None)
    image = PatchCollection(patches, cmap=colours, norm=norm, linewidth=0)
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


def luminance(colour: Any) -> float:
    """Relative luminance of a colour (red, green, blue, and more), 0 to 1 (WCAG 2.1)."""
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def number(mean: float, frame: Frame) -> str:
    """The number on a tile."""
    if frame.y.per_cent:
        return f"{100 * mean:.0f}%" if abs(mean) >= 0.1 else f"{100 * mean:.1f}%"
    return (f"{mean:.0f}" if abs(mean) >= 10 else f"{mean:.2f}").replace("-", "−")


def words(told: pd.DataFrame, frame: Frame) -> str:
    """What the tiles mean."""
    return f"Tiles: countries, means over the years and the runs; {half_widths(told, frame)}"


KIND = Kind(table, draw, words, square=True)
