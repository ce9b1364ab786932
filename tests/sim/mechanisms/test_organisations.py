from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.organisations import (
    apart_from_brand,
    champion_of,
    fail_on_all,
    live_forums,
    next_depth,
    next_vitality,
    rest_or_return,
    scope_of,
    success_of,
)
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import ACTIVE, DEAD, DORMANT, FULL, HELD, LOWER, NO_MEETING, PUT_OFF

pytestmark = pytest.mark.interpreted

LIFE = dict(
    vitality=0.5, success=0.5, put_off=1.0, apart=0.4, brand=0.4, sovereigntism=0.5, funds=1.0, vitality_gain=0.12,
    vitality_decay=0.04, put_off_cost=0.05, brand_effect=0.1, brand_turn=0.65,
    sovereigntism_cost=0.02,
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
    treaty_pace=0.02,
)
BRANDED = dict(
    vitality=0.5, success=0.0, put_off=0.0, brand=0.9, sovereigntism=0.0, funds=1.0, vitality_gain=0.1, vitality_decay=0.0,
    put_off_cost=0.0, brand_effect=0.03, brand_turn=0.5, sovereigntism_cost=0.0,
)  # fmt: skip
MET = dict(held=1.0, lower=0.0, agreed=0.5, meeting_alone=0.4, lower_level=0.5)

KNOWN = [
    (next_vitality, LIFE, 0.46),  # 0.5 + 0.03 - 0.02 - 0.05 + 0.01 - 0.01
    (next_vitality, LIFE | dict(put_off=0.5), 0.485),
    (next_vitality, LIFE | dict(funds=0.5), 0.445),
    (next_vitality, LIFE | dict(vitality=0.0, success=0.0), 0.0),
    (next_vitality, LIFE | dict(apart=0.9), 0.44),  # a brand hurts members who do not fit it
    (next_vitality, LIFE | dict(put_off_cost=0.0, sovereigntism_cost=0.0, brand_effect=0.0), 0.51),
    (next_vitality, BRANDED | dict(apart=0.2), 0.5081),
    (next_vitality, BRANDED | dict(apart=1.0), 0.4865),
    (next_vitality, BRANDED | dict(apart=1.0, brand=0.0), 0.5),
    (success_of, MET, 0.7),  # 0.4 + 0.6 / 2
    (success_of, MET | dict(agreed=0.0), 0.4),
    (success_of, MET | dict(meeting_alone=0.0), 0.5),
    (success_of, MET | dict(held=0.0, lower=1.0), 0.2),  # ministers in their place
    (success_of, MET | dict(held=0.0), 0.0),
    (next_depth, DEPTH, 0.5125),  # 0.5 + (0.025 + 0.01) * 0.5 - 0.005
    (next_depth, DEPTH | dict(breadth_deepens=-0.5), 0.5075),
    (next_depth, DEPTH | dict(delegated_depth=0.0, depth_loss=0.0, breadth_deepens=0.0), 0.51),
]
BOUNDS = [(next_vitality, 0, 1, {"apart": (0, 2), "funds": (0, 2)}), (next_depth, 0, 1)]
NEUTRAL = [
    (next_vitality, "put_off_cost", ("put_off",)),
    (next_vitality, "brand_effect", ("brand", "apart", "brand_turn")),
    (next_vitality, "sovereigntism_cost", ("sovereigntism",)),
    (next_depth, "depth_gain", ("benefit", "breadth")),
    (next_depth, "depth_loss", ("sovereigntism",)),
    (next_depth, "breadth_deepens", ("breadth",)),
    (next_depth, "treaty_pace", ("delegated_depth",)),
    (success_of, "lower_level", ("lower",)),
]


def test_what_a_forum_has_on_its_hands(plain):
    circles = SimpleNamespace(
        members=np.array([[1.0, 1.0, 0.0]]), scope=np.array([[1.0, 1.0, 0.0, 0.0]]),
        implemented=np.array([[[0.5, 0.3, 9.0], [0.4, 0.0, 9.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]),
    )  # fmt: skip
    meetings = SimpleNamespace(agenda=np.array([[1.0, 0.0, 0.0, 0.0]]))
    assert plain(scope_of)(0, 2.0, circles, meetings) == pytest.approx(
        (1.0, 0.5, 0.3)
    )  # 1.2 carried out over 2 members and 2 domains


def two_forums():
    """Two forums of three countries: one branded to the left, one without a brand."""
    return dict(
        governments=SimpleNamespace(ideology=np.array([-0.5, 0.5, 0.9])),
        forums=SimpleNamespace(
            brand_position=np.array([-0.5, 0.0]), brand_strength=np.array([0.5, 0.0]), dormant_for=np.zeros(2),
            status=np.full(2, DORMANT), vitality=np.full(2, 0.1), countdown=np.full(2, 3.0), silent_for=np.full(2, 9.0),
            failed=np.ones(2),
        ),
        circles=SimpleNamespace(
            members=np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]), scope=np.array([[1.0, 0.0], [1.0, 1.0]]),
            blocked_on=np.full((2, 2), 0.2),
        ),
    )  # fmt: skip


