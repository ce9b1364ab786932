"""Tables as spreadsheets save them: read into cells of text, or refused with the row and what to do.

Cells may lie between commas, semicolons or tabs, as the header shows; text is UTF-8, with or without a byte-order mark, or UTF-16
with one. Between semicolons and tabs, numbers may have a decimal comma. Rows are counted as a spreadsheet shows them: the header
is row 1. Rows without any content are left out, wherever they stand, and so are blanks around a cell and empty cells beyond the
header.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from concertacion.sim.declare import InputError

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
COMMA, POINT = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE), re.compile(r"[+-]?\d*\.\d+(e[+-]?\d+)?", re.IGNORECASE)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,'’\u00a0\u202f ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")  # 1,234,567.8 or 1 234
UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")  # 1.234
LARGEST_CELL = 2**20  # characters


class Fault(NamedTuple):
    """What is wrong with a file: the row, as a spreadsheet shows it (None where it is not about one), and a sentence."""

    row: int | None
    message: str

    def sentence(self, file: str) -> str:
        """The fault with its file and row before it."""
        return f"{file}: {self.message}" if self.row is None else f"{file}, row {self.row}: {self.message}"


class Sheet(NamedTuple):
    """The cells of a table under a name for each column, the numbers of its rows, and its faults, which make it useless."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    faults: list[Fault]


def read_sheet(path: Path, file: str, texts: Collection[str] = ()) -> Sheet:
    """The sheet of a file without faults; `file` is its name in errors, `texts` are columns that hold no numbers.

    Raises
    ------
    InputError
        With the first of its faults, or if there is no such file.
    """
    try:
        sheet = parsed_sheet(path.read_bytes(), texts)
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    if sheet.faults:
        raise InputError(sheet.faults[0].sentence(file))
    return sheet


def parsed_sheet(data: bytes, texts: Collection[str] = ()) -> Sheet:
    """The sheet in the bytes of a file, with whatever is wrong with it."""
    text = _text(data)
    if isinstance(text, Fault):
        return Sheet([], [], [], [text])
    separator, body = _separator(text)
    try:
        csv.field_size_limit(LARGEST_CELL)
        lines = [
            [cell.strip() for cell in line]
            for line in csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
        ]
    except csv.Error as error:
        return Sheet([], [], [], [Fault(None, f"cannot be read as a table ({error}); is a double quote left open?")])
    if not lines or not any(lines[0]):
        return Sheet([], [], [], [Fault(None, "the file is empty; it needs a header and its rows")])
    header = lines[0]
    while not header[-1]:
        header.pop()
    filled = [(number, cells) for number, cells in enumerate(lines[1:], start=2) if any(cells)]
    sheet = Sheet(header, [cells[: len(header)] for _, cells in filled], [number for number, _ in filled], [])
    sheet.faults.extend([*_names(header), *_lengths(header, filled, separator)] or _numbers(sheet, separator, texts))
    return sheet


def _text(data: bytes) -> str | Fault:
    """The text of a file, or why it is none."""
    utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        if utf_16:
            return Fault(None, "not UTF-16 text, as its beginning says; save it as 'CSV UTF-8'")
        line = (before.splitlines() or [b""])[-1][-20:] + data[error.start : error.start + 12].splitlines()[0]
        looks = " ".join(line.decode("cp1252", "replace").split())
        return Fault(before.count(b"\n") + 1, f"not UTF-8 text (near '{looks}', if it is Windows-1252); save it as 'CSV UTF-8'")
    if "\0" in text:
        return Fault(None, "not a text file; save it as 'CSV UTF-8'")
    return text


def _separator(text: str) -> tuple[str, str]:
    """What lies between cells, and the text below a first line such as `sep=;`, which Excel writes and does not count."""
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE)
    if named and named[1] in SEPARATORS:
        return named[1], rest
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count), text


def _names(header: list[str]) -> Iterator[Fault]:
    for position, name in enumerate(header):
        if not name:
            yield Fault(1, f"column {position + 1} has no name")
        elif name in header[:position]:
            yield Fault(1, f"the column {name} is there twice")


def _lengths(header: list[str], filled: list[tuple[int, list[str]]], separator: str) -> Iterator[Fault]:
    between = SEPARATORS[separator]
    for number, cells in filled:
        if len(cells) < len(header):
            yield Fault(number, f"has {len(cells)} cells, the header {len(header)}, with {between} between them")
        elif any(cells[len(header) :]):
            hint = f"a cell that holds {between} needs double quotes around it" + (
                ", and so does 0,5" if separator == "," else ""
            )
            yield Fault(number, f"has {len(cells)} cells, the header {len(header)}; {hint}")


def _numbers(sheet: Sheet, separator: str, texts: Collection[str]) -> list[Fault]:
    """Write decimal points for decimal commas, in place; the faults of cells that could be two numbers.

    Between commas, a number has a decimal point. Elsewhere it has either, but one and the same in the whole file, and some number
    must show which: 1.234 alone could be 1234.
    """
    columns = [column for column, name in enumerate(sheet.header) if name not in texts]
    places = [(row, column) for row in range(len(sheet.rows)) for column in columns]
    cells = {place: cell for place in places if not (cell := sheet.rows[place[0]][place[1]]).isdecimal()}

    def faults(found: dict[tuple[int, int], str], message: str) -> list[Fault]:
        return [
            Fault(sheet.numbers[row], f"{sheet.header[column]} is '{cell}': {message}") for (row, column), cell in found.items()
        ]

    if separator == ",":
        cells = {place: cell for place, cell in cells.items() if not POINT.fullmatch(cell)}
    commas = {place: cell for place, cell in cells.items() if COMMA.fullmatch(cell)}
    points = {place: cell for place, cell in cells.items() if POINT.fullmatch(cell)}
    unclear = {place: cell for place, cell in (commas | points).items() if UNCLEAR.fullmatch(cell)}
    if grouped := {place: cell for place, cell in cells.items() if GROUPED.fullmatch(cell) and place not in commas | points}:
        return faults(grouped, "write the number without thousands separators, such as 1234.5")
    if commas and separator == ",":
        return faults(commas, "write the number with a decimal point and without thousands separators, such as 1234.5")
    if commas and points:
        other = sheet.numbers[next(iter(points))[0]]
        return faults(commas, f"a decimal comma, but row {other} has a decimal point; use one of them in the whole file")[:1]
    if unclear and len(unclear) == len(commas | points):
        return faults(unclear, "a decimal or a thousands separator? Write 1234 or, with another digit, 1.2340")
    for (row, column), cell in commas.items():
        sheet.rows[row][column] = cell.replace(",", ".")
    return []
