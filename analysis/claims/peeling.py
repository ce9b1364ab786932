"""PRIM's peeling (Friedman & Fisher 1999; scenario discovery, Bryant & Lempert 2010): ever smaller boxes, ever denser in support.

The objective is the gain in density for each point given up, which lets numbers compete with structural variants (the lenient
criterion of Kwakkel & Jaxa-Rozen 2016). There is no pasting: it would enlarge only the last and smallest box.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

Ends = tuple[float, float]
Sides = dict[str, Ends | frozenset[str]]  # of a box: the ends of a number, the forms left of a structural variant


class Peel(NamedTuple):
    """A side of a box cut off: what is left of one parameter, and the points inside, by position."""

    name: str
    side: Ends | frozenset[str]
    inside: np.ndarray


def peeling_trajectory(points: Mapping[str, np.ndarray], supports: np.ndarray, alpha: float, least: float) -> list[Sides]:
    """The boxes of a peeling, from the one that holds all points on.

    Parameters
    ----------
    points : values by parameter, (points,) each: numbers, or the forms of a structural variant as text
    supports : bool (points,)
    alpha : share of a box's points cut off at a time
    least : share of all points that a box holds at least

    Returns
    -------
    The sides of each box, by parameter. Of peels that gain as much the one that limits fewest parameters is taken, then the first
    in the order of `points`, numbers before variants, upper before lower ends.
    """
    whole = {name: _whole(values) for name, values in points.items()}
    whole = {name: side for name, side in whole.items() if not isinstance(side, frozenset) or len(side) > 1}
    names = sorted(whole, key=lambda name: isinstance(whole[name], frozenset))
    box, inside, boxes = whole, np.arange(len(supports)), [whole]
    while True:
        best, most = None, (0.0, -1)
        for peel in (peel for name in names for peel in _peels(name, box[name], points[name], inside, alpha)):
            rank = _gain(supports[inside], supports[peel.inside]), _unlimited({**box, peel.name: peel.side}, whole)
            if rank > most and rank[0] > 0.0:
                best, most = peel, rank
        if best is None or not least <= len(best.inside) / len(supports) < len(inside) / len(supports):
            return boxes
        box, inside = {**box, best.name: best.side}, best.inside
        boxes.append(box)


def _whole(values: np.ndarray) -> Ends | frozenset[str]:
    return (float(values.min()), float(values.max())) if values.dtype.kind in "fi" else frozenset(np.unique(values).tolist())


def _peels(name: str, side: Ends | frozenset[str], values: np.ndarray, inside: np.ndarray, alpha: float) -> Iterator[Peel]:
    """A number loses its upper or its lower end, a variant one of its forms."""
    held = values[inside]
    if isinstance(side, frozenset):
        if len(side) > 1:
            yield from (Peel(name, side - {form}, inside[held != form]) for form in sorted(side))
        return
    high, low = quantile(held, 1.0 - alpha), quantile(held, alpha)
    yield Peel(name, (side[0], high), inside[held <= high])
    yield Peel(name, (low, side[1]), inside[held >= low])


def _gain(held: np.ndarray, left: np.ndarray) -> float:
    """(density after - density before) / points given up; zero where none are."""
    lost = len(held) - len(left)
    return ((left.mean() if len(left) else 0.0) - held.mean()) / lost if lost else 0.0


def _unlimited(box: Sides, whole: Sides) -> int:
    return sum(box[name] == whole[name] for name in whole)


def quantile(values: np.ndarray, share: float) -> float:
    """Midway between the neighbours of a quantile, moved inwards past ties so that a peel gives up something."""
    ordered = np.sort(values)
    position = (len(ordered) - 1) * share
    below, above = math.floor(position), math.ceil(position)
    if share > 0.5:
        while ordered[below] == ordered[above] and below > 0:
            below -= 1
    else:
        while ordered[below] == ordered[above] and above < len(ordered) - 1:
            above += 1
    return float((ordered[below] + ordered[above]) / 2)
