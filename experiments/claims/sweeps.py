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

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import effects_of
from concertacion.analysis.claims.formula import Name
from concertacion.analysis.claims.samples import Runs, Samples
from concertacion.analysis.claims.shares import UNDECIDED, classes
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.sweeps import read_rows
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.claims.arms import Arms, Key, Off, distinct, evaluate_arms
from concertacion.experiments.output.manifest import source_sha256
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.sweep.axes import Axis, columns
from concertacion.experiments.sweep.command import chunk_of
from concertacion.experiments.sweep.setups import case_at, ready
from concertacion.sim.declare import Variant
from concertacion.sim.parameters import DECLARED, Parameters

DEFAULT, SPACE, MORE, FROZEN, ABLATION = "default", "space", "more", "frozen", "ablation"  # folders in that of the test
# What judging reads but runs do not depend on: after a change there they are kept, and judged anew.
JUDGING = ("commit", "source_sha256", "claims_sha256", "thresholds")
RUNNING = ("sim", "experiments")  # the code that runs depend on; configs reach them as arms
MOST_SINGLY = 3  # direct mechanisms of which every subset is switched off; of more: each, each two, and all


class Sizes(NamedTuple):
    """How many pairs at the default point, points, pairs at each, pairs at most where a claim is undecided, and points and pairs
    of frozen runs and ablations.
    """

    default: int
    points: int
    pairs: int
    most: int
    few: int
    few_pairs: int


class Stage(NamedTuple):
    """One sweep over arms, and which arm is whose."""

    name: str
    arms: Arms
    places: Mapping[Key, int]


def subsets_of(direct: Sequence[str]) -> list[Off]:
    """The non-empty subsets of the direct mechanisms that are switched off together."""
    sizes = range(1, len(direct) + 1) if len(direct) <= MOST_SINGLY else (1, 2, len(direct))
    return [subset for size in sizes for subset in combinations(direct, size)]


def stages_of(
    claims: Sequence[Claim], base: Mapping[str, Any], scenarios: Mapping[str, Any], axes: tuple[Axis, ...], points: np.ndarray,
    sizes: Sizes, seed: int,
) -> list[Stage]:  # fmt: skip
    """The sweeps. All have the same luck at the same point and pair, as far as they share them."""
    whole = distinct(claims, base, scenarios, {claim.id: [()] for claim in claims})
    several = [claim for claim in claims if has_feedbacks(claim)]
    frozen = distinct(several, base, scenarios, {claim.id: [()] for claim in several}, frozen=True)
    off = distinct(claims, base, scenarios, {claim.id: subsets_of(claim.direct) for claim in claims})
    middle = (np.array([[_stored(axis) for axis in axes]]), sizes.default)
    few = (points[: sizes.few], sizes.few_pairs)
    made = []
    for name, arms, (at, pairs) in (
        (DEFAULT, whole, middle), (SPACE, whole, (points, sizes.pairs)), (FROZEN, frozen, few), (ABLATION, off, few),
    ):  # fmt: skip
        names = tuple(dict.fromkeys(outcome for outcomes in arms.outcomes for outcome in outcomes))
        made.append(Stage(name, Arms(arms.settings, arms.controls, arms.outcomes, names, axes, at, pairs, seed), arms.places))
    return [stage for stage in made if stage.arms.settings]


def has_feedbacks(claim: Claim) -> bool:
    """Whether there is something to freeze: an arm beside the control that the effect asks for."""
    return any(arm != claim.control for arm, _ in claim.effect.names)


def _stored(axis: Axis) -> float:
    """What a point stores of the default of an axis."""
    value = getattr(Parameters(), axis.name)
    declaration = DECLARED[axis.name]
    return float(axis.values.index(declaration.forms[int(value)])) if isinstance(declaration, Variant) else float(value)


def run_stage(stage: Stage, folder: Path, facts: Mapping[str, Any], where: Where, rate: float, quiet: bool, resume: str) -> None:
    """Run a stage into its folder, as far as it is not there yet (raises what `experiments.chunks.runner.sweep` does)."""
    arms, code = stage.arms, {"running_sha256": source_sha256(RUNNING), **identity_of(stage.arms)}
    given = {key: value for key, value in facts.items() if key not in JUDGING} | {"stage": stage.name, **code}
    chunk = chunk_of(arms.runs, rate, where.workers)
    with open_store(folder / stage.name, given, arms.runs, chunk, arms.columns) as store:
        bar = Progress(arms.runs, quiet=quiet)
        every = f"{len(arms.settings)} arms x {len(arms.points):,} points"
        tasks = every if arms.picked is None else f"{len(arms.picked):,} of {every}, at which a claim is undecided,"
        bar.note(f"{stage.name}: {tasks} x {arms.replicates} pairs")
        sweep(store, partial(evaluate_arms, arms), where, bar, resume=resume)


