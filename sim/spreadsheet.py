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
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from concertacion.sim.declare import InputError

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
MARKED = re.compile(r"\d.*[.,'’\u00a0\u202f ]|[.,].*\d")
DECIMAL = re.compile(r"[+-]?\d*[.,]\d+(e[+-]?\d+)?", re.IGNORECASE)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,'’\u00a0\u202f ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")  # 1,234,567.8 or 1 234
UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")  # 1.234
LARGEST_CELL = 2**20  # characters
UNREADABLE = "\0"  # stands for a number that could be two, whose fault is said; no text holds it
FEW, MOST_SPANS = 3, 6  # faults alike that each have a line; spans of rows that are listed


class Fault(NamedTuple):
    """What is wrong with a file: the row, as a spreadsheet shows it (None where it is not about one), and a sentence."""

    row: int | None
    message: str

    def sentence(self, file: str) -> str:
        """The fault with its file and row before it."""
        return f"{file}: {self.message}" if self.row is None else f"{file}, row {self.row}: {self.message}"


class Sheet(NamedTuple):
    """The cells of a table under a name for each column, the numbers of its rows, and its faults: with some it has no rows."""

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
    if faults := [*_names(header), *gathered([*_lengths(header, filled, separator)])]:
        return Sheet(header, [], [], faults)
    sheet = Sheet(header, [cells[: len(header)] for _, cells in filled], [number for number, _ in filled], [])
    sheet.faults.extend(_numbers(sheet, separator, texts))
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
            yield Fault(1, f"the column {name} appears twice")


def _lengths(header: list[str], filled: list[tuple[int, list[str]]], separator: str) -> Iterator[Fault]:
    between = SEPARATORS[separator]
    for number, cells in filled:
        if len(cells) < len(header):
            yield Fault(number, f"has {_counted(cells)} where the header has {len(header)}; cells are separated by {between}")
        elif any(cells[len(header) :]):
            hint = f"a cell that holds {between} needs double quotes around it" + (
                ", and so does 0,5" if separator == "," else ""
            )
            yield Fault(number, f"has {_counted(cells)} where the header has {len(header)}; {hint}")


def _counted(cells: list[str]) -> str:
    return f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"


def _numbers(sheet: Sheet, separator: str, texts: Collection[str]) -> list[Fault]:
    """Write all numbers with a decimal point, in place; the faults of those that are not written as the file's others.

    Between commas, a number has a decimal point. Elsewhere it has the sign that most have, if some number shows which: 1.234
    alone could be 1234. A number that could be two becomes `UNREADABLE`, any other what it means, so that it is checked further.
    """
    faults: list[Fault] = []
    cells = [
        (row, column, cell)
        for column, name in enumerate(sheet.header) if name not in texts
        for row, cells in enumerate(sheet.rows) if not (cell := cells[column]).isdecimal() and MARKED.search(cell)
    ]  # fmt: skip
    sign = "." if separator == "," else _decimal_sign([cell for _, _, cell in cells])
    others = sum(sign in cell and bool(DECIMAL.fullmatch(cell)) for _, _, cell in cells)
    for _, group in groupby(cells, key=lambda place: place[1]):
        alike: dict[str, list[Fault]] = {}
        for row, column, cell in group:
            value, kind, remedy = _as_number(cell, sign, separator, others)
            sheet.rows[row][column] = value
            if remedy:
                alike.setdefault(kind, []).append(Fault(sheet.numbers[row], f"{sheet.header[column]} is '{cell}': {remedy}"))
        for found in alike.values():
            faults += gathered(found)
    return faults


def _decimal_sign(cells: Sequence[str]) -> str:
    """The sign of most numbers that cannot have a thousands separator instead, the first one's if there are as many of both;
    nothing if no number shows it.
    """
    clear = [
        next(sign for sign in ".," if sign in cell) for cell in cells if DECIMAL.fullmatch(cell) and not UNCLEAR.fullmatch(cell)
    ]
    return max(clear, key=clear.count, default="")


def _as_number(cell: str, sign: str, separator: str, others: int) -> tuple[str, str, str]:
    """A cell with a decimal point, and if it is a fault, its kind and the remedy."""
    whole = re.sub(r"[.,]", "", cell)
    if DECIMAL.fullmatch(cell):
        unclear, point = UNCLEAR.fullmatch(cell), cell.replace(",", ".")
        right = point.replace(".", sign or ".")
        if sign and sign in cell:
            return point, "", ""
        if not sign:
            return UNREADABLE, "unclear", f"a decimal or a thousands separator? Write {whole} or, with another digit, {cell}0"
        choice = f"if it means {whole}, write {whole}, else {right}" if unclear else f"write {right}"
        if separator == ",":
            remedy = f"{choice}, or save the table with semicolons between its cells"
        else:
            names = {".": "point", ",": "comma"}
            most = f"{others} other {'number has' if others == 1 else 'numbers have'} a {names[sign]}"
            remedy = f"{most}, not a {names['.' if sign == ',' else ',']}; {choice}"
        return UNREADABLE if unclear else point, "sign", remedy
    if grouped := GROUPED.fullmatch(cell):
        point = cell.replace(grouped[1], "").replace(",", ".")
        return point, "grouped", f"write the number without thousands separators: {point.replace('.', sign or '.')}"
    return cell, "", ""


def gathered(faults: Sequence[Fault]) -> list[Fault]:
    """Faults alike: a few as they are, of many the first with the rows of the others."""
    return list(faults) if len(faults) <= FEW else [alike(faults[0], [fault.row or 0 for fault in faults[1:]])]


def alike(first: Fault, rows: Sequence[int]) -> Fault:
    """A fault that other rows have too."""
    spans: list[list[int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = [f"{begin}" if begin == end else f"{begin} to {end}" for begin, end in spans[:MOST_SPANS]]
    left = sum(end - begin + 1 for begin, end in spans[MOST_SPANS:])
    words = ", ".join(shown) + (f" and {left} more" if left else "")
    return Fault(first.row, f"{first.message} (and {len(rows)} more like it: rows {words})")
