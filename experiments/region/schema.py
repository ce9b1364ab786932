"""The declared tables of a world in words: what docs/tables.md and the README of a new region say of each."""

from __future__ import annotations

from concertacion.experiments.output.tables import markdown_table
from concertacion.sim.worlds.cells import Column
from concertacion.sim.worlds.columns import INDICATORS, TABLES

HEADER = ("column", "takes", "meaning")


def section(name: str) -> str:
    """What the rows of a table are and what tells them apart, and its columns."""
    table = TABLES[name]
    key = [f"`{column}`" for column in table.key]
    same = f"No two rows have the same {key[0] if len(key) == 1 else ', '.join(key[:-1]) + ' and ' + key[-1]}."
    needs = f" It needs the names of {' and '.join(f'{other}.csv' for other in table.needs)}." if table.needs else ""
    empty = f" It may have no rows: {table.without}." if table.without else ""
    columns = markdown_table(HEADER, ((f"`{name}`", takes(column), meaning(column)) for name, column in table.columns.items()))
    return f"{table.rows} {same}{needs}{empty}\n\n{columns}" + (variables() if name == "indicators" else "")


def variables() -> str:
    """The variables of indicators.csv."""
    rows = (
        (f"`{name}`", f"{'above 0' if 0 < low < 0.001 else f'{low:g}'} to {high:g}", unit)
        for name, (low, high, unit) in INDICATORS.items()
    )
    return "\n" + markdown_table(("variable", "takes", "unit"), rows)


def takes(column: Column) -> str:
    """The valid values of a column; with "or nothing" where a cell may be empty."""
    if column.refers:
        id_or_code = "an id" if "organisations" in column.refers else "a code"
        words = f"{id_or_code} of {' or '.join(f'{name}.csv' for name in column.refers)}"
    elif column.choices:
        among = ", ".join(f"`{choice}`" for choice in column.choices)
        words = f"a list, with `;` between, of {among}" if column.kind == "list" else among
    elif column.kind in ("number", "whole"):
        words = f"{'a whole number, ' if column.kind == 'whole' else ''}{column.low:g} to {column.high:g}"
    else:
        words = "names, with `;` between" if column.kind == "list" else column.expected()
    return words + (", or nothing" if column.empty else "")


def meaning(column: Column) -> str:
    """The meaning of a column, its unit, and what is assumed where it is left out."""
    unit = f" ({column.unit})" if column.unit and column.meaning else column.unit
    left_out = f". The column may be left out: then {column.default}" if column.default else ""
    return f"{column.meaning}{unit}{left_out}"
