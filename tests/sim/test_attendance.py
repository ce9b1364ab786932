"""What presidents who never travel, or always do, make of the calendar of forums."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.sim.model import CooperationModel, Country
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import ACTIVE, HELD, LOWER, PUT_OFF, TECHNICAL_FORUM
from concertacion.sim.world import load_world

BY_STATUTE_ALONE = Parameters()._replace(extraordinary=0.0, exit_rate=0.0, founding_rate=0.0, return_rate=0.0)


class StaysAtHome(Country):
    """A president who never travels."""

    def attendance_chance(self, forum, chance):
        return 0.0


class Traveller(Country):
    """A president who comes to everything."""

    def attendance_chance(self, forum, chance):
        return 1.0


@pytest.fixture(scope="module")
def world():
    """From 2012, three years, as the tables say: no forum has failed to meet before."""
    return load_world("latin_america", start=2012, years=3, spare_forums=1, settle=0)


def forums_of(world, country_class, **changes):
    return CooperationModel(world, BY_STATUTE_ALONE._replace(**changes), country_class=country_class).run().forums


def political(world):
    """Forums of three or more presidents."""
    kinds, sizes = world.state.forums.kind, world.state.circles.members.sum(1)
    return np.flatnonzero((kinds != TECHNICAL_FORUM) & (sizes >= 3) & (world.state.forums.status == ACTIVE))


def test_where_nobody_travels_ministers_meet_after_each_second_failure(world):
    meeting = forums_of(world, StaysAtHome).meeting
    for m in political(world):
        calls = [int(code) for code in meeting[:, m] if code]
        assert calls == ([PUT_OFF, LOWER] * len(calls))[: len(calls)]
    assert (meeting == LOWER).sum() > 5


def test_where_all_travel_every_meeting_is_held(world):
    forums = forums_of(world, Traveller, host_turmoil=0.0)
    assert set(np.unique(forums.meeting)) == {0, HELD}
    met = forums.meeting == HELD
    np.testing.assert_array_equal(forums.attended[met] > 0, forums.link[met] * (forums.link[met] < 3) > 0)


@pytest.mark.parametrize("agenda_room, most", [(7.0, 7), (2.0, 2), (1.0, 1)])
def test_agendas_keep_to_their_room(world, agenda_room, most):
    forums = forums_of(world, Traveller, agenda_room=agenda_room)
    met = forums.meeting == HELD
    scope = world.state.circles.scope.sum(1)
    items = np.minimum(scope, most)
    expected = np.where(met[:, : scope.size], items[None, :], 0.0)
    founded = world.state.forums.status == 0
    np.testing.assert_array_equal(forums.on_agenda.sum(-1)[:, ~founded], expected[:, ~founded])
