import math
from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.agreements import (
    brought,
    carried_out,
    hand_out,
    hands_left,
    lapse_with_governments,
    pace_of,
    pledge_kept,
    share_hands,
    work_off,
)
from concertacion.sim.mechanisms.shaping import equity
from concertacion.sim.state import ACTIVE, DEAD, DORMANT

KNOWN = [
    (pledge_kept, dict(turn=-1.0, depth=0.5, turnover_lapse=0.8, depth_protection=0.5), math.exp(-0.6)),  # 0.8 * 1 * 0.75
    (pledge_kept, dict(turn=0.5, depth=0.5, turnover_lapse=0.8, depth_protection=0.5), math.exp(-0.3)),
    (pledge_kept, dict(turn=0.0, depth=0.5, turnover_lapse=0.8, depth_protection=0.5), 1.0),
    (pace_of, dict(capacity=0.5, stress=0.4, implementation=0.5, stress_cost=0.5), 0.2),  # 0.5 * 0.5 * (1 - 0.5 * 0.4)
    (pace_of, dict(capacity=0.5, stress=0.4, implementation=0.5, stress_cost=0.0), 0.25),
    (pace_of, dict(capacity=1.0, stress=1.0, implementation=0.6, stress_cost=3.0), 0.0),
    (carried_out, dict(implemented=0.2, pledged=1.0, pace=0.2, paid=1.0), 0.36),  # of the 0.8 still to do
    (carried_out, dict(implemented=0.6, pledged=0.5, pace=0.2, paid=1.0), 0.5),
    (carried_out, dict(implemented=0.2, pledged=1.0, pace=0.0, paid=1.0), 0.2),
    (carried_out, dict(implemented=0.2, pledged=1.0, pace=0.2, paid=0.5), 0.26),  # 0.2 + 0.2 * (0.5 - 0.2)
    (carried_out, dict(implemented=0.6, pledged=1.0, pace=0.2, paid=0.5), 0.5),
    (hands_left, dict(forums_at_work=3.0, sharing_hands=1.0), 1 / 3),
    (hands_left, dict(forums_at_work=4.0, sharing_hands=0.5), 0.5),
    (hands_left, dict(forums_at_work=3.0, sharing_hands=0.0), 1.0),
    (hands_left, dict(forums_at_work=0.0, sharing_hands=1.0), 1.0),
]
BOUNDS = [(hands_left, 0, 1, dict(forums_at_work=(0, 40))), (pledge_kept, 0, 1), (pace_of, 0, 1), (carried_out, 0, 1)]
NEUTRAL = [
    (pledge_kept, "turnover_lapse", ("turn", "depth")),
    (pledge_kept, "depth_protection", ("depth",)),
    (pace_of, "implementation", ("capacity", "stress")),
    (pace_of, "stress_cost", ("stress",)),
]


def test_a_pledge_is_never_carried_out_beyond_its_size(plain):
    for pledged in np.linspace(0, 1, 11):
        done = plain(carried_out)(1.0, pledged, 0.6, 1.0)
        assert done <= pledged


def works(pledged, implemented, pace, hands):
    circles = SimpleNamespace(pledged=np.array([[pledged]], float), implemented=np.array([[implemented]], float))
    return circles, SimpleNamespace(pace=np.array(pace), hands=np.array([hands], float))


def test_pledges_a_quarter_on(plain):
    circles, scratch = works([1.0, 0.5, 0.0], [0.4, 0.5, 0.0], [0.2, 0.2, 0.2], [1.0, 1.0, 1.0])
    plain(work_off)(0, 0, 1.0, SimpleNamespace(lapse=0.1), circles, scratch)
    assert circles.pledged[0, 0] == pytest.approx([0.9, 0.45, 0.0])
    assert circles.implemented[0, 0] == pytest.approx([0.5, 0.45, 0.0])  # 0.4 + 0.2 * 0.5; what lapses cannot be carried out


def test_what_members_bring_by_what_they_carry_out(plain):
    given = (np.array([1.0, 1.0, 0.0]), np.array([0.5, 1.0, 1.0]), np.array([1.8 * 0.5, 0.2 * 0.8, 1.0]))
    assert plain(brought)(*given) == pytest.approx(0.5 * 1.8 * 0.5 + 0.2 * 0.8)  # whoever does not sit brings nothing


def test_one_pair_of_hands_does_no_more_in_three_forums_than_in_one(plain):
    """Country 0 has pledges left in three forums, country 1 in one, having done its part in the others."""
    circles = SimpleNamespace(
        scope=np.ones((4, 1)),
        pledged=np.ones((4, 1, 2)),
        implemented=np.array([[[0.0, 0.0]], [[0.2, 1.0]], [[0.5, 1.0]], [[0.0, 0.0]]]),
    )
    forums = SimpleNamespace(status=np.array([ACTIVE, ACTIVE, DORMANT, DEAD]))
    scratch = SimpleNamespace(hands=np.zeros((1, 2)), pace_left=np.zeros(4))
    for sharing, left in ((1.0, [1 / 3, 1.0]), (0.0, [1.0, 1.0])):
        plain(share_hands)(SimpleNamespace(sharing_hands=sharing), forums, circles, scratch)
        assert scratch.hands[0] == pytest.approx(left)


def test_only_a_turn_of_governments_undoes_pledges(plain):
    circles = SimpleNamespace(pledged=np.ones((1, 2, 3)))
    outlook, forums = (
        SimpleNamespace(turn=np.array([0.0, 0.5, -1.0])),
        SimpleNamespace(depth=np.array([0.5]), status=np.array([ACTIVE])),
    )
    plain(lapse_with_governments)(SimpleNamespace(turnover_lapse=0.8, depth_protection=0.5), forums, circles, outlook)
    assert circles.pledged[0, 1] == pytest.approx([1.0, math.exp(-0.3), math.exp(-0.6)])


def handed_out(plain, social, capacity=(0.5, 0.5, 0.5, 0.5)):
    """What four countries have once a forum of the first three, of this weight of the social model, hands out 0.4."""
    delivered, members = np.array([0.0, 0.5, 0.5, 0.2]), np.array([1.0, 1.0, 1.0, 0.0])
    fair = np.array([plain(equity)(able, np.mean(capacity[:3]), social, 0.5) for able in capacity])
    plain(hand_out)(members, np.array([1.0, 1.0, 0.0, 0.0]), fair, 0.4, 0.25, delivered)
    return delivered


def test_what_a_forum_delivers_adds_to_what_others_have(plain):
    # 0.4; 1 - 0.5 * 0.6; a member that does nothing rides free: 1 - 0.5 (1 - 0.4 * 0.25); outside nothing comes
    assert handed_out(plain, social=1.0) == pytest.approx([0.4, 0.7, 0.55, 0.2])


def test_a_social_model_gives_more_to_the_less_able(plain):
    uneven = (0.25, 0.75, 0.5, 0.1)
    # the first has half of the mean, the second half more: 0.4 * 1.25 and 0.4 * 0.75
    assert handed_out(plain, social=1.0, capacity=uneven) == pytest.approx([0.5, 0.65, 0.55, 0.2])
    assert handed_out(plain, social=0.0, capacity=uneven) == pytest.approx([0.4, 0.7, 0.55, 0.2])
