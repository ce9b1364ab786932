"""Small functions that all themes use: bounds, the logistic choice probability, learning of expectations."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from concertacion.sim.compiled import compiled, inlined

NONE: Any = np.int64(-1)  # no row. Like the streams of `draws`, an int64: numba takes a plain -1 for a type of its own


@compiled
def bounded(value, low, high):
    """`value` held within [low, high]."""
    return min(max(value, low), high)


@compiled
def share(value):
    """`value` held within [0, 1]."""
    return min(max(value, 0.0), 1.0)


@inlined
def logistic(utility):
    """P = 1 / (1 + exp(-U)) in (0, 1), the binary logit (McFadden 1974); safe for utilities of any size."""
    if utility >= 0.0:
        return 1.0 / (1.0 + math.exp(-utility))
    grown = math.exp(utility)
    return grown / (1.0 + grown)


@inlined
def choice_probability(rationality, utility):
    """P = logistic(rationality * U): probability of the first of two options; rationality 0 gives 1/2."""
    return logistic(rationality * utility)


@compiled
def toward(value, target, rate):
    """value + rate (target - value): partial adjustment at `rate` a quarter, in [0, 1]."""
    return value + rate * (target - value)


@compiled
def learned(faith, seen, learning_rate, faith_floor):
    """r' = max(floor, r + alpha (seen - r)): an expectation in [0, 1] learned from what was `seen`, a share."""
    return max(faith_floor, faith + learning_rate * (seen - faith))


@inlined
def total(values):
    """sum_i a_i, in order."""
    result = 0.0
    for i in range(values.size):
        result += values[i]
    return result


@inlined
def heads(present):
    """How many of an array of 0 and 1 are 1. A whole number: it may be counted in any order, as vector code does."""
    count = 0
    for i in range(present.size):
        count += 1 if present[i] > 0.0 else 0
    return float(count)


@inlined
def largest(values):
    """The largest of one number or more."""
    most = values[0]
    for i in range(1, values.size):
        most = max(most, values[i])
    return most


@inlined
def dot(values, weights):
    """sum_i a_i w_i, in order."""
    result = 0.0
    for i in range(values.size):
        result += values[i] * weights[i]
    return result


@inlined
def covered(others, part, own):
    """c = (1 - o) others + o own, a share: what those who matter bring together; 0 where no other brings anything.

    o is the country's own part, its weight (`heft`) over that of all. 1 when all take part with full capacity and full ties:
    the one unit in which every channel delivers.
    """
    return (1.0 - part) * others + part * own if others > 0.0 else 0.0


@inlined
def reach(coverage, returns):
    """Y(c) = c / (c + eta (1 - c)): delivery by a share c of the relevant capacity; Y(0) = 0, Y(1) = 1.

    eta > 0, the returns to scale: 1 is proportional; below 1 the first to take part matter most, above 1 the last. Form assumed.
    """
    held = share(coverage)
    return held / (held + returns * (1.0 - held))
