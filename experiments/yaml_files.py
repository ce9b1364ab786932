"""YAML files of the project and of a user: found by name, read as data, and one wording of what is wrong with one."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from concertacion.sim.declare import InputError

FAULTS = (yaml.YAMLError, OSError, ValueError, RecursionError)  # what reading a file may raise
COLON = "mapping values are not allowed here"  # what YAML says of `a: b: c`


def named_files(kind: str, setting: str, folder: Path | None = None, with_ours: bool = True) -> dict[str, Any]:
    """The files of a folder of configs by name, in order: those of the project if `with_ours`, and those of a folder of the
    user's, which win; hidden ones are passed over. `setting` is the one that names this.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    if folder is not None and not folder.is_dir():
        raise InputError(f"{setting}={folder}: there is no such folder")
    ours = files("concertacion.configs").joinpath(kind).iterdir() if with_ours else ()
    entries = [*ours, *(folder.iterdir() if folder else ())]
    named = [entry for entry in entries if entry.name.endswith(".yaml") and not entry.name.startswith(".")]
    return {entry.name[:-5]: entry for entry in sorted(named, key=_in_order)}


def _in_order(entry: Any) -> list[str]:
    """Names in order, with numbers as such: MSF-P2 before MSF-P10."""
    return [part.zfill(4) if part.isdigit() else part for part in re.split(r"(\d+)", entry.name)]


def read_yaml(file: Path | Traversable, where: str) -> Any:
    """The data of a file; `where` begins the sentence about one that cannot be read.

    Raises
    ------
    InputError
        With the line, where it is about one.
    """
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except FAULTS as error:
        raise InputError(fault_in(error, where)) from error


def fault_in(error: Exception, where: str) -> str:
    """What is wrong with a YAML file, from what reading it raised."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return f"{where}, line {line}: is not in UTF-8; save it as UTF-8"
    if isinstance(error, OSError):
        return f"{where}: cannot be read ({error.strerror or error})"
    if isinstance(error, RecursionError):
        return f"{where}: holds too many brackets within brackets"
    if isinstance(error, yaml.reader.ReaderError):
        return f"{where}: holds characters that no text has; is it a YAML file?"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        remedy = "; quote texts that hold a colon" if error.problem == COLON else ""
        return f"{where}, line {error.problem_mark.line + 1}: cannot be read as YAML, {error.problem}{remedy}"
    return f"{where}: cannot be read as YAML ({' '.join(str(error).split())})"
