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
from concertacion.experiments.inputs import world_of
from concertacion.experiments.output.output_dir import CONFIG
from concertacion.experiments.plot.record import record_of
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.world import World


def runs_in(arms: Mapping[str, Dataset], world: World | None, about: str = "", folder: Path | None = None) -> Runs:
    """Runs of one world, whose own tables are in `folder`, or of an unknown one."""
    if world is None:
        return Runs(arms, OUTCOMES, about=about)
    return Runs(arms, OUTCOMES, partial(_measured, arms, world), record_of(world, folder), about)


def _measured(arms: Mapping[str, Dataset], world: World, arm: str, names: Sequence[str]) -> DataArray:
    from concertacion.sim.results import reduced

    return reduced(runs_that_went_well(arms[arm]), world, names)


def opened_arms(folder: Path, paths: Mapping[str, Path], manifest: Mapping[str, Any]) -> Runs:
    """The runs in these files of a folder, with the world and the scenario of its config."""
    check_whole(folder, [path.relative_to(folder).as_posix() for path in paths.values()])
    config, world = config_and_world(folder)
    scenarios = {str(arm["name"]): arm for arm in manifest.get("arms", ())}
    arms = {name: with_marks(open_results(path), scenarios.get(name, config["scenario"])) for name, path in paths.items()}
    own = config["world"].get("folder")
    return runs_in(arms, world, about_runs(config, list(arms)), None if own is None else Path(own))


def config_and_world(folder: Path) -> tuple[dict[str, Any], World]:
    """The config in the folder of a result, and the world that it names (raises what `world_of` does)."""
    from omegaconf import OmegaConf

    check_whole(folder, [CONFIG])
    config: Any = OmegaConf.to_container(OmegaConf.load(folder / CONFIG), resolve=False)
    return config, world_of(config["world"], int(config["start"]), int(config["years"]))


def about_runs(config: Mapping[str, Any], arms: Sequence[str]) -> str:
    """Which runs they are, in a few words."""
    first, last = int(config["start"]), int(config["start"]) + int(config["years"]) - 1
    scenario = f"scenario {arms[0]}, " if len(arms) == 1 else ""
    return f"World {config['world']['name']}, {scenario}{first} to {last}, seed {config.get('seed')}"
