"""Shaping: models of integration that follow members, and what they deliver."""

from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.shaping import (
    economic_leaning,
    equity,
    focus,
    follow_members,
    leaning_on,
    political_leaning,
)

KNOWN = [
    (focus, dict(leaning=1.0, model_focus=0.4), 1.4),  # a purely strategic bloc on trade
    (focus, dict(leaning=-0.5, model_focus=0.4), 0.8),  # and on health
    (focus, dict(leaning=-0.5, model_focus=0.0), 1.0),
    (equity, dict(capacity=0.25, mean_capacity=0.5, social=0.8, model_equity=0.5), 1.2),
    (equity, dict(capacity=0.75, mean_capacity=0.5, social=0.8, model_equity=0.5), 0.8),
    (equity, dict(capacity=0.9, mean_capacity=0.1, social=1.0, model_equity=0.5), 0.0),
]
BOUNDS = [
    (focus, 0, 2, {"leaning": (-1, 1)}),
    (equity, 0, 2, {"capacity": (0.02, 1), "mean_capacity": (0.02, 1)}),
]
NEUTRAL = [
    (focus, "model_focus", ("leaning",)),
    (equity, "model_equity", ("capacity", "mean_capacity", "social")),
]
# Where strategic, social and productive regionalism put their weight, in the order of `state.DOMAINS`.
FOCUS = np.array([
    [-0.5, -0.5, 0.0, 1.0, 0.0, 0.5, -0.5], [0.5, 0.75, -0.25, -0.75, 0.25, -0.75, 0.25],
    [-0.25, -0.25, -0.25, 0.5, -0.5, 0.5, 0.25],
])  # fmt: skip


@pytest.mark.parametrize("model_focus", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("models", [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.2, 0.3, 0.5)])
def test_a_model_moves_force_between_issues_and_adds_none(plain, models, model_focus):
    setting, circles = SimpleNamespace(focus=FOCUS), SimpleNamespace(economic_model=np.array([models]))
    leanings = [plain(leaning_on)(0, k, setting, circles) for k in range(7)]
    assert np.mean([plain(focus)(leaning, model_focus) for leaning in leanings]) == pytest.approx(1.0)


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
