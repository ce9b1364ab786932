"""Response curves and what a budget buys, against curves with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.analysis.proposals.curves import DOSES, Curves, bought, common_budget, curves_of, doses_for, turns
from concertacion.analysis.proposals.resampling import Estimates
from concertacion.analysis.reports.proposals import interval

X = np.array(DOSES)
POINTS = 8


def curves(money, gain):
    """Curves that are the same at every point: rows of money and gain by dose."""
    spread = np.ones(POINTS)
    names = tuple("abcdefgh"[: len(money)])
    return Curves(names, np.array(money)[..., None] * spread, {"x": np.array(gain)[..., None] * spread})


TWO = curves([0.4 * X, 0.2 * X], [0.8 * X, 0.2 * X])  # 2 and 1 for a unit of money


def test_a_budget_buys_what_the_curve_says():
    assert common_budget(TWO) == pytest.approx((0.2 + 0.1) / 2)
    assert bought(TWO, "x", 0.1).value == pytest.approx([0.2, 0.1])
    assert doses_for(TWO.spent, 0.1) == pytest.approx([0.25, 0.5])
    assert bought(TWO, "x", 0.3).value == pytest.approx([0.6, 0.2])  # the second can spend no more than 0.2
    assert doses_for(TWO.spent, 0.3) == pytest.approx([0.75, 1.0])


def test_intervals_are_of_points():
    noisy = TWO._replace(gains={"x": TWO.gains["x"] + np.linspace(-0.1, 0.1, POINTS) * (X > 0)[:, None]})
    one = bought(noisy, "x", 0.1)
    assert one.value == pytest.approx([0.2, 0.1], abs=1e-9)
    assert (one.low < one.value).all() and (one.value < one.high).all() and (one.high - one.low < 0.2).all()


def test_a_ranking_turns_at_the_ratio_of_what_money_buys():
    (turn,) = turns(TWO, "x", 0.1)
    assert (turn.ahead, turn.behind) == ("a", "b") and turn.ratio == pytest.approx(2.0, rel=0.01)
    saturated = curves([0.4 * X, 0.2 * X], [np.array([0, 0.5, 0.5, 0.5, 0.5]), 0.2 * X])
    assert turns(saturated, "x", 0.2)[0].ratio == pytest.approx(0.2 / 0.04, rel=0.01)  # 0.2 is bought with 0.04
    harmful = curves([0.4 * X, 0.2 * X], [0.8 * X, -0.2 * X])
    assert np.isinf(turns(harmful, "x", 0.1)[0].ratio)


def test_curves_begin_with_the_control_and_money_is_counted_beyond_it():
    rng = np.random.default_rng(1)
    base, arms = rng.uniform(0.5, 1.5, (1, POINTS, 2)), 1 + 2 * (len(DOSES) - 1)
    doses = np.array([0.0, *X[1:], *X[1:]])[:, None, None]
    kind = np.array([0.0, 1, 1, 1, 1, 2, 2, 2, 2])[:, None, None]
    spent = 0.05 + 0.4 * doses * (kind == 1) + np.zeros((arms, POINTS, 2))
    unmeasured = 0.3 * doses * (kind == 2) + np.zeros((arms, POINTS, 2))
    measured = curves_of(["a", "b"], spent, unmeasured, {"x": base * (1 + 0.5 * doses * (kind == 1))})
    assert (measured.money[:, 0] == 0).all() and (measured.gains["x"][:, 0] == 0).all()
    assert measured.spent == pytest.approx(np.array([0.4 * X, 0.3 * X]))
    assert measured.gains["x"].mean(axis=-1) == pytest.approx(np.array([0.5 * X, 0 * X]))


def test_money_never_falls_with_the_dose():
    assert curves([[0, 0.2, 0.1, 0.3, 0.2]], [5 * [0.0]]).spent.tolist() == [[0, 0.2, 0.2, 0.3, 0.3]]
    assert curves([[0, -0.1, -0.2, -0.1, -0.3]], [5 * [0.0]]).spent.tolist() == [5 * [0.0]]


def test_a_gain_that_rounds_to_nothing_has_no_minus():
    told = interval(Estimates(np.array([-0.0004]), np.array([-0.02]), np.array([0.0004])), 0)
    assert told == ("+0.0%", "-2.0% to +0.0%")
