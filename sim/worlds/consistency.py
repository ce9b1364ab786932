"""Rules across rows or tables of a world: names exist in their table, spells do not overlap, shares sum to one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from concertacion.sim.declare import InputError, nearest
from concertacion.sim.state import DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS
from concertacion.sim.worlds.columns import INDICATORS

Frames = dict[str, pd.DataFrame]
# Columns that must name a country of countries.csv, by table
COUNTRY_COLUMNS = {
    "governments": ("iso3",), "elections": ("iso3",), "terms": ("iso3",), "indicators": ("iso3",), "geography": ("a", "b"),
    "dependence": ("iso3",), "shocks": ("iso3",), "displacement": ("host",), "crises": ("country",), "interests": ("iso3",),
}  # fmt: skip


def row_fault(file: str, row: int, message: str) -> InputError:
    """The error of one row; `row` is the position in the file, 0 for the first row below the header."""
    return InputError(f"{file}, row {row + 2}: {message}")


def first(frame: pd.DataFrame, bad: pd.Series | np.ndarray) -> int | None:
    """The position in the file of the first bad row, or None."""
    rows = frame.index[np.asarray(bad, bool)]
    return int(rows.min()) if len(rows) else None


def cell(frame: pd.DataFrame, row: int, column: str) -> Any:
    """The value of a cell, by its position in the file."""
    return frame.loc[row, column]


def known(frame: pd.DataFrame, file: str, column: str, names: Iterable[str], what: str) -> None:
    """Every cell of a column names one of `names` (another rule checks empty cells)."""
    names = list(names)
    row = first(frame, ~frame[column].isin([*names, ""]))
    if row is not None:
        name = cell(frame, row, column)
        raise row_fault(file, row, f"{column} '{name}' is no {what}; {nearest(name, names)}")


def check_spells(
    frame: pd.DataFrame, file: str, key: list[str], begin: str = "from", end: str = "to", contiguous: bool = False
) -> None:
    """Each spell ends after it begins. Spells of one key do not overlap, and leave no gap if `contiguous`."""
    row = first(frame, frame[end] <= frame[begin])
    if row is not None:
        dates = cell(frame, row, end), cell(frame, row, begin)
        raise row_fault(file, row, f"{end} {dates[0]:%Y-%m-%d} is not after {begin} {dates[1]:%Y-%m-%d}")
    ordered = frame.sort_values([*key, begin])
    following = ordered.groupby(key, sort=False)[begin].shift(-1)
    bad = following.notna() & ((ordered[end] != following) if contiguous else (ordered[end] > following))
    row = first(ordered, bad)
    if row is not None:
        rule = "is not the day on which the next spell begins" if contiguous else "is later than the beginning of the next spell"
        who = " ".join(cell(ordered, row, column) for column in key)
        raise row_fault(file, row, f"{end} {cell(ordered, row, end):%Y-%m-%d} of {who} {rule} ({following[row]:%Y-%m-%d})")


def check_shares(frame: pd.DataFrame, file: str) -> None:
    """The shares of each pair of models sum to one."""
    for models in (ECONOMIC_MODELS, POLITICAL_MODELS):
        total = frame[list(models)].sum(axis=1)
        row = first(frame, (total - 1).abs() > 0.006)
        if row is not None:
            raise row_fault(file, row, f"{' + '.join(models)} of {cell(frame, row, 'organisation')} is {total[row]:g}, not 1")


def check_countries(frame: pd.DataFrame, file: str) -> None:
    """No two countries share a tile."""
    row = first(frame, frame.sort_index().duplicated(["tile_row", "tile_column"]).reindex(frame.index))
    if row is not None:
        raise row_fault(file, row, f"the tile of {cell(frame, row, 'iso3')} is taken; each country needs a cell of its own")


def check_geography(frame: pd.DataFrame, file: str) -> None:
    """A pair joins two different countries and is given once, in either order."""
    row = first(frame, frame["a"] == frame["b"])
    if row is not None:
        raise row_fault(file, row, f"a and b are both {cell(frame, row, 'a')}; a pair joins two countries")
    low, high = frame["a"].where(frame["a"] < frame["b"], frame["b"]), frame["b"].where(frame["a"] < frame["b"], frame["a"])
    row = first(frame, (low + high).sort_index().duplicated().reindex(frame.index))
    if row is not None:
        pair = f"{cell(frame, row, 'a')} {cell(frame, row, 'b')}"
        raise row_fault(file, row, f"the pair {pair} is given twice; once is enough, in either order")


def check_indicators(frame: pd.DataFrame, file: str) -> None:
    """Each value lies in the range of its variable."""
    low = frame["variable"].map({name: bounds[0] for name, bounds in INDICATORS.items()})
    high = frame["variable"].map({name: bounds[1] for name, bounds in INDICATORS.items()})
    row = first(frame, (frame["value"] < low) | (frame["value"] > high))
    if row is not None:
        variable = cell(frame, row, "variable")
        least, most = INDICATORS[variable]
        raise row_fault(file, row, f"{variable} is {cell(frame, row, 'value'):g}, expected a number in [{least:g}, {most:g}]")


def check_together(frames: Frames, label: str) -> None:
    """All rules that involve more than one cell.

    Raises
    ------
    InputError
        With the file, the row and the valid values.
    """

    def file(name: str) -> str:
        return f"{label}/{name}.csv"

    countries, powers = list(frames["countries"]["iso3"]), list(frames["powers"]["power"])
    check_countries(frames["countries"], file("countries"))
    if len(powers) != 2 or frames["powers"]["group_position"].nunique() != 2:
        raise InputError(f"{file('powers')}: {len(powers)} powers; the model needs two that differ in group_position")
    for name, columns in COUNTRY_COLUMNS.items():
        for column in columns:
            known(frames[name], file(name), column, countries, "country of countries.csv")
    for name in ("dependence", "administrations"):
        known(frames[name], file(name), "power", powers, "power of powers.csv")
    for name, column in (("trade", "exporter"), ("trade", "importer"), ("organisations", "patron"), ("memberships", "member")):
        known(frames[name], file(name), column, countries + powers, "country or power of this world")
    organisations = frames["organisations"]["organisation"]
    known(frames["memberships"], file("memberships"), "organisation", organisations, "organisation of organisations.csv")
    missing = [domain for domain in DOMAINS if domain not in set(frames["domains"]["domain"])]
    if missing:
        raise InputError(f"{file('domains')}: no row for {', '.join(missing)}; every domain needs one")
    check_geography(frames["geography"], file("geography"))
    check_indicators(frames["indicators"], file("indicators"))
    check_shares(frames["organisations"], file("organisations"))
    check_spells(frames["governments"], file("governments"), ["iso3"], contiguous=True)
    check_spells(frames["administrations"], file("administrations"), ["power"], contiguous=True)
    check_spells(frames["memberships"], file("memberships"), ["organisation", "member"])
    check_spells(frames["crises"], file("crises"), ["crisis", "country"])
    check_spells(frames["organisations"], file("organisations"), ["organisation"], "founded", "ended")
