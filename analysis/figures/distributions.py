"""Figure 6: how the main outcomes differ from run to run."""

from __future__ import annotations

from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from xarray import Dataset

from concertacion.analysis.figures.bands import quantiles
from concertacion.analysis.figures.canvas import BLUE, FULL, INK, axes_at, sheet, styled
from concertacion.analysis.formatting import counted, quantity, spread
from concertacion.analysis.outcomes import MAIN, main_outcomes

TITLE = "Distribution over runs"
COLUMNS, WIDTH, HEIGHT, ACROSS, DOWN, LEFT, TOP = 5, 30.0, 17.0, 35.5, 35.0, 4.5, 9.0  # panels in a row; sizes and pitches in mm
BINS = 14
LONGEST = 27  # letters of a label that fit below a panel on one line


def edges(values: np.ndarray, whole: bool) -> np.ndarray:
    """Bin edges of a histogram: about whole numbers for counts, otherwise equal steps between the extremes."""
    low, high = values.min(), values.max()
    if whole:
        step = max(1, int(np.ceil((high - low + 1) / BINS)))
        return np.arange(low - 0.5, high + step, step)
    if high - low < 1e-9:
        low, high = low - 0.5 * max(abs(low), 0.01), high + 0.5 * max(abs(low), 0.01)
    return np.linspace(low, high, BINS + 1)


def _panel(axes: Axes, title: str, unit: str, label: str, values: np.ndarray) -> None:
    scale = 100 if unit == "share" else 1
    values = scale * values[np.isfinite(values)]
    axes.set_title(title, pad=11)
    axes.set_xlabel("\n".join(wrap(label, LONGEST)), linespacing=1.05)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    if values.size == 0:
        axes.set_xticks([])
        axes.text(0.5, 0.4, "not defined in any run", transform=axes.transAxes, ha="center", fontsize=6.5)
        return
    height, steps = np.histogram(values, edges(values, unit == "count"))
    axes.stairs(height, steps, fill=True, color=BLUE, alpha=0.45, linewidth=0)
    low, lower, median, upper, high = quantiles(values)
    top = 1.1 * height.max()
    axes.plot((low, high), (top, top), color=INK, linewidth=0.7, solid_capstyle="butt", clip_on=False)
    axes.plot((lower, upper), (top, top), color=INK, linewidth=2.2, solid_capstyle="butt", clip_on=False)
    axes.vlines(median, 0, top, color=INK, linewidth=0.9)
    axes.set_ylim(0, top)
    axes.text(0, 1.05, f"median {quantity(median / scale, unit)}", transform=axes.transAxes, fontsize=6.5, va="bottom")
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10], integer=unit == "count", min_n_ticks=2))


@styled
def distributions(dataset: Dataset) -> Figure:
    """Histogram over runs of each main outcome, the median, half of the runs and 90% of them marked."""
    outcomes = main_outcomes(dataset)
    rows = -(-len(MAIN) // COLUMNS)
    figure = sheet(FULL, TOP + rows * DOWN - 3)
    for n, (name, entry) in enumerate(MAIN.items()):
        axes = axes_at(figure, LEFT + n % COLUMNS * ACROSS, TOP + n // COLUMNS * DOWN, WIDTH, HEIGHT)
        _panel(axes, entry.title, entry.unit, entry.label, outcomes[name].values.astype("float64"))
    return figure


def caption(dataset: Dataset) -> str:
    """What the figure shows, with its numbers."""
    outcomes = main_outcomes(dataset)
    total = spread(outcomes["delivered"].values, "index")
    return (
        f"Main outcomes over {counted(dataset.sizes['run'], 'run')} that share the world, the parameters and the scenario "
        "and differ only in chance. Histograms over runs; "
        "vertical line: median; thick line: middle 50% of runs; thin line: middle 90%. "
        f"Shares are means over the whole period. Delivered cooperation: {total}; "
        f"meetings held a year: {spread(outcomes['meetings_held'].values, 'rate')}; "
        f"attendance: {spread(outcomes['attendance'].values, 'share')}."
    )


def alt(dataset: Dataset) -> str:
    """The figure in words, for a reader who cannot see it."""
    outcomes = main_outcomes(dataset)
    rows = [
        f"{entry.title.lower()} {quantity(float(np.nanmedian(outcomes[name].values)), entry.unit)} ({entry.label})"
        for name, entry in MAIN.items()
        if outcomes[name].notnull().any()
    ]
    return "Small histograms. Medians: " + ", ".join(rows) + "."
