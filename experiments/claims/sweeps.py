"""The sweeps of a test: the default point; in rounds, the space of parameters, weighted points and a check; at the first points,
runs with feedbacks frozen and with mechanisms off.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.checksums import digest_of_points
from concertacion.analysis.claims.built_in import correlated
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.formula import Name
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.failures import failure_sentence, failures_in
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.claims.arms import ArmRequest, Arms, Key, Off, distinct, evaluate_arms
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.output.manifest import source_sha256
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.command import chunk_of
from concertacion.experiments.sweep.setups import setup_at, world_at
from concertacion.sim.declare import Variant
from concertacion.sim.parameters import DECLARED, Parameters

# Folders in that of the test.
DEFAULT, SPACE, WEIGHTED, CHECK, FROZEN, ABLATION = "default", "space", "weighted", "check", "frozen", "ablation"
IN_ROUNDS = SPACE, WEIGHTED, CHECK
# Changing these re-judges saved runs without running them again.
JUDGING = ("commit", "source_sha256", "claims_sha256", "thresholds", "freeze")
RUNNING = ("sim", "experiments")  # the code that runs depend on; configs reach them as arms


class ArmSweep(NamedTuple):
    """One sweep over arms, and the position among them of each claim's arms."""

    name: str
    arms: Arms
    positions: Mapping[Key, int]


def sweeps_of(plan: Plan) -> list[ArmSweep]:
    """The sweeps that need no other before them: the default point, and the first round of every one in rounds."""
    few, sizes = plan.points[: plan.sizes.ablation_points], plan.sizes
    middle = default_point(plan.axes)
    whole = [ArmRequest(claim, plan.base_of(claim), claim.reads) for claim in plan.claims]
    checked = [claim for claim in plan.claims if plan.period_of_check(claim) and claim.id not in plan.no_checks]
    again = [ArmRequest(claim, plan.base_of_check(claim), names_of_check(claim)) for claim in checked]
    sweeps = [
        arm_sweep(plan, DEFAULT, whole, middle, sizes.default_pairs),
        arm_sweep(plan, SPACE, whole, plan.points, sizes.pairs),
        *([arm_sweep(plan, WEIGHTED, whole, plan.weighted.points, sizes.pairs)] if plan.weighted else []),
        arm_sweep(plan, CHECK, again, np.vstack([middle, few]), sizes.pairs),
    ]
    return [one for one in sweeps if one.arms.settings]


def further_round(rounds: Sequence[ArmSweep], pairs: int, wanted: Mapping[Key, np.ndarray]) -> ArmSweep | None:
    """The round after these, up to so many pairs, at the points, bool (points,), at which arms are wanted; None for none."""
    first, last = rounds[0], rounds[-1].arms
    at, there = by_arm(first, wanted), last.first_pair + last.replicates
    arms = first.arms._replace(replicates=pairs - there, first_pair=there, at=at)
    return ArmSweep(f"{first.name}-{len(rounds) + 1}", arms, first.positions) if any(at) else None


def by_arm(sweep: ArmSweep, wanted: Mapping[Key, np.ndarray]) -> tuple[tuple[int, ...], ...]:
    """By arm of a sweep, the points, by position, at which any claim wants it."""
    at = np.zeros((len(sweep.arms.settings), len(sweep.arms.points)), bool)
    for key, points in wanted.items():
        at[sweep.positions[key]] |= points
    return tuple(tuple(np.flatnonzero(row).tolist()) for row in at)


def frozen_sweep(plan: Plan, where: Mapping[str, np.ndarray]) -> ArmSweep | None:
    """The sweep with feedbacks frozen, by claim at these of the first points, bool (points,); None if there is none."""
    several = [claim for claim in plan.claims if has_feedbacks(claim)]
    return _few(plan, FROZEN, [_wanted(plan, claim)._replace(frozen=True) for claim in several], where)


def ablation_sweep(plan: Plan, off: Mapping[str, Sequence[Off]], where: Mapping[str, np.ndarray]) -> ArmSweep | None:
    """The sweep with mechanisms switched off: by claim, each set of parameters at neutral values; likewise."""
    every = [_wanted(plan, claim)._replace(off=parameters) for claim in plan.claims for parameters in off[claim.id]]
    return _few(plan, ABLATION, every, where)


def _wanted(plan: Plan, claim: Claim) -> ArmRequest:
    return ArmRequest(claim, plan.base_of(claim), claim.main.effect.names)


def _few(plan: Plan, name: str, every: Sequence[ArmRequest], where: Mapping[str, np.ndarray]) -> ArmSweep | None:
    """A sweep at those of the first points at which its claims are wanted."""
    sizes = plan.sizes
    sweep = arm_sweep(plan, name, every, plan.points[: sizes.ablation_points], sizes.ablation_pairs)
    at = by_arm(sweep, {key: where[key[0]] for key in sweep.positions})
    return sweep._replace(arms=sweep.arms._replace(at=at)) if any(at) else None


