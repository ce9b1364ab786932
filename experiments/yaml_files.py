"""YAML files of a user's: read as data, and one wording of what is wrong with one that cannot be read."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from concertacion.sim.declare import InputError

FAULTS = (yaml.YAMLError, OSError, ValueError, RecursionError)  # what reading a file may raise
COLON = "mapping values are not allowed here"  # what YAML says of `a: b: c`


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
