"""From a command line to one plain, resolved config, by Hydra, or to one sentence about what is wrong with it."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from hydra import compose, initialize_config_module
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException
from hydra.version import VersionBase
from omegaconf import DictConfig, OmegaConf, open_dict
from omegaconf.basecontainer import BaseContainer
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from concertacion.experiments.arguments import RERUN, Arguments, parsed
from concertacion.experiments.config_errors import sentence_of, unreadable
from concertacion.experiments.kept_configs import Copied, Kept
from concertacion.experiments.output.output_dir import MANIFEST
from concertacion.experiments.parameters import parameter_defaults, read_parameters
from concertacion.experiments.rerun import Source, literal, source_of
from concertacion.experiments.settings.declaration import Group, Setting, cut, declarations, home_expanded
from concertacion.experiments.settings.kinds import KINDS, own_declarations, shared_declarations
from concertacion.experiments.settings.quoting import quoted
from concertacion.sim.declare import InputError

Config = dict[str, Any]
STORED = ("settings", "parameters", "experiment", "world", "scenario", "executor")  # groups of configs that are made here
CONFIG_NAME = re.compile(r"(?!(?i:null|true|false|nan|inf)$)[^\W\d_][\w./\u0300-\u036f-]*")  # with combining accents
ALONE = Lock()  # what Hydra and OmegaConf keep for the process is set aside meanwhile: one thread at a time
OF_EACH_CALL = ("runtime", "overrides", "searchpath", "job.override_dirname", "job.env_set")  # of Hydra's own settings


def composed_config(arguments: Sequence[str]) -> Config:
    """The resolved config of a command line; it can be called where Hydra is in use already, as in a notebook.

    Raises
    ------
    InputError
        If an argument cannot be read, or names a key or a choice that does not exist, or a config file is wrong.
    """
    line = parsed(arguments)
    for setting in line.settings:
        _refuse_unwanted(setting)
    try:
        return _with_parameters(line, _composed(line))
    except RecursionError as error:
        raise InputError("a setting, or a config of your own, holds too many brackets within brackets") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise InputError(unreadable(error, line.config_dir)) from error
    except (HydraException, OmegaConfBaseException, ValueError, KeyError, OSError) as error:
        if isinstance(error, InputError):
            raise
        groups = [setting for setting in line.settings if setting.partition("=")[0] in groups_of(["ensemble"])]
        chosen = line._replace(settings=tuple(groups))
        raise InputError(sentence_of(error, chosen, lambda: _composed(chosen))) from error


def _with_parameters(line: Arguments, config: Config) -> Config:
    """The config with the parameters of the file that `parameters_from` names; those given one by one win."""
    path = config.get("parameters_from")
    if not isinstance(path, str) or not path.strip():
        return config  # null, or what the check of the settings refuses
    try:
        values = read_parameters(home_expanded(path))
    except TypeError:
        raise InputError(f"parameters_from={cut(path)}: there is no such file") from None
    settings = [f"parameters.{name}={value}" for name, value in values.items()]
    return _composed(line._replace(settings=(*settings, *line.settings))) | {"parameters_from": None}


def groups_of(kinds: Iterable[str] = KINDS) -> list[str]:
    """The settings of kinds of experiment that take the name of a config."""
    entries = (entry for kind in kinds for entry in declarations(KINDS[kind]).values())
    return list(dict.fromkeys(entry.name for entry in entries if isinstance(entry.setting, Group)))


def config_of(group: str, name: str, arguments: Sequence[str]) -> Config:
    """The config of that name in a group, as the command of these arguments would compose it (raises what that does)."""
    others = [argument for argument in arguments if not argument.startswith(f"{group}=")]
    if not any(argument.startswith("--config-dir") or "${" in argument for argument in others):  # there, any may have a say
        others = [argument for argument in others if argument.startswith(("experiment=", "from=", f"{group}."))]
    return dict(composed_config([*others, f"{group}={name}"])[group])


def _refuse_unwanted(setting: str) -> None:
    """Refuse what Hydra would accept and this command cannot honour, or would honour silently in the wrong way."""
    if setting[:1] in ("+", "~"):
        example = given if "=" in (given := cut(setting.lstrip("+~"))) else f"{given or 'seed'}=VALUE"
        raise InputError(f"{cut(setting)}: settings cannot be added or deleted; write {example}")
    if re.match(r"hydra[./=@]", setting):
        raise InputError(f"{cut(setting)}: Hydra's own settings are fixed here; out=DIR names the folder of the result")
    group, _, value = setting.partition("=")
    if group == "experiment.kind":
        raise InputError(f"{cut(setting)}: the kind belongs to the experiment; write experiment=NAME, such as experiment=sweep")
    if group in groups_of() and not CONFIG_NAME.fullmatch(value.strip("\"' ")):
        part = f"; {group}.NAME=VALUE sets a part of it" if value.startswith("{") else ""
        raise InputError(f"{cut(setting)}: {group} takes the name of one of the configs in configs/{group}/{part}")


def _composed(line: Arguments) -> Config:
    if line.config_dir is None and line.source is None:  # of the project's own files, which stay as they are
        return pickle.loads(_composed_once(line.settings))
    return _composed_anew(line)


@lru_cache(maxsize=256)
def _composed_once(settings: tuple[str, ...]) -> bytes:
    """The pickled config of these settings: a faulty line, and a page that is open, compose the same again and again."""
    return pickle.dumps(_composed_anew(Arguments(settings, None, False)))


def _composed_anew(line: Arguments) -> Config:
    config_dir, source = line.config_dir, source_of(line.source) if line.source else None
    if config_dir is not None:
        _refuse_without_configs(config_dir)
    with ALONE, _own_hydra(source), _nothing_looked_up():
        further = [] if config_dir is None else [f"hydra.searchpath=[{quoted(f'file://{config_dir}')}]"]
        config = compose("config", [*line.settings, *further], return_hydra_config=True)
        if config_dir is not None:
            _refuse_hydra_settings(config, config_dir)
        with open_dict(config):
            del config["hydra"]
        plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True)
    return {str(key): value for key, value in dict(plain).items()}  # type: ignore[arg-type]


@contextmanager
def _own_hydra(source: Source | None) -> Iterator[None]:
    """Hydra with the configs of the project and the declared defaults; the caller's is set aside, and put back as it was."""
    instance, repo, base = GlobalHydra.instance(), ConfigStore.instance().repo, VersionBase.instance()
    hydra, version, groups = instance.hydra, base.version_base, {name: repo.pop(name, None) for name in STORED}
    instance.clear()
    try:
        repo |= {name: Kept(group) for name, group in _defaults().items()}
        if source is not None:
            _store_source(ConfigStore.instance(), source)
        with initialize_config_module("concertacion.configs", job_name="concertacion", version_base="1.3"):
            yield
    finally:
        GlobalHydra.set_instance(instance)
        instance.hydra, base.version_base = hydra, version
        for name, group in groups.items():
            repo.pop(name, None)
            repo |= {} if group is None else {name: group}


