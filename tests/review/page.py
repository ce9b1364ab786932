"""The table of the review: numbers of both editions from first.csv and second.csv, and whether the wanted ones are reached."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.review.editions import EDITION, RUNS, SEED, Estimate
from tests.review.ranges import ranges
from tests.review.rows import Row, Told, in_order

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "review.md"
MISSED = "**no**"
COLUMNS = ("row", "number", "value", "low", "high", "runs")
INTRODUCTION = f"""# The review, before and after

Two readers of the papers criticised the first edition of the model (commit 9e192fe) in detail. Here are their experiments, run on
that edition and on this one by the same functions (`python -m tests.review`). Unless a row says otherwise: twenty countries of
Latin America from 2012, twelve years, {RUNS} runs (pairs of runs with common draws, for effects), seed {SEED}, default
parameters. Brackets hold 90 % intervals; numbers without brackets have none. *Wanted* is what the review asks of a mechanism; it
is no verdict on a claim. Some numbers of the review do not come out again on its own edition: it does not state every setting.
"""


def kept(edition: str) -> dict[str, Told]:
    """The numbers of an edition, by row."""
    path = HERE / f"{edition}.csv"
    if not path.exists():
        return {}
    found: dict[str, dict[str, Estimate]] = {}
    for name, number, *estimate in pd.read_csv(path).itertuples(index=False):
        found.setdefault(name, {})[number] = Estimate(*estimate)
    return found


def keep(name: str, told: Told) -> None:
    """Put the numbers of a row into the table of the installed edition."""
    rows = {**kept(EDITION), name: told}
    lines = [
        (row, number, *rows[row][number]) for row in (each.name for each in in_order()) if row in rows for number in rows[row]
    ]
    pd.DataFrame(lines, columns=COLUMNS).to_csv(HERE / f"{EDITION}.csv", index=False, float_format="%.6g")


def page() -> str:
    """The page."""
    first, second = kept("first"), kept("second")
    head = "| row | experiment | number | the review | first edition | second edition | wanted | reached |\n" + "| --- " * 8 + "|"
    lines = [line for row in in_order() for line in lines_of(row, first.get(row.name, {}), second.get(row.name, {}))]
    return f"{INTRODUCTION}\n{head}\n" + "\n".join(lines) + "\n" + ranges() + notes(first, second)


def notes(first: dict[str, Told], second: dict[str, Told]) -> str:
    """Why some rows are not reached."""
    missed = [row for row in in_order() if row.note and verdict(row, first.get(row.name, {}), second.get(row.name, {})) == MISSED]
    return "\n## Why rows are not reached\n\n" + "".join(f"- **{row.name}.** {row.note}\n" for row in missed) if missed else ""


def lines_of(row: Row, first: Told, second: Told) -> list[str]:
    """The lines of one row: the experiment and the verdict beside the first number."""
    numbers = list(dict.fromkeys([*row.review, *first, *second]))
    lines = []
    for position, number in enumerate(numbers):
        before = shown(first.get(number)) or (row.silent if position == 0 else "")
        cells = [number, row.review.get(number, ""), before, shown(second.get(number))]
        begun = position == 0
        outer = [row.name, row.experiment] if begun else ["", ""]
        last = [row.wanted, verdict(row, first, second)] if begun else ["", ""]
        lines.append("| " + " | ".join([*outer, *cells, *last]) + " |")
    return lines


def verdict(row: Row, first: Told, second: Told) -> str:
    """Whether the second edition shows the wanted numbers."""
    if row.reached is None or not second:
        return ""
    return "yes" if row.reached(first, second) else MISSED


def shown(estimate: Estimate | None) -> str:
    """A number with its interval."""
    if estimate is None:
        return ""
    value, low, high, _ = estimate
    return f"{value:.3g}" if low == high else f"{value:.3g} [{low:.3g}, {high:.3g}]"
