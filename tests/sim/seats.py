"""Attendance by seat, one year ahead: who of twelve presidents comes to the meetings of 2003 to 2012, forums as on record.

python -m tests.sim.seats prints the log loss of each predictor and its paired difference from the forum's rate.

For each year the predictors know the seats before it. `forum`: the forum's rate, shrunk towards the rate of all. `drawn`: the
simulator's chance, mean over runs, ties and propensities drawn anew. `updated`: the same after `shifted`, one step towards the
seats before. `without`: the same step from the forum's rate, without the simulator. The mechanisms earn updated less without.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from concertacion.analysis.score.scores import interval
from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.world import World, load_world
from concertacion.sim.worlds.selection import DATA as TABLES

TABLE = TABLES / "latin_america" / "observed" / "attendance.csv"
YEARS = range(2003, 2013)
RUNS = 256  # of fewer, the noise in the chances costs as much as the differences told
WEIGHT = 2.0  # seats of the average forum that the rate of a forum is shrunk with (assumed)


def seats() -> pd.DataFrame:
    """The seats that can be scored: no host, no guest."""
    table = pd.read_csv(TABLE)
    return table[(table["host"] == 0) & (table["guest"] == 0)].reset_index(drop=True)


def recorded_world() -> World:
    """The thirty-three from 1995 to 2012, forums as on record."""
    return load_world("latin_america", countries="celac_33", start=1995, years=18, forums="record")


def chances(world: World, table: pd.DataFrame, parameters: Parameters | None = None, runs: int = RUNS) -> np.ndarray:
    """The simulator's chance that each seat is taken, mean over runs, float64[seat].

    A forum founded at a summit sits from the next quarter on: to the founding summit its members come with that quarter's chance.
    """
    ready = compile_run(world, parameters, mode="pinned", keep_chances=True)
    packed, total = Packed(ready.state), 0.0
    quarter = ((table["year"] - world.start) * 4 + table["quarter"] - 1).to_numpy()
    seat = (table["organisation"].map(world.forums.index).to_numpy(), table["country"].map(world.countries.index).to_numpy())
    for run in range(runs):
        record = blank(ready)
        assert run_kernel(ready, packed, 1, run, record) == 0
        chance = record.chances.chance
        now = chance[(quarter, *seat)]
        total = total + np.where(now > 0.0, now, chance[(np.minimum(quarter + 1, world.quarters - 1), *seat)])
    return total / runs


def forum_rates(before: pd.DataFrame, forums: pd.Series) -> np.ndarray:
    """The rate at which seats of each forum were taken before, float64[seat], shrunk towards the rate of all."""
    overall = before["attended"].mean()
    counts = before.groupby("organisation")["attended"].agg(["sum", "count"]).reindex(forums, fill_value=0.0)
    return ((counts["sum"] + WEIGHT * overall) / (counts["count"] + WEIGHT)).to_numpy()


def step(residual: pd.Series, spread: pd.Series, groups: pd.Series, width: float) -> pd.Series:
    """One step of the log-odds of each group of seats from neutral towards its residuals, shrunk by a normal of this width."""
    return residual.groupby(groups).sum() / (spread.groupby(groups).sum() + 1.0 / width**2)


def shifted(
    chance_before: np.ndarray, before: pd.DataFrame, chance: np.ndarray, ahead: pd.DataFrame, parameters: Parameters
) -> np.ndarray:
    """Chances ahead after ties (a country to a forum), then propensities (a leader), took one step towards the seats before."""
    logit, logit_before = odds(chance), odds(chance_before)
    ties = (("organisation", "country"), parameters.tie_spread), (("country", "leader"), parameters.propensity_spread)
    for key, width in ties:
        groups, groups_ahead = (frame[list(key)].agg("|".join, axis=1) for frame in (before, ahead))
        p = pd.Series(share(logit_before), index=before.index)
        moved = step(before["attended"] - p, p * (1.0 - p), groups, width)
        logit_before = logit_before + groups.map(moved).to_numpy()
        logit = logit + groups_ahead.map(moved).fillna(0.0).to_numpy()
    return share(logit)


def odds(chance: np.ndarray) -> np.ndarray:
    """Log-odds."""
    return np.log(chance) - np.log1p(-chance)


def share(logit: np.ndarray) -> np.ndarray:
    """The probability of log-odds."""
    return 1.0 / (1.0 + np.exp(-logit))


def predictions(table: pd.DataFrame, simulated: np.ndarray, parameters: Parameters) -> pd.DataFrame:
    """The seats of `YEARS` with a column for each predictor, each year from the seats before it."""
    parts = []
    for year in YEARS:
        past, now = (table["year"] < year).to_numpy(), (table["year"] == year).to_numpy()
        before, ahead = table[past], table[now]
        rate_before, rate = forum_rates(before, before["organisation"]), forum_rates(before, ahead["organisation"])
        columns = {
            "forum": rate,
            "drawn": simulated[now],
            "updated": shifted(simulated[past], before, simulated[now], ahead, parameters),
            "without": shifted(rate_before, before, rate, ahead, parameters),
        }
        parts.append(ahead.assign(**columns))
    return pd.concat(parts)


def log_loss(chance: pd.Series, attended: pd.Series) -> pd.Series:
    """Minus the logarithm of the chance given to what happened, seat by seat."""
    return -np.log(np.where(attended == 1, chance, 1.0 - chance)) + 0.0 * attended


def main(runs: int = RUNS) -> None:
    """Print log losses and paired differences."""
    table, parameters = seats(), Parameters()
    told = predictions(table, chances(recorded_world(), table, parameters, runs), parameters)
    losses = {name: log_loss(told[name], told["attended"]) for name in ("forum", "drawn", "updated", "without")}
    print(f"{len(told)} seats at {told['event'].nunique()} meetings, {YEARS[0]} to {YEARS[-1]}; {runs} runs")
    for name, loss in losses.items():
        mean, low, high = interval(loss - losses["forum"], told["event"])
        print(f"{name:8} {loss.mean():.3f}  less forum {mean:+.4f} [{low:+.4f}, {high:+.4f}]")
    mean, low, high = interval(losses["updated"] - losses["without"], told["event"])
    print(f"the mechanisms earn (updated less without) {mean:+.4f} [{low:+.4f}, {high:+.4f}]")


if __name__ == "__main__":
    main(int((*sys.argv[1:], RUNS)[0]))
