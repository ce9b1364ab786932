"""The core preset: mechanisms switched off on half of the claims and points, and tested on the other half."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import Sizes
from concertacion.analysis.parsimony.choosing import Kept, halves, kept, largest, random_presets, weakest_first
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.claims.trial import scenarios_of, worlds_of
from concertacion.experiments.compose import composed_config
from concertacion.experiments.parsimony.mechanisms import neutral, strengths_by_mechanism
from concertacion.experiments.parsimony.runs import Judged, judged
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import settings_of_runs

STEP = 5  # from one number of mechanisms switched off to the next that is tried


class Effort(NamedTuple):
    """What the choice and its test cost."""

    claims: int = 24  # drawn by the seed from all that can be tested; half of them train, half test
    points: int = 8  # half of them train, half test
    ranking: int = 2  # of the training points, those at which each mechanism is switched off alone
    pairs: int = 3
    random: int = 5  # presets of the same size that the core is tested against
    seed: int = 2026


class Core(NamedTuple):
    """The core preset, how it was chosen, and how it does on the claims and points that did not choose it."""

    effort: Effort
    groups: dict[str, tuple[str, ...]]
    train: tuple[str, ...]  # claims
    test: tuple[str, ...]
    alone: dict[str, Kept]
    sizes: dict[int, Kept]  # by number of mechanisms switched off, on the training half
    off: tuple[str, ...]  # mechanisms
    tested: Kept
    chance: Kept  # the full model with other random numbers, on the same half
    random: list[tuple[tuple[str, ...], Kept]]


def plan_of(claims: Sequence[Claim], effort: Effort) -> Plan:
    """The claims over a Latin hypercube of all parameters and variants."""
    config = composed_config(["experiment=claims"])
    axes = axes_of(None, None, config)
    points = sample(Design("lhs", effort.points), axes, effort.seed)
    return Plan(
        tuple(claims), settings_of_runs(config), worlds_of(claims, ()), scenarios_of(claims, ()), axes, points,
        Sizes(effort.pairs, effort.points, effort.pairs, effort.pairs, effort.points, effort.pairs), effort.seed,
    )  # fmt: skip


def core(effort: Effort, folder: Path, workers: int) -> Core:
    """Rank, choose and test; runs that the folder holds are not run again."""
    testable = [claim for claim in read_claims("all") if not claim.untestable]
    drawn = sorted(np.random.default_rng(effort.seed).permutation(len(testable))[: effort.claims].tolist())
    claims = {testable[at].id: testable[at] for at in drawn}
    plan, groups = plan_of(list(claims.values()), effort), strengths_by_mechanism()
    train, test = halves(list(claims), effort.seed)
    first, second = plan.points[: effort.points // 2], plan.points[effort.points // 2 :]

    def under(names: Sequence[str], points: np.ndarray, presets: Sequence[Sequence[str]] = (), seed: int = effort.seed) -> Judged:
        """The full model, then each preset."""
        values = [neutral(tuple(name for group in preset for name in groups[group])) for preset in presets]
        chosen = [claims[name] for name in names]
        return judged(plan._replace(seed=seed), chosen, points, [{}, *values], effort.pairs, folder, workers)

    ranked = under(train, first[: effort.ranking], [(name,) for name in groups])
    alone = dict(zip(groups, _kept(ranked, ranked)[1:], strict=True))
    order = weakest_first(alone)
    marks = range(STEP, len(order) + 1, STEP)
    tried = under(train, first, [order[:size] for size in marks])
    sizes = dict(zip(marks, _kept(tried, tried)[1:], strict=True))
    off = tuple(order[: largest({size: one.share.share for size, one in sizes.items()})])
    presets = random_presets(
        {name: len(each) for name, each in groups.items()}, sum(len(groups[name]) for name in off), effort.random, effort.seed
    )
    test_runs = under(test, second, [off, *presets])
    _, tested, *others = _kept(test_runs, test_runs)
    (chance,) = _kept(test_runs, under(test, second, seed=effort.seed + 1))
    return Core(effort, groups, train, test, alone, sizes, off, tested, chance, list(zip(presets, others, strict=True)))


def _kept(full: Judged, presets: Judged) -> list[Kept]:
    """How each of the presets does against the first of the others, which is the full model."""
    both = zip(presets.classes, presets.effects, strict=True)
    return [kept(full.classes[0], classes, np.abs(effects - full.effects[0])) for classes, effects in both]
