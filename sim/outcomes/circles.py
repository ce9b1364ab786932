"""Circles: who works together where, and how far the network falls apart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import Measures, outcome
from concertacion.sim.outcomes.delivery import summed
from concertacion.sim.state import MINILATERAL, TECHNICAL

WHERE = ("channel", "domain", "countries")
LOUVAIN_SEED = 1  # the same record always has the same circles


@compiled
def joint(circles, nobody, countries, ideology, weights):
    """Pairs i<j of the requested countries in the same circle: (sum of weights, sum of weights times |x_i - x_j|).

    circles (country,): the number of the circle each works in, `nobody` for none.
    """
    work, apart = 0.0, 0.0
    for i in range(circles.size):
        if circles[i] != nobody and countries[i] > 0.0:
            own, row = ideology[i], weights[i]
            for j in range(i + 1, circles.size):
                same = row[j] * countries[j] * (circles[j] == circles[i])
                work += same
                apart += same * abs(own - ideology[j])
    return work, apart


@compiled
def joint_in(c, k, issues, t, countries, ideology, weights):
    """`joint` in channel c and domain k, in quarter t."""
    if c == TECHNICAL:
        return joint(issues.took_part[t, c, k], 0, countries, ideology[t], weights)
    if c == MINILATERAL:
        return joint(issues.minilateral[t, k], 0, countries, ideology[t], weights)
    return joint(issues.venue[t, k], -1, countries, ideology[t], weights)


@compiled
def requested_weight(weights, countries):
    """Sum of the weights of pairs i<j of the requested countries."""
    total = 0.0
    for i in range(countries.size):
        for j in range(i + 1, countries.size):
            total += countries[i] * countries[j] * weights[i, j]
    return total


@compiled
def share_together(ideology, issues, q, m):
    """Weighted share of pair-domains worked together."""
    weights, work = q.pairs[q.weighting[m]], 0.0
    for t in range(q.first[m], q.last[m]):
        for c in range(issues.took_part.shape[1]):
            for k in range(issues.minilateral.shape[1]):
                if q.channels[m, c] > 0.0 and q.domains[m, k] > 0.0:
                    work += joint_in(c, k, issues, t, q.countries[m], ideology, weights)[0]
    cells = (q.last[m] - q.first[m]) * summed(q.channels[m]) * summed(q.domains[m])
    full = cells * requested_weight(weights, q.countries[m])
    return work / full if full > 0.0 else math.nan


@outcome("share", 0, 1, "sum over t,c,k,i<j of w_ij together[t,c,k,i,j] / sum of w_ij", (*WHERE, "pairs"))
def together(countries, issues, q, m):
    """Domains in which a pair works together in the channel: mean of pairs."""
    return share_together(countries.ideology, issues, q, m)


def network_of(issues: Any, q: Measures, m: int) -> np.ndarray:
    """How often each pair of the requested countries worked together, over quarters, channels and domains: (country, other)."""
    chosen, domains = np.flatnonzero(q.countries[m]), np.flatnonzero(q.domains[m])
    circles = circles_of(issues)[q.channels[m] > 0.0, q.first[m] : q.last[m]][:, :, domains][..., chosen]
    return common_work(circles).sum(0, dtype=np.float64)


def circles_of(issues: Any) -> np.ndarray:
    """Where each country worked, as a number, 0 nowhere: int16 (channel, quarter, domain, country). Who shares it works together."""
    return np.stack([issues.took_part[:, TECHNICAL], issues.minilateral, issues.venue + 1])


def common_work(circles: np.ndarray) -> np.ndarray:
    """Domain-quarters in which two countries worked in the same circle, by channel: int16 (channel, country, other)."""
    same = (circles[..., :, None] == circles[..., None, :]) & (circles[..., :, None] > 0)
    counts = same.sum((1, 2), dtype=np.int16)
    counts[:, np.arange(counts.shape[1]), np.arange(counts.shape[1])] = 0
    return counts


@outcome(
    "modularity",
    -0.5,
    1,
    "modularity of the Louvain partition (seed 1) of the graph weighted by sum over t,c,k of together",
    WHERE,
    costly=True,
)
def fragmentation(issues: Any, q: Measures, m: int) -> float:
    """How far the network of joint work falls into separate circles."""
    import networkx as nx

    graph = nx.from_numpy_array(network_of(issues, q, m))
    if graph.size() == 0:
        return math.nan
    circles = nx.community.louvain_communities(graph, weight="weight", seed=LOUVAIN_SEED)
    return float(nx.community.modularity(graph, circles, weight="weight"))
