"""Where a claim flips: a rule of at most three parameters, and how well such rules do on points that they have not seen.

PRIM (Friedman & Fisher 1999; scenario discovery, Bryant & Lempert 2010) by ema_workbench; CART (Breiman et al. 1984) by
scikit-learn where a box is the wrong shape. Both look at the parameters whose values differ most between points that
support and points that do not (regional sensitivity analysis, Hornberger & Spear 1981): among hundreds of parameters
and a few hundred points, peeling would otherwise follow chance.

A rule is found on one half of the points and scored on the other. One halving is a matter of luck, so it is done both ways over
several random halvings (repeated cross-validation; which parameters come back is told as in stability selection, Meinshausen &
Bühlmann 2010). The scores are those of all halves together; the rule that is told is the one found on all points.
"""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from analysis.claims.rules import Box, Limit, Rule, fewest, inside, named, parameters_of, score
from analysis.claims.shares import SUPPORTS, UNDECIDED
from analysis.claims.thresholds import Thresholds

CANDIDATES = 8  # parameters that PRIM and CART look at
FEWEST = 20  # points of either kind, in either half, without which no rule is sought
PEEL = 0.05  # share of the points that PRIM peels off at a time, and least share that a box or a leaf holds
HALVINGS = 5  # of the points: each half teaches once and is asked once, so that each point is asked five times
SHUFFLES = 4  # halves whose labels are shuffled before they teach; the lifts of all claims together are what chance reaches
Points = Mapping[str, np.ndarray]
Ends = dict[str, tuple[float, float]]
Columns = list[tuple[str, tuple[str, ...]]]  # names, with the forms of variants


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


def best_rule(points: Points, supports: np.ndarray, most: int) -> tuple[Rule, str]:
    """The box that PRIM finds, or the tree where that scores better by a twentieth on the points themselves; maybe none."""
    names = telling(points, supports)
    box = prim_box(points, supports, names, most)
    tree = cart_rule(points, supports, names[:most])
    own, other = (score(rule, points, supports).both if rule else 0.0 for rule in ((box,) if box else (), tree))
    if other > own + 0.05:
        return tree, "cart"
    return ((box,), "prim") if box else ((), "")


def telling(points: Points, supports: np.ndarray, most: int = CANDIDATES) -> list[str]:
    """The parameters that differ most between the points that support and the others."""
    return sorted(points, key=lambda name: -apart(points[name], supports))[:most]


def apart(values: np.ndarray, supports: np.ndarray) -> float:
    """Kolmogorov-Smirnov distance of a parameter between points that support and others; of a variant, difference of shares."""
    from scipy.stats import ks_2samp

    if values.dtype.kind in "fi":
        return float(ks_2samp(values[supports], values[~supports], method="asymp").statistic)
    return max(abs(float(np.mean(values[supports] == f) - np.mean(values[~supports] == f))) for f in np.unique(values))


def prim_box(points: Points, supports: np.ndarray, names: list[str], most: int) -> Box:
    """The box of PRIM's peeling trajectory with the best score, with no more limits than it needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench.analysis import prim

        class Peeling(prim.Prim):
            """Without pasting: it enlarges only the last and smallest box of the trajectory, and takes two thirds of the time."""

            def _paste(self, box: Any) -> Any:
                return box

        logging.getLogger("EMA").setLevel(logging.ERROR)
        found = Peeling(_frame(points, names), supports, threshold=0.01, peel_alpha=PEEL, mass_min=PEEL).find_box()
    boxes = [_limits(found.box_lims[0], limits) for limits in found.box_lims]
    best: tuple[float, Box] = (0.0, ())
    for box in boxes:
        slim = fewest(box, points, supports, most) if box else ()
        both = score((slim,), points, supports).both if slim else 0.0
        best = max(best, (both, slim), key=lambda entry: entry[0])
    return best[1]


def cart_rule(points: Points, supports: np.ndarray, names: list[str]) -> Rule:
    """The leaves of a shallow tree in which most points support, each as a box."""
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=3, min_samples_leaf=PEEL, random_state=0)
    columns = {name: _codes(points[name]) for name in names}
    tree.fit(np.column_stack([codes for codes, _ in columns.values()]), supports)
    return tuple(_leaves(tree.tree_, list(tree.classes_).index(True), 0, {}, [(n, forms) for n, (_, forms) in columns.items()]))


def _part(found: np.ndarray, points: Points, part: np.ndarray) -> tuple[Points, np.ndarray]:
    return {name: values[part] for name, values in points.items()}, found[part] == SUPPORTS


def _frame(points: Points, names: list[str]) -> Any:
    import pandas as pd

    return pd.DataFrame({n: points[n] if points[n].dtype.kind in "fi" else pd.Categorical(points[n]) for n in names})


def _limits(whole: Any, limits: Any) -> Box:
    """What a box of ema_workbench restricts."""
    box = []
    for name in whole.columns:
        (first, last), (low, high) = whole[name], limits[name]
        if isinstance(low, set):
            if low != first:
                box.append(named(str(name), [str(form) for form in low]))
        elif low > first or high < last:
            box.append(Limit(str(name), float(low) if low > first else -math.inf, float(high) if high < last else math.inf))
    return tuple(box)


def _codes(values: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Numbers as they are, forms of a variant by their position, with the forms."""
    if values.dtype.kind in "fi":
        return values, ()
    forms = tuple(np.unique(values).tolist())
    return np.array([forms.index(value) for value in values], dtype=float), forms


def _leaves(tree: Any, kind: int, node: int, ends: Ends, columns: Columns) -> list[Box]:
    """The leaves below a node in which most points are of a kind, given the ends of the values that get there."""
    if tree.children_left[node] < 0:
        most = tree.value[node][0][kind] > tree.value[node][0].sum() / 2
        return [tuple(_limit(name, *ends[name], dict(columns)[name]) for name in ends)] if ends and most else []
    name, at = columns[tree.feature[node]][0], float(tree.threshold[node])
    low, high = ends.get(name, (-math.inf, math.inf))
    left = _leaves(tree, kind, tree.children_left[node], {**ends, name: (low, min(high, at))}, columns)
    return left + _leaves(tree, kind, tree.children_right[node], {**ends, name: (max(low, at), high)}, columns)


def _limit(name: str, low: float, high: float, forms: tuple[str, ...]) -> Limit:
    if forms:
        return named(name, [form for position, form in enumerate(forms) if low <= position <= high])
    return Limit(name, low, high)
