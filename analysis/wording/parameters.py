"""Parameters as a reader meets them: name, meaning and range in one breath, and rules about them in words."""

from __future__ import annotations

import math
from collections.abc import Callable

from concertacion.analysis.claims.rules import Limit, Rule
from concertacion.sim.declare import Prior, Variant
from concertacion.sim.parameters import DECLARED

Named = Callable[[str], str]  # how a page writes the name of a parameter: plain, or as a link

NEAR = 0.1  # of its range: how near its neutral value a limit on a parameter says little more than its sign


def plain(name: str) -> str:
    """The name as it is."""
    return name


def meaning(name: str) -> str:
    """What is declared that it means: 'readiness of presidents to travel'. Empty for a name that is not declared."""
    declared = DECLARED.get(name)
    return "" if declared is None else declared.meaning


def gloss(name: str) -> str:
    """Meaning and range: 'readiness of presidents to travel; from 0 to 1.7 log-odds'. Empty for a name that is not declared."""
    declared = DECLARED.get(name)
    if declared is None:
        return ""
    if isinstance(declared, Variant):
        return f"{declared.meaning}; {' or '.join(declared.forms)}"
    unit = "" if declared.unit == "1" else f" {declared.unit.replace('1/', 'per ')}"
    return f"{declared.meaning}; from {declared.low:.3g} to {declared.high:.3g}{unit}"


def glossed(name: str, named: Named = plain) -> str:
    """The name with its gloss in brackets."""
    meaning = gloss(name)
    return f"{named(name)} ({meaning})" if meaning else named(name)


def glossed_once(named: Named = plain) -> Named:
    """A way to write names that glosses each the first time it is met, and writes it alone after that."""
    met: set[str] = set()

    def name_of(name: str) -> str:
        if name in met:
            return named(name)
        met.add(name)
        return glossed(name, named)

    return name_of


def rule_in_words(rule: Rule, named: Named = plain) -> str:
    """`audience is above 0.4 and purge is below 0.2, or channels is exclusive`."""
    return ", or ".join(" and ".join(f"{named(one.parameter)} is {_limit(one)}" for one in box) for box in rule)


def _limit(limit: Limit) -> str:
    if limit.forms:
        return " or ".join(limit.forms)
    if math.isinf(limit.low) or math.isinf(limit.high):
        return f"above {limit.low:.3g}" if math.isinf(limit.high) else f"below {limit.high:.3g}"
    return f"between {limit.low:.3g} and {limit.high:.3g}"


def one_sided(name: str) -> bool:
    """Whether the value that switches a parameter off is an end of its range, so that it can push one way only."""
    declared = DECLARED.get(name)
    return isinstance(declared, Prior) and declared.neutral in (declared.low, declared.high)


def divides_signs(limit: Limit) -> bool:
    """Whether a limit divides a parameter's range close to its neutral value, which lies within the range."""
    declared = DECLARED.get(limit.parameter)
    if not isinstance(declared, Prior) or declared.neutral is None or not declared.low < declared.neutral < declared.high:
        return False
    near = NEAR * (declared.high - declared.low)
    return any(abs(end - declared.neutral) <= near for end in (limit.low, limit.high))
