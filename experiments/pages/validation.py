"""Validation: is anything degenerate, and what does the model say beside the record? `python -m
concertacion.experiments.pages.validation`

Politics is pinned for the comparison: governments and elections follow the record, cooperation and life at home are
simulated. Meetings of the
model pass the filter of `analysis.observation` first. Nothing is fitted here.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.observation import attendance_facts, meeting_facts, observed_seats, yearly_ideology
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.record import recorded_facts
from concertacion.sim.ensembles import ensemble
from concertacion.sim.state import MINILATERAL, TECHNICAL_FORUM
from concertacion.sim.world import World, load_world

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "sim" / "data" / "latin_america" / "record.csv"
PAGE = PROJECT / "docs" / "validation.md"
RUNS, SEED = 200, 1
TWELVE = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")
FIRST, LAST = 1995, 2012  # outcomes on record after 2012 are for others to test the model on
MINISTERS = ("LAIA",)  # its council is one of ministers, so the travel of presidents never shows it
NEAR = 3  # an election this quarter or within the next three


class Setup(NamedTuple):
    """A world to run: its title in the tables, its name, group of countries, first year, years, and how politics moves."""

    title: str
    name: str
    countries: str | None
    start: int
    years: int
    mode: str


class Band(NamedTuple):
    """Where an outcome has to lie so that nothing is degenerate, in words and in numbers."""

    outcome: str
    wanted: str
    low: float
    high: float


class Spread(NamedTuple):
    """Median and 90 % interval over runs."""

    low: float
    median: float
    high: float


SETUPS = (
    Setup("default", "latin_america", "latin_america_20", 2000, 25, "free"),
    Setup("from 1995, 31 years", "latin_america", "latin_america_20", 1995, 31, "free"),
    Setup("60 years", "latin_america", "latin_america_20", 2000, 60, "free"),
    Setup("celac_33", "latin_america", "celac_33", 2000, 25, "free"),
    Setup("southeast_asia", "southeast_asia", None, 2000, 25, "free"),
    Setup("pinned, 2000 to 2025", "latin_america", "latin_america_20", 2000, 26, "pinned"),
)
COMPARED = Setup("compared", "latin_america", "celac_33", FIRST, LAST - FIRST + 1, "pinned")
SOME = 0.005  # a share below this, or above one less this, is none or all
BANDS = (
    Band("participation.technical", "10 to 80 %", 0.10, 0.80),
    Band("participation.minilateral", "5 to 60 %", 0.05, 0.60),
    Band("meetings_held", "some", 0.1, np.inf),
    Band("put_off_share", "some, not all", SOME, 1 - SOME),
    Band("attendance", "40 to 90 %", 0.40, 0.90),
    Band("agreed_share", "some, not all", SOME, 1 - SOME),
    Band("went_dormant", "1 or more", 1, np.inf),
    Band("revived", "1 or more", 1, np.inf),
    Band("died", "1 or more", 1, np.inf),
    Band("founded", "1 or more", 1, np.inf),
    Band("changes_of_government", "some", 0.1, np.inf),
    Band("alternation", "some, not all", SOME, 1 - SOME),
)


def spread(values: Sequence[float] | np.ndarray) -> Spread:
    """5th, 50th and 95th percentile of the values that are defined; NaN if none is."""
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    return Spread(*np.quantile(known, (0.05, 0.5, 0.95)).tolist()) if known.size else Spread(np.nan, np.nan, np.nan)


def world_of(setup: Setup) -> World:
    """The world of a setup."""
    return load_world(setup.name, countries=setup.countries, start=setup.start, years=setup.years)


def bands_of(setup: Setup, runs: int, seed: int) -> dict[str, Spread]:
    """The outcomes of `BANDS` over an ensemble of the setup, at the default parameters."""
    names = [band.outcome for band in BANDS]
    summary = ensemble(world_of(setup), runs=runs, seed=seed, mode=setup.mode, keep="summary", outcomes=names)
    outcomes = runs_that_went_well(summary)
    return {name: spread(outcomes[name].values) for name in names}


def verdict(band: Band, found: Spread) -> str:
    """`yes` if 90 % of runs lie inside the band, `median` if the median run does, else `no`."""
    if band.low <= found.low and found.high <= band.high:
        return "yes"
    return "median" if band.low <= found.median <= band.high else "no"


def presidents_forums(world: World) -> list[str]:
    """Forums whose meetings are of presidents: neither the technical ones nor `MINISTERS`; with free slots for new ones."""
    kinds = zip(world.forums, world.state.forums.kind, strict=True)
    return [name for name, kind in kinds if kind != TECHNICAL_FORUM and name not in MINISTERS]


def facts_of_run(run: Dataset, world: World, forums: Sequence[str]) -> dict[str, float]:
    """The record's facts, as an observer of one run would state them, and who met whom in minilateral groups."""
    columns = [world.countries.index(country) for country in TWELVE]
    near = world.exogenous.time_to_election[:, columns] <= NEAR
    seats = observed_seats(run, TWELVE, forums, near)
    if seats.empty:
        return {"meetings_a_year": 0.0}
    meetings = seats.groupby("year")["event"].nunique()
    facts = {**attendance_facts(seats), **meeting_facts(meetings, yearly_ideology(run, TWELVE))}
    return {name: estimate.value for name, estimate in facts.items()} | minilateral_facts(run, world)


