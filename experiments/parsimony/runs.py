"""Runs of claims' arms under presets: each arm once, at every point under every preset, kept in a file of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.applicability import applicable, classes_of
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import effects_of
from concertacion.analysis.claims.formula import Name
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.experiments.claims.arms import ArmRequest, study_of
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.sweeps import arm_sweep
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import source_sha256, versions
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.sweep.plan import worlds_of
from concertacion.experiments.sweep.study import Study, evaluate

Preset = Mapping[str, float]  # values of parameters that take the place of those of a point


class Judged(NamedTuple):
    """By preset: classes, text (claims, points), and effects in smallest effects, float64 (claims, points)."""

    classes: list[np.ndarray]
    effects: list[np.ndarray]


def under(plan: Plan, points: np.ndarray, preset: Preset) -> np.ndarray:
    """The points with the values of a preset in place of their own."""
    changed = points.copy()
    for position, axis in enumerate(plan.axes):
        if axis.name in preset:
            changed[:, position] = preset[axis.name]
    return changed


def judged(plan: Plan, claims: Sequence[Claim], points: np.ndarray, presets: Sequence[Preset], pairs: int, folder: Path,
           workers: int) -> Judged:  # fmt: skip
    """The classes of the claims' main parts under each preset. Random numbers are the same at every point and preset."""
    names = {claim.id: tuple(dict.fromkeys((*claim.main.effect.names, *claim.applies_reads))) for claim in claims}
    sweep = arm_sweep(plan, "arms", [ArmRequest(claim, plan.base_of(claim), names[claim.id]) for claim in claims], points, pairs)
    stacked = np.vstack([under(plan, points, preset) for preset in presets])
    arms = range(len(sweep.arms.settings))
    studies = [study_of(sweep.arms, arm)._replace(points=stacked, common_random_numbers=True) for arm in arms]
    values = values_of_all(studies, folder, workers)
    shape, classes, effects = (len(presets), len(points), pairs), [], []
    for k in range(len(presets)):
        rows = [_judged(claim, _runs(claim, names[claim.id], sweep.positions, studies, values, shape, k)) for claim in claims]
        classes.append(np.array([row[0] for row in rows]))
        effects.append(np.array([row[1] for row in rows]))
    return Judged(classes, effects)


def values_of_all(studies: Sequence[Study], folder: Path, workers: int) -> list[np.ndarray]:
    """The outcomes of each study, float64 (runs, outcomes), with progress and the time left on stderr."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    with Progress(sum(study.runs for study in studies)) as progress, ThreadPoolExecutor(workers) as pool:
        for values in pool.map(partial(values_of, folder), studies):
            found.append(values)
            progress.add(len(values))
    return found


def values_of(folder: Path, study: Study) -> np.ndarray:
    """The outcomes of a study, float64 (runs, outcomes): from its file, if it was run before."""
    facts = [
        study.settings, worlds_of(study), study.outcomes, study.replicates, study.seed, study.common_random_numbers,
        study.first_run, [axis.name for axis in study.axes],
    ]  # fmt: skip
    mark = json.dumps([*facts, source_sha256(("sim",)), versions()], sort_keys=True).encode() + study.points.tobytes()
    path = folder / f"{hashlib.sha256(mark).hexdigest()[:16]}.npy"
    if not path.exists():
        np.save(content := BytesIO(), evaluate(study, 0, study.runs).values)
        write_bytes(path, content.getvalue())
    return np.asarray(np.load(path))


def _runs(claim: Claim, names: Sequence[Name], positions: Mapping[tuple[str, str, tuple[str, ...]], int],
          studies: Sequence[Study], values: Sequence[np.ndarray], shape: tuple[int, int, int], preset: int) -> Runs:  # fmt: skip
    """The measured runs of a claim under one of the presets."""
    found: dict[Name, np.ndarray] = {}
    for arm, measure in names:
        at = positions[claim.id, arm, ()]
        column = studies[at].outcomes.index(claim.measures[measure])
        found[arm, measure] = values[at][:, column].reshape(shape)[preset]
    return Runs(found)


def _judged(claim: Claim, runs: Runs) -> tuple[np.ndarray, np.ndarray]:
    """The class and the effect of a claim at each point, as the ledger judges them."""
    effects = effects_of(claim.main.effect, runs, THRESHOLDS.confidence)
    return classes_of(claim.main, effects, applicable(claim, runs)), effects.effect / claim.main.smallest
