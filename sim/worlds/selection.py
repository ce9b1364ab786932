"""The user's choice of countries, start and length, checked against the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from concertacion.sim.declare import InputError, as_name, nearest
from concertacion.sim.worlds.coverage import in_words, missing_at, possible_starts
from concertacion.sim.worlds.tables import Tables

DATA = Path(__file__).parents[1] / "data"
DEFAULT_GROUPS = {"latin_america": "latin_america_20", "southeast_asia": "asean"}  # other worlds: every country of the table


class Selection(NamedTuple):
    """The tables with the chosen countries (sorted ISO3) and powers (the first leads, the second is its rival), and the span."""

    label: str
    frames: dict[str, pd.DataFrame]
    countries: tuple[str, ...]
    powers: tuple[str, ...]
    start: int
    quarters: int

    @property
    def first_quarter(self) -> int:
        """The first quarter, counted from the year 0: four times the year plus 0..3."""
        return 4 * self.start

    def file(self, table: str) -> str:
        """The name of a table's file, for error messages."""
        return f"{self.label}/{table}.csv"


def world_folder(name: str, folder: str | Path | None) -> Path:
    """The folder of a world: the user's own, or one that comes with the package.

    Raises
    ------
    InputError
        If no world of that name comes with the package.
    """
    if folder is not None:
        return Path(folder)
    shipped = sorted(path.name for path in DATA.iterdir() if path.is_dir())
    if name not in shipped:
        raise InputError(f"world '{name}' is unknown; {nearest(str(name), shipped)}")
    return DATA / name


def groups_of(table: pd.DataFrame) -> dict[str, list[str]]:
    """The countries of each group that countries.csv names."""
    groups: dict[str, list[str]] = {}
    for code, cell in zip(table["iso3"], table["groups"], strict=True):
        for group in filter(None, cell.split(";")):
            groups.setdefault(group, []).append(code)
    return groups


def choose_countries(wanted: str | Sequence[str] | None, table: pd.DataFrame, label: str) -> tuple[str, ...]:
    """The sorted ISO3 codes of a group, a list of codes, or the world's default group.

    Raises
    ------
    InputError
        For an unknown group or country, a country named twice, or an empty list.
    """
    every = list(table["iso3"])
    groups = groups_of(table)
    if wanted is None:
        return tuple(sorted(groups.get(DEFAULT_GROUPS.get(label, ""), every)))
    if isinstance(wanted, str):
        if wanted not in groups:
            raise InputError(f"countries='{wanted}': no such group in {label}/countries.csv; {nearest(wanted, groups)}")
        return tuple(sorted(groups[wanted]))
    if not isinstance(wanted, list | tuple | set) or not wanted:
        raise InputError(f"countries={wanted!r}: expected the name of a group, or a list of at least one ISO3 code")
    codes = [as_name(code, "countries") for code in wanted]
    for code in codes:
        if code not in every:
            raise InputError(f"countries: '{code}' is not in {label}/countries.csv; {nearest(code, every)}")
        if codes.count(code) > 1:
            raise InputError(f"countries: '{code}' is named twice; name each country once")
    return tuple(sorted(codes))


def powers_of(frames: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """The powers: the one that leads, its rival if there are several, the others by code."""
    ranked = frames["powers"].sort_values(["group_position", "power"], ascending=[False, True])["power"].tolist()
    return tuple([ranked[0], ranked[-1], *sorted(ranked[1:-1])] if len(ranked) > 1 else ranked)


def sets_of(table: pd.DataFrame) -> dict[str, list[str]]:
    """The countries of each set that countries.csv names: groups, subregions and `all`."""
    regions = {str(region): list(rows["iso3"]) for region, rows in table.groupby("subregion")}
    return groups_of(table) | regions | {"all": list(table["iso3"])}


def named(cell: str, sets: Mapping[str, list[str]]) -> set[str]:
    """The codes that a list of codes and of `sets_of` means."""
    return {code for name in cell.split(";") if name for code in sets.get(name, [name])}


def select(tables: Tables, countries: str | Sequence[str] | None, start: int, years: int) -> Selection:
    """The user's choice of countries and time.

    Raises
    ------
    InputError
        If the tables cannot serve the start, or the number of years is not a whole number from 1 to 200.
    """
    powers = powers_of(tables.frames)
    chosen = choose_countries(countries, tables.frames["countries"], tables.label)
    _check_start(tables, chosen, powers, start)
    if isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= 200:
        raise InputError(f"years={years!r}: expected a whole number in [1, 200]")
    return Selection(tables.label, tables.frames, chosen, powers, start, 4 * years)


def _check_start(tables: Tables, countries: Sequence[str], powers: Sequence[str], start: int) -> None:
    """Refuse a start that the tables cannot serve, with the years that they can."""
    if isinstance(start, bool) or not isinstance(start, int):
        raise InputError(f"start={start!r}: expected a year")
    lacking = next(missing_at(tables.frames, countries, powers, start), None)
    if lacking is None:
        return
    years = possible_starts(tables.frames, countries, powers)
    if not years:
        raise InputError(f"start={start}: {tables.sentence(*lacking)}; {tables.label} cannot start in any other year either")
    near = min(years, key=lambda year: abs(year - start))
    first = f"start={start}: {tables.label} can start in {in_words(years)}; write start={near}"
    raise InputError(f"{first} ({tables.sentence(*lacking)})")
