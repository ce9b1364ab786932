"""A dask cluster: one of this machine, or whatever scheduler runs at an address."""

from __future__ import annotations

import logging
import pickle
import uuid
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, get_worker
from distributed.comm import CommClosedError

from experiments.manifest import source_sha256
from experiments.sweep.block import Block
from experiments.sweep.interrupts import deaf_to_interrupts
from experiments.sweep.pieces import Evaluate, in_pieces
from experiments.sweep.stops import Unfinished
from sim.declare import InputError

ANSWER = 10  # seconds that a scheduler has to answer


class Held(WorkerPlugin):
    """What evaluates, in every worker that is there or comes later, as long as the sweep runs."""

    def __init__(self, content: bytes, code: str) -> None:
        self.name = f"sweep-{uuid.uuid4()}"
        self._content, self._code = content, code
        self._evaluate: Evaluate | None = None

    def setup(self, worker: Any) -> None:
        """Called by dask once in each worker."""
        self._here = source_sha256()

    def evaluate(self) -> Evaluate:
        """What evaluates; refused where another version of the project would give other numbers."""
        if self._here != self._code:
            raise InputError("executor.address: a worker there runs other code than this command; install the same version")
        if self._evaluate is None:
            self._evaluate = pickle.loads(self._content)
        return self._evaluate


class Cluster:
    """The workers of a dask scheduler."""

    lost: tuple[type[BaseException], ...] = (KilledWorker, CancelledError, CommClosedError)

    def __init__(self, client: Client, held: Held) -> None:
        self._executor, self._client, self._held = client.get_executor(pure=False), client, held.name

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
        """Nothing to do: cancelled chunks are dropped by the scheduler; what a worker has begun ends unheard."""


@contextmanager
def cluster(workers: int, address: str | None, evaluate: Evaluate) -> Iterator[Cluster]:
    """A cluster of this machine that is gone at the end, or one at an address that is left as it was.

    Raises
    ------
    InputError
        If no scheduler answers at the address.
    """
    held = Held(pickle.dumps(evaluate), source_sha256())
    with ExitStack() as stack:
        with deaf_to_interrupts():
            client = stack.enter_context(_far(address) if address else _near(workers))
        client.register_plugin(held)
        try:
            yield Cluster(client, held)
        finally:
            with suppress(Exception):  # a scheduler that is gone holds nothing
                client.unregister_worker_plugin(held.name)


@contextmanager
def _far(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(
            f"executor.address={address}: no dask scheduler answers there; start one with `dask scheduler`"
        ) from error
    with client:
        yield client


@contextmanager
def _near(workers: int) -> Iterator[Client]:
    options: Any = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": logging.ERROR}
    with LocalCluster(**options) as local, Client(local, set_as_default=False) as client:
        yield client


def _evaluate(held: str, first: int, runs: int) -> Block | None:
    plugin: Any = get_worker().plugins[held]
    return in_pieces(plugin.evaluate(), lambda: False, first, runs)
