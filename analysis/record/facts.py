"""Facts: what the past says, and how far a model may be from it. Each is a file of `configs/fact/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.declare import InputError, nearest

GROUPS = (
    "attendance", "meetings", "forums", "visits", "journeys", "approval", "turnover", "ideology", "growth", "democracy",
    "alignment", "trade", "closures",
)  # fmt: skip
CONSTRUCTION, CHECK = "construction", "check"
ROLES = (CONSTRUCTION, "weight", CHECK)
POLITICS = ("pinned", "free")
TABLES = ("facts",)
WHOLE = "whole"
TEXTS, NUMBERS = ("title", "group", "role", "table", "statistic", "window", "politics", "reason"), ("error", "discrepancy")
CHOICES = {"group": GROUPS, "role": ROLES, "table": TABLES, "politics": POLITICS}
KEYS = (*TEXTS, *NUMBERS)
WEIGHTS, WEIGHT = "weights.parquet", "weight"  # the file of weighted points, and its column of weights
ALL, HALVED, DOUBLED, WITHOUT = "all facts", "discrepancy halved", "discrepancy doubled", "without "  # how trials are named
KNOWN_TO = "known to "  # and, in the table of trials, what the facts that end in a year say
ALIKE = 0.5  # correlation of the discrepancies of two facts of a group (assumed)


class Fact(NamedTuple):
    """A statistic of the past that runs are held against.

    `statistic` is an outcome as runs are asked for it; the record went through the same function. `window` are the years,
    FROM:TO, or `whole`: those of the runs. `error` is that of measurement, a standard deviation; how much one history varies by
    chance is taken from the runs. `discrepancy` is how far the best model may be from the past, a standard deviation too, for the
    `reason`. A fact of role `construction` has set a default or a range: it weighs, but agreement on it is no test. A `check`
    weighs nothing.
    """

    id: str
    title: str
    group: str
    role: str
    table: str
    statistic: str
    window: str
    politics: str
    error: float
    discrepancy: float
    reason: str
    value: float = np.nan  # on record
    source: str = ""

    @property
    def weighs(self) -> bool:
        """Whether it enters weights."""
        return self.role != CHECK

    @property
    def outcome(self) -> str:
        """The outcome with its window, as runs are asked for it."""
        first, _, last = self.window.partition(":")
        return self.statistic if self.window == WHOLE else f"{self.statistic}@{first}Q1:{last}Q4"

    def years(self, start: int, years: int) -> tuple[int, int]:
        """First and last year, in runs of so many years from a start."""
        if self.window == WHOLE:
            return start, start + years - 1
        first, _, last = self.window.partition(":")
        return int(first), int(last)


def make_fact(identity: str, mapping: Any, where: str) -> Fact:
    """A fact from its file; `where` names the file.

    Raises
    ------
    InputError
        If a key is unknown or missing, or a value is not what it must be: one sentence.
    """
    if not isinstance(mapping, Mapping):
        raise InputError(f"{where}: expected KEY: VALUE lines, with {', '.join(KEYS)}")
    for key in mapping:
        if key not in KEYS:
            raise InputError(f"{where}: there is no key '{key}'; {nearest(str(key), KEYS)}")
    for key in KEYS:
        if mapping.get(key) in (None, ""):
            raise InputError(f"{where}: needs {key}")
    for key in TEXTS:
        if not isinstance(mapping[key], str):
            raise InputError(f"{where}: {key}={mapping[key]!r}: expected a text; put it in quotes")
    for key, choices in CHOICES.items():
        if mapping[key] not in choices:
            raise InputError(f"{where}: {key}={mapping[key]}: there is no such {key}; {nearest(mapping[key], choices)}")
    texts = {key: mapping[key] for key in TEXTS if key != "window"}
    error, discrepancy = (_size(mapping[key], f"{where}: {key}") for key in NUMBERS)
    return Fact(id=identity, window=_window(mapping["window"], where), error=error, discrepancy=discrepancy, **texts)


def _window(text: str, where: str) -> str:
    first, colon, last = text.partition(":")
    if text != WHOLE and not (colon and first.isdigit() and last.isdigit() and int(first) <= int(last)):
        raise InputError(f"{where}: window={text}: expected whole, or years as FROM:TO, such as 1995:2003")
    return text


def _size(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value < np.inf:
        raise InputError(f"{where}={value!r}: expected a number, 0 or more")
    return float(value)


def discrepancies(facts: Sequence[Fact], scale: float = 1.0) -> np.ndarray:
    """Covariance of discrepancy and error, float64 (fact, fact): discrepancies of a group go together, errors do not."""
    sizes = scale * np.array([fact.discrepancy for fact in facts])
    groups = np.array([fact.group for fact in facts])
    together = np.where(groups[:, None] == groups, ALIKE, 0.0)
    np.fill_diagonal(together, 1.0)
    return np.outer(sizes, sizes) * together + np.diag([fact.error**2 for fact in facts])
