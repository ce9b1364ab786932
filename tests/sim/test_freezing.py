"""A frozen run keeps what a treatment does within a quarter and nothing that comes back through the state."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.sim.batches import Bench
from concertacion.sim.events import VARIABLES
from concertacion.sim.freezing import DECIDED, frozen_runs, held_in, kept_by, parameters_apart, renewed_in, set_back
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.packing import positions
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.state import UNUSED, State
from concertacion.sim.world import load_world

RUNS = [0, 1, 2]
ASKED = (
    "delivered@+0", "delivered@+1:", "delivered", "level.crime", "level.ideology.CHL@+11", "power_trust.USA@+11",
    "level.growth@+11",
)  # fmt: skip


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

    def both(scenario, direct=()):
        treated = compile_run(world, Parameters(), scenario)
        frozen = frozen_runs(treated, control, measures, 1, RUNS, direct)[1]
        return Bench(treated, measures).run(1, np.array(RUNS))[1], frozen, Bench(control, measures).run(1, np.array(RUNS))[1]

    return both


def test_frozen_at_itself_is_the_run_itself(outcomes):
    whole, frozen, control = outcomes(Scenario())
    assert np.array_equal(whole, frozen) and np.array_equal(whole, control)


def test_what_acts_within_the_quarter_is_kept(outcomes):
    whole, frozen, control = outcomes(windows(channel_value=0.0))
    assert np.array_equal(frozen[:, 0], whole[:, 0])  # nothing can have come back yet
    assert (frozen[:, 1] < control[:, 1]).all() and not np.array_equal(frozen[:, 1], whole[:, 1])


def test_what_acts_through_the_state_alone_is_not_kept_unless_a_direct_mechanism_remembers_it(outcomes):
    """The floor of expectations is laid when a quarter ends."""
    floor = windows(faith_floor=0.3)
    whole, frozen, control = outcomes(floor)
    assert (whole[:, 2] != control[:, 2]).all()
    assert np.array_equal(frozen, control)
    assert not np.array_equal(outcomes(floor, ["learning_rate"])[1], control)


def test_what_an_event_touches_goes_on_from_quarter_to_quarter(outcomes):
    event = {"from": "+2", "variable": "crime", "countries": "all", "set": 1.0}
    whole, frozen, control = outcomes(events(event))
    crime = ASKED.index("level.crime")
    assert (frozen[:, crime] > control[:, crime] + 0.1).all()
    np.testing.assert_allclose(frozen[:, crime], whole[:, crime], rtol=0.1)


def test_a_government_that_an_event_brings_in_stays(outcomes):
    event = {"from": "+6", "variable": "new_government", "countries": ["CHL"], "set": -0.9}
    whole, frozen, control = outcomes(events(event))
    colour = ASKED.index("level.ideology.CHL@+11")
    assert not np.array_equal(whole[:, colour], control[:, colour])
    np.testing.assert_array_equal(frozen[:, colour], whole[:, colour])


def test_every_event_on_what_is_seen_anew_says_what_of_the_state_it_decides():
    assert {one.path for one in VARIABLES.values() if one.path.partition(".")[0] not in State._fields} == set(DECIDED)


def test_powers_turn_once_and_prices_move_as_in_an_ordinary_run(outcomes):
    whole, frozen, control = outcomes(windows(engagement=0.5, price_level=1.0), ["surprise_cost"])
    for name in ("power_trust.USA@+11", "level.growth@+11"):
        left = (frozen - control)[:, ASKED.index(name)].mean() / (whole - control)[:, ASKED.index(name)].mean()
        assert left == pytest.approx(1.0, abs=0.1), name


def held_by(treated, control, direct=()):
    """How many numbers are held beyond the world outside, which always is."""
    return (held_in(treated, control, direct) & ~held_in(control, control)).sum()


def test_the_world_outside_goes_on(latin_america):
    ready = compile_run(latin_america, Parameters())
    outside = sum(array.size for array in (*ready.state.powers, ready.state.region.price))
    assert held_in(ready, ready).sum() == outside and not renewed_in(held_in(ready, ready), ready).size


def test_where_who_sits_is_held_overlap_is_worked_out_anew(latin_america):
    leaves = {"from": "+1", "variable": "link", "forums": ["OAS"], "countries": ["ARG"], "set": 0}
    treated, control = compile_run(latin_america, Parameters(), events(leaves)), compile_run(latin_america, Parameters())
    assert held_by(treated, control) == 2  # the link, and the seat
    renewed = renewed_in(held_in(treated, control), control)
    assert renewed.size == control.state.forums.status.size
    numbers, base = np.ones(renewed.max() + 1), np.full(renewed.max() + 1, 2.0)
    held = np.zeros(numbers.size, bool)
    held[0] = True
    set_back(numbers, base, held, renewed)
    assert numbers[0] == 1.0 and not numbers[renewed].any() and (numbers[1 : renewed.min()] == 2.0).all()


def test_what_is_founded_begins_as_the_treatment_has_it(latin_america):
    """A slot that was free is held whole where founding is direct: nothing of an empty slot comes back into it."""
    ready = compile_run(latin_america, Parameters())
    free = ready.tables.forums.status == UNUSED
    held = held_in(ready, ready, ["founding_rate"])
    places = positions(ready.tables)
    slots = [where for name, where in places.items() if name.startswith(("forums.", "circles."))]
    assert free.any() and len(slots) > 20 and all(held[where[free]].all() for where in slots)
    assert not held[places["forums.vitality"][~free]].any() and held[places["forums.status"]].all()


def test_what_the_treatment_sets_a_parameter_of_is_remembered(latin_america):
    control, treated = (compile_run(latin_america, scenario=one) for one in (Scenario(), windows(transition=0.5)))
    sizes = [control.state.crises.intensity.size] * 4
    assert parameters_apart(treated, control) == ["transition"] and parameters_apart(control, control) == []
    assert held_by(treated, control) == sum(sizes)  # crisis, ideology, populism, democracy


def test_held_are_the_variables_of_own_events_only(latin_america):
    shared = {"from": "+1", "variable": "turmoil", "countries": ["CHL"], "add": 0.1}
    own = {"from": "+3", "variable": "crime", "countries": ["ARG", "BRA"], "add": 0.1}
    treated, control = (compile_run(latin_america, Parameters(), events(*given)) for given in ((shared, own), (shared,)))
    assert held_by(treated, control) == 2


def test_held_is_what_differs_at_the_start(latin_america):
    ready = compile_run(latin_america, Parameters())
    forums = ready.tables.forums
    deeper = ready._replace(tables=ready.tables._replace(forums=forums._replace(depth=forums.depth + 0.1)))
    assert held_by(deeper, ready) == forums.depth.size


def test_what_direct_mechanisms_remember_is_held(latin_america):
    ready = compile_run(latin_america, Parameters())
    ties, circles = ready.state.ties, ready.state.circles
    assert held_by(ready, ready, ["network_building"]) == ties.network.size + ties.memory.size
    assert held_by(ready, ready, ["accession_rate"]) == 2 * circles.link.size  # who sits goes with who is linked
    assert kept_by(["channel_value", "insulation"]) == ["ties.memory", "ties.network"]


def test_what_the_treatment_itself_builds_goes_on_building(latin_america):
    measures = compile_measures(("delivered",), latin_america)
    control, treated = compile_run(latin_america), compile_run(latin_america, scenario=windows(network_building=0.0))
    whole = Bench(control, measures).run(1, np.array(RUNS))[1]
    assert (frozen_runs(treated, control, measures, 1, RUNS)[1] < whole).all()
