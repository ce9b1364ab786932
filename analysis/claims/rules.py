"""Rules: a few limits on parameters, and how well they separate points where a claim holds from the others."""

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
    named = np.zeros(size, dtype=bool)
    for box in rule:
        within = np.ones(size, dtype=bool)
        for limit in box:
            values = points[limit.parameter]
            within &= np.isin(values, limit.forms) if limit.forms else (values >= limit.low) & (values <= limit.high)
        named |= within
    return named


def score(rule: Rule, points: Mapping[str, np.ndarray], supports: np.ndarray) -> Score:
    """The score of a rule on points that support or do not, bool (points,)."""
    named = inside(rule, points)
    right = int((named & supports).sum())
    if not named.any() or not supports.any():
        return Score(math.nan, 0.0 if supports.any() else math.nan)
    return Score(right / int(named.sum()), right / int(supports.sum()))


def margin(rule: Rule, points: Mapping[str, np.ndarray], supports: np.ndarray, thresholds: Thresholds) -> float:
    """By how much a rule meets its thresholds: the worse of density and coverage, from 0 at its threshold to 1 at one.

    Negative where either falls short; minus infinity for a rule that names no point. Of all rules that trade one for the other,
    the largest margin picks the rule that the verdict needs, not one that covers more than it must and is right less often.
    """
    scored = score(rule, points, supports)
    if math.isnan(scored.density):
        return -math.inf
    needed = thresholds.density, thresholds.coverage
    return min((value - least) / (1.0 - least) for value, least in zip(scored, needed, strict=True))


def parameters_of(rule: Rule) -> tuple[str, ...]:
    """The parameters a rule names, in order of first appearance."""
    return tuple(dict.fromkeys(limit.parameter for box in rule for limit in box))


def rule_text(rule: Rule) -> str:
    """`audience > 0.4 and purge < 0.2, or channels exclusive`."""
    return ", or ".join(" and ".join(_limit_text(limit) for limit in box) for box in rule)


def _limit_text(limit: Limit) -> str:
    if limit.forms:
        return f"{limit.parameter} {' or '.join(limit.forms)}"
    if math.isinf(limit.low) or math.isinf(limit.high):
        return f"{limit.parameter} > {limit.low:.3g}" if math.isinf(limit.high) else f"{limit.parameter} < {limit.high:.3g}"
    return f"{limit.parameter} from {limit.low:.3g} to {limit.high:.3g}"


def fewest(box: Box, points: Mapping[str, np.ndarray], supports: np.ndarray, thresholds: Thresholds) -> Box:
    """The box without the limits that add too little margin, the least useful first, and with no more than a rule may have."""
    while box:
        without = [box[:n] + box[n + 1 :] for n in range(len(box))]
        margins = [margin((smaller,), points, supports, thresholds) for smaller in without]
        best = int(np.argmax(margins))
        enough = margin((box,), points, supports, thresholds) - thresholds.least_gain
        if len(box) <= thresholds.parameters and margins[best] < enough:
            break
        box = without[best]
    return box


def forms_limit(parameter: str, values: Sequence[str]) -> Limit:
    """A limit on the forms of a variant."""
    return Limit(parameter, forms=tuple(sorted(values)))
