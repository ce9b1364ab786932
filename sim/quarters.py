"""Times in the words of a scenario: a quarter of the calendar ("2015Q4") or counted from the start of the run ("+40")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from concertacion.sim.declare import InputError


def quarter_of(time: Any, start: int, where: str) -> int:
    """Quarters from the start of the run, which begins in January of `start`; negative before it.

    Raises
    ------
    InputError
        If the time is written in neither way.
    """
    text = str(time).strip()
    if match := re.fullmatch(r"(\d{4})Q([1-4])", text):
        return 4 * (int(match[1]) - start) + int(match[2]) - 1
    if (match := re.fullmatch(r"\+?(\d{1,3})", text)) and (text[0] == "+" or not isinstance(time, str)):
        return int(match[1])  # a config file reads +40 as the number 40
    raise InputError(f"{where}: {time!r} is not a time; write a quarter such as 2015Q4, or +40 for 40 quarters after the start")


def quarter_name(quarter: int, start: int) -> str:
    """A quarter, counted from the start of the run, in the calendar: 2015Q4."""
    return f"{start + quarter // 4}Q{quarter % 4 + 1}"


def span(entry: Mapping[str, Any], where: str, start: int, quarters: int, open_end: bool) -> range:
    """The quarters of a run between `from` and `to` of an entry, both included, cut off at the ends of the run.

    Without `to`, the span goes on to the end of the run if `open_end`, else it is the one quarter of `from`.

    Raises
    ------
    InputError
        If `from` is missing, a time cannot be read, or `to` comes before `from`.
    """
    if entry.get("from") is None:
        raise InputError(f"{where}: needs from, such as 2015Q4, or +40, counted from the start of the run")
    first = quarter_of(entry["from"], start, where)
    if entry.get("to") is not None:
        last = quarter_of(entry["to"], start, where)
        if last < first:
            raise InputError(f"{where}: to={entry['to']} comes before from={entry['from']}")
    else:
        last = max(first, quarters - 1) if open_end else first
    return range(max(first, 0), max(min(last, quarters - 1) + 1, max(first, 0)))
