"""Turns of politics: what events bring in stays, what they only tell moves nothing else."""

import numpy as np
import pytest

from concertacion.sim.scenario import Scenario
from concertacion.sim.world import load_world
from tests.sim.runs_helpers import record_of


@pytest.fixture(scope="module")
def small():
    """Ten states from 2000, two years."""
    return load_world("southeast_asia", start=2000, years=2, spare_forums=2)


def told(world, *events):
    return record_of(world, scenario=Scenario("turn", events=events))


def test_an_event_on_ideology_voids_no_pledge(small):
    control = record_of(small)
    moved = told(small, {"from": "+3", "variable": "ideology", "countries": "share-0.5", "add": 0.4})
    new_leader = np.asarray(moved.countries.new_leader[3])
    assert not new_leader.any() and not np.array_equal(moved.countries.ideology[3], control.countries.ideology[3])
    # what is agreed in this very quarter may differ; what was agreed before stays
    assert np.asarray(moved.forums.pledged[3]).sum() == pytest.approx(np.asarray(control.forums.pledged[3]).sum(), rel=0.05)


def test_what_holds_survives_the_elections_of_its_quarters(small):
    hold = {"from": "+1", "to": "+6", "countries": "all", "hold": True}
    # nobody is popular: every election brings in somebody new
    fall = {"from": "+1", "to": "+6", "variable": "approval", "countries": "all", "set": 0.0}
    call = {"from": "+1", "to": "+6", "variable": "time_to_election", "countries": "all", "set": 1}
    record = told(small, fall, call, {"variable": "ideology", "set": -0.25} | hold, {"variable": "populism", "set": 0.75} | hold)
    assert np.asarray(record.countries.new_leader[1:7]).any()
    np.testing.assert_array_equal(record.countries.ideology[1:7], -0.25)
    np.testing.assert_array_equal(record.countries.populism[1:7], 0.75)


def test_a_government_that_events_bring_in_takes_office_and_stays(small):
    turn = {"from": "+2", "variable": "new_government", "countries": "all", "set": 0.5}
    record = told(small, turn, {"from": "+2", "variable": "ideology_centre", "countries": "all", "set": 0.5})
    assert np.asarray(record.countries.new_leader[2]).all()
    np.testing.assert_array_equal(record.countries.ideology[2], 0.5)
    stays = np.asarray(record.countries.new_leader[3]) == 0
    np.testing.assert_array_equal(np.asarray(record.countries.ideology[3])[stays], 0.5)
