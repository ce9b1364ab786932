"""A frozen run keeps what a treatment does within a quarter and nothing that comes back through the state."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.sim.batches import Bench
from concertacion.sim.freezing import frozen_runs, held_in, kept_by
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.world import load_world

RUNS = [0, 1, 2]
ASKED = ("delivered@+0", "delivered@+1:", "delivered", "level.crime", "together.technical", "fragmentation")


def windows(**sets):
    return Scenario(name="arm", parameters=({"from": "+0", "set": sets},))


def events(*entries):
    return Scenario(name="arm", events=entries)


@pytest.fixture
def outcomes():
    """Outcomes float64 (run, measure) of an arm: in its own right, and frozen at the control. All start as the tables say."""
    world = load_world("latin_america", start=2000, years=3, settle=0)
    measures = compile_measures(ASKED, world)
    control = compile_run(world, Parameters())

    def both(scenario):
        treated = compile_run(world, Parameters(), scenario)
        frozen = frozen_runs(treated, control, measures, 1, RUNS)[1]
        return Bench(treated, measures).run(1, np.array(RUNS))[1], frozen, Bench(control, measures).run(1, np.array(RUNS))[1]

    return both


def test_frozen_at_itself_is_the_run_itself(outcomes):
    whole, frozen, control = outcomes(Scenario())
    assert np.array_equal(whole, frozen) and np.array_equal(whole, control)


def test_what_acts_within_the_quarter_is_kept(outcomes):
    whole, frozen, control = outcomes(windows(channel_value=0.0))
    assert np.array_equal(frozen[:, 0], whole[:, 0])  # nothing can have come back yet
    assert (frozen[:, 1] < control[:, 1]).all() and not np.array_equal(frozen[:, 1], whole[:, 1])


def test_what_acts_through_the_state_alone_is_not_kept(outcomes):
    whole, frozen, control = outcomes(windows(network_building=0.0))
    assert (whole[:, 2] < control[:, 2]).all()
    assert np.array_equal(frozen, control)


def test_what_an_event_touches_goes_on_from_quarter_to_quarter(outcomes):
    event = {"from": "+2", "variable": "crime", "countries": "all", "set": 1.0}
    whole, frozen, control = outcomes(events(event))
    crime = ASKED.index("level.crime")
    assert (frozen[:, crime] > control[:, crime] + 0.1).all()
    np.testing.assert_allclose(frozen[:, crime], whole[:, crime], rtol=0.1)


def test_held_are_the_variables_of_own_events_only(latin_america):
    shared = {"from": "+1", "variable": "turmoil", "countries": ["CHL"], "add": 0.1}
    own = {"from": "+3", "variable": "crime", "countries": ["ARG", "BRA"], "add": 0.1}
    treated, control = (compile_run(latin_america, Parameters(), events(*given)) for given in ((shared, own), (shared,)))
    assert held_in(treated, control).sum() == 2 and held_in(control, control).sum() == 0


def test_held_is_what_differs_at_the_start(latin_america):
    ready = compile_run(latin_america, Parameters())
    forums = ready.tables.forums
    deeper = ready._replace(tables=ready.tables._replace(forums=forums._replace(depth=forums.depth + 0.1)))
    assert held_in(deeper, ready).sum() == forums.depth.size


def test_what_direct_mechanisms_remember_is_held(latin_america):
    ready = compile_run(latin_america, Parameters())
    ties, circles = ready.state.ties, ready.state.circles
    assert held_in(ready, ready, ["network_building"]).sum() == ties.network.size + ties.memory.size
    assert held_in(ready, ready, ["accession_rate"]).sum() == 2 * circles.link.size  # who sits goes with who is linked
    assert kept_by(["channel_value", "insulation"]) == ["ties.memory", "ties.network"]


def test_what_is_remembered_by_direct_mechanisms_builds_up(latin_america):
    measures = compile_measures(("delivered",), latin_america)
    control, treated = compile_run(latin_america), compile_run(latin_america, scenario=windows(network_building=0.0))
    whole = Bench(control, measures).run(1, np.array(RUNS))[1]
    blocked = frozen_runs(treated, control, measures, 1, RUNS)[1]
    kept = frozen_runs(treated, control, measures, 1, RUNS, ["network_building"])[1]
    assert np.array_equal(blocked, whole) and (kept < whole).all()
