from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.meetings import (
    call_probability,
    fail_to_meet,
    loudest_member,
    open_meetings,
    urgent,
    voice_of_powers,
)
from concertacion.sim.state import ACTIVE, CALLED, HELD, LOWER, POLITICAL_FORUM, PUT_OFF, TECHNICAL_FORUM

pytestmark = pytest.mark.interpreted

KNOWN = [
    (call_probability, dict(clout=0.3, purse_share=0.1, shock=0.5, extraordinary=0.4), 0.08),
    (call_probability, dict(clout=1.0, purse_share=0.3, shock=1.0, extraordinary=1.5), 0.5),
]
BOUNDS = [(call_probability, 0, 0.5)]
NEUTRAL = [(call_probability, "extraordinary", ("clout", "purse_share", "shock"))]


# Forum 0 has the first two countries and the first two domains. Its champion's clout is 0.4, the worst shock in its scope 0.5:
# called with probability 0.5 (0.4 + 0.1) 0.5 = 0.125. Worse shocks are elsewhere.
CALLS = [
    (0.12, {}, True),
    (0.13, {}, False),
    (0.26, {}, False),  # not even a shock of 1 would call it
    (0.12, dict(extraordinary=0.0), False),
    (0.0749, dict(champion=0.2), True),  # 0.5 (0.2 + 0.1) 0.5
    (0.0751, dict(champion=0.2), False),
    (0.0249, dict(members=[1.0, 0.0, 0.0]), True),  # without the country in need: 0.5 * 0.5 * 0.1
    (0.0251, dict(members=[1.0, 0.0, 0.0]), False),
]


@pytest.mark.parametrize("u, changes, called", CALLS)
def test_what_is_urgent(plain, u, changes, called):
    issues = SimpleNamespace(shock=np.array([[0.1, 0.5, 1.0], [0.0, 0.3, 0.0], [1.0, 1.0, 1.0]]))
    circles = SimpleNamespace(members=np.array([changes.get("members", [1.0, 1.0, 0.0])]), scope=np.array([[1.0, 1.0, 0.0]]))
    p = SimpleNamespace(extraordinary=changes.get("extraordinary", 0.5))
    assert plain(urgent)(0, p, u, changes.get("champion", 0.4), 0.1, issues, circles) == called


@pytest.mark.parametrize("members, champion", [([1, 1, 0], 0), ([0, 1, 1], 2), ([0, 0, 0], -1)])
def test_the_champion_is_the_member_with_the_greatest_clout(plain, members, champion):
    outlook = SimpleNamespace(clout=np.array([0.4, 0.2, 0.9]))
    assert plain(loudest_member)(0, SimpleNamespace(members=np.array([members], float)), outlook) == champion


@pytest.mark.parametrize("seats, voice", [([1, 1], 0.12), ([0, 1], 0.06), ([0, 0], 0.0)])
def test_a_power_with_a_seat_calls_as_far_as_it_is_engaged_and_trusted(plain, seats, voice):
    circles = SimpleNamespace(members=np.array([[1.0, 1.0, 0.0]]), seats=np.array([seats], float))
    powers = SimpleNamespace(engagement=np.array([0.8, 0.4]))
    regard = SimpleNamespace(trust=np.array([[0.2, 0.8, 1.0], [0.5, 0.5, 0.0]]))
    assert plain(voice_of_powers)(0, SimpleNamespace(power_clout=0.3), circles, powers, regard) == pytest.approx(voice)


def forums(**changes):
    usual = dict(
        status=ACTIVE, kind=POLITICAL_FORUM, countdown=0.0, interval=4.0, failed=0.0, brand_position=0.0,
        brand_strength=0.0,
    )  # fmt: skip
    return SimpleNamespace(**{name: np.array([value]) for name, value in (usual | changes).items()})


def meeting_of(came, called=CALLED):
    size = len(came)
    return SimpleNamespace(
        meeting=np.array([called]), host=np.array([0]), attending=np.array([came], float), guests=np.zeros((1, size)),
        agenda=np.zeros((1, 1)), bracketed=np.zeros((1, 1)),
    )  # fmt: skip


