"""How long it will take: a few runs in the middle of the design, timed before anything is created."""

from __future__ import annotations

import math
import time

import numpy as np

from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.study import Study, evaluate

ENOUGH = 0.3  # seconds of runs that make a rate
MOST = 256  # runs timed at most
UNITS = (("s", 60), ("min", 60), ("h", 24), ("days", 365.25), ("years", math.inf))


def centre(axes: tuple[Axis, ...]) -> np.ndarray:
    """The point in the middle of all axes, float64 (1, axes)."""
    return np.column_stack([axis.at(np.array([0.5])) for axis in axes])


def rate_of(study: Study) -> float:
    """Runs a second of one worker, from runs at the centre of the axes; NaN if they fail there."""
    probe = study._replace(points=centre(study.axes), replicates=MOST, common_random_numbers=True, parts=())
    runs, seconds = 1, 0.0
    failed = evaluate(probe, 0, 1).failed  # what is made once is made now
    while not failed and seconds < ENOUGH and runs <= MOST:
        start = time.perf_counter()
        failed = evaluate(probe, 0, runs).failed
        seconds, done, runs = time.perf_counter() - start, runs, 2 * runs
    return math.nan if failed else done / max(seconds, 1e-9)


def at_once(engine: str, country_class: object, where: Where) -> int:
    """Runs that can run at the same time: the model's own agents wait for one another on threads."""
    waits = engine == "mesa" and country_class is None and where.name == "threads"
    return 1 if waits else where.workers


def in_words(seconds: float) -> str:
    """A length of time in two digits and a fitting unit."""
    if not math.isfinite(seconds):
        return "unknown"
    for unit, size in UNITS:
        if seconds < size:
            return f"{seconds:.2g} {unit}" if seconds < 10 or seconds >= 1e6 else f"{seconds:.0f} {unit}"
        seconds /= size
    return "unknown"


def forecast(seconds: float, before: str, after: str = "") -> str:
    """How long work may take, between words; that nobody knows where the trial run failed."""
    return "not known, the trial run failed" if math.isnan(seconds) else f"{before} {in_words(seconds)}{after}"


def how_many(number: int) -> str:
    """A number of runs, in digits as long as these can be read."""
    return f"{number:,}" if number < 10**15 else f"10^{len(str(number)) - 1}"
