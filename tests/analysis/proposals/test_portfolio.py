"""Effects, interactions, Shapley shares and regret of combinations, against games and tables with known answers."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertacion.analysis.proposals.factorial import interaction_weights, main_weights, pairs, shapley_weights, switched_on
from concertacion.analysis.proposals.portfolio import (
    Values,
    affordable,
    choices,
    frontier,
    interactions,
    main_effects,
    shapley,
    values_of,
)  # fmt: skip
from concertacion.analysis.proposals.summary import results_of
from concertacion.analysis.reports.proposals import interval


def test_bits_say_what_is_on():
    assert switched_on(2).tolist() == [[False, False], [True, False], [False, True], [True, True]]


def test_glove_game():
    """One has a left glove, two have a right one: 2/3, 1/6, 1/6 (Shapley's own kind of example)."""
    on = switched_on(3)
    worth = (on[:, 0] & (on[:, 1] | on[:, 2])).astype(float)
    assert shapley_weights(3) @ worth == pytest.approx([2 / 3, 1 / 6, 1 / 6])


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


def test_main_effects_and_interactions_of_a_known_function():
    on = switched_on(3).astype(float)
    worth = 2 * on[:, 0] - on[:, 1] + 4 * on[:, 0] * on[:, 2]
    assert main_weights(3) @ worth == pytest.approx([2 + 4 / 2, -1, 4 / 2])
    assert dict(zip(pairs(3), interaction_weights(3) @ worth, strict=True)) == pytest.approx({(0, 1): 0, (0, 2): 4, (1, 2): 0})


def planted(points=64, seed=0, noise=0.1):
    """Three proposals at points with independent noise: 0.2, 0.1 and nothing, and 0.3 more where the first two go together."""
    rng = np.random.default_rng(seed)
    on = switched_on(3).astype(float)
    gain = 0.2 * on[:, 0] + 0.1 * on[:, 1] + 0.3 * on[:, 0] * on[:, 1]
    return values_of("x", 2.0 * (1 + gain)[:, None, None] + rng.normal(0, noise, (1, points, 2)) * np.ones((8, 1, 1)))


def test_a_planted_interaction_is_found_with_its_size():
    result = interactions(planted())
    assert result.value == pytest.approx([0.3, 0.0, 0.0], abs=0.02)
    assert main_effects(planted()).value == pytest.approx([0.35, 0.25, 0.0], abs=0.02)
    assert shapley(planted()).value == pytest.approx([0.35, 0.25, 0.0], abs=0.02)
    assert (result.low <= result.value + 1e-12).all() and (result.value <= result.high + 1e-12).all()


def test_what_is_undefined_at_a_point_is_left_out():
    measured = np.ones((4, 3, 1))
    measured[1], measured[3] = 1.5, np.array([[2.0], [np.nan], [2.0]])
    values = values_of("x", measured)
    assert values.mean == pytest.approx([0.0, 0.5, 0.0, 1.0])
    assert shapley(values).value.sum() == pytest.approx(1.0)
    assert choices(values, [1, 1], 2)[0].on == (0, 1)
    assert values.undefined == 1


def test_an_outcome_without_any_value_costs_the_others_nothing(recwarn):
    nothing = np.full((4, 3, 1), np.nan)
    results = results_of(
        ["a", "b"], [1, 1], 2, [values_of("x", np.arange(12.0).reshape(4, 3, 1) + 1), values_of("gone", nothing)]
    )
    assert interval(results.shares[1], 0) == ("no value", "") and interval(results.shares[0], 0)[0].endswith("%")
    assert results.gaps == ["Gone has no value at 3 of 3 points, where there was nothing to divide by."] and not recwarn.list


def test_regret():
    gains = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 3.0, 2.0]])
    values = Values("x", gains)
    assert affordable([1, 1], 1).tolist() == [0, 1, 2]
    by_choice = {choice.on: choice for choice in choices(values, [1, 1], 1)}
    assert by_choice[()].mean_regret == 2.0 and by_choice[()].most_regret == 3.0
    assert by_choice[0,].mean_regret == 1.5 and by_choice[1,].mean_regret == 0.5
    assert choices(values, [1, 1], 1)[0].on == (1,)
    assert [choice.on for choice in frontier(values, [1, 2])] == [(), (0,), (1,)]


def test_costs_decide_what_can_be_had():
    assert affordable([1, 2.5, 0.5], 1.5).tolist() == [0, 1, 4, 5]
