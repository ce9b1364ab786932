"""The samples of a claim, read from the finished sweeps, and what these leave to run: further pairs, and mechanisms off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from concertacion.analysis.checksums import CHECKSUMS, digest_of
from concertacion.analysis.claims.applicability import applicable
from concertacion.analysis.claims.built_in import counted
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import effect_of_means
from concertacion.analysis.claims.formula import Name
from concertacion.analysis.claims.looks import looks_to
from concertacion.analysis.claims.samples import Runs, Samples
from concertacion.analysis.claims.settling import unsettled
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments.claims.arms import Key, Off
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.sweeps import (
    ABLATION,
    CHECK,
    DEFAULT,
    FROZEN,
    SPACE,
    WEIGHTED,
    ArmSweep,
    ablation_sweep,
    direct_of,
    frozen_sweep,
    further_round,
    names_of_check,
    off_of,
)
from concertacion.experiments.claims.weighted import Weighted
from concertacion.experiments.sweep.axes import columns


def samples_of(plan: Plan, sweeps: Sequence[ArmSweep], folder: Path, claim: Claim) -> Samples:
    """All that judging a claim reads."""
    by_name = {sweep.name: sweep for sweep in sweeps}
    arms, effect, most = by_name[SPACE].arms, claim.main.effect.names, plan.sizes.most_pairs
    frozen, off, check = ([sweep for sweep in sweeps if has_arms_of(sweep, name, claim)] for name in (FROZEN, ABLATION, CHECK))
    ablated = {
        parameters: runs_of(sweep, folder, claim, effect, parameters)
        for sweep in off
        for parameters in dict.fromkeys(key[2] for key in sweep.positions if key[0] == claim.id)
    }
    return Samples(
        default=runs_of(by_name[DEFAULT], folder, claim, claim.reads),
        space=sampled(claim, rounds_in(sweeps, SPACE), folder, claim.reads, most),
        points=columns(arms.axes, arms.points),
        variants={axis.name: axis.values for axis in arms.axes if axis.values},
        one_sided=plan.one_sided(),
        frozen=runs_of(frozen[0], folder, claim, effect) if frozen else None,
        alone={parameters[0]: runs for parameters, runs in ablated.items() if len(parameters) == 1},
        without=ablated.get(direct_of(claim, plan.scenarios)),
        check=sampled(claim, rounds_in(sweeps, CHECK), folder, names_of_check(claim), most) if check else None,
        no_check=plan.no_checks.get(claim.id, ""),
    )


def weighted_samples_of(plan: Plan, weighted: Weighted, sweeps: Sequence[ArmSweep], folder: Path, claim: Claim) -> Samples:
    """What judging a claim at weighted points reads: nothing is switched off there."""
    rounds, default = rounds_in(sweeps, WEIGHTED), next(sweep for sweep in sweeps if sweep.name == DEFAULT)
    arms = rounds[0].arms
    return Samples(
        default=runs_of(default, folder, claim, claim.reads),
        space=sampled(claim, rounds, folder, claim.reads, plan.sizes.most_pairs),
        points=columns(arms.axes, arms.points),
        variants={axis.name: axis.values for axis in arms.axes if axis.values},
        counts=weighted.counts,
        rules=not weighted.told.screen,
    )


def has_arms_of(sweep: ArmSweep, name: str, claim: Claim) -> bool:
    """Whether a sweep is of this name, and has arms of the claim."""
    return sweep.name == name and any(key[0] == claim.id for key in sweep.positions)


def rounds_in(sweeps: Sequence[ArmSweep], name: str) -> list[ArmSweep]:
    """The first round of this name and those after it."""
    return [sweep for sweep in sweeps if sweep.name.partition("-")[0] == name]


def sampled(claim: Claim, rounds: Sequence[ArmSweep], folder: Path, names: Sequence[Name], most: int) -> Runs:
    """The runs of a claim over all rounds: at each point, up to the one that settled it, and NaN after that."""
    first, *others = rounds
    looks = looks_to(first.arms.replicates, most)
    runs = runs_of(first, folder, claim, names)._replace(looks=looks)
    for sweep in others:
        going_on = unsettled(claim, runs)[:, None]
        further = runs_of(sweep, folder, claim, names).values
        values = {name: np.hstack([there, np.where(going_on, further[name], np.nan)]) for name, there in runs.values.items()}
        runs = runs._replace(values=values)
    return runs


def runs_of(sweep: ArmSweep, folder: Path, claim: Claim, names: Sequence[Name], off: Off = ()) -> Runs:
    """The measured runs of (arm, measure) of a claim in a finished sweep, with these mechanisms off; NaN where it was not run."""
    values: dict[Name, np.ndarray] = {}
    arms, tasks, starts, where = sweep.arms, sweep.arms.tasks, sweep.arms.starts, folder / sweep.name
    digest = digest_of(where / CHECKSUMS)
    for name, measure in names:
        arm = sweep.positions[claim.id, name, off]
        first, end = int(starts[arm]), int(starts[arm + 1])
        full = values[name, measure] = np.full((len(arms.points), arms.replicates), np.nan)
        if end > first:
            measured = _measured(where, digest, arms.outcomes[arm], first, end, arms.replicates)
            full[tasks[arm]] = measured[claim.measures[measure]]
    return Runs(values)


@lru_cache(4096)
def _measured(folder: Path, _: str, outcomes: tuple[str, ...], first: int, end: int, replicates: int) -> dict[str, np.ndarray]:
    """Outcomes of the tasks first..end-1 of a sweep, float64 (tasks, replicates) each. Claims share arms, so they are kept."""
    rows = read_rows(folder, outcomes, first * replicates, end * replicates)
    rows = rows[(rows["point"] >= first) & (rows["point"] < end)]  # whole shards were read
    return {name: rows[name].to_numpy().reshape(-1, replicates) for name in outcomes}


def round_after(plan: Plan, rounds: Sequence[ArmSweep], folder: Path) -> ArmSweep | None:
    """The further pairs of each claim at the points at which it is not settled; None where all is, or the limit is reached."""
    looks, wanted = looks_to(rounds[0].arms.replicates, plan.sizes.most_pairs), dict[Key, np.ndarray]()
    if len(rounds) == len(looks):
        return None
    for claim in plan.claims:
        names = names_of_check(claim) if rounds[0].name == CHECK else claim.reads
        if has_arms_of(rounds[0], rounds[0].name, claim):
            going_on = unsettled(claim, sampled(claim, rounds, folder, names, plan.sizes.most_pairs))
            wanted |= {(claim.id, arm, ()): going_on for arm, _ in names}
    return further_round(rounds, looks[len(rounds)], wanted)


def ablations_of(plan: Plan, rounds: Sequence[ArmSweep], folder: Path) -> list[ArmSweep]:
    """The sweeps with feedbacks frozen and with mechanisms switched off, which the effects over the space choose: at those of the
    first points that count in what is left of an effect.
    """
    points, off, where = columns(plan.axes, plan.points), {}, {}
    few = plan.sizes.ablation_points
    for claim in plan.claims:
        runs = sampled(claim, rounds, folder, claim.reads, plan.sizes.most_pairs)
        applies = applicable(claim, runs)
        effect = np.where(applies, effect_of_means(claim.main.effect, runs), np.nan)
        off[claim.id] = off_of(claim, effect, points, plan.one_sided(), plan.scenarios)
        counts = counted(claim.main, runs, applies)[:few]
        where[claim.id] = counts & (counts.sum() >= THRESHOLDS.enough)  # of fewer, nothing is said
    return [sweep for sweep in (frozen_sweep(plan, where), ablation_sweep(plan, off, where)) if sweep is not None]
