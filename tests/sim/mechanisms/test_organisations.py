from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.organisations import (
    economic_leaning,
    exit_probability,
    follow_members,
    next_depth,
    next_vitality,
    political_leaning,
    scope_of,
)

LIFE = dict(
    vitality=0.5, success=0.5, put_off=1.0, mismatch=0.25, brand=0.4, sovereigntism=0.5, funds=1.0, vitality_gain=0.12,
    vitality_decay=0.04, put_off_cost=0.05, brand_effect=0.1, sovereigntism_cost=0.02,
)  # fmt: skip
DEPTH = dict(
    depth=0.5,
    benefit=0.5,
    sovereigntism=0.5,
    breadth=1.0,
    delegated_depth=0.5,
    depth_gain=0.04,
    depth_loss=0.02,
    breadth_deepens=0.5,
)
LEAVING = dict(brand=0.6, mismatch=0.5, sovereigntism=0.4, depth=0.5, exit_rate=0.1, depth_protection=0.6)

KNOWN = [
    (next_vitality, LIFE, 0.46),  # 0.5 + 0.03 - 0.02 - 0.05 + 0.01 - 0.01
    (next_vitality, LIFE | dict(put_off=0.5), 0.485),
    (next_vitality, LIFE | dict(funds=0.5), 0.445),
    (next_vitality, LIFE | dict(vitality=0.0, success=0.0), 0.0),
    (next_vitality, LIFE | dict(mismatch=0.75), 0.44),  # a brand hurts members who do not fit it
    (next_vitality, LIFE | dict(put_off_cost=0.0, sovereigntism_cost=0.0, brand_effect=0.0), 0.51),
    (next_depth, DEPTH, 0.5125),  # 0.5 + (0.025 + 0.01) * 0.5 - 0.005
    (next_depth, DEPTH | dict(breadth_deepens=-0.5), 0.5075),
    (next_depth, DEPTH | dict(delegated_depth=0.0, depth_loss=0.0, breadth_deepens=0.0), 0.51),
    (exit_probability, LEAVING, 0.035),  # 0.1 * (0.3 + 0.2) * 0.7
    (exit_probability, LEAVING | dict(brand=0.0, sovereigntism=0.0), 0.0),
    (exit_probability, LEAVING | dict(depth_protection=0.0), 0.05),
]
BOUNDS = [(next_vitality, 0, 1), (next_depth, 0, 1), (exit_probability, 0, 1)]
NEUTRAL = [
    (next_vitality, "put_off_cost", ("put_off",)),
    (next_vitality, "brand_effect", ("brand", "mismatch")),
    (next_vitality, "sovereigntism_cost", ("sovereigntism",)),
    (next_depth, "depth_gain", ("benefit", "breadth")),
    (next_depth, "depth_loss", ("sovereigntism",)),
    (next_depth, "breadth_deepens", ("breadth",)),
    (exit_probability, "exit_rate", ("brand", "mismatch", "sovereigntism", "depth")),
    (exit_probability, "depth_protection", ("depth",)),
]


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


def test_what_a_forum_has_on_its_hands(plain):
    circles = SimpleNamespace(
        members=np.array([[1.0, 1.0, 0.0]]), scope=np.array([[1.0, 1.0, 0.0, 0.0]]),
        implemented=np.array([[[0.5, 0.3, 9.0], [0.4, 0.0, 9.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]),
    )  # fmt: skip
    meetings = SimpleNamespace(agenda=np.array([[1.0, 0.0, 0.0, 0.0]]))
    assert plain(scope_of)(0, 2.0, circles, meetings) == pytest.approx(
        (1.0, 0.5, 0.3)
    )  # 1.2 carried out over 2 members and 2 domains


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
