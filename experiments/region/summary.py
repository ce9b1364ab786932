"""What a region holds, and how to run it."""

from __future__ import annotations

import shlex
import warnings
from pathlib import Path

import pandas as pd

from concertacion.experiments.output.tables import terminal_table
from concertacion.sim.world import World, load_world
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.coverage import in_words, possible_starts
from concertacion.sim.worlds.lookup import quarter_label
from concertacion.sim.worlds.selection import powers_of
from concertacion.sim.worlds.tables import Tables

YEARS = 20  # of the run that is proposed


def summary(tables: Tables, folder: Path) -> str:
    """Countries, forums, calendar, years, tables without rows, and the command that runs the region.

    Raises
    ------
    InputError
        If the world cannot be loaded in the first or the last year in which a run can start.
    """
    frames = tables.frames
    starts = possible_starts(frames, sorted(frames["countries"]["iso3"]), powers_of(frames))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are listed already
        first, last = (load_world(folder=folder, start=year, years=1) for year in (starts[0], starts[-1]))
    series = frames["series"]
    end = quarter_label(int((series["year"] * 4 + series["quarter"] - 1).max()))
    run = ["concertacion", "world=own", f"world.folder={folder}", f"start={starts[0]}", f"years={YEARS}"]
    parts = [
        f"{tables.label}: {len(first.countries)} countries; {powers(first)}. A run can start in "
        f"{in_words(starts)}; the record ends in {end}." + follows(first, int(series["year"].max())),
        countries(frames["indicators"], first),
        forums(frames["organisations"], first, last),
        elections(frames["elections"], first),
        *without_rows(tables),
        f"Run it: {shlex.join(run)}",
    ]
    return "\n\n".join(part for part in parts if part)


def powers(world: World) -> str:
    """Who leads, who is the rival, who else there is."""
    leads, *others = world.powers
    rival = f", {others[0]} is its rival" if others else ""
    return f"{leads} leads{rival}" + (f", {', '.join(others[1:])} court too" if others[1:] else "")


def follows(world: World, record: int) -> str:
    """To which year politics can follow the tables, where it is not the end of the record, and why."""
    year, why = min(world.silences, default=(record, ""))
    return f" mode=replay can follow the tables to {year}: {why}." if year < record else ""


def countries(indicators: pd.DataFrame, world: World) -> str:
    """Weight, people and capacity of each country at the first start."""
    now = indicators[indicators["year"] == world.start].pivot(index="iso3", columns="variable", values="value")
    rows = [
        (code, name, f"{now['population'][code]:,.2f}", f"{100 * weight:.1f}", f"{now['capacity'][code]:.2f}")
        for code, name, weight in zip(world.countries, world.country_names, world.traits.structure.weight, strict=True)
    ]
    return terminal_table((f"in {world.start}", "", "people, m", "GDP, %", "capacity"), rows, words=2)


def forums(organisations: pd.DataFrame, first: World, last: World) -> str:
    """The forums of the first and of the last start, with their members."""
    table = organisations.set_index("organisation")
    members = {world.start: members_of(world) for world in (first, last)}
    names = list(dict.fromkeys(name for held in members.values() for name in held))
    if not names:
        return "No organisation has two full members at the start; forums are founded only in the runs."
    rows = [
        (name, table["kind"][name], table["scope"][name].replace(";", " "), *(held.get(name, "-") for held in members.values()))
        for name in names
    ]
    return terminal_table(("forum", "kind", "scope", *(f"in {year}" for year in members)), rows)


def members_of(world: World) -> dict[str, str]:
    """Forum -> its members at the start, or how many where they are many."""
    held = {}
    for name, sits in zip(world.forums, world.state.circles.members, strict=True):
        codes = [code for code, seat in zip(world.countries, sits, strict=True) if seat]
        if codes:
            held[name] = " ".join(codes) if len(codes) <= 8 else f"{len(codes)} members"
    return held


def elections(table: pd.DataFrame, world: World) -> str:
    """The span of the calendar, and who has none."""
    without = [code for code in world.countries if code not in set(table["iso3"])]
    none = f" None of {' '.join(without)}: their terms are counted from the day that their leader took office." if without else ""
    return f"{len(table)} elections from {table['date'].min():%Y-%m-%d} to {table['date'].max():%Y-%m-%d}.{none}"


def without_rows(tables: Tables) -> list[str]:
    """The tables that have no rows, and what follows."""
    return [f"{name}.csv has no rows: {TABLES[name].without}." for name, frame in tables.frames.items() if frame.empty]
