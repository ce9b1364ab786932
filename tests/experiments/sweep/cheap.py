"""Evaluations without a model, by name so that other processes find them; and a sweep of one as a command of its own."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import xarray as xr

from experiments.sweep.bar import Bar
from experiments.sweep.block import Block
from experiments.sweep.executors import Where
from experiments.sweep.runner import sweep
from experiments.sweep.stops import Interrupted, Unfinished
from experiments.sweep.store import open_store

OUTCOMES = ("sine", "position")
REPLICATES = 3
FAILING = 17  # every so many runs one fails
ROOT = Path(__file__).resolve().parents[3]


def cheap(first, runs, seconds=0.0):
    """Two numbers a run that depend on its position alone; takes so many seconds a run."""
    time.sleep(seconds * runs)
    at = np.arange(first, first + runs)
    reason = ["status 2" if i % FAILING == 5 else "" for i in at]
    values = np.column_stack([np.sin(at), at / 7])
    values[[bool(why) for why in reason]] = np.nan
    return Block(at // REPLICATES, at % REPLICATES, at % REPLICATES, values, reason)


def slow(seconds):
    return partial(cheap, seconds=seconds)


def with_trajectories(first, runs):
    took_part = np.arange(first, first + runs)[:, None] * np.ones(4)
    return cheap(first, runs)._replace(kept=xr.Dataset({"took_part": (("run", "quarter"), took_part)}))


def deadly(first, runs, at, marker=None):
    """Ends its process at run `at`; only once if there is a marker to leave."""
    if first <= at < first + runs and not (marker and marker.exists()):
        if marker:
            marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return cheap(first, runs)


def raising(first, runs):
    if first >= 40:
        raise ZeroDivisionError("nothing to divide by")
    return cheap(first, runs)


def make(folder, evaluate=cheap, runs=80, chunk=10, where=None, facts=None, **options):
    """The whole sweep; returns its tally and its table."""
    from experiments.sweep.shards import read

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


if __name__ == "__main__":
    folder, executor, seconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    try:
        make(folder, slow(seconds), where=Where(executor, 2), bar=Bar(80), resume="this again")
    except (Interrupted, Unfinished) as stop:
        print(stop, file=sys.stderr)
        sys.exit(130 if isinstance(stop, Interrupted) else 1)
