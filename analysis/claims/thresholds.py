"""What decides a verdict, all in one place. Their hash, with that of the claims, is shown beside every ledger."""

from __future__ import annotations

from typing import NamedTuple


class Thresholds(NamedTuple):
    """Numbers fixed before the first full run. Shares are of points whose class is known or not, undecided ones included."""

    confidence: float = 0.95  # of every interval
    majority: float = 0.8  # share of points that makes a claim robust, contradicted or without effect
    region: float = 0.05  # share of points, its interval above it, in which a possibility must be seen
    density: float = 0.8  # of a flip rule, out of sample: how often it is right inside
    coverage: float = 0.5  # of a flip rule, out of sample: how much of what supports lies inside
    parameters: int = 3  # that a flip rule may name
    kept: float = 0.8  # share of the effect left with all feedbacks frozen, from which an effect counts as put in
    agreement: float = 0.95  # share of points whose effect has the sign of one parameter, likewise
    close: float = 0.9  # share of resamples with the same verdict below which a verdict is a close one
    scales: tuple[float, ...] = (0.5, 1.0, 2.0)  # multiples of the smallest effect of interest
    resamples: int = 1000  # of every bootstrap


THRESHOLDS = Thresholds()