def minilateral_facts(run: Dataset, world: World) -> dict[str, float]:
    """Work in minilateral groups by pair of the twelve: of neighbours over others, and of pairs 0.75 or more apart over 0.25
    or less.
    """
    columns = [world.countries.index(country) for country in TWELVE]
    pairs = np.triu_indices(len(TWELVE), 1)
    together = run["together"].isel(channel=MINILATERAL).transpose("country", "other").values[np.ix_(columns, columns)][pairs]
    ideology = run["ideology"].transpose("quarter", "country").values[:, columns]
    distance = np.abs(ideology[:, :, None] - ideology[:, None, :]).mean(axis=0)[pairs]
    borders = neighbours()[pairs]

    def ratio(above: np.ndarray, below: np.ndarray) -> float:
        return float(together[above].mean() / together[below].mean()) if above.any() and together[below].sum() else np.nan

    return {"minilaterals_neighbours": ratio(borders, ~borders), "minilaterals_far": ratio(distance >= 0.75, distance <= 0.25)}


def neighbours() -> np.ndarray:
    """Whether two of the twelve share a land border, bool[country, other]."""
    table = pd.read_csv(RECORD.with_name("geography.csv"))
    shared = {frozenset(pair) for pair in table.loc[table["contiguous"] == 1, ["a", "b"]].itertuples(index=False)}
    return np.array([[frozenset((a, b)) in shared for b in TWELVE] for a in TWELVE])


def compared(runs: int, seed: int) -> dict[str, Spread]:
    """The facts over an ensemble of the thirty-three with politics pinned, 1995 to 2012."""
    world = world_of(COMPARED)
    dataset = runs_that_went_well(ensemble(world, runs=runs, seed=seed, mode=COMPARED.mode))
    forums = presidents_forums(world)
    found = pd.DataFrame([facts_of_run(dataset.isel(run=r), world, forums) for r in range(dataset.sizes["run"])])
    return {str(name): spread(found[name].to_numpy()) for name in found}


def title_of(outcome: str) -> str:
    """The outcome in words, with its unit."""
    return f"{MAIN[outcome].title} ({MAIN[outcome].label})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page; `--runs`, `--seed` and `--out` for trials."""
    from concertacion.experiments.pages.validation_text import page

    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.validation", description="Write docs/validation.md."
    )
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    found = {setup.title: bands_of(setup, options.runs, options.seed) for setup in SETUPS}
    text = page(found, compared(options.runs, options.seed), recorded_facts(), options.runs, options.seed)
    options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
