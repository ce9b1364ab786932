"""Every random number of the model, addressed.

A draw is a pure function of (seed, run, quarter, stream, country key, other key) through the counter-based generator
Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, SC'11). Order never matters, arms of an experiment share their draws, a new
forum shifts nobody else's draws, and any run can be made again alone.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.compiled import compiled, inlined

MASK = 0xFFFFFFFF
MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
WEYL = (0x9E3779B9, 0xBB67AE85)
NOBODY = np.int64(0)  # the key where a draw belongs to no country

# One stream a decision. Numbers are part of every published run: add at the end, never renumber. They are int64 rather than
# plain numbers, each of which numba would take for a type of its own and compile every function below once for.
(
    PRICE, POWER_TURN, SHOCK, SHOCK_SIZE, GROWTH, APPROVAL, TURMOIL, TURMOIL_SIZE, BLAME, COUP, ELECTION, IRREGULAR,
    LEADER_IDEOLOGY, LEADER_POPULISM, LEADER_SOVEREIGNTISM, HOST, EXTRAORDINARY, BRACKET, CHOICE, SUBNATIONAL, ATTEND,
    CONVENER, AGREEMENT, CLOSURE, EXIT, CHARTER, SUSPENSION, FOUNDING, FOUNDER, DEATH, REVIVAL, CRISIS_ONSET,
    CRISIS_END, TIE, PROPENSITY, VISIT, JOURNEY, BILATERAL_AGREEMENT, ACCESSION, ABSORPTION,
) = map(np.int64, range(1, 41))  # fmt: skip


BEFORE: Any = np.int64(60000)  # the quarter of the draws that come before the first; draws are told apart below 65536


class Address(NamedTuple):
    """The part of an address that a whole phase shares."""

    seed: int
    run: int
    quarter: int


def country_key(code: str) -> int:
    """A stable key of a three-letter code: base 26, 15 bits, never 0. A pair is `key << 16 | other`."""
    a, b, c = (ord(letter) - ord("A") for letter in code)
    return (a * 26 + b) * 26 + c + 1


@inlined
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10: four 32-bit words from a counter of four and a key of two words (all as non-negative ints below 2**32)."""
    for _ in range(10):
        p0 = MULTIPLIERS[0] * c0
        p1 = MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = ((p1 >> 32) & MASK) ^ c1 ^ k0, p1 & MASK, ((p0 >> 32) & MASK) ^ c3 ^ k1, p0 & MASK
        k0 = (k0 + WEYL[0]) & MASK
        k1 = (k1 + WEYL[1]) & MASK
    return c0, c1, c2, c3


@inlined
def _words(address, stream, key, other):
    run, when, key, other = (
        int(address.run) & MASK,
        (int(address.quarter) << 16) | int(stream),
        int(key) & MASK,
        int(other) & MASK,
    )
    return philox(run, when, key, other, address.seed & MASK, (address.seed >> 32) & MASK)


@compiled
def uniform(address, stream, key, other):
    """A uniform draw in the open interval (0, 1), 32 bits."""
    return (_words(address, stream, key, other)[0] + 0.5) / 4294967296.0


@compiled
def uniforms(address, stream, keys, other, draws):
    """`uniform` for each of `keys` into `draws`: a loop by itself, which compiles to vector code (a tenth of the time)."""
    for i in range(keys.size):
        draws[i] = (_words(address, stream, keys[i], other)[0] + 0.5) / 4294967296.0


@compiled
def three(address, stream, key, other):
    """Three independent uniform draws of one address: the first three words of its counter."""
    first, second, third, _ = _words(address, stream, key, other)
    return (first + 0.5) / 4294967296.0, (second + 0.5) / 4294967296.0, (third + 0.5) / 4294967296.0


@compiled
def threes(address, stream, keys, other, first, second, third):
    """`three` for each of `keys` into three rows: vector code, as `uniforms`."""
    for i in range(keys.size):
        a, b, c, _ = _words(address, stream, keys[i], other)
        first[i] = (a + 0.5) / 4294967296.0
        second[i] = (b + 0.5) / 4294967296.0
        third[i] = (c + 0.5) / 4294967296.0


@inlined
def _bell(u, v):
    """The standard normal number that two uniforms make (Box & Muller 1958)."""
    return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)


@compiled
def normal(address, stream, key, other):
    """A standard normal draw."""
    words = _words(address, stream, key, other)
    return _bell((words[0] + 0.5) / 4294967296.0, (words[1] + 0.5) / 4294967296.0)


@compiled
def normals(address, stream, keys, other, draws, angles):
    """`normal` for each of `keys` into `draws`; `angles` is room for as many numbers. The words in vector code, as `uniforms`."""
    for i in range(keys.size):
        words = _words(address, stream, keys[i], other)
        draws[i] = (words[0] + 0.5) / 4294967296.0
        angles[i] = (words[1] + 0.5) / 4294967296.0
    for i in range(keys.size):
        draws[i] = _bell(draws[i], angles[i])


@compiled
def wait(u, weight):
    """The exponential waiting time at rate `weight` that a uniform u makes: who is first among many is drawn in proportion to
    weight, in any order.
    """
    return -math.log(u) / weight if weight > 0.0 else math.inf


@compiled
def waiting_time(address, stream, key, other, weight):
    """`wait` with the uniform of an address."""
    return wait(uniform(address, stream, key, other), weight)
