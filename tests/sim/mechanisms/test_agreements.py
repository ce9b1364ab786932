import math
from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.agreements import (
    agreement_probability,
    carried_out,
    hand_out,
    pace_of,
    pledge_kept,
    position_spread,
    work_off,
)

E_SQUARED = 7.38905609893065  # the number of governments whose logarithm is 2
FIVE = dict(
    toxicity=0.5, depth=0.5, spread=0.35, number=E_SQUARED, agreement_difficulty=2.0, depth_protection=0.5, floor_spread=0.15
)

KNOWN = [
    # 2 * 0.5 * (1 - 0.25) * (0.15 + 0.35) = 0.375, times ln n = 2
    (agreement_probability, FIVE, 0.4723665527410147),
    (agreement_probability, FIVE | dict(number=1.0), 1.0),
    (agreement_probability, FIVE | dict(number=0.0), 1.0),
    (agreement_probability, FIVE | dict(depth_protection=0.0), 0.36787944117144233),
    (pledge_kept, dict(turn=-1.0, depth=0.5, turnover_lapse=0.8, depth_protection=0.5), math.exp(-0.6)),  # 0.8 * 1 * 0.75
    (pledge_kept, dict(turn=0.5, depth=0.5, turnover_lapse=0.8, depth_protection=0.5), math.exp(-0.3)),
    (pledge_kept, dict(turn=0.0, depth=0.5, turnover_lapse=0.8, depth_protection=0.5), 1.0),
    (pace_of, dict(capacity=0.5, stress=0.4, implementation=0.5, stress_cost=0.5), 0.2),  # 0.5 * 0.5 * (1 - 0.5 * 0.4)
    (pace_of, dict(capacity=0.5, stress=0.4, implementation=0.5, stress_cost=0.0), 0.25),
    (pace_of, dict(capacity=1.0, stress=1.0, implementation=0.6, stress_cost=3.0), 0.0),
    (carried_out, dict(implemented=0.2, pledged=1.0, pace=0.2), 0.36),  # of the 0.8 still to do
    (carried_out, dict(implemented=0.6, pledged=0.5, pace=0.2), 0.5),
    (carried_out, dict(implemented=0.2, pledged=1.0, pace=0.0), 0.2),
]
BOUNDS = [(agreement_probability, 0, 1), (pledge_kept, 0, 1), (pace_of, 0, 1), (carried_out, 0, 1)]
NEUTRAL = [
    (agreement_probability, "agreement_difficulty", ("toxicity", "depth", "spread", "number", "floor_spread")),
    (agreement_probability, "depth_protection", ("depth",)),
    (pledge_kept, "turnover_lapse", ("turn", "depth")),
    (pledge_kept, "depth_protection", ("depth",)),
    (pace_of, "implementation", ("capacity", "stress")),
    (pace_of, "stress_cost", ("stress",)),
]


def test_neither_depth_nor_sameness_makes_agreement_certain(plain):
    sure = dict(
        toxicity=0.5, depth=1.0, spread=0.0, number=3.0, agreement_difficulty=1.2, depth_protection=0.95, floor_spread=0.02
    )
    assert plain(agreement_probability)(**sure) < 1.0


def test_a_pledge_is_never_carried_out_beyond_its_size(plain):
    for pledged in np.linspace(0, 1, 11):
        done = plain(carried_out)(1.0, pledged, 0.6)
        assert done <= pledged


@pytest.mark.parametrize("compiled", [True, False])
def test_pledges_a_quarter_on_and_the_capacity_that_carries_them_out(plain, compiled):
    work = work_off if compiled else plain(work_off)
    pledged, implemented = np.array([1.0, 0.5, 0.0]), np.array([0.4, 0.5, 0.0])
    capacity = np.zeros(3, [("capacity", float)]).view(np.recarray)
    capacity.capacity = [0.5, 0.8, 1.0]
    done = work(pledged, implemented, np.array([0.2, 0.2, 0.2]), 0.9, capacity)
    assert pledged == pytest.approx([0.9, 0.45, 0.0])
    assert implemented == pytest.approx([0.5, 0.45, 0.0])  # 0.4 + 0.2 * 0.5; what lapses cannot be carried out; nothing pledged
    assert done == pytest.approx(0.5 * 0.5 + 0.8 * 0.45)


def handed_out(plain, social, capacity=(0.5, 0.5, 0.5, 0.5)):
    """What four countries have once a forum of the first three, of this weight of the social model, hands out 0.4."""
    delivered = np.array([0.0, 0.5, 0.5, 0.2])
    circles = SimpleNamespace(
        members=np.array([[1.0, 1.0, 1.0, 0.0]]), implemented=np.array([[[1.0, 1.0, 0.0, 0.0]]]),
        economic_model=np.array([[0.0, social, 1.0 - social]]),
    )  # fmt: skip
    societies = SimpleNamespace(capacity=np.array(capacity))
    plain(hand_out)(0, 0, 0.4, 0.25, SimpleNamespace(model_equity=0.5), societies, circles, delivered)
    return delivered


def test_what_a_forum_delivers_adds_to_what_others_have(plain):
    # 0.4; 1 - 0.5 * 0.6; a member that does nothing rides free: 1 - 0.5 (1 - 0.4 * 0.25); outside nothing comes
    assert handed_out(plain, social=1.0) == pytest.approx([0.4, 0.7, 0.55, 0.2])


def test_a_social_model_gives_more_to_the_less_able(plain):
    uneven = (0.25, 0.75, 0.5, 0.1)
    # the first has half of the mean, the second half more: 0.4 * 1.25 and 0.4 * 0.75
    assert handed_out(plain, social=1.0, capacity=uneven) == pytest.approx([0.5, 0.65, 0.55, 0.2])
    assert handed_out(plain, social=0.0, capacity=uneven) == pytest.approx([0.4, 0.7, 0.55, 0.2])


POSITIONS, WEIGHTS = np.array([-0.5, 0.5, 1.0]), np.array([1.0, 3.0, 50.0])
HERE = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 0.0]])  # meeting 1 has the first two, meeting 0 nobody

# the mean is 0.25, so the two stand 0.75 and 0.25 from it with weights 1 and 3
SPREADS = [
    (1, False, math.sqrt((0.75**2 + 3 * 0.25**2) / 4)),
    (1, True, ((0.75**8 + 3 * 0.25**8) / 4) ** (1 / 8)),
    (0, False, 0.0),
    (0, True, 0.0),
]


@pytest.mark.parametrize("meeting, consensus, spread", SPREADS)
def test_spread_of_those_who_attend(both, meeting, consensus, spread):
    assert both(position_spread, POSITIONS, WEIGHTS, HERE, meeting, consensus) == pytest.approx(spread)


@pytest.mark.parametrize("consensus", [False, True])
def test_spread_is_nought_among_the_same_and_at_most_two(plain, consensus):
    chooser = np.random.default_rng(2)
    for _ in range(200):
        positions, weights = chooser.choice([-1.0, 1.0, 0.3], 5), chooser.uniform(0, 1, 5)
        there = chooser.integers(0, 2, (1, 5)).astype(float)
        assert 0.0 <= plain(position_spread)(positions, weights, there, 0, consensus) <= 2.0
        same = plain(position_spread)(np.full(5, 0.3), weights, there, 0, consensus)
        assert same == pytest.approx(0.0, abs=1e-12)
