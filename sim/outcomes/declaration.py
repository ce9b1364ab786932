"""How an outcome is declared: one decorator above the function that reduces a record to it. And the requested outcomes as
compiled code reads them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.compiled import compiled

Array = np.ndarray


class Outcome(NamedTuple):
    """A declared outcome: one number for each run.

    Notation of equations: t quarter, c channel, k domain, i and j countries, m forum, x ideology. Sums and means run over what is
    requested: everything, unless words narrow it. A ratio whose denominator is zero is NaN.
    """

    unit: str
    low: float
    high: float
    meaning: str
    equation: str
    takes: tuple[str, ...]  # the kinds of words that narrow it
    costly: bool  # reduced in Python, which takes milliseconds, and not in compiled code
    reads: tuple[str, ...]  # themes of the record, the first arguments of `reduce`
    reduce: Callable[..., float]  # (themes, measures, row) -> value

    @property
    def tag(self) -> str:
        """`cheap` or `costly`, for tables."""
        return "costly" if self.costly else "cheap"


class Measures(NamedTuple):
    """The requested outcomes, one row each: which, over which quarters, and weights, 1 (requested) or 0, of channels, domains,
    countries and forums; and what some of them need to know of the world.
    """

    code: Array  # (measure,) int64: position in `OUTCOMES`
    first: Array  # (measure,) int64: first quarter
    last: Array  # (measure,) int64: quarter after the last
    which: Array  # (measure,) int64: power, variable, model or rank; 1 for security alone; 1 + the country of a seat
    weighting: Array  # (measure,) int64: position in `pairs`
    channels: Array  # (measure, channel) float64
    domains: Array  # (measure, domain) float64
    countries: Array  # (measure, country) float64
    forums: Array  # (measure, forum) float64
    pairs: Array  # (weighting, country, other) float64: the same for all, by closeness, and what words of pairs make
    interval: Array  # (forum,) float64: quarters between statutory meetings
    known: Array  # (measure,) int64: whether its sums over countries are in `sums`
    sums: Array  # (quarter, channel, domain) float64: room for what is delivered to all countries, added up once a run


CLOSENESS = 1  # position in Measures.pairs


def outcome(
    unit: str, low: float, high: float, equation: str, takes: tuple[str, ...] = (), costly: bool = False
) -> Callable[[Callable[..., float]], Outcome]:
    """Declare the function below as the outcome of its name; its docstring is the meaning.

    Its arguments are the themes of the record that it reads, by name (`countries, issues`), then the measures and the row.
    """

    def declare(reduce: Callable[..., float]) -> Outcome:
        meaning = " ".join((reduce.__doc__ or "").split()).removesuffix(".")
        reads = tuple(inspect.signature(reduce).parameters)[:-2]
        # No cache of its own: it is kept within `summarise`.
        ready = reduce if costly else compiled(reduce, cached=False)
        return Outcome(unit, low, high, meaning, equation, takes, costly, reads, ready)

    return declare


def outcomes_of(*themes: ModuleType) -> dict[str, Outcome]:
    """The outcomes that modules declare, by name, in the order of declaration."""
    return {name: member for theme in themes for name, member in vars(theme).items() if isinstance(member, Outcome)}


def selecting(functions: Sequence[Callable[..., Any]], parameters: str, arguments: Sequence[str]) -> Callable[..., Any]:
    """A compiled function of (number, parameters) that calls the function at that position with its arguments.

    Its text is written here, one branch a function, and merged into its caller: there is no list of numbers to keep by hand.
    `arguments` has an expression of the parameters for each function. The compiled function raises an IndexError where there is
    no function of that number.
    """
    calls = (f"    if number == {n}:\n        return function_{n}({given})\n" for n, given in enumerate(arguments))
    text = f"def select(number, {parameters}):\n{''.join(calls)}    raise IndexError('no function has this number')\n"
    names: dict[str, Any] = {f"function_{n}": function for n, function in enumerate(functions)}
    exec(text, names)
    return compiled(names["select"], cached=False, inline="always")
