"""Membership: who sits, who is suspended for a while, who leaves."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.membership import full_members, join, leave, may_come, seat_all, serve_suspensions, suspend
from concertacion.sim.state import ASSOCIATE, FULL, OUTSIDE


@pytest.fixture
def circles():
    """Two forums of four countries; the third is an associate of the first, the fourth suspended there."""
    links = np.array([[FULL, FULL, ASSOCIATE, FULL], [FULL, FULL, FULL, OUTSIDE]])
    away = np.array([[0.0, 0.0, 0.0, 2.0], [0.0, 0.0, 0.0, 0.0]])
    return Theme(
        members=np.full((2, 4), 9.0), link=links, suspended=away, size=np.full(2, 9.0), pledged=np.ones((2, 7, 4)),
        implemented=np.ones((2, 7, 4)),
    )  # fmt: skip


def test_full_members_who_are_not_suspended_sit(plain, circles):
    plain(seat_all)(circles)
    assert circles.members.tolist() == [[1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 0.0]]
    assert circles.size.tolist() == [0.0, 0.0]  # overlaps are worked out anew
    assert plain(full_members)(0, circles) == 3.0


def test_associates_may_come_and_the_suspended_may_not(plain, circles):
    assert [plain(may_come)(0, i, circles) for i in range(4)] == [True, True, True, False]


def test_who_was_suspended_at_the_start_comes_back(plain, circles):
    plain(seat_all)(circles)
    circles.size[:] = 9.0
    plain(serve_suspensions)(circles)
    assert circles.members[0].tolist() == [1.0, 1.0, 0.0, 0.0] and circles.size[0] == 9.0  # nobody has come or gone
    plain(serve_suspensions)(circles)
    assert circles.members[0].tolist() == [1.0, 1.0, 0.0, 1.0] and circles.size[0] == 0.0


def test_the_suspended_keep_their_pledges_and_leavers_drop_them(plain, circles):
    plain(seat_all)(circles)
    plain(suspend)(1, 0, 4.0, circles)
    assert circles.members[1].tolist() == [0.0, 1.0, 1.0, 0.0] and circles.pledged[1, :, 0].all()
    plain(leave)(1, 0, circles)
    assert circles.link[1, 0] == OUTSIDE and not circles.pledged[1, :, 0].any() and not circles.implemented[1, :, 0].any()
    plain(join)(1, 0, circles)
    assert circles.members[1, 0] == 1.0
