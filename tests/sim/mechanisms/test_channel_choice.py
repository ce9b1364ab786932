"""The choice among channels: nested, exclusive, and by whom the draws are shared."""

import math
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

from concertacion.sim.draws import CHOICE, Address, three
from concertacion.sim.mechanisms.channels import (
    COMMIT,
    JOIN,
    NEITHER,
    choose,
    choose_locally,
    decide,
    happens,
    nested_choice,
    one_channel,
    pick,
)
from concertacion.sim.state import DEMOCRACY

LOG_2, LOG_3, LOG_4 = math.log(2), math.log(3), math.log(4)

# (u, v, minilateral group, commit, can commit, rationality, nest), the choice
NESTED = [
    # nest 1 is the plain logit 1 : 2 : 3, so 5/6 engage and 3/5 of them commit
    ((0.83, 0.59, LOG_2, LOG_3, True, 1.0, 1.0), COMMIT),
    ((0.83, 0.61, LOG_2, LOG_3, True, 1.0, 1.0), JOIN),
    ((0.84, 0.59, LOG_2, LOG_3, True, 1.0, 1.0), NEITHER),
    # nest 1/2: the inclusive value is ln(2 + 7) / 2 = ln 3, so 3/4 engage and 7/9 of them commit
    ((0.74, 0.77, LOG_2 / 2, math.log(7) / 2, True, 1.0, 0.5), COMMIT),
    ((0.74, 0.78, LOG_2 / 2, math.log(7) / 2, True, 1.0, 0.5), JOIN),
    ((0.76, 0.77, LOG_2 / 2, math.log(7) / 2, True, 1.0, 0.5), NEITHER),
    # one option alone: a binary logit, whatever the nest
    ((0.74, 0.0, LOG_3, 9.0, False, 1.0, 0.5), JOIN),
    ((0.76, 0.0, LOG_3, 9.0, False, 1.0, 0.5), NEITHER),
    ((0.74, 0.0, LOG_3 / 2, 9.0, False, 2.0, 0.3), JOIN),
    # extremes
    ((1e-9, 0.5, -60.0, -60.0, True, 10.0, 0.2), NEITHER),
    ((1 - 1e-9, 0.5, 60.0, 59.0, True, 10.0, 0.2), JOIN),
    ((1 - 1e-9, 0.5, 59.0, 60.0, True, 10.0, 0.2), COMMIT),
]


HAPPENS = [
    (0.74, LOG_3, True),
    (0.76, LOG_3, False),
    (0.49, 0.0, True),
    (0.51, 0.0, False),
    (1e-9, -800.0, False),
    (0.999, 800.0, True),
]


@pytest.mark.parametrize("u, utility, answer", HAPPENS)
def test_happens_with_the_probability_of_a_logit(both, u, utility, answer):
    assert both(happens, u, utility) == answer


@pytest.mark.parametrize("arguments, choice", NESTED)
def test_nested_choice(both, arguments, choice):
    assert both(nested_choice, *arguments) == choice


def tally(plain, rationality, nest, minilateral, commit, steps=200):
    """Shares of neither, minilateral group and commit over a grid of both uniforms."""
    marks = [(step + 0.5) / steps for step in range(steps)]
    counts = [0, 0, 0]
    for u in marks:
        for v in marks:
            counts[plain(nested_choice)(u, v, minilateral, commit, True, rationality, nest)] += 1
    return [count / steps**2 for count in counts]


def test_without_rationality_the_choice_of_presidents_is_uniform(plain):
    assert tally(plain, rationality=0.0, nest=1.0, minilateral=5.0, commit=-3.0) == pytest.approx([1 / 3] * 3, abs=0.01)


def test_without_rationality_a_nest_weighs_less_than_its_two_options(plain):
    # the nest is worth nest * ln 2: its odds against neither are 2**nest
    engaged = math.sqrt(2) / (1 + math.sqrt(2))
    shares = tally(plain, rationality=0.0, nest=0.5, minilateral=5.0, commit=-3.0)
    assert shares == pytest.approx([1 - engaged, engaged / 2, engaged / 2], abs=0.01)


