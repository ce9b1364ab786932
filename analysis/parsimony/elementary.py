"""Elementary effects (Morris 1991) with their upper bounds, the floor of a dummy parameter, and who may be fixed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

LEVEL = 0.95
RESAMPLES = 1000
FEWEST = 4  # trajectories in which an effect is known, without which nothing is said


class Bounds(NamedTuple):
    """Mean absolute elementary effects and their upper bounds, float64 (axes,) each; NaN where too few are known."""

    mean: np.ndarray
    upper: np.ndarray


def effects(points: np.ndarray, values: np.ndarray, step: float) -> np.ndarray:
    """Absolute elementary effects over whole ranges, float64 (trajectories, axes).

    Each step of `points`, (trajectories, steps + 1, axes), moves one axis by `step` of its range; `values`
    (trajectories, steps + 1).
    """
    axis = (np.diff(points, axis=1) != 0).argmax(axis=2)
    found = np.full((points.shape[0], points.shape[2]), np.nan)
    np.put_along_axis(found, axis, np.abs(np.diff(values, axis=1)) / step, axis=1)
    return found


def bounds(found: np.ndarray, seed: int = 0) -> Bounds:
    """Means over trajectories and the upper ends of their 95 % bootstrap intervals, of effects (trajectories, axes)."""
    known = np.isfinite(found)
    filled, count = np.where(known, found, 0.0), len(found)
    weights = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = filled.sum(0) / known.sum(0)
        drawn = (weights @ filled) / (weights @ known)
    enough = known.sum(0) >= FEWEST
    upper = np.nanquantile(np.where(enough, drawn, 0.0), 0.5 + LEVEL / 2, axis=0)
    return Bounds(np.where(enough, mean, np.nan), np.where(enough, upper, np.nan))


def ratios(of: Mapping[str, np.ndarray], smallest: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, np.ndarray]:
    """By outcome, upper bounds above the floor in smallest effects, (axes,): below 1 the parameter does not matter to it."""
    return {name: np.maximum(upper - floors.get(name, 0.0), 0.0) / smallest[name] for name, upper in of.items()}


def fixable(found: Mapping[str, np.ndarray]) -> np.ndarray:
    """The axes that matter to no outcome, bool (axes,): every ratio is known and below 1."""
    with np.errstate(invalid="ignore"):
        return np.logical_and.reduce([one < 1.0 for one in found.values()])
