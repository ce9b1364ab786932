"""From results to commands and back: the result that `experiment=rerun from=DIR` begins with, and the command of a result."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from concertacion.experiments.arguments import RERUN, parsed
from concertacion.experiments.chunks.identity import flat
from concertacion.experiments.effective import config_digest, effective, stored
from concertacion.experiments.grammar import verbatim
from concertacion.experiments.output.output_dir import CONFIG, MANIFEST, output_dir_of
from concertacion.experiments.settings.declaration import Group, cut, declarations
from concertacion.experiments.settings.kinds import KINDS, kind_of, settings_of, without_effect
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.experiments.yaml_files import FAULTS, fault_in
from concertacion.sim.declare import InputError, nearest
from concertacion.sim.parameters import make_parameters

CODE = ("source_sha256", "running_sha256", "versions.")  # of a manifest
SHOWN = 3  # differences that are named


class Source(NamedTuple):
    """A result that can be run again."""

    folder: Path
    kind: str
    config: dict[str, Any]  # as it was stored
    manifest: dict[str, Any]


def source_of(folder: Path) -> Source:
    """The result in a folder.

    Raises
    ------
    InputError
        If it is no folder of a result, is part of one, was edited, or holds settings that do not exist any more.
    """
    path = folder / CONFIG
    for each in (path, folder / MANIFEST):
        if not each.is_file():
            raise InputError(f"from={folder}: holds no {each.name}; name the folder of a result")
    above = folder.resolve().parent
    if (above / CONFIG).is_file() and (above / MANIFEST).is_file():
        raise InputError(f"from={folder}: is a part of the result in {above}; name that folder")
    config, manifest = _read_config(path), _read_manifest(folder / MANIFEST)
    if not _made_with(config, manifest):
        raise InputError(f"{path}: was changed after the result was made; write changes as settings of the rerun")
    try:
        return Source(folder, _checked(config), config, manifest)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _read_config(path: Path) -> dict[str, Any]:
    try:
        config = OmegaConf.to_container(OmegaConf.load(path), resolve=False)
    except (*FAULTS, OmegaConfBaseException) as error:
        raise InputError(fault_in(error, f"{path}")) from error
    if not isinstance(config, dict) or not all(isinstance(key, str) for key in config):
        raise InputError(f"{path}: expected the settings of a result, NAME: VALUE")
    return stored(config)  # type: ignore[arg-type]


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: cannot be read as JSON") from error
    if not isinstance(manifest, dict) or not _is_command(manifest.get("command", "")):
        raise InputError(f"{path}: is not the manifest of a result")
    return manifest


def _is_command(value: Any) -> bool:
    try:
        return isinstance(value, str) and shlex.split(value) is not None
    except ValueError:  # a quote that is left open
        return False


def _made_with(config: Mapping[str, Any], manifest: Mapping[str, Any]) -> bool:
    """Whether the manifest is of this config: it holds its digest, or in a sweep the config itself."""
    if "config" in manifest:
        return bool(manifest["config"] == json.loads(json.dumps(effective(config), default=str)))
    return bool(manifest.get("config_sha256") == config_digest(config))


def _checked(config: dict[str, Any]) -> str:
    """The kind of experiment of a stored config, whose names and values are checked.

    Raises
    ------
    InputError
        If the config names what does not exist, or holds a wrong value.
    """
    if not isinstance(config.get("experiment"), dict):
        raise InputError("experiment: expected its name and kind")
    kind = kind_of(config)
    known = declarations(KINDS[kind])
    for name in config:
        if name not in known:
            raise InputError(f"{cut(name)}: there is no such setting in this version; {nearest(name, known)}")
    usual = {name: {"name": entry.default} for name, entry in known.items() if isinstance(entry.setting, Group)}
    make_parameters(settings_of(usual | config).parameters)
    return kind


def literal(value: Any) -> Any:
    """A value of a stored config as Hydra reads it back unchanged: nothing in it is looked up."""
    if isinstance(value, Mapping):
        return {key: literal(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [literal(entry) for entry in value]
    if isinstance(value, str):
        return verbatim(value)
    return value


def run_again(folder: Path, settings: SharedSettings, config: dict[str, Any], carry_out: Callable[[], Path]) -> Path:
    """Run the experiment of a result again, and say in a line if something other than the settings differs.

    Raises
    ------
    InputError
        If the new result would take the place of the old one.
    """
    source, digest = source_of(folder), config_digest(config)
    if output_dir_of(settings.out, settings.names, digest) == folder.resolve():
        raise InputError(f"from={folder}: its rerun would take its place; name another folder, out=DIR")
    output_dir = carry_out()
    there, here = flat(source.manifest), flat(_read_manifest(output_dir / MANIFEST))
    same = digest == config_digest(source.config)
    names = sorted(key for key in here if here[key] != there.get(key) and (key.startswith(CODE) or (same and key != "commit")))
    if names:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        sentence = f"{folder} was made with other {', '.join(names[:SHOWN])}{more}: numbers may differ for that reason"
        print(f"concertacion: {sentence}", file=sys.stderr)
    return output_dir


def command_of(arguments: Sequence[str]) -> str:
    """The command with these arguments, without the settings that change no number; of a rerun, the one that needs no result."""
    given = [argument for argument in arguments if not _prefixes(argument.partition("=")[0]) & without_effect()]
    if folder := parsed(arguments).source:
        given = [argument for argument in given if argument != f"experiment={RERUN}" and not argument.startswith("from=")]
        names = {argument.partition("=")[0] for argument in given}
        stored = shlex.split(source_of(folder).manifest.get("command", ""))[1:]
        given = [*(argument for argument in stored if not _prefixes(argument.partition("=")[0]) & names), *given]
    return shlex.join(["concertacion", *given])


def _prefixes(name: str) -> set[str]:
    """A dotted name, and the groups that it lies in."""
    parts = name.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
