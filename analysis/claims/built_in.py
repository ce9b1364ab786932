"""How much of a result is built into the assumptions: what is left of the effect after a change, and three flags from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim, Part
from concertacion.analysis.claims.effects import effect_of_means
from concertacion.analysis.claims.samples import Runs, Samples
from concertacion.analysis.claims.shares import Share
from concertacion.analysis.claims.signs import Signed
from concertacion.analysis.claims.thresholds import Thresholds

NOTHING_LEFT = Share(math.nan, math.nan, math.nan)


class BuiltIn(NamedTuple):
    """What is left of the effect after each change (NaN where there is no effect, or no such change), and the flags."""

    frozen: Share  # with feedbacks frozen: only what the direct mechanisms remember goes on
    alone: Mapping[str, Share]  # by parameter at its neutral value, the others as they are
    without: Share  # with all direct mechanisms at their neutral values, but those that an arm sets
    restates: bool
    rests_on: tuple[str, ...]  # parameters whose neutral value is an end of their range, without which it is surely gone
    not_by_its_mechanisms: bool


def built_in(claim: Claim, samples: Samples, applies: np.ndarray, sign: Signed, thresholds: Thresholds, seed: int) -> BuiltIn:
    """The flags on the claim itself, from runs at the first points of the space.

    Restates: the effect needs no feedback, and has the declared sign nearly always. Rests on a parameter: the parameter can have
    one sign only, and without it the effect is gone, with the whole interval of what is left. Not by its mechanisms: without all
    that the file names, except for what an arm sets, it is still there.
    """

    def left(changed: Runs | None) -> Share:
        return NOTHING_LEFT if changed is None else left_of(claim.main, samples.space, changed, applies, thresholds, seed)

    frozen, without = left(samples.frozen), left(samples.without)
    alone = {name: left(runs) for name, runs in samples.alone.items()}
    declared = claim.sign.expected != "open" and sign.agreement >= thresholds.sign_agreement
    return BuiltIn(
        frozen=frozen,
        alone=alone,
        without=without,
        restates=bool(declared and _remains(frozen, thresholds)),
        rests_on=tuple(name for name, share in alone.items() if name in samples.one_sided and is_gone(share, thresholds)),
        not_by_its_mechanisms=_remains(without, thresholds),
    )


def is_gone(left: Share, thresholds: Thresholds) -> bool:
    """Whether surely nothing to speak of is left, of either sign; of a share that is not known, no."""
    return -thresholds.gone < left.low and left.high < thresholds.gone


def _remains(share: Share, thresholds: Thresholds) -> bool:
    return bool(share.share >= thresholds.left and share.low > thresholds.least_left)


def left_of(part: Part, space: Runs, changed: Runs, applies: np.ndarray, thresholds: Thresholds, seed: int = 0) -> Share:
    """Of the effects E beyond the smallest of interest, the share left in changed runs: sum sign(E) E' / sum |E|.

    Points and signs are chosen on one half of the pairs, E and E' measured on the other, both ways; else points would be chosen
    for their noise, and something would seem lost that never was. The interval is a bootstrap of points; of too few of them
    nothing is said.
    """
    points = len(next(iter(changed.values.values())))
    left, whole = np.zeros(points), np.zeros(points)
    for chosen, measured in ((0, 1), (1, 0)):
        first = effect_of_means(part.effect, _half(space, part, points, chosen))
        second = effect_of_means(part.effect, _half(space, part, points, measured))
        other = effect_of_means(part.effect, _half(changed, part, points, measured))
        counts = _beyond(part, first) & applies[:points] & np.isfinite(second) & np.isfinite(other)
        left += np.where(counts, np.sign(first) * other, 0.0)
        whole += np.where(counts, np.sign(first) * second, 0.0)
    if (whole != 0.0).sum() < thresholds.enough or whole.sum() <= 0.0:
        return NOTHING_LEFT
    drawn = np.random.default_rng(seed).multinomial(points, np.full(points, 1 / points), thresholds.resamples)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = (drawn @ left) / (drawn @ whole)
    tail = 0.5 - thresholds.confidence / 2
    low, high = np.quantile(shares[np.isfinite(shares)], [tail, 1 - tail])
    return Share(float(left.sum() / whole.sum()), float(low), float(high))


def counted(part: Part, space: Runs, applies: np.ndarray) -> np.ndarray:
    """The points that count in what is left, whatever the change: those that either half of the pairs chooses, bool (points,)."""
    halves = (effect_of_means(part.effect, _half(space, part, len(applies), half)) for half in (0, 1))
    return applies & np.logical_or.reduce([_beyond(part, effect) for effect in halves])


def _beyond(part: Part, effect: np.ndarray) -> np.ndarray:
    """Where an effect is larger than the smallest of interest, either way."""
    return np.abs(np.nan_to_num(effect)) > part.smallest


def _half(runs: Runs, part: Part, points: int, which: int) -> Runs:
    """Every other pair of the first points."""
    return Runs({name: runs.values[name][:points, which::2] for name in part.effect.names})


def correlated(size: np.ndarray, points: Mapping[str, np.ndarray], names: Iterable[str], most: int) -> list[str]:
    """The parameters, of these names, that go most with the size of an effect over points, by rank correlation (Spearman)."""
    from scipy.stats import rankdata

    known, names = np.isfinite(size), list(names)
    if known.sum() < 3 or np.ptp(size[known]) == 0.0 or not names:
        return []
    ranks = rankdata([size[known], *(points[name][known] for name in names)], axis=1)
    strength = dict(zip(names, np.abs(np.corrcoef(ranks)[0, 1:]), strict=True))
    return sorted(names, key=lambda name: -strength[name])[:most]