def test_distance_of_those_who_sit_from_the_brand(plain):
    assert [plain(apart_from_brand)(m, **two_forums()) for m in range(2)] == pytest.approx([0.5, 1.9 / 3])


def test_a_champion_wakes_the_forum_whose_brand_fits_it(plain):
    outlook, p = SimpleNamespace(clout=np.array([0.2, 0.6, 1.0])), SimpleNamespace(brand_turn=0.4)
    assert plain(champion_of)(0, p, **two_forums(), outlook=outlook) == pytest.approx(0.6 * (1 - 0.5 * 0.6))
    assert plain(champion_of)(1, p, **two_forums(), outlook=outlook) == 1.0


def test_a_meeting_that_is_put_off_has_failed_on_all_its_issues(plain):
    circles = two_forums()["circles"]
    plain(fail_on_all)(0, SimpleNamespace(block_memory=0.25), circles)
    assert circles.blocked_on == pytest.approx(np.array([[0.4, 0.2], [0.2, 0.2]]))


@pytest.mark.parametrize(
    "revival, slept, status, vitality", [(1.0, 0.0, ACTIVE, 0.6), (0.0, 7.0, DORMANT, 0.1), (0.0, 8.0, DEAD, 0.1)]
)
def test_a_forum_that_sleeps_wakes_or_dies_once_patience_is_over(plain, revival, slept, status, vitality):
    here = two_forums()
    here["forums"].dormant_for[0] = slept
    p = SimpleNamespace(revival=revival, revival_life=0.6, patience=8.0, death_rate=1.0)
    plain(rest_or_return)(0, p, Address(1, 0, 0), 5, 1.0, here["forums"], here["circles"])
    assert (here["forums"].status[0], here["forums"].vitality[0]) == (status, vitality)


def lived(plain, meeting, silent_for, vitality=0.1, follows=False):
    """Status and quarters of silence of a forum of two that meets once a year, after a quarter with such a meeting."""
    forums = SimpleNamespace(
        status=np.array([ACTIVE]), vitality=np.array([vitality]), depth=np.zeros(1), brand_position=np.zeros(1),
        brand_strength=np.zeros(1), interval=np.array([4.0]), silent_for=np.array([silent_for]), dormant_for=np.full(1, 9.0),
        patron=np.array([-1]), patron_share=np.zeros(1),
    )  # fmt: skip
    circles = SimpleNamespace(
        members=np.ones((1, 2)), link=np.full((1, 2), FULL), scope=np.ones((1, 1)), implemented=np.zeros((1, 1, 2)),
        blocked_on=np.zeros((1, 1)), economic_model=np.full((1, 3), 1 / 3), political_model=np.full((1, 3), 1 / 3),
    )  # fmt: skip
    meetings = SimpleNamespace(meeting=np.array([meeting]), agenda=np.zeros((1, 1)), agreed=np.zeros((1, 1)))
    two = SimpleNamespace(
        ideology=np.zeros(2), sovereigntism=np.zeros(2), populism=np.zeros(2), autonomy=np.zeros(2), weight=np.full(2, 0.5)
    )
    p = Parameters()._replace(dormancy_threshold=0.4)
    plain(live_forums)(
        p, Address(1, 0, 0), follows, None, two, SimpleNamespace(fiscal_stress=np.zeros(2)), two, forums, circles, None, two,
        None, meetings,
    )  # fmt: skip
    return forums.status[0], forums.silent_for[0]


def test_a_forum_that_meets_is_not_dormant(plain):
    assert lived(plain, NO_MEETING, 7.0) == (DORMANT, 8.0)
    assert lived(plain, NO_MEETING, 6.0) == (ACTIVE, 7.0)
    assert lived(plain, PUT_OFF, 7.0) == (DORMANT, 8.0)
    assert lived(plain, HELD, 7.0) == (ACTIVE, 0.0)
    assert lived(plain, LOWER, 6.0) == (ACTIVE, 7.0)  # ministers in place of presidents do not end the silence
    assert lived(plain, LOWER, 7.0) == (DORMANT, 8.0)
    assert lived(plain, NO_MEETING, 7.0, vitality=0.9) == (ACTIVE, 8.0)
    assert lived(plain, NO_MEETING, 7.0, follows=True) == (ACTIVE, 8.0)
