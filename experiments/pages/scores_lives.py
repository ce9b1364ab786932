"""The part of docs/scores.md on the lives of forums: which are active at the end of each year, and how often they meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from concertacion.experiments.output.tables import markdown_table

if TYPE_CHECKING:
    from concertacion.experiments.pages.scores import Lives

LIVES = """## Which forums live

Runs know the record to the end of {known} and are free from then on, in politics and forums alike. The first table gives, beside
the record, the share of runs in which each forum that existed then is active at the end of a year; the second, the meetings a
year that an observer would see, from {first} to {last}. Technical bodies and LAIA, a council of ministers, are left out; forums
that never have three members among the twelve South American presidents have no row of meetings.
[free-runs.md](free-runs.md) has the totals.
"""


def number(value: float) -> str:
    """Three decimals; `none` where undefined."""
    return "none" if pd.isna(value) else f"{value:.3f}"


def lives_part(alive: Lives, years: Sequence[int]) -> str:
    """Survival and meetings of every forum."""
    named = list(alive.shares)
    rows = [(forum, *cells(alive, forum, named)) for forum in alive.forums]
    header = ["Forum", *map(str, alive.record.columns)]
    seen = [forum for forum in alive.forums if alive.met.loc[forum].any()]
    met = [(forum, *(number(value) for value in alive.met.loc[[forum]].to_numpy()[0])) for forum in seen]
    return "\n".join([
        LIVES.format(known=years[0] - 1, first=years[0], last=years[-1]),
        f"In a cell: the record (+ active, x not), then {'; '.join(f'*{name}*' for name in named)}.\n",
        markdown_table(header, rows),
        markdown_table(["Meetings a year", "record", *named], met),
    ])  # fmt: skip


def cells(alive: Lives, forum: str, named: Sequence[str]) -> list[str]:
    """One cell a year: the record, and the share of runs of each version."""
    record = alive.record.to_dict("index")[forum]
    shares = [alive.shares[name].to_dict("index")[forum] for name in named]
    return [" ".join(["+" if record[year] else "x", *(f"{float(each[year]):.2f}" for each in shares)]) for year in record]
