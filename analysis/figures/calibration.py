"""Calibration: what was said against what happened. On the diagonal, of all that was given a chance of 0.3, 30 % came true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from concertacion.analysis.figures.canvas import BLUE, COLUMN, GREEN, INK, MUTED, ORANGE, VERMILION, axes_at, note, sheet, style

TITLE = "Calibration"
BINS = 8  # of as many rows each
LOOKS: tuple[tuple[str, str, Any], ...] = (
    (BLUE, "o", "-"),
    (ORANGE, "s", (0, (4, 1.2))),
    (GREEN, "^", (0, (1.2, 1))),
    (VERMILION, "D", (0, (5, 1, 1, 1))),
)
LEFT, TOP, SIDE, LINE = 13.0, 4.0, 62.0, 4.2  # mm


def reliability(said: np.ndarray, happened: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean chance and share that came true in each bin of rows with alike chances, of as many rows each."""
    from sklearn.calibration import calibration_curve

    share, chance = calibration_curve(happened, said, n_bins=min(BINS, max(1, len(said) // 5)), strategy="quantile")
    return chance, share


def spread(chances: np.ndarray, happened: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of counts: levels, and the share of rows at most at that level of their prediction (the middle of the step counts)."""
    below = np.cumsum(chances, axis=1)
    row, count = np.arange(len(chances)), np.minimum(happened, chances.shape[1] - 1)
    middle = below[row, count] - 0.5 * chances[row, count]
    levels = np.linspace(0.1, 0.9, 9)
    return levels, (middle[:, None] <= levels).mean(axis=0)


def calibration(curves: Mapping[str, tuple[np.ndarray, np.ndarray]], said: str, came: str) -> Figure:
    """A line for each predictor; `said` and `came` name the axes."""
    with style():
        figure = sheet(COLUMN, TOP + SIDE + 11 + LINE * len(curves))
        axes = axes_at(figure, LEFT, TOP, SIDE, SIDE)
        axes.plot([0, 1], [0, 1], color=MUTED, linewidth=0.6, zorder=1)
        for place, (name, (chance, share)) in enumerate(curves.items()):
            colour, marker, line = LOOKS[place % len(LOOKS)]
            axes.plot(chance, share, color=colour, marker=marker, markersize=3, linestyle=line, linewidth=1.0, clip_on=False)
            top = TOP + SIDE + 12 + LINE * place
            figure.add_artist(_key(figure, top, colour, marker, line))
            note(figure, LEFT + 10, top, name, fontsize=6.5, va="center", color=INK)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_xlabel(said)
        axes.set_ylabel(came)
    return figure


def _key(figure: Figure, top: float, colour: str, marker: str, line: Any) -> Line2D:
    """A piece of a line, to stand before its name."""
    across, down = figure.get_size_inches() * 25.4
    ends = [LEFT / across, (LEFT + 8) / across]
    height = 1 - top / down
    return Line2D(ends, [height, height], color=colour, marker=marker, markersize=3, linestyle=line, linewidth=1.0)


def alt(curves: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> str:
    """The curves in words, for a reader who cannot see them."""
    told = [
        f"{name}: " + ", ".join(f"{100 * s:.0f} % at {100 * c:.0f} %" for c, s in zip(*curve, strict=True))
        for name, curve in curves.items()
    ]
    return "Share that came true at each chance that was given. " + "; ".join(told) + "."
