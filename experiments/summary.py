"""The table in the terminal: the main outcomes over the runs, in the words and numbers of the report."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = ("Outcome of a run", "in", "median", "half the runs", "9 runs in 10")
WORDS = 2  # columns of words, set left; the numbers are set right


def summary_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of five texts under their header, in columns."""
    table = [HEADER, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADER))]
    lines = ["  ".join(_set(row[column], widths[column], column < WORDS) for column in range(len(HEADER))) for row in table]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _set(cell: str, width: int, left: bool) -> str:
    return cell.ljust(width) if left else cell.rjust(width)
