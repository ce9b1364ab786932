"""Reading the tables of a world: every file into cells of text, then converted and checked against their declarations.

Rules that join tables or rows are in `sim.worlds.consistency`, what is merely implausible in `sim.worlds.plausible`.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.sim.declare import InputError, nearest
from concertacion.sim.spreadsheet import UNREADABLE, Fault, parsed_sheet
from concertacion.sim.worlds.cells import Column
from concertacion.sim.worlds.columns import LEFT_OUT, TABLES, texts
from concertacion.sim.worlds.consistency import each, faults_together, with_table
from concertacion.sim.worlds.overrides import TABLE_SECTIONS, Override, edit_tables
from concertacion.sim.worlds.plausible.checks import implausible

Frames = dict[str, pd.DataFrame]
Found = tuple[str, Fault]  # a table, and something wrong with it
LONGEST_CELL, LONGEST_COMMAND = 40, 120  # characters of a cell and of a command in a message
KEPT = 64  # tables that a process remembers, by their bytes: a world has some twenty


class Tables(NamedTuple):
    """The tables of a folder by name, as far as they can be used, a digest of their bytes, and what is wrong with them.

    `faults` and `doubts` (what is implausible) are (table, fault), causes before what may follow from them.
    """

    label: str
    frames: Frames
    digest: str
    faults: list[Found]
    doubts: list[Found]

    def sentence(self, name: str, fault: Fault) -> str:
        """A fault with its file and row."""
        return fault.sentence(f"{self.label}/{name}.csv")


class Read(NamedTuple):
    """A table as its file says: its strings (the index is the row; none if it cannot be read), its values (see `typed`), and what
    is wrong with either. Nobody may write into its frames: others read them too.
    """

    strings: pd.DataFrame | None
    faults: Sequence[Fault]
    values: pd.DataFrame | None = None
    faults_of_values: Sequence[Fault] = ()


@lru_cache(KEPT)
def _read(name: str, data: bytes) -> Read:
    """The table in the bytes of a file; worlds that differ in some tables, or in what overrides change, share the others."""
    sheet = parsed_sheet(data, texts(name))
    if sheet.faults and not sheet.rows:
        return Read(None, sheet.faults)
    strings = pd.DataFrame(sheet.rows, index=sheet.numbers, columns=sheet.header, dtype=object)
    key = TABLES[name].key[0]
    for column, cells in LEFT_OUT.get(name, {}).items():
        if key in strings and column not in strings:
            strings[column] = strings[key].map(cells).fillna(cells[""])
    return Read(strings, sheet.faults, *typed(name, strings))


def read_folder(folder: Path) -> tuple[dict[str, Read], str, list[Found]]:
    """Every table of a folder that is there, a sha256 of the bytes, and the faults of files.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(f"world folder '{folder}' does not exist; concertacion experiment=region folder=DIR begins one")
    digest, tables, faults = hashlib.sha256(), {}, []
    files = {path.stem for path in folder.glob("*.csv")} - TABLES.keys()
    for name in TABLES:
        try:
            data = (folder / f"{name}.csv").read_bytes()
        except OSError as error:
            near = get_close_matches(name, files, n=1)
            if TABLES[name].optional and not near and isinstance(error, FileNotFoundError):
                none = pd.DataFrame(columns=list(TABLES[name].columns), dtype=object)
                tables[name] = Read(none, [], *typed(name, none))
                continue
            remedy = f"rename {near[0]}.csv if it is meant" if near else f"its first line is {','.join(TABLES[name].columns)}"
            missing = isinstance(error, FileNotFoundError)
            faults.append((name, Fault(None, f"does not exist; {remedy}" if missing else f"cannot be read ({error.strerror})")))
            continue
        digest.update(f"{name}:{len(data)}:".encode() + data)
        tables[name] = _read(name, data)
        faults += with_table(name, tables[name].faults)
    return tables, digest.hexdigest(), faults


