"""Which points are settled for a claim, so that further pairs there would decide nothing."""

from __future__ import annotations

from functools import partial

import numpy as np

from concertacion.analysis.claims.applicability import applicable, classes_of
from concertacion.analysis.claims.channels import effects_by_channel
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import effects_of
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.shares import CONTRADICTS, SUPPORTS, UNDECIDED
from concertacion.analysis.claims.thresholds import THRESHOLDS, Thresholds


def unsettled(claim: Claim, runs: Runs, thresholds: Thresholds = THRESHOLDS) -> np.ndarray:
    """The points at which further pairs may change the class of a claim, bool (points,).

    There it is not sure whether the claim applies, as where the control was the same in all pairs so far: what is rare may yet
    come; or it may apply, and is undecided; or no pair has shown any difference, likewise; or one channel of a total may yet go
    the other way.
    """
    measure, part = partial(effects_of, confidence=thresholds.confidence), claim.main
    fails, unsure = np.zeros((2, len(next(iter(runs.values.values())))), bool)
    for bound in claim.applies.bounds:
        margin = measure(bound.margin, runs)
        varies = ~np.isclose(margin.low, margin.high, rtol=1e-9, atol=1e-15)  # rounding is no variance
        varies |= not varies.any()  # what varies at no point follows from the parameters alone
        fails |= varies & (margin.high < 0.0)
        unsure |= ~(varies & (margin.low >= 0.0))
    whole, applies = measure(part.effect, runs), applicable(claim, runs)
    classes, nothing = classes_of(part, whole, applies), (whole.low == 0.0) & (whole.high == 0.0)
    against = -1.0 if part.shape == "less" else 1.0
    going_on = unsure | (classes == UNDECIDED) | (nothing & applies)
    for effects in effects_by_channel(claim, part, runs, measure).values():
        for kind, end in ((SUPPORTS, -against * part.smallest), (CONTRADICTS, against * part.smallest)):
            going_on |= (classes == kind) & (effects.low < end) & (effects.high > end)
    return going_on & ~fails