def identity_of(arms: Arms) -> dict[str, Any]:
    """What fixes the numbers of the runs of arms, as JSON data."""
    worlds = {ready(case_at(settings, {}, {})).world.digest for settings in arms.settings}
    asked = json.dumps([arms.settings, arms.controls, arms.outcomes, arms.picked], sort_keys=True).encode()
    return {
        "arms": len(arms.settings), "points": len(arms.points), "replicates": arms.replicates, "worlds_sha256": sorted(worlds),
        "arms_sha256": hashlib.sha256(asked).hexdigest(), "points_sha256": hashlib.sha256(arms.points.tobytes()).hexdigest(),
    }  # fmt: skip


def runs_of(stage: Stage, folder: Path, claim: Claim, off: Off = ()) -> Runs:
    """The measured runs of a claim's arms in a finished stage, with these mechanisms off."""
    values: dict[Name, np.ndarray] = {}
    points = len(stage.arms.points)
    for arm, outcomes in _asked(claim).items():
        place = stage.places[claim.id, arm, off]
        rows = _tasks(folder / stage.name, stage.arms, place * points, points, list(outcomes.values()))
        values |= {(arm, measure): rows[outcome] for measure, outcome in outcomes.items()}
    return Runs(values)


def _asked(claim: Claim) -> dict[str, dict[str, str]]:
    """By arm, the measures that the effect asks for and their outcomes."""
    asked: dict[str, dict[str, str]] = {}
    for arm, measure in claim.effect.names:
        asked.setdefault(arm, {})[measure] = claim.measures[measure]
    return asked


def _tasks(folder: Path, arms: Arms, first: int, count: int, outcomes: Sequence[str]) -> dict[str, np.ndarray]:
    """Outcomes of the tasks first..first+count-1 (an arm at a point each), float64 (tasks, replicates), in order."""
    names, end = list(dict.fromkeys(outcomes)), first + count
    rows = read_rows(folder, names, first * arms.replicates, end * arms.replicates)
    rows = rows[(rows["point"] >= first) & (rows["point"] < end)]
    return {name: rows[name].to_numpy().reshape(count, arms.replicates) for name in names}


def more_of(stage: Stage, claims: Sequence[Claim], folder: Path, sizes: Sizes, seed: int) -> Stage | None:
    """Further pairs for the arms of each claim at the points at which it is undecided after the first ones; None for none."""
    if sizes.most <= sizes.pairs:
        return None
    picked: set[tuple[int, int]] = set()
    for claim in claims:
        for point in np.flatnonzero(undecided(claim, runs_of(stage, folder, claim), seed)):
            picked |= {(stage.places[claim.id, arm, ()], int(point)) for arm, _ in claim.effect.names}
    if not picked:
        return None
    arms = stage.arms._replace(replicates=sizes.most - sizes.pairs, picked=tuple(sorted(picked)), first_run=stage.arms.each)
    return Stage(MORE, arms, stage.places)


def undecided(claim: Claim, runs: Runs, seed: int) -> np.ndarray:
    """At which points a claim is undecided, bool (points,)."""
    effects = effects_of(claim.effect, runs, THRESHOLDS.confidence, THRESHOLDS.resamples, seed)
    return classes(effects, claim.smallest, claim.shape) == UNDECIDED


def with_more(claim: Claim, runs: Runs, stage: Stage, folder: Path, seed: int) -> Runs:
    """The runs of a claim with its further pairs beside them: NaN at the points at which it was decided without."""
    arms, wanted, values = stage.arms, undecided(claim, runs, seed), {}
    tasks = np.array(arms.picked)
    for arm, outcomes in _asked(claim).items():
        place = stage.places[claim.id, arm, ()]
        first, end = map(int, np.searchsorted(tasks[:, 0], [place, place + 1]))  # tasks are in order of arms
        found = _tasks(folder / stage.name, arms, first, end - first, list(outcomes.values())) if end > first else {}
        for measure, outcome in outcomes.items():
            further = np.full((len(arms.points), arms.replicates), np.nan)
            if found:
                further[tasks[first:end, 1]] = found[outcome]
            values[arm, measure] = np.hstack([runs.values[arm, measure], np.where(wanted[:, None], further, np.nan)])
    return Runs(values)


def samples_of(stages: Sequence[Stage], folder: Path, claim: Claim, seed: int) -> Samples:
    """All that judging a claim reads."""
    by_name = {stage.name: stage for stage in stages}
    space, runs = by_name[SPACE].arms, runs_of(by_name[SPACE], folder, claim)
    if MORE in by_name:
        runs = with_more(claim, runs, by_name[MORE], folder, seed)
    frozen = runs_of(by_name[FROZEN], folder, claim) if has_feedbacks(claim) else None
    ablated = {off: runs_of(by_name[ABLATION], folder, claim, off) for off in subsets_of(claim.direct)}
    return Samples(
        default=runs_of(by_name[DEFAULT], folder, claim),
        space=runs,
        points=columns(space.axes, space.points),
        variants={axis.name: axis.values for axis in space.axes if axis.values},
        ranges={axis.name: (axis.low, axis.high) for axis in space.axes if not axis.values},
        frozen=frozen,
        ablated=ablated,
    )