def opened(plain, given, meetings, quorum=0.5, turmoil=0.0):
    size = meetings.attending.shape[1]
    circles = SimpleNamespace(members=np.ones((1, size)), scope=np.ones((1, 1)))
    p = SimpleNamespace(quorum=quorum, host_turmoil=0.5, brand_capture=0.0, agenda_room=7.0)
    governments, societies = SimpleNamespace(ideology=np.zeros(size)), SimpleNamespace(turmoil=np.full(size, turmoil))
    stakes = SimpleNamespace(salience=np.ones((1, size)))
    plain(open_meetings)(
        p, governments, societies, given, circles, stakes, meetings, SimpleNamespace(matters=np.zeros(circles.scope.shape[1]))
    )  # fmt: skip
    return meetings.meeting[0]


def test_a_quorum_is_of_those_who_came(plain):
    assert opened(plain, forums(), meeting_of([1, 1, 0, 0])) == HELD
    assert opened(plain, forums(), meeting_of([1, 0, 0, 0])) == PUT_OFF
    assert opened(plain, forums(), meeting_of([1, 1, 0, 0]), turmoil=0.5) == PUT_OFF  # where the host is in turmoil fewer count
    assert opened(plain, forums(), meeting_of([1, 0, 0, 0]), quorum=0.0) == HELD
    assert opened(plain, forums(), meeting_of([1, 1, 1, 1]), quorum=1.0) == HELD
    assert opened(plain, forums(), meeting_of([1, 1, 1, 0]), quorum=1.0) == PUT_OFF
    assert opened(plain, forums(kind=TECHNICAL_FORUM), meeting_of([1, 0, 0, 0])) == HELD


def test_a_statutory_meeting_is_tried_twice_and_then_held_by_ministers(plain):
    forum = forums()
    first, second = meeting_of([1, 0, 0, 0]), meeting_of([1, 0, 0, 0])
    assert opened(plain, forum, first) == PUT_OFF
    assert (forum.failed[0], forum.countdown[0], first.host[0]) == (1.0, 1.0, -1)
    forum.countdown[0] = 0.0
    assert opened(plain, forum, second) == LOWER
    assert (forum.failed[0], forum.countdown[0], second.host[0]) == (0.0, 4.0, -1)
    assert second.attending.sum() == 0.0


def test_one_that_is_held_makes_good_for_the_one_that_failed(plain):
    forum = forums(failed=1.0)
    assert opened(plain, forum, meeting_of([1, 1, 1, 0])) == HELD
    assert (forum.failed[0], forum.countdown[0]) == (0.0, 4.0)


def test_an_extraordinary_meeting_that_fails_leaves_the_calendar_alone(plain):
    forum = forums(countdown=2.0, failed=1.0)
    assert opened(plain, forum, meeting_of([1, 0, 0, 0])) == PUT_OFF
    assert (forum.failed[0], forum.countdown[0]) == (1.0, 2.0)


def test_a_meeting_put_off_has_next_time_the_odds_it_would_have_had(plain):
    """Ten members who come with probability 0.45 each, a quorum of half: held as often after a failure as after a success."""
    draws = np.random.default_rng(3).uniform(size=(4000, 10)) < 0.45
    draws[:, 0] = True
    forum = forums()
    after = {HELD: [], PUT_OFF: [], LOWER: []}
    last = HELD
    for came in draws:
        forum.countdown[0] = 0.0
        now = opened(plain, forum, meeting_of(came))
        after[last].append(now == HELD)
        last = now
    held, put_off = np.array(after[HELD]), np.array(after[PUT_OFF])
    error = np.sqrt(held.var() / held.size + put_off.var() / put_off.size)
    assert abs(held.mean() - put_off.mean()) < 3 * error
    assert min(held.size, put_off.size) > 500


def test_a_second_failure_in_a_row_clears_the_count(plain):
    forum = forums(failed=1.0)
    meetings = meeting_of([1, 0])
    plain(fail_to_meet)(0, forum, meetings)
    assert (meetings.meeting[0], forum.failed[0]) == (LOWER, 0.0)
