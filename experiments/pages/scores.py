"""docs/scores.md: the model and predictors without one on the record to its end, one year ahead, and the lives of forums.

`python -m concertacion.experiments.pages.scores` writes the page; `--weights DIR` adds the model at the points that a record
weighs. For each year the predictors know the years before it, and the runs follow politics and forums to its eve.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from concertacion.analysis.score.kinds import KINDS
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.on_record import COUNTRIES, FIRST, LAST, MINISTERS, TABLES, thirty_three
from concertacion.experiments.pages.scores_text import page
from concertacion.experiments.phases import RECORDS, compile_model
from concertacion.experiments.score import models
from concertacion.experiments.score.predictions import Predicted, predictions
from concertacion.experiments.score.record import Record, record_of
from concertacion.experiments.score.runs import Counts, Draws, runs_knowing
from concertacion.sim.parameters import Parameters
from concertacion.sim.scenario import Scenario
from concertacion.sim.state import ACTIVE, TECHNICAL_FORUM
from concertacion.sim.world import World

PAGE = DOCS / "scores.md"
WORLD = {"name": COUNTRIES, "tables": TABLES}
EARLIEST = 2003  # year that is predicted
RUNS, EACH, SEED = 400, 2, 1  # runs of each version and year; runs at each point

Value = TypeVar("Value")


class Lives(NamedTuple):
    """Forums on record at the end of `known`, and how many live on, by year after it."""

    forums: list[str]
    record: pd.DataFrame  # (forum, year) 1 if active
    shares: dict[str, pd.DataFrame]  # by version of the model: (forum, year) share of runs in which it is active
    met: pd.DataFrame  # (forum,) meetings a year, on record and by version


def versions(runs: int, weights: Path | None, seed: int, known: int) -> dict[str, Draws]:
    """The versions of the model that know the record to the end of a year."""
    points = max(1, runs // EACH)
    draws = {models.MODEL: models.at(Parameters(), runs), models.PRIOR: models.over_the_range(points, EACH, seed)}
    if weights is not None:
        draws[models.WEIGHTED] = models.weighted(weights, Parameters(), points, EACH, seed, known)
    return draws


def rolling(
    records: Mapping[str, Record], draws_at: Callable[[int], dict[str, Draws]], years: Sequence[int], seed: int, workers: int
) -> dict[str, Predicted]:
    """The predictions of each table one year ahead, each year from runs that know the years before it."""
    parts: dict[str, list[Predicted]] = {name: [] for name in records}
    runs = sum(len(numbers) for each in draws_at(years[0] - 1).values() for _, numbers in each) * len(years)
    with Progress(runs) as progress:
        for year in years:
            world = thirty_three(FIRST, year, forums="record")
            counts = counted(year - 1, world, draws_at(year - 1), records, seed, workers, progress)
            for name, record in records.items():
                rows = record.rows[record.rows["year"] == year]
                parts[name].append(predictions(rows, record, FIRST, LAST, partial(_given, world), partial(_given, counts)))
    return {name: joined(each) for name, each in parts.items()}


def _given(value: Value, *_: object) -> Value:
    """A value that is there already, whatever is asked."""
    return value


def counted(
    known: int, world: World, draws: Mapping[str, Draws], records: Mapping[str, Record], seed: int, workers: int,
    progress: Progress,
) -> dict[str, Counts]:  # fmt: skip
    """The counts of every version of the model that knows the record to a year."""
    observers = next(iter(records.values())).observers
    return {
        name: runs_knowing(known, world, each, Scenario(), seed, workers, observers, progress.after(progress.done))
        for name, each in draws.items()
    }


def joined(parts: Sequence[Predicted]) -> Predicted:
    """The predictions of several years as one."""
    spoken = [part for part in parts if len(part.rows)]
    chances = {
        outcome: {name: np.concatenate([part.chances[outcome][name] for part in spoken]) for name in each}
        for outcome, each in spoken[0].chances.items()
    }
    return Predicted(
        pd.concat([part.rows for part in spoken]), chances, pd.concat([part.silent for part in parts]), spoken[0].models
    )


def lives(known: int, records: Mapping[str, Record], draws: Mapping[str, Draws], seed: int, workers: int) -> Lives:
    """Survival of the forums of presidents that exist at the end of a year, in runs that are free from then on."""
    world, years = thirty_three(FIRST, forums="record"), list(range(known + 1, LAST + 1))
    total = sum(len(numbers) for each in draws.values() for _, numbers in each)
    with Progress(total) as progress:
        counts = counted(known, world, draws, records, seed, workers, progress)
    status = world.exogenous.forum_status[3::4]
    exist = presidents(world, status[known - FIRST] == ACTIVE)
    forums = [world.forums[m] for m in exist]
    after = slice(known + 1 - FIRST, None)

    def table(values: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(values[after][:, exist].T, index=forums, columns=years)

    rows = records["meetings"].rows
    seen = rows[rows["year"] > known].groupby("organisation")["meetings"].sum().reindex(forums, fill_value=0) / len(years)
    met = {name: each.meetings[:, after][:, :, exist].mean(axis=(0, 1)) for name, each in counts.items()}
    return Lives(
        forums, table((status == ACTIVE).astype(float)), {name: table(each.active.mean(axis=0)) for name, each in counts.items()},
        pd.DataFrame({"record": seen.to_numpy(), **met}, index=forums),
    )  # fmt: skip


def presidents(world: World, active: np.ndarray) -> np.ndarray:
    """Positions of the forums that are active, bool (forums,), and whose meetings are of presidents."""
    ministers = np.isin(world.forums, MINISTERS)
    return np.flatnonzero(active & (world.state.forums.kind != TECHNICAL_FORUM) & ~ministers)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page; the options are for trials, but for `--weights`."""
    parser = argparse.ArgumentParser(prog="python -m concertacion.experiments.pages.scores", description="Write docs/scores.md.")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--first", type=int, default=EARLIEST)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--weights", type=Path, default=None, help="a folder that experiment=record wrote")
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    compile_model(RECORDS)
    records = {name: record_of(kind, WORLD, FIRST, LAST) for name, kind in KINDS.items()}
    draws_at = partial(versions, options.runs, options.weights, options.seed)
    years = range(options.first, LAST + 1)
    worth = {} if options.weights is None else dict(models.worth(options.weights, year - 1) for year in years)
    found = rolling(records, draws_at, years, options.seed, options.workers)
    alive = lives(years[0] - 1, records, draws_at(years[0] - 1), options.seed, options.workers)
    write_bytes(options.out, page(found, alive, years, options.runs, EACH, options.seed, worth).encode())


if __name__ == "__main__":
    raise SystemExit(answered(main))
