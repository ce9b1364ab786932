"""The words that narrow an outcome: what each names, and the weights of pairs that words of pairs make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from concertacion.sim.declare import InputError, declared, nearest
from concertacion.sim.events import SPARE, country_rows
from concertacion.sim.outcomes.declaration import Outcome
from concertacion.sim.outcomes.summits import RANKS
from concertacion.sim.outcomes.variables import VARIABLES
from concertacion.sim.record import CountryRecord
from concertacion.sim.state import CHANNELS, DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS, TECHNICAL_FORUM, UNUSED

if TYPE_CHECKING:
    from concertacion.sim.world import World

AS_WORDS = {"0/1": "0/1", "code": "a code", "count": "a count", "index": "an index"}  # by unit, those of `STORED_AS`
PAIRS = ("neighbours", "rivals", "across", "within")
SEAT = "seat-"  # before the code of the country whose seat counts
BRANDED = 0.5  # brand strength at the start from which a forum counts as branded


def words(kind: str, world: World) -> Sequence[str]:
    """The words of a kind of argument, apart from groups of countries and forums."""
    return {
        "channel": CHANNELS, "domain": DOMAINS, "security": ("security",), "variable": VARIABLES, "rank": RANKS,
        "model": ECONOMIC_MODELS + POLITICAL_MODELS, "power": world.powers, "pairs": PAIRS, "countries": world.countries,
        "forums": world.forums, "seat": [f"{SEAT}{code}" for code in world.countries],
    }[kind]  # fmt: skip


def meaning(word: str, outcome: Outcome, text: str, world: World) -> tuple[str, list[int]]:
    """The kind of argument a word is, and the positions it names.

    Raises
    ------
    InputError
        If the outcome takes no such word.
    """
    groups: dict[str, Callable[[str, str, World], list[int] | None]] = {"countries": _country_group, "forums": _forum_group}
    for kind in outcome.takes:
        if word in words(kind, world):
            return kind, [list(words(kind, world)).index(word)]
    for kind in reversed(outcome.takes):
        rows = groups[kind](word, text, world) if kind in groups else None
        if rows:
            return kind, rows
    if "forums" in outcome.takes and any(word == forum for forum, _, _ in world.record_forums):
        raise InputError(f"outcome {text}: {no_forum_yet(word, world.start, world)}")
    if "variable" in outcome.takes and (field := declared(CountryRecord).get(word)) is not None:
        kind = f"recorded as {AS_WORDS[field.unit]}"
        raise InputError(f"outcome {text}: '{word}' is {kind}, and only continuous variables apply: {', '.join(VARIABLES)}")
    valid = [name for kind in outcome.takes for name in words(kind, world)]
    hint = nearest(word, [*valid, *dict.fromkeys(world.subregions), *world.groups]) if valid else "it takes none"
    raise InputError(f"outcome {text}: '{word}' does not apply to it; {hint}")


def no_forum_yet(forum: str, quarter: str | int, world: World) -> str:
    """That a forum on record does not exist in a quarter of this world, in words."""
    founded, ended = next((founded, ended) for name, founded, ended in world.record_forums if name == forum)
    life = f"from {founded} to {ended}" if ended else f"from {founded}"
    return f"{forum} (on record {life}) is no forum of {world.name} in {quarter}; measure it while it exists"


def _country_group(word: str, text: str, world: World) -> list[int] | None:
    if word in world.subregions:
        return [i for i, subregion in enumerate(world.subregions) if subregion == word]
    if word in world.forums and not word.startswith(SPARE):
        return np.flatnonzero(world.state.circles.members[world.forums.index(word)]).tolist()
    if word in world.groups or word.startswith(("largest-", "weakest-", "share-")):
        return country_rows(word, f"outcome {text}", world)
    return None


def _forum_group(word: str, text: str, world: World) -> list[int] | None:
    new = np.array([forum.startswith(SPARE) for forum in world.forums])
    branded = world.state.forums.brand_strength >= BRANDED
    old = ~new & (world.state.forums.status != UNUSED)
    technical = ~new & (world.state.forums.kind == TECHNICAL_FORUM)  # also those that the record founds later
    groups = {"existing": old, "new": new, "branded": old & branded, "neutral": old & ~branded, "technical": technical}
    return np.flatnonzero(groups[word]).tolist() if word in groups else None


def weights_of_pairs(
    chosen: Sequence[int], left_out: Sequence[int], groups: Sequence[Sequence[int]], text: str, world: World
) -> np.ndarray:
    """The weight of each pair, float64 (country, other): the product of what the words say, of `PAIRS` by position.

    `neighbours` weighs by closeness, `rivals` by former rivalry; `within` keeps pairs in one of the groups of countries that are
    named, `across` pairs in two of them. Without names the groups are the subregions. What is left out counts as 1 less that.

    Raises
    ------
    InputError
        If `across` has a single group.
    """
    groups = groups or [[i for i, own in enumerate(world.subregions) if own == name] for name in dict.fromkeys(world.subregions)]
    belongs = np.zeros((len(groups), len(world.countries)))
    for row, group in zip(belongs, groups, strict=True):
        row[list(group)] = 1.0
    inside = (belongs.T @ belongs > 0.0).astype(float)
    anywhere = belongs.max(0)
    if PAIRS.index("across") in chosen and len(groups) < 2:
        raise InputError(f"outcome {text}: across needs two groups of countries, or none for the subregions")
    factors = (
        np.array(world.setting.geography, float), np.array(world.setting.rivalry, float),
        np.outer(anywhere, anywhere) * (1.0 - inside), inside,
    )  # fmt: skip
    weights = np.ones_like(inside)
    for word in chosen:
        weights *= factors[word]
    for word in left_out:
        weights *= 1.0 - factors[word]
    return weights
