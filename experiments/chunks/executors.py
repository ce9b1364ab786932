"""Where chunks are evaluated: threads of this process, processes of this machine, or a dask cluster.

All hand out `concurrent.futures` futures of blocks. The function that evaluates is sent once to each worker, never with a chunk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any, NamedTuple, Protocol

from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.pieces import Evaluate, in_pieces
from concertacion.sim.declare import InputError, nearest

NAMES = ("threads", "processes", "dask")


class Where(NamedTuple):
    """Which executor, with how many workers (of this machine), or at which address (of a dask scheduler)."""

    name: str = "threads"
    workers: int = 1
    address: str | None = None


class Workers(Protocol):
    """An executor that holds the function that evaluates."""

    lost: tuple[type[BaseException], ...]  # what a future raises when its worker died

    @property
    def slots(self) -> int:
        """How many chunks run at a time, now."""

    def submit(self, first: int, runs: int) -> Future[Block | None]:
        """A chunk; its future gives None if it was stopped on the way."""

    def stop(self) -> None:
        """Ask chunks under way to stop at their next piece."""


def where_of(config: Mapping[str, Any], workers: int) -> Where:
    """Where to run, from the `executor` part of a config (name, and for dask address).

    Raises
    ------
    InputError
        If there is no such executor, the address is not a text, or the executor takes none.
    """
    for key in config:
        if key not in ("name", "address"):
            raise InputError(f"executor.{key}: there is no such setting; {nearest(str(key), ('name', 'address'))}")
    name, address = config.get("name"), config.get("address")
    if name not in NAMES:
        raise InputError(f"executor={name}: there is no such executor; {nearest(str(name), NAMES)}")
    if address is not None and name != "dask":
        raise InputError(f"executor.address={address}: only executor=dask has an address")
    if address is not None and (not isinstance(address, str) or ":" not in address):
        raise InputError(f"executor.address={address!r}: expected the address of a dask scheduler, such as tcp://host:8786")
    return Where(str(name), workers, address)


def check_answers(where: Where) -> None:
    """Refuse an address at which no dask scheduler answers.

    Raises
    ------
    InputError
        After `cluster.ANSWER` seconds.
    """
    if where.address is not None:
        from concertacion.experiments.chunks.cluster import reached

        with reached(where.address):
            pass


@contextmanager
def opened(where: Where, evaluate: Evaluate) -> Iterator[Workers]:
    """The workers, ready for chunks; chunks under way when it closes are dropped.

    Raises
    ------
    InputError
        If no dask scheduler answers at the address.
    """
    if where.name == "threads":
        with _threads(where.workers, evaluate) as threads:
            yield threads
    elif where.name == "processes":
        from concertacion.experiments.chunks.processes import processes

        with processes(where.workers, evaluate) as pool:
            yield pool
    else:
        from concertacion.experiments.chunks.cluster import cluster

        with cluster(where.workers, where.address, evaluate) as dask_workers:
            yield dask_workers


class Threads:
    """Threads of this process: compiled runs do not hold the interpreter's lock."""

    lost: tuple[type[BaseException], ...] = ()

    def __init__(self, workers: int, evaluate: Evaluate) -> None:
        self.slots = workers
        self._evaluate = evaluate
        self._stopped = Event()
        self.pool = ThreadPoolExecutor(workers)

    def submit(self, first: int, runs: int) -> Future[Block | None]:
        """See `Workers`."""
        return self.pool.submit(in_pieces, self._evaluate, self._stopped.is_set, first, runs)

    def stop(self) -> None:
        """See `Workers`."""
        self._stopped.set()


@contextmanager
def _threads(workers: int, evaluate: Evaluate) -> Iterator[Threads]:
    threads = Threads(workers, evaluate)
    try:
        yield threads
    finally:
        threads.stop()
        threads.pool.shutdown(wait=False, cancel_futures=True)
