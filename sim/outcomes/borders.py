"""Borders closed to displaced people."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import CLOSENESS, outcome
from concertacion.sim.outcomes.delivery import summed
from concertacion.sim.outcomes.politics import COUNTRIES, mean_level, row_mean


@compiled
def morans_i(closed, q, m):
    """Moran's I of closures, pooled over quarters; NaN where all do the same all the time."""
    weights, closeness, across, within, total = q.countries[m], q.pairs[CLOSENESS], 0.0, 0.0, 0.0
    count = summed(weights)
    for i in range(weights.size):
        for j in range(weights.size):
            total += weights[i] * weights[j] * closeness[i, j] if i != j else 0.0
    for t in range(q.first[m], q.last[m]):
        mean = row_mean(closed, t, weights, count)
        if mean == 0.0 or mean == 1.0:
            continue
        for i in range(weights.size):
            deviation = weights[i] * (closed[t, i] - mean)
            within += deviation * deviation / count
            for j in range(weights.size):
                across += closeness[i, j] * deviation * weights[j] * (closed[t, j] - mean) if i != j else 0.0
    return across / total / within if total > 0.0 and within > 0.0 else math.nan


@outcome("share", 0, 1, "mean over t,i of closed[t,i]", COUNTRIES)
def closures(countries, q, m):
    """Borders closed to displaced people."""
    return mean_level(countries.closed, q.countries[m], q, m)


@outcome(
    "correlation",
    -1,
    1,
    "(sum over t,i!=j of g_ij z_ti z_tj / sum of g_ij) / (sum over t,i of z_ti^2 / N), z = closed less its mean over i, g closeness",
    COUNTRIES,
)
def closures_together(countries, q, m):
    """Whether neighbours close their borders together (Moran's I)."""
    return morans_i(countries.closed, q, m)
