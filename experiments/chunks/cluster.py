"""A dask cluster: one of this machine, or whatever scheduler runs at an address."""

from __future__ import annotations

import logging
import multiprocessing
import pickle
import uuid
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager, suppress
from threading import Event
from typing import Any

from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, get_worker
from distributed.comm import CommClosedError

from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.interrupts import deaf_to_interrupts, without_script
from concertacion.experiments.chunks.pieces import Evaluate, in_pieces
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.output.manifest import source_sha256, tables_sha256, versions
from concertacion.sim.declare import InputError

ANSWER = 10  # seconds that a scheduler has to answer


def code_here() -> dict[str, str]:
    """Code, tables and versions on which the numbers of this process depend."""
    return {"version of the project": source_sha256(), "tables of the project": tables_sha256(), **versions()}


class HeldFunction(WorkerPlugin):
    """Keeps the function that evaluates in every worker, also in those that come later, as long as the work lasts."""

    def __init__(self, content: bytes, code: dict[str, str]) -> None:
        self.name = f"sweep-{uuid.uuid4()}"
        self._content, self._code = content, code
        self._evaluate: Evaluate | None = None

    def setup(self, worker: Any) -> None:
        """Called by dask once in each worker."""
        self._here = code_here()
        self.stopped = Event()

    def teardown(self, worker: Any) -> None:
        """Called by dask in each worker when the work is over, or the worker ends."""
        self.stopped.set()

    def evaluate(self) -> Evaluate:
        """The function that evaluates; refused where other code or versions could give other numbers."""
        if self._here != self._code:
            differing = [what for what, here in self._here.items() if here != self._code[what]]
            raise InputError(
                f"executor.address: a worker there and this command differ in {differing[0]}; install the same on both"
            )
        if self._evaluate is None:
            self._evaluate = pickle.loads(self._content)
        return self._evaluate


class Cluster:
    """The workers of a dask scheduler."""

    lost: tuple[type[BaseException], ...] = (KilledWorker, CancelledError, CommClosedError)

    def __init__(self, client: Client, held: HeldFunction) -> None:
        self._executor, self._client, self._held = client.get_executor(pure=False), client, held.name
        client.register_plugin(held)

    @property
    def slots(self) -> int:
        """Threads of all workers that are there now; one chunk may wait for the first worker to come."""
        try:
            return max(1, sum(self._client.nthreads().values()))
        except (OSError, TimeoutError, RuntimeError) as error:
            raise Unfinished("the dask scheduler no longer answers") from error

    def submit(self, first: int, runs: int) -> Future[Block | None]:
        """See `executors.Workers`."""
        return self._executor.submit(_evaluate, self._held, first, runs)

    def stop(self) -> None:
        """See `executors.Workers`."""
        held, self._held = self._held, ""
        if held:
            with suppress(Exception):  # a scheduler that is gone holds nothing
                self._client.unregister_worker_plugin(held)


@contextmanager
def cluster(workers: int, address: str | None, evaluate: Evaluate) -> Iterator[Cluster]:
    """A cluster of this machine that is gone at the end, or one at an address that is left as it was.

    Raises
    ------
    InputError
        If no scheduler answers at the address.
    """
    held = HeldFunction(pickle.dumps(evaluate), code_here())
    with ExitStack() as stack:
        with deaf_to_interrupts(), without_script():
            client = stack.enter_context(reached(address) if address else _local(workers))
        workers_there = Cluster(client, held)
        try:
            yield workers_there
        finally:
            workers_there.stop()


@contextmanager
def reached(address: str) -> Iterator[Client]:
    """A client of the scheduler at an address (raises what `cluster` does)."""
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(
            f"executor.address={address}: no dask scheduler answers there; start one with `dask scheduler`"
        ) from error
    with client:
        yield client


@contextmanager
def _local(workers: int) -> Iterator[Client]:
    options: Any = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": logging.ERROR}
    others = set(multiprocessing.active_children())
    with LocalCluster(**options) as local:
        try:
            with Client(local, set_as_default=False) as client:
                yield client
        finally:  # they hold nothing that is needed, and would take seconds to close in order
            for nanny in local.workers.values():
                nanny.auto_restart = False
            for child in set(multiprocessing.active_children()) - others:
                child.kill()


def _evaluate(held: str, first: int, runs: int) -> Block | None:
    plugin: Any = get_worker().plugins.get(held)
    if plugin is None:  # stopped before this chunk began
        return None
    return in_pieces(plugin.evaluate(), plugin.stopped.is_set, first, runs)
