"""Whether a claim can come out against its sign: one that cannot, over all ranges, is labelled, for its sign was put in.

Only a sign that the equations imply can be put in: where they leave it open, no claim is labelled.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Part, Sign
from concertacion.analysis.claims.effects import Effects
from concertacion.analysis.claims.shares import Share, share_of
from concertacion.analysis.claims.thresholds import Thresholds

CLAIMED = {"less": -1, "negligible": 0}  # the direction that a shape claims; all others claim a rise


class Signed(NamedTuple):
    """How the declared sign fares over the points at which the claim applies."""

    sign: str  # + or -: the declared one, or of an open one the claim's own direction; empty if no point is decided
    against: Share  # of the points: decided against it
    agreement: float  # share of the decided points that have it; NaN without any
    one_signed: bool


def signed(sign: Sign, part: Part, space: Effects, applies: np.ndarray, thresholds: Thresholds) -> Signed:
    """Whether decided points lie on both sides of nothing."""
    with np.errstate(invalid="ignore"):
        above, below = space.low[applies] > part.smallest, space.high[applies] < -part.smallest
    declared = {"+": 1, "-": -1}.get(sign.expected, 0)
    expected = declared or CLAIMED.get(part.shape, 1) or int(np.sign(above.sum() - below.sum()))
    if not expected or not (above | below).any():
        expected = 0
    wanted, other = (above, below) if expected >= 0 else (below, above)
    against = share_of(np.where(other, "against", ""), "against", thresholds.confidence)
    decided = int((above | below).sum())
    agreement = float(wanted.sum()) / decided if decided and expected else np.nan
    one_signed = bool(declared and expected and wanted.any() and against.low < thresholds.one_signed)
    return Signed({1: "+", -1: "-", 0: ""}[expected], against, agreement, one_signed)
