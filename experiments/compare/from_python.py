"""A comparison from a notebook or a script, of what is in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.claims.claim_file import make_arm
from concertacion.analysis.compare.differences import differences
from concertacion.analysis.compare.folder import Comparison
from concertacion.analysis.marks import with_marks
from concertacion.analysis.outcomes import MAIN
from concertacion.experiments.claims.arms import patched
from concertacion.experiments.compose import config_of
from concertacion.experiments.ensemble.runs import with_outcomes
from concertacion.sim.declare import InputError
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import Parameters
from concertacion.sim.scenario import Scenario, make_scenario
from concertacion.sim.world import World

Arm = str | Scenario | Parameters | World | Mapping[str, Any]


def compare(
    world: World, arms: Sequence[str | Scenario] | Mapping[str, Arm], runs: int = 200, seed: int = 1,
    parameters: Parameters | None = None, outcomes: Sequence[str] = tuple(MAIN), config_dir: str | Path | None = None,
    **options: Any,
) -> Comparison:  # fmt: skip
    """Run each arm with the same random numbers; the differences of all from the first, and the results of each.

        comparison = co.compare(world, ["baseline", "pandemic"], runs=100)
        print(comparison.differences)

    An arm is the name of a scenario (of the project, or of `config_dir`), a Scenario, Parameters, a World over the same years, or
    changes as in claims, `{"set": {"insulation": 0.2}}`. `options` are those of `co.ensemble`. The records of all arms are kept
    in memory.

    Raises
    ------
    InputError
        If there are fewer than two arms, one is wrong, or no run went well in all of them.
    """
    named: dict[str, Any] = dict(arms) if isinstance(arms, Mapping) else {_name(arm): arm for arm in arms}
    if len(named) < max(2, len(arms)):
        raise InputError(f"arms: {', '.join(named) or 'none'}; expected two or more, each with a name of its own")
    if refused := {"keep", "scenario", "progress"} & set(options):
        raise InputError(f"compare: {refused.pop()} is no option here; an arm says what differs, and its record is kept")
    further = [] if config_dir is None else ["--config-dir", str(config_dir)]
    made = {name: _made(f"arms.{name}", arm, world, parameters or Parameters(), further) for name, arm in named.items()}
    results = {}
    for name, (where, given, scenario) in made.items():
        run = ensemble(where, given, scenario._replace(name=name), runs=runs, seed=seed, **options)
        results[name] = with_marks(with_outcomes(run, where, outcomes), scenario._asdict())
    return Comparison(differences(results), results)


def _name(arm: Any) -> str:
    if not isinstance(arm, str | Scenario):
        raise InputError(f"arms: {type(arm).__name__} has no name; write {{NAME: ...}}")
    return arm.name if isinstance(arm, Scenario) else arm


def _made(
    where: str, arm: Any, world: World, parameters: Parameters, further: Sequence[str]
) -> tuple[World, Parameters, Scenario]:
    """The world, parameters and scenario of an arm."""
    if isinstance(arm, World):
        if (arm.start, arm.quarters) != (world.start, world.quarters):
            raise InputError(f"{where}: is a world over other years; arms run over the same")
        return arm, parameters, Scenario()
    if isinstance(arm, Parameters):
        return world, arm, Scenario()
    if isinstance(arm, Scenario):
        return world, parameters, arm
    patch = make_arm({"scenario": arm} if isinstance(arm, str) else arm, where)
    if "world" in patch:
        raise InputError(f"{where}: facts are set where a world is loaded; give co.load_world(overrides=...) as the arm")
    scenarios = {name: config_of("scenario", name, further) for name in [patch["scenario"]]} if "scenario" in patch else {}
    return world, parameters, make_scenario(patched({"scenario": {}, "world": {}}, (patch,), scenarios)["scenario"])
