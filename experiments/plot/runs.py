"""Runs with their world: outcomes worked out from their record, what is on record of the past, when their scenario acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from xarray import DataArray, Dataset

from concertacion.analysis import open_results, runs_that_went_well
from concertacion.analysis.checksums import check_whole
from concertacion.analysis.marks import with_marks
from concertacion.analysis.plot.sources import Runs
from concertacion.experiments.inputs import own_folder, world_of
from concertacion.experiments.output.output_dir import CONFIG
from concertacion.experiments.plot.record import record_of
from concertacion.sim.declare import InputError
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.world import World


def runs_in(arms: Mapping[str, Dataset], world: World | None) -> Runs:
    """Runs of one world, or of an unknown one."""
    if world is None:
        return Runs(arms, OUTCOMES)
    return Runs(arms, OUTCOMES, partial(_measured, arms, dict.fromkeys(arms, world)), record_of(world))


def _measured(arms: Mapping[str, Dataset], worlds: Mapping[str, World], arm: str, names: Sequence[str]) -> DataArray:
    from concertacion.sim.results import reduced

    return reduced(runs_that_went_well(arms[arm]), worlds[arm], names)


def opened_arms(folder: Path, paths: Mapping[str, Path], manifest: Mapping[str, Any]) -> Runs:
    """The runs in these files of a folder, with the world and the scenario of its config, or those of each arm."""
    check_whole(folder, [path.relative_to(folder).as_posix() for path in paths.values()])
    config, world = config_and_world(folder, manifest)
    told = {str(arm["name"]): arm for arm in manifest.get("arms", ())}
    patches = config["arms"] if isinstance(config.get("arms"), Mapping) else {}
    facts = {name: (patches.get(name) or {}).get("world") or {} for name in paths}
    worlds = {name: _same_world(folder, config, told[name], own) if own else world for name, own in facts.items()}
    arms = {name: with_marks(open_results(path), told.get(name, config["scenario"])) for name, path in paths.items()}
    record = record_of(world, own_folder(config["world"]))
    return Runs(arms, OUTCOMES, partial(_measured, arms, worlds), record, about_runs(config, list(arms)))


def config_and_world(folder: Path, manifest: Mapping[str, Any]) -> tuple[dict[str, Any], World]:
    """The config in the folder of a result, and the world of its runs.

    Raises
    ------
    InputError
        If that world can no longer be made.
    """
    from omegaconf import OmegaConf

    check_whole(folder, [CONFIG])
    config: Any = OmegaConf.to_container(OmegaConf.load(folder / CONFIG), resolve=False)
    return config, _same_world(folder, config, manifest)


def _same_world(folder: Path, config: Mapping[str, Any], told: Mapping[str, Any], facts: Mapping[str, Any] = {}) -> World:
    """The world of a config, with the facts that an arm overrides: the one whose digest the manifest holds, and no other."""
    overrides = {**(config["world"].get("overrides") or {}), **facts}
    span = int(config["start"]), int(config["years"]), config.get("forums", "free"), config.get("settle")
    world = world_of({**config["world"], "overrides": overrides or None}, *span)
    if world.digest != told.get("world_sha256"):
        raise InputError(f"from={folder}: the tables of its world have changed since; run it again and draw from that")
    return world


def about_runs(config: Mapping[str, Any], arms: Sequence[str]) -> str:
    """Which runs they are, in a few words."""
    first, last = int(config["start"]), int(config["start"]) + int(config["years"]) - 1
    scenario = f"scenario {arms[0]}, " if len(arms) == 1 else ""
    return f"World {config['world']['name']}, {scenario}{first} to {last}, seed {config.get('seed')}"