# (u, technical, minilateral group, commit, can commit, rationality), the choice: logit 1 : 2 : 3 : 4
EXCLUSIVE = [
    ((0.09, LOG_4, LOG_2, LOG_3, True, 1.0), 0),
    ((0.11, LOG_4, LOG_2, LOG_3, True, 1.0), 1),
    ((0.29, LOG_4, LOG_2, LOG_3, True, 1.0), 1),
    ((0.31, LOG_4, LOG_2, LOG_3, True, 1.0), 2),
    ((0.59, LOG_4, LOG_2, LOG_3, True, 1.0), 2),
    ((0.61, LOG_4, LOG_2, LOG_3, True, 1.0), 3),
    ((0.14, LOG_4, LOG_2, LOG_3, False, 1.0), 0),  # 1 : 2 : 4
    ((0.42, LOG_4, LOG_2, LOG_3, False, 1.0), 1),
    ((0.44, LOG_4, LOG_2, LOG_3, False, 1.0), 3),
    ((0.09, LOG_4 / 2, LOG_2 / 2, LOG_3 / 2, True, 2.0), 0),  # twice the rationality, half the utilities
    ((0.11, LOG_4 / 2, LOG_2 / 2, LOG_3 / 2, True, 2.0), 1),
    ((0.59, LOG_4 / 2, LOG_2 / 2, LOG_3 / 2, True, 2.0), 2),
    ((0.61, LOG_4 / 2, LOG_2 / 2, LOG_3 / 2, True, 2.0), 3),
    ((0.24, 9.0, 5.0, -3.0, True, 0.0), 0),  # uniform without rationality
    ((0.26, 9.0, 5.0, -3.0, True, 0.0), 1),
    ((0.51, 9.0, 5.0, -3.0, True, 0.0), 2),
    ((0.76, 9.0, 5.0, -3.0, True, 0.0), 3),
    ((0.32, 9.0, 5.0, 60.0, False, 0.0), 0),  # and over what there is
    ((0.34, 9.0, 5.0, 60.0, False, 0.0), 1),
    ((0.67, 9.0, 5.0, 60.0, False, 0.0), 3),
    # nothing overflows, and what nobody may do weighs nothing however much it is worth
    ((1 - 1e-9, -60.0, -60.0, -60.0, True, 10.0), 0),
    ((1e-9, -60.0, 60.0, -60.0, True, 10.0), 1),
    ((1e-9, 60.0, -60.0, -60.0, True, 10.0), 3),
    ((1 - 1e-9, -60.0, -60.0, 60.0, False, 10.0), 0),
]


@pytest.mark.parametrize("arguments, choice", EXCLUSIVE)
def test_one_channel(both, arguments, choice):
    assert both(one_channel, *arguments) == choice


@pytest.mark.parametrize("u", [0.001, 0.3, 0.6, 0.999])
def test_a_far_better_channel_is_always_chosen(plain, u):
    # the odds of 12 against 6 at rationality 10 are exp(60)
    assert plain(one_channel)(u, 0.0, 6.0, 12.0, True, 10.0) == COMMIT


class Choosing(NamedTuple):
    """The parameters of a choice, as plain Python and compiled code both take them."""

    channels: float
    rationality: float
    nest: float


ALONE, OPEN, NO_SUMMIT = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 1.0, 0.0)
FREE, FORCED = Choosing(0.0, 1.0, 1.0), Choosing(1.0, 1.0, 1.0)
WORTH = (LOG_4, LOG_2, LOG_3)  # technical work, a minilateral group, a summit

# (t, u, v, utilities, what is open, parameters), the choice
DECISIONS = [
    # free to use two channels: 4/5 work together; the president's logit is 1 : 2 : 3
    ((0.79, 0.83, 0.59, WORTH, OPEN, FREE), (1, COMMIT)),
    ((0.79, 0.83, 0.61, WORTH, OPEN, FREE), (1, JOIN)),
    ((0.79, 0.84, 0.59, WORTH, OPEN, FREE), (1, NEITHER)),
    ((0.81, 0.83, 0.59, WORTH, OPEN, FREE), (0, COMMIT)),
    ((0.81, 0.84, 0.59, WORTH, OPEN, FREE), (0, NEITHER)),
    ((0.79, 0.66, 0.01, WORTH, NO_SUMMIT, FREE), (1, JOIN)),  # no summit to commit at: 2/3 call a minilateral group
    ((0.81, 0.67, 0.01, WORTH, NO_SUMMIT, FREE), (0, NEITHER)),
    # one channel only: 1 : 2 : 3 : 4 by the one draw u, whatever t and v are
    ((0.01, 0.09, 0.01, WORTH, OPEN, FORCED), (0, NEITHER)),
    ((0.01, 0.11, 0.01, WORTH, OPEN, FORCED), (0, JOIN)),
    ((0.01, 0.31, 0.99, WORTH, OPEN, FORCED), (0, COMMIT)),
    ((0.99, 0.61, 0.01, WORTH, OPEN, FORCED), (1, NEITHER)),
    ((0.01, 0.42, 0.01, WORTH, NO_SUMMIT, FORCED), (0, JOIN)),  # 1 : 2 : 4
    ((0.01, 0.44, 0.01, WORTH, NO_SUMMIT, FORCED), (1, NEITHER)),
    # nobody is there
    ((0.0, 0.0, 0.0, WORTH, ALONE, FREE), (0, NEITHER)),
    ((1.0, 1.0, 1.0, WORTH, ALONE, FORCED), (0, NEITHER)),
]


