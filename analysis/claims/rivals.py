"""Rivals: claims that contradict each other, and where in the space of parameters each of them holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.ledger import DRAWN, Entry, Ledger
from concertacion.analysis.claims.rule_search import distance
from concertacion.analysis.claims.shares import SUPPORTS, Share, effective, part_of, share_of
from concertacion.analysis.claims.thresholds import THRESHOLDS

SEVERAL, NONE = "several", "none"
FEWEST = 20  # points a cell, on average, below which a map shows noise
PARTS = 4  # parts of equal width that the range of a parameter is cut into


class Cell(NamedTuple):
    """Points whose two parameters lie in one part of each range: how many, and the share of them at which each claim holds."""

    across: str
    up: str
    points: int
    holds: Mapping[str, float]  # NaN without points


class Map(NamedTuple):
    """Where the claims of a group hold, over the two parameters that decide most."""

    claims: tuple[str, ...]
    parameters: tuple[str, str]
    distances: tuple[float, float]  # of each, between points where a claim holds and the others, mean over the claims
    chance: float  # the distance that the best of as many parameters hardly reaches by luck
    weighted: bool  # whether points were drawn by the weights of a record, or cover the space evenly
    points: int
    effective: float  # number of points that count alike and say as much
    holds: Mapping[str, Share]  # of all points: at which each claim holds, whatever the others do
    shares: Mapping[str, Share]  # of all points: pattern -> share
    across: tuple[str, ...]  # parts of the first parameter
    up: tuple[str, ...]  # of the second
    cells: tuple[Cell, ...]

    @property
    def fine(self) -> bool:
        """Whether the cells have points enough for shares to be read off them, and a parameter tells the claims apart at all."""
        return self.effective >= FEWEST * len(self.cells) and self.distances[0] > self.chance


def groups(entries: Mapping[str, Entry]) -> list[tuple[str, ...]]:
    """Claims that are rivals, directly or through others, in order of first appearance; those alone are left out."""
    left, joined = list(entries), []
    neighbours = {name: {rival for rival in entry.claim.rivals if rival in entries} for name, entry in entries.items()}
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
            joined.append(tuple(name for name in entries if name in group))
    return joined


def patterns(holds: Mapping[str, np.ndarray]) -> np.ndarray:
    """At each point: the claim that holds alone, `several` or `none`, text (points,)."""
    together = np.array(list(holds.values()))
    count, first = together.sum(axis=0), np.array(list(holds))[together.argmax(axis=0)]
    return np.where(count == 0, NONE, np.where(count == 1, first, SEVERAL))


def map_of(ledger: Ledger, claims: Sequence[str]) -> Map:
    """The map of a group of rivals over the points of a ledger, uniform or weighted; intervals by the effective number."""
    holds = {name: ledger.classes(name) == SUPPORTS for name in claims}
    points, counts, pattern = ledger.points, ledger.counts, patterns(holds)
    distances = {name: _distance(values, holds.values(), counts) for name, values in points.items()}
    first, second = sorted(distances, key=lambda name: -distances[name])[:2]
    across, at_across = parts(points[first])
    up, at_up = parts(points[second])
    cells = []
    for v, above in enumerate(up):
        for h, along in enumerate(across):
            here = (at_across == h) & (at_up == v)
            cells.append(
                Cell(along, above, int(here.sum()), {name: part_of(held[here], counts[here]) for name, held in holds.items()})
            )
    return Map(
        claims=tuple(claims), parameters=(first, second), distances=(distances[first], distances[second]),
        chance=_chance(holds.values(), counts, len(points)),
        weighted=DRAWN in ledger.table, points=len(pattern), effective=effective(counts),
        holds={name: share_of(np.where(held, SUPPORTS, ""), SUPPORTS, weights=counts) for name, held in holds.items()},
        shares={kind: share_of(pattern, kind, weights=counts) for kind in (*claims, SEVERAL, NONE)},
        across=across, up=up, cells=tuple(cells),
    )  # fmt: skip


def _sizes(held: np.ndarray, counts: np.ndarray) -> tuple[float, float]:
    """Effective numbers of points where a claim holds, and of the others."""
    return effective(counts[held]), effective(counts[~held])


def _distance(values: np.ndarray, holds: Iterable[np.ndarray], counts: np.ndarray) -> float:
    """How far a parameter differs between points where claims hold and others: mean over claims with enough of both."""
    enough = [held for held in holds if min(_sizes(held, counts)) >= THRESHOLDS.fewest]
    drawn = np.repeat(values, counts)
    return float(np.mean([distance(drawn, np.repeat(held, counts)) for held in enough])) if enough else 0.0


def _chance(holds: Iterable[np.ndarray], counts: np.ndarray, parameters: int) -> float:
    """The critical distance of Kolmogorov and Smirnov for so many parameters (Bonferroni), mean over claims."""
    tail = (1.0 - THRESHOLDS.confidence) / parameters
    enough = [pair for held in holds if min(pair := _sizes(held, counts)) >= THRESHOLDS.fewest]
    critical = [math.sqrt(-0.5 * math.log(tail / 2) * (one + other) / (one * other)) for one, other in enough]
    return float(np.mean(critical)) if critical else math.inf


def parts(values: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Parts of equal width from the least to the largest value, or the forms of a variant, and which one each point is in."""
    if values.dtype.kind not in "fi":
        forms = tuple(sorted(set(values.tolist())))
        return forms, np.array([forms.index(value) for value in values])
    edges = np.linspace(values.min(), values.max(), PARTS + 1)
    digits = 1 - math.floor(math.log10(edges[1] - edges[0]))
    names = tuple(f"{low:g} to {high:g}" for low, high in pairwise(np.round(edges, digits) + 0.0))  # + 0.0: no -0
    return names, np.clip(np.searchsorted(edges, values, side="right") - 1, 0, PARTS - 1)
