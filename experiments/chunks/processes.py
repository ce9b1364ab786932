"""Processes of this machine, started afresh and not forked. A pool that lost one is replaced.

Not dask's LocalCluster, which takes some seconds to start where a pool takes a third of one.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import Thread
from typing import Any

from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.interrupts import deaf_to_interrupts, without_script
from concertacion.experiments.chunks.pieces import Evaluate, in_pieces

PATIENCE = 0.5  # seconds that all processes have to end by themselves
_given: dict[str, Any] = {}  # in a worker: the function that evaluates, pickled, and the event that stops it


class Processes:
    """A pool of processes that each hold the function that evaluates."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, workers: int, evaluate: Evaluate) -> None:
        self.slots = workers
        self._context = multiprocessing.get_context("spawn")
        self._stopped = self._context.Event()
        self._content = pickle.dumps(evaluate)
        self.pool = self._pool()

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.slots, self._context, _begin, (self._content, self._stopped))

    def submit(self, first: int, runs: int) -> Future[Block | None]:
        """See `executors.Workers`."""
        with deaf_to_interrupts(), without_script():  # processes start when they are first needed
            try:
                return self.pool.submit(_evaluate, first, runs)
            except BrokenExecutor:
                self.pool = self._pool()
                return self.pool.submit(_evaluate, first, runs)

    def stop(self) -> None:
        """See `executors.Workers`."""
        self._stopped.set()


@contextmanager
def processes(workers: int, evaluate: Evaluate) -> Iterator[Processes]:
    """A pool that is gone at the end, together with its processes."""
    started = Processes(workers, evaluate)
    with ended(lambda: started.pool):
        try:
            yield started
        finally:
            started.stop()


@contextmanager
def ended(pool: Callable[[], ProcessPoolExecutor]) -> Iterator[None]:
    """End a pool and its processes, whatever they are doing; processes started inside count as its own."""
    others = set(multiprocessing.active_children())
    try:
        yield
    finally:
        pool().shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + PATIENCE
        for child in set(multiprocessing.active_children()) - others:
            child.join(max(0.0, until - time.monotonic()))
            child.terminate()


def _begin(content: bytes, stopped: Any) -> None:
    _given.update(content=content, stopped=stopped)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its workers, which would wait for chunks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _held() -> Evaluate:
    return pickle.loads(_given["content"])


def _evaluate(first: int, runs: int) -> Block | None:
    return in_pieces(_held(), _given["stopped"].is_set, first, runs)
