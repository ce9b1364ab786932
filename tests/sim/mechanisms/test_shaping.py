"""Shaping: models of integration that follow members, and what they deliver."""

from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.shaping import economic_leaning, follow_members, political_leaning


def test_economic_models_of_known_governments(plain):
    assert plain(economic_leaning)(0.0, 0.5) == pytest.approx((0.5, 0.375, 0.125))
    assert plain(economic_leaning)(1.0, 0.7) == pytest.approx((1.0, 0.0, 0.0))
    assert plain(economic_leaning)(-1.0, 1.0) == pytest.approx((0.0, 0.5, 0.5))


def test_political_models_of_known_governments(plain):
    assert plain(political_leaning)(-0.5, 0.8, 0.5) == pytest.approx((0.125, 0.575, 0.3))
    assert plain(political_leaning)(1.0, 1.0, 0.0) == pytest.approx((1.0, 0.0, 0.0))
    assert plain(political_leaning)(-1.0, 1.0, 0.0) == pytest.approx((0.0, 0.0, 1.0))
    assert plain(political_leaning)(0.5, 0.0, 1.0) == pytest.approx((0.0, 1.0, 0.0))


def test_models_are_shares_that_sum_to_one(plain):
    for ideology in np.linspace(-1, 1, 21):
        for autonomy in np.linspace(0, 1, 11):
            for populism in (0.0, 0.3, 1.0):
                leanings = plain(economic_leaning)(ideology, autonomy), plain(political_leaning)(ideology, populism, autonomy)
                for leaning in leanings:
                    assert sum(leaning) == pytest.approx(1.0)
                    assert min(leaning) >= -1e-12


def followed(plain, order):
    """Models of a bloc of three after a quarter, with its members listed in this order."""
    governments = SimpleNamespace(ideology=np.array([-0.8, 0.1, 0.9])[order], populism=np.array([0.9, 0.2, 0.4])[order])
    structure = SimpleNamespace(weight=np.array([0.2, 0.3, 0.5])[order])
    standing = SimpleNamespace(autonomy=np.array([0.8, 0.5, 0.1])[order])
    equal = np.full((1, 3), 1 / 3)
    circles = SimpleNamespace(members=np.ones((1, 3)), economic_model=equal.copy(), political_model=equal.copy())
    plain(follow_members)(0, SimpleNamespace(model_drift=0.2), 1.0, governments, standing, circles, structure)
    return np.concatenate([circles.economic_model[0], circles.political_model[0]])


def test_a_bloc_follows_its_members_in_whatever_order_they_are_listed(plain):
    assert followed(plain, [0, 1, 2]) == pytest.approx(followed(plain, [2, 0, 1]), abs=1e-12)


def test_models_of_a_bloc_keep_summing_to_one(plain):
    models = followed(plain, [0, 1, 2])
    assert models[:3].sum() == pytest.approx(1.0)
    assert models[3:].sum() == pytest.approx(1.0)
