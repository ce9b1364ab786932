"""A total by channel: the effect in each channel, and at which weights of the channels it turns.

A total is the weighted mean of a measure over channels, `sum w_c m_c / sum w_c`, told at equal weights. Nobody knows how much a
unit of technical work is worth against a unit of summitry, so no sign of a total is told without the weights at which it turns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim, Part, by_channel
from concertacion.analysis.claims.effects import Effects, effect_of_means
from concertacion.analysis.claims.formula import Formula
from concertacion.analysis.claims.samples import Runs

STEPS = 10  # of the grid of weights between nothing and all
Weighting = Mapping[str, float]  # by channel
Measure = Callable[[Formula, Runs], Effects]  # `effects_of` at some confidence


class Weights(NamedTuple):
    """How a total depends on the weights of its channels, by the median effect over the points at which the claim applies."""

    positive: float  # share of the grid of weights at which the effect is above the smallest of interest
    turn: Weighting  # the weights nearest to equal ones at which its sign is not that at equal ones; empty if it never turns
    claimed: float = math.nan  # share of the grid at which the effect lies where the claim says; NaN in earlier ledgers


def channels_in(claim: Claim, part: Part) -> tuple[str, ...]:
    """The channels of the totals that a part reads; none if it reads no total."""
    return tuple(dict.fromkeys(c for _, measure in part.effect.names for c in claim.channels.get(measure, ())))


def effects_by_channel(claim: Claim, part: Part, runs: Runs, measure: Measure) -> dict[str, Effects]:
    """The effect of a part in each channel of the totals that it reads; empty if it reads none."""
    return {c: measure(part.effect, weighed(claim, part, runs, {c: 1.0})) for c in channels_in(claim, part)}


def weighed(claim: Claim, part: Part, runs: Runs, weights: Weighting) -> Runs:
    """The runs that a part reads, with each total at these weights; NaN for a total of which no channel counts."""
    return runs._replace(values={name: _weighed(claim, *name, runs, weights) for name in part.effect.names})


def _weighed(claim: Claim, arm: str, measure: str, runs: Runs, weights: Weighting) -> np.ndarray:
    counting = {c: weights[c] for c in claim.channels.get(measure, ()) if weights.get(c, 0.0) > 0.0}
    if measure not in claim.channels:
        return runs.values[arm, measure]
    if not counting:
        return np.full_like(runs.values[arm, measure], np.nan)
    total = sum(weight * runs.values[arm, by_channel(measure, c)] for c, weight in counting.items())
    return np.asarray(total / sum(counting.values()))


def weights_of(claim: Claim, part: Part, runs: Runs, applies: np.ndarray) -> Weights | None:
    """How the effect of a part depends on the weights; None if it reads no total."""
    channels = channels_in(claim, part)
    if not channels:
        return None

    def median(weights: Weighting) -> float:
        effect = effect_of_means(part.effect, weighed(claim, part, runs, weights))[applies]
        known = effect[np.isfinite(effect)]
        return float(np.median(known)) if known.size else np.nan

    grid = grid_of(channels)
    found = np.array([median(weights) for weights in grid])
    equal = np.sign(median(dict.fromkeys(channels, 1.0)))
    other = [weights for weights, effect in zip(grid, found, strict=True) if np.sign(effect) == -equal != 0.0]
    above, below = found > part.smallest, found < -part.smallest
    claimed = {"less": below, "negligible": np.abs(found) <= part.smallest}.get(part.shape, above)
    return Weights(float(above.mean()), min(other, key=unevenness, default={}), float(claimed.mean()))


def grid_of(channels: tuple[str, ...]) -> list[Weighting]:
    """All weights in steps of a tenth that add up to one."""
    steps = product(range(STEPS + 1), repeat=len(channels))
    return [dict(zip(channels, (n / STEPS for n in one), strict=True)) for one in steps if sum(one) == STEPS]


def unevenness(weights: Weighting) -> tuple[float, float]:
    """How far weights are from equal ones: by the ratio of the smallest to the largest, then by distance."""
    values = np.array(list(weights.values()))
    return -float(values.min() / values.max()), float(np.abs(values - values.mean()).sum())
