"""Rows of the review: each has an experiment, the numbers the review gives, and the number that is to be seen afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.review.editions import SECOND, Estimate

Told = Mapping[str, Estimate]


class Row(NamedTuple):
    """One experiment; `review` names its numbers and says what the review gives for each."""

    name: str
    experiment: str
    review: Mapping[str, str]
    wanted: str
    measure: Callable[[], Told]
    reached: Callable[[Told, Told], bool] | None  # of the numbers of the first and the second edition; None: nothing to reach
    silent: str  # why the first edition cannot be measured, where it cannot
    note: str  # why the wanted number is not reached, where it is not


ROWS: dict[str, Row] = {}


def row(
    name: str, experiment: str, review: Mapping[str, str], wanted: str, reached: Callable[[Told, Told], bool] | None = None,
    silent: str = "", note: str = "",
) -> Callable[[Callable[[], Told]], Callable[[], Told]]:  # fmt: skip
    """Declare a row by the function that measures it on the installed edition."""

    def declare(measure: Callable[[], Told]) -> Callable[[], Told]:
        ROWS[name] = Row(name, experiment, review, wanted, measure, reached, silent, note)
        return measure

    return declare


def in_order() -> list[Row]:
    """The rows as the review has them: G1 to G15, then 1 to 20."""
    return sorted(ROWS.values(), key=lambda row: (row.name[0] != "G", int("".join(c for c in row.name if c.isdigit())), row.name))


def can_measure(row: Row) -> bool:
    """Whether the installed edition can be measured."""
    return SECOND or not row.silent
