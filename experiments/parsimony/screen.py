"""Elementary effects of every free parameter on every outcome that claims read, in one run that holds all their windows."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from concertacion.analysis.parsimony.elementary import Bounds, bounds, effects
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.compose import composed_config
from concertacion.experiments.parsimony.outcomes import SmallestEffect, outcomes_of
from concertacion.experiments.parsimony.runs import values_of_all
from concertacion.experiments.sweep.design import MORRIS_LEVELS, Design, sample
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.setups import Setup, measures_of, setup_at
from concertacion.experiments.sweep.study import Study, settings_of_runs
from concertacion.sim.declare import InputError

STEP = MORRIS_LEVELS / (2 * (MORRIS_LEVELS - 1))  # of an axis in a trajectory, as a share of its range
START, YEARS = 2009, 16  # every forum that claims name lives or is founded in it, and the longest window but two ends in it


class Screen(NamedTuple):
    """The screen: by outcome, what it is held against, bounds by axis and the floor of the dummy, in the unit of `wanted`."""

    axes: tuple[str, ...]
    wanted: dict[str, SmallestEffect]
    found: dict[str, Bounds]
    floors: dict[str, float]
    left_out: tuple[str, ...]  # outcomes that this run cannot tell
    trajectories: int
    replicates: int
    runs: int
    direct: tuple[str, ...] = ()  # strengths that lead from the arms of some claim to its outcome


def screen(trajectories: int, replicates: int, seed: int, folder: Path, workers: int) -> Screen:
    """Run, or read, the trajectories and judge them.

    Random numbers are the same at every point, so that a parameter that nothing reads has no effect at all. The dummy draws
    them anew at the beginning of each trajectory: it shows how far chance alone moves an outcome.
    """
    config = composed_config(["experiment=claims", f"start={START}", f"years={YEARS}"])
    settings, axes = settings_of_runs(config), axes_of(None, None, config)
    setup = setup_at(settings, {}, {})
    claims = [claim for claim in read_claims("all") if not claim.untestable]
    every, direct = outcomes_of(claims), tuple(dict.fromkeys(name for claim in claims for name in claim.direct))
    told = tuple(name for name in every if _known(setup, name))
    points = sample(Design("morris", trajectories), axes, seed)
    block = len(axes) + 1
    study = Study(settings, axes, points, replicates, seed, True, told)
    pieces = [study._replace(points=points[first : first + block]) for first in range(0, len(points), block)]
    anew = study._replace(points=points[::block], common_random_numbers=False, first_run=replicates)
    *ran, dummy = values_of_all([*pieces, anew], folder, workers)
    values = np.array(ran).reshape(trajectories, block, replicates, len(told)).mean(2)
    redrawn = np.abs(dummy.reshape(trajectories, replicates, len(told)).mean(1) - values[:, 0]) / STEP
    moves = points.reshape(trajectories, block, len(axes))
    found, floors = dict[str, Bounds](), dict[str, float]()
    for column, name in enumerate(told):
        scale = np.nanmean(np.abs(values[:, :, column])) if every[name].relative else 1.0
        one = bounds(effects(moves, values[:, :, column], STEP) / scale, seed) if np.isfinite(scale) and scale > 0 else None
        if one is not None and np.isfinite(one.upper).all():
            found[name], floors[name] = one, float(np.nanmean(redrawn[:, column]) / scale)
    missing = tuple(name for name in every if name not in found)
    told_of = {name: every[name] for name in found}
    return Screen(
        tuple(axis.name for axis in axes), told_of, found, floors, missing, trajectories, replicates,
        replicates * (len(points) + trajectories), direct,
    )  # fmt: skip


def _known(setup: Setup, outcome: str) -> bool:
    try:
        measures_of(setup, (outcome,))
    except InputError:
        return False
    return True
