"""docs/survival.md: whether each forum lives on, and how often it meets, by year beside the record to 2012.

`python -m concertacion.experiments.pages.survival` writes the page: at the default, and over the space of parameters.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.formatting import listed
from concertacion.analysis.observation import TRAVELLERS, seen_meetings
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.on_record import FIRST, LAST, MINISTERS, meetings_on_record, thirty_three
from concertacion.experiments.pages.validation_setup import TWELVE
from concertacion.experiments.phases import RECORDS, compile_model
from concertacion.experiments.score.models import over_the_range
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import ACTIVE, DEAD, FULL, TECHNICAL_FORUM
from concertacion.sim.world import World

PAGE = DOCS / "survival.md"
STARTS = (FIRST, 2005, 2009, LAST)  # each forum from the first start at which it exists
RUNS, POINTS, EACH, SEED = 100, 64, 4, 1  # runs at the default; points of the space, and runs at each
FACTOR = 4.0
SIGNS = "-+ox"  # by status: not there, active, dormant, dead
TEXT = """# Survival of each forum

Written by `python -m concertacion.experiments.pages.survival`; do not edit by hand. {runs} runs at the default parameters, and
{each} at each of {points} points of the space (a Latin hypercube over the ranges of all parameters but levers), seed {seed}.

The thirty-three states, politics pinned: governments, elections and outside series follow the record to {last}. Forums are free.
Each forum is followed from the first of these starts at which it exists: {starts}.
Technical bodies and LAIA, a council of ministers, are left out. Meetings pass the filter of
[validation](validation.md#the-record-beside-the-model): three or more of the twelve South American presidents travelled to them
as members. Forums that never have three members among the twelve have no row of meetings.
[scores.md](scores.md#which-forums-live) asks the same of runs that know the record to 2002 and are free in politics too.

## Who lives on

In a cell: the record at the end of the year (+ active, o dormant, x closed); the share of runs in which the forum is active then,
in per cent, at the default; and the same at the median point of the space, where {each} runs give it in large steps.

{ends}

{lives}
## Meetings by year

In a cell: meetings seen on record; the mean of the runs at the default; the mean at the median point.

{meetings}
## Meetings a year, all years together

The last column holds the share of points at which the mean lies between the record divided by {factor:g} and the record times
{factor:g}; it is empty where the record is zero.

| Forum | record | default | over the space: median [90 % of points] | points within a factor of {factor:g} |
| --- | --- | --- | --- | --- |
{totals}"""


class Lives(NamedTuple):
    """Of the forums of a world, mean over runs."""

    active: np.ndarray  # share of runs in which the forum is active at the end of the year (..., year, forum)
    meetings: np.ndarray  # meetings seen in the year (..., year, forum)


class Survival(NamedTuple):
    """What one start says of the forums that are new at it."""

    world: World
    forums: list[int]
    default: Lives
    space: Lives  # with points first


Records = Mapping[int, tuple[pd.DataFrame, pd.DataFrame]]
Cell = Callable[[Survival, int, int, pd.DataFrame, pd.DataFrame], str]


def lives(world: World, parameters: Parameters | None, runs: int, seed: int) -> Lives:
    """Survival and meetings at which three or more of the twelve travelled as members; politics pinned."""
    data = runs_that_went_well(ensemble(world, parameters, runs=runs, seed=seed, mode="pinned"))
    data = data[["forum_status", "forum_host", "forum_attended", "forum_meeting"]].transpose("run", "quarter", "forum", ...)
    seen = seen_meetings(data, TWELVE)
    by_year = seen.reshape(data.sizes["run"], world.quarters // 4, 4, -1).sum(axis=2)
    return Lives((data["forum_status"].values[:, 3::4] == ACTIVE).mean(axis=0), by_year.mean(axis=0))


def on_record(start: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Status at the end of each year, and meetings to which three or more travelled as members, by year and forum."""
    world = thirty_three(start, forums="record")
    years = range(start, LAST + 1)
    status = pd.DataFrame(world.exogenous.forum_status[3::4][: len(years)], index=years, columns=world.forums)
    meetings = meetings_on_record().groupby(["year", "organisation"]).size().unstack(fill_value=0)
    return status, meetings.reindex(index=years, columns=world.forums, fill_value=0).fillna(0)


def named(world: World, before: set[str]) -> list[int]:
    """The forums of presidents that exist at the start and were in no start before."""
    state = world.state.forums
    exist = (state.status == ACTIVE) & (state.kind != TECHNICAL_FORUM)
    return [int(m) for m in np.flatnonzero(exist) if world.forums[m] not in {*before, *MINISTERS}]


def simulated(runs: int, points: int, each: int, seed: int) -> dict[int, Survival]:
    """Every start."""
    known: set[str] = set()
    found = {}
    for start in STARTS:
        world = thirty_three(start)
        forums = named(world, known)
        known |= {world.forums[m] for m in forums}
        space = [lives(world, parameters, each, seed) for parameters, _ in over_the_range(points, each, seed)]
        found[start] = Survival(
            world, forums, lives(world, None, runs, seed), Lives(*(np.stack(values) for values in zip(*space, strict=True)))
        )
    return found


def page(found: Mapping[int, Survival], runs: int, points: int, each: int, seed: int) -> str:
    """The whole page."""
    records = {start: on_record(start) for start in found}
    meet = {
        start: one._replace(forums=[m for m in one.forums if one.world.forums[m] in meeting(start)])
        for start, one in found.items()
    }
    return TEXT.format(
        runs=runs, points=points, each=each, seed=seed, last=LAST, starts=", ".join(map(str, found)), factor=FACTOR,
        ends=ends(found, records), lives="\n".join(by_year(found, records, of_lives)),
        meetings="\n".join(by_year(meet, records, of_meetings)),
        totals="".join(total(one, m, records[start][1]) for start, one in meet.items() for m in one.forums),
    )  # fmt: skip


def meeting(start: int) -> set[str]:
    """Forums whose meetings an observer can see: three or more of the twelve are members in the end."""
    world = thirty_three(start, forums="record")
    columns = [world.countries.index(country) for country in TWELVE]
    members = (world.exogenous.link[: world.quarters, :, columns] == FULL).sum(axis=2).max(axis=0)
    return {name for name, size in zip(world.forums, members, strict=True) if size >= TRAVELLERS}


def by_year(found: Mapping[int, Survival], records: Records, cell: Cell) -> list[str]:
    """A table for each start."""
    tables = []
    for start, one in found.items():
        rows = [[one.world.forums[m], *(cell(one, m, t, *records[start]) for t in range(LAST + 1 - start))] for m in one.forums]
        tables.append(f"From {start}:\n\n" + markdown_table(["Forum", *map(str, range(start, LAST + 1))], rows))
    return tables


def ends(found: Mapping[int, Survival], records: Records) -> str:
    """Which forums that are closed on record in the last year the runs keep, and how many of the others; at the default."""
    shares = {
        one.world.forums[m]: (one.default.active[-1, m], int(records[start][0][one.world.forums[m]].iloc[-1]))
        for start, one in found.items()
        for m in one.forums
    }
    closed = [f"{name} (in {100 * share:.0f} %)" for name, (share, status) in shares.items() if status == DEAD]
    kept = [share for share, status in shares.values() if status == ACTIVE]
    return (
        f"Of the forums closed on record by {LAST}, the runs at the default keep these active: {listed(closed)}; "
        f"each of the {len(kept)} still active on record stays active in {100 * min(kept):.0f} % of the runs or more."
    )


def of_lives(one: Survival, m: int, t: int, status: pd.DataFrame, _: pd.DataFrame) -> str:
    """Active or not in a year."""
    sign = SIGNS[int(status[one.world.forums[m]].iloc[t])]
    return f"{sign} {100 * one.default.active[t, m]:.0f} {100 * np.median(one.space.active[:, t, m]):.0f}"


def of_meetings(one: Survival, m: int, t: int, _: pd.DataFrame, meetings: pd.DataFrame) -> str:
    """Meetings seen in a year."""
    real = meetings[one.world.forums[m]].iloc[t]
    return f"{real:.0f} {one.default.meetings[t, m]:.1f} {np.median(one.space.meetings[:, t, m]):.1f}"


def total(one: Survival, m: int, meetings: pd.DataFrame) -> str:
    """Meetings a year of a forum, as a row."""
    name, over = one.world.forums[m], one.space.meetings[:, :, m].mean(axis=1)
    real = float(meetings[name].mean())
    low, middle, high = np.quantile(over, (0.05, 0.5, 0.95))
    within = f"{((over >= real / FACTOR) & (over <= real * FACTOR)).mean():.0%}".replace("%", " %") if real else ""
    default = one.default.meetings[:, m].mean()
    return f"| {name} | {real:.2f} | {default:.2f} | {middle:.2f} [{low:.2f}, {high:.2f}] | {within} |\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page; the options are for trials."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.survival", description="Write docs/survival.md."
    )
    for name, value in (("runs", RUNS), ("points", POINTS), ("each", EACH), ("seed", SEED)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    compile_model(RECORDS)
    asked = (options.runs, options.points, options.each, options.seed)
    write_bytes(options.out, page(simulated(*asked), *asked).encode())


if __name__ == "__main__":
    raise SystemExit(answered(main))
