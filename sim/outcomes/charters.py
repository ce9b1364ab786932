"""Breaks of democracy, how charters answer them, and what norms protect."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import DECADE, mean_over_time, summed
from concertacion.sim.outcomes.politics import A_DECADE, COUNTRIES, mean_level
from concertacion.sim.record import JUDGED

BREAK = 0.1
ANSWERED = JUDGED.index("answered")


@compiled
def share_breaking(fall, q, m):
    """Share of country-quarters with a sudden break."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(fall.shape[1]):
            count += q.countries[m, i] if fall[t, i] >= BREAK else 0.0
    return count / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@compiled
def share_suspended_anew(suspended, q, m):
    """Share of country-quarters in which a suspension begins; one that the run's first quarter finds began before."""
    count = 0.0
    for t in range(max(1, q.first[m]), q.last[m]):
        for i in range(suspended.shape[1]):
            if suspended[t, i] > 0 and suspended[t - 1, i] == 0:
                count += q.countries[m, i]
    return count / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@compiled
def judgements(judged, q, m):
    """Number of breaks that charters judged, and of those that one of them answered."""
    count, answered = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(judged.shape[1]):
            count += q.countries[m, i] if judged[t, i] > 0 else 0.0
            answered += q.countries[m, i] if judged[t, i] == ANSWERED else 0.0
    return count, answered


@outcome(A_DECADE, 0, 40, "40 times the mean over t,i of [democracy_fall[t,i] >= 0.1]", COUNTRIES)
def breaks(countries, q, m):
    """Sudden breaks of democracy: falls of 0.1 or more in a quarter."""
    return DECADE * share_breaking(countries.democracy_fall, q, m)


@outcome(A_DECADE, 0, 40, "40 times the mean over t,i of [t > 0, suspended[t,i] and not suspended[t-1,i]]", COUNTRIES)
def suspensions(countries, q, m):
    """Times that a charter suspended a country; those suspended at the start are not counted."""
    return DECADE * share_suspended_anew(countries.suspended, q, m)


@outcome(A_DECADE, 0, 40, "40 times the mean over t,i of [judged[t,i] > 0]", COUNTRIES)
def judged(countries, q, m):
    """Breaks of democracy that charters judged."""
    return DECADE * judgements(countries.judged, q, m)[0] / ((q.last[m] - q.first[m]) * summed(q.countries[m]))


@outcome("share", 0, 1, "of (t,i) with judged[t,i] > 0, those at which a forum acted", COUNTRIES)
def answered(countries, q, m):
    """Share of the breaks judged that a charter answered with a suspension."""
    count, answered = judgements(countries.judged, q, m)
    return answered / count if count > 0.0 else math.nan


@outcome("share", 0, 1, "mean over t,k of norms[t,k]", ("domain",))
def norms(issues, q, m):
    """Stock of shared norms."""
    return mean_level(issues.norms, q.domains[m], q, m)


@outcome("1", -1, 1, "mean over t of norm_content[t]")
def norm_content(region, q, m):
    """What democracy norms protect: 1 democracy, -1 whoever is in office."""
    return mean_over_time(region.norm_content, q, m)
