"""Validation: is anything degenerate, and how does the model compare with the record?

`python -m concertacion.experiments.pages.validation` writes the page. Politics is pinned for the comparison: governments and
elections follow the record, cooperation and life at home are simulated. Meetings of the model pass the filter of
`analysis.observation` first. Nothing is fitted here.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.observation import attendance_facts, meeting_facts, observed_seats, yearly_ideology
from concertacion.analysis.record import recorded_facts
from concertacion.experiments.pages.validation_setup import BANDS, COMPARED, SETUPS, TWELVE, Setup, Spread, spread
from concertacion.experiments.pages.validation_text import page
from concertacion.sim.ensembles import ensemble
from concertacion.sim.state import MINILATERAL, TECHNICAL_FORUM
from concertacion.sim.world import World, load_world

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "sim" / "data" / "latin_america" / "record.csv"
PAGE = PROJECT / "docs" / "validation.md"
RUNS, SEED = 200, 1
MINISTERS = ("LAIA",)  # its council is one of ministers, so the travel of presidents never shows it
NEAR = 3  # an election this quarter or within the next three


def world_of(setup: Setup) -> World:
    """The world of a setup."""
    return load_world(setup.name, countries=setup.countries, start=setup.start, years=setup.years)


def bands_of(setup: Setup, runs: int, seed: int) -> dict[str, Spread]:
    """The outcomes of `BANDS` over an ensemble of the setup, at the default parameters."""
    names = [band.outcome for band in BANDS]
    summary = ensemble(world_of(setup), runs=runs, seed=seed, mode=setup.mode, keep="summary", outcomes=names)
    outcomes = runs_that_went_well(summary)
    return {name: spread(outcomes[name].values) for name in names}


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
    facts = pd.DataFrame([facts_of_run(dataset.isel(run=r), world, forums) for r in range(dataset.sizes["run"])])
    return {str(name): spread(facts[name].to_numpy()) for name in facts}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page; `--runs`, `--seed` and `--out` for trials."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.validation", description="Write docs/validation.md."
    )
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    bands = {setup.title: bands_of(setup, options.runs, options.seed) for setup in SETUPS}
    text = page(bands, compared(options.runs, options.seed), recorded_facts(), options.runs, options.seed)
    options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
