"""One queue of work for all who have the page open: one piece at a time, short pieces first, a newer one stops an older one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from queue import PriorityQueue
from threading import Event, Lock, Thread
from typing import Any, NamedTuple

Progress = Callable[[int, int], None]
Stage = Callable[[Progress], None]  # raises whatever `Progress` raises


class Stopped(Exception):
    """A newer order has taken the place of this one."""


class Order(NamedTuple):
    """Stages of one owner, the next of them first; `stop` is set once they are no longer wanted."""

    owner: Hashable
    stages: Sequence[Stage]
    stop: Event
    progress: Progress
    failed: Callable[[Exception], None]


class WorkQueue:
    """Stages are done in one thread: the first ones of all orders before any later one, in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: PriorityQueue[tuple[int, int, Order]] = PriorityQueue()
        self._count, self._lock = itertools.count(), Lock()
        self._newest: dict[Hashable, Event] = {}
        Thread(target=self._work, name="explore", daemon=True).start()

    def put(self, owner: Hashable, stages: Sequence[Stage], progress: Progress, failed: Callable[[Exception], None]) -> None:
        """Order stages in place of those that the owner has ordered before."""
        stop = Event()
        with self._lock:
            if (older := self._newest.get(owner)) is not None:
                older.set()
            self._newest[owner] = stop
        self._waiting.put((0, next(self._count), Order(owner, stages, stop, progress, failed)))

    def leave(self, owner: Hashable) -> None:
        """Stop whatever the owner has ordered."""
        with self._lock:
            if (older := self._newest.pop(owner, None)) is not None:
                older.set()

    def _work(self) -> None:
        while True:
            urgency, _, order = self._waiting.get()
            try:
                if not order.stop.is_set():
                    self._do(urgency, order)
            except Stopped:
                pass
            except Exception as error:  # said on the page of the owner, if it is still open; the queue goes on for the others
                with suppress(Exception):
                    order.failed(error)

    def _do(self, urgency: int, order: Order) -> None:
        stage, *later = order.stages

        def progress(done: int, total: int) -> None:
            if order.stop.is_set():
                raise Stopped
            order.progress(done, total)

        stage(progress)
        if later and not order.stop.is_set():
            self._waiting.put((urgency + 1, next(self._count), order._replace(stages=later)))


def nothing(*_: Any) -> None:
    """A progress that nobody watches."""
