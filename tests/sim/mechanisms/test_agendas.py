from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.agendas import bracket, burning, chance_of_brackets, set_agenda

pytestmark = pytest.mark.interpreted

KNOWN = [
    (burning, dict(toxicity=0.5, heat=0.4, crisis=1.0), 0.7),
    (burning, dict(toxicity=0.5, heat=0.4, crisis=0.0), 0.5),
]
KNOWN += [
    (chance_of_brackets, dict(burns=1.2, deliverable=0.3, bracketing=0.8), 0.72),
    (chance_of_brackets, dict(burns=0.4, deliverable=0.5, bracketing=1.0), 0.0),  # less controversial than actionable: it stays
    (chance_of_brackets, dict(burns=2.0, deliverable=0.3, bracketing=1.0), 1.0),
]
BOUNDS = [(burning, 0, 2), (chance_of_brackets, 0, 1)]
NEUTRAL = [(chance_of_brackets, "bracketing", ("burns", "deliverable"))]

# Five issues in scope, the third as toxic as can be, the first where a crisis is hot.
DOMAINS = SimpleNamespace(
    toxicity=np.array([0.6, 0.2, 1.0, 0.1, 0.3, 0.9]), crisis=np.array([1.0, 0.0, 0.0, 0.0, 0.5, 0.0]),
    deliverability=np.array([0.6, 0.6, 0.0, 0.6, 0.6, 0.0]),
)  # fmt: skip
CIRCLES = SimpleNamespace(scope=np.array([[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]]), members=np.array([[1.0, 1.0, 0.0]]))
STAKES = SimpleNamespace(salience=np.array([[0.9, 0.1], [0.5, 0.5], [0.7, 0.7], [0.2, 0.2], [0.5, 0.5], [9.0, 9.0]]))


def meetings_with(heat=0.0, bracketed=(), came=(1.0, 1.0)):
    struck = np.array([[float(k in bracketed) for k in range(6)]])
    return SimpleNamespace(heat=np.array([heat]), bracketed=struck, attending=np.array([came]), agenda=np.full((1, 6), 9.0))


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
    assert agenda(plain, meetings_with(bracketed=[2])) == [0, 1, 3, 4]
    assert agenda(plain, meetings_with(bracketed=[0, 2])) == [1, 3, 4]


def struck(plain, heat, life=0.4, quarters=400, **changes):
    """How often each issue is struck, and the mean heat left."""
    forums, often, left = SimpleNamespace(vitality=np.array([life])), np.zeros(6), 0.0
    for quarter in range(quarters):
        meetings = meetings_with(heat)
        plain(bracket)(0, parameters(**changes), Address(1, 0, quarter), 5, DOMAINS, forums, CIRCLES, meetings)
        often += meetings.bracketed[0]
        left += meetings.heat[0]
    return often / quarters, left / quarters


def test_each_issue_is_struck_by_its_own_toxicity_and_the_others_stay(plain):
    often, left = struck(plain, 0.5)
    assert often[2] == 1.0 and not often[[1, 3, 4, 5]].any()  # the last is toxic but out of the scope
    assert often[0] == pytest.approx(0.3, abs=0.07)  # 0.6 (1 + 0.5) - 0.6
    assert left == pytest.approx(0.5 * (1.0 - often[0]))  # with the crisis' issue goes the heat
    often, left = struck(plain, 0.0)
    assert often.tolist() == [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    assert struck(plain, 0.5, quarters=20, bracketing=0.0)[0].tolist() == [0.0] * 6


def test_brackets_are_lifted_where_a_forum_has_regained_trust(plain):
    assert struck(plain, 0.5, life=0.54, quarters=20)[0][2] == 1.0
    often, left = struck(plain, 0.5, life=0.55, quarters=20)
    assert not often.any() and left == pytest.approx(0.5)
