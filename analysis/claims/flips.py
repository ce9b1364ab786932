"""Where a claim flips: a rule of at most three parameters, and how well such rules do on points that they have not seen.

A rule is trained on one half of the points and tested on the other. One halving is a matter of chance, so both ways of several
random halvings are used (repeated cross-validation; the recurrence of parameters is that of stability selection, Meinshausen &
Bühlmann 2010). The scores are those of all halves together; the reported rule is the one trained on all points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.rule_search import Points, best_rule
from concertacion.analysis.claims.rules import Rule, inside, parameters_of
from concertacion.analysis.claims.shares import INAPPLICABLE, SUPPORTS, UNDECIDED, effective
from concertacion.analysis.claims.thresholds import Thresholds


class Scores(NamedTuple):
    """How rules do on points that they have not seen; NaN without any."""

    density: float  # share of the points they name that support
    coverage: float  # share of the points that support that they name
    excess: float  # density less the share that support, in standard deviations of that of as many points drawn blindly


class Flip(NamedTuple):
    """A flip rule; without one, `rule` is empty and all scores are NaN."""

    rule: Rule
    kind: str  # "prim", "cart" or "" without a rule
    scores: Scores
    recurrence: Mapping[str, float]  # of each parameter named: share of the halves whose rule names it again
    shuffled_excess: tuple[float, ...]  # `excess` of rules trained on shuffled labels


class Search(NamedTuple):
    """The result of a search for a flip rule."""

    flip: Flip
    unseen: np.ndarray  # float64 (halvings, points): whether the rule that had not seen a point names it; NaN without one


NO_FLIP = Flip((), "", Scores(math.nan, math.nan, math.nan), {}, ())


def no_search(points: int, halvings: int = 1) -> Search:
    """The result without rules: nothing is known of any point."""
    return Search(NO_FLIP, np.full((halvings, points), math.nan))


def flip_rule(
    classes: np.ndarray, points: Points, thresholds: Thresholds, seed: int = 0, counts: np.ndarray | None = None
) -> Search:
    """The flip rule of points of these classes (points,), and the scores of rules trained on shuffled labels.

    Undecided points, and those at which the claim does not apply, are left out. `counts`, int64 (points,), is how often each
    counts: rules are found on as many copies of it, which are all in the same half.
    """
    known, search = np.flatnonzero(_decided(classes)), no_search(len(classes), thresholds.halvings)
    counts = np.ones(len(classes), np.int64) if counts is None else counts

    def copies(part: np.ndarray, labels: np.ndarray) -> tuple[Points, np.ndarray]:
        """So many copies of these points, with labels (part,)."""
        repeated = np.repeat(part, counts[part])
        return {name: values[repeated] for name, values in points.items()}, np.repeat(labels, counts[part])

    supports = classes[known] == SUPPORTS
    if min(supports.sum(), (~supports).sum()) < 2 * thresholds.fewest:
        return search
    rng, names, shuffled = np.random.default_rng(seed), list[tuple[str, ...]](), list[float]()
    for position, (first, second) in enumerate(_halves(supports, thresholds.halvings, rng)):
        train, test = known[first], {name: values[known[second]] for name, values in points.items()}
        rule, _ = best_rule(*copies(train, supports[first]), thresholds)
        search.unseen[position // 2, known[second]] = inside(rule, test)
        names.append(parameters_of(rule))
        if len(shuffled) < thresholds.shuffles:
            other, _ = best_rule(*copies(train, rng.permutation(supports[first])), thresholds)
            named = inside(other, test).astype(float)
            shuffled.append(scores_of(named, supports[second], counts[known[second]]).excess if other else 0.0)
    rule, kind = best_rule(*copies(known, supports), thresholds)
    if not rule:
        return no_search(len(classes))._replace(flip=NO_FLIP._replace(shuffled_excess=tuple(shuffled)))
    recurrence = {name: sum(name in one for one in names) / len(names) for name in parameters_of(rule)}
    scores = scores_of(search.unseen.mean(axis=0), classes == SUPPORTS, counts)
    return Search(Flip(rule, kind, scores, recurrence, tuple(shuffled)), search.unseen)


def excess_of_applying(classes: np.ndarray, points: Points, thresholds: Thresholds, counts: np.ndarray | None = None) -> float:
    """The excess of the rule that tells where a claim applies, as a rule of where it is supported there.

    A flip rule must beat it: a claim that holds best where it applies best has not been told apart by anything else. Zero if it
    applies nearly everywhere or nearly nowhere.
    """
    applies, known = classes != INAPPLICABLE, _decided(classes)
    if min(applies.sum(), (~applies).sum()) < 2 * thresholds.fewest:
        return 0.0
    copies = np.repeat(np.arange(len(classes)), 1 if counts is None else counts)
    rule, _ = best_rule({name: values[copies] for name, values in points.items()}, applies[copies], thresholds)
    named = inside(rule, points).astype(float) if rule else np.zeros(len(classes))
    excess = scores_of(np.where(known, named, math.nan), classes == SUPPORTS, counts).excess
    return 0.0 if math.isnan(excess) else excess


def _decided(classes: np.ndarray) -> np.ndarray:
    return (classes != UNDECIDED) & (classes != INAPPLICABLE)


def scores_of(unseen: np.ndarray, supports: np.ndarray, weights: np.ndarray | None = None) -> Scores:
    """The scores from how often rules that had not seen a point name it (NaN: left out), and whether it supports.

    The excess over a blind draw is counted by the hypergeometric distribution, so that claims compare whatever share of their
    points supports and however many a rule names; of points of unequal weight, at their effective number.
    """
    known = np.isfinite(unseen)
    each = np.ones(len(unseen)) if weights is None else weights.astype(np.float64)
    whole, named = float(each[known].sum()), float((each * unseen)[known].sum())
    right, supporting = float((each * unseen)[known & supports].sum()), float(each[known & supports].sum())
    if not named or not supporting:
        return NO_FLIP.scores
    density, blind, count = right / named, supporting / whole, effective(each[known])
    spread = math.sqrt(max(0.0, blind * (1.0 - blind) * (whole / named - 1.0) / max(1.0, count - 1.0)))
    return Scores(density, right / supporting, (density - blind) / spread if spread else 0.0)


def benchmark(flips: Iterable[Flip], thresholds: Thresholds) -> float:
    """The excess that chance reaches: a high quantile over the shuffled labels of all claims, because many are tested."""
    reached = [value for flip in flips for value in flip.shuffled_excess if math.isfinite(value)]
    return float(np.quantile(reached, thresholds.confidence)) if reached else 0.0


def reached(scores: Scores, thresholds: Thresholds) -> float:
    """The excess of a rule that is dense and covers enough on points that it has not seen; minus infinity of any other."""
    good = scores.density >= thresholds.density and scores.coverage >= thresholds.coverage
    return scores.excess if good else -math.inf


def holds(scores: Scores, chance: float, thresholds: Thresholds) -> bool:
    """Whether a rule is dense and covers enough on points that it has not seen, and adds more than chance does."""
    return reached(scores, thresholds) > chance


def _halves(supports: np.ndarray, halvings: int, rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The training and the testing half, as positions: random halvings with as many supporting points in both."""
    for _ in range(halvings):
        parts = [np.array_split(rng.permutation(np.flatnonzero(kind)), 2) for kind in (supports, ~supports)]
        first, second = (np.sort(np.concatenate(half)) for half in zip(*parts, strict=True))
        yield from ((first, second), (second, first))
