"""Whether anything is degenerate: work by channel, meetings, lives of forums and changes of government, at several starts.

python -m tests.sim.bands [RUNS] prints a table of two regions, four starts, free and pinned (to the end of the record), a star at
each number outside its band. docs/validation.md has the same cells with intervals, without the meetings of ministers.
"""

from __future__ import annotations

import sys
from math import inf

import numpy as np

from concertacion.experiments.pages.validation_setup import BANDS as SHOWN
from concertacion.experiments.pages.validation_setup import CELLS
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import Parameters
from concertacion.sim.results import reduced
from concertacion.sim.state import LOWER
from concertacion.sim.world import World, load_world

RUNS = 16
SOME = 1e-9  # more than none
OUTCOMES = {  # those of docs/validation.md; of what may be rare, few short runs have to show no more than some
    band.outcome: (SOME if band.high == inf else band.low, band.high) for band in SHOWN
}
BANDS = {**OUTCOMES, "lower_share": (SOME, 1.0 - SOME)}


def numbers(world: World, mode: str, runs: int = RUNS, parameters: Parameters | None = None) -> dict[str, float]:
    """Each outcome of `BANDS`, mean over runs. `lower_share`: of the meetings called, those that ministers held instead."""
    data = ensemble(world, parameters, runs=runs, mode=mode, workers=1)
    means = reduced(data, world, tuple(OUTCOMES)).mean("run")
    called = data["forum_meeting"].values
    lower = float((called == LOWER).sum() / max(1, (called > 0).sum()))
    return {name: float(means.sel(outcome=name)) for name in OUTCOMES} | {"lower_share": lower}


def outside(found: dict[str, float]) -> list[str]:
    """The outcomes that are not within their band."""
    return [name for name, (low, high) in BANDS.items() if not low <= found[name] <= high]


def main(runs: int = RUNS) -> None:
    """Print the table."""
    columns, rows = [], []
    for setup in (setup for setups in CELLS.values() for setup in setups):
        found = numbers(load_world(setup.name, setup.countries, start=setup.start, years=setup.years), setup.mode, runs)
        wrong = outside(found)
        columns.append(f"{setup.name[:5]} {setup.title}")
        rows.append([f"{found[name]:.2f}{'*' if name in wrong else ''}" for name in BANDS])
        print(columns[-1], f"{setup.years} years", "outside:", ", ".join(wrong) or "nothing", flush=True)
    print(f"{'mean of ' + str(runs) + ' runs':27}" + "".join(f"{column:>16}" for column in columns))
    for name, values in zip(BANDS, np.transpose(rows), strict=True):
        print(f"{name:27}" + "".join(f"{value:>16}" for value in values))


if __name__ == "__main__":
    main(int((*sys.argv[1:], RUNS)[0]))
