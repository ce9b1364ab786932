"""From a command line to one plain, resolved config, by Hydra, or to one sentence about what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_module
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import ConfigCompositionException, HydraException, MissingConfigException, OverrideParseException
from hydra.version import VersionBase
from omegaconf import DictConfig, OmegaConf, open_dict
from omegaconf.errors import OmegaConfBaseException
from yaml import MarkedYAMLError

from concertacion.experiments.arguments import RERUN, Arguments, parsed
from concertacion.experiments.parameters import parameter_defaults, read_parameters
from concertacion.experiments.rerun import Source, literal, source_of
from concertacion.experiments.settings.declaration import Group, Setting, cut, declarations
from concertacion.experiments.settings.kinds import KINDS, kinds_with, own_declarations
from concertacion.sim.declare import InputError, nearest

Config = dict[str, Any]
STORED = ("settings", "parameters", "experiment", "world", "scenario", "executor")  # groups of configs that are made here
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
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{mark.name}, line {mark.line + 1}" if mark else "a config file"
        raise InputError(f"{where}: cannot be read as YAML, {error.problem}; quote texts that hold a colon") from error
    except (HydraException, OmegaConfBaseException, ValueError, KeyError, OSError) as error:
        if isinstance(error, InputError):
            raise
        groups = [setting for setting in line.settings if setting.partition("=")[0] in groups_of(["ensemble"])]
        raise InputError(_sentence(error, line._replace(settings=tuple(groups)))) from error


def _with_parameters(line: Arguments, config: Config) -> Config:
    """The config with the parameters of the file that `parameters_from` names; those given one by one win."""
    path = config.get("parameters_from")
    if not isinstance(path, str) or not path.strip():
        return config  # null, or what the check of the settings refuses
    values = read_parameters(Path(path).expanduser())
    settings = [f"parameters.{name}={value}" for name, value in values.items()]
    return _composed(line._replace(settings=(*settings, *line.settings))) | {"parameters_from": None}


def groups_of(kinds: Iterable[str] = KINDS) -> list[str]:
    """The settings of kinds of experiment that take the name of a config."""
    entries = (entry for kind in kinds for entry in declarations(KINDS[kind]).values())
    return list(dict.fromkeys(entry.name for entry in entries if isinstance(entry.setting, Group)))


def _refuse_unwanted(setting: str) -> None:
    """Refuse what Hydra would accept and this command cannot honour, or would honour silently in the wrong way."""
    if setting[:1] in ("+", "~"):
        example = cut(setting.lstrip("+~")) or "seed=7"
        raise InputError(f"{cut(setting)}: settings cannot be added or deleted; write NAME=VALUE, such as {example}")
    if re.match(r"hydra[./=@]", setting):
        raise InputError(f"{cut(setting)}: Hydra's own settings are fixed here; out=DIR names the folder of the result")
    group, _, value = setting.partition("=")
    is_name = re.fullmatch(r"(?!(?i:null|true|false)$)[A-Za-z][\w./-]*|\{.*\}", value.strip("\"' "))
    if group in groups_of() and not is_name:
        raise InputError(f"{cut(setting)}: {group} takes the name of one of the configs in configs/{group}/")


def _composed(line: Arguments) -> Config:
    config_dir, source = line.config_dir, source_of(line.source) if line.source else None
    with _own_hydra(source):
        further = [] if config_dir is None else [f"hydra.searchpath=[{quoted(f'file://{config_dir}')}]"]
        config = compose("config", [*line.settings, *further], return_hydra_config=True)
        if config_dir is not None:
            _refuse_hydra_settings(config, compose("config", return_hydra_config=True), config_dir)
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
        _store_defaults(ConfigStore.instance())
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


def _store_defaults(store: ConfigStore) -> None:
    """The declared settings as the configs `settings/<kind>`, which the files in configs/experiment/ begin with."""
    store.store(group="parameters", name="default", node=parameter_defaults())
    for kind in KINDS:
        kind_settings = [entry for entry in own_declarations(kind) if entry.name != "experiment"]
        groups = [{f"/{entry.name}": entry.default} for entry in kind_settings if isinstance(entry.setting, Group)]
        values = {entry.name: _plain(entry.in_config) for entry in kind_settings if isinstance(entry.setting, Setting)}
        store.store(group="settings", name=kind, package="_global_", node={"defaults": [*groups, "_self_"], **values})


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


def quoted(text: str) -> str:
    """A text in quotes, as Hydra's grammar reads it back unchanged."""
    return "'" + re.sub(r"(\\*)('|$)", lambda match: match[1] * 2 + ("\\'" if match[2] else ""), text) + "'"


