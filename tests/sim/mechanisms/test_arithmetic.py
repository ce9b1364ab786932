import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertacion.sim.mechanisms.arithmetic import (
    bounded,
    choice_probability,
    covered,
    dot,
    heads,
    largest,
    learned,
    logistic,
    reach,
    share,
    total,
    toward,
)

SAMPLED = settings(deadline=None, derandomize=True, database=None)
LOG_3 = 1.0986122886681098  # odds of three to one

KNOWN = [
    (bounded, dict(value=2.0, low=-1.0, high=1.0), 1.0),
    (bounded, dict(value=-3.0, low=-1.0, high=1.0), -1.0),
    (bounded, dict(value=0.25, low=-1.0, high=1.0), 0.25),
    (share, dict(value=1.5), 1.0),
    (share, dict(value=-0.1), 0.0),
    (share, dict(value=0.3), 0.3),
    (logistic, dict(utility=0.0), 0.5),
    (logistic, dict(utility=LOG_3), 0.75),
    (logistic, dict(utility=-LOG_3), 0.25),
    (logistic, dict(utility=1e4), 1.0),
    (logistic, dict(utility=-1e4), 0.0),
    (choice_probability, dict(rationality=2.0, utility=LOG_3 / 2), 0.75),
    (choice_probability, dict(rationality=0.0, utility=50.0), 0.5),
    (toward, dict(value=1.0, target=3.0, rate=0.25), 1.5),
    (toward, dict(value=1.0, target=3.0, rate=0.0), 1.0),
    (toward, dict(value=1.0, target=3.0, rate=1.0), 3.0),
    (learned, dict(faith=0.4, seen=1.0, learning_rate=0.5, faith_floor=0.1), 0.7),
    (learned, dict(faith=0.4, seen=0.0, learning_rate=0.5, faith_floor=0.1), 0.2),
    (learned, dict(faith=0.12, seen=0.0, learning_rate=0.5, faith_floor=0.1), 0.1),
    (covered, dict(others=0.4, part=0.25, own=0.8), 0.5),  # 0.75 * 0.4 + 0.25 * 0.8
    (covered, dict(others=0.0, part=0.25, own=0.8), 0.0),  # nobody cooperates alone
    (reach, dict(coverage=0.25, returns=2.0), 1 / 7),
    (reach, dict(coverage=0.25, returns=0.5), 0.4),
    (reach, dict(coverage=0.25, returns=1.0), 0.25),
    (reach, dict(coverage=0.0, returns=0.5), 0.0),
    (reach, dict(coverage=1.0, returns=1.3), 1.0),
    (reach, dict(coverage=4.0, returns=2.0), 1.0),
]
BOUNDS = [(covered, 0, 1), (share, 0, 1), (logistic, 0, 1), (choice_probability, 0, 1), (learned, 0, 1), (reach, 0, 1)]
NEUTRAL = [(choice_probability, "rationality", ("utility",))]


@SAMPLED
@given(st.floats(-700, 700))
def test_the_two_options_of_a_logit_sum_to_one(utility):
    assert logistic(utility) + logistic(-utility) == pytest.approx(1.0, abs=1e-15)


@SAMPLED
@given(st.floats(1e-6, 1), st.floats(1e-6, 1), st.floats(0.5, 2))
def test_more_capacity_never_delivers_less(one, other, returns):
    less, more = sorted((one, other))
    assert reach(less, returns) <= reach(more, returns)


def test_compiled_formulas_give_the_interpreted_answers(both):
    assert both(logistic, 0.7) == pytest.approx(1 / (1 + math.exp(-0.7)))
    assert both(reach, 0.3, 1.15) == pytest.approx(0.3 / (0.3 + 1.15 * 0.7))
    assert both(toward, 0.2, 0.6, 0.1) == pytest.approx(0.24)
    assert both(learned, 0.5, 1.0, 0.1, 0.1) == pytest.approx(0.55)


def test_sums_run_from_first_to_last(both):
    """In that order and no other: 1 is lost beside 1e16, and 1e16 - 1e16 leaves what comes after."""
    assert both(total, np.array([1.0, 1e16, -1e16, 3.0])) == 3.0
    assert both(total, np.array([1e16, -1e16, 1.0, 3.0])) == 4.0
    assert both(dot, np.array([1.0, 2.0, -3.0]), np.array([0.5, 4.0, 1.0])) == 5.5


def test_counts_and_the_largest(both):
    assert both(heads, np.array([1.0, 0.0, 1.0, 1.0])) == 3.0 and both(heads, np.zeros(2)) == 0.0
    assert both(largest, np.array([-0.4, -0.1, -0.3])) == -0.1
