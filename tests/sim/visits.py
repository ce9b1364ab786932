"""Visits of presidents by pair and country, beside gravity: twelve presidents 2007 to 2012, journeys of twenty-three countries.

python -m tests.sim.visits prints the log loss of each pair and year with a visit, and rank correlations of journeys with GDP's.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.stats import spearmanr

from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.state import HELD
from concertacion.sim.world import World
from concertacion.sim.worlds.selection import DATA as TABLES
from concertacion.sim.worlds.tables import read_tables
from tests.sim.seats import interval, log_loss, recorded_world

OBSERVED = TABLES / "latin_america" / "observed"
YEARS, FITTED, SCORED = range(1995, 2013), range(1995, 2007), range(2007, 2013)
RUNS = 200
RIDGE = 1.0  # weight of the squared effects of sender and receiver, one each per country (assumed)


def pair_years() -> pd.DataFrame:
    """Each directed pair of the twelve and year: any (0/1, a bilateral visit), and the terms of gravity."""
    visits = pd.read_csv(OBSERVED / "visits.csv")
    frames = read_tables(TABLES / "latin_america").frames
    sides = frames["geography"][["a", "b", "distance_km", "contiguous"]]
    both = pd.concat([sides, sides.rename(columns={"a": "b", "b": "a"})]).rename(columns={"a": "visitor", "b": "visited"})
    size = np.log(gdp(frames["indicators"]))
    return visits.merge(both, on=["visitor", "visited"]).assign(
        any=lambda frame: (frame["visits"] > 0).astype(float),
        km=lambda frame: frame["distance_km"] / 1000.0,
        sender=lambda frame: frame["visitor"].map(size),
        receiver=lambda frame: frame["visited"].map(size),
    )


def gdp(indicators: pd.DataFrame) -> pd.Series:
    """Mean GDP of the years before those scored, by country."""
    rows = indicators[(indicators["variable"] == "gdp") & indicators["year"].isin(FITTED)]
    return rows.groupby("iso3")["value"].mean()


def gravity(table: pd.DataFrame, effects: bool) -> np.ndarray:
    """The chance of a visit in each pair and year of `SCORED` by a logit of border, distance and sizes fitted before, with
    effects of sender and receiver or without.
    """
    terms = table[["contiguous", "km", "sender", "receiver"]].to_numpy(float)
    columns = np.column_stack([np.ones(len(table)), (terms - terms.mean(axis=0)) / terms.std(axis=0)])
    plain = columns.shape[1]
    if effects:
        columns = np.column_stack([columns, pd.get_dummies(table[["visitor", "visited"]]).to_numpy(float)])
    before, seen = table["year"].isin(FITTED).to_numpy(), table["any"].to_numpy()

    def loss(weights: np.ndarray) -> float:
        logit = columns[before] @ weights
        return np.logaddexp(0.0, logit).sum() - seen[before] @ logit + RIDGE * (weights[plain:] ** 2).sum()

    weights = minimize(loss, np.zeros(columns.shape[1])).x
    return 1.0 / (1.0 + np.exp(-(columns[~before] @ weights)))


def simulated(world: World, parameters: Parameters | None = None, runs: int = RUNS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share of runs with a visit, float64[year, country, other], and mean journeys a year sent and received, float64[country]."""
    ready = compile_run(world, parameters, mode="pinned")
    packed, years, size = Packed(ready.state), world.quarters // 4, len(world.countries)
    visited, sent, received = np.zeros((years, size, size)), np.zeros(size), np.zeros(size)
    for run in range(runs):
        record = blank(ready)
        assert run_kernel(ready, packed, 1, run, record) == 0
        visits = record.pairs.visits
        visited += visits.reshape(years, 4, size, size).max(axis=1) > 0
        held = record.forums.meeting == HELD
        came = (record.forums.attended > 0) & held[..., None]
        host = np.where(held, record.forums.host, -1)[..., None] == np.arange(size)
        sent += visits.sum(axis=(0, 2)) + record.countries.journeys.sum(axis=0) + (came & ~host).sum(axis=(0, 1))
        received += visits.sum(axis=(0, 1)) + ((came & ~host).sum(axis=2)[..., None] * host).sum(axis=(0, 1))
    return visited / runs, sent / runs / years, received / runs / years


def rank_correlations(told: pd.Series, record: pd.Series) -> tuple[float, float]:
    """Spearman's correlation over countries, and the lowest of those that leave one country out."""
    common = record.index.intersection(told.index)
    a, b = told[common], record[common]
    left = [spearmanr(a.drop(code), b.drop(code)).statistic for code in common]
    return float(spearmanr(a, b).statistic), float(min(left))


def main(runs: int = RUNS) -> None:
    """Print the comparison with gravity and the rank correlations."""
    world, table = recorded_world(), pair_years()
    share, sent, received = simulated(world, runs=runs)
    scored = table[table["year"].isin(SCORED)]
    rows = [scored[name].map(world.countries.index).to_numpy() for name in ("visitor", "visited")]
    clipped = np.clip(share[(scored["year"] - YEARS[0]).to_numpy(), *rows], 0.5 / runs, 1.0 - 0.5 / runs)
    told = {"simulator": clipped, "gravity": gravity(table, False), "gravity with sender and receiver": gravity(table, True)}
    losses = {name: log_loss(pd.Series(chance, scored.index), scored["any"]) for name, chance in told.items()}
    print(f"{len(scored)} pairs and years, {SCORED[0]} to {SCORED[-1]}; {runs} runs")
    for name, loss in losses.items():
        mean, low, high = interval(losses["simulator"] - loss, scored["visitor"] + scored["visited"])
        print(f"{name:34} {loss.mean():.3f}  simulator less this {mean:+.4f} [{low:+.4f}, {high:+.4f}]")
    record = pd.read_csv(OBSERVED / "travel.csv").groupby("country")[["sent", "received"]].mean()
    size = gdp(read_tables(TABLES / "latin_america").frames["indicators"])
    for name, values in (("sent", sent), ("received", received)):
        simulator = rank_correlations(pd.Series(values, world.countries), record[name])
        alone = rank_correlations(size, record[name])
        print(f"{name:9} rank correlation {simulator[0]:.2f}, without one country at least {simulator[1]:.2f}; ", end="")
        print(f"of GDP {alone[0]:.2f}, {alone[1]:.2f}")


if __name__ == "__main__":
    main(int((*sys.argv[1:], RUNS)[0]))
