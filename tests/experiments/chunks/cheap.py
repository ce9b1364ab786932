"""Evaluations without a model, by name so that other processes find them."""

from __future__ import annotations

import os
import signal
import time
from functools import partial

import numpy as np

from concertacion.experiments.chunks.block import Block

OUTCOMES = ("sine", "position")
REPLICATES = 3
FAILING = 17  # every so many runs one fails


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
    import xarray as xr

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
