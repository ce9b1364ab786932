"""Shapley shares, shared budgets and regret of combinations, against games and tables with known answers."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertacion.analysis.proposals.factorial import pairs, shapley_weights, switched_on
from concertacion.analysis.proposals.portfolio import Values, choices, shapley, splits, values_of
from concertacion.analysis.proposals.resampling import Estimates
from concertacion.analysis.proposals.summary import order_in_words


def test_bits_say_what_is_on():
    assert switched_on(2).tolist() == [[False, False], [True, False], [False, True], [True, True]]


def test_glove_game():
    """One has a left glove, two have a right one: 2/3, 1/6, 1/6 (Shapley's own kind of example)."""
    on = switched_on(3)
    worth = (on[:, 0] & (on[:, 1] | on[:, 2])).astype(float)
    assert shapley_weights(3) @ worth == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@settings(deadline=None)
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_shapley_shares_add_up_and_match_the_definition(n, seed):
    worth = np.random.default_rng(seed).normal(size=2**n)
    share = shapley_weights(n) @ worth
    assert share.sum() == pytest.approx(worth[-1] - worth[0], abs=1e-9)
    by_definition = np.zeros(n)
    for i in range(n):
        for combination in range(2**n):
            if not combination >> i & 1:
                size = combination.bit_count()
                weight = factorial(size) * factorial(n - size - 1) / factorial(n)
                by_definition[i] += weight * (worth[combination | 1 << i] - worth[combination])
    assert share == pytest.approx(by_definition, abs=1e-9)


def test_ten_shares_add_up_to_a_billionth():
    worth = np.random.default_rng(1).normal(size=1024)
    assert abs((shapley_weights(10) @ worth).sum() - (worth[-1] - worth[0])) < 1e-9


def planted(gain, points=64, seed=0, noise=0.1):
    """Values of a gain by combination at points with independent noise, the same in every combination."""
    luck = np.random.default_rng(seed).normal(0, noise, (1, points, 2))
    return values_of("x", 2.0 * (1 + np.asarray(gain))[:, None, None] + luck)


def test_shares_add_up_to_the_gain_of_all_and_to_one():
    on = switched_on(3).astype(float)
    shares = shapley(planted(0.2 * on[:, 0] + 0.1 * on[:, 1] + 0.3 * on[:, 0] * on[:, 1]))
    assert shares.together.value == pytest.approx([0.6], abs=0.02)
    assert shares.added.value == pytest.approx([0.35, 0.25, 0.0], abs=0.02)
    assert shares.parts.value.sum() == pytest.approx(1.0) and shares.parts.value == pytest.approx([7 / 12, 5 / 12, 0], abs=0.01)
    assert (shares.added.low <= shares.added.value + 1e-12).all() and (shares.added.value <= shares.added.high + 1e-12).all()


def test_shares_are_told_only_as_parts_of_a_whole():
    on = switched_on(2).astype(float)
    assert shapley(planted(0.2 * on[:, 0] + 0.1 * on[:, 1])).told is not None
    odd = shapley(planted(0.3 * on[:, 0] - 0.1 * on[:, 1]))
    assert odd.parts.value == pytest.approx([1.5, -0.5], abs=0.05) and odd.told is None
    assert shapley(planted(np.zeros(4))).told is None


def test_an_order_says_how_many_neighbours_overlap():
    alone = Estimates(np.array([0.1, 0.3, 0.2, np.nan]), np.array([0.05, 0.25, 0.1, 0.0]), np.array([0.15, 0.35, 0.28, 1.0]))
    assert order_in_words(alone) == "Order of means; by their intervals no two neighbours can be distinguished."
    one = alone._replace(high=np.array([0.15, 0.35, 0.24, 1.0]))
    assert order_in_words(one) == "Order of means; by their intervals 1 of 2 pairs of neighbours cannot be distinguished."
    apart = alone._replace(high=np.array([0.09, 0.35, 0.24, 1.0]))
    assert order_in_words(apart) == "Order of means; by their intervals all neighbours can be distinguished."


def test_there_are_no_shares_of_a_gain_that_may_be_nothing():
    assert shapley(planted(np.zeros(8))).parts is None
    assert shapley(planted(-0.1 * switched_on(3).sum(axis=1))).parts is None


def test_sharing_a_budget_is_held_against_the_better_of_the_two():
    gain = np.array([0, 0.2, 0.1, 0.35, 0.4, 0.3, 0.4, 0.5])
    found = dict(zip(pairs(3), splits(planted(gain)).value, strict=True))
    assert found == pytest.approx({(0, 1): 0.15, (0, 2): -0.1, (1, 2): 0.0}, abs=0.02)


def test_what_is_undefined_at_a_point_is_left_out():
    measured = np.ones((4, 3, 1))
    measured[1], measured[3] = 1.5, np.array([[2.0], [np.nan], [2.0]])
    values = values_of("x", measured)
    assert values.mean == pytest.approx([0.0, 0.5, 0.0, 1.0])
    assert shapley(values).added.value.sum() == pytest.approx(1.0)
    assert choices(values)[0].on == (0, 1) and values.undefined == 1


def test_an_outcome_without_any_value_costs_nothing(recwarn):
    gone = values_of("gone", np.full((4, 3, 1), np.nan))
    assert shapley(gone).parts is None and np.isnan(choices(gone)[0].gain) and gone.undefined == 3 and not recwarn.list


def test_regret():
    values = Values("x", np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 3.0, 2.0]]).T)
    by_choice = {choice.on: choice for choice in choices(values)}
    assert by_choice[()].mean_regret == 2.0 and by_choice[()].most_regret == 3.0
    assert by_choice[0,].mean_regret == 1.5 and by_choice[1,].mean_regret == 0.5
    assert choices(values)[0].mean_regret == 0.5 and choices(values)[0].on == (1,)  # of two alike the smaller
