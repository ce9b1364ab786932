"""Setups: the world, scenario and mode that points share. A process loads each one once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from concertacion.experiments.inputs import KEPT, tables_sha256, world_of
from concertacion.experiments.sweep.axes import CHOICES, OVERRIDES, Axis, columns
from concertacion.experiments.sweep.ties import Tie, tied
from concertacion.sim.declare import InputError, Variant
from concertacion.sim.outcomes.declaration import Measures
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.parameters import DECLARED, Parameters, make_parameters
from concertacion.sim.runs import CompiledRun, compile_run
from concertacion.sim.scenario import Scenario, make_scenario
from concertacion.sim.world import World

TABLES = "tables_sha256"  # in the config of a world: the digest of the tables in a folder of the user's


class Setup(NamedTuple):
    """A world, a scenario and a way politics moves, as text: equal setups are equal values, in any process."""

    world: str  # JSON of its config, start, years, how forums live and quarters of settling
    scenario: str  # JSON of its config
    mode: str
    until: int | None


class LoadedSetup(NamedTuple):
    """The objects of a setup."""

    world: World
    scenario: Scenario
    compiled_run: CompiledRun


def with_tables(world: Mapping[str, Any]) -> dict[str, Any]:
    """The config of a world with the digest of its folder of tables, if it has one: other tables are another world.

    Raises
    ------
    InputError
        If there is no such folder, or a table cannot be read.
    """
    digest = tables_sha256(world)
    return dict(world) if digest is None else {**world, TABLES: digest}


def setup_at(settings: Mapping[str, Any], choices: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]) -> Setup:
    """The setup of a point, from the settings and the values of the axes that are no parameters.

    `choices` holds the configs of the scenarios and worlds that axes name: {"scenario": {name: config}, "world": ...}.
    """
    configs = {key: choices[key][values[key]] if key in values else settings[key] for key in ("world", "scenario")}
    facts = {name.removeprefix(OVERRIDES): value for name, value in values.items() if name.startswith(OVERRIDES)}
    world = {**configs["world"], "overrides": {**(configs["world"].get("overrides") or {}), **facts}}
    span = values.get("start", settings["start"]), settings["years"], settings.get("forums", "free"), settings.get("settle")
    return Setup(
        json.dumps([world, *span], sort_keys=True),
        json.dumps(configs["scenario"], sort_keys=True),
        values.get("mode", settings["mode"]),
        settings["until"],
    )


@lru_cache(KEPT)
def _world(text: str) -> World:
    config, *span = json.loads(text)
    digest = config.pop(TABLES, None)
    world = world_of(config, *span)
    if digest is not None and tables_sha256(config) != digest:
        raise InputError(f"world.folder={config['folder']}: its tables were changed after this work began; begin it anew")
    return world


def world_at(setup: Setup) -> World:
    """The world of a setup (raises what `load_setup` does)."""
    return _world(setup.world)


@lru_cache(KEPT)
def load_setup(setup: Setup) -> LoadedSetup:
    """The objects of a setup.

    Raises
    ------
    InputError
        If its world cannot be made, or the scenario or mode does not fit it.
    """
    world, scenario = _world(setup.world), make_scenario(json.loads(setup.scenario))
    return LoadedSetup(world, scenario, compile_run(world, Parameters(), scenario, setup.mode, setup.until, settles=False))


@lru_cache(KEPT)
def measures_of(setup: Setup, outcomes: tuple[str, ...]) -> Measures:
    """What `sim.outcomes.summarise` reads of these outcomes in the world of a setup.

    Raises
    ------
    InputError
        If one of them is wrong.
    """
    return compile_measures(outcomes, load_setup(setup).world)


def of_setups(axes: Sequence[Axis]) -> list[int]:
    """Positions of the axes that make the setup; the others make the parameters."""
    return [position for position, axis in enumerate(axes) if axis.name in CHOICES or axis.name.startswith(OVERRIDES)]


def parameter_rows(standing: Mapping[str, Any], axes: Sequence[Axis], points: np.ndarray, ties: Sequence[Tie] = ()) -> np.ndarray:
    """All parameters at each point, float64 (points, parameters): those of axes and ties over those of the config."""
    rows = np.tile(_standing(tuple(standing.items())), (len(points), 1))
    for axis, stored in zip(axes, points.T, strict=True):
        if axis.name in DECLARED:
            rows[:, Parameters._fields.index(axis.name)] = _numbers(axis)[stored.astype(np.int64)] if axis.values else stored
    if ties:
        for name, values in tied(ties, columns(axes, points)).items():
            rows[:, Parameters._fields.index(name)] = values
    return rows


@lru_cache(KEPT)
def _standing(values: tuple[tuple[str, Any], ...]) -> np.ndarray:
    """The row of parameters of a config: it is asked for with every piece of a sweep."""
    return np.array(make_parameters(dict(values)), dtype=np.float64)


def _numbers(axis: Axis) -> np.ndarray:
    """The values of an axis over values as the model stores them: a form by its position among the declared ones."""
    declaration = DECLARED[axis.name]
    forms = declaration.forms if isinstance(declaration, Variant) else None
    return np.array([forms.index(value) if forms else value for value in axis.values], dtype=np.float64)
