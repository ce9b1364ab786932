"""Outcomes: one number for each run, declared by theme and reduced from the record without leaving compiled code.

An outcome is requested by name, and may be narrowed by words and a window: `delivered.summit.health@+40:+59`
(`sim.outcomes.requests`).
"""

from __future__ import annotations

import math

import numpy as np

from concertacion.sim.compiled import entry, merged
from concertacion.sim.outcomes import (
    aftermath,
    agendas,
    blocs,
    borders,
    charters,
    circles,
    delivery,
    forums,
    observed,
    pairs,
    politics,
    powers,
    promises,
    slopes,
    summits,
    yearly,
)
from concertacion.sim.outcomes.declaration import Measures, Outcome, outcomes_of, selecting
from concertacion.sim.record import Record, empty_record

# The code of an outcome is its position here.
OUTCOMES: dict[str, Outcome] = outcomes_of(
    delivery, aftermath, pairs, circles, slopes, summits, agendas, promises, forums, blocs, politics, charters, borders, powers,
    observed, yearly,
)  # fmt: skip


@merged
def _left_to_python(measures, m):
    """What compiled code says of a costly outcome: nothing yet."""
    return math.nan


_COMPILED = [o._replace(reduce=_left_to_python, reads=()) if o.costly else o for o in OUTCOMES.values()]
_reduce = selecting(
    [o.reduce for o in _COMPILED],
    "record, measures, m",
    [", ".join([*(f"record.{theme}" for theme in o.reads), "measures, m"]) for o in _COMPILED],
)


@entry
def summarise(record, measures, out):
    """Reduce the record of one run to `out` (measure,); what is undefined or costly is NaN."""
    if measures.sums.size > 0:
        delivery.add_up(record.issues.delivered, measures.sums)
    for m in range(out.size):
        out[m] = _reduce(measures.code[m], record, measures, m) if measures.first[m] < measures.last[m] else math.nan


def compile_ahead() -> None:
    """Compile `summarise`, or load it, by a call without outcomes: its first use then costs no time."""
    sizes = dict.fromkeys(("quarter", "country", "domain", "forum", "power"), 1)
    whole, flat = np.zeros(0, np.int64), np.zeros((0, 1))
    cube = np.zeros((0, 0, 0))
    nothing = Measures(whole, whole, whole, whole, whole, flat, flat, flat, flat, cube, np.zeros(1), whole, cube)
    summarise(empty_record(sizes), nothing, np.zeros(0))


def _costly(measures: Measures) -> dict[int, Outcome]:
    """The requested outcomes that `summarise` leaves NaN for `add_costly`, by row."""
    outcomes = [list(OUTCOMES.values())[code] for code in measures.code]
    return {m: outcome for m, outcome in enumerate(outcomes) if outcome.costly}


def has_costly(measures: Measures) -> bool:
    """Whether any of the requested outcomes is left NaN by `summarise` for `add_costly`."""
    return bool(_costly(measures))


def reads(measures: Measures, theme: str) -> bool:
    """Whether any of the requested outcomes reads that theme of the record."""
    outcomes = list(OUTCOMES.values())
    return any(theme in outcomes[code].reads for code in measures.code)


def with_sums(measures: Measures, quarters: int) -> Measures:
    """The same outcomes with a worker's own room for sums over all countries, where several of them read these.

    Measures are shared by workers, room is not: without it the same numbers are added up for each outcome anew.
    """
    outcomes = list(OUTCOMES.values())
    alike = (measures.countries == 1.0).all(axis=1) & np.array(["issues" in outcomes[code].reads for code in measures.code], bool)
    if alike.sum() < 2:
        return measures
    room = np.zeros((quarters, measures.channels.shape[1], measures.domains.shape[1]))
    return measures._replace(known=alike.astype(np.int64), sums=room)


def add_costly(record: Record, measures: Measures, out: np.ndarray) -> None:
    """Fill in the costly outcomes that `summarise` left NaN."""
    for m, outcome in _costly(measures).items():
        out[m] = outcome.reduce(*(getattr(record, theme) for theme in outcome.reads), measures, m)
