"""A whole sweep of a cheap evaluation; and the same as a command of its own, to be killed or interrupted."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.experiments.chunks.cheap import OUTCOMES, cheap, slow, with_trajectories

ROOT = Path(__file__).resolve().parents[3]


def make(folder, evaluate=cheap, runs=80, chunk=10, where=None, facts=None, **options):
    """The whole sweep; returns its tally and its table."""
    from concertacion.experiments.chunks.executors import (
        Where,  # heavy imports here: processes that a sweep begins import this file again
    )
    from concertacion.experiments.chunks.runner import sweep
    from concertacion.experiments.chunks.shards import read
    from concertacion.experiments.chunks.store import open_store

    with open_store(folder, facts or {"seed": 1}, runs, chunk, OUTCOMES, keep=evaluate is with_trajectories) as store:
        tally = sweep(store, evaluate, where or Where(), **options)
        return tally, read(store)


def as_bytes(table):
    """All of a table to the last bit."""
    frame = table.to_pandas()
    columns = [frame[name] for name in frame.columns if name != "status"]
    return ",".join(frame["status"]).encode() + b"".join(column.to_numpy().tobytes() for column in columns)


def shards(folder):
    return sorted((folder / "shards").glob("*.parquet"))


def command(folder, executor, seconds):
    """Its exit code, as that of the project's command."""
    from concertacion.experiments.chunks.executors import Where
    from concertacion.experiments.chunks.stops import Interrupted
    from concertacion.experiments.output.progress import Progress

    try:
        make(Path(folder), slow(float(seconds)), where=Where(executor, 2), progress=Progress(80), resume="this again")
    except Interrupted as stop:
        print(stop, file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(command(*sys.argv[1:]))