@contextmanager
def _nothing_looked_up() -> Iterator[None]:
    """Without the functions of `${NAME:...}`: they read the environment, decode texts or are somebody's; a config says all."""
    resolvers, BaseContainer._resolvers = BaseContainer._resolvers, {}
    try:
        yield
    finally:
        BaseContainer._resolvers = resolvers


def _refuse_without_configs(config_dir: Path) -> None:
    """Refuse a folder whose files would all be left unread."""
    if (config_dir / MANIFEST).is_file():
        raise InputError(
            f"--config-dir {config_dir}: is the folder of a result; experiment=rerun from={config_dir} runs it again"
        )
    for path in sorted(config_dir.glob("*.yaml")):
        raise InputError(
            f"{path}: is not read there; --config-dir takes configs in folders by their kind, such as scenario/NAME.yaml"
        )
    groups = groups_of()
    if not any((config_dir / group).is_dir() for group in groups):
        raise InputError(f"--config-dir {config_dir}: holds no configs; they lie in folders named {', '.join(groups)}")


@cache
def _defaults() -> dict[str, dict[str, Any]]:
    """The declared settings by group: `settings/shared`, which config.yaml begins with, and `settings/<kind>`, which the files
    in configs/experiment/ begin with.

    Hydra copies what it reads, so they are made once; it is called where nothing else of these groups is stored.
    """
    store = ConfigStore.instance()
    # `_global_` with its name inside: Hydra would copy all parameters once more to put them under a package
    store.store(group="parameters", name="default", package="_global_", node={"parameters": parameter_defaults()})
    owned = {kind: own_declarations(kind) for kind in KINDS}
    for owner, entries in {"shared": shared_declarations(), **owned}.items():
        groups = [{f"/{e.name}": e.default} for e in entries if isinstance(e.setting, Group) and e.name != "experiment"]
        values = {e.name: _plain(e.in_config) for e in entries if isinstance(e.setting, Setting)}
        store.store(group="settings", name=owner, package="_global_", node={"defaults": [*groups, "_self_"], **values})
    return {
        name: {file: replace(node, node=Copied(node.node)) for file, node in store.repo[name].items()}
        for name in ("parameters", "settings")
    }


def _store_source(store: ConfigStore, source: Source) -> None:
    """The config of a result as the experiment `rerun`, its groups as configs of that name: whatever is set is set on top."""
    owner = declarations(KINDS[source.kind])
    groups = [name for name, entry in owner.items() if isinstance(entry.setting, Group) and name != "experiment"]
    groups = [name for name in groups if name in source.config]
    for name in groups:
        usual = parameter_defaults() if name == "parameters" else {}
        store.store(group=name, name=RERUN, node={**usual, **literal(source.config[name]), "defaults": ["_self_"]})
    values = {name: literal(value) for name, value in source.config.items() if name not in groups}
    preset = "default" if source.kind == "ensemble" else source.kind
    defaults = [preset, "_self_", *({f"override /{name}": RERUN} for name in groups)]
    store.store(group="experiment", name=RERUN, package="_global_", node={"defaults": defaults, **values})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _refuse_hydra_settings(config: DictConfig, config_dir: Path) -> None:
    """Refuse configs of the user's that reach Hydra's own settings, which could name code to call."""
    given, usual = _flat(OmegaConf.to_container(config["hydra"], resolve=False)), _usual_hydra_settings()
    for key in (*given, *usual):
        if given.get(key) != usual.get(key) and not key.startswith(OF_EACH_CALL):
            raise InputError(f"--config-dir {config_dir}: a config there sets hydra.{key}; Hydra's own settings are fixed here")


@cache
def _usual_hydra_settings() -> dict[str, Any]:
    """Hydra's own, by path, where no config of a user's is read; to be called where Hydra is in use."""
    return _flat(OmegaConf.to_container(compose("config", return_hydra_config=True)["hydra"], resolve=False))


def _flat(node: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(node, dict) or not node:
        return {path: node}
    return {key: value for name, entry in node.items() for key, value in _flat(entry, f"{path}.{name}".strip(".")).items()}
