"""Founding: who would found a forum, on which issue, with whom; and forums that follow the record."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.founding import (
    blockage,
    follow_forums,
    found,
    founding_probability,
    founding_pull,
    free_slot,
    most_wanted,
)
from concertacion.sim.state import ACTIVE, AD_HOC_FORUM, ASSOCIATE, DEAD, DORMANT, FULL, OUTSIDE, POLITICAL_FORUM, UNUSED

pytestmark = pytest.mark.interpreted

NEED = dict(unmet=0.4, blocked=0.5, blocked_push=2.0)
SUSPENDED = 3.0

KNOWN = [
    (founding_pull, NEED, 0.8),
    (founding_pull, NEED | dict(blocked_push=0.0), 0.4),
    (founding_probability, dict(pull=0.8, founding_rate=0.1), 0.08),
    (founding_probability, dict(pull=15.0, founding_rate=0.2), 0.5),
]
BOUNDS = [(founding_probability, 0, 0.5, {"pull": (0, 84)}), (founding_pull, 0, 84)]
NEUTRAL = [
    (founding_probability, "founding_rate", ("pull",)),
    (founding_pull, "blocked_push", ("blocked",)),
]
P = Theme(
    founding_rate=9.0, blocked_push=2.0, founding_members=3.0, founding_selectivity=0.6, founding_reach=0.05, founding_depth=0.1,
    founding_brand=0.7, minilateral_distance=0.5, minilateral_trust=0.0, revival_life=0.5,
)  # fmt: skip


def region_of(ideology=(0.1, 0.2, 0.3, -0.9)):
    """Four countries: a forum of all on both of two issues, one that is yet to come by its charter, and a free slot."""
    n = len(ideology)
    seats = np.zeros((3, n))
    seats[0, :] = 1.0
    return dict(
        governments=Theme(ideology=np.array(ideology)),
        forums=Theme(
            status=np.array([ACTIVE, UNUSED, UNUSED]), kind=np.zeros(3, int), depth=np.zeros(3), vitality=np.full(3, 0.6),
            brand_position=np.zeros(3), brand_strength=np.zeros(3), countdown=np.full(3, 4.0), threshold=np.full(3, 0.5),
            silent_for=np.zeros(3), failed=np.zeros(3), dormant_for=np.zeros(3),
        ),
        circles=Theme(
            members=seats, link=FULL * seats, suspended=0.0 * seats, founder=0.0 * seats, former=0.0 * seats, size=np.ones(3),
            scope=np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]), blocked_on=np.array([[0.0, 0.5], [0.0, 1.0], [0.0, 0.0]]),
            pledged=np.ones((3, 2, n)), implemented=np.ones((3, 2, n)),
        ),
    )  # fmt: skip


def needs(salience):
    """Unmet needs of four countries that are alike."""
    column = np.array(salience)[:, None]
    return dict(issues=Theme(delivered=np.zeros((3, 2, 4))), stakes=Theme(salience=np.repeat(column, 4, axis=1)))


def founded(plain, here, salience=(0.5, 0.4), **values):
    """The region after a quarter in which the first country would found a forum."""
    setting = Theme(keys=np.arange(1, 5), geography=np.ones((4, 4)))
    outlook, ties = Theme(clout=np.array([1.0, 0.0, 0.0, 0.0])), Theme(trust=np.full((4, 4), 0.5))
    p = Theme(**vars(P) | values)
    seed = next(s for s in range(99) if below_half(plain, s))
    plain(found)(p, Address(seed, 0, 0), setting, ties=ties, outlook=outlook, **needs(salience), **here)
    return here["forums"], here["circles"]


def below_half(plain, seed):
    from concertacion.sim.draws import FOUNDING, NOBODY, uniform

    return plain(uniform)(Address(seed, 0, 0), FOUNDING, NOBODY, NOBODY) < 0.5


def test_a_forum_that_is_blocked_on_an_issue_pushes_to_found_on_that_issue(plain):
    here = region_of()
    del here["governments"]
    wanted = plain(most_wanted)(0, P, **needs([0.5, 0.4]), **here)
    assert wanted == (1, pytest.approx(0.4 * 2))
    assert plain(most_wanted)(0, Theme(blocked_push=0.0), **needs([0.5, 0.4]), **here) == (0, pytest.approx(0.5))
    here["circles"].members[0, :3] = 0.0  # less than half of the region sit in it
    assert plain(blockage)(1, 4, **here) == 0.0


def test_the_founders_group_takes_the_issue(plain):
    forums, circles = founded(plain, region_of())
    assert forums.status.tolist() == [ACTIVE, UNUSED, ACTIVE]  # the slot of a forum with a charter is left alone
    assert circles.scope[2].tolist() == [1.0, 1.0] and circles.members[2].tolist() == [1.0, 1.0, 1.0, 0.0]
    assert circles.link[2].tolist() == [FULL, FULL, FULL, OUTSIDE] and circles.founder[2].tolist() == [1.0, 1.0, 1.0, 0.0]
    assert forums.brand_position[2] == pytest.approx(0.2) and forums.brand_strength[2] == pytest.approx(0.63)
    assert forums.kind[2] == POLITICAL_FORUM and (forums.countdown[2], forums.threshold[2], forums.depth[2]) == (1.0, 1.0, 0.1)


def test_too_few_founders_found_nothing(plain):
    forums, circles = founded(plain, region_of(), founding_members=4.0)
    assert forums.status[2] == UNUSED and not circles.founder.any() and not circles.link[2].any()
    forums, _ = founded(plain, region_of((0.1, 0.2, -0.9, -0.9)), founding_members=2.0)
    assert forums.kind[2] == POLITICAL_FORUM and forums.status[2] == ACTIVE  # half of the region
    assert AD_HOC_FORUM != POLITICAL_FORUM


def test_slots_with_a_charter_are_not_free(plain):
    here = region_of()
    assert plain(free_slot)(here["forums"], here["circles"]) == 2
    here["circles"].scope[2, 0] = 1.0
    assert plain(free_slot)(here["forums"], here["circles"]) == -1


def test_forums_follow_the_record(plain):
    here = region_of()
    recorded = Theme(
        forum_status=np.array([[ACTIVE, UNUSED, UNUSED], [ACTIVE, ACTIVE, UNUSED], [DORMANT, DEAD, UNUSED], [ACTIVE, DEAD, 0]]),
        link=np.array([
            [[FULL, FULL, FULL, FULL], [0, 0, 0, 0], [0, 0, 0, 0]],
            [[FULL, FULL, SUSPENDED, OUTSIDE], [FULL, FULL, ASSOCIATE, 0], [0, 0, 0, 0]],
            [[FULL, FULL, SUSPENDED, OUTSIDE], [FULL, FULL, ASSOCIATE, 0], [0, 0, 0, 0]],
            [[FULL, FULL, FULL, OUTSIDE], [FULL, FULL, ASSOCIATE, 0], [0, 0, 0, 0]],
        ], float),
    )  # fmt: skip
    forums, circles = here["forums"], here["circles"]
    for row in range(4):
        plain(follow_forums)(P, row, recorded, Theme(keys=np.arange(1, 5)), forums, circles)
        assert forums.status.tolist() == recorded.forum_status[row].tolist()
        assert circles.members.tolist() == (recorded.link[row] == FULL).tolist()
        seen = np.where((circles.suspended > 0) & (circles.link == FULL), SUSPENDED, circles.link)
        assert seen.tolist() == recorded.link[row].tolist()
        if row == 1:
            assert forums.countdown.tolist() == [4.0, 1.0, 4.0] and forums.vitality[1] == 0.7
            assert circles.pledged[0, :, 3].tolist() == [0.0, 0.0] and circles.pledged[0, :, 2].all()
    assert forums.countdown[0] == 1.0 and forums.vitality[0] == 0.5  # it woke
