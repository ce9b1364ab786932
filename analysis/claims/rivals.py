"""Rivals: claims that say otherwise of the same thing, and where in the space of parameters each of them holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.claims.ledger import Ledger, classes_in
from concertacion.analysis.claims.rule_search import apart
from concertacion.analysis.claims.shares import SUPPORTS
from concertacion.analysis.claims.thresholds import THRESHOLDS

SEVERAL, NONE = "several", "none"
PARTS = 4  # parts of equal width that the range of a parameter is cut into


class Cell(NamedTuple):
    """Points whose two parameters lie in one part of each range: how many, and the share of them of each pattern."""

    across: str
    up: str
    points: int
    shares: Mapping[str, float]


class Map(NamedTuple):
    """Where the claims of a group hold, over the two parameters that decide most."""

    claims: tuple[str, ...]
    parameters: tuple[str, str]
    decides: tuple[float, float]  # of each: how far it sets apart points where a claim holds and others, mean over the claims
    shares: Mapping[str, float]  # of all points: pattern -> share
    across: tuple[str, ...]  # parts of the first parameter
    up: tuple[str, ...]  # of the second
    cells: tuple[Cell, ...]


def groups(entries: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Claims that are rivals, directly or through others, in order of first appearance; those alone are left out."""
    left, found = list(entries), []
    neighbours = {name: {r for r in entries[name]["claim"]["rivals"] if r in entries} for name in entries}
    for name, others in list(neighbours.items()):
        for other in others:
            neighbours[other].add(name)
    while left:
        group, border = set[str](), {left[0]}
        while border:
            group |= border
            border = set().union(*(neighbours[name] for name in border)) - group
        left = [name for name in left if name not in group]
        if len(group) > 1:
            found.append(tuple(name for name in entries if name in group))
    return found


def patterns(holds: Mapping[str, np.ndarray]) -> np.ndarray:
    """At each point: the claim that holds alone, `several` or `none`, text (points,)."""
    together = np.array(list(holds.values()))
    count, first = together.sum(axis=0), np.array(list(holds))[together.argmax(axis=0)]
    return np.where(count == 0, NONE, np.where(count == 1, first, SEVERAL))


def map_of(ledger: Ledger, claims: Sequence[str]) -> Map:
    """The map of a group of rivals."""
    holds = {name: classes_in(ledger, name) == SUPPORTS for name in claims}
    points, pattern = ledger.points, patterns(holds)
    kinds = (*claims, SEVERAL, NONE)
    decides = {name: _decides(values, holds.values()) for name, values in points.items()}
    first, second = sorted(decides, key=lambda name: -decides[name])[:2]
    across, at_across = parts(points[first])
    up, at_up = parts(points[second])
    cells = []
    for v, above in enumerate(up):
        for h, beside in enumerate(across):
            here = pattern[(at_across == h) & (at_up == v)]
            cells.append(
                Cell(beside, above, len(here), {kind: float((here == kind).mean()) if len(here) else 0.0 for kind in kinds})
            )
    shares = {kind: float((pattern == kind).mean()) for kind in kinds}
    return Map(tuple(claims), (first, second), (decides[first], decides[second]), shares, across, up, tuple(cells))


def _decides(values: np.ndarray, holds: Iterable[np.ndarray]) -> float:
    """How far a parameter sets apart where claims hold: mean over claims that hold at enough points and not at all."""
    found = [apart(values, held) for held in holds if min(held.sum(), (~held).sum()) >= THRESHOLDS.fewest]
    return float(np.mean(found)) if found else 0.0


def parts(values: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Parts of equal width from the least to the largest value, or the forms of a variant, and which one each point is in."""
    if values.dtype.kind not in "fi":
        forms = tuple(sorted(set(values.tolist())))
        return forms, np.array([forms.index(value) for value in values])
    edges = np.linspace(values.min(), values.max(), PARTS + 1)
    digits = 1 - math.floor(math.log10(edges[1] - edges[0]))
    names = tuple(f"{low:g} to {high:g}" for low, high in pairwise(np.round(edges, digits) + 0.0))  # + 0.0: no -0
    return names, np.clip(np.searchsorted(edges, values, side="right") - 1, 0, PARTS - 1)


def paragraph(told: Map) -> str:
    """What the map says, in words."""
    first, second = told.parameters
    alone = [f"{name} alone holds at {told.shares[name]:.0%} of the points" for name in told.claims]
    said = [
        f"{', '.join(alone)}; several do at {told.shares[SEVERAL]:.0%}, none at {told.shares[NONE]:.0%}.",
        f"What decides most is {first} (distance {told.decides[0]:.2f} between points where a claim holds and others) and "
        f"{second} ({told.decides[1]:.2f}).",
    ]
    for kind, words in [(name, f"{name} holds alone") for name in told.claims] + [(SEVERAL, "Several hold at once")]:
        best = max(told.cells, key=lambda cell: cell.shares[kind])
        where = (
            f"most often where {first} is {best.across} and {second} is {best.up}: at {best.shares[kind]:.0%} of {best.points}"
        )
        said.append(f"{words} {where} points." if best.shares[kind] > 0 else f"{words} nowhere.")
    return " ".join(said)
