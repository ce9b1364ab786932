"""Where a claim flips: a rule of at most three parameters, found on one half of the points and scored on the other.

PRIM (Friedman & Fisher 1999; scenario discovery, Bryant & Lempert 2010) by ema_workbench; CART (Breiman et al. 1984) by
scikit-learn where a box is the wrong shape. Both look at the parameters whose values differ most between points that
support and points that do not (regional sensitivity analysis, Hornberger & Spear 1981): among hundreds of parameters
and a few hundred points, peeling would otherwise follow chance.
"""

from __future__ import annotations

import logging
import math
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from analysis.claims.rules import Box, Limit, Rule, fewest, named, parameters_of, score
from analysis.claims.shares import SUPPORTS, UNDECIDED
from analysis.claims.thresholds import Thresholds

CANDIDATES = 8  # parameters that PRIM and CART look at
FEWEST = 20  # points of either kind, in either half, without which no rule is sought
PEEL = 0.05  # share of the points that PRIM peels off at a time, and least share that a box or a leaf holds
RESAMPLES = 10  # of the first half, to see whether a rule comes back
SHUFFLES = 4  # of the labels of the first half; the lifts of all claims together are what chance reaches
Points = Mapping[str, np.ndarray]
Ends = dict[str, tuple[float, float]]
Columns = list[tuple[str, tuple[str, ...]]]  # names, with the forms of variants


class Flip(NamedTuple):
    """A flip rule with its scores on the half it has not seen; without a rule, `rule` is empty and all scores are NaN."""

    rule: Rule
    kind: str  # "prim", "cart" or "" without a rule
    density: float
    coverage: float
    lift: float  # density less the share of that half that supports: what the rule adds to knowing no more than that
    returns: Mapping[str, float]  # of each parameter named: share of resamples in which it is named again
    chance: tuple[float, ...]  # lifts out of sample of rules found after the labels of the first half are shuffled


NO_FLIP = Flip((), "", math.nan, math.nan, math.nan, {}, ())


def flip_rule(found: np.ndarray, points: Points, thresholds: Thresholds, seed: int = 0, tried: bool = True) -> Flip:
    """The flip rule of points of these classes; if `tried`, under resampling and against shuffled labels too.

    Undecided points teach nothing and are left out.
    """
    known = np.flatnonzero(found != UNDECIDED)
    rng = np.random.default_rng(seed)
    halves = np.array_split(rng.permutation(known), 2)
    (first, taught), (second, asked) = (_half(found, points, np.sort(half)) for half in halves)
    if min(taught.sum(), asked.sum(), (~taught).sum(), (~asked).sum()) < FEWEST:
        return NO_FLIP
    most = thresholds.parameters

    def lift(rule: Rule) -> float:
        return score(rule, second, asked).density - float(asked.mean())

    shuffled = [best_rule(first, rng.permutation(taught), most)[0] for _ in range(SHUFFLES if tried else 0)]
    chance = tuple(lift(other) if other else 0.0 for other in shuffled)
    rule, kind = best_rule(first, taught, most)
    if not rule:
        return NO_FLIP._replace(chance=chance)
    there = score(rule, second, asked)
    again = [parameters_of(best_rule(*_resampled(first, taught, rng), most)[0]) for _ in range(RESAMPLES if tried else 0)]
    returns = {name: sum(name in names for names in again) / RESAMPLES for name in parameters_of(rule) if again}
    return Flip(rule, kind, there.density, there.coverage, lift(rule), returns, chance)


def benchmark(flips: Iterable[Flip], thresholds: Thresholds) -> float:
    """What chance reaches: a high quantile of the lifts that shuffled labels gave, over all claims, for many are tested."""
    lifts = [value for flip in flips for value in flip.chance if math.isfinite(value)]
    return float(np.quantile(lifts, thresholds.confidence)) if lifts else 0.0


def holds(flip: Flip, chance: float, thresholds: Thresholds) -> bool:
    """Whether a rule is dense and covers enough out of sample, and adds more than chance does."""
    good = flip.density >= thresholds.density and flip.coverage >= thresholds.coverage
    return bool(flip.rule) and good and flip.lift > chance


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

        logging.getLogger("EMA").setLevel(logging.ERROR)
        found = prim.Prim(_frame(points, names), supports, threshold=0.01, peel_alpha=PEEL, mass_min=PEEL).find_box()
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


def _half(found: np.ndarray, points: Points, half: np.ndarray) -> tuple[Points, np.ndarray]:
    return {name: values[half] for name, values in points.items()}, found[half] == SUPPORTS


def _resampled(points: Points, supports: np.ndarray, rng: np.random.Generator) -> tuple[Points, np.ndarray]:
    drawn = rng.integers(0, len(supports), len(supports))
    return {name: values[drawn] for name, values in points.items()}, supports[drawn]


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
