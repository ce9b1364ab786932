"""Survival and meetings of each forum by year beside the record to 2012, at the default and over the space of parameters.

python -m tests.sim.survival [POINTS] prints, for each forum of presidents that exists at a start, the share of runs in which it
is active at the end of each year beside the record's status, and the meetings that an observer would see beside the record's.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.observation import TRAVELLERS
from concertacion.experiments.pages.validation_setup import TWELVE
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import ACTIVE, HELD, TECHNICAL_FORUM
from concertacion.sim.world import World, load_world
from tests.sim.meetings_on_record import space
from tests.sim.seats import TABLE

STARTS, END = (1995, 2005, 2009, 2012), 2012  # each forum from the first start at which it exists
RUNS = 8


class Lives(NamedTuple):
    """Of the forums of a world that exist at its start, mean over runs."""

    active: np.ndarray  # share of runs in which the forum is active at the end of the year (year, forum)
    meetings: np.ndarray  # meetings seen in the year (year, forum)


def starting_in(start: int, forums: str = "free") -> World:
    """The thirty-three from a start to the end of 2012."""
    return load_world("latin_america", countries="celac_33", start=start, years=END + 1 - start, forums=forums)


def lives(world: World, parameters: Parameters | None = None, runs: int = RUNS) -> Lives:
    """Survival and meetings at which three or more of the twelve travelled; politics pinned, forums free."""
    data = ensemble(world, parameters, runs=runs, mode="pinned", workers=1)
    data = data.transpose("run", "quarter", "forum", "country", ...)
    rows = [world.countries.index(country) for country in TWELVE]
    status, host = data["forum_status"].values, data["forum_host"].values
    travelled = (data["forum_attended"].values[..., rows] > 0) & (host[..., None] != np.array(rows))
    seen = (data["forum_meeting"].values == HELD) & (travelled.sum(axis=-1) >= TRAVELLERS)
    years = world.quarters // 4
    by_year = seen.reshape(runs, years, 4, -1).sum(axis=2)
    return Lives((status[:, 3::4] == ACTIVE).mean(axis=0), by_year.mean(axis=0))


def on_record(start: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Status at the end of each year and meetings seen, by year and forum."""
    world = starting_in(start, forums="record")
    years = range(start, END + 1)
    status = pd.DataFrame(world.exogenous.forum_status[3::4], index=years, columns=world.forums)
    seats = pd.read_csv(TABLE).drop_duplicates("event")
    meetings = seats.groupby(["year", "organisation"]).size().unstack(fill_value=0)
    return status, meetings.reindex(index=years, columns=world.forums, fill_value=0).fillna(0)


def named(world: World, before: set[str]) -> list[int]:
    """The forums of presidents that exist at the start and were in no start before."""
    state = world.state
    exist = (state.forums.status == ACTIVE) & (state.forums.kind != TECHNICAL_FORUM)
    return [m for m in np.flatnonzero(exist) if world.forums[m] not in before]


def over(world: World, points: int) -> Lives:
    """At each point of the space: arrays (point, year, forum)."""
    found = [lives(world, parameters) for parameters in space(points)]
    return Lives(np.stack([each.active for each in found]), np.stack([each.meetings for each in found]))


def main(points: int = 64) -> None:
    """Print the tables."""
    known: set[str] = set()
    for start in STARTS:
        world = starting_in(start)
        forums = named(world, known)
        known |= {world.forums[m] for m in forums}
        default, spread = lives(world), over(world, points)
        status, meetings = on_record(start)
        print(f"\nfrom {start}: active at the end of each year: record (d dormant, x dead), default, median of {points} points")
        for m in forums:
            name = world.forums[m]
            told = "".join("-adx"[int(code)] for code in status[name])
            middle = np.median(spread.active[:, :, m], axis=0)
            print(
                f"{name:24} {told:19}" + " ".join(f"{a:.0%}|{b:.0%}" for a, b in zip(default.active[:, m], middle, strict=True))
            )
        print("meetings a year seen: record, default, 5 %, median and 95 % over the space; share of points within a factor of 4")
        for m in forums:
            name, seen = world.forums[m], spread.meetings[:, :, m].mean(axis=1)
            low, middle, high = np.quantile(seen, (0.05, 0.5, 0.95))
            real = float(meetings[name].mean())
            within = f"{((seen >= real / 4) & (seen <= real * 4)).mean():.0%}" if real else "-"
            print(f"{name:24} {real:.2f} {default.meetings[:, m].mean():.2f} {low:.2f} {middle:.2f} {high:.2f} {within}")


if __name__ == "__main__":
    main(int((*sys.argv[1:], 64)[0]))
