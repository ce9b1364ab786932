"""Sets of parameters: every one at its default, as the config shows it, and those that a user's file holds."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from concertacion.experiments.yaml_files import read_yaml
from concertacion.sim.declare import InputError, Variant, checked, clipped, nearest
from concertacion.sim.parameters import DECLARED, Parameters, make_parameters
from concertacion.sim.spreadsheet import parsed_sheet, read_sheet

COLUMNS = ("parameter", "value")
PRESETS = "preset"  # the folder of configs/ that holds the presets that come with the project


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
    """The values of parameters in a file, or in a preset that comes with the project, by its name; checked.

    A YAML file holds NAME: VALUE, at the top or under `parameters:`, as the config.yaml of a result does. A CSV file has the
    columns `parameter` and `value` (others are notes), or a column for each parameter and one row.

    Raises
    ------
    InputError
        If the file cannot be read or holds no parameters, a name is unknown or there twice, or a value is wrong.
    """
    if str(path) in presets():
        path = presets()[str(path)]
    if path.suffix.lower() not in (".yaml", ".yml", ".csv"):
        raise InputError(f"parameters_from={path}: expected a file .yaml or .csv{''.join(f' or {name}' for name in presets())}")
    entries = _from_csv(path) if path.suffix.lower() == ".csv" else _from_yaml(path)
    values: dict[str, float] = {}
    for name, value, where in entries:
        if name not in DECLARED:
            raise InputError(f"{where}: there is no parameter {clipped(name, 60)!r}; {nearest(clipped(name, 60), DECLARED)}")
        if name in values:
            raise InputError(f"{where}: {name} appears twice")
        values[name] = checked(name, value, DECLARED[name], where)
    if not values:
        raise InputError(f"parameters_from={path}: holds no parameters")
    return _as_config(values)


def presets() -> dict[str, Path]:
    """The presets that come with the project: the file of each by name."""
    folder = Path(str(files("concertacion.configs").joinpath(PRESETS)))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def _as_config(values: Mapping[str, float]) -> dict[str, float | str]:
    forms = {name: entry.forms for name, entry in DECLARED.items() if isinstance(entry, Variant)}
    return {name: forms[name][int(value)] if name in forms else value for name, value in values.items()}


def _from_yaml(path: Path) -> list[tuple[str, Any, str]]:
    """(name, value, where it stands) of every entry."""
    content = read_yaml(path, f"parameters_from={path}")
    if isinstance(content, Mapping) and "parameters" in content:
        content = content["parameters"]
    if not isinstance(content, Mapping):
        raise InputError(f"parameters_from={path}: expected NAME: VALUE, at the top or under parameters:")
    return [(str(name), _number(value) if isinstance(value, str) else value, f"{path}") for name, value in content.items()]


def _from_csv(path: Path) -> list[tuple[str, Any, str]]:
    """(name, value, where it stands) of every entry, as in the tables of a world."""
    file = f"parameters_from={path}"
    try:
        header = parsed_sheet(path.read_bytes()).header
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    listed = {*COLUMNS} <= {*header}
    sheet = read_sheet(path, file, texts=[name for name in header if listed and name != COLUMNS[1]])  # others are notes
    rows = [
        (dict(zip(sheet.header, row, strict=True)), f"{path}, row {n}") for row, n in zip(sheet.rows, sheet.numbers, strict=True)
    ]
    if listed:
        name, value = COLUMNS
        return [(_plain(row[name]), _number(row[value]), where) for row, where in rows]
    if len(rows) != 1:
        expected = "expected the columns parameter and value, or a column for each parameter and one row"
        raise InputError(f"{path}: {expected}; it has {len(rows)} rows")
    cells, where = rows[0]
    return [(_plain(name), _number(cell), where) for name, cell in cells.items()]


def _number(cell: str) -> Any:
    """A cell as a number, or as it stands."""
    try:
        return float(cell)
    except ValueError:
        return cell


def _plain(name: str) -> str:
    return name.removeprefix("parameters.")
