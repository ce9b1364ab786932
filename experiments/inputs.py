"""From checked settings to the objects of a run, checked before anything is created."""

from __future__ import annotations

import hashlib
import importlib
import json
import multiprocessing
import os
import sys
import warnings
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from concertacion.experiments.settings.declaration import Declaration, Setting, checked
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.sim.agent_runs import TIME_LIMIT
from concertacion.sim.declare import Implausible, InputError, nearest
from concertacion.sim.modes import following_quarters
from concertacion.sim.own_classes import described
from concertacion.sim.parameters import Parameters, make_parameters
from concertacion.sim.record import empty_record
from concertacion.sim.scenario import Scenario, compile_scenario, make_scenario
from concertacion.sim.state import DOMAINS
from concertacion.sim.world import World, load_world
from concertacion.sim.worlds.selection import world_folder

MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 2**33  # bytes
KEPT = 64  # worlds that a process keeps loaded: those of all claims, each with its period
WORLD_KEYS = ("name", "tables", "folder", "countries", "overrides")


class RunInputs(NamedTuple):
    """All that a run needs."""

    world: World
    parameters: Parameters
    scenario: Scenario
    country_class: type | None


def build_inputs(settings: SharedSettings) -> RunInputs:
    """The world, parameters, scenario and class that the settings ask for.

    Raises
    ------
    InputError
        Whatever is wrong with tables, years, parameters, scenario or class.
    """
    parameters = make_parameters(settings.parameters)
    scenario = make_scenario(settings.scenario)
    world = world_of(settings.world, settings.start, settings.years, settings.forums, settings.settle)
    following_quarters(world, settings.mode, settings.until)
    compile_scenario(scenario, world, parameters)
    return RunInputs(world, parameters, scenario, country_class_of(settings.country_class, settings.time_limit))


def world_of(config: Mapping[str, Any], start: int, years: int, forums: str = "free", settle: int | None = None) -> World:
    """The world of a world's config, from the start year; `forums` and `settle` as in `load_world`.

    Raises
    ------
    InputError
        If a setting is unknown, or there are no such tables, or they cannot serve it.
    """
    for key in config:
        if key not in WORLD_KEYS:
            raise InputError(f"world.{key}: there is no such setting; {nearest(key, WORLD_KEYS)}")
    tables, folder = config.get("tables"), own_folder(config)
    if folder is None and tables is None:
        raise InputError(f"world={config['name']} needs world.folder=DIR, a folder of tables")
    if multiprocessing.parent_process() is not None:  # the first process has said what is implausible
        warnings.simplefilter("ignore", Implausible)
    choices: dict[str, Any] = {
        "name": str(tables or config["name"]), "countries": config.get("countries"), "start": start, "years": years,
        "overrides": config.get("overrides"), "forums": forums, "settle": settle,
    }  # fmt: skip
    return load_world(**choices, folder=folder) if folder is not None else _shipped(json.dumps(choices))


@lru_cache(KEPT)
def _shipped(choices: str) -> World:
    """A world whose tables come with the package, and do not change while a process runs."""
    return load_world(**json.loads(choices))


def tables_sha256(config: Mapping[str, Any]) -> str | None:
    """The digest of the tables in the folder of a world's config (64 hex digits); None if it has no folder.

    Raises
    ------
    InputError
        If there is no such folder, or a table cannot be read.
    """
    folder = own_folder(config)
    if folder is None:
        return None
    digest = hashlib.sha256()
    try:
        for path in sorted(folder.glob("*.csv")):
            content = path.read_bytes()
            digest.update(f"{path.name}:{len(content)}:".encode() + content)
    except OSError as error:
        raise InputError(f"{error.filename}: cannot be read ({error.strerror})") from error
    return digest.hexdigest()


def own_folder(config: Mapping[str, Any]) -> Path | None:
    """The folder that `world.folder` names in a world's config, `~` written out; None if the tables come with the package.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    value = config.get("folder")
    folder = checked(value, Declaration("world.folder", Path, None, Setting("folder of tables", null="none")))
    if folder is not None and not folder.is_dir():
        raise InputError(f"world.folder={value}: there is no such folder")
    return folder


def folder_of(config: Mapping[str, Any]) -> Path:
    """The folder of the tables of a world's config, the user's own or one of the package (raises what `own_folder` does)."""
    return world_folder(str(config.get("tables") or config["name"]), own_folder(config))


def check_memory(replicates: int, world: World) -> None:
    """Refuse more runs than memory holds: the records of all are held at once, and held again by the process that draws them.

    Raises
    ------
    InputError
        That says how many runs fit.
    """
    fits = MEMORY // (2 * record_bytes(world))
    if replicates > fits:
        needed = 2 * record_bytes(world) * replicates / 2**30
        raise InputError(f"replicates={replicates}: the records need {needed:.0f} GiB of memory; at most {fits} runs fit here")


def record_bytes(world: World) -> int:
    """Bytes of the record of one run."""
    sizes = {
        "quarter": world.quarters, "country": len(world.countries), "domain": len(DOMAINS), "forum": len(world.forums),
        "power": len(world.powers),
    }  # fmt: skip
    return sum(array.nbytes for theme in empty_record(sizes) for array in theme)


def country_class_of(path: str | None, time_limit: float = TIME_LIMIT) -> Any:
    """The user's class of a country for the agents' engine, imported from the current folder or an installed package.

    Raises
    ------
    InputError
        If there is no such class, or its module cannot be imported within `time_limit` seconds.
    """
    if path is None:
        return None
    from concertacion.sim.model import Country

    module_name, _, name = path.rpartition(".")
    if not module_name:
        raise InputError(f"country_class={path}: expected package.Class")
    if module_name == "__main__":
        raise InputError(f"country_class={path}: write the class in a file, FILE.py, and name it FILE.{name}")
    if "" not in sys.path and str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    module = _imported(module_name, path, time_limit)
    candidate = getattr(module, name, None)
    if candidate is None:
        raise InputError(f"country_class={path}: {module_name} has no '{name}'; {nearest(name, _classes(module))}")
    if not (isinstance(candidate, type) and issubclass(candidate, Country)):
        raise InputError(f"country_class={path}: is not a subclass of concertacion.sim.model.Country")
    return candidate


def _imported(name: str, path: str, time_limit: float) -> Any:
    """A module of the user's, imported in a thread, which is left behind if it hangs; Ctrl-C reaches the command meanwhile."""
    raised: list[BaseException] = []

    def load() -> None:
        try:
            importlib.import_module(name)
        except BaseException as error:  # whatever a user's module raises, SystemExit too
            raised.append(error)

    thread = Thread(target=load, daemon=True)
    thread.start()
    thread.join(time_limit)
    if thread.is_alive():
        late = f"importing {name} has not ended after time_limit={time_limit:g} seconds"
        raise InputError(f"country_class={path}: {late}; raise it if the module is only slow")
    if raised:
        raise InputError(f"country_class={path}: {name} cannot be imported ({described(raised[0])})") from raised[0]
    return sys.modules[name]


def _classes(module: Any) -> list[str]:
    return [name for name, value in vars(module).items() if isinstance(value, type)]
