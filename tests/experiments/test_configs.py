"""No config may rot: every file composes, every scenario compiles, every lever is moved by one."""

from functools import cache
from pathlib import Path

import pytest

from concertacion import configs
from concertacion.experiments.compose import composed_config
from concertacion.experiments.inputs import build_inputs
from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.settings.kinds import KINDS, experiments_of, settings_of
from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.scenario import compile_scenario, make_scenario
from concertacion.sim.world import load_world

FOLDER = Path(configs.__file__).parent
LEVERS = [name for name, declaration in DECLARED.items() if isinstance(declaration, Prior) and declaration.lever]


NEEDED = {"experiment=compare": ["arms=[baseline,pandemic]"]}  # settings without a default
SIMULATED = [name for kind, owner in KINDS.items() if owner.simulates for name in experiments_of(kind)]


@cache
def composed(argument):
    return composed_config([argument, *NEEDED.get(argument, [])])


def scenario_of(name):
    return make_scenario(composed(f"scenario={name}")["scenario"])


def names(group):
    return sorted(path.stem for path in (FOLDER / group).glob("*.yaml"))


@pytest.fixture(scope="module")
def world():
    return load_world("latin_america", "latin_america_20", 2000, 26)


@pytest.mark.parametrize("group", ["experiment", "world", "scenario"])
def test_every_config_composes_and_is_valid(group):
    assert names(group)
    for name in names(group):
        settings = settings_of(composed(f"{group}={name}"))
        assert (settings.experiment if group == "experiment" else getattr(settings, group)["name"]) == name


@pytest.mark.parametrize("name", [name for name in names("world") if name != "own"])
def test_every_world_loads(name):
    plan = build_inputs(settings_of(composed_config([f"world={name}", "years=2"])))
    known = {"latin_america_20": 20, "celac_33": 33, "southeast_asia": 10, "south_america": 12}
    assert len(plan.world.countries) == known.get(name, len(plan.world.countries)) > 1


@pytest.mark.parametrize("name", SIMULATED)
def test_every_experiment_can_be_prepared(name):
    assert build_inputs(settings_of(composed(f"experiment={name}"))).world.quarters >= 4


@pytest.mark.parametrize("name", names("scenario"))
def test_every_scenario_compiles_says_what_it_is_and_does_something(name, world):
    scenario = scenario_of(name)
    table, segment, events = compile_scenario(scenario, world, Parameters())
    assert len(scenario.description) > 60 and scenario.source
    assert segment.max() == len(table) - 1
    assert bool(len(events.position) or (table != list(Parameters())).any()) == (name != "baseline")


def test_every_lever_is_moved_by_a_scenario(world):
    moved = set()
    for name in names("scenario"):
        scenario = scenario_of(name)
        table, _, _ = compile_scenario(scenario, world, Parameters())
        moved |= {lever for lever in LEVERS if (table[:, Parameters._fields.index(lever)] != getattr(Parameters(), lever)).any()}
    assert len(LEVERS) > 20
    assert moved == set(LEVERS)


def test_the_config_shows_every_parameter_at_its_default():
    config = composed_config([])["parameters"]
    assert config == parameter_defaults()
    assert list(config) == list(Parameters._fields)
