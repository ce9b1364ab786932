"""The sheet every figure is drawn on: the style file, journal widths, axes placed in millimetres, colours and calendar axes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, MaxNLocator
from xarray import Dataset

STYLE = Path(__file__).resolve().parent.parent / "style.mplstyle"
COLUMN, FULL = 89.0, 183.0  # widths of one column and of the page, mm
MM = 1 / 25.4
LONGEST_BY_YEAR = 40  # years up to which each is ticked
INK, MUTED, PALE = "#202020", "#707070", "#E9E9E9"
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
CHANNEL_COLOURS = {"technical": BLUE, "minilateral": ORANGE, "summit": GREEN}
CHANNEL_LINES: dict[str, Any] = {"technical": "-", "minilateral": (0, (4, 1.2)), "summit": (0, (1.2, 1))}
CHANNEL_MARKERS = {"technical": "o", "minilateral": "s", "summit": "^"}
LEFT_RIGHT = LinearSegmentedColormap.from_list(
    "left_right", ["#9C3F00", VERMILION, "#F4B183", "#F7F7F7", "#8FC1E3", BLUE, "#003F66"]
)


@contextmanager
def style() -> Iterator[None]:
    """Draw under the one style file, whatever the settings of the machine."""
    with mpl.rc_context():
        mpl.rc_file(STYLE)
        yield


def styled(draw: Callable[[Dataset], Figure]) -> Callable[[Dataset], Figure]:
    """A figure function that draws under the style file."""

    @functools.wraps(draw)
    def under_style(dataset: Dataset) -> Figure:
        with style():
            return draw(dataset)

    return under_style


def sheet(width: float, height: float) -> Figure:
    """An empty figure of a size in mm."""
    figure = Figure(figsize=(width * MM, height * MM))
    FigureCanvasAgg(figure)
    return figure


def axes_at(figure: Figure, left: float, top: float, width: float, height: float, letter: str = "", **options) -> Axes:
    """Axes at a position in mm from the left and the top of the sheet, with a panel letter above their corner."""
    across, down = figure.get_size_inches() / MM
    axes = figure.add_axes((left / across, 1 - (top + height) / down, width / across, height / down), **options)
    if letter:
        note(figure, max(left - 9.0, 0.5), top - 1.2, letter, fontsize=8, fontweight="bold", va="bottom")
    return axes


def note(figure: Figure, left: float, top: float, text: str, **options) -> None:
    """Text at a position in mm from the left and the top of the sheet."""
    across, down = figure.get_size_inches() / MM
    figure.text(left / across, 1 - top / down, text, **options)


def years(dataset: Dataset) -> np.ndarray:
    """The time of each quarter in years: 2000.0, 2000.25, ..."""
    labels = [str(label) for label in dataset["quarter"].values]
    return np.array([int(label[:4]) + (int(label[5]) - 1) / 4 for label in labels])


def calendar(axes: Axes, first: float, last: float, room: int = 6) -> None:
    """Ticks at whole years, at most about `room` of them, from the first to the last moment."""
    axes.set_xlim(first, last)
    ticks = [t for t in MaxNLocator(room, integer=True, steps=[1, 2, 5, 10]).tick_values(first, last) if first <= t <= last]
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    if last - first <= LONGEST_BY_YEAR:  # one collection: a hundred minor ticks are slow to draw
        length = 1.5 * mpl.rcParams["figure.dpi"] / 72 / axes.bbox.height
        whole = np.arange(np.ceil(first), last + 0.01)
        axes.vlines(whole, -length, 0, transform=axes.get_xaxis_transform(), colors=INK, linewidths=0.5, clip_on=False)
