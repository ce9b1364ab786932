"""Sets of parameters: every one at its default, as the config shows it, and those that a user's file holds."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import yaml

from concertacion.sim.declare import InputError, Variant, checked, clipped, nearest
from concertacion.sim.parameters import DECLARED, Parameters, make_parameters

COLUMNS = ("parameter", "value")


def parameter_defaults() -> dict[str, float | str]:
    """Every parameter at its default, structural variants by the name of their form."""
    return _as_config(Parameters()._asdict())


def load_parameters(path: str | Path, **values: Any) -> Parameters:
    """The parameters of a file (see `read_parameters`), with further values over them.

    Raises
    ------
    InputError
        If the file cannot be read, or a name or value in it or in `values` is wrong.
    """
    return make_parameters({**read_parameters(Path(path)), **values})


def read_parameters(path: Path) -> dict[str, float | str]:
    """The values of parameters in a file, checked.

    A YAML file holds NAME: VALUE, at the top or under `parameters:`, as the config.yaml of a result does. A CSV file has the
    columns `parameter` and `value` (others are notes), or a column for each parameter and one row.

    Raises
    ------
    InputError
        If the file cannot be read or holds no parameters, a name is unknown or there twice, or a value is wrong.
    """
    if path.suffix.lower() not in (".yaml", ".yml", ".csv"):
        raise InputError(f"parameters_from={path}: expected a file .yaml or .csv")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"parameters_from={path}: is not in UTF-8; save it so") from error
    except (OSError, ValueError) as error:
        raise InputError(f"parameters_from={path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    entries = _from_csv(path, text) if path.suffix.lower() == ".csv" else _from_yaml(path, text)
    values: dict[str, float] = {}
    for name, value, where in entries:
        if name not in DECLARED:
            raise InputError(f"{where}: there is no parameter {clipped(name, 60)!r}; {nearest(clipped(name, 60), DECLARED)}")
        if name in values:
            raise InputError(f"{where}: {name} is there twice")
        values[name] = checked(name, value, DECLARED[name], where)
    if not values:
        raise InputError(f"parameters_from={path}: holds no parameters")
    return _as_config(values)


def _as_config(values: Mapping[str, float]) -> dict[str, float | str]:
    forms = {name: entry.forms for name, entry in DECLARED.items() if isinstance(entry, Variant)}
    return {name: forms[name][int(value)] if name in forms else value for name, value in values.items()}


def _from_yaml(path: Path, text: str) -> list[tuple[str, Any, str]]:
    """(name, value, where it stands) of every entry."""
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError(f"{path}{f', line {mark.line + 1}' if mark else ''}: cannot be read as YAML") from error
    if isinstance(content, Mapping) and "parameters" in content:
        content = content["parameters"]
    if not isinstance(content, Mapping):
        raise InputError(f"parameters_from={path}: expected NAME: VALUE, at the top or under parameters:")
    return [(str(name), _number(value) if isinstance(value, str) else value, f"{path}") for name, value in content.items()]


def _from_csv(path: Path, text: str) -> list[tuple[str, Any, str]]:
    """(name, value, where it stands) of every entry; rows are counted as a spreadsheet shows them."""
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text, newline=""))]
    except csv.Error as error:
        raise InputError(f"parameters_from={path}: cannot be read as CSV ({error})") from error
    header, *further = [(number, row) for number, row in enumerate(rows, start=1) if any(row)] or [(1, [])]
    names = header[1]
    if len(names) == 1 and ";" in names[0]:
        raise InputError(f"{path}: its cells are separated by semicolons; write commas between cells, and points in numbers")
    for number, row in further:
        if len(row) != len(names):
            raise InputError(f"{path}, row {number}: has {len(row)} cells, the header {len(names)}")
    if {*COLUMNS} <= {*names}:
        name, value = map(names.index, COLUMNS)
        return [(_plain(row[name]), _number(row[value]), f"{path}, row {number}") for number, row in further]
    if len(further) != 1:
        expected = "expected the columns parameter and value, or a column for each parameter and one row"
        raise InputError(f"{path}: {expected}; it has {len(further)} rows")
    number, cells = further[0]
    return [(_plain(name), _number(cell), f"{path}, row {number}") for name, cell in zip(names, cells, strict=True)]


def _number(cell: str) -> Any:
    """A cell as a number, or as it stands."""
    try:
        return float(cell)
    except ValueError:
        return cell


def _plain(name: str) -> str:
    return name.removeprefix("parameters.")
