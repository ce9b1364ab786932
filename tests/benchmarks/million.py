"""A sweep of a million runs that cost nothing, as a command of its own: what is left is what the runner, store and table take."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.sweep.command import LARGEST_CHUNK
from concertacion.experiments.sweep.summary import table_of
from concertacion.sim.outcomes.requests import STANDARD

RUNS, REPLICATES = 1_000_000, 20
COLUMN = np.arange(1, len(STANDARD) + 1)


def free(first: int, runs: int) -> Block:
    """The standard number of outcomes of each run, unlike enough not to be compressed away."""
    at = np.arange(first, first + runs)
    return Block(at // REPLICATES, at % REPLICATES, at % REPLICATES, np.sin(at[:, None] * COLUMN), [""] * runs)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with open_store(folder, {}, RUNS, LARGEST_CHUNK, STANDARD) as store:
        sweep(store, free, Where("threads", 2))
    table_of(folder, STANDARD)