@pytest.mark.parametrize("arguments, choice", DECISIONS)
def test_decide(both, arguments, choice):
    assert tuple(both(decide, *arguments)) == choice


@pytest.mark.parametrize("exclusive", [0.0, 1.0])
def test_a_country_alone_never_cooperates(plain, exclusive):
    p = Choosing(channels=exclusive, rationality=3.0, nest=0.7)
    for quarter in range(50):
        assert tuple(plain(pick)(2, (5.0, 5.0, 5.0), ALONE, p, Address(1, 0, quarter), 77)) == (0, NEITHER)


def test_a_country_that_nobody_forces_to_choose_may_use_two_channels(plain):
    p = Choosing(channels=0.0, rationality=10.0, nest=0.7)
    assert tuple(plain(pick)(2, (5.0, -5.0, 5.0), OPEN, p, Address(1, 0, 0), 77)) == (1, COMMIT)
    p = p._replace(channels=1.0)
    picked = {tuple(plain(pick)(2, (5.0, -5.0, 5.0), OPEN, p, Address(1, 0, quarter), 77)) for quarter in range(40)}
    assert picked == {(1, NEITHER), (0, COMMIT)}


@pytest.mark.parametrize("exclusive", [0.0, 1.0])
def test_choices_follow_draws_of_the_country_and_domain_alone(plain, exclusive):
    """A country's own choice, the whole region's, and the draws at their addresses make one and the same choice."""
    p, address, keys = Choosing(exclusive, 1.0, 0.7), Address(4, 2, 9), np.array([77, 5, 300, 12])
    chooser = np.random.default_rng(3)
    choices = SimpleNamespace(
        utility=chooser.uniform(-2, 2, (3, 5, 4)), partners=np.array([1.0, 1.0, 0.0, 1.0]),
        venue=chooser.integers(-1, 2, (5, 4)), technical=np.full((5, 4), 9), president=np.full((5, 4), 9),
    )  # fmt: skip
    for lo, hi in ((0, 3), (3, 4)):
        plain(choose)(lo, hi, p, address, SimpleNamespace(keys=keys), choices, SimpleNamespace(draws=np.zeros((3, 4))))
    for k in range(5):
        for i, key in enumerate(keys):
            worth = tuple(choices.utility[:, k, i])
            there = (choices.partners[i], choices.partners[i], 1.0 if choices.venue[k, i] >= 0 else 0.0)
            expected = tuple(plain(decide)(*three(address, CHOICE, key, k), worth, there, p))
            assert (choices.technical[k, i], choices.president[k, i]) == expected
            assert tuple(plain(pick)(k, worth, there, p, address, key)) == expected


@pytest.mark.parametrize("wanted, courts, works", [(0.3, 0.0, 0.3), (0.3, 1.0, 0.5), (0.8, 1.0, 0.8)])
def test_courts_work_on_democracy_whatever_their_government_wants(plain, wanted, courts, works):
    """With norms of .5 and full support, officials work with probability max(wanted, .5)."""
    number, p = 2000, SimpleNamespace(courts=courts, subnational=0.0)
    setting, issues = SimpleNamespace(keys=np.arange(1, number + 1)), SimpleNamespace(norms=np.full(7, 0.5))
    address = Address(3, 1, 4)
    choices = SimpleNamespace(
        local=np.ones((7, number)), partners=np.ones(number), technical=np.zeros((7, number), dtype=np.int64)
    )  # fmt: skip
    draws = np.array([three(address, CHOICE, key, DEMOCRACY)[0] for key in setting.keys])
    choices.technical[DEMOCRACY] = draws < wanted
    plain(choose_locally)(0, number, p, address, setting, issues, choices)
    assert abs(choices.technical[DEMOCRACY].mean() - works) < 3.0 * 0.5 / math.sqrt(number)
    assert not choices.local.any() and choices.technical.sum() == choices.technical[DEMOCRACY].sum()
