"""A claim against the record of the past, where there is one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.observation import Estimate

SILENT, CONSISTENT, IN_CONFLICT = "silent", "consistent", "in conflict"


def against_record(claim: Claim, facts: Mapping[str, Estimate], confidence: float = 0.95) -> str:
    """`consistent` if the fact's normal interval lies beyond what the claim expects, `in conflict` if beyond it the other way.

    `silent` where it holds both, or the claim names no fact.
    """
    if claim.record is None:
        return SILENT
    fact = facts[claim.record.fact]
    if not math.isfinite(fact.error):
        return SILENT
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * fact.error
    sign = 1.0 if claim.record.shape == "greater" else -1.0
    beyond = sign * (fact.value - claim.record.than)
    return CONSISTENT if beyond > half else IN_CONFLICT if beyond < -half else SILENT
