"""What figures call parameters and outcomes: by their declared meanings and by titles, or else their names as words."""

from __future__ import annotations

from concertacion.analysis.formatting import CHANNEL_NAMES, DOMAIN_NAMES, words_of
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.wording.parameters import meaning


def parameter_title(name: str) -> str:
    """'attend_clout' -> 'pull of meetings on heavy countries'; what is not declared, such as a path of a world, as words."""
    return meaning(name.removeprefix("parameters.")) or words_of(name)


def outcome_title(name: str) -> str:
    """'delivered.technical@+40:' -> 'Delivered cooperation: technical work from +40'."""
    asked, _, window = name.partition("@")
    head, *parts = asked.split(".")
    when = words_of(f"x@{window}")[1:]
    if asked in MAIN:
        return MAIN[asked].title + when
    if head not in MAIN:
        return words_of(name)
    said = [(CHANNEL_NAMES.get(part) or DOMAIN_NAMES.get(part, "")).lower() or words_of(part) for part in parts]
    return MAIN[head].title + (f": {', '.join(said)}" if said else "") + when
