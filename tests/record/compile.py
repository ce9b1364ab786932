"""The facts of Latin America to 2012, by the functions that runs are reduced with, from the world's tables and its record.

python -m tests.record.compile writes their rows of sim/data/latin_america/facts.csv; rows of facts that need other data stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.record.facts import Fact
from concertacion.experiments.record.reading import COLUMNS, read_facts
from concertacion.sim.outcomes import summarise
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.record import Record, empty_record
from concertacion.sim.runs import compile_run
from concertacion.sim.state import FULL, HELD, UNUSED
from concertacion.sim.world import World, load_world
from concertacion.sim.worlds.selection import DATA as TABLES

OBSERVED = TABLES / "latin_america" / "observed"
TABLE = TABLES / "latin_america" / "facts.csv"
START, PERIODS = 1995, (8, 13, 18)  # years of the runs that facts are told for
OUTSIDE = ("EU_LAC",)  # begun from outside the region: no forum that runs found, so that no fact counts it
KEPT = ("alignment_", "journeys_")  # facts of UN votes and of journeys outside the region, which no table here holds
PER_CENT = 100.0  # the table has growth in per cent
METHOD = "the outcome, of the record"


def world_of(years: int) -> World:
    """The thirty-three from 1995, forums as on record."""
    return load_world("latin_america", countries="celac_33", start=START, years=years, forums="record")


def record_of(world: World) -> Record:
    """The past as a run would have left it, as far as it is known; the rest is zero."""
    ready = compile_run(world, mode="pinned")
    record, span = empty_record(dict(ready.sizes)), slice(0, world.quarters)
    record.countries.ideology[:] = world.exogenous.ideology[span]
    record.countries.new_leader[:] = world.exogenous.leader_new[span]
    record.forums.status[:] = world.exogenous.forum_status[span]
    record.forums.link[:] = world.exogenous.link[span]
    outside = np.isin(world.forums, OUTSIDE)
    record.forums.status[:, outside], record.forums.link[:, outside] = UNUSED, 0
    record.forums.size[:] = (record.forums.link == FULL).sum(axis=2)
    add_suspensions(record.countries, world)
    add_indicators(record.countries, world)
    add_meetings(record.forums, world)
    add_journeys(record, world)
    return record


def add_suspensions(countries: Any, world: World) -> None:
    """Countries that any forum of this world suspends, from quarter to quarter."""
    table = pd.read_csv(TABLES / "latin_america" / "memberships.csv")
    for row in table[(table["status"] == "suspended") & table["organisation"].isin(world.forums)].itertuples():
        first, last = (_quarter(day, world) for day in (row[3], row.to))
        countries.suspended[max(first, 0) : max(last + 1, 0), world.countries.index(row.member)] = 1


def _quarter(day: Any, world: World) -> int:
    """The quarter of a day, counted from the start; of none, the last."""
    if not isinstance(day, str):
        return world.quarters - 1
    year, month = int(day[:4]), int(day[5:7])
    return min(4 * (year - world.start) + (month - 1) // 3, world.quarters)


def add_indicators(countries: Any, world: World) -> None:
    """Approval, growth and democracy by year, and trade within the region as the world's table has it."""
    table = pd.read_csv(TABLES / "latin_america" / "indicators.csv")
    for name in ("approval", "growth", "democracy"):
        wide = table[table["variable"] == name].pivot(index="year", columns="iso3", values="value")
        years = wide.reindex(index=range(world.start, world.start + world.quarters // 4), columns=world.countries)
        getattr(countries, name)[:] = np.repeat(years.to_numpy(), 4, axis=0) / (PER_CENT if name == "growth" else 1.0)
    last = load_world("latin_america", countries="celac_33", start=world.start + world.quarters // 4 - 1, years=1)
    countries.trade[-4:] = last.setting.trade_start.sum(axis=1)  # facts of trade are of the last year


def add_meetings(forums: Any, world: World) -> None:
    """Meetings with their seats and hosts; one that falls into the quarter of another of its forum moves to the next."""
    seats = pd.read_csv(OBSERVED / "attendance.csv")
    for _, rows in seats[~seats["organisation"].isin(OUTSIDE)].groupby("event"):
        first = rows.iloc[0]
        t = (first["year"] - world.start) * 4 + first["quarter"] - 1
        if t >= world.quarters or first["organisation"] not in world.forums:
            continue
        f = world.forums.index(first["organisation"])
        while forums.meeting[t, f] == HELD and t + 1 < world.quarters:
            t += 1
        forums.meeting[t, f], forums.host[t, f] = HELD, -1
        for row in rows[rows["guest"] == 0].itertuples():
            i = world.countries.index(row.country)
            forums.member[t, f, i], forums.attended[t, f, i] = 1, row.attended
            if row.host:
                forums.host[t, f] = i


def add_journeys(record: Record, world: World) -> None:
    """Visits and agreements of the year in its first quarter; journeys, of which means are taken, in every year."""
    for row in pd.read_csv(OBSERVED / "visits.csv").itertuples():
        t = 4 * (row.year - world.start)
        if t < world.quarters:
            i, j = world.countries.index(row.visitor), world.countries.index(row.visited)
            record.pairs.visits[t, i, j], record.pairs.agreements[t, i, j] = row.visits, row.agreements


def told(years: int) -> dict[str, float]:
    """The facts that can be compiled, by id, for runs of so many years."""
    world = world_of(years)
    record, facts = record_of(world), read_facts()
    wanted = {n: f for n, f in facts.items() if not n.startswith(KEPT) and f.years(START, years)[1] < START + years}
    values = np.zeros(len(wanted))
    summarise(record, compile_measures([fact.outcome for fact in wanted.values()], world), values)
    named = dict(zip(wanted, values.tolist(), strict=True))
    return named | journeys(facts, START + years - 1)


def journeys(facts: Mapping[str, Fact], last: int) -> dict[str, float]:
    """Journeys a year of countries, to a year."""
    table = pd.read_csv(OBSERVED / "travel.csv")
    sent = table[table["year"] <= last].groupby("country")["sent"].mean().round(3)
    return {n: float(sent[f.statistic.split(".")[1]]) for n, f in facts.items() if n.startswith("travel_")}


def rows() -> pd.DataFrame:
    """All rows of the table, those kept first."""
    facts, found = read_facts(), {}
    kept = pd.read_csv(TABLE, dtype=str).query("method != @METHOD") if TABLE.exists() else pd.DataFrame(columns=list(COLUMNS))
    stays = set(zip(kept["fact"], kept["period"], strict=True))
    for years in PERIODS:
        for name, value in told(years).items():
            first, last = facts[name].years(START, years)
            if (name, f"{first}-{last}") not in stays:
                found[name, f"{first}-{last}"] = f"{value:.4f}"
    made = [
        (n, p, v, METHOD, TRAVEL if n.startswith("travel_") else SOURCES[facts[n].group]) for (n, p), v in sorted(found.items())
    ]
    return pd.concat([kept, pd.DataFrame(made, columns=list(COLUMNS))], ignore_index=True)


TRAVEL = "colt2025"
SOURCES = {
    "attendance": "pelatam_travel", "meetings": "pelatam_travel", "visits": "pelatam_travel",
    "forums": "own",
    "approval": "ead3", "turnover": "archigos41;reign2021;romano2023",
    "ideology": "archigos41;reign2021;romano2023", "growth": "gapminder",
    "democracy": "vdem15", "trade": "comtrade_penppml",
}  # fmt: skip


if __name__ == "__main__":
    table = rows()
    table.to_csv(TABLE, index=False)
    print(table.to_string())
