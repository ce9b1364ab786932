"""Outcomes: what one number a run says, declared by theme and reduced from the record without leaving compiled code.

An outcome is asked for by name, and may be narrowed by arguments and a window: `delivered.summit.health@+40:+59` (`sim.outcomes.asking`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.blocs import BLOCS, reduce_blocs
from concertacion.sim.outcomes.declaration import Measures, Outcome
from concertacion.sim.outcomes.delivery import DELIVERY, reduce_delivery
from concertacion.sim.outcomes.forums import FORUMS, reduce_forums
from concertacion.sim.outcomes.pairs import PAIRS, fragmentation, reduce_pairs
from concertacion.sim.outcomes.politics import POLITICS, reduce_politics
from concertacion.sim.outcomes.powers import POWERS, reduce_powers
from concertacion.sim.outcomes.summits import SUMMITS, pledged_period, reduce_summits
from concertacion.sim.record import Record

# The code of an outcome is its position here.
OUTCOMES: dict[str, Outcome] = {**DELIVERY, **PAIRS, **SUMMITS, **FORUMS, **BLOCS, **POLITICS, **POWERS}
COSTLY: dict[str, Callable[[Record, Measures, int], float]] = {"fragmentation": fragmentation, "pledged_period": pledged_period}
_PAIRS, _SUMMITS, _FORUMS, _BLOCS, _POLITICS, _POWERS = (
    list(OUTCOMES).index(next(iter(theme))) for theme in (PAIRS, SUMMITS, FORUMS, BLOCS, POLITICS, POWERS)
)


@compiled
def summarise(record, measures, out):
    """Reduce the record of one run to `out` (measure,); what is undefined or costly is NaN."""
    for m in range(out.size):
        code = measures.code[m]
        if measures.first[m] >= measures.last[m]:
            out[m] = math.nan
        elif code < _PAIRS:
            out[m] = reduce_delivery(code, record.countries, record.issues, measures, m)
        elif code < _SUMMITS:
            out[m] = reduce_pairs(code - _PAIRS, record.countries, record.issues, measures, m)
        elif code < _FORUMS:
            out[m] = reduce_summits(code - _SUMMITS, record.forums, measures, m)
        elif code < _BLOCS:
            out[m] = reduce_forums(code - _FORUMS, record.countries, record.forums, measures, m)
        elif code < _POLITICS:
            out[m] = reduce_blocs(code - _BLOCS, record.forums, measures, m)
        elif code < _POWERS:
            out[m] = reduce_politics(code - _POLITICS, record.countries, record.issues, record.region, measures, m)
        else:
            out[m] = reduce_powers(code - _POWERS, record.region, measures, m)


def has_costly(measures: Measures) -> bool:
    """Whether any of the measures is left NaN by `summarise` for `add_costly`."""
    names = list(OUTCOMES)
    return any(names[code] in COSTLY for code in measures.code)


def add_costly(record: Record, measures: Measures, out: np.ndarray) -> None:
    """Fill in the costly outcomes that `summarise` left NaN."""
    names: Any = list(OUTCOMES)
    for m, code in enumerate(measures.code):
        if names[code] in COSTLY:
            out[m] = COSTLY[names[code]](record, measures, m)
