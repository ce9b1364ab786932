"""Values as one types them, for Hydra's grammar: a path is taken as it is, and words may have letters of any alphabet."""

from __future__ import annotations

import re
from functools import cache

from concertacion.experiments.settings.declaration import declarations
from concertacion.experiments.settings.kinds import KINDS
from concertacion.experiments.settings.quoting import quoted

WORLD_FOLDER, QUOTES = "world.folder", ("'", '"')
# A word outside quotes; quoted texts are matched first, and left as they are.
WORD = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^\s\[\]{}(),:'"=]+""")


def verbatim(text: str) -> str:
    """A text in which nothing is looked up, not even after `${`."""
    return re.sub(r"(\\*)\$\{", lambda match: match[1] * 2 + "\\${", text)


@cache
def paths() -> frozenset[str]:
    """The settings that name a file or folder."""
    every = (entry for owner in KINDS.values() for entry in declarations(owner).values())
    return frozenset({WORLD_FOLDER, *(entry.name for entry in every if entry.is_path)})


def readable(setting: str) -> str:
    """A setting as it was typed, NAME=VALUE, in Hydra's grammar.

    The value of a path is all that follows the first `=`: blanks, commas, quotes and accents belong to it. Only `null`, and a
    text that stands in quotes already, stay as they are. Of other values, words with letters that the grammar lacks are quoted.
    """
    name, equals, value = setting.partition("=")
    if equals and name in paths():
        stays = value in ("", "null") or (value.startswith(QUOTES) and WORD.fullmatch(value))
        return setting if stays else f"{name}={quoted(verbatim(value))}"
    return setting if setting.isascii() else f"{name}{equals}{WORD.sub(_readable_word, value)}"


def _readable_word(match: re.Match[str]) -> str:
    word = match[0]
    return word if word.isascii() or word.startswith(QUOTES) else quoted(word)
