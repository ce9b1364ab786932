"""The bar that a flip rule must pass: the excess that chance reaches over all claims of a ledger, whatever folder they ran in."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from concertacion.analysis.claims.flips import benchmark, holds
from concertacion.analysis.claims.judgement import AtScale, Judgement
from concertacion.analysis.claims.thresholds import Thresholds
from concertacion.analysis.claims.verdict import CONDITIONAL, MIXED


def bar_of(judged: Iterable[AtScale], thresholds: Thresholds) -> float:
    """The excess that chance reaches over claims, each at its smallest effect of interest."""
    return benchmark((at.flip for at in judged), thresholds)


def decided(judgement: Judgement, bar: float, thresholds: Thresholds) -> Judgement:
    """The judgement by this bar, whatever bar it was taken by before."""
    if judgement.findings is None:
        return judgement
    scales = {scale: decided_at(at, bar, thresholds) for scale, at in judgement.scales.items()}
    verdict, agreement = scales[1.0].verdict, scales[1.0].resample_agreement
    return judgement._replace(verdict=verdict, close=agreement < thresholds.close, scales=scales)


def decided_at(at: AtScale, bar: float, thresholds: Thresholds) -> AtScale:
    """At one scale: what shares do not settle is conditional if its rule passes the bar, and mixed if not.

    Earlier ledgers do not hold what the rule reaches that says where a claim applies: they are left as they are.
    """
    if math.isnan(at.applying) or at.verdict not in (CONDITIONAL, MIXED):
        return at
    least = max(bar, at.applying)
    rule_holds = holds(at.flip.scores, least, thresholds)
    at = at._replace(rule_holds=rule_holds, verdict=CONDITIONAL if rule_holds else MIXED)
    if not at.resampled:
        return at
    excess = np.array(at.resampled)  # NaN is neither above nor below
    return at._replace(resample_agreement=float(((excess > least) if rule_holds else (excess <= least)).mean()))
