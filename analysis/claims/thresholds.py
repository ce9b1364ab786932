"""The thresholds that decide a verdict, all in one place. Their hash, with that of the claims, is shown with every ledger."""

from __future__ import annotations

from typing import NamedTuple


class Thresholds(NamedTuple):
    """The demands of a verdict, and the effort of looking for a flip rule. Shares are of all points, undecided ones included."""

    confidence: float = 0.95  # of every interval
    majority: float = 0.8  # share of points that makes a claim robust, contradicted or without effect
    region: float = 0.05  # share of points, its interval above it, in which a possibility must be seen
    density: float = 0.8  # of a flip rule, out of sample: how often it is right inside
    coverage: float = 0.5  # of a flip rule, out of sample: how much of what supports lies inside
    parameters: int = 3  # that a flip rule may name
    candidates: int = 8  # parameters that PRIM and CART look at
    peel: float = 0.05  # share of the points that PRIM peels off at a time, and least share that a box or a leaf holds
    least_gain: float = 0.1  # margin that a narrower box, a further limit, or a tree instead of it must add
    fewest: int = 20  # points of either kind, in either half, without which no rule is sought
    halvings: int = 5  # of the points: either half trains once and tests once, so each point is tested five times
    shuffles: int = 4  # halves whose labels are shuffled before a rule is trained on them
    applicable: float = 0.5  # share of all points at which a claim applies, below which its verdict is `seldom applies`
    channel: float = 0.5  # share of points that go the other way in one channel, above which a total settles nothing
    treatment: float = 0.8  # share of points at which an arm must change what it is meant to change
    left: float = 0.8  # share of the effect left after a change from which the change does not matter
    least_left: float = 0.6  # and the lower end of its interval
    enough: int = 5  # points with an effect without which nothing is said of what is left of it
    gone: float = 0.2  # share left below which a change takes the effect away
    sign_agreement: float = 0.95  # share of decided points with the declared sign from which a claim may restate
    one_signed: float = 0.01  # share of points decided against the sign, its lower end, below which a claim is one-signed
    correlated: int = 5  # parameters beside the direct ones that are tried alone: those that go most with the size of the effect
    close: float = 0.9  # share of resamples with the same verdict below which a verdict is a close one
    scales: tuple[float, ...] = (0.5, 1.0, 2.0)  # multiples of the smallest effect of interest
    resamples: int = 1000  # of every bootstrap


THRESHOLDS = Thresholds()
