"""What an outcome is, said once, and the rows of asked outcomes as compiled code reads them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Array = np.ndarray


class Outcome(NamedTuple):
    """One number a run says. Notation of equations: t quarter, c channel, k domain, i and j countries, m forum; sums and means run
    over what is asked for, all unless told; a ratio without a denominator is NaN. `takes` names the arguments it understands.
    """

    unit: str
    low: float
    high: float
    meaning: str
    equation: str
    takes: tuple[str, ...] = ()
    tag: str = "cheap"  # reduced in compiled code at the end of a run, or "costly": in Python, for milliseconds


class Measures(NamedTuple):
    """Asked outcomes, one row each: which, over which quarters, and weights 1 (asked for) or 0 of channels, domains, countries, forums."""

    code: Array  # (measure,) int64: position in `OUTCOMES`
    first: Array  # (measure,) int64: first quarter
    last: Array  # (measure,) int64: quarter after the last
    which: Array  # (measure,) int64: power, variable, model, or weighting of pairs
    channels: Array  # (measure, channel) float64
    domains: Array  # (measure, domain) float64
    countries: Array  # (measure, country) float64
    forums: Array  # (measure, forum) float64
    pairs: Array  # (weighting, country, other) float64: even, by closeness, by former rivalry


WEIGHTINGS = ("all", "neighbours", "rivals")  # of pairs, in the order of Measures.pairs
