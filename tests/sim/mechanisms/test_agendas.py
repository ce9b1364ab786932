from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.agendas import bracket, burning, set_agenda, toxic_issue, trust_within

pytestmark = pytest.mark.interpreted

KNOWN = [
    (burning, dict(toxicity=0.5, heat=0.4, crisis=1.0), 0.7),
    (burning, dict(toxicity=0.5, heat=0.4, crisis=0.0), 0.5),
]
BOUNDS = [(burning, 0, 2)]
NEUTRAL = []

# Five issues in scope, the third the most toxic in quiet times, the first where a crisis is hot.
DOMAINS = SimpleNamespace(toxicity=np.array([0.6, 0.2, 0.7, 0.1, 0.3, 0.9]), crisis=np.array([1.0, 0.0, 0.0, 0.0, 0.5, 0.0]))
CIRCLES = SimpleNamespace(scope=np.array([[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]]), members=np.array([[1.0, 1.0, 0.0]]))
STAKES = SimpleNamespace(salience=np.array([[0.9, 0.1], [0.5, 0.5], [0.7, 0.7], [0.2, 0.2], [0.5, 0.5], [9.0, 9.0]]))


def meetings_with(heat=0.0, toxic=-1, came=(1.0, 1.0)):
    return SimpleNamespace(
        heat=np.array([heat]), toxic=np.array([toxic]), attending=np.array([came]), agenda=np.full((1, 6), 9.0)
    )


def parameters(**changes):
    return SimpleNamespace(
        **(dict(bracketing=1.0, trust_back=0.55, agenda_room=4.0, militarised_toxicity=0.0, militarisation=0.0) | changes)
    )


def agenda(plain, meetings, **changes):
    plain(set_agenda)(0, parameters(**changes), CIRCLES, STAKES, meetings, SimpleNamespace(matters=np.full(6, 9.0)))
    return np.flatnonzero(meetings.agenda[0]).tolist()


def test_the_most_salient_issues_fill_the_room(plain):
    assert agenda(plain, meetings_with()) == [0, 1, 2, 4]
    assert agenda(plain, meetings_with(), agenda_room=2.0) == [0, 2]  # 0, 1 and 4 matter alike: the first comes first
    assert agenda(plain, meetings_with(came=(1.0, 0.0)), agenda_room=1.9) == [0]  # to those who came
    assert agenda(plain, meetings_with(), agenda_room=7.0) == [0, 1, 2, 3, 4]  # no limit: the agenda is the scope


def test_a_bracketed_issue_makes_room_for_the_next(plain):
    assert agenda(plain, meetings_with(toxic=2)) == [0, 1, 3, 4]


@pytest.mark.parametrize("heat, toxic", [(0.0, 2), (0.1, 2), (0.5, 0)])
def test_the_toxic_issue_is_the_one_that_burns_worst(plain, heat, toxic):
    assert plain(toxic_issue)(0, parameters(), DOMAINS, CIRCLES, meetings_with(heat)) == toxic


TIES = SimpleNamespace(trust=np.array([[1.0, 0.3, 0.9], [0.5, 1.0, 0.9], [0.9, 0.9, 1.0]]))


def test_trust_within_a_forum_is_that_of_its_members_in_each_other(plain):
    assert plain(trust_within)(0, TIES, CIRCLES) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "changes, heat, struck, left",
    [
        ({}, 0.5, 0, 0.0),  # the crisis' issue goes, and with it the heat
        ({}, 0.1, 2, 0.1),  # another goes, and the heat stays
        (dict(trust_back=0.3), 0.5, -1, 0.5),  # trust is back
        (dict(bracketing=0.0), 0.5, -1, 0.5),
    ],
)
def test_brackets_hold_until_trust_is_back(plain, changes, heat, struck, left):
    meetings = meetings_with(heat)
    plain(bracket)(0, parameters(**changes), Address(1, 0, 0), 5, DOMAINS, TIES, CIRCLES, meetings)
    assert (meetings.toxic[0], meetings.heat[0]) == (struck, left)
