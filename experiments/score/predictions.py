"""The predictions of every predictor for rows of a table, year by year, each from what was known before the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.score import chances
from concertacion.analysis.score.baselines import baselines, with_habits
from concertacion.analysis.score.gravity import gravity
from concertacion.analysis.score.kinds import Kind
from concertacion.experiments.score.record import SIZE, TERMS, Record, with_terms
from concertacion.experiments.score.runs import Counts
from concertacion.experiments.score.silence import FEWEST, RARELY, reasons
from concertacion.sim.world import World

HABITS, ANY_YEAR = "with habits", "calendar unknown"
CYCLE = 4  # years that statutory meetings take to come round, in the forums whose presidents meet most rarely
Runner = Callable[[int, World], Mapping[str, Counts]]  # known, world -> the counts of each version of the model
Loader = Callable[[int], World]  # the world from the start to the end of a year


class Predicted(NamedTuple):
    """Rows that all predictors speak of, their predictions by outcome and predictor, and the reasons of the others."""

    rows: pd.DataFrame
    chances: dict[str, dict[str, np.ndarray]]
    silent: pd.Series
    models: list[str]  # the predictors that come from runs


def knowing(rows: pd.DataFrame, last: int) -> pd.Series:
    """The year to whose end everything is known of each row: the one before, at most `last`."""
    return (rows["year"] - 1).clip(upper=last).rename("known")


def predictions(rows: pd.DataFrame, record: Record, start: int, last: int, load: Loader, run: Runner) -> Predicted:
    """Predictions of every row that the model can speak of. Nothing is learnt from the rows."""
    kind = record.kind
    silent = reasons(rows, record, start, None, last)
    parts: list[pd.DataFrame] = []
    told: dict[str, dict[str, list[np.ndarray]]] = {outcome: {} for outcome in kind.outcomes}
    most = {outcome: 2 * int(max(record.rows[outcome].max(), rows[outcome].max())) + 10 for outcome in kind.outcomes}
    most = {outcome: 1 if kind.binary else size for outcome, size in most.items()}
    models: list[str] = []
    for known, ahead in rows[silent == ""].groupby(knowing(rows, last)):
        world = load(int(ahead["year"].max()))
        silent[ahead.index] = reasons(ahead, record, start, world, int(known))
        ahead = ahead[silent[ahead.index] == ""]
        if ahead.empty:
            continue
        counts = run(int(known), world)
        if kind.binary:
            seen = np.min([_of(each.seats, ahead, world, kind).sum(axis=0) for each in counts.values()], axis=0)
            silent[ahead.index[seen < FEWEST]] = RARELY
            ahead = ahead[seen >= FEWEST]
        past = record.before(int(known) + 1)
        for outcome in kind.outcomes:
            said, models = _said(kind, outcome, past, ahead, record, counts, world, int(known), most[outcome])
            for name, values in said.items():
                told[outcome].setdefault(name, []).append(values)
        parts.append(ahead)
    joined = {outcome: {name: np.concatenate(values) for name, values in each.items()} for outcome, each in told.items()}
    return Predicted(pd.concat(parts) if parts else rows[:0], joined, silent[silent != ""], models)


def _said(
    kind: Kind, outcome: str, past: pd.DataFrame, ahead: pd.DataFrame, record: Record, counts: Mapping[str, Counts], world: World,
    known: int, most: int,
) -> tuple[dict[str, np.ndarray], list[str]]:  # fmt: skip
    """The predictions of one outcome, those of the model first, and the names of these."""
    said: dict[str, np.ndarray] = {}
    for name, each in counts.items():
        said |= _of_model(name, kind, outcome, past, ahead, each, world, most)
    models = list(said)
    said |= baselines(kind, past, ahead, outcome, most)
    if kind.name in ("visits", "travel"):
        before, after = (with_terms(rows, record, known + 1) for rows in (past, ahead))
        said["gravity" if kind.name == "visits" else "size"] = gravity(
            before, after, outcome, most, TERMS if kind.name == "visits" else SIZE
        )
        if kind.name == "visits":
            said["gravity, effects of sender and receiver"] = gravity(before, after, outcome, most, TERMS, kind.texts)
    return said, models


def _of_model(
    name: str, kind: Kind, outcome: str, past: pd.DataFrame, ahead: pd.DataFrame, counts: Counts, world: World, most: int
) -> dict[str, np.ndarray]:
    if not kind.binary:
        told = {name: chances.of_runs(_of(getattr(counts, outcome), ahead, world, kind).T, most)}
        return told | ({f"{name}, {ANY_YEAR}": _any_year(counts, ahead, world, kind, most)} if kind.name == "meetings" else {})
    seats = past[past["year"] >= world.start]
    seats = seats[seats["organisation"].isin(world.forums) & seats["country"].isin(world.countries)]

    def share(rows: pd.DataFrame) -> np.ndarray:
        return chances.of_seats(*(_of(each, rows, world, kind).sum(axis=0) for each in (counts.filled, counts.seats)))

    now, group = share(ahead), kind.groups[-1]
    return {name: now, f"{name}, {HABITS}": with_habits(share(seats), seats, now, ahead, outcome, group)}


def _any_year(counts: Counts, ahead: pd.DataFrame, world: World, kind: Kind, most: int) -> np.ndarray:
    """Shares of runs and years: of the year itself and those of the cycle before it at whose end the forum was active.

    This is what the model says of how often a forum meets, without the date of its last statutory meeting.
    """
    rows = [ahead.assign(year=np.maximum(ahead["year"] - back, world.start)) for back in range(CYCLE)]
    told = np.concatenate([_of(counts.meetings, each, world, kind) for each in rows])
    active = np.concatenate([_of(counts.active, each, world, kind) > 0 for each in rows])
    active[: len(counts.active)] = True  # whatever becomes of the forum in the year itself
    before = np.repeat([ahead["year"] - back < world.start for back in range(CYCLE)], len(counts.active), axis=0)
    active &= ~before  # no year counts twice where the world begins within the cycle
    return chances.of_runs(told.T, most, active.T)


def _of(counts: np.ndarray, rows: pd.DataFrame, world: World, kind: Kind) -> np.ndarray:
    """What each run counted for each row, int32[run, row]."""
    names = {name: world.forums if name == "organisation" else world.countries for name in kind.texts}
    places = [np.array([known.index(code) for code in rows[name]], dtype=np.int64) for name, known in names.items()]
    at: Any = (slice(None), (rows["year"] - world.start).to_numpy(int), *places)
    seen: np.ndarray = counts[at]
    return seen
