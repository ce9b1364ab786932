"""From an error of Hydra or YAML to one sentence that a user can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hydra.errors import ConfigCompositionException, MissingConfigException, OverrideParseException
from omegaconf.errors import UnsupportedInterpolationType
from yaml import YAMLError

from concertacion.experiments.arguments import Arguments
from concertacion.experiments.own_files import unread
from concertacion.experiments.settings.declaration import LONGEST, Setting, cut, declarations
from concertacion.experiments.settings.kinds import KINDS, experiments_of, kinds_with
from concertacion.experiments.settings.quoting import quoted_setting
from concertacion.experiments.yaml_files import fault_in, read_yaml
from concertacion.sim.declare import InputError, nearest

UNREAD = "write NAME=VALUE, a list as [A,B], a text with spaces or = in quotes"
OF_USERS = ("scenario", "world", "parameters")  # groups of which users write configs
FORMER = {"luck": "common_random_numbers, true or false"}  # settings that have another name now
PLURALS = {
    "ensemble": "ensembles", "compare": "comparisons", "sweep": "sweeps", "sensitivity": "sensitivity analyses",
    "score": "scores",
}  # fmt: skip


def sentence_of(error: Exception, line: Arguments, valid: Callable[[], Any]) -> str:
    """From one of Hydra's errors, a sentence that a user can act on; `valid` composes the config of the chosen groups."""
    key, first = getattr(error.__cause__, "full_key", None), str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, MissingConfigException) and error.options is not None:
        group, _, name = str(error.missing_cfg_file).rpartition("/")
        kind = "set of parameters" if group == "parameters" else group
        own = unread(group, name, line.config_dir) if group in OF_USERS else ""
        hint = nearest(name, error.options)
        return f"{group}={cut(name)}: there is no such {kind}; {hint}{own}"
    if isinstance(error, UnsupportedInterpolationType):
        function = first.rpartition(" ")[2]
        why = "configs read no environment and call no function; write the value itself"
        return f"{error.full_key}: ${{{cut(function)}:...}} is not looked up: {why}"
    if isinstance(error, OverrideParseException):
        return f"{cut(error.override)}: cannot be read; {_as_text(error.override) or UNREAD}"
    if first.startswith("In '"):
        return _in_a_file(first.split("'")[1], str(error), line.config_dir)
    if isinstance(error, ConfigCompositionException) and key:
        return _unknown_key(key, line, valid)
    if first.startswith("Could not override '"):  # a group that this experiment does not have
        return _unknown_key(first.split("'")[1], line, valid)
    if first.startswith("Ambiguous value"):
        setting = first.split("'")[1]
        return f"{cut(setting)}: takes one value; {_as_text(setting) or 'write a list as [A,B]'}"
    if full_key := getattr(error, "full_key", None):
        return f"{full_key}: {first}"
    return first


def _as_text(setting: str) -> str:
    """How to write a setting that takes any text, if this is one."""
    name, _, text = setting.partition("=")
    entries = [declarations(KINDS[kind])[name] for kind in kinds_with(name)]
    if not any(entry.type is str and isinstance(entry.setting, Setting) and not entry.setting.choices for entry in entries):
        return ""
    return f"put a text with such characters in quotes, {quoted_setting(name, text if len(text) <= LONGEST else 'TEXT')}"


def unreadable(error: YAMLError | UnicodeDecodeError, config_dir: Path | None) -> str:
    """A config file that is no YAML, or no UTF-8."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return fault_in(error, mark.name)
    for path in sorted(config_dir.rglob("*.yaml")) if config_dir else ():  # the error names no file
        try:
            read_yaml(path, f"{path}")
        except InputError as fault:
            return str(fault)
    return fault_in(error, "a config file")


def _in_a_file(name: str, message: str, config_dir: Path | None) -> str:
    """A mistake in a config of the user's."""
    path = config_dir / f"{name}.yaml" if config_dir else None
    where = str(path) if path and path.is_file() else f"config {name}"
    if "HydraConf" in message or re.search(r"\bhydra[./]", message):
        return f"{where}: reaches Hydra's own settings, which are fixed here; leave them out"
    lines = [line.strip() for line in message.splitlines()]
    return f"{where}: {lines[1] if lines[0].endswith(':') and len(lines) > 1 else lines[0].partition(': ')[2]}"


def _unknown_key(key: str, line: Arguments, compose: Callable[[], Any]) -> str:
    """Walk down the config to the part of the key that does not exist, and offer the nearest that does."""
    first = key.partition(".")[0]
    if first in FORMER:
        return f"{first}: is now called {FORMER[first]}"
    valid = compose()
    if first not in valid and (kinds := kinds_with(first)):
        return f"{first} applies only to {_named(kinds)}; {_way_out(kinds, line)}"
    path = ""
    for part in key.split("."):
        if not isinstance(valid, dict):
            return f"{cut(key)}: {path} is one value and has no part '{cut(part)}'"
        if part not in valid:
            return f"{cut(key)}: there is no setting '{cut(part)}'{' in ' + path if path else ''}; {nearest(part, valid)}"
        path, valid = f"{path}.{part}".strip("."), valid[part]
    return f"{cut(key)} cannot be set"


def _way_out(kinds: Sequence[str], line: Arguments) -> str:
    """Which experiments have a setting that the chosen one lacks."""
    if line.source is not None:
        return f"{line.source} is none of these"
    names = " or ".join(name for kind in kinds for name in experiments_of(kind))
    chosen = next((setting for setting in line.settings if setting.startswith("experiment=")), None)
    return f"add experiment={names}" if chosen is None else f"leave it out of {chosen}, or choose experiment={names}"


def _named(kinds: Sequence[str]) -> str:
    names = [PLURALS.get(kind, kind) for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
