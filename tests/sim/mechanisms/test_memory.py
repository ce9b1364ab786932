from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.memory import (
    foreseen,
    heaviest_but,
    heft_of,
    lie_on_sides,
    next_norm,
    next_trust,
    set_example,
    socialised,
    span,
    update_nearness,
)

pytestmark = pytest.mark.interpreted

TRUST = dict(trust=0.4, base=0.6, joint=0.5, bridge=1.0, trust_gain=0.1, trust_drift=0.05)
NORM = dict(norm=0.4, delivered=0.5, norm_gain=0.04, norm_decay=0.01, norm_import=0.01)
BROUGHT_UP = dict(socialisation=0.1, civil_society=0.4, benefit=0.6, civil_training=0.5, work_training=0.25)
CROSSING = dict(i=0, j=3, first=1, second=0, side=(-1.0, 1.0, 1.0, 1.0), bridge_spread=0.25)

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
    (heft_of, dict(weight=0.09, mean_weight=0.05, size_exponent=1.0), 1.8),
    (heft_of, dict(weight=0.01, mean_weight=0.04, size_exponent=0.5), 0.5),
    (heft_of, dict(weight=0.01, mean_weight=0.04, size_exponent=-0.5), 2.0),
    (heft_of, dict(weight=0.01, mean_weight=0.05, size_exponent=0.0), 1.0),
    (set_example, dict(seen=0.0, giants=1.0, faith=0.4, example=0.5), 0.3),
    (set_example, dict(seen=1.0, giants=1.0, faith=0.4, example=0.5), 1.0),
    (set_example, dict(seen=0.3, giants=0.0, faith=0.4, example=0.5), 0.3),
    (socialised, BROUGHT_UP, 0.45),  # 0.1 + 0.5 * 0.4 + 0.25 * 0.6
    (socialised, BROUGHT_UP | dict(socialisation=1.0), 1.0),
    (span, CROSSING, 0.25),
    (span, CROSSING | dict(first=3), 1.0),
]
BOUNDS = [(set_example, 0, 1), (socialised, 0, 1), (next_trust, 0, 1), (next_norm, 0, 1), (foreseen, 0, 1)]
NEUTRAL = [
    (heft_of, "size_exponent", ("weight", "mean_weight")),
    (set_example, "example", ("giants", "faith")),
    (socialised, "civil_training", ("civil_society",)),
    (socialised, "work_training", ("benefit",)),
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
    (0, 1, 1.0),  # the two heaviest
    (1, 0, 1.0),
    (0, 2, 0.0),  # one of the heaviest and its own side
    (0, 3, 0.25),
    (3, 2, 0.25),
    (3, 4, 0.0),
]


@pytest.mark.parametrize("i, j, spans", SPANS)
def test_a_bridge_spans_the_two_heaviest_and_in_part_their_sides(plain, i, j, spans):
    assert plain(span)(i, j, 0, 1, np.array([1.0, -1.0, 1.0, -1.0, -1.0]), 0.25) == spans


def test_a_subregion_lies_on_the_side_to_which_it_is_closer(plain):
    place = np.array([0.0, 10.0, 6.0, 1.0, 9.0, 2.0])  # the first two are the heaviest
    geography = np.exp(-np.abs(place[:, None] - place[None, :]))
    side = np.full(6, 9.0)
    plain(lie_on_sides)(0, 1, np.array([0, 0, 1, 1, 2, 0]), geography, side)
    assert side.tolist() == [1.0, -1.0, 1.0, 1.0, -1.0, 1.0]  # the third, closer to the second, goes with its subregion


def nearness(plain, weights, **changes):
    """What `update_nearness` writes for countries at equal distances, the last in a subregion of its own."""
    size = len(weights)
    p = SimpleNamespace(**{"size_exponent": 0.0, "bridge": 0.0, "bridge_reach": 3.0, "bridge_spread": 0.0} | changes)
    setting = SimpleNamespace(
        keys=np.arange(1, size + 1), geography=1.0 - np.eye(size), subregion=np.array([0] * (size - 1) + [1])
    )  # fmt: skip
    outlook, scratch = SimpleNamespace(heft=np.full(size, 9.0)), SimpleNamespace(side=np.full(size, 9.0))
    pairs = SimpleNamespace(nearness=np.full((size, size), 9.0), bridged=np.full((size, size), 9.0))
    plain(update_nearness)(p, setting, SimpleNamespace(weight=np.array(weights)), outlook, pairs, scratch)
    return outlook.heft, pairs.nearness


def test_heavy_partners_bring_more_where_size_counts(plain):
    heft, near = nearness(plain, [0.9, 0.1], size_exponent=1.0)
    assert heft == pytest.approx([1.8, 0.2])
    heft, near = nearness(plain, [0.6, 0.3, 0.1], size_exponent=1.0)
    assert near[2] == pytest.approx([2 / 3, 1 / 3, 0.0])
    heft, near = nearness(plain, [0.6, 0.3, 0.1])
    assert heft.tolist() == [1.0, 1.0, 1.0]  # to the bit
    assert near[2].tolist() == [0.5, 0.5, 0.0]
    assert nearness(plain, [0.1] * 10)[0].tolist() == [1.0] * 10


def test_a_bridge_moves_nearness_to_the_other_side_and_adds_none(plain):
    weights = [0.4, 0.3] + [0.3 / 18] * 18
    before, after = (nearness(plain, weights, bridge=bridge)[1] for bridge in (0.0, 0.7))
    added = 3 * 0.7 / 19
    assert after[0, 1] == after[1, 0] == pytest.approx((1 / 19 + added) / (1 + added))
    assert after[0, 5] == pytest.approx(1 / 19 / (1 + added))  # time not spent on the others
    assert (after[2:] == before[2:]).all()
    spread = nearness(plain, weights, bridge=0.7, bridge_spread=0.1)[1]
    assert spread.sum(axis=1) == pytest.approx(np.ones(20))
    assert spread[5, 1] > before[5, 1] and spread[5, 6] < before[5, 6]  # all but the second are on the first's side
    assert spread[5, 1] - before[5, 1] == pytest.approx(-(spread - before)[5, [j for j in range(20) if j != 1]].sum())


def test_a_country_alone_is_near_nobody(plain):
    heft, near = nearness(plain, [1.0], bridge=1.0)
    assert heft.tolist() == [1.0] and not near.any()
