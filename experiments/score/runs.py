"""Runs that know the record to the end of a year and go on from there, reduced to what the tables of a record count.

They are counted as an observer counts: a meeting if `TRAVELLERS` or more of the observed presidents travelled to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import NamedTuple

import numpy as np

from concertacion.analysis.observation import TRAVELLERS
from concertacion.experiments.chunks.failures import failure_sentence
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.sweep.runs import reason_of
from concertacion.sim.ensembles import CHUNK, with_progress
from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.parameters import Parameters
from concertacion.sim.record import Record
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.state import ACTIVE, HELD, TECHNICAL_FORUM
from concertacion.sim.world import World

Draws = Sequence[tuple[Parameters, np.ndarray]]  # parameters, and the numbers of the runs that have them


class Counts(NamedTuple):
    """What is counted in each run and year, int32[run, year, ...]."""

    seats: np.ndarray  # (forum, country) of observed meetings, the host's left out
    filled: np.ndarray  # (forum, country) of these, whose president came
    meetings: np.ndarray  # (forum,) observed
    visits: np.ndarray  # (visitor, visited)
    sent: np.ndarray  # (country,) journeys of the president: visits, meetings of presidents abroad, outside the region
    received: np.ndarray  # (country,) presidents who came
    active: np.ndarray  # (forum,) 1 if it is active at the end of the year


def counts_of(record: Record, observed: np.ndarray, ministers: np.ndarray) -> Counts:
    """What is counted in one run, by year; `observed` are the countries whose presidents' journeys are seen, bool[country], and
    `ministers` the forums to which no president goes, bool[forum].
    """
    visits = record.pairs.visits.astype(np.int32)
    quarters, size = visits.shape[:2]
    held = record.forums.meeting == HELD
    host = np.where(held, record.forums.host, -1)[..., None] == np.arange(size)
    came = (record.forums.attended > 0) & held[..., None] & ~host
    seen = held & ((came & observed).sum(axis=-1) >= TRAVELLERS)
    seats = (record.forums.member > 0) & seen[..., None] & ~host
    presidents = came & ~ministers[:, None]
    guests = presidents.sum(axis=-1)[..., None] * host
    sent = visits.sum(axis=2) + record.countries.journeys.astype(np.int32) + presidents.sum(axis=1)
    active = (record.forums.status == ACTIVE) & (np.arange(quarters) % 4 == 3)[:, None]
    by_quarter = Counts(seats, seats & came, seen, visits, sent, visits.sum(axis=1) + guests.sum(axis=1), active)
    return Counts(*(array.reshape(quarters // 4, 4, *array.shape[1:]).sum(axis=1, dtype=np.int32) for array in by_quarter))


def runs_knowing(
    known: int, world: World, draws: Draws, scenario: Scenario, seed: int, workers: int, observers: Collection[str],
    progress: Callable[[int, int], None] | None = None,
) -> Counts:  # fmt: skip
    """The counts of runs that follow politics and forums on record to the end of a year, and are free then.

    Runs that fail are left out.

    Raises
    ------
    Unfinished
        If every run fails.
    """
    observed = np.isin(world.countries, list(observers)) if observers else np.ones(len(world.countries), bool)
    ministers = world.state.forums.kind == TECHNICAL_FORUM
    chunks = [(parameters, some) for parameters, runs in draws for some in np.array_split(runs, -(-len(runs) // CHUNK))]
    kept, failed = dict[int, Counts](), dict[int, int]()
    stop = Event()

    def work(chunk: tuple[Parameters, np.ndarray]) -> int:
        parameters, runs = chunk
        if stop.is_set():
            return 0
        ready = compile_run(world, parameters, scenario, mode="replay", until=known)
        packed = Packed(ready.state)
        for run in runs:
            if stop.is_set():
                break
            record = blank(ready)
            if status := run_kernel(ready, packed, seed, int(run), record):
                failed[int(run)] = status
            else:
                kept[int(run)] = counts_of(record, observed, ministers)
        return len(runs)

    total = sum(len(runs) for _, runs in draws)
    with_progress(ThreadPoolExecutor(workers), work, chunks, total, progress, stop)
    if not kept:
        raise Unfinished(failure_sentence(Counter(map(reason_of, failed.values())), total))
    return Counts(*(np.stack([getattr(kept[run], name) for run in sorted(kept)]) for name in Counts._fields))
