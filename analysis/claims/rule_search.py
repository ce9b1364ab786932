"""The search for a rule: a box by PRIM, or a shallow tree where a box is the wrong shape.

PRIM (Friedman & Fisher 1999; scenario discovery, Bryant & Lempert 2010) by `peeling`; CART (Breiman et al. 1984) by
scikit-learn. Both look at the parameters whose values differ most between points that support and points that do not (regional
sensitivity analysis, Hornberger & Spear 1981): among hundreds of parameters and a few hundred points, peeling would otherwise
follow chance.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from concertacion.analysis.claims.peeling import Sides, peeling_trajectory
from concertacion.analysis.claims.rules import Box, Limit, Rule, fewest, forms_limit, margin, score
from concertacion.analysis.claims.thresholds import Thresholds

Points = Mapping[str, np.ndarray]
Ends = dict[str, tuple[float, float]]
Columns = list[tuple[str, tuple[str, ...]]]  # names, with the forms of variants


def best_rule(points: Points, supports: np.ndarray, thresholds: Thresholds) -> tuple[Rule, str]:
    """The box that PRIM finds, or the tree where its margin is clearly larger, on the points themselves; maybe none."""
    names = most_different(points, supports, thresholds.candidates)
    box = prim_box(points, supports, names, thresholds)
    tree = cart_rule(points, supports, names[: thresholds.parameters], thresholds.peel)
    box_margin, tree_margin = (margin(rule, points, supports, thresholds) for rule in ((box,) if box else (), tree))
    if tree and tree_margin > box_margin + thresholds.least_gain:
        return tree, "cart"
    return ((box,), "prim") if box else ((), "")


def most_different(points: Points, supports: np.ndarray, most: int) -> list[str]:
    """The parameters that differ most between the points that support and the others."""
    return sorted(points, key=lambda name: -distance(points[name], supports))[:most]


def distance(values: np.ndarray, supports: np.ndarray) -> float:
    """Kolmogorov-Smirnov distance of a parameter between points that support and others; of a variant, difference of shares."""
    if values.dtype.kind in "fi":
        order = np.argsort(values, kind="stable")
        ahead = np.cumsum(np.where(supports[order], 1.0 / supports.sum(), -1.0 / (~supports).sum()))
        last = np.append(np.diff(values[order]) > 0, True)  # of equal values, all have been counted there
        return float(np.abs(ahead[last]).max())
    return max(abs(float(np.mean(values[supports] == f) - np.mean(values[~supports] == f))) for f in np.unique(values))


def prim_box(points: Points, supports: np.ndarray, names: list[str], thresholds: Thresholds) -> Box:
    """The widest box of PRIM's peeling trajectory with the largest margin, or nearly so, with no more limits than it needs.

    Nearly so, because by chance alone a narrower box looks a little better on the points that it was found on (after the
    one-standard-error rule of Breiman et al. 1984).
    """
    chosen = {name: points[name] for name in names}
    trajectory = peeling_trajectory(chosen, supports, thresholds.peel, thresholds.peel)
    boxes = [_limits(trajectory[0], sides) for sides in trajectory]
    slim = filter(None, (fewest(box, points, supports, thresholds) for box in boxes))
    margins = {box: margin((box,), points, supports, thresholds) for box in slim}
    enough = max(margins.values(), default=0.0) - thresholds.least_gain
    good = [box for box, reached in margins.items() if reached >= enough]
    return max(good, key=lambda box: (score((box,), points, supports).coverage, margins[box]), default=())


def cart_rule(points: Points, supports: np.ndarray, names: list[str], least: float) -> Rule:
    """The leaves of a shallow tree in which most points support, as boxes; a leaf holds `least` of the points at least."""
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=3, min_samples_leaf=least, random_state=0)
    columns = {name: _codes(points[name]) for name in names}
    tree.fit(np.column_stack([codes for codes, _ in columns.values()]), supports)
    return tuple(_leaves(tree.tree_, list(tree.classes_).index(True), 0, {}, [(n, forms) for n, (_, forms) in columns.items()]))


def _limits(whole: Sides, sides: Sides) -> Box:
    """The limits of a box: the sides that are not those of the whole space."""
    box = []
    for name, side in sides.items():
        if isinstance(side, frozenset):
            if side != whole[name]:
                box.append(forms_limit(name, sorted(side)))
        elif side != whole[name]:
            low, high = (end if end != limit else None for end, limit in zip(side, whole[name], strict=True))
            box.append(Limit(name, -math.inf if low is None else float(low), math.inf if high is None else float(high)))
    return tuple(box)


def _codes(values: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Numbers as they are, forms of a variant by their position, with the forms."""
    if values.dtype.kind in "fi":
        return values, ()
    forms = tuple(np.unique(values).tolist())
    return np.array([forms.index(value) for value in values], dtype=float), forms


def _leaves(tree: Any, kind: int, node: int, ends: Ends, columns: Columns) -> list[Box]:
    """The boxes below a node whose points are mostly of a kind, given the ends of the values that get there, without cuts between
    leaves that are alike."""
    alike = {_mostly(tree, kind, leaf) for leaf in _below(tree, node)}
    if len(alike) == 1:
        return [tuple(_limit(name, *ends[name], dict(columns)[name]) for name in ends)] if ends and alike == {True} else []
    name, at = columns[tree.feature[node]][0], float(tree.threshold[node])
    low, high = ends.get(name, (-math.inf, math.inf))
    left = _leaves(tree, kind, tree.children_left[node], {**ends, name: (low, min(high, at))}, columns)
    return left + _leaves(tree, kind, tree.children_right[node], {**ends, name: (max(low, at), high)}, columns)


def _below(tree: Any, node: int) -> list[int]:
    """The leaves below a node; of a leaf, itself."""
    if tree.children_left[node] < 0:
        return [node]
    return _below(tree, tree.children_left[node]) + _below(tree, tree.children_right[node])


def _mostly(tree: Any, kind: int, leaf: int) -> bool:
    return bool(tree.value[leaf][0][kind] > tree.value[leaf][0].sum() / 2)


def _limit(name: str, low: float, high: float, forms: tuple[str, ...]) -> Limit:
    if forms:
        return forms_limit(name, [form for position, form in enumerate(forms) if low <= position <= high])
    return Limit(name, low, high)
