"""Changing single values of a world: `organisations.UNASUR.depth`, `domains.health.spillover`, `governments.BRA.ideology`.

Organisations and domains are changed in their tables, before the tables are checked. Countries, governments and powers are
changed in the initial state, before positions, trust and stances are computed from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.sim.declare import InputError, Prior, as_name, checked, declared, nearest
from concertacion.sim.inputs import Administrations, Politics, Structure
from concertacion.sim.state import Governments, Leanings, Powers, Societies, Standing
from concertacion.sim.worlds.columns import TABLES

TABLE_SECTIONS = {"organisations": "organisation", "domains": "domain"}
STATE_SECTIONS = {
    "countries": (Societies, Structure, Standing), "governments": (Governments, Leanings, Politics),
    "powers": (Powers, Administrations),
}  # fmt: skip
RANGES = {
    "share": (0, 1), "0/1": (0, 1), "-1..1": (-1, 1), "-1/1": (-1, 1), "-2..2": (-2, 2), "a year": (-1, 1), "quarter": (0, 4000),
    "count": (0, 99), "log-odds": (-5, 5), "of absorptive capacity": (0, 5),
}  # fmt: skip


class Override(NamedTuple):
    """One change: a section, a row of it, a field, and the new value."""

    section: str
    row: str
    field: str
    value: Any


def parse(overrides: Mapping[str, Any] | None) -> list[Override]:
    """The changes in a mapping with dotted keys, nested mappings, or both.

    Raises
    ------
    InputError
        If a key is not section.row.field, or names no section.
    """
    if overrides is not None and not isinstance(overrides, Mapping):
        raise InputError(f"overrides={overrides!r}: expected {{SECTION.ROW.FIELD: VALUE}}, such as organisations.UNASUR.depth")
    flat: dict[str, Any] = {}

    def walk(prefix: str, value: Any) -> None:
        if isinstance(value, Mapping):
            for name, inner in value.items():
                walk(f"{prefix}.{as_name(name, f'overrides.{prefix}')}" if prefix else as_name(name, "overrides"), inner)
        else:
            flat[prefix] = value

    walk("", overrides or {})
    sections = [*TABLE_SECTIONS, *STATE_SECTIONS]
    for key in flat:
        if key.split(".")[0] not in sections:
            raise InputError(f"overrides.{key}: unknown section; the sections are {', '.join(sections)}")
        if key.count(".") != 2:
            raise InputError(f"overrides.{key}: expected section.row.field, such as organisations.UNASUR.depth")
    return [
        Override(section, row, field, flat[f"{section}.{row}.{field}"])
        for section, row, field in (key.split(".") for key in flat)
    ]


def edit_tables(changes: Sequence[Override], raw: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of strings that changes of table sections change, with these changes.

    Raises
    ------
    InputError
        For an unknown row or column, or a value outside the column's declaration.
    """
    edited: dict[str, pd.DataFrame] = {}
    for change in changes:
        if change.section not in TABLE_SECTIONS or change.section not in raw:
            continue
        where, key = f"overrides.{'.'.join(change[:3])}", TABLE_SECTIONS[change.section]
        table, columns = edited.get(change.section, raw[change.section]), TABLES[change.section].columns
        free = [column for column in columns if column != key]
        if key not in table or change.row not in set(table[key]):
            raise InputError(f"{where}: no such {key}; {nearest(change.row, table.get(key, []))}")
        if change.field not in free:
            raise InputError(f"{where}: no such column of {change.section}.csv; {nearest(change.field, free)}")
        cell = "" if change.value is None else str(change.value)
        if columns[change.field].convert(pd.Series([cell]))[1][0]:
            raise InputError(f"{where}={change.value!r}: expected {columns[change.field].expected()}")
        edited[change.section] = table.assign(**{change.field: table[change.field].mask(table[key] == change.row, cell)})
    return edited


def edit_state(changes: Sequence[Override], section: str, names: Sequence[str], *parts: Any) -> None:
    """Write the changes of a section into the arrays of `parts`, whose last dimension is `names`.

    Raises
    ------
    InputError
        For an unknown row or field, or a value outside the field's range.
    """
    dimension = "power" if section == "powers" else "country"
    fields = {name: (part, field) for part in parts for name, field in declared(type(part)).items() if field.dims == dimension}
    for change in changes:
        if change.section != section:
            continue
        where = f"overrides.{section}.{change.row}"
        if change.row not in names:
            raise InputError(f"{where}: not among the chosen {section}; {nearest(change.row, names)}")
        if change.field not in fields:
            raise InputError(f"{where}.{change.field}: no such field; {nearest(change.field, fields)}")
        part, field = fields[change.field]
        low, high = RANGES[field.unit]
        value = checked(change.field, change.value, Prior(low, high, field.unit, field.meaning, "user"), where)
        getattr(part, change.field)[names.index(change.row)] = value


def steady(changes: Sequence[Override], names: Sequence[str], powers: Powers) -> None:
    """Let the engagement and pressure that changes set be those around which administrations alternate, in `powers`."""
    for change in changes:
        if change.section == "powers" and change.field in ("engagement", "pressure"):
            at = names.index(change.row)
            getattr(powers, f"mean_{change.field}")[at] = getattr(powers, change.field)[at]


def check_kept(changes: Sequence[Override]) -> None:
    """Refuse changes of what is run in before the first quarter: they would be lost.

    Raises
    ------
    InputError
        If a change sets such a field.
    """
    of_state = [change for change in changes if change.section in STATE_SECTIONS]
    if not of_state:
        return
    from concertacion.sim.settling import SETTLED  # needs the compiled model, which most worlds do without

    for change in of_state:
        fields = {f"{part.__name__.lower()}.{change.field}" for part in STATE_SECTIONS[change.section]}
        if fields & {*SETTLED} - {"powers.engagement"}:  # whose mean stays
            raise InputError(
                f"overrides.{'.'.join(change[:3])}: is settled before the first quarter, and would be lost; settle=0 keeps it"
            )


def share_out(weight: np.ndarray, fixed: Sequence[int]) -> None:
    """Scale the weights that were not set, so that all sum to one again.

    Raises
    ------
    InputError
        If the weights set exceed one, or set all countries and do not sum to one.
    """
    free = np.ones(weight.size, bool)
    free[list(fixed)] = False
    left = 1.0 - weight[~free].sum()
    if left < 0.0 or (not free.any() and abs(left) > 1e-9):
        raise InputError(f"overrides.countries: the weights set sum to {1.0 - left:g}; all weights together must sum to 1")
    if fixed and free.any():
        weight[free] *= left / weight[free].sum()
