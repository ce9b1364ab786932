from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.memory import foreseen, heaviest_but, next_norm, next_trust, span

TRUST = dict(trust=0.4, base=0.6, joint=0.5, bridge=1.0, trust_gain=0.1, trust_drift=0.05)
NORM = dict(norm=0.4, delivered=0.5, norm_gain=0.04, norm_decay=0.01, norm_import=0.01)

KNOWN = [
    (next_trust, TRUST, 0.5),  # 0.4 + 0.1 * 1.5 * 0.6 + 0.05 * 0.2
    (next_trust, TRUST | dict(bridge=0.0), 0.44),
    (next_trust, TRUST | dict(trust_gain=0.0, trust_drift=0.0), 0.4),
    (next_norm, NORM, 0.414),  # 0.4 + 0.03 * 0.6 - 0.004
    (next_norm, NORM | dict(norm_decay=0.0), 0.418),
    (next_norm, NORM | dict(norm_import=0.0), 0.408),
    (next_norm, NORM | dict(norm_gain=0.0, norm_decay=0.0, norm_import=0.0), 0.4),
    (foreseen, dict(distance=0.6931471805599453, capacity=0.5, foresight=1.0), 0.25),
    (foreseen, dict(distance=2.0, capacity=0.5, foresight=0.0), 0.5),
]
BOUNDS = [(next_trust, 0, 1), (next_norm, 0, 1), (foreseen, 0, 1)]
NEUTRAL = [
    (next_trust, "trust_gain", ("joint", "bridge")),
    (next_norm, "norm_gain", ("delivered",)),
    (foreseen, "foresight", ("distance",)),
]


def test_norms_stay_a_share_when_every_channel_delivers_in_full(within):
    within(next_norm, 0, 1, delivered=(0, 3))


def test_the_heaviest_and_the_second(plain):
    keys = np.array([30, 20, 10])
    assert plain(heaviest_but)(-1, np.array([0.2, 0.5, 0.3]), keys) == 1
    assert plain(heaviest_but)(1, np.array([0.2, 0.5, 0.3]), keys) == 2
    assert plain(heaviest_but)(-1, np.array([0.4, 0.2, 0.4]), keys) == 2  # a tie goes to the smaller key, not to the first row
    assert plain(heaviest_but)(0, np.array([1.0]), np.array([5])) == -1


SPANS = [
    (0, 1, 1.0),  # the two heaviest, though of one subregion
    (1, 0, 1.0),
    (0, 2, 0.0),  # one of the heaviest and a neighbour
    (0, 3, 0.25),
    (3, 2, 0.25),
    (3, 4, 0.0),
]


@pytest.mark.parametrize("i, j, spans", SPANS)
def test_a_bridge_spans_the_two_heaviest_and_in_part_the_subregions(plain, i, j, spans):
    assert plain(span)(i, j, 0, 1, SimpleNamespace(subregion=np.array([0, 0, 0, 1, 1]))) == spans


def test_in_a_region_of_one_nothing_is_the_second_heaviest(plain):
    assert plain(span)(0, 0, 0, -1, SimpleNamespace(subregion=np.array([0]))) == 0.0
