"""Response curves: what a proposal does at each dose, what it spends, and so what any sum of money buys of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.proposals.resampling import Estimates, mean_of_known, resampled_means, within

DOSES = (0.0, 0.25, 0.5, 0.75, 1.0)
HALF = DOSES.index(0.5)
GRID = 1001  # sums of money between 0 and the budget at which rankings are looked at


class Curves(NamedTuple):
    """What the doses of each proposal spend and gain, at each point. Money has one unit at all points, what one channel costs all
    countries in all domains at the default cost; a gain is relative to the control's mean over the points. At dose 0 both are 0.
    """

    names: tuple[str, ...]
    money: np.ndarray  # float64 (proposal, dose, point)
    gains: Mapping[str, np.ndarray]  # by outcome: float64 (proposal, dose, point); NaN where undefined

    @property
    def spent(self) -> np.ndarray:
        """Money at each dose, mean over points, never falling: float64 (proposal, dose)."""
        return never_falling(mean_of_known(self.money))


class Turn(NamedTuple):
    """One proposal ahead of another at a common budget, and how many times its unit costs would have to rise for the other to be
    as good: infinite where it stays ahead at any cost.
    """

    ahead: str
    behind: str
    ratio: float


def curves_of(names: Sequence[str], spent: np.ndarray, unmeasured: np.ndarray, outcomes: Mapping[str, np.ndarray]) -> Curves:
    """Curves from runs, float64 (1 + proposal * (doses - 1), points, replicates): the control, then each dose above 0 in turn.

    `spent` is the record's, counted beyond the control's; `unmeasured` is what comes on top, 0 in the control.
    """
    money = mean_of_known(spent) - mean_of_known(spent)[:1] + mean_of_known(unmeasured)
    gains = {}
    for name, values in outcomes.items():
        at_points = mean_of_known(values)
        with np.errstate(divide="ignore", invalid="ignore"):
            gains[name] = by_proposal((at_points - at_points[:1]) / mean_of_known(at_points[0]))
    return Curves(tuple(names), by_proposal(money), gains)


def by_proposal(arms: np.ndarray) -> np.ndarray:
    """From arms (1 + proposal * (doses - 1), points) to (proposal, dose, point), the control being dose 0 of each."""
    above = arms[1:].reshape(-1, len(DOSES) - 1, arms.shape[1])
    return np.concatenate([np.repeat(arms[None, :1], len(above), axis=0), above], axis=1)


def never_falling(money: np.ndarray) -> np.ndarray:
    """Money by dose (..., dose) without the falls and the sums below 0 that luck makes."""
    return np.maximum.accumulate(np.maximum(money, 0.0), axis=-1)


def common_budget(curves: Curves) -> float:
    """The median of what the proposals spend at half a dose."""
    return float(np.median(curves.spent[:, HALF]))


def doses_for(spent: np.ndarray, money: float) -> np.ndarray:
    """The dose of each proposal that spends a sum, at most 1: float64 (proposal,), by interpolation of (proposal, dose)."""
    return np.array([np.interp(money, row, DOSES) for row in spent])


def bought(curves: Curves, outcome: str, money: float) -> Estimates:
    """What each proposal alone gains for a sum of money, by linear interpolation of its curve; at dose 1 it can spend no more."""

    def gained(spent: np.ndarray, gain: np.ndarray) -> np.ndarray:
        return np.array([np.interp(money, x, y) for x, y in zip(spent, gain, strict=True)])

    gain = curves.gains[outcome]
    resampled = zip(never_falling(resampled_means(curves.money)), resampled_means(gain), strict=True)
    return within(gained(curves.spent, mean_of_known(gain)), np.array([gained(x, y) for x, y in resampled]))


def turns(curves: Curves, outcome: str, money: float) -> tuple[Turn, ...]:
    """Every pair of proposals at a budget, the better one first: how far its unit costs may rise until the other is as good.

    At unit costs r times as high a budget b buys what b / r buys now: the ratio is b over the largest sum below b that buys less
    of the one ahead than b buys of the other.
    """
    sums = np.linspace(0.0, money, GRID)
    gain = mean_of_known(curves.gains[outcome])
    bought = np.array([np.interp(sums, x, y) for x, y in zip(curves.spent, gain, strict=True)])
    found = []
    for i, j in np.argwhere(bought[:, -1, None] > bought[None, :, -1]):
        less = np.flatnonzero(bought[i] < bought[j, -1])
        ratio = money / sums[less[-1]] if less.size and less[-1] > 0 else np.inf
        found.append(Turn(curves.names[i], curves.names[j], float(ratio)))
    order = {name: bought[i, -1] for i, name in enumerate(curves.names)}
    return tuple(sorted(found, key=lambda turn: (-order[turn.ahead], -order[turn.behind])))
