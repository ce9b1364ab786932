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
    known = [(CHANNEL_NAMES.get(part) or DOMAIN_NAMES.get(part, "")).lower() for part in parts]
    if head not in MAIN and not all(known):
        return words_of(name)
    said = [one or words_of(part) for one, part in zip(known, parts, strict=True)]
    title = MAIN[head].title if head in MAIN else words_of(head)
    return title + (f": {', '.join(said)}" if said else "") + when
