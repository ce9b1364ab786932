from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.contamination import division_on, heat_in, heat_of, keep_away

pytestmark = pytest.mark.interpreted

KNOWN = [
    (heat_of, dict(intensity=1.0, backing=0.5, opposition=0.5), 1.0),
    (heat_of, dict(intensity=1.0, backing=1.0, opposition=0.0), 0.0),  # all on one side
    (heat_of, dict(intensity=0.5, backing=0.2, opposition=0.6), 0.2),
    (division_on, dict(heat=0.5, crisis=1.0, contamination=0.8, contamination_spill=0.3), 0.4),
    (division_on, dict(heat=0.5, crisis=0.0, contamination=0.8, contamination_spill=0.3), 0.12),
    (division_on, dict(heat=0.5, crisis=0.5, contamination=0.8, contamination_spill=0.3), 0.26),
    (division_on, dict(heat=0.5, crisis=0.0, contamination=0.8, contamination_spill=0.0), 0.0),
]
SIDES = dict(backing=(0, 0.5), opposition=(0, 0.5))
BOUNDS = [(heat_of, 0, 1, SIDES), (division_on, 0, 2)]
NEUTRAL = [(division_on, "contamination", ("heat", "crisis", "contamination_spill"))]

# Countries 0 and 1 are in crisis. Country 2 opposes 0, country 3 backs it; nobody opposes 1.
STANCE = np.zeros((4, 4))
STANCE[0] = [0.0, 1.0, -1.0, 1.0]
STANCE[1] = [0.5, 0.0, 0.5, 0.5]
DOMAINS = SimpleNamespace(crisis=np.array([0.0, 1.0]))


def forum(members, scope=(1.0, 1.0)):
    return SimpleNamespace(members=np.array([members], float), scope=np.array([scope]))


@pytest.mark.parametrize(
    "members, scope, intensity, heat",
    [
        ([1, 0, 1, 0], (1.0, 1.0), 0.8, 0.8),  # itself and its opponent
        ([1, 1, 1, 1], (1.0, 1.0), 0.8, 0.4),  # one in four opposes it
        ([1, 1, 0, 1], (1.0, 1.0), 1.0, 0.0),  # both sides must sit
        ([0, 0, 1, 1], (1.0, 1.0), 1.0, 1.0),  # others may fall out over a crisis elsewhere
        ([1, 0, 1, 0], (1.0, 0.0), 0.8, 0.0),  # no issue that crises are about
    ],
)
def test_heat_takes_two_sides_and_an_issue(plain, members, scope, intensity, heat):
    crises = SimpleNamespace(intensity=np.array([intensity, 0.6, 0.0, 0.0]), stance=STANCE)
    assert plain(heat_in)(0, DOMAINS, crises, forum(members, scope)) == pytest.approx(heat)


@pytest.mark.parametrize("stance, heat, away", [(-1.0, 1.0, 1.0), (-0.2, 0.2, 0.04), (0.0, 0.0, 0.0), (0.2, 0.0, 0.0)])
def test_who_hardly_takes_a_side_hardly_divides_and_comes(plain, stance, heat, away):
    """A forum of the government in crisis and one other."""
    crises = SimpleNamespace(intensity=np.array([1.0, 0.0]), stance=np.array([[0.0, stance], [0.0, 0.0]]))
    meetings, scratch, both = SimpleNamespace(heat=np.zeros(1)), SimpleNamespace(split=np.full(2, 9.0)), forum([1, 1])
    meetings.heat[0] = plain(heat_in)(0, DOMAINS, crises, both)
    plain(keep_away)(0, 2, 0, SimpleNamespace(accused=0.5), crises, both, meetings, scratch)
    assert meetings.heat[0] == pytest.approx(heat) and scratch.split == pytest.approx([0.5 * heat, away])


@pytest.mark.parametrize(
    "heat, accused, away",
    [
        (1.0, 0.5, [0.5, 0.0, 1.0, 0.0]),
        (1.0, 0.0, [0.0, 0.0, 1.0, 0.0]),
        (0.0, 0.5, [0.0] * 4),
        (0.3, 0.5, [0.15, 0.0, 0.3, 0.0]),
    ],
)
def test_heat_keeps_the_foe_away_and_not_the_friend(plain, heat, accused, away):
    """At contamination 0.8 the foe of a fully hot crisis loses 0.8 of utility, the friend none."""
    crises = SimpleNamespace(intensity=np.array([1.0, 0.0, 0.0, 0.0]), stance=STANCE)
    meetings, scratch = SimpleNamespace(heat=np.array([heat])), SimpleNamespace(split=np.full(4, 9.0))
    plain(keep_away)(0, 4, 0, SimpleNamespace(accused=accused), crises, forum([1, 0, 1, 0]), meetings, scratch)
    assert scratch.split == pytest.approx(away)


def test_nobody_stays_away_from_a_government_that_has_no_seat(plain):
    crises = SimpleNamespace(intensity=np.array([1.0, 0.0, 0.0, 0.0]), stance=STANCE)
    meetings, scratch = SimpleNamespace(heat=np.array([1.0])), SimpleNamespace(split=np.full(4, 9.0))
    plain(keep_away)(0, 4, 0, SimpleNamespace(accused=0.5), crises, forum([0, 0, 1, 1]), meetings, scratch)
    assert not scratch.split.any()
