"""Validation: is anything degenerate, and how does the model compare with the record?

`python -m concertacion.experiments.pages.validation` writes the page. Politics is pinned for the comparison: governments and
elections follow the record, cooperation and life at home are simulated. Meetings of the model pass the filter of
`analysis.observation` first. Nothing is fitted here.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.observation import Estimate, attendance_facts, meeting_facts, observed_seats, yearly_ideology
from concertacion.analysis.observation_pairs import observed_pairs, pair_facts, pair_years
from concertacion.analysis.record import recorded_facts
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS, PROJECT
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.on_record import FIRST, LAST, LEFT_OUT
from concertacion.experiments.pages.validation_setup import (
    BANDS,
    CELLS,
    COMPARED,
    DEFAULT,
    FOLLOWED,
    LONGER,
    TWELVE,
    Setup,
    Spread,
    spread,
)
from concertacion.experiments.pages.validation_text import ALL, LATER, page
from concertacion.experiments.phases import OUTCOMES, RECORDS, compile_model
from concertacion.sim.ensembles import ensemble
from concertacion.sim.state import TECHNICAL_FORUM
from concertacion.sim.world import World, load_world

RECORD = PROJECT / "sim" / "data" / "latin_america" / "record.csv"
PAGE = DOCS / "validation.md"
RUNS, SEED = 200, 1
FEWER = 4  # times fewer runs of the worlds other than the default
MERGED = {"SOUTH_AMERICAN_SUMMITS": "UNASUR"}  # one forum in the source of the record
NEAR = 3  # an election this quarter or within the next three
COUNTED = ("visits", "agreements")


def world_of(setup: Setup) -> World:
    """The world of a setup."""
    return load_world(setup.name, countries=setup.countries, start=setup.start, years=setup.years, forums=setup.forums)


def bands_of(setup: Setup, runs: int, seed: int) -> dict[str, Spread]:
    """The outcomes of `BANDS` over an ensemble of the setup, at the default parameters."""
    names = [band.outcome for band in BANDS]
    summary = ensemble(world_of(setup), runs=runs, seed=seed, mode=setup.mode, keep="summary", outcomes=names)
    outcomes = runs_that_went_well(summary)
    return {name: spread(outcomes[name].values) for name in names}


def presidents_forums(world: World) -> list[str]:
    """Forums whose meetings are of presidents: neither the technical ones nor those `LEFT_OUT`; with free slots for new ones."""
    kinds = zip(world.forums, world.state.forums.kind, strict=True)
    return [name for name, kind in kinds if kind != TECHNICAL_FORUM and name not in LEFT_OUT]


def facts_of_run(run: Dataset, world: World, forums: Sequence[str]) -> dict[str, float]:
    """The record's facts, as an observer of one run would state them."""
    columns = [world.countries.index(country) for country in TWELVE]
    near = world.exogenous.time_to_election[:, columns] <= NEAR
    seats = observed_seats(run, TWELVE, forums, near).replace({"forum": MERGED})
    pairs = observed_pairs(run, TWELVE, neighbours())
    facts = {fact: each for name in COUNTED for fact, each in pair_facts(pairs, name, name).items()}
    if not seats.empty:
        meetings = seats.groupby("year")["event"].nunique()
        facts |= {**attendance_facts(seats), **meeting_facts(meetings, yearly_ideology(run, TWELVE))}
    return {"meetings_a_year": 0.0} | {name: estimate.value for name, estimate in facts.items()}


def on_record() -> dict[str, Estimate]:
    """The facts on record; those of pairs by the same functions as a run's, for visits and, `ALL`, for any journey."""
    facts = recorded_facts()
    pairs = recorded_pairs()
    for name in COUNTED:
        facts |= pair_facts(pairs, name, name)
        facts |= {ALL + fact: each for fact, each in pair_facts(pairs, ALL + name, name).items()}
    return facts


def recorded_pairs() -> pd.DataFrame:
    """Visits and agreements on record by directed pair and year, on visits alone and, `ALL`, on any journey."""
    table = pd.read_csv(RECORD.parent / "observed" / "visits.csv")
    world, years = world_of(COMPARED), range(FIRST, LAST + 1)
    columns = [world.countries.index(country) for country in TWELVE]
    ideology = world.exogenous.ideology[: world.quarters, columns].reshape(len(years), 4, -1).mean(axis=1)
    cells = (table["year"] - FIRST, *(table[name].map(TWELVE.index) for name in ("visitor", "visited")))
    counts = {name: np.zeros((len(years), len(TWELVE), len(TWELVE))) for name in (*COUNTED, *(ALL + name for name in COUNTED))}
    for name, values in counts.items():
        values[cells] = table[name]
    return pair_years(years, counts, ideology, neighbours())


@cache
def neighbours() -> np.ndarray:
    """Whether two of the twelve share a land border, bool[country, other]."""
    table = pd.read_csv(RECORD.with_name("geography.csv"))
    shared = {frozenset(pair) for pair in table.loc[table["contiguous"] == 1, ["a", "b"]].itertuples(index=False)}
    return np.array([[frozenset((a, b)) in shared for b in TWELVE] for a in TWELVE])


def compared(setup: Setup, runs: int, seed: int) -> dict[str, Spread]:
    """The facts over an ensemble of the thirty-three with politics pinned, 1995 to 2012."""
    world = world_of(setup)
    dataset = runs_that_went_well(ensemble(world, runs=runs, seed=seed, mode=setup.mode))
    forums = presidents_forums(world)
    facts = pd.DataFrame([facts_of_run(dataset.isel(run=r), world, forums) for r in range(dataset.sizes["run"])])
    kept = [name for name in facts if setup.forums == "record" or name not in LATER]
    return {str(name): spread(facts[name].to_numpy()) for name in kept}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page; `--runs`, `--seed` and `--out` for trials."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.validation", description="Write docs/validation.md."
    )
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    compile_model(OUTCOMES, RECORDS)
    few = max(2, options.runs // FEWER)
    others = [*(setup for setups in CELLS.values() for setup in setups), *LONGER]
    bands = {DEFAULT: bands_of(DEFAULT, options.runs, options.seed)}
    bands |= {setup: bands_of(setup, few, options.seed) for setup in others}
    facts = {setup.title: compared(setup, options.runs, options.seed) for setup in (COMPARED, FOLLOWED)}
    text = page(bands, facts, on_record(), options.runs, few, options.seed)
    write_bytes(options.out, text.encode())


if __name__ == "__main__":
    raise SystemExit(answered(main))
