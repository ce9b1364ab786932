"""How joint work, visits and seats at meetings fall with ideological distance."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.circles import joint_in
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.summits import MEMBER, SEATS
from concertacion.sim.state import HELD, TECHNICAL

A_UNIT = "1 per unit of distance"
ALIKE = 1e-9  # a variance that is rounding alone: distances of two from their mean are alike
SLOPE = "sum over t of cov({0}, |x_i-x_j|) / sum over t of var(|x_i-x_j|) / mean of {0}, over pairs"


@compiled
def with_cell(group, d, y):
    """The sums (count, d, dd, y, yd) over the cells of a group, pairs or seats, with one more at distance d."""
    count, total, squares, came, apart = group
    return count + 1.0, total + d, squares + d * d, came + y, apart + y * d


@compiled
def with_group(sums, group):
    """The sums over groups (number, covariance, variance, mean) with one more, of sums (count, d, dd, y, yd) over its cells.

    d distance, y what falls with it; a group is a quarter or a meeting. One without cells changes nothing.
    """
    number, covariance, variance, mean = sums
    count, d, dd, y, yd = group
    if count == 0.0:
        return sums
    return (
        number + 1.0,
        covariance + yd / count - y / count * d / count,
        variance + dd / count - d / count * d / count,
        mean + y / count,
    )


@compiled
def relative_slope(sums):
    """Least-squares slope within groups, over the mean: cov / var / mean; NaN where distances or y are all alike or nothing."""
    number, covariance, variance, mean = sums
    return covariance / variance * number / mean if variance > ALIKE and mean > 0.0 else math.nan


@compiled
def on_distance(values, ideology, countries):
    """Sums (count, d, dd, y, yd) over unordered pairs of the countries, y the mean of values[i,j] and values[j,i]."""
    group = 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(countries.size):
        if countries[i] > 0.0:
            for j in range(i + 1, countries.size):
                if countries[j] > 0.0:
                    group = with_cell(group, abs(ideology[i] - ideology[j]), 0.5 * (values[i, j] + values[j, i]))
    return group


@compiled
def slope_of_pairs(values, ideology, q, m):
    """Relative slope on distance of values[t,i,j]."""
    sums = 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        sums = with_group(sums, on_distance(values[t], ideology[t], q.countries[m]))
    return relative_slope(sums)


@compiled
def slope_of_work(ideology, issues, pair_work, q, m):
    """Relative slope on distance of joint work, summed over the requested channels."""
    sums, officials, domains = (0.0, 0.0, 0.0, 0.0), q.channels[m, TECHNICAL], issues.minilateral.shape[1]
    for t in range(q.first[m], q.last[m]):
        count, total, squares, work, apart = on_distance(pair_work[t], ideology[t], q.countries[m])
        work, apart = officials * work, officials * apart
        for c in range(TECHNICAL + 1, issues.took_part.shape[1]):
            for k in range(domains):
                if q.channels[m, c] > 0.0:
                    more, further = joint_in(c, k, issues, t, q.countries[m], ideology, q.pairs[0])
                    work += more / domains
                    apart += further / domains
        sums = with_group(sums, (count, total, squares, work, apart))
    return relative_slope(sums)


@compiled
def seats_on_distance(member, attended, ideology, countries):
    """Sums (count, d, dd, y, yd) over the seats of the countries in a forum: d from the mean of all members, y whether they came."""
    size, centre = 0.0, 0.0
    for i in range(member.size):
        size += member[i]
        centre += member[i] * ideology[i]
    group = 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(member.size):
        if member[i] > 0 and countries[i] > 0.0:
            group = with_cell(group, abs(ideology[i] - centre / size), 1.0 if attended[i] == MEMBER else 0.0)
    return group


@compiled
def slope_of_seats(forums, ideology, q, m):
    """Relative slope of attendance on distance, within meetings held."""
    sums = 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                seats = seats_on_distance(forums.member[t, f], forums.attended[t, f], ideology[t], q.countries[m])
                sums = with_group(sums, seats)
    return relative_slope(sums)


@outcome(A_UNIT, -math.inf, math.inf, SLOPE.format("joint work"), ("channel", "countries"))
def distance_slope(countries, issues, pairs, q, m):
    """Relative change of joint work with distance, within quarters (-0.5: half is lost at distance 1). Joint work is pair_work of
    officials, and the share of domains in which a pair sits together in minilateral groups or at summits.
    """
    return slope_of_work(countries.ideology, issues, pairs.pair_work, q, m)


@outcome(A_UNIT, -math.inf, math.inf, SLOPE.format("visits"), ("countries",))
def visit_slope(countries, pairs, q, m):
    """Relative change of visits with distance, within quarters."""
    return slope_of_pairs(pairs.visits, countries.ideology, q, m)


@outcome(
    A_UNIT,
    -math.inf,
    math.inf,
    "sum over meetings held of cov(attended, d) / sum of var(d) / mean of attended, over members, d = |x_i - mean of members' x|",
    SEATS,
)
def attendance_slope(countries, forums, q, m):
    """Relative change of attendance with a member's distance from the mean of all members, within meetings held."""
    return slope_of_seats(forums, countries.ideology, q, m)
