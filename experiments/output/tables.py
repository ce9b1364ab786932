"""Tables as text: in columns for the terminal, in Markdown for the pages of docs/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def terminal_table(header: Sequence[str], rows: Iterable[Sequence[str]], words: int | None = None) -> str:
    """Rows under their header, in columns.

    Parameters
    ----------
    words : how many columns, from the left, hold words and are set left; numbers are set right. None: all hold words.
    """
    table = [tuple(header), *map(tuple, rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    left = len(header) if words is None else words
    lines = [
        "  ".join(
            cell.ljust(width) if column < left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table in Markdown; bars inside cells are escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)
