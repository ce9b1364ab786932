"""The marks of a forum's life on a timeline: bars while it is active, a line while dormant, founding, death and meetings."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from concertacion.analysis.figures.canvas import INK, MUTED, VERMILION
from concertacion.analysis.outcomes import ACTIVE, DEAD, DORMANT, HELD, PUT_OFF

THICKEST, THINNEST = 0.27, 0.03  # half the height of a bar at vitality 1 and 0, rows
BASE, MEETINGS = -0.12, 0.34  # heights within a row of the bar's middle and of the marks of meetings
QUARTER = 0.25  # of a year
FOUNDED: dict[str, Any] = {"color": INK, "marker": ">", "markersize": 3, "linestyle": ""}
DIED: dict[str, Any] = {"color": INK, "marker": "x", "markersize": 3.6, "markeredgewidth": 1.0, "linestyle": ""}
POSTPONED: dict[str, Any] = {
    "color": VERMILION, "marker": "o", "markersize": 1.9, "markerfacecolor": "white", "markeredgewidth": 0.6, "linestyle": "",
}  # fmt: skip


def alive(status: np.ndarray) -> np.ndarray:
    """Whether a forum is alive, active or dormant."""
    return (status == ACTIVE) | (status == DORMANT)


def spells(flag: np.ndarray) -> list[tuple[int, int]]:
    """Start and end (exclusive) of every spell in which a flag holds."""
    turns = np.flatnonzero(np.diff(np.concatenate(([False], flag, [False])).astype(int)))
    return [(int(a), int(b)) for a, b in turns.reshape(-1, 2)]


def bars(axes: Axes, time: np.ndarray, status: np.ndarray, vitality: np.ndarray, depth: np.ndarray) -> PolyCollection:
    """Active quarters of forums (arrays: quarter, forum) as bars: thickness for vitality, shade for depth."""
    quarter, row = np.nonzero(status == ACTIVE)
    half = THINNEST + (THICKEST - THINNEST) * np.clip(vitality[quarter, row], 0, 1)
    left, right, low, high = time[quarter], time[quarter] + QUARTER, row + BASE - half, row + BASE + half
    corners = np.stack([np.stack(corner, -1) for corner in ((left, low), (right, low), (right, high), (left, high))], 1)
    drawn = PolyCollection(list(corners), cmap="cividis_r", edgecolors="face", linewidths=0.15)
    drawn.set_array(depth[quarter, row])
    drawn.set_clim(0, max(0.1, np.ceil(10 * depth.max(initial=0)) / 10))
    axes.add_collection(drawn)
    return drawn


def turns(axes: Axes, time: np.ndarray, status: np.ndarray) -> None:
    """Dormant spells as lines, foundings as arrowheads, deaths as crosses (status: quarter, forum)."""
    lines = []
    for row in range(status.shape[1]):
        lived = alive(status[:, row])
        lines += [[(time[a], row + BASE), (time[b - 1] + QUARTER, row + BASE)] for a, b in spells(status[:, row] == DORMANT)]
        if not lived[0]:
            axes.plot(time[lived.argmax()], row + BASE, clip_on=False, **FOUNDED)
        for last in np.flatnonzero(lived[:-1] & (status[1:, row] == DEAD)):
            axes.plot(time[last + 1], row + BASE, clip_on=False, **DIED)
    axes.add_collection(LineCollection(lines, colors=MUTED, linewidths=0.7))


def meetings(axes: Axes, time: np.ndarray, meeting: np.ndarray) -> None:
    """Meetings held as ticks, meetings put off as circles, below the bars (meeting: quarter, forum)."""
    quarter, row = np.nonzero(meeting == HELD)
    middle = time[quarter] + QUARTER / 2
    ticks = [[(t, y + MEETINGS - 0.09), (t, y + MEETINGS + 0.09)] for t, y in zip(middle, row, strict=True)]
    axes.add_collection(LineCollection(ticks, colors=INK, linewidths=0.6))
    off, where = np.nonzero(meeting == PUT_OFF)
    axes.plot(time[off] + QUARTER / 2, where + MEETINGS, **POSTPONED)


def handles() -> list[Artist]:
    """What the legend shows."""
    return [
        Line2D([], [], label="founded", **FOUNDED),
        Patch(color="#8A8779", linewidth=0, label="active (thick: vital)"),
        Line2D([], [], color=MUTED, linewidth=0.7, label="dormant"),
        Line2D([], [], label="died", **DIED),
        Line2D([], [], color=INK, marker="|", markersize=4, linestyle="", label="meeting held"),
        Line2D([], [], label="meeting put off", **POSTPONED),
    ]
