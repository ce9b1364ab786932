"""Where a claim flips: a rule of at most three parameters, and how well such rules do on points that they have not seen.

A rule is found on one half of the points and scored on the other. One halving is a matter of luck, so it is done both ways over
several random halvings (repeated cross-validation; which parameters come back is told as in stability selection, Meinshausen &
Bühlmann 2010). The scores are those of all halves together; the rule that is told is the one found on all points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from analysis.claims.finding import Points, best_rule
from analysis.claims.rules import Rule, inside, parameters_of
from analysis.claims.shares import SUPPORTS, UNDECIDED
from analysis.claims.thresholds import Thresholds

FEWEST = 20  # points of either kind, in either half, without which no rule is sought
HALVINGS = 5  # of the points: each half teaches once and is asked once, so that each point is asked five times
SHUFFLES = 4  # halves whose labels are shuffled before they teach; the lifts of all claims together are what chance reaches


class Scores(NamedTuple):
    """How rules do on points that they have not seen; NaN without any."""

    density: float  # share of the points they name that support
    coverage: float  # share of the points that support that they name
    lift: float  # density less the share of all these points that support: what a rule adds to knowing no more than that


class Flip(NamedTuple):
    """A flip rule; without one, `rule` is empty and all scores are NaN."""

    rule: Rule
    kind: str  # "prim", "cart" or "" without a rule
    scores: Scores
    returns: Mapping[str, float]  # of each parameter named: share of the halves whose rule names it again
    chance: tuple[float, ...]  # lifts of rules found after the labels of the half that teaches are shuffled


class Search(NamedTuple):
    """What a search for a flip rule came to."""

    flip: Flip
    unseen: np.ndarray  # float64 (points,): share of the rules that had not seen a point which name it; NaN where there is none


NO_FLIP = Flip((), "", Scores(math.nan, math.nan, math.nan), {}, ())


def flip_rule(
    found: np.ndarray, points: Points, thresholds: Thresholds, seed: int = 0, halvings: int = HALVINGS, shuffles: int = SHUFFLES
) -> Search:
    """The flip rule of points of these classes, and how rules do that are found on shuffled labels.

    Undecided points teach nothing and are left out.
    """
    known, unseen = np.flatnonzero(found != UNDECIDED), np.full(len(found), math.nan)
    whole, supports = _part(found, points, known)
    if min(supports.sum(), (~supports).sum()) < 2 * FEWEST:
        return Search(NO_FLIP, unseen)
    rng, most = np.random.default_rng(seed), thresholds.parameters
    hits, names, chance = np.zeros(len(known)), [], list[float]()
    for first, second in _halves(supports, halvings, rng):
        taught, asked = _part(found, points, known[first]), _part(found, points, known[second])
        rule, _ = best_rule(*taught, most)
        hits[second] += inside(rule, asked[0])
        names.append(parameters_of(rule))
        if len(chance) < shuffles:
            other, _ = best_rule(taught[0], rng.permutation(taught[1]), most)
            chance.append(scores_of(inside(other, asked[0]).astype(float), asked[1]).lift if other else 0.0)
    rule, kind = best_rule(whole, supports, most)
    if not rule:
        return Search(NO_FLIP._replace(chance=tuple(chance)), unseen)
    unseen[known] = hits / halvings
    returns = {name: sum(name in one for one in names) / len(names) for name in parameters_of(rule)}
    return Search(Flip(rule, kind, scores_of(unseen, found == SUPPORTS), returns, tuple(chance)), unseen)


def scores_of(unseen: np.ndarray, supports: np.ndarray) -> Scores:
    """The scores from how often rules that had not seen a point name it (NaN: left out), and whether it supports."""
    known = np.isfinite(unseen)
    told, right, supporting = unseen[known].sum(), unseen[known & supports].sum(), (known & supports).sum()
    if not told or not supporting:
        return NO_FLIP.scores
    return Scores(float(right / told), float(right / supporting), float(right / told - supporting / known.sum()))


def benchmark(flips: Iterable[Flip], thresholds: Thresholds) -> float:
    """What chance reaches: a high quantile of the lifts that shuffled labels gave, over all claims, for many are tested."""
    lifts = [value for flip in flips for value in flip.chance if math.isfinite(value)]
    return float(np.quantile(lifts, thresholds.confidence)) if lifts else 0.0


def holds(scores: Scores, chance: float, thresholds: Thresholds) -> bool:
    """Whether a rule is dense and covers enough on points that it has not seen, and adds more than chance does."""
    good = scores.density >= thresholds.density and scores.coverage >= thresholds.coverage
    return good and scores.lift > chance


def _halves(supports: np.ndarray, halvings: int, rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The half that teaches and the half that is asked, as positions: random halvings with as many supporting points in both."""
    for _ in range(halvings):
        parts = [np.array_split(rng.permutation(np.flatnonzero(kind)), 2) for kind in (supports, ~supports)]
        first, second = (np.sort(np.concatenate(half)) for half in zip(*parts, strict=True))
        yield from ((first, second), (second, first))


def _part(found: np.ndarray, points: Points, part: np.ndarray) -> tuple[Points, np.ndarray]:
    return {name: values[part] for name, values in points.items()}, found[part] == SUPPORTS