def _refuse_hydra_settings(config: DictConfig, untouched: DictConfig, config_dir: Path) -> None:
    """Refuse configs of the user's that reach Hydra's own settings, which could name code to call."""
    given, usual = (_flat(OmegaConf.to_container(each["hydra"], resolve=False)) for each in (config, untouched))
    for key in (*given, *usual):
        if given.get(key) != usual.get(key) and not key.startswith(OF_EACH_CALL):
            raise InputError(f"--config-dir {config_dir}: a config there sets hydra.{key}; Hydra's own settings are fixed here")


def _flat(node: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(node, dict) or not node:
        return {path: node}
    return {key: value for name, entry in node.items() for key, value in _flat(entry, f"{path}.{name}".strip(".")).items()}


def _sentence(error: Exception, line: Arguments) -> str:
    """From one of Hydra's errors, a sentence that a user can act on; the line chooses configs and sets nothing."""
    key = getattr(error.__cause__, "full_key", None)
    if isinstance(error, MissingConfigException) and error.options is not None:
        group, _, name = str(error.missing_cfg_file).rpartition("/")
        kind = "set of parameters" if group == "parameters" else group
        return f"{group}={cut(name)}: there is no such {kind}; {nearest(name, error.options)}"
    if isinstance(error, OverrideParseException):
        return f"{cut(error.override)}: cannot be read; write NAME=VALUE, a list as [A,B], a text with spaces or = in quotes"
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    if first.startswith("In '"):
        return _in_a_file(first.split("'")[1], str(error))
    if isinstance(error, ConfigCompositionException) and key:
        return _unknown_key(key, line)
    if first.startswith("Could not override '"):  # a group that this experiment does not have
        return _unknown_key(first.split("'")[1], line)
    if first.startswith("Ambiguous value"):
        return f"{cut(first.split(chr(39))[1])}: takes one value; write a list as [A,B]"
    if full_key := getattr(error, "full_key", None):
        return f"{full_key}: {first}"
    return first


def _in_a_file(name: str, message: str) -> str:
    """A mistake in a config of the user's."""
    if "HydraConf" in message or re.search(r"\bhydra[./]", message):
        return f"config {name}: reaches Hydra's own settings, which are fixed here; leave them out"
    lines = [line.strip() for line in message.splitlines()]
    return f"config {name}: {lines[1] if lines[0].endswith(':') and len(lines) > 1 else lines[0].partition(': ')[2]}"


def _unknown_key(key: str, line: Arguments) -> str:
    """Walk down the config to the part of the key that does not exist, and offer the nearest that does."""
    first = key.partition(".")[0]
    valid: Any = _composed(line)
    if first not in valid and (kinds := kinds_with(first)):
        add = f"add experiment={' or '.join(kinds)}" if line.source is None else f"{line.source} is none of these"
        return f"{first} applies only to {_named(kinds)}; {add}"
    path = ""
    for part in key.split("."):
        if not isinstance(valid, dict):
            return f"{cut(key)}: {path} is one value and has no part '{cut(part)}'"
        if part not in valid:
            return f"{cut(key)}: there is no setting '{cut(part)}'{' in ' + path if path else ''}; {nearest(part, valid)}"
        path, valid = f"{path}.{part}".strip("."), valid[part]
    return f"{cut(key)} cannot be set"


PLURALS = {"ensemble": "ensembles", "sweep": "sweeps", "sensitivity": "sensitivity analyses"}


def _named(kinds: Sequence[str]) -> str:
    names = [PLURALS.get(kind, kind) for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
