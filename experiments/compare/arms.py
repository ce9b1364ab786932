"""Arms: the base run with the patch of each, in the grammar of claims, checked before anything is created."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from concertacion.analysis.claims.claim_file import make_arms
from concertacion.experiments.claims.arms import patched
from concertacion.experiments.compose import config_of
from concertacion.experiments.inputs import RunInputs
from concertacion.experiments.settings.kinds import NAME
from concertacion.experiments.sweep.setups import load_setup, setup_at
from concertacion.experiments.sweep.study import settings_of_runs
from concertacion.sim.declare import InputError
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.scenario import compile_scenario

Patch = Mapping[str, Any]


class Arm(NamedTuple):
    """One arm: what it is in words, its patched scenario as a config, and all that its runs need."""

    name: str
    description: str
    scenario: dict[str, Any]
    inputs: RunInputs


def patches_of(arms: Any) -> dict[str, Patch]:
    """The patch of each arm: a list names scenarios, a mapping has the patches themselves.

    Raises
    ------
    InputError
        If a name cannot be that of a file, or a patch is wrong (see `analysis.claims.claim`).
    """
    if isinstance(arms, Mapping):
        return dict(make_arms(arms, "arms"))
    for name in arms:
        if not NAME.fullmatch(name):
            raise InputError(f"arms: {name!r} is not a name for a scenario; use letters, digits and underscores")
    return {name: {"scenario": name} for name in arms}


def arms_of(
    arms: Any, config: Mapping[str, Any], shared: RunInputs, outcomes: Sequence[str], arguments: Sequence[str]
) -> list[Arm]:
    """The arms in their order, each made as a run makes it. `shared` has the parameters and the class of all of them.

    Raises
    ------
    InputError
        If a scenario does not exist, an arm cannot be made, two are the same in this run, or an outcome is wrong.
    """
    patches, base = patches_of(arms), settings_of_runs(config)
    scenarios = _scenarios(patches, arguments)
    made, seen = list[Arm](), dict[tuple[Any, ...], str]()
    for name, patch in patches.items():
        settings = patched(base, (patch,), scenarios)
        try:
            world, scenario, _ = load_setup(setup_at(settings, {}, {}))
            table, segment, events = compile_scenario(scenario, world, shared.parameters)
        except InputError as error:
            raise InputError(f"arms.{name}: {_of_arm(str(error), patch)}") from error
        compile_measures(outcomes, world)
        mark = (world.digest, table.tobytes(), segment.tobytes(), *(column.tobytes() for column in events))
        if mark in seen:
            raise InputError(f"arms.{name}: changes nothing against arms.{seen[mark]} in these years; arms must differ")
        seen[mark] = name
        inputs = RunInputs(world, shared.parameters, scenario._replace(name=name), shared.country_class)
        made.append(Arm(name, _description(patch, scenarios), settings["scenario"] | {"name": name}, inputs))
    return made


def _of_arm(sentence: str, patch: Patch) -> str:
    """A sentence about the scenario of an arm: of one that is a scenario and nothing else, by its name."""
    if set(patch) == {"scenario"}:
        return sentence.replace("scenario arm", f"scenario {patch['scenario']}", 1)
    return sentence.removeprefix("scenario arm, ").removeprefix("scenario arm: ")


def _scenarios(patches: Mapping[str, Patch], arguments: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The configs of the scenarios that patches name."""
    configs: dict[str, dict[str, Any]] = {}
    for name, patch in patches.items():
        try:
            configs |= {patch["scenario"]: config_of("scenario", patch["scenario"], arguments)} if "scenario" in patch else {}
        except InputError as error:
            raise InputError(f"arms.{name}: {error}") from error
    return configs


def _description(patch: Patch, scenarios: Mapping[str, Any]) -> str:
    """A scenario by its description, any other patch as it is written."""
    own = {key: value for key, value in patch.items() if key != "scenario"}
    described = " ".join(str(scenarios[patch["scenario"]].get("description", "")).split()) if "scenario" in patch else ""
    written = yaml.safe_dump(own, default_flow_style=True, sort_keys=False, width=10**6).strip() if own else ""
    return f"{described} {written}".strip() or "Nothing is changed."
