"""A run begins settled: nothing outside the settled stocks moves, and what is settled no longer drifts."""

import os

import numpy as np
import pytest

from concertacion.sim.batches import Bench
from concertacion.sim.declare import InputError
from concertacion.sim.ensembles import simulate
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.packing import Packed, positions
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.runs import compile_run, settled_at, with_table
from concertacion.sim.settling import GIVEN_BACK, LEVERS, SETTLED, unpacked, wake
from concertacion.sim.state import ACTIVE, DEMOCRACY, SECURITY, TRADE
from concertacion.sim.world import SETTLE, load_world

compiled_only = pytest.mark.skipif(
    bool(os.environ.get("NUMBA_DISABLE_JIT")), reason="ten years of settling take minutes interpreted"
)


@pytest.fixture(scope="module")
def world():
    return load_world("southeast_asia", start=2000, years=1, spare_forums=2, settle=2)


def arrays(state):
    return {f"{theme}.{name}": getattr(part, name) for theme, part in state._asdict().items() for name in part._fields}


def test_only_what_is_settled_moves(world):
    ready = compile_run(world)
    before, after = arrays(ready.tables), arrays(ready.state)
    moved = {name for name in before if not np.array_equal(before[name], after[name])}
    assert moved <= {*SETTLED, "forums.silent_for", "societies.secured", "societies.traded", "region.usual_norm"} - set(
        GIVEN_BACK
    )
    quarters = [compile_run(world._replace(settle=quarter)).state.issues.delivered.sum(axis=0) for quarter in (1, 2)]
    for usual, domain in ((ready.state.societies.secured, SECURITY), (ready.state.societies.traded, TRADE)):
        assert usual == pytest.approx(np.mean([np.minimum(1.0, one[domain]) for one in quarters], axis=0)) and usual.any()
    assert ready.state.region.usual_norm[0] == ready.state.issues.norms[DEMOCRACY] != world.state.region.usual_norm[0]
    assert {"ties.trust", "ties.network", "ties.memory", "issues.technical_faith", "issues.delivered"} <= moved
    assert np.array_equal(ready.state.ties.memory, ready.state.ties.network)
    assert ready.tables is world.state


def test_forums_that_are_alive_begin_awake(world):
    tired = world.state._replace(forums=world.state.forums._replace(silent_for=np.ones(len(world.forums))))
    packed, places = Packed(tired), positions(tired)
    wake(packed.start, places, tired.forums.status, 0.9)
    forums = unpacked(tired, packed.start, places).forums
    assert (forums.vitality[forums.status == ACTIVE] == 0.9).all()
    assert not forums.vitality[forums.status != ACTIVE].any() and not forums.silent_for.any()


def test_nothing_settles_without_quarters(world):
    ready = compile_run(world._replace(settle=0))
    assert ready.state is world.state


def test_runs_settle_with_levers_at_their_defaults_and_without_events(world):
    ready = compile_run(world)
    levers = {name: 1.0 for name, declared in DECLARED.items() if getattr(declared, "lever", False)}
    moved = {name: min(max(value, DECLARED[name].low), DECLARED[name].high) for name, value in levers.items()}
    event = {"from": "+0", "variable": "turmoil", "countries": "all", "set": 1.0}
    from concertacion.sim.scenario import Scenario

    treated = compile_run(world, Parameters(**moved), Scenario(name="arm", events=(event,)), "pinned")
    assert len(LEVERS) == len(levers)
    for name, array in arrays(ready.state).items():
        assert np.array_equal(array, arrays(treated.state)[name]), name


def test_each_point_of_a_sweep_settles_at_its_own_parameters(world):
    measures = compile_measures(("delivered", "level.trust"), world)
    point = Parameters(trust_gain=0.0, channel_value=1.0)
    ready, there = compile_run(world), compile_run(world, point)
    assert not np.array_equal(ready.state.ties.trust, there.state.ties.trust)
    assert np.array_equal(settled_at(ready, there.table).ties.trust, there.state.ties.trust)
    bench = Bench(ready, measures)
    bench.run(1, np.array([0]))
    moved = bench.run(1, np.array([0]), there.table)[1]
    assert np.array_equal(moved, Bench(there, measures).run(1, np.array([0]))[1])
    assert np.array_equal(
        bench.run(1, np.array([0]))[1], Bench(with_table(there, ready.table), measures).run(1, np.array([0]))[1]
    )


@pytest.mark.parametrize("settle", [-1, 401, 1.5, True])
def test_settling_takes_a_number_of_quarters(settle):
    with pytest.raises(InputError, match=r"settle=.*: expected a whole number of quarters in \[0, 400\]"):
        load_world("southeast_asia", years=1, settle=settle)


@compiled_only
@pytest.mark.parametrize("channel", ["technical", "summit"])
def test_delivery_hardly_drifts_after_a_settled_start(channel):
    """Twenty free quarters: the slope is nought within two errors, or a quarter of the slope without settling.

    Minilateral groups have no stock to settle.
    """
    time = np.arange(20) - 9.5
    slopes = {}
    for settle in (0, SETTLE):
        world = load_world("latin_america", start=2012, years=5, settle=settle)
        measures = compile_measures(tuple(f"delivered.{channel}@+{quarter}" for quarter in range(20)), world)
        values = Bench(compile_run(world), measures).run(1, np.arange(64))[1]
        slopes[settle] = (values * time).sum(axis=1) / (time * time).sum()
    error = slopes[SETTLE].std(ddof=1) / 8.0
    assert abs(slopes[SETTLE].mean()) <= max(2.0 * error, 0.25 * abs(slopes[0].mean()))


@compiled_only
def test_what_settles_outside_the_region_does_not_drift():
    """A drift told as history: alignments that rest on rivalry, trade that rests on what is delivered, trust in a power whose
    engagement its own politics cap. Four free years, no elections in sight.
    """
    world = load_world("latin_america", start=2000, years=4)
    far = np.full_like(world.state.governments.time_to_election, 4000.0)
    world = world._replace(state=world.state._replace(governments=world.state.governments._replace(time_to_election=far)))
    asked = [f"{name}@+{quarter}" for name in ("spread.alignment", "level.trade", "power_trust.USA") for quarter in (0, 15)]
    quiet = Parameters(home_cap=1.0, fall_rate=0.0, coup_rate=0.0, reprimarisation=0.0)
    values = Bench(compile_run(world, quiet), compile_measures(tuple(asked), world)).run(1, np.arange(16))[1].mean(axis=0)
    before, after = values[::2], values[1::2]
    np.testing.assert_allclose(after, before, rtol=0.1)


def changed(settle, **changes):
    """Southeast Asia with facts of powers and countries changed."""
    return load_world("southeast_asia", start=2010, years=2, spare_forums=2, settle=settle, overrides=changes)


@pytest.mark.parametrize("settle", [0, 2])
def test_the_engagement_of_a_power_that_a_user_sets_stays(settle):
    usual, less = (simulate(changed(settle, **each)) for each in ({}, {"powers.CHN.engagement": 0.0}))
    assert (usual["engagement"].sel(power="CHN") > 0.1).all() and (less["engagement"].sel(power="CHN") < 0.1).all()
    assert (less["engagement"].sel(power="USA") == usual["engagement"].sel(power="USA")).all()


def test_what_settling_would_undo_is_refused():
    with pytest.raises(
        InputError, match=r"overrides\.countries\.SGP\.turmoil: is settled before the first quarter.*settle=0 keeps it"
    ):
        changed(2, **{"countries.SGP.turmoil": 0.5})
    assert 0.5 in changed(0, **{"countries.SGP.turmoil": 0.5}).state.societies.turmoil
