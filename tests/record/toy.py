"""A model that is quick to run, with a known answer: twelve facts of five parameters among twenty."""

from __future__ import annotations

import numpy as np

from concertacion.analysis.record.exploring import Exploration, Size, explore
from concertacion.analysis.record.implausibility import Against

AXES, RUNS, NOISE = 20, 12, 0.1
FACTS = 12
SPREAD = np.diag(np.full(FACTS, 0.08**2))


def run(unit: np.ndarray, generator: np.random.Generator, runs: int = RUNS) -> np.ndarray:
    """Facts of runs at points, float64 (points, runs, facts)."""
    v = unit - 0.5
    one, two, three, four, five = v.T[:5]
    facts = [
        one + two, two - three, 2.0 * four, one + 0.5 * four, three + five, two - five, one - three, four + five,
        one + two + three, two + four, one - five, four - three,
    ]  # fmt: skip
    clean = np.stack(facts, axis=1)
    return clean[:, None, :] + NOISE * generator.standard_normal((len(unit), runs, FACTS))


def found(record: np.ndarray, seed: int, spread: np.ndarray = SPREAD, size: tuple[int, int, int] = (800, 300, 10)) -> Exploration:
    """What a search finds of a record."""
    return explore(
        lambda wave, unit: run(unit, np.random.default_rng([seed, wave])), AXES, Against(record, spread), Size(*size, seed)
    )


def history(unit: np.ndarray, seed: int, spread: np.ndarray = SPREAD) -> np.ndarray:
    """A record that the model makes at a point, with error and discrepancy, float64 (facts,)."""
    generator = np.random.default_rng([seed, 999])
    return run(unit[None], generator, 1)[0, 0] + generator.multivariate_normal(np.zeros(FACTS), spread)
