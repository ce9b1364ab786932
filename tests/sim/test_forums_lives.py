"""Forums in whole runs: who accedes and comes back, and forums that follow the record in both engines."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.sim.model import CooperationModel
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import compile_run
from concertacion.sim.state import ACTIVE, ASSOCIATE, DEAD, DORMANT, FULL, OUTSIDE, UNUSED
from concertacion.sim.world import load_world
from tests.sim.runs_helpers import copy_of, kernel_record

SUSPENDED = 3.0


@pytest.fixture(scope="module")
def two_years():
    return load_world("southeast_asia", start=2000, years=2, spare_forums=3)


def links_at_the_end(world, change, **values):
    """Links of the first forum at the end of a run from a state that `change` changes; forums are open to all."""
    ready = compile_run(world, Parameters()._replace(exit_rate=0.0, return_rate=0.0, founding_selectivity=0.2, **values))
    state = copy_of(ready.state)
    change(state)
    open_to = np.ones_like(ready.setting.open_to)
    record = kernel_record(ready._replace(state=state, setting=ready.setting._replace(open_to=open_to)))
    return record.forums.link[-1, 0]


def outside_and_associate(state):
    state.circles.link[0, 0], state.circles.link[0, 1] = OUTSIDE, ASSOCIATE
    state.circles.founder[0, :] = 0.0
    state.circles.members[0, :2] = 0.0
    state.forums.brand_strength[0] = 0.0
    state.governments.sovereigntism[:] = 0.0
    state.circles.pledged[0, :, :2] = state.circles.implemented[0, :, :2] = 0.0


def test_an_associate_accedes_at_some_rate_and_never_at_none(two_years):
    assert links_at_the_end(two_years, outside_and_associate, accession_rate=0.0)[:2].tolist() == [OUTSIDE, ASSOCIATE]
    assert links_at_the_end(two_years, outside_and_associate, accession_rate=1.0)[1] == FULL


def test_who_is_suspended_at_the_start_sits_again(two_years):
    ready = compile_run(two_years, Parameters()._replace(exit_rate=0.0))
    state = copy_of(ready.state)
    i = int(np.argmax(state.circles.link[0] == FULL))
    state.circles.suspended[0, i], state.circles.members[0, i] = 3.0, 0.0
    links = kernel_record(ready._replace(state=state)).forums.link[:, 0, i]
    assert links[:4].tolist() == [SUSPENDED, SUSPENDED, FULL, FULL]


@pytest.mark.parametrize("engine", ["kernel", "mesa"])
def test_status_and_members_are_those_on_record(two_years, engine):
    ready = compile_run(two_years)
    quarters = np.arange(8)
    status = np.repeat(ready.state.forums.status[None], 8, axis=0)
    link = np.repeat(ready.state.circles.link[None], 8, axis=0)
    fresh = int(np.argmax(status[0] == UNUSED))
    status[quarters >= 2, fresh] = ACTIVE
    status[(quarters >= 4) & (quarters < 6), 0] = DORMANT
    status[quarters >= 5, 1] = DEAD
    link[quarters >= 2, fresh, :4] = FULL
    link[quarters >= 3, fresh, 4] = ASSOCIATE
    link[(quarters >= 3) & (quarters < 6), 0, 1] = SUSPENDED
    link[quarters >= 6, 0, 2] = OUTSIDE
    exogenous = ready.exogenous._replace(forum_status=status, link=link)
    follows = ready.setting._replace(forums_until=np.array([8]))
    if engine == "kernel":
        record = kernel_record(ready._replace(setting=follows, exogenous=exogenous))
    else:
        model = CooperationModel(two_years)
        model._run = model._run._replace(setting=follows, exogenous=exogenous)
        record = model.run()
    np.testing.assert_array_equal(record.forums.status, status)
    alive = status != UNUSED
    np.testing.assert_array_equal(record.forums.link[alive], link[alive])
    np.testing.assert_array_equal(record.forums.member[alive], link[alive] == FULL)
