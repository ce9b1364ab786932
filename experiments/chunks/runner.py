"""Evaluate runs 0..n-1 in chunks: the work can be stopped, killed and resumed. Knows nothing of the model."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from threading import Event
from typing import NamedTuple

from concertacion.analysis.checksums import read_checksums
from concertacion.experiments.chunks.agenda import Agenda
from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.executors import Where, Workers, opened
from concertacion.experiments.chunks.failures import failure_sentence, failures_in
from concertacion.experiments.chunks.interrupts import interruptions
from concertacion.experiments.chunks.pieces import Evaluate
from concertacion.experiments.chunks.shards import finished, write_shard
from concertacion.experiments.chunks.stops import Interrupted, Unfinished
from concertacion.experiments.chunks.store import Chunk, Store
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.output.stored import in_words, seal
from concertacion.sim.declare import InputError

TICK = 0.1  # seconds between updates of the progress bar and checks for a request to stop
GRACE = 1.0  # seconds in which chunks under way may still end after a request to stop
Pending = dict["Future[Block | None]", Chunk]


class Tally(NamedTuple):
    """Runs that the folder holds now, and how many of them failed."""

    done: int
    failed: int


def sweep(
    store: Store,
    evaluate: Evaluate,
    where: Where,
    progress: Progress | None = None,
    retries: int = 2,
    resume: str = "the same command",
) -> Tally:
    """Evaluate every chunk that the store lacks and write its shard. `resume` is the command that resumes after a stop.

    A chunk whose worker died is retried; one that kills its worker every time is left out, and the error at the end names it.
    That says something about this machine and nothing about the model, so no row is written: the same command retries it.

    Raises
    ------
    Unfinished
        If a shard cannot be written (a full disk), an evaluation raises, a chunk ended its worker more than `retries` times, or
        every run failed.
    Interrupted
        After SIGINT or SIGTERM, within two seconds; finished chunks are kept.
    InputError
        If no dask scheduler answers at the address.
    """
    progress = progress or Progress(store.runs, quiet=True)
    done = finished(store, progress.say)
    progress.start(sum(chunk.runs for chunk in done), sum(done.values()))
    agenda = Agenda((chunk for chunk in store.chunks if chunk not in done), retries)
    try:
        if agenda.left:
            with opened(where, evaluate) as workers, interruptions() as stop_requested:
                _work(store, workers, agenda, progress, stop_requested)
        seal(store.folder, read_checksums(store.folder))
    except KeyboardInterrupt as stop:
        raise Interrupted(f"{_kept(store)}; resume with: {resume}") from stop
    except Unfinished as stop:
        raise Unfinished(f"{stop}; {_kept(store)}; resume with: {resume}") from stop
    except OSError as fault:
        raise Unfinished(f"the sweep could not be written ({in_words(fault)}); {_kept(store)}; resume with: {resume}") from fault
    finally:
        progress.close()
    if progress.failed == store.runs:
        raise Unfinished(f"{failure_sentence(failures_in(store.folder), store.runs)}; they are kept in {store.folder}")
    return Tally(progress.done, progress.failed)


def _kept(store: Store) -> str:
    kept = sum(chunk.runs for chunk in store.chunks if (store.folder / chunk.shard).exists())
    return f"{kept:,} of {store.runs:,} runs are kept in {store.folder}" if kept else f"none of {store.runs:,} runs is kept yet"


def _work(store: Store, workers: Workers, agenda: Agenda, progress: Progress, stop_requested: Event) -> None:
    pending: Pending = {}
    try:
        while (agenda.left or pending) and not stop_requested.is_set():
            slots = workers.slots
            while chunk := agenda.next(pending.values(), slots):
                pending[workers.submit(chunk.first, chunk.runs)] = chunk
            for future in wait(pending, TICK, FIRST_COMPLETED).done:
                _take(store, workers, agenda, progress, future, pending.pop(future))
            progress.tick()
        if agenda.left or pending:
            _end(store, workers, agenda, progress, pending)
            raise KeyboardInterrupt
    finally:
        for future in pending:
            future.cancel()
    if agenda.given_up:
        chunk, *more = agenda.given_up
        others = f" (and {len(more)} more such chunks)" if more else ""
        raise Unfinished(f"{_runs(chunk)}{others} ended their worker at every attempt; all others are done")


def _end(store: Store, workers: Workers, agenda: Agenda, progress: Progress, pending: Pending) -> None:
    """Take what ends of itself within the grace; the rest is dropped."""
    progress.note("stopping")
    workers.stop()
    under_way = {future for future in pending if not future.cancel()}
    for future in wait(under_way, GRACE).done:
        _take(store, workers, agenda, progress, future, pending.pop(future))


def _take(store: Store, workers: Workers, agenda: Agenda, progress: Progress, future: Future[Block | None], chunk: Chunk) -> None:
    """Write the shard of a chunk that has come back."""
    error = CancelledError() if future.cancelled() else future.exception()
    if isinstance(error, workers.lost):
        agenda.lost(chunk)
        progress.say(f"{_runs(chunk)} lost their worker; {'given up' if chunk in agenda.given_up else 'retrying'}")
        return
    if isinstance(error, InputError):
        raise error
    if error is not None:
        raise Unfinished(f"{_runs(chunk)}: {type(error).__name__}: {error}") from error
    block = future.result()
    if block is None:  # stopped on the way
        return
    if len(block.reason) != chunk.runs:
        raise Unfinished(f"{_runs(chunk)}: {len(block.reason)} rows came back")
    try:
        write_shard(store, chunk, block)
    except OSError as fault:
        raise Unfinished(f"{_runs(chunk)} could not be written ({in_words(fault)})") from fault
    progress.add(chunk.runs, block.failed)


def _runs(chunk: Chunk) -> str:
    return f"runs {chunk.first} to {chunk.first + chunk.runs - 1}"
