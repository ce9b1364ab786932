"""The chance that a meeting agrees, by the formulas of the installed edition."""

from __future__ import annotations

import numpy as np

from concertacion.sim.parameters import Parameters
from tests.review.editions import SECOND, world

TOXICITY, DEPTH, MOST, ONE = 0.8, 0.0, -0.5, 1.0


def chance_of_agreement(rule: str, far: str) -> float:
    """The chance by consensus or majority where all stand at `MOST` but one country at `ONE`."""
    positions = np.full(len(world().countries), MOST)
    positions[world().countries.index(far)] = ONE
    return by_votes(rule, positions) if SECOND else by_weights(rule, positions)


def by_weights(rule: str, positions: np.ndarray) -> float:
    """As the first edition has it: a spread weighted by output, and the number at the table."""
    from concertacion.sim.mechanisms.agreements import agreement_probability, position_spread

    p, weights = Parameters(), world().traits.structure.weight
    seats = np.ones((1, positions.size))
    spread = position_spread(positions, weights, seats, 0, float(rule == "consensus"), 0.0)
    rest = p.agreement_difficulty, p.depth_protection, p.floor_spread
    return agreement_probability(TOXICITY, DEPTH, spread, float(positions.size), *rest)


def by_votes(rule: str, positions: np.ndarray) -> float:
    """As the second edition has it: the least distance from the proposal within which enough stand."""
    from concertacion.sim.mechanisms.votes import agreement_probability, votes_needed

    p, threshold = Parameters(), 1.0 if rule == "consensus" else 0.5 + 1e-9
    distances = np.sort(np.abs(positions - positions.mean()))
    reached = distances[votes_needed(threshold, positions.size) - 1]
    rest = p.agreement_difficulty, p.depth_protection, p.floor_spread
    return agreement_probability(TOXICITY, DEPTH, float(reached), *rest)
