"""Where a claim applies, and what its effects come to there. Only the control's means decide, so no effect can."""

from __future__ import annotations

import numpy as np

from concertacion.analysis.claims.claim import Claim, Part
from concertacion.analysis.claims.effects import Effects, means_of
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.shares import INAPPLICABLE, classify


def applicable(claim: Claim, runs: Runs) -> np.ndarray:
    """The points at which the control meets the claim's condition, bool (points,)."""
    points = len(next(iter(runs.values.values())))
    return claim.applies.of(means_of(runs, claim.applies_reads), (points,))


def classes_of(part: Part, effects: Effects, applies: np.ndarray, scale: float = 1.0) -> np.ndarray:
    """The class of each point for a part, text (points,), at a multiple of its smallest effect."""
    return np.where(applies, classify(effects, scale * part.smallest, part.shape), INAPPLICABLE)