def arm_sweep(plan: Plan, name: str, wanted: Sequence[ArmRequest], points: np.ndarray, pairs: int) -> ArmSweep:
    """The distinct arms of all that is wanted, over these points."""
    arms = distinct(wanted, plan.scenarios)
    outcomes = tuple(dict.fromkeys(outcome for outcomes in arms.outcomes for outcome in outcomes))
    of_arms = Arms(arms.settings, arms.controls, arms.outcomes, outcomes, plan.axes, points, pairs, plan.seed)
    return ArmSweep(name, of_arms, arms.positions)


def names_of_check(claim: Claim) -> tuple[Name, ...]:
    """What a check run measures: the claim itself by channel, and whether it applies."""
    return claim.with_channels((*claim.main.effect.names, *claim.applies_reads))


def off_of(
    claim: Claim, effect: np.ndarray, points: Mapping[str, np.ndarray], one_sided: Sequence[str],
    scenarios: Mapping[str, Any] = {},
) -> list[Off]:  # fmt: skip
    """The sets of parameters that are put at their neutral values: each direct one alone, all of them, and each of the one-sided
    ones that go most with the size of the effect (points,), NaN where the claim does not apply; none that an arm sets.
    """
    direct, treated = direct_of(claim, scenarios), treated_by(claim, scenarios)
    others = [name for name in one_sided if name not in (*direct, *treated)]
    tried = [*direct, *correlated(np.abs(effect), points, others, THRESHOLDS.correlated)]
    return list(dict.fromkeys([*((name,) for name in tried), *([direct] if direct else [])]))


def direct_of(claim: Claim, scenarios: Mapping[str, Any]) -> Off:
    """The direct mechanisms that can be switched off. One that an arm sets is the treatment: without it all arms are one."""
    treated = treated_by(claim, scenarios)
    return tuple(name for name in claim.direct if name not in treated)


def treated_by(claim: Claim, scenarios: Mapping[str, Any]) -> tuple[str, ...]:
    """The parameters that the arms of a claim set, by themselves or by a scenario."""
    named = [scenarios[arm["scenario"]] for arm in claim.arms.values() if "scenario" in arm]
    return (*claim.sets, *(name for one in named for window in one.get("parameters", ()) for name in window.get("set", ())))


def has_feedbacks(claim: Claim) -> bool:
    """Whether there is something to freeze: the effect reads another arm than the control."""
    return any(arm != claim.control for arm, _ in claim.main.effect.names)


def default_point(axes: Sequence[Axis]) -> np.ndarray:
    """The default of every axis, float64 (1, axes)."""
    return np.array([[_default(axis) for axis in axes]])


def _default(axis: Axis) -> float:
    """The default of an axis as a point holds it."""
    value = getattr(Parameters(), axis.name)
    declaration = DECLARED[axis.name]
    return float(axis.values.index(declaration.forms[int(value)])) if isinstance(declaration, Variant) else float(value)


def run_sweep(one: ArmSweep, folder: Path, facts: Mapping[str, Any], where: Where, quiet: bool, resume: str) -> None:
    """Run a sweep into its folder, as far as it is not there yet (raises what `experiments.chunks.runner.sweep` does)."""
    arms = one.arms
    identity = {"sweep": one.name, "running_sha256": source_sha256(RUNNING), **identity_of(arms)}
    given = {key: value for key, value in facts.items() if key not in JUDGING} | identity
    quarters = 4 * max(settings["years"] for settings in arms.settings)
    countries = max(len(world_at(setup_at(settings, {}, {})).countries) for settings in arms.settings)
    chunk = chunk_of(arms.runs, quarters, countries)
    with open_store(folder / one.name, given, arms.runs, chunk, arms.columns) as store:
        bar = Progress(arms.runs, quiet=quiet)
        every, tasks = f"{len(arms.settings)} arms x {len(arms.points):,} points", int(arms.starts[-1])
        bar.note(f"{one.name}: {every if arms.at is None else f'{tasks:,} of {every}'} x {arms.replicates} pairs")
        if sweep(store, partial(evaluate_arms, arms), where, bar, resume=resume).failed:
            bar.say(f"{one.name}: {failure_sentence(failures_in(store.folder), arms.runs)}")


def identity_of(arms: Arms) -> dict[str, Any]:
    """What fixes the numbers of the runs of arms, as JSON data."""
    worlds = {world_at(setup_at(settings, {}, {})).digest for settings in arms.settings}
    content = json.dumps([arms.settings, arms.controls, arms.outcomes, arms.at, arms.first_pair], sort_keys=True).encode()
    return {
        "arms": len(arms.settings), "points": len(arms.points), "replicates": arms.replicates, "worlds_sha256": sorted(worlds),
        "arms_sha256": hashlib.sha256(content).hexdigest(), "points_sha256": digest_of_points(arms.points),
    }  # fmt: skip
