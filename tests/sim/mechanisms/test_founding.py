"""Founding: who would found a forum, on which issue, with whom; and forums that follow the record."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.following import follow_forums, quarters_to_meeting
from concertacion.sim.mechanisms.founding import (
    absorb,
    absorption_probability,
    blockage,
    found,
    founding_probability,
    founding_pull,
    free_slot,
    most_wanted,
)
from concertacion.sim.state import (
    ACTIVE,
    AD_HOC_FORUM,
    ASSOCIATE,
    DEAD,
    DORMANT,
    FULL,
    OUTSIDE,
    POLITICAL_FORUM,
    TRADE_FORUM,
    UNUSED,
)

pytestmark = pytest.mark.interpreted

NEED = dict(unmet=0.4, blocked=0.5, blocked_push=2.0)
SUSPENDED = 3.0
MEETINGS = dict(row=10, last=9, following=14, until=20, interval=13, countdown=7)

KNOWN = [
    (founding_pull, NEED, 0.8),
    (founding_pull, NEED | dict(blocked_push=0.0), 0.4),
    (founding_probability, dict(pull=0.8, founding_rate=0.1), 0.08),
    (founding_probability, dict(pull=15.0, founding_rate=0.2), 0.5),
    (absorption_probability, dict(members=0.75, scope=0.5, brand=0.2, supersession=0.5), 0.15),
    (absorption_probability, dict(members=1.0, scope=1.0, brand=0.0, supersession=1.0), 1.0),
    (quarters_to_meeting, MEETINGS, 4.0),  # the record has one before the forum leaves it
    (quarters_to_meeting, MEETINGS | dict(until=14), 12.0),  # that one lies ahead of what is known: thirteen after the last
    (quarters_to_meeting, MEETINGS | dict(following=4000), 12.0),
    (quarters_to_meeting, MEETINGS | dict(row=22, following=4000, until=40), 7.0),  # has passed: the forum's own calendar
    (quarters_to_meeting, MEETINGS | dict(row=22, last=-4000, following=4000, until=40), 7.0),
]
BOUNDS = [(absorption_probability, 0, 1), (founding_probability, 0, 0.5, {"pull": (0, 84)}), (founding_pull, 0, 84)]
NEUTRAL = [
    (founding_probability, "founding_rate", ("pull",)),
    (founding_pull, "blocked_push", ("blocked",)),
    (absorption_probability, "supersession", ("members", "scope", "brand")),
]
P = Theme(
    founding_rate=9.0, blocked_push=2.0, founding_members=3.0, founding_selectivity=0.6, founding_reach=0.05, founding_depth=0.1,
    founding_brand=0.7, minilateral_distance=0.5, minilateral_trust=0.0, revival_life=0.5, supersession=0.0,
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
            interval=np.full(3, 4.0), silent_for=np.zeros(3), failed=np.zeros(3), dormant_for=np.zeros(3),
        ),
        circles=Theme(
            members=seats, link=FULL * seats, suspended=0.0 * seats, founder=0.0 * seats, former=0.0 * seats, size=np.ones(3),
            scope=np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]), blocked_on=np.array([[0.0, 0.5], [0.0, 1.0], [0.0, 0.0]]),
            pledged=np.ones((3, 2, n)), implemented=np.ones((3, 2, n)), seats=np.zeros((3, 1)),
        ),
    )  # fmt: skip


def needs(salience):
    """Unmet needs of four countries that are alike."""
    column = np.array(salience)[:, None]
    return dict(issues=Theme(delivered=np.zeros((3, 2, 4))), stakes=Theme(salience=np.repeat(column, 4, axis=1)))


def founded(plain, here, salience=(0.5, 0.4), **values):
    """The region after a quarter in which the first country would found a forum."""
    setting = Theme(keys=np.arange(1, 5), forum_keys=np.arange(1, 4), geography=np.ones((4, 4)))
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


def absorbed(plain, change=lambda here: None):
    """How often, of 400 seeds, a new forum of three of the four members absorbs the forum of all, on the same issues."""
    here, seeds = region_of(), 400
    here["forums"].kind[0] = POLITICAL_FORUM
    here["circles"].members[2, :3], here["circles"].scope[2] = 1.0, 1.0
    change(here)
    was = here["forums"].status.copy()
    count = 0
    for seed in range(seeds):
        here["forums"].status[:] = was
        plain(absorb)(
            2, Theme(supersession=0.8), Address(seed, 0, 0), Theme(forum_keys=np.arange(1, 4)), here["forums"], here["circles"]
        )
        assert here["forums"].status[1:].tolist() == was[1:].tolist()
        count += here["forums"].status[0] == DEAD
    return count / seeds


def test_a_new_forum_absorbs_an_older_one_as_far_as_it_takes_over_its_members_and_issues(plain):
    def brand(here):
        here["forums"].brand_strength[0] = 1.0

    def treaty(here):
        here["forums"].kind[0] = TRADE_FORUM

    def power(here):
        here["circles"].seats[0, 0] = 1.0

    def other_issue(here):
        here["circles"].scope[2, 0] = 0.0

    def asleep(here):
        here["forums"].status[0] = DORMANT

    assert absorbed(plain) == pytest.approx(0.8 * 0.75, abs=0.06)
    assert absorbed(plain, asleep) == absorbed(plain)
    assert absorbed(plain, other_issue) == pytest.approx(0.8 * 0.75 * 0.5, abs=0.06)
    assert [absorbed(plain, change) for change in (brand, treaty, power)] == [0.0, 0.0, 0.0]


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
        last_meeting=np.full((4, 3), -4000.0), next_meeting=np.full((4, 3), 4000.0),
    )  # fmt: skip
    forums, circles = here["forums"], here["circles"]
    for row in range(4):
        plain(follow_forums)(P, row, recorded, Theme(keys=np.arange(1, 5), forums_until=np.array([4])), forums, circles)
        assert forums.status.tolist() == recorded.forum_status[row].tolist()
        assert circles.members.tolist() == (recorded.link[row] == FULL).tolist()
        seen = np.where((circles.suspended > 0) & (circles.link == FULL), SUSPENDED, circles.link)
        assert seen.tolist() == recorded.link[row].tolist()
        if row == 1:
            assert forums.countdown.tolist() == [4.0, 1.0, 4.0] and forums.vitality[1] == 0.7
            assert circles.pledged[0, :, 3].tolist() == [0.0, 0.0] and circles.pledged[0, :, 2].all()
    assert forums.countdown[0] == 1.0 and forums.vitality[0] == 0.5  # it woke


def test_forums_that_follow_the_record_meet_when_it_does_unless_put_off(plain):
    here = region_of()
    recorded = Theme(
        forum_status=np.array([[ACTIVE, ACTIVE, UNUSED]]), link=np.full((1, 3, 4), FULL, float),
        last_meeting=np.array([[0.0, 0.0, -4000.0]]), next_meeting=np.array([[3.0, 3.0, 4000.0]]),
    )  # fmt: skip
    here["forums"].status[:] = (ACTIVE, ACTIVE, UNUSED)
    here["forums"].countdown[:], here["forums"].failed[:] = 1.0, (0.0, 1.0, 0.0)
    plain(follow_forums)(P, 0, recorded, Theme(keys=np.arange(1, 5), forums_until=np.array([4])), here["forums"], here["circles"])
    assert here["forums"].countdown.tolist() == [3.0, 1.0, 1.0]
