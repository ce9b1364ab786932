"""Whether arms change what they are meant to change: without that, an effect of nothing says nothing of the claim."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Treatment
from concertacion.analysis.claims.effects import means_of
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.shares import Share, share_of
from concertacion.analysis.claims.thresholds import Thresholds


class Moved(NamedTuple):
    """How far an arm moves its measure."""

    against: float  # mean over points of the measure in the arm compared with
    arm: float  # and in the arm itself
    share: Share  # of the points: where it differs by at least the smallest difference that matters, either way
    takes: bool


def moved(treatment: Treatment, runs: Runs, applies: np.ndarray, thresholds: Thresholds) -> Moved:
    """The treatment at the points at which its claim applies."""
    names = [(arm, treatment.measure) for arm in (treatment.against, treatment.arm)]
    before, after = (means[applies] for means in means_of(runs, names).values())
    change = np.abs(after - before)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = change / np.abs(before) if treatment.relative else change
    hits = np.where(size >= treatment.smallest, "moved", "not")  # anything is more than nothing; NaN is not moved
    share = share_of(hits, "moved", thresholds.confidence)
    return Moved(_mean(before), _mean(after), share, bool(share.share >= thresholds.treatment))


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else np.nan
