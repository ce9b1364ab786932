"""Five numbers of politics by which free runs are held against the record: mean, dispersion, persistence, synchrony, turnover.

python -m tests.sim.five_numbers START... prints them for the record and for 100 free runs from each start to 2012.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from concertacion.sim.ensembles import ensemble
from concertacion.sim.world import World, load_world

LAST_YEAR, RUNS = 2012, 100
FOUR_YEARS = 16  # quarters


def five(ideology: Any, new_leader: Any) -> dict[str, float]:
    """The five numbers of ideology[quarter, country] and new_leader[quarter, country].

    mean: over quarters and countries. dispersion: mean over quarters of the standard deviation over countries. persistence:
    correlation of a country's distance from its own mean with that four years later, pooled. synchrony: variance over time of
    the region's mean, over the mean of the countries' variances. turnover: new leaders a country and decade.
    """
    x = np.asarray(ideology, dtype=float)
    apart = x - x.mean(axis=0)
    return {
        "mean": x.mean(),
        "dispersion": x.std(axis=1).mean(),
        "persistence": np.corrcoef(apart[:-FOUR_YEARS].ravel(), apart[FOUR_YEARS:].ravel())[0, 1],
        "synchrony": x.mean(axis=1).var() / x.var(axis=0).mean(),
        "turnover": 40 * np.asarray(new_leader)[1:].mean(),
    }


def told_by_record(world: World) -> dict[str, float]:
    """The five numbers of the governments on record."""
    quarters = slice(0, world.quarters)
    return five(world.exogenous.ideology[quarters], world.exogenous.leader_new[quarters] > 0)


def told_by_runs(world: World, runs: int = RUNS) -> dict[str, np.ndarray]:
    """The five numbers of each free run."""
    data = ensemble(world, runs=runs)
    rows = [five(data["ideology"][r].values, data["new_leader"][r].values) for r in range(runs)]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def until_2012(start: int) -> World:
    """Latin America from `start` to the end of the record used for construction."""
    return load_world("latin_america", start=start, years=LAST_YEAR + 1 - start)


if __name__ == "__main__":
    for start in map(int, sys.argv[1:] or ("1995", "2000")):
        world = until_2012(start)
        record, runs = told_by_record(world), told_by_runs(world)
        for name, value in record.items():
            low, middle, high = np.quantile(runs[name], (0.05, 0.5, 0.95))
            print(f"{start} {name:11} {value:+.3f} in runs {middle:+.3f} [{low:+.3f}, {high:+.3f}] {low <= value <= high}")
