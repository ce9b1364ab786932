"""Rules: a few limits on parameters, and how well they tell where a claim holds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.thresholds import Thresholds


class Limit(NamedTuple):
    """A parameter between two ends, both included, or a structural variant in one of some forms."""

    parameter: str
    low: float = -math.inf
    high: float = math.inf
    forms: tuple[str, ...] = ()


Box = tuple[Limit, ...]  # all limits hold
Rule = tuple[Box, ...]  # one of the boxes holds


class Score(NamedTuple):
    """How often a rule is right inside, and how much of what supports lies inside; NaN without any."""

    density: float
    coverage: float


def inside(rule: Rule, points: Mapping[str, np.ndarray]) -> np.ndarray:
    """Which points a rule names, bool (points,)."""
    size = len(next(iter(points.values())))
    found = np.zeros(size, dtype=bool)
    for box in rule:
        within = np.ones(size, dtype=bool)
        for limit in box:
            values = points[limit.parameter]
            within &= np.isin(values, limit.forms) if limit.forms else (values >= limit.low) & (values <= limit.high)
        found |= within
    return found


def score(rule: Rule, points: Mapping[str, np.ndarray], supports: np.ndarray) -> Score:
    """Of a rule against what is known of the points, bool (points,)."""
    found = inside(rule, points)
    right = int((found & supports).sum())
    if not found.any() or not supports.any():
        return Score(math.nan, 0.0 if supports.any() else math.nan)
    return Score(right / int(found.sum()), right / int(supports.sum()))


def room(rule: Rule, points: Mapping[str, np.ndarray], supports: np.ndarray, thresholds: Thresholds) -> float:
    """By how much a rule meets what is asked of one: the worse of density and coverage, from 0 at its threshold to 1 at one.

    Negative where either falls short; minus infinity for a rule that names no point. So of all that trade one for the other, the
    rule is found that the verdict asks for, and not one which covers more than it need and is right less often than it must.
    """
    own = score(rule, points, supports)
    if math.isnan(own.density):
        return -math.inf
    asked = thresholds.density, thresholds.coverage
    return min((value - least) / (1.0 - least) for value, least in zip(own, asked, strict=True))


def parameters_of(rule: Rule) -> tuple[str, ...]:
    """The parameters a rule names, in order of first appearance."""
    return tuple(dict.fromkeys(limit.parameter for box in rule for limit in box))


def in_words(rule: Rule) -> str:
    """`audience > 0.4 and purge < 0.2, or channels exclusive`."""
    return ", or ".join(" and ".join(_limit_in_words(limit) for limit in box) for box in rule)


def _limit_in_words(limit: Limit) -> str:
    if limit.forms:
        return f"{limit.parameter} {' or '.join(limit.forms)}"
    if math.isinf(limit.low) or math.isinf(limit.high):
        return f"{limit.parameter} > {limit.low:.3g}" if math.isinf(limit.high) else f"{limit.parameter} < {limit.high:.3g}"
    return f"{limit.parameter} from {limit.low:.3g} to {limit.high:.3g}"


def fewest(box: Box, points: Mapping[str, np.ndarray], supports: np.ndarray, thresholds: Thresholds) -> Box:
    """The box without the limits that add too little room, the least useful first, and with no more than a rule may have."""
    while box:
        without = [box[:n] + box[n + 1 :] for n in range(len(box))]
        rooms = [room((smaller,), points, supports, thresholds) for smaller in without]
        best = int(np.argmax(rooms))
        if len(box) <= thresholds.parameters and rooms[best] < room((box,), points, supports, thresholds) - thresholds.worth:
            break
        box = without[best]
    return box


def named(parameter: str, values: Sequence[str]) -> Limit:
    """A limit on the forms of a variant."""
    return Limit(parameter, forms=tuple(sorted(values)))