def typed(name: str, raw: pd.DataFrame) -> tuple[pd.DataFrame | None, list[Fault]]:
    """The typed frame of a table of strings, sorted by its key, and its faults; no frame where columns or all rows are missing.

    A bad cell becomes NaN or NaT in a column of numbers or dates, and stays as it is elsewhere.
    """
    table = TABLES[name]
    faults = list(columns_at_fault(name, list(raw.columns)))
    if raw.empty and not table.without:
        faults.append(Fault(None, f"the table has no rows; it needs {table.rows[0].lower()}{table.rows[1:].split('.')[0]}"))
    values, broken = {}, np.zeros(len(raw), bool)
    for column, rule in table.columns.items():
        if column in raw:
            values[column], bad = rule.convert(raw[column])
            broken |= (bad | (raw[column] == UNREADABLE).to_numpy(bool)) & (column in table.key)

            def message(row: pd.Series, column: str = column, rule: Column = rule) -> str:
                return f"{column} is '{row[column][:LONGEST_CELL]}', expected {rule.expected()}{rule.remedy(row[column])}"

            faults += each(raw, bad, message)
    if len(values) < len(table.columns):
        return None, faults
    frame = pd.DataFrame(values, index=raw.index)
    twice = frame.duplicated(list(table.key)) & ~broken
    keys = ", ".join(table.key)
    faults += each(raw, twice, lambda row: f"'{' '.join(row[list(table.key)])[:80]}' is given twice; one row for each {keys}")
    usable = not raw.empty or bool(table.without)
    return frame.sort_values(list(table.key)) if usable else None, faults


def columns_at_fault(name: str, given: list[str]) -> Iterator[Fault]:
    """Columns that the table does not have, and those that it lacks."""
    declared = TABLES[name].columns
    missing = [column for column in declared if column not in given]
    for column in given:
        if column not in declared:
            yield Fault(1, f"unknown column '{column[:LONGEST_CELL]}'; {nearest(column[:LONGEST_CELL], missing or declared)}")
    if missing:
        words = f"column '{missing[0]}' is missing" if len(missing) == 1 else f"the columns {', '.join(missing)} are missing"
        yield Fault(1, f"{words}; write {'its name' if len(missing) == 1 else 'their names'} into row 1, in any order")


def examined(folder: Path, changes: Sequence[Override] = (), trusted: bool = False, whole: bool = True) -> Tables:
    """The tables of a folder, with the changes of an override, and everything that is wrong with them.

    Of `trusted` tables, those that come with the package, nothing is taken for implausible. With `whole` false nothing is doubted
    where there is a fault already.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    tables, digest, faults = read_folder(folder)
    raw = {name: table.strings for name, table in tables.items() if table.strings is not None}
    edited = edit_tables(changes, raw)
    frames = {}
    for name in raw:
        read = tables[name]
        frame, own = typed(name, edited[name]) if name in edited else (read.values, read.faults_of_values)
        faults += with_table(name, own)
        if frame is not None:
            frames[name] = frame
    faults += faults_together(frames)
    doubts: list[Found] = []
    for name, fault, refused in () if trusted else implausible(frames, bool(faults) and not whole):
        (faults if refused else doubts).append((name, fault))
    return Tables(folder.resolve().name, frames, digest, faults, doubts)


def more(count: int, folder: Path) -> str:
    """How many further faults or doubts there are, and the command that lists them."""
    command = shlex.join(["concertacion", "experiment=region", f"folder={folder}"])
    shown = command if len(command) <= LONGEST_COMMAND else "experiment=region lists them"
    return f" (and {count} more: {shown})" if count else ""


@cache
def _shipped(folder: Path) -> Tables:
    """Tables that come with the package: they are read once, for they do not change while a process runs."""
    return examined(folder, trusted=True)


def read_tables(folder: Path, changes: Sequence[Override] = (), trusted: bool = False) -> Tables:
    """As `examined`, and the tables are without a fault. Nobody may write into their frames: others read them too.

    Raises
    ------
    InputError
        With the first fault and, if there are more, how many, and the command that lists them.
    """
    edited = any(change.section in TABLE_SECTIONS for change in changes)
    tables = _shipped(folder) if trusted and not edited else examined(folder, changes, trusted, whole=False)
    if tables.faults:
        raise InputError(tables.sentence(*tables.faults[0]) + more(len(tables.faults) - 1, folder))
    return tables
