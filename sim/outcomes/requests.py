"""Requests for outcomes, written `NAME.WORD.WORD@FROM:TO`.

Words narrow an outcome to a channel, domain, group of countries or of pairs, forum, power, variable or model, as its declaration
allows (`sim.outcomes.words`). Several words of a kind add up, those of pairs multiply; `not-WORD` excludes. A group of countries is a
code, a forum (its members at the start), a subregion, a group of countries.csv, `largest-N`, `weakest-N` or `share-X`; a group of
forums is an id, `existing` (at the start), `new`, `branded`, `neutral` or `technical` (ministers meet, not presidents). `seat-CODE` is
the seat of one country among those requested. Times are
written as in scenarios (2015Q4, or +40 from the start), both ends included; either may be left out. `@TIME` is one quarter. Examples: `delivered.summit.not-security`,
`participation.technical.largest-2@+40:`, `model_distance.MERCOSUR.PACIFIC_ALLIANCE`, `pair_work.pacific_camp.atlantic_camp.across`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from concertacion.sim.declare import InputError, nearest
from concertacion.sim.events import SPARE
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.declaration import Measures
from concertacion.sim.outcomes.words import meaning, no_forum_yet, weights_of_pairs, words
from concertacion.sim.quarters import quarter_name, quarter_of
from concertacion.sim.state import CHANNELS, DOMAINS, UNUSED

if TYPE_CHECKING:
    from concertacion.sim.world import World

# The outcomes that a sweep keeps by default.
STANDARD = (
    "delivered", "unmet", *(f"delivered.{c}" for c in CHANNELS), *(f"delivered.{c}.{k}" for c in CHANNELS for k in DOMAINS),
    *(f"participation.{c}" for c in CHANNELS), "delivered_share.technical", "free_riding", *(f"resilience.{c}" for c in CHANNELS),
    "meetings_held", "put_off_share", "attendance", "agreed_share", "pledged", "implemented", "active", "went_dormant", "revived",
    "died", "founded", "founded_ad_hoc", "outlived_founders", "depth", "model_distance", "changes_of_government", "ideology_swing",
    "breaks", "norms", "closures",
)  # fmt: skip

NEEDED = ("variable", "model", "power", "rank")  # an outcome that takes one of these kinds needs exactly one word of it
BEGINNINGS = ("active", "active_at_end", "founded", "founded_ad_hoc", "link")  # are about forums that may not exist yet


class Request(NamedTuple):
    """One requested outcome: its position in `OUTCOMES`, its quarters, the positions its words name, by kind, and the weights of
    pairs, float64 (country, other), where words say how pairs count.
    """

    code: int
    quarters: range
    rows: dict[str, list[int]]
    pairs: np.ndarray | None


def name_of(text: str) -> str:
    """The name of a requested outcome, without its words and window."""
    return words_of(text)[0]


def words_of(text: str) -> list[str]:
    """The name of a requested outcome and its words, without its window."""
    return re.split(r"\.(?!\d)", text.partition("@")[0])


def read_request(text: str, world: World) -> Request:
    """Read one request.

    Raises
    ------
    InputError
        If the name, a word or a time is wrong, a word is missing, or the window lies outside the run.
    """
    (name, *named), window = words_of(text), text.partition("@")[1:]
    if name not in OUTCOMES:
        raise InputError(f"outcome {text}: there is no outcome '{name}'; {nearest(name, OUTCOMES)}")
    outcome, given, left_out, groups = OUTCOMES[name], dict[str, list[int]](), dict[str, list[int]](), list[list[int]]()
    by_id: list[int] = []  # forums; groups of them count those that there are
    for word in named:
        kind, rows = meaning(word.removeprefix("not-"), outcome, text, world)
        side = left_out if word.startswith("not-") else given
        side[kind] = side.get(kind, []) + rows
        by_id += rows if kind == "forums" and word in world.forums else []
        groups += [rows] if kind == "countries" and side is given else []
    for kind in NEEDED:
        if kind in outcome.takes and len(given.get(kind, ())) != 1:
            raise InputError(f"outcome {text}: needs one {kind}; {nearest('', words(kind, world))}")
    counted, uncounted = given.pop("pairs", []), left_out.pop("pairs", [])
    pairs = weights_of_pairs(counted, uncounted, groups, text, world) if counted or uncounted else None
    chosen = {kind: _left(given.get(kind), left_out.get(kind, []), kind, text, world) for kind in {*given, *left_out}}
    quarters = _window(window[1], text, world) if window[0] else range(world.quarters)
    if name not in BEGINNINGS:
        _check_forums(by_id, quarters[0], text, world)
    return Request(list(OUTCOMES).index(name), quarters, chosen, pairs)


def _check_forums(rows: Sequence[int], first: int, text: str, world: World) -> None:
    """A forum that the record founds later has a slot, but cannot be measured before it exists."""
    for row in rows:
        yet_to_come = world.forums_follow and not world.forums[row].startswith(SPARE)
        if yet_to_come and world.exogenous.forum_status[first, row] == UNUSED:
            raise InputError(f"outcome {text}: {no_forum_yet(world.forums[row], quarter_name(first, world.start), world)}")


def _left(given: list[int] | None, left_out: list[int], kind: str, text: str, world: World) -> list[int]:
    rows = sorted(set(range(_size(kind, world)) if given is None else given) - set(left_out))
    if not rows:
        raise InputError(f"outcome {text}: leaves no {kind}; name at least one")
    return rows


def _size(kind: str, world: World) -> int:
    lengths = {"countries": len(world.countries), "forums": len(world.forums)}
    return lengths[kind] if kind in lengths else len(words(kind, world))


def _window(times: str, text: str, world: World) -> range:
    start, colon, end = times.partition(":")
    first = quarter_of(start, world.start, f"outcome {text}") if start or not colon else 0
    last = quarter_of(end, world.start, f"outcome {text}") if end else world.quarters - 1 if colon else first
    if last < first or first >= world.quarters or last < 0:
        raise InputError(
            f"outcome {text}: no quarter of the run, of {world.quarters} quarters from {world.start}, lies in {times}"
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

    shared = [np.ones_like(world.setting.geography, float), np.array(world.setting.geography, float)]
    weighting = np.zeros(len(requests), np.int64)
    for m, request in enumerate(requests):
        if request.pairs is not None:
            weighting[m] = _position(request.pairs, shared)
    return Measures(
        np.array([request.code for request in requests], dtype=np.int64),
        np.array([request.quarters.start for request in requests], dtype=np.int64),
        np.array([request.quarters.stop for request in requests], dtype=np.int64),
        np.array([_which(request.rows) for request in requests], dtype=np.int64),
        weighting,
        weights("channel"),
        weights("domain"),
        weights("countries"),
        weights("forums"),
        np.stack(shared),
        np.array(world.state.forums.interval, dtype=np.float64),
        np.zeros(len(requests), np.int64),
        np.zeros((0, 0, 0)),
    )


def _which(rows: dict[str, list[int]]) -> int:
    """The position of the one word that an outcome needs; of security alone, 1; of a seat, one more than its country."""
    if "seat" in rows:
        return 1 + rows["seat"][0]
    return 1 if "security" in rows else next((rows[kind][0] for kind in NEEDED if kind in rows), 0)


def _position(weights: np.ndarray, shared: list[np.ndarray]) -> int:
    """Where these weights of pairs lie among those in use, to which they are added if they are new."""
    known = next((n for n, other in enumerate(shared) if np.array_equal(weights, other)), None)
    if known is None:
        shared.append(weights)
    return len(shared) - 1 if known is None else known
