"""Membership: who sits, who is suspended for a while, who leaves."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.membership import (
    accession_probability,
    burden,
    exit_probability,
    full_members,
    is_accepted,
    join_and_leave,
    leave,
    may_come,
    return_probability,
    seat_all,
    serve_suspensions,
    sit,
    step_taken,
    suspend,
)
from concertacion.sim.state import ACTIVE, ASSOCIATE, DORMANT, FULL, OUTSIDE

pytestmark = pytest.mark.interpreted

LEAVING = dict(
    brand=0.6, apart=1.0, sovereigntism=0.4, depth=0.5, founder=0.0, exit_rate=0.1, brand_turn=0.5, founder_weight=1.0,
    depth_protection=0.6,
)  # fmt: skip
COMING = dict(brand=0.6, apart=1.0, sovereigntism=0.4, return_rate=0.05, brand_turn=0.5)
JOINING = dict(brand=0.6, apart=1.0, sovereigntism=0.4, accession_rate=0.01, brand_turn=0.5)

KNOWN = [
    (burden, dict(brand=0.6, apart=1.0, brand_turn=0.5), 0.3),
    (burden, dict(brand=0.6, apart=0.4, brand_turn=0.5), 0.0),  # a brand that is near enough burdens nobody
    (exit_probability, LEAVING, 0.035),  # 0.1 * (0.3 + 0.2) * 0.7
    (exit_probability, LEAVING | dict(founder=1.0), 0.07),
    (exit_probability, LEAVING | dict(founder=1.0, founder_weight=0.0), 0.035),
    (exit_probability, LEAVING | dict(brand=0.0, sovereigntism=0.0), 0.0),
    (exit_probability, LEAVING | dict(apart=0.5), 0.014),
    (exit_probability, LEAVING | dict(depth_protection=0.0), 0.05),
    (return_probability, COMING, 0.021),  # 0.05 * 0.6 * 0.7
    (return_probability, COMING | dict(sovereigntism=1.0), 0.0),
    (return_probability, COMING | dict(brand=1.0, apart=2.0), 0.0),  # 1 - 1.5, not below 0
    (accession_probability, JOINING, 0.0042),  # 0.01 * 0.6 * 0.7
    (step_taken, dict(link=OUTSIDE, depth=0.4, associate_depth=0.35), ASSOCIATE),
    (step_taken, dict(link=OUTSIDE, depth=0.3, associate_depth=0.35), FULL),
    (step_taken, dict(link=ASSOCIATE, depth=0.4, associate_depth=0.35), FULL),
]
BOUNDS = [
    (burden, 0, 2, {"apart": (0, 2)}), (exit_probability, 0, 1, {"apart": (0, 2)}),
    (return_probability, 0, 1, {"apart": (0, 2)}), (accession_probability, 0, 1, {"apart": (0, 2)}),
]  # fmt: skip
NEUTRAL = [
    (exit_probability, "exit_rate", ("brand", "apart", "sovereigntism", "depth", "founder")),
    (exit_probability, "depth_protection", ("depth",)),
    (exit_probability, "founder_weight", ("founder",)),
    (return_probability, "return_rate", ("brand", "apart", "sovereigntism")),
    (accession_probability, "accession_rate", ("brand", "apart", "sovereigntism")),
]


@pytest.fixture
def circles():
    """Two forums of four countries; the third is an associate of the first, the fourth suspended there."""
    links = np.array([[FULL, FULL, ASSOCIATE, FULL], [FULL, FULL, FULL, OUTSIDE]])
    away = np.array([[0.0, 0.0, 0.0, 2.0], [0.0, 0.0, 0.0, 0.0]])
    return Theme(
        members=np.array([[0.0, 0.0, 9.0, 9.0], 4 * [0.0]]), link=links, suspended=away,
        size=np.full(2, 9.0), former=np.zeros((2, 4)),
        pledged=np.ones((2, 7, 4)),
        implemented=np.ones((2, 7, 4)),
    )  # fmt: skip


def test_full_members_who_are_not_suspended_sit(plain, circles):
    plain(seat_all)(circles)
    assert circles.members.tolist() == [[1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 0.0]]
    assert circles.size.tolist() == [0.0, 0.0]  # overlaps are worked out anew
    assert plain(full_members)(0, circles) == 3.0


def test_whoever_an_event_puts_out_has_left(plain, circles):
    plain(seat_all)(circles)
    circles.link[1, 0] = OUTSIDE
    plain(seat_all)(circles)
    assert circles.former.tolist() == [4 * [0.0], [1.0, 0.0, 0.0, 0.0]]
    assert circles.members[1].tolist() == [0.0, 1.0, 1.0, 0.0]
    assert not circles.pledged[1, :, 0].any() and circles.pledged[1, :, 1:].all()


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
    assert circles.former[1, 0] == 1.0 and circles.suspended[1, 0] == 0.0


P = dict(
    exit_rate=0.0, brand_turn=0.5, founder_weight=0.0, depth_protection=0.0, return_rate=0.0, accession_rate=0.0,
    associate_depth=1.0, minilateral_distance=0.5, minilateral_trust=0.0, founding_selectivity=0.6,
)  # fmt: skip


def moved(plain, circles, time_in_office=0.0, open_to=None, founder=None, status=ACTIVE, ideology=None, **values):
    """Links of the first forum after a quarter with these rates."""
    circles.founder = np.zeros((2, 4)) if founder is None else np.array(founder)
    plain(seat_all)(circles)
    ideology = np.zeros(4) if ideology is None else np.array(ideology)
    governments = Theme(ideology=ideology, sovereigntism=np.zeros(4), time_in_office=np.full(4, time_in_office))
    forums = Theme(status=np.full(2, status), brand_position=np.zeros(2), brand_strength=np.zeros(2), depth=np.zeros(2))
    setting = Theme(
        keys=np.arange(1, 5), forum_keys=np.arange(11, 13), open_to=np.zeros((2, 4)) if open_to is None else np.array(open_to)
    )
    ties = Theme(trust=np.full((4, 4), 0.5))
    plain(join_and_leave)(Theme(**P | values), Address(1, 0, 0), setting, governments, ties, forums, circles)
    return circles.link.tolist()


def test_nobody_moves_at_no_rate(plain, circles):
    before = circles.link.tolist()
    assert moved(plain, circles, open_to=np.ones((2, 4))) == before


def test_whoever_may_join_joins_whenever_it_governs_and_an_associate_too(plain, circles):
    circles.link[1, :] = OUTSIDE, FULL, FULL, OUTSIDE
    links = moved(plain, circles, time_in_office=9.0, open_to=[[0, 0, 0, 0], [1, 0, 0, 0]], accession_rate=1.0)
    assert links == [[FULL, FULL, FULL, FULL], [FULL, FULL, FULL, OUTSIDE]]
    assert circles.members[1].tolist() == [1.0, 1.0, 1.0, 0.0]


def test_a_bloc_takes_newcomers_as_associates_first(plain, circles):
    circles.link[1, :] = OUTSIDE, FULL, FULL, OUTSIDE
    rates = dict(time_in_office=9.0, open_to=np.ones((2, 4)), accession_rate=1.0, associate_depth=0.0)
    assert moved(plain, circles, **rates) == [[FULL, FULL, FULL, FULL], [ASSOCIATE, FULL, FULL, ASSOCIATE]]
    assert moved(plain, circles, **rates)[1] == [FULL] * 4


def test_members_must_accept_whoever_joins(plain, circles):
    assert moved(plain, circles, accession_rate=1.0, ideology=[-0.4, -0.4, 0.5, 0.0])[0][2] == ASSOCIATE  # 1 - .5 * .9 < .6
    assert moved(plain, circles, accession_rate=1.0, ideology=[-0.4, -0.4, 0.3, 0.0])[0][2] == FULL


def test_a_forum_that_sleeps_admits_nobody_new_but_takes_founders_back(plain, circles):
    assert moved(plain, circles, status=DORMANT, accession_rate=1.0)[0][2] == ASSOCIATE
    founder = [[0.0] * 4, [0.0, 0.0, 0.0, 1.0]]
    assert moved(plain, circles, status=DORMANT, founder=founder, return_rate=1.0)[1][3] == FULL


def test_who_left_may_return_in_a_first_year(plain, circles):
    plain(leave)(1, 0, circles)
    plain(sit)(1, circles)
    assert moved(plain, circles, time_in_office=9.0, return_rate=1.0)[1][0] == OUTSIDE
    assert moved(plain, circles, return_rate=1.0)[1][0] == FULL


def test_acceptance_is_of_those_who_sit(plain, circles):
    plain(seat_all)(circles)
    governments, ties = Theme(ideology=np.array([0.0, 0.0, 0.0, -1.0])), Theme(trust=np.full((4, 4), 0.5))
    assert plain(is_accepted)(0, 2, Theme(**P), governments, ties, circles)  # the one who is far off is suspended
