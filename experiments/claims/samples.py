"""The samples of a claim, read from the finished sweeps, and further pairs where these leave claims undecided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from concertacion.analysis.claims.applicability import applicable, classes_of
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import effect_of_means, effects_of
from concertacion.analysis.claims.formula import Name
from concertacion.analysis.claims.samples import Runs, Samples
from concertacion.analysis.claims.shares import UNDECIDED
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments.claims.arms import Arms, Off
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.sweeps import (
    ABLATION,
    CHECK,
    DEFAULT,
    FROZEN,
    MORE,
    SPACE,
    ArmSweep,
    ablation_sweep,
    has_feedbacks,
    names_of_check,
    off_of,
)
from concertacion.experiments.sweep.axes import columns


def samples_of(plan: Plan, sweeps: Sequence[ArmSweep], folder: Path, claim: Claim) -> Samples:
    """All that judging a claim reads."""
    by_name = {sweep.name: sweep for sweep in sweeps}
    space, runs = by_name[SPACE].arms, runs_of(by_name[SPACE], folder, claim, claim.reads)
    if MORE in by_name:
        runs = with_more(claim, runs, by_name[MORE], folder, plan.seed)
    effect = claim.main.effect.names
    off = [key[2] for key in by_name[ABLATION].positions if key[0] == claim.id] if ABLATION in by_name else []
    ablated = {parameters: runs_of(by_name[ABLATION], folder, claim, effect, parameters) for parameters in dict.fromkeys(off)}
    checked = CHECK in by_name and any(key[0] == claim.id for key in by_name[CHECK].positions)
    return Samples(
        default=runs_of(by_name[DEFAULT], folder, claim, claim.reads),
        space=runs,
        points=columns(space.axes, space.points),
        variants={axis.name: axis.values for axis in space.axes if axis.values},
        one_sided=plan.one_sided(),
        frozen=runs_of(by_name[FROZEN], folder, claim, effect) if has_feedbacks(claim) else None,
        alone={parameters[0]: runs for parameters, runs in ablated.items() if len(parameters) == 1},
        without=ablated.get(claim.direct),
        check=runs_of(by_name[CHECK], folder, claim, names_of_check(claim)) if checked else None,
        no_check=plan.no_checks.get(claim.id, ""),
    )


def runs_of(sweep: ArmSweep, folder: Path, claim: Claim, names: Sequence[Name], off: Off = ()) -> Runs:
    """The measured runs of (arm, measure) of a claim in a finished sweep, with these mechanisms off."""
    values: dict[Name, np.ndarray] = {}
    points = len(sweep.arms.points)
    for name, outcomes in outcomes_by_arm(claim, names).items():
        arm = sweep.positions[claim.id, name, off]
        rows = _tasks(folder / sweep.name, sweep.arms, arm * points, points, list(outcomes.values()))
        values |= {(name, measure): rows[outcome] for measure, outcome in outcomes.items()}
    return Runs(values)


def ablations_of(plan: Plan, space: ArmSweep, folder: Path) -> ArmSweep | None:
    """The sweep with mechanisms switched off, which the effects over the space choose; None if nothing can be switched off."""
    points, off = columns(plan.axes, plan.points), {}
    for claim in plan.claims:
        runs = runs_of(space, folder, claim, claim.reads)
        effect = np.where(applicable(claim, runs), effect_of_means(claim.main.effect, runs), np.nan)
        off[claim.id] = off_of(claim, effect, points, plan.one_sided())
    return ablation_sweep(plan, off)


def undecided(claim: Claim, runs: Runs, seed: int) -> np.ndarray:
    """The points at which a claim is undecided, bool (points,)."""
    effects = effects_of(claim.main.effect, runs, THRESHOLDS.confidence, THRESHOLDS.resamples, seed)
    return classes_of(claim.main, effects, applicable(claim, runs)) == UNDECIDED


def more_of(plan: Plan, space: ArmSweep, folder: Path) -> ArmSweep | None:
    """Further pairs for the arms of each claim at the points at which it is undecided after the first ones; None for none."""
    sizes = plan.sizes
    if sizes.most_pairs <= sizes.pairs:
        return None
    picked: set[tuple[int, int]] = set()
    for claim in plan.claims:
        for point in np.flatnonzero(undecided(claim, runs_of(space, folder, claim, claim.reads), plan.seed)):
            picked |= {(space.positions[claim.id, arm, ()], int(point)) for arm, _ in claim.reads}
    if not picked:
        return None
    further = sizes.most_pairs - sizes.pairs
    arms = space.arms._replace(replicates=further, picked=tuple(sorted(picked)), first_run=space.arms.each)
    return ArmSweep(MORE, arms, space.positions)


def with_more(claim: Claim, runs: Runs, sweep: ArmSweep, folder: Path, seed: int) -> Runs:
    """The runs of a claim followed by its further pairs: NaN at the points at which it was decided without."""
    arms, wanted, values = sweep.arms, undecided(claim, runs, seed), {}
    tasks = np.array(arms.picked)
    for name, outcomes in outcomes_by_arm(claim, claim.reads).items():
        arm = sweep.positions[claim.id, name, ()]
        first, end = map(int, np.searchsorted(tasks[:, 0], [arm, arm + 1]))  # tasks are in order of arms
        rows = _tasks(folder / sweep.name, arms, first, end - first, list(outcomes.values())) if end > first else {}
        for measure, outcome in outcomes.items():
            further = np.full((len(arms.points), arms.replicates), np.nan)
            if rows:
                further[tasks[first:end, 1]] = rows[outcome]
            values[name, measure] = np.hstack([runs.values[name, measure], np.where(wanted[:, None], further, np.nan)])
    return Runs(values)


def outcomes_by_arm(claim: Claim, names: Sequence[Name]) -> dict[str, dict[str, str]]:
    """By arm, the measures among these names and their outcomes."""
    by_arm: dict[str, dict[str, str]] = {}
    for arm, measure in names:
        by_arm.setdefault(arm, {})[measure] = claim.measures[measure]
    return by_arm


def _tasks(folder: Path, arms: Arms, first: int, count: int, outcomes: Sequence[str]) -> dict[str, np.ndarray]:
    """Outcomes of the tasks first..first+count-1 (an arm at a point each), float64 (tasks, replicates), in order."""
    names, end = list(dict.fromkeys(outcomes)), first + count
    rows = read_rows(folder, names, first * arms.replicates, end * arms.replicates)
    rows = rows[(rows["point"] >= first) & (rows["point"] < end)]
    return {name: rows[name].to_numpy().reshape(count, arms.replicates) for name in names}
