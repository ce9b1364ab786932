import math

import numpy as np
import pytest

from sim.mechanisms.agreements import agreement_probability, carried_out, pledge_kept, position_spread

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
    # 0.9 * exp(-0.8 * 1 * 0.75)
    (pledge_kept, dict(turn=-1.0, depth=0.5, lapse=0.1, turnover_lapse=0.8, depth_protection=0.5), 0.49393047248462376),
    (
        pledge_kept,
        dict(turn=0.5, depth=0.5, lapse=0.1, turnover_lapse=0.8, depth_protection=0.5),
        0.6667363986135461,
    ),  # exp(-0.3)
    (pledge_kept, dict(turn=0.0, depth=0.5, lapse=0.1, turnover_lapse=0.8, depth_protection=0.5), 0.9),
    (pledge_kept, dict(turn=0.0, depth=0.5, lapse=0.0, turnover_lapse=0.8, depth_protection=0.5), 1.0),
    # pace 0.5 * 0.5 * (1 - 0.5 * 0.4) = 0.2 of the 0.8 still to do
    (carried_out, dict(implemented=0.2, pledged=1.0, capacity=0.5, stress=0.4, implementation=0.5, stress_cost=1.0), 0.36),
    (carried_out, dict(implemented=0.2, pledged=1.0, capacity=0.5, stress=0.4, implementation=0.5, stress_cost=0.0), 0.4),
    (carried_out, dict(implemented=0.6, pledged=0.5, capacity=0.5, stress=0.4, implementation=0.5, stress_cost=1.0), 0.5),
    (carried_out, dict(implemented=0.2, pledged=1.0, capacity=1.0, stress=1.0, implementation=0.6, stress_cost=2.0), 0.2),
]
BOUNDS = [(agreement_probability, 0, 1), (pledge_kept, 0, 1), (carried_out, 0, 1)]
NEUTRAL = [
    (agreement_probability, "agreement_difficulty", ("toxicity", "depth", "spread", "number", "floor_spread")),
    (agreement_probability, "depth_protection", ("depth",)),
    (pledge_kept, "turnover_lapse", ("turn", "depth")),
    (pledge_kept, "depth_protection", ("depth",)),
    (carried_out, "implementation", ("capacity", "stress")),
    (carried_out, "stress_cost", ("stress",)),
]


@pytest.mark.parametrize("formula, arguments, answer", KNOWN)
def test_known_answer(plain, formula, arguments, answer):
    assert plain(formula)(**arguments) == pytest.approx(answer, abs=1e-12)


@pytest.mark.parametrize("formula, low, high", BOUNDS)
def test_bounds(within, formula, low, high):
    within(formula, low, high)


@pytest.mark.parametrize("formula, parameter, deaf_to", NEUTRAL)
def test_neutral_value(silenced, formula, parameter, deaf_to):
    silenced(formula, parameter, deaf_to)


def test_neither_depth_nor_sameness_makes_agreement_certain(plain):
    sure = dict(
        toxicity=0.5, depth=1.0, spread=0.0, number=3.0, agreement_difficulty=1.2, depth_protection=0.95, floor_spread=0.02
    )
    assert plain(agreement_probability)(**sure) < 1.0


def test_a_pledge_is_never_carried_out_beyond_its_size(plain):
    for pledged in np.linspace(0, 1, 11):
        done = plain(carried_out)(1.0, pledged, 1.0, 0.0, 0.6, 0.0)
        assert done <= pledged


POSITIONS, WEIGHTS = np.array([-0.5, 0.5, 1.0]), np.array([1.0, 3.0, 50.0])
HERE = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 0.0]])  # meeting 1 has the first two, meeting 0 nobody

# the mean is 0.25, so the two stand 0.75 and 0.25 from it with weights 1 and 3
SPREADS = [
    (1, 0.0, 0.0, math.sqrt((0.75**2 + 3 * 0.25**2) / 4)),
    (1, 1.0, 0.0, ((0.75**8 + 3 * 0.25**8) / 4) ** (1 / 8)),
    (1, 0.0, 1.0, 0.5),
    (1, 1.0, 1.0, 1.0),
    (0, 0.0, 0.0, 0.0),
    (0, 1.0, 1.0, 0.0),
]


@pytest.mark.parametrize("meeting, consensus, agreement_by, spread", SPREADS)
def test_spread_of_those_who_attend(both, meeting, consensus, agreement_by, spread):
    assert both(position_spread, POSITIONS, WEIGHTS, HERE, meeting, consensus, agreement_by) == pytest.approx(spread)


@pytest.mark.parametrize("consensus", [0.0, 1.0])
@pytest.mark.parametrize("agreement_by", [0.0, 1.0])
def test_spread_is_nought_among_the_same_and_at_most_two(plain, consensus, agreement_by):
    chooser = np.random.default_rng(2)
    for _ in range(200):
        positions, weights = chooser.choice([-1.0, 1.0, 0.3], 5), chooser.uniform(0, 1, 5)
        there = chooser.integers(0, 2, (1, 5)).astype(float)
        assert 0.0 <= plain(position_spread)(positions, weights, there, 0, consensus, agreement_by) <= 2.0
        same = plain(position_spread)(np.full(5, 0.3), weights, there, 0, consensus, agreement_by)
        assert same == pytest.approx(0.0, abs=1e-12)
