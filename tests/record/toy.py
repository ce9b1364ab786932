"""A model that is quick to run, with a known answer: six facts of five parameters among twenty."""

from __future__ import annotations

import numpy as np

from concertacion.analysis.record.exploring import Found, Size, explore
from concertacion.analysis.record.implausibility import Against

AXES, RUNS, NOISE = 20, 6, 0.1
SPREAD = np.diag(np.full(6, 0.08**2))


def run(unit: np.ndarray, generator: np.random.Generator, runs: int = RUNS) -> np.ndarray:
    """Facts of runs at points, float64 (points, runs, facts)."""
    v = unit - 0.5
    facts = [v[:, 0] + v[:, 1], v[:, 1] - v[:, 2], 2.0 * v[:, 3], v[:, 0] + 0.5 * v[:, 3], v[:, 2] + v[:, 4], v[:, 1] - v[:, 4]]
    clean = np.stack(facts, axis=1)
    return clean[:, None, :] + NOISE * generator.standard_normal((len(unit), runs, 6))


def found(record: np.ndarray, seed: int, spread: np.ndarray = SPREAD, size: tuple[int, int, int] = (600, 200, 8)) -> Found:
    """What a search finds of a record."""
    return explore(
        lambda wave, unit: run(unit, np.random.default_rng([seed, wave])), AXES, Against(record, spread), Size(*size, seed)
    )


def history(unit: np.ndarray, seed: int, spread: np.ndarray = SPREAD) -> np.ndarray:
    """A record that the model makes at a point, with error and discrepancy, float64 (facts,)."""
    generator = np.random.default_rng([seed, 999])
    return run(unit[None], generator, 1)[0, 0] + generator.multivariate_normal(np.zeros(6), spread)
