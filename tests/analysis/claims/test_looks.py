"""Looks at a point: how sure each must be, so that all together err no more often than one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm, t
from tests.analysis.claims.planted import claim, runs

from concertacion.analysis.claims.formula import make_condition
from concertacion.analysis.claims.looks import SPENDING, confidence_at, levels_of, looks_to
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.settling import unsettled

LOOKS = (4, 8, 16, 32)


def test_twice_as_many_each_time_up_to_the_limit():
    assert looks_to(4, 32) == LOOKS and looks_to(4, 12) == (4, 8, 12) and looks_to(8, 8) == (8,)


def test_one_look_is_a_fixed_design_and_a_shorter_point_is_judged_as_at_the_next_look():
    assert levels_of((8,), 0.05) == pytest.approx((0.05,)) and confidence_at(64, (), 0.95) == 0.95
    assert confidence_at(7, LOOKS, 0.95) == confidence_at(8, LOOKS, 0.95) > confidence_at(32, LOOKS, 0.95) > 0.95


def test_two_looks_spend_their_error_by_the_bivariate_normal():
    """Against another way to the same numbers: the distribution of both scores together."""
    first, second = (norm.isf(level / 2) for level in levels_of((4, 8), 0.05))
    together = multivariate_normal([0, 0], [[1, np.sqrt(0.5)], [np.sqrt(0.5), 1]])
    assert 2 * norm.sf(first) == pytest.approx(0.05 * 0.5**SPENDING, abs=1e-6)
    assert together.cdf([first, second], lower_limit=[-first, -second]) == pytest.approx(0.95, abs=1e-4)


def test_all_intervals_of_a_point_miss_the_truth_together_one_time_in_twenty():
    pairs = np.random.default_rng(1).normal(size=(40_000, LOOKS[-1]))
    missed = np.zeros(len(pairs), bool)
    for look, level in zip(LOOKS, levels_of(LOOKS, 0.05), strict=True):
        part = pairs[:, :look]
        missed |= np.abs(part.mean(1)) > t.isf(level / 2, look - 1) * part.std(1, ddof=1) / np.sqrt(look)
    assert missed.mean() == pytest.approx(0.05, abs=0.005)


def test_a_point_goes_on_while_it_may_yet_say_something_else():
    effect = np.array([0.5, 0.0, 0.1, -0.5])  # beyond, within, at the smallest of interest, and the other way
    measured = runs(effect, 16, 1)._replace(looks=LOOKS)
    assert unsettled(claim(), measured).tolist() == [False, False, True, False]
    alike = Runs({name: np.ones((1, 4)) for name in measured.values}, LOOKS)
    assert unsettled(claim(), alike).tolist() == [True]  # what is rare may not have happened yet


@pytest.mark.parametrize("level", [0.0, 0.1, 2.0])
def test_a_control_that_was_the_same_in_a_few_pairs_does_not_say_for_sure_where_the_claim_applies(level):
    """A count of none, or of all, in four runs; a tenth, for which rounding looks like variance."""
    told = claim()._replace(applies=make_condition("off.x >= 1", {"off": {}}, {"x": ""}, "here"))
    noise = np.array([[0.01, -0.01, 0.02, -0.02]])
    off = np.full((2, 4), level)
    varied = off + noise * [[0.0], [1.0]]
    some = Runs({("off", "x"): varied, ("on", "x"): varied + 0.5 + 0.01 * noise}, LOOKS)
    assert unsettled(told, some).tolist() == [True, False]
    never = Runs({("off", "x"): off, ("on", "x"): off + 0.5 + 0.01 * noise}, LOOKS)
    assert unsettled(told, never).tolist() == [False, False]  # no chance in it: it follows from the parameters


def test_a_point_goes_on_until_it_is_sure_whether_the_claim_applies():
    where = make_condition("off.x >= 1", {"off": {}}, {"x": ""}, "here")
    told = claim()._replace(applies=where)
    noise = np.array([[1.0, -1.0] * 4]) * 0.2
    level = np.array([[0.0], [1.0], [2.0]])  # never, perhaps, always
    off = level + noise
    assert unsettled(told, Runs({("off", "x"): off, ("on", "x"): off + 0.5 + 0.01 * noise}, LOOKS)).tolist() == [
        False,
        True,
        False,
    ]
