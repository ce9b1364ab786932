"""Facts from their files, and their values from the table `facts.csv` that lies beside the other tables of a world."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from concertacion.analysis.formatting import listed
from concertacion.analysis.record.facts import WHOLE, Fact, make_fact
from concertacion.experiments.inputs import folder_of
from concertacion.experiments.yaml_files import named_files, read_yaml
from concertacion.sim.declare import InputError, nearest
from concertacion.sim.spreadsheet import read_sheet

TABLE = "facts.csv"
COLUMNS = ("fact", "period", "value", "method", "source")


def fact_files(folder: Path | None = None) -> dict[str, Traversable | Path]:
    """The files of facts by id: those of the project, and those of a folder, which win.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    return named_files("fact", "facts_folder", folder)


def read_facts(folder: Path | None = None) -> dict[str, Fact]:
    """Every fact by id, as its file has it, without a value.

    Raises
    ------
    InputError
        If a file is wrong, in one sentence.
    """
    return {name: make_fact(name, read_yaml(file, f"fact {name}"), f"fact {name}") for name, file in fact_files(folder).items()}


def table_of(world: Mapping[str, Any]) -> Path:
    """The table of facts of a world's config.

    Raises
    ------
    InputError
        If it has none.
    """
    folder = folder_of(world)
    table = folder / TABLE
    if not table.is_file():
        raise InputError(
            f"world={world['name']}: has no record to be held against; add {TABLE} to {folder} (docs/record.md says how), "
            "everything else works without it"
        )
    return table


def check_countries(world: Mapping[str, Any], countries: Sequence[str]) -> None:
    """Refuse runs without some countries of the region: the table tells of all of them together.

    Raises
    ------
    InputError
        If a country of `countries.csv` is missing.
    """
    sheet = read_sheet(table_of(world).with_name("countries.csv"), "countries.csv", texts=("iso3",))
    told = {row[sheet.header.index("iso3")] for row in sheet.rows}
    if missing := told - set(countries):
        raise InputError(
            f"world.countries: {len(countries)} of the {len(told)} countries that {TABLE} tells of, without "
            f"{', '.join(sorted(missing)[:3])}{' and others' * (len(missing) > 3)}; write world.countries=null for all of them"
        )


def recorded(facts: Mapping[str, Fact], table: Path, start: int, years: int) -> list[Fact]:
    """The facts that the table has a value of for the years of the runs, in order of their ids, with value and source.

    Raises
    ------
    InputError
        If the table cannot be read, names a fact without a file, or holds no number; or if no fact lies in these years.
    """
    sheet = read_sheet(table, f"{table.name}", texts=("fact", "period", "method", "source"))
    for column in COLUMNS[:3]:
        if column not in sheet.header:
            raise InputError(f"{table.name}: lacks the column {column}; expected {', '.join(COLUMNS)}")
    known: dict[tuple[str, str], tuple[float, str]] = {}
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        row = dict(zip(sheet.header, cells, strict=False))
        if row["fact"] not in facts:
            raise InputError(f"{table.name}, row {number}: there is no fact '{row['fact']}'; {nearest(row['fact'], facts)}")
        key, where = (row["fact"], row["period"]), f"{table.name}, row {number}"
        if key in known:
            raise InputError(f"{where}: {', '.join(key)} appears twice; keep one row of it")
        known[key] = _number(row["value"], where), row.get("source", "")
    held = []
    for name, fact in facts.items():
        first, last = fact.years(start, years)
        value, source = known.get((name, f"{first}-{last}"), (None, ""))
        if value is not None and first >= start and last < start + years:
            held.append(fact._replace(value=value, source=source))
    if not held:
        periods = sorted({period for name, period in known if facts[name].window == WHOLE})
        raise InputError(
            f"{table.name}: has no fact of {start}-{start + years - 1}; start and years must be those of {listed(periods)}"
        )
    return held


def known_at(facts: Mapping[str, Fact], table: Path, start: int, year: int) -> list[Fact]:
    """The facts that the table has a value of to the end of a year, with windows that say so (raises what `recorded` does)."""
    return [
        fact._replace(window=f"{start}:{year}") if fact.window == WHOLE else fact
        for fact in recorded(facts, table, start, year - start + 1)
    ]


def _number(cell: str, where: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError(f"{where}: value={cell}: expected a number")
    return number


def facts_sha256(facts: Sequence[Fact]) -> str:
    """SHA-256 of all that the facts say, values too: kept before any run (64 hex digits)."""
    return hashlib.sha256(json.dumps([list(fact) for fact in facts], sort_keys=True).encode()).hexdigest()
