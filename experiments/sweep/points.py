"""A user's own points: a CSV file with a column an axis and a row a point, checked cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from concertacion.experiments.sweep.axes import CHOICES, Axis, bounds, checked_value, listed, plain, ranged
from concertacion.experiments.sweep.over import fixed_of, refuse_fixed
from concertacion.sim.declare import InputError, Variant
from concertacion.sim.parameters import DECLARED
from concertacion.sim.spreadsheet import read_sheet

LABELS = ("id", "name", "label", "point", "index", "number", "no", "row")  # columns that number or name the rows


def read_points(
    path: Path, fixed: Any, config: Mapping[str, Any], first: int | None = None
) -> tuple[tuple[Axis, ...], np.ndarray]:
    """Axes and points, float64 (points, axes), of a table, or of its `first` points.

    Rows are counted as a spreadsheet shows them: the header is row 1.

    Raises
    ------
    InputError
        If the file cannot be read, or a column is unknown, fixed or there twice, or a cell is not what its axis can take.
    """
    sheet = read_sheet(path, f"{path}", texts=CHOICES)
    if not sheet.rows:
        raise InputError(f"{path}: holds no points; the first row names the axes, each further row is a point")
    header = [plain(name) for name in sheet.header]
    held = fixed_of(fixed, config)
    for name in header:
        if name.lower() in LABELS:
            raise InputError(f"{path}: the column '{name}' is no axis; leave it out, for points are numbered from 0, row by row")
    for column, name in enumerate(header):
        refuse_fixed(name, held, f"{path}")
        if name in header[:column]:
            raise InputError(f"{path}: the column {name} appears twice")
    rows = [f"{path}, row {number}" for number in sheet.numbers[:first]]
    made = [_axis(name, [row[column] for row in sheet.rows[:first]], rows) for column, name in enumerate(header)]
    return tuple(axis for axis, _ in made), np.column_stack([stored for _, stored in made])


def _axis(name: str, cells: Sequence[str], rows: Sequence[str]) -> tuple[Axis, np.ndarray]:
    """The axis of a column, and what its points store: numbers, or positions among the values in order of appearance.

    `rows` are the rows as errors name them.
    """
    declaration = DECLARED.get(name)
    limits = None if isinstance(declaration, Variant) else bounds(name)
    read = [_read(cell, f"{row}: {name}", name, limits) for row, cell in zip(rows, cells, strict=True)]
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
