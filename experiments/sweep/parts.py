"""Parts: a sweep that grows is a list of rectangles, points by replicates, whose runs are numbered one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Part(NamedTuple):
    """Replicates `replicate`..`replicate + replicates - 1` of the points `point`..`point + points - 1`, point by point."""

    point: int
    points: int
    replicate: int
    replicates: int


def size_of(parts: Sequence[Part]) -> tuple[int, int]:
    """How many points and replicates the parts make together."""
    return max(part.point + part.points for part in parts), max(part.replicate + part.replicates for part in parts)


def grown(parts: Sequence[Part], points: int, replicates: int) -> tuple[Part, ...]:
    """These parts, followed by what they lack of so many points and replicates: first further points, then replicates."""
    if not parts:
        return (Part(0, points, 0, replicates),)
    points_there, replicates_there = size_of(parts)
    more_points = Part(points_there, points - points_there, 0, replicates_there)
    more_replicates = Part(0, points, replicates_there, replicates - replicates_there)
    return *parts, *(part for part in (more_points, more_replicates) if part.points and part.replicates)


def places(parts: Sequence[Part], first: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Point and replicate of the runs first..first+count-1, int64 (count,) each."""
    flat = np.arange(first, first + count, dtype=np.int64)
    table = np.array(parts, dtype=np.int64)
    runs = table[:, 1] * table[:, 3]
    ends = np.cumsum(runs)
    which = np.searchsorted(ends, flat, side="right")
    point, replicate = np.divmod(flat - (ends - runs)[which], table[which, 3])
    return table[which, 0] + point, table[which, 2] + replicate
