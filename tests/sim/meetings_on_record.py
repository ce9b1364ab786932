"""Meetings a year that an observer would see of simulated runs, over the space of parameters, beside the record's.

python -m tests.sim.meetings_on_record [POINTS] prints the share of points within a factor of 4 of the record.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
from scipy.stats import qmc
from xarray import Dataset

from concertacion.analysis.observation import TRAVELLERS
from concertacion.experiments.pages.validation import presidents_forums
from concertacion.experiments.pages.validation_setup import TWELVE
from concertacion.sim.declare import Prior
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.state import HELD
from concertacion.sim.world import World, load_world

RECORD = 4.5  # major meetings a year of the twelve presidents of South America, 1995 to 2012 (three or more travel as members)
FACTOR = 4.0
MEMBER = 1  # code of `forum_attended`: 2 is a guest, whom the record's number leaves out (written here for the first edition)


def recorded_world() -> World:
    """The thirty-three from 1995 to 2012."""
    return load_world("latin_america", countries="celac_33", start=1995, years=18)


def space(points: int, seed: int = 1) -> Iterator[Parameters]:
    """A Latin hypercube over the ranges of all parameters that are no levers."""
    from concertacion.experiments.sweep.axes import usual  # what else is here serves the first edition too, which has it not

    axes = [usual(name, prior.bounds) for name, prior in DECLARED.items() if isinstance(prior, Prior) and not prior.lever]
    unit = qmc.LatinHypercube(len(axes), rng=seed).random(points)
    columns = [axis.at(unit[:, position]) for position, axis in enumerate(axes)]
    for row in zip(*columns, strict=True):
        yield Parameters(**{axis.name: float(value) for axis, value in zip(axes, row, strict=True)})


def seen_a_year(world: World, parameters: Parameters, runs: int = 8) -> float:
    """Meetings a year to which three or more of the twelve travelled as members, mean of runs; politics pinned, forums free."""
    data = ensemble(world, parameters, runs=runs, mode="pinned", workers=1)
    return float(seen(data, world).sum() / (runs * world.quarters / 4))


def seen(data: Dataset, world: World) -> np.ndarray:
    """Which meetings an observer sees, bool[run, quarter, forum of presidents]: technical bodies and ministers are left out."""
    rows = [world.countries.index(country) for country in TWELVE]
    data = data[["forum_attended", "forum_host", "forum_meeting"]].sel(forum=presidents_forums(world))
    came = data["forum_attended"].transpose("run", "quarter", "forum", "country").values[..., rows] == MEMBER
    host = data["forum_host"].transpose("run", "quarter", "forum").values[..., None] == np.array(rows)
    held = data["forum_meeting"].transpose("run", "quarter", "forum").values == HELD
    return held & ((came & ~host).sum(axis=-1) >= TRAVELLERS)


if __name__ == "__main__":
    world, points = recorded_world(), int((*sys.argv[1:], 128)[0])
    a_year = np.array([seen_a_year(world, parameters) for parameters in space(points)])
    within = (a_year >= RECORD / FACTOR) & (a_year <= RECORD * FACTOR)
    low, middle, high = np.quantile(a_year, (0.05, 0.5, 0.95))
    print(f"at the default {seen_a_year(world, Parameters()):.2f} meetings a year; on record {RECORD}")
    print(f"at {points} points {middle:.2f} [{low:.2f}, {high:.2f}]; within a factor of {FACTOR:g} at {within.mean():.0%}")
