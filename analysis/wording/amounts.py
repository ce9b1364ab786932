"""Effects of claims in the units that a reader thinks in: relative changes in per cent, differences of shares in points."""

from __future__ import annotations

import math

import numpy as np

from concertacion.analysis.claims.claim import Part
from concertacion.analysis.claims.effects import Effect, Effects
from concertacion.analysis.claims.shares import classify
from concertacion.analysis.claims.types import TYPES

PER_CENT, POINTS, PLAIN = "%", " points", ""
OF_SHARES = ("share", "gap", "trend")  # types that are a difference of two shares or relative changes
SHAPES = {
    "greater": "above {high}", "less": "below {low}", "negligible": "between {low} and {high}",
    "possible": "above {high}, in a part of the space",
    "non-monotone": "above {high} for a rise and for a fall",
}  # fmt: skip
AGAINST = {"less": "above {high}", "negligible": "below or above"}  # where it contradicts; of all other shapes, below
LEAST = 0.005  # of a per cent or point, below which an amount is written as 0
POSITIONS = {"supports": "supports", "contradicts": "contradicts", "no effect": "too small to matter", "undecided": "undecided"}


def unit_of(part: Part) -> str:
    """Per cent, percentage points, or none."""
    if TYPES[part.type].relative:
        return PER_CENT
    return POINTS if part.type in OF_SHARES else PLAIN


def amount(value: float, part: Part) -> str:
    """An effect with its sign and unit: '+45%', '−0.067', '+5.0 points'; 'not defined' where there is none."""
    if math.isnan(value):
        return "not defined"
    unit = unit_of(part)
    scaled = 100 * value if unit else value
    if abs(scaled) < (LEAST if unit else LEAST / 10):
        return f"0{unit}"
    digits = next((n for least, n in ((9.95, 0), (0.995, 1)) if abs(scaled) >= least), 2) if unit else 3
    return f"{scaled:+,.{digits}f}{unit}".replace("-", "\u2212")


def interval(effect: Effect, part: Part) -> str:
    """The ends of an interval, the unit once; empty if there are none."""
    if math.isnan(effect.low):
        return ""
    low, high = amount(effect.low, part), amount(effect.high, part)
    return low if low == high else f"{low.removesuffix(POINTS)} to {high}"


def demand(part: Part) -> str:
    """Where the effect must lie to support: 'below −3.0%'."""
    return SHAPES[part.shape].format(low=amount(-part.smallest, part), high=amount(part.smallest, part))


def contradiction(part: Part) -> str:
    """Where it must lie to contradict."""
    low, high = amount(-part.smallest, part), amount(part.smallest, part)
    return AGAINST.get(part.shape, "below {low}").format(low=low, high=high)


def reading(effect: Effect, part: Part) -> str:
    """What an effect at one point says of the claim: supports, contradicts, too small to matter or undecided."""
    ends = Effects(*(np.array([value]) for value in effect))
    return POSITIONS[str(classify(ends, part.smallest, part.shape)[0])]
