"""Configs of a user's own: which file a mistake is in, which entry of it counted from 1, and where an unread file lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from concertacion.experiments.arguments import Arguments, parsed
from concertacion.experiments.yaml_files import read_yaml
from concertacion.sim.declare import InputError

ENTRY = re.compile(r"\b(events|parameters)\[(\d+)\](\.?)")  # as the model names it, counted from 0
OF_SCENARIO = re.compile(r"(arms\.\w+: |)scenario (\w+)[,:] (.*)", re.DOTALL)
OF_KEY = re.compile(r"(?:arms\.(\w+): )?(scenario|world)\.(.*)", re.DOTALL)


def located(sentence: str, arguments: Sequence[str]) -> str:
    """A sentence about bad input with entries counted from 1, and with the file where it is about one in `--config-dir`."""
    told = ENTRY.sub(lambda found: f"entry {int(found[2]) + 1} of {found[1]}{': ' if found[3] else ''}", sentence)
    try:
        line = parsed(arguments)
    except InputError:  # that is what the sentence is about
        return told
    if (found := OF_SCENARIO.fullmatch(told)) and (path := _own_scenario(line, found[2])):
        return f"{found[1]}{path}{', ' if found[3].startswith('entry ') else ': '}{found[3]}"
    if (found := OF_KEY.fullmatch(told)) and (path := _chosen(line, found[2], found[1])):
        return f"{path}: {found[3]}"
    return told


def unread(group: str, name: str, config_dir: Path | None) -> str:
    """A hint at `--config-dir` where no config of that name was found without it; the folder, if one lies near that has it."""
    if config_dir is not None:
        return ""
    for path in sorted(Path.cwd().glob(f"*/{group}/*.yaml")):
        if path.stem == name:
            return f"; {path.relative_to(Path.cwd())} is read with --config-dir {path.parts[-3]}"
    return "; one of your own needs --config-dir DIR"


def _own_scenario(line: Arguments, name: str) -> Path | None:
    """The scenario of a name in the folder of the user's, that of a file or that in it; the one that is chosen before others."""
    paths = sorted((line.config_dir / "scenario").glob("*.yaml")) if line.config_dir else []
    chosen = _chosen(line, "scenario", None)
    return next((path for path in [*([chosen] if chosen else []), *paths] if name in (path.stem, _name_in(path))), None)


def _name_in(path: Path) -> str:
    try:
        config = read_yaml(path, "")
    except InputError:
        return ""
    return str(config.get("name", "")) if isinstance(config, dict) else ""


def _chosen(line: Arguments, group: str, arm: str | None) -> Path | None:
    """The file of the user's that the arm, or the setting of a group, names, if no setting changes a part of it."""
    names = [setting.partition("=")[2] for setting in line.settings if setting.startswith(f"{group}=")]
    if line.config_dir is None or any(setting.startswith(f"{group}.") for setting in line.settings):
        return None
    path = line.config_dir / group / f"{arm or (names or [''])[-1]}.yaml"
    return path if path.is_file() else None
