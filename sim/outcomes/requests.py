"""Requests for outcomes, written `NAME.WORD.WORD@FROM:TO`.

Words narrow an outcome to a channel, domain, group of countries, forum, power, variable or model, as its declaration allows.
Several words of a kind add up; `not-WORD` excludes. A group of countries is a code, a forum (its members at the start), a
subregion, `largest-N` or `share-X`; a group of forums is an id, `existing` (at the start), `new`, `branded` or `neutral`. Times are
written as in scenarios (2015Q4, or +40 from the start), both ends included; either may be left out. `@TIME` is one quarter. Examples:
`delivered.summit.not-security`, `participation.technical.largest-2@+40:`, `model_distance.MERCOSUR.PACIFIC_ALLIANCE`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from concertacion.sim.declare import InputError, declared, nearest
from concertacion.sim.events import SPARE, country_rows
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.declaration import WEIGHTINGS, Measures, Outcome
from concertacion.sim.outcomes.variables import VARIABLES
from concertacion.sim.quarters import quarter_of
from concertacion.sim.record import CountryRecord
from concertacion.sim.state import CHANNELS, DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS

if TYPE_CHECKING:
    from concertacion.sim.world import World

# The outcomes that a sweep keeps by default.
STANDARD = (
    "delivered", *(f"delivered.{c}" for c in CHANNELS), *(f"delivered.{c}.{k}" for c in CHANNELS for k in DOMAINS),
    *(f"participation.{c}" for c in CHANNELS), "delivered_share.technical", "free_riding", *(f"resilience.{c}" for c in CHANNELS),
    "meetings_held", "put_off_share", "attendance", "agreed_share", "pledged", "implemented", "active", "went_dormant", "revived",
    "died", "founded", "founded_ad_hoc", "outlived_founders", "depth", "model_distance", "changes_of_government", "ideology_swing",
    "breaks", "norms", "closures",
)  # fmt: skip

AS_WORDS = {"0/1": "0/1", "code": "a code", "count": "a count", "index": "an index"}  # by unit, those of `STORED_AS`
BRANDED = 0.5  # brand strength at the start from which a forum counts as branded
NEEDED = ("variable", "model", "power")  # an outcome that takes one of these kinds needs exactly one word of it


class Request(NamedTuple):
    """One requested outcome: its position in `OUTCOMES`, its quarters, and the positions its words name, by kind."""

    code: int
    quarters: range
    rows: dict[str, list[int]]


def name_of(text: str) -> str:
    """The name of a requested outcome, without its words and window."""
    return _words_of(text)[0]


def _words_of(text: str) -> list[str]:
    return re.split(r"\.(?!\d)", text.partition("@")[0])


def read_request(text: str, world: World) -> Request:
    """Read one request.

    Raises
    ------
    InputError
        If the name, a word or a time is wrong, a word is missing, or the window lies outside the run.
    """
    (name, *words), window = _words_of(text), text.partition("@")[1:]
    if name not in OUTCOMES:
        raise InputError(f"outcome {text}: there is no outcome '{name}'; {nearest(name, OUTCOMES)}")
    outcome, given, left_out = OUTCOMES[name], dict[str, list[int]](), dict[str, list[int]]()
    for word in words:
        kind, rows = _meaning(word.removeprefix("not-"), outcome, text, world)
        side = left_out if word.startswith("not-") else given
        side[kind] = side.get(kind, []) + rows
    for kind in NEEDED:
        if kind in outcome.takes and len(given.get(kind, ())) != 1:
            raise InputError(f"outcome {text}: needs one {kind}; {nearest('', _words(kind, world))}")
    chosen = {kind: _left(given.get(kind), left_out.get(kind, []), kind, text, world) for kind in {*given, *left_out}}
    return Request(list(OUTCOMES).index(name), _window(window[1], text, world) if window[0] else range(world.quarters), chosen)


def _left(given: list[int] | None, left_out: list[int], kind: str, text: str, world: World) -> list[int]:
    rows = sorted(set(range(_size(kind, world)) if given is None else given) - set(left_out))
    if not rows:
        raise InputError(f"outcome {text}: leaves no {kind}; name at least one")
    return rows


def _size(kind: str, world: World) -> int:
    lengths = {"countries": len(world.countries), "forums": len(world.forums)}
    return lengths[kind] if kind in lengths else len(_words(kind, world))


def _words(kind: str, world: World) -> Sequence[str]:
    """The words of a kind of argument, apart from groups of countries and forums."""
    return {
        "channel": CHANNELS, "domain": DOMAINS, "variable": VARIABLES, "model": ECONOMIC_MODELS + POLITICAL_MODELS,
        "power": world.powers, "pairs": WEIGHTINGS, "countries": world.countries, "forums": world.forums,
    }[kind]  # fmt: skip


def _meaning(word: str, outcome: Outcome, text: str, world: World) -> tuple[str, list[int]]:
    """The kind of argument a word is, and the positions it names."""
    groups: dict[str, Callable[[str, str, World], list[int] | None]] = {"countries": _country_group, "forums": _forum_group}
    for kind in outcome.takes:
        if word in _words(kind, world):
            return kind, [list(_words(kind, world)).index(word)]
    for kind in reversed(outcome.takes):
        rows = groups[kind](word, text, world) if kind in groups else None
        if rows:
            return kind, rows
    if "variable" in outcome.takes and (field := declared(CountryRecord).get(word)) is not None:
        kind = f"recorded as {AS_WORDS[field.unit]}"
        raise InputError(f"outcome {text}: '{word}' is {kind}, and only continuous variables apply: {', '.join(VARIABLES)}")
    valid = [name for kind in outcome.takes for name in _words(kind, world)]
    hint = nearest(word, [*valid, *dict.fromkeys(world.subregions)]) if valid else "it takes none"
    raise InputError(f"outcome {text}: '{word}' does not apply to it; {hint}")


def _country_group(word: str, text: str, world: World) -> list[int] | None:
    if word in world.subregions:
        return [i for i, subregion in enumerate(world.subregions) if subregion == word]
    if word in world.forums and not word.startswith(SPARE):
        return np.flatnonzero(world.state.circles.members[world.forums.index(word)]).tolist()
    if word.startswith(("largest-", "share-")):
        return country_rows(word, f"outcome {text}", world)
    return None


def _forum_group(word: str, text: str, world: World) -> list[int] | None:
    new = np.array([forum.startswith(SPARE) for forum in world.forums])
    branded = world.state.forums.brand_strength >= BRANDED
    groups = {"existing": ~new, "new": new, "branded": ~new & branded, "neutral": ~new & ~branded}
    return np.flatnonzero(groups[word]).tolist() if word in groups else None


def _window(words: str, text: str, world: World) -> range:
    start, colon, end = words.partition(":")
    first = quarter_of(start, world.start, f"outcome {text}") if start or not colon else 0
    last = quarter_of(end, world.start, f"outcome {text}") if end else world.quarters - 1 if colon else first
    if last < first or first >= world.quarters or last < 0:
        raise InputError(
            f"outcome {text}: no quarter of the run, of {world.quarters} quarters from {world.start}, lies in {words}"
        )
    return range(max(0, first), min(last + 1, world.quarters))


def compile_measures(names: Sequence[str], world: World) -> Measures:
    """The rows that `summarise` reads, in the order of the names.

    Raises
    ------
    InputError
        If one of them is wrong, in one sentence.
    """
    requests = [read_request(name, world) for name in names]

    def weights(kind: str) -> np.ndarray:
        rows = np.zeros((len(requests), _size(kind, world)))
        for row, request in zip(rows, requests, strict=True):
            row[request.rows.get(kind, slice(None))] = 1.0
        return rows

    which = [next((r.rows[kind][0] for kind in (*NEEDED, "pairs") if kind in r.rows), 0) for r in requests]
    geography = np.array(world.setting.geography, dtype=np.float64)
    return Measures(
        np.array([request.code for request in requests], dtype=np.int64),
        np.array([request.quarters.start for request in requests], dtype=np.int64),
        np.array([request.quarters.stop for request in requests], dtype=np.int64),
        np.array(which, dtype=np.int64),
        weights("channel"),
        weights("domain"),
        weights("countries"),
        weights("forums"),
        np.stack([np.ones_like(geography), geography, np.array(world.setting.rivalry, dtype=np.float64)]),
    )
