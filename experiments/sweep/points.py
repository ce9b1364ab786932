"""A user's own points: a CSV file with a column an axis and a row a point, checked cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from concertacion.experiments.sweep.axes import Axis, bounds, checked_value, listed, plain, ranged
from concertacion.experiments.sweep.over import fixed_of, refuse_fixed
from concertacion.sim.declare import InputError, Variant
from concertacion.sim.parameters import DECLARED

LABELS = ("id", "name", "label", "point", "index", "number", "no", "row", "")  # columns that number or name the rows


def read_points(path: Path, fixed: Any, config: Mapping[str, Any]) -> tuple[tuple[Axis, ...], np.ndarray]:
    """Axes and points, float64 (points, axes), of a table. Rows are counted as a spreadsheet shows them: the header is row 1.

    Raises
    ------
    InputError
        If the file cannot be read, or a column is unknown, fixed or there twice, or a cell is not what its axis can take.
    """
    header, rows = _cells(path)
    held = fixed_of(fixed, config)
    for name in header:
        if name.lower() in LABELS:
            raise InputError(f"{path}: the column '{name}' is no axis; leave it out, for points are numbered from 0, row by row")
    for column, name in enumerate(header):
        refuse_fixed(name, held, f"{path}")
        if name in header[:column]:
            raise InputError(f"{path}: the column {name} is there twice")
    made = [_axis(path, name, [row[column] for row in rows]) for column, name in enumerate(header)]
    return tuple(axis for axis, _ in made), np.column_stack([stored for _, stored in made])


def _cells(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows, all of the same length."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            lines = [[cell.strip() for cell in line] for line in csv.reader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"table={path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    while lines and not any(lines[-1]):
        lines.pop()
    if len(lines) < 2:
        raise InputError(f"table={path}: holds no points; the first row names the axes, each further row is a point")
    header, *rows = lines
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise InputError(f"{path}, row {number}: has {len(row)} cells, the header {len(header)}")
    return [plain(name) for name in header], rows


def _axis(path: Path, name: str, cells: Sequence[str]) -> tuple[Axis, np.ndarray]:
    """The axis of a column, and what its points store: numbers, or positions among the values in order of appearance."""
    declaration = DECLARED.get(name)
    limits = None if isinstance(declaration, Variant) else bounds(name)
    read = [_read(cell, f"{path}, row {number}: {name}", name, limits) for number, cell in enumerate(cells, start=2)]
    if limits is not None:
        return ranged(name, *limits), np.array(read, dtype=np.float64)
    values = declaration.forms if isinstance(declaration, Variant) else tuple(dict.fromkeys(read))
    return listed(name, values), np.array([values.index(value) for value in read], dtype=np.float64)


def _read(cell: str, where: str, name: str, limits: tuple[float, float] | None) -> Any:
    if not cell:
        raise InputError(f"{where} is empty")
    if limits is None and name != "start":
        return checked_value(name, cell, where)
    try:
        return checked_value(name, float(cell), where)
    except InputError:
        raise
    except ValueError:
        expected = "a year" if limits is None else f"a number in [{limits[0]:g}, {limits[1]:g}]"
        raise InputError(f"{where}={cell}: expected {expected}") from None
