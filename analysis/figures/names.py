"""What figures call parameters and outcomes: their declared meanings, or else their names as words."""

from __future__ import annotations

from concertacion.analysis.formatting import CHANNEL_NAMES, DOMAIN_NAMES, words_of
from concertacion.analysis.outcomes import MAIN
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.parameters import DECLARED

SHORT = 40  # characters of a meaning that can stand as a title


def parameter_title(name: str) -> str:
    """'attend_clout' -> 'pull of meetings on heavy countries'; what is not declared, such as a path of a world, as words."""
    declared = DECLARED.get(name.removeprefix("parameters."))
    return words_of(name) if declared is None else declared.meaning


def outcome_title(name: str) -> str:
    """'delivered.technical@+40:' -> 'Delivered cooperation: technical work from +40'."""
    asked, _, window = name.partition("@")
    head, *parts = asked.split(".")
    when = words_of(f"x@{window}")[1:]
    if asked in MAIN:
        return MAIN[asked].title + when
    title = MAIN[head].title if head in MAIN else _meaning(head)
    if title is None:
        return words_of(name)
    said = [(CHANNEL_NAMES.get(part) or DOMAIN_NAMES.get(part, "")).lower() or words_of(part) for part in parts]
    return title + (f": {', '.join(said)}" if said else "") + when


def _meaning(head: str) -> str | None:
    declared = OUTCOMES.get(head)
    return declared.meaning if declared is not None and len(declared.meaning) <= SHORT else None
