"""Pairs of countries: officials who work together, mandates, trust; visits of presidents, agreements, journeys elsewhere."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import INFINITE, summed
from concertacion.sim.outcomes.summits import MEMBER, SEATS, YEAR, country_total
from concertacion.sim.state import HELD

PAIRS = ("countries", "pairs")
COUNTRIES = ("countries",)


@compiled
def pair_mean(values, q, m):
    """Mean over quarters and ordered pairs of the requested countries of values[t,i,j], weighted as requested."""
    total, full, weights, countries = 0.0, 0.0, q.pairs[q.weighting[m]], q.countries[m]
    for i in range(countries.size):
        for j in range(countries.size):
            if i != j:
                full += countries[i] * countries[j] * weights[i, j]
    for t in range(q.first[m], q.last[m]):
        for i in range(countries.size):
            if countries[i] > 0.0:
                for j in range(countries.size):
                    total += countries[j] * weights[i, j] * values[t, i, j] if i != j else 0.0
    return total / (full * (q.last[m] - q.first[m])) if full > 0.0 else math.nan


@compiled
def trust_of_leaders(trust, new_leader, q, m):
    """Mean of trust[t,i,j] over the others j where a new leader of a requested country i takes office; NaN where none does."""
    total, count = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(new_leader.shape[1]):
            if q.countries[m, i] > 0.0 and new_leader[t, i] > 0:
                for j in range(new_leader.shape[1]):
                    total += trust[t, i, j] if j != i else 0.0
                count += new_leader.shape[1] - 1.0
    return total / count if count > 0.0 else math.nan


@compiled
def visits_of(sent, visits, q, m):
    """Number of visits that the requested countries sent, or else received."""
    total = 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(visits.shape[1]):
            for j in range(visits.shape[2]):
                total += (q.countries[m, i] if sent else q.countries[m, j]) * visits[t, i, j]
    return total


@compiled
def meetings_abroad(forums, q, m):
    """Number of times that presidents of the requested countries travelled to a meeting of the forums as members."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                for i in range(q.countries.shape[1]):
                    count += q.countries[m, i] if forums.attended[t, f, i] == MEMBER and forums.host[t, f] != i else 0.0
    return count


@compiled
def country_years(q, m):
    """Requested countries times years."""
    return (q.last[m] - q.first[m]) * summed(q.countries[m]) / YEAR


@outcome("share", 0, 1, "mean over t and pairs i,j of pair_work[t,i,j], weighted by w_ij", ("security", *PAIRS))
def pair_work(pairs, q, m):
    """Technical work of a pair's officials, mean over domains, or on security alone."""
    return pair_mean(pairs.security_work if q.which[m] == 1 else pairs.pair_work, q, m)


@outcome("share", 0, 1, "mean over t and pairs i,j of pair_trust[t,i,j], weighted by w_ij", PAIRS)
def pair_trust(pairs, q, m):
    """Trust of governments in one another."""
    return pair_mean(pairs.pair_trust, q, m)


@outcome("share", 0, 1, "mean over (t,i) with new_leader[t,i] and over j of pair_trust[t,i,j]", COUNTRIES)
def trust_of_new(countries, pairs, q, m):
    """Trust that a government puts in the others in the quarter in which it takes office."""
    return trust_of_leaders(pairs.pair_trust, countries.new_leader, q, m)


@outcome("share", 0, 1, "mean over t and pairs i,j of mandate[t,i,j], weighted by w_ij", PAIRS)
def mandate(pairs, q, m):
    """Mandates for officials to work with those of the other."""
    return pair_mean(pairs.mandate, q, m)


@outcome("a pair and year", 0, 4, "4 times the mean over t and pairs i,j of visits[t,i,j], weighted by w_ij", PAIRS)
def visits(pairs, q, m):
    """Visits of presidents, from one to the other of an ordered pair."""
    return YEAR * pair_mean(pairs.visits, q, m)


@outcome("a pair and year", 0, 4, "4 times the mean over t and pairs i,j of agreements[t,i,j], weighted by w_ij", PAIRS)
def agreements(pairs, q, m):
    """Visits that ended in an agreement, from one to the other of an ordered pair."""
    return YEAR * pair_mean(pairs.agreements, q, m)


@outcome("a country and year", 0, INFINITE, "4 times the mean over t,i of the sum over j of visits[t,i,j]", COUNTRIES)
def visits_sent(pairs, q, m):
    """Visits that the president pays in the region."""
    return visits_of(True, pairs.visits, q, m) / country_years(q, m)


@outcome("a country and year", 0, INFINITE, "4 times the mean over t,i of the sum over j of visits[t,j,i]", COUNTRIES)
def visits_received(pairs, q, m):
    """Visits that the president receives from the region."""
    return visits_of(False, pairs.visits, q, m) / country_years(q, m)


@outcome("a country and year", 0, INFINITE, "4 times the mean over t,i of journeys[t,i]", COUNTRIES)
def journeys(countries, q, m):
    """Journeys of the president outside the region."""
    return country_total(countries.journeys, q, m) / country_years(q, m)


@outcome("share", 0, 1, "sum over t,i,j of visits[t,i,j] / (the same + sum over t,i of journeys[t,i])", COUNTRIES)
def inside_share(countries, pairs, q, m):
    """Share of the bilateral journeys of presidents that stay in the region."""
    inside, outside = visits_of(True, pairs.visits, q, m), country_total(countries.journeys, q, m)
    return inside / (inside + outside) if inside + outside > 0.0 else math.nan


@outcome(
    "a country and year",
    0,
    INFINITE,
    "4 times the mean over t,i of journeys, visits to all j and meetings attended abroad",
    SEATS,
)
def travel(countries, forums, pairs, q, m):
    """Journeys of the president, within and outside the region, to countries and to meetings."""
    inside, outside = visits_of(True, pairs.visits, q, m), country_total(countries.journeys, q, m)
    return (inside + outside + meetings_abroad(forums, q, m)) / country_years(q, m)
