"""The samples that judging one claim reads: the runs of its arms, at the default point and over the space of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.formula import Name


class Runs(NamedTuple):
    """Measured runs by (arm, measure): float64 (points, replicates), NaN where undefined or failed.

    Replicate r of a point has the same random numbers in every arm (common random numbers).
    """

    values: Mapping[Name, np.ndarray]
    looks: tuple[int, ...] = ()  # the numbers of replicates at which points could end; none: all were run at once


class Samples(NamedTuple):
    """All that judging one claim reads."""

    default: Runs  # (1, replicates)
    space: Runs  # (points, replicates)
    points: Mapping[str, np.ndarray]  # axis -> (points,): numbers, or for a structural variant the names of forms
    variants: Mapping[str, tuple[str, ...]]  # axes among them that are variants, with their forms
    counts: np.ndarray | None = None  # how often each point counts, int64 (points,); None: once
    rules: bool = True  # whether a flip rule is sought: not under weights that are a mere screen
    one_sided: tuple[str, ...] = ()  # parameters whose neutral value is an end of their range
    # Of the first points, runs of the arms changed in one way:
    frozen: Runs | None = None  # feedbacks frozen at the control's; None with one arm
    alone: Mapping[str, Runs] = {}  # by parameter: it alone at its neutral value
    without: Runs | None = None  # all direct mechanisms at their neutral values but those that an arm sets; None without any
    check: Runs | None = None  # run from the start and for the years that all claims share; None where that cannot be
    no_check: str = ""  # why not

    @property
    def weights(self) -> np.ndarray:
        """What each point counts, float64 (points,)."""
        size = len(next(iter(self.points.values())))
        return np.ones(size) if self.counts is None else self.counts.astype(np.float64)
