"""The sweeps of a test: the default point, the space of parameters, and at its first points feedbacks frozen, mechanisms off."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.checksums import digest_of_points
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import Sizes
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.failures import failures_in, told
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.claims.arms import Arms, Key, Off, distinct, evaluate_arms
from concertacion.experiments.output.manifest import source_sha256
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.command import chunk_of
from concertacion.experiments.sweep.setups import load_setup, setup_at
from concertacion.sim.declare import Variant
from concertacion.sim.parameters import DECLARED, Parameters

DEFAULT, SPACE, MORE, FROZEN, ABLATION = "default", "space", "more", "frozen", "ablation"  # folders in that of the test
# Changing these re-judges saved runs without running them again.
JUDGING = ("commit", "source_sha256", "claims_sha256", "thresholds")
RUNNING = ("sim", "experiments")  # the code that runs depend on; configs reach them as arms
MOST_SINGLY = 3  # direct mechanisms of which every subset is switched off; of more: each, each two, and all


class ArmSweep(NamedTuple):
    """One sweep over arms, and the position among them of each claim's arms."""

    name: str
    arms: Arms
    positions: Mapping[Key, int]


def subsets_of(direct: Sequence[str]) -> list[Off]:
    """The non-empty subsets of the direct mechanisms that are switched off together."""
    sizes = range(1, len(direct) + 1) if len(direct) <= MOST_SINGLY else (1, 2, len(direct))
    return [subset for size in sizes for subset in combinations(direct, size)]


def sweeps_of(
    claims: Sequence[Claim], base: Mapping[str, Any], scenarios: Mapping[str, Any], axes: tuple[Axis, ...], points: np.ndarray,
    sizes: Sizes, seed: int,
) -> list[ArmSweep]:  # fmt: skip
    """The sweeps. At the same point and pair, all use the same random numbers."""
    whole = distinct(claims, base, scenarios, {claim.id: [()] for claim in claims})
    several = [claim for claim in claims if has_feedbacks(claim)]
    frozen = distinct(several, base, scenarios, {claim.id: [()] for claim in several}, frozen=True)
    off = distinct(claims, base, scenarios, {claim.id: subsets_of(claim.direct) for claim in claims})
    middle = (np.array([[_default(axis) for axis in axes]]), sizes.default_pairs)
    few = (points[: sizes.ablation_points], sizes.ablation_pairs)
    sweeps = []
    for name, arms, (at, pairs) in (
        (DEFAULT, whole, middle), (SPACE, whole, (points, sizes.pairs)), (FROZEN, frozen, few), (ABLATION, off, few),
    ):  # fmt: skip
        names = tuple(dict.fromkeys(outcome for outcomes in arms.outcomes for outcome in outcomes))
        of_arms = Arms(arms.settings, arms.controls, arms.outcomes, names, axes, at, pairs, seed)
        sweeps.append(ArmSweep(name, of_arms, arms.positions))
    return [one for one in sweeps if one.arms.settings]


def has_feedbacks(claim: Claim) -> bool:
    """Whether there is something to freeze: the effect reads another arm than the control."""
    return any(arm != claim.control for arm, _ in claim.effect.names)


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
    chunk = chunk_of(arms.runs, 4 * arms.settings[0]["years"])
    with open_store(folder / one.name, given, arms.runs, chunk, arms.columns) as store:
        bar = Progress(arms.runs, quiet=quiet)
        every = f"{len(arms.settings)} arms x {len(arms.points):,} points"
        tasks = every if arms.picked is None else f"{len(arms.picked):,} of {every}, at which a claim is undecided,"
        bar.note(f"{one.name}: {tasks} x {arms.replicates} pairs")
        if sweep(store, partial(evaluate_arms, arms), where, bar, resume=resume).failed:
            bar.say(f"{one.name}: {told(failures_in(store.folder), arms.runs)}")


def identity_of(arms: Arms) -> dict[str, Any]:
    """What fixes the numbers of the runs of arms, as JSON data."""
    worlds = {load_setup(setup_at(settings, {}, {})).world.digest for settings in arms.settings}
    content = json.dumps([arms.settings, arms.controls, arms.outcomes, arms.picked], sort_keys=True).encode()
    return {
        "arms": len(arms.settings), "points": len(arms.points), "replicates": arms.replicates, "worlds_sha256": sorted(worlds),
        "arms_sha256": hashlib.sha256(content).hexdigest(), "points_sha256": digest_of_points(arms.points),
    }  # fmt: skip
