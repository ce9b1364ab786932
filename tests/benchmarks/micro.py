"""The yardstick: a split-loop micro-kernel with one exponential and one Philox draw a pair, draws filled by rows."""

from __future__ import annotations

import math

import numpy as np

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import Address, uniforms


@compiled
def pairs(quarters, domains, ideology, keys, draws, weights, total):
    """For every quarter, domain and country: a row of draws, a row of exponentials, and their sum in a loop of its own."""
    for t in range(quarters):
        for k in range(domains):
            address = Address(1, 0, t)
            for i in range(ideology.size):
                uniforms(address, k, keys, keys[i], draws)
                for j in range(ideology.size):
                    weights[j] = math.exp(-abs(ideology[i] - ideology[j]))
                together = 0.0
                for j in range(ideology.size):
                    together += 1.0 if draws[j] < weights[j] else 0.0
                total[i] += together


def yardstick(countries: int, domains: int, quarters: int):
    """A call of the micro-kernel over as many pairs as a run of a world of that size."""
    ideology = np.linspace(-1.0, 1.0, countries)
    keys = np.arange(1, countries + 1, dtype=np.int64)
    draws, weights, total = (np.zeros(countries) for _ in range(3))
    return lambda: pairs(quarters, domains, ideology, keys, draws, weights, total)
