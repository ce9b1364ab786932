"""A sweep of a million runs (or as many as named) that cost nothing, as a command of its own: what is left is what the runner,
store and table take, with chunks as of the default world.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.sweep.command import chunk_of
from concertacion.experiments.sweep.summary import table_of
from concertacion.sim.outcomes.requests import STANDARD

MILLION, REPLICATES, QUARTERS, COUNTRIES = 1_000_000, 20, 100, 20
COLUMN = np.arange(1, len(STANDARD) + 1)


def free(first: int, runs: int) -> Block:
    """The standard number of outcomes of each run, unlike enough not to be compressed away."""
    at = np.arange(first, first + runs)
    return Block(at // REPLICATES, at % REPLICATES, at % REPLICATES, np.sin(at[:, None] * COLUMN), [""] * runs)


if __name__ == "__main__":
    folder, total = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else MILLION
    with open_store(folder, {}, total, chunk_of(total, QUARTERS, COUNTRIES), STANDARD) as store:
        sweep(store, free, Where("threads", 2))
    table_of(folder, STANDARD)
