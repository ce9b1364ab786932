"""Numbers and names as a reader wants them: shares in per cent, intervals in words, identifiers spelled out."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence

import numpy as np

DOMAIN_NAMES = {
    "migration": "Migration", "health": "Health", "security": "Security", "trade": "Trade", "democracy": "Democracy",
    "technology": "Technology", "climate": "Climate",
}  # fmt: skip
CHANNEL_NAMES = {"technical": "Technical work", "minilateral": "Minilaterals", "summit": "Summits"}
LONGEST_ACRONYM, LONGEST_SHORT, LONGEST_CODE = 7, 5, 3  # letters: alone, beside other words, beside words that nobody knows
SPARE = "NEW_"  # how the codes of forums founded in a run begin, as the model writes them
SMALL_INDEX = 0.01
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)  # the median, the interval of half the runs and that of nine runs in ten
FEW_RUNS = 20  # fewer have no tenth to leave out: the widest interval is then that of all


def widest(runs: int) -> str:
    """How tables, captions and keys call the widest interval over so many runs."""
    return "9 runs in 10" if runs >= FEW_RUNS else "all runs"


def levels(runs: int) -> tuple[float, ...]:
    """The quantiles that tables and bands of so many runs show."""
    return LEVELS if runs >= FEW_RUNS else (0.0, *LEVELS[1:4], 1.0)


def spelled(identifier: str, official: str = "") -> str:
    """An identifier as a name: 'southern_cone' -> 'Southern Cone', 'CELAC' stays, 'NEW_03' -> 'New forum 3'.

    The official name tells acronyms from words, and where a hyphen stands: 'ASEAN_HEALTH' of the 'ASEAN Health Ministers Meeting'
    is 'ASEAN Health', 'EU_LAC' of the 'Summits of the European Union ...' 'EU-LAC', 'IBERO_AMERICAN' of the 'Ibero-American
    Conference' 'Ibero-American'.
    """
    head, _, tail = identifier.partition("_")
    if identifier.startswith(SPARE) and tail.isdigit():
        return f"New forum {int(tail)}"
    if identifier.isupper() and not tail:
        return head if len(head) <= LONGEST_ACRONYM else head.capitalize()
    words = identifier.split("_")
    acronyms = [_is_acronym(word, official) for word in words]
    name = ""
    for n, word in enumerate(words):
        hyphen = n and (f"{words[n - 1]}-{word}".lower() in official.lower() or all(acronyms[n - 1 : n + 1]))
        name += ("-" if hyphen else " " if n else "") + (word if acronyms[n] else word.capitalize())
    return name


def words_of(name: str) -> str:
    """The name of a parameter or an outcome as words: 'delivered.summit@+40:' -> 'Delivered summit from +40'.

    Forums are written as people do: 'vitality.PACIFIC_ALLIANCE' -> 'Vitality Pacific Alliance'.
    """
    name, _, window = name.removeprefix("parameters.").removeprefix("world.overrides.").partition("@")
    name = re.sub(r"\b[A-Z]{2}[A-Z_]{2,}\b", lambda found: spelled(found[0]), name)
    words = re.sub(r"_|\.(?!\d)", " ", name)
    return words[:1].upper() + words[1:] + _when(window)


def inside(name: str) -> str:
    """The same within a sentence: 'Delivered Mercosur' -> 'delivered Mercosur'; a letter alone stays a capital, 'a' -> 'A'."""
    words = words_of(name)
    return words[:1].lower() + words[1:] if len(words) > 1 else words


def _when(window: str) -> str:
    """The window of an outcome as words: '+20:+39' -> ' from +20 to +39', ':+39' -> ' to +39', '+20' -> ' at +20'."""
    first, colon, last = window.partition(":")
    if not colon:
        return f" at {first}" if first else ""
    return (f" from {first}" if first else "") + (f" to {last}" if last else "")


def _is_acronym(word: str, official: str) -> bool:
    """Whether a word in capitals is no word: the official name has it in capitals, or does not have it; without one, if short."""
    if not word.isupper():
        return False
    if not official:
        return len(word) <= LONGEST_CODE
    return word in official or (len(word) <= LONGEST_SHORT and not re.search(rf"\b{word}\b", official, re.IGNORECASE))


def shortened(name: str, most: int) -> str:
    """A name of at most `most` characters, cut between words: 'Saint Vincent and…'; inside the first where that is too long."""
    cut = textwrap.shorten(name, most, placeholder="…")
    return cut if cut != "…" else f"{name.strip()[: most - 1]}…"


def domain_name(identifier: str) -> str:
    """The name of a domain, or its identifier spelled out."""
    return DOMAIN_NAMES.get(identifier, spelled(identifier))


def channel_name(identifier: str) -> str:
    """The name of a channel, or its identifier spelled out."""
    return CHANNEL_NAMES.get(identifier, spelled(identifier))


def quantity(value: float, unit: str) -> str:
    """A number in the unit of an outcome: shares in per cent, counts whole, rates to a tenth, an index by thousandths."""
    if not math.isfinite(value):
        return "not defined"
    if unit == "share":
        return f"{100 * value:.0f}%" if abs(value) >= 0.1 or value == 0 else f"{100 * value:.1f}%"
    if unit == "index":
        return f"{value:.3f}" if abs(value) >= SMALL_INDEX or value == 0 else f"{value:.4f}"
    if unit == "count" and 2 * value % 2 != 1:  # a median between two counts keeps its half
        return f"{value:.0f}"
    return f"{value:.1f}"


def signed(value: float, places: int = 2) -> str:
    """An ideology, a difference or another number around zero, with its sign: '−0.12'; what rounds to nothing is '0'."""
    text = f"{float(value):+.{places}f}".replace("-", "−")
    return text if text.strip("+−0.") else "0"


def share_beside(share: float, limit: float) -> str:
    """A share in whole per cent, with decimals where it would else read as a limit that it is not: '79.7%' beside 0.8."""
    texts = (f"{share:.{places}%}" for places in range(4))
    return next((text for text in texts if share == limit or float(text[:-1]) / 100 != limit), f"{share:.0%}")


def spread(values: Sequence[float] | np.ndarray, unit: str) -> str:
    """The median of runs and their widest interval (`levels`): '41% (35% to 48%)'; where they are alike, that number alone."""
    values = np.asarray(values, dtype="float64")
    defined = values[np.isfinite(values)]
    if defined.size == 0:
        return "not defined"
    low, _, median, _, high = (quantity(number, unit) for number in np.quantile(defined, levels(values.size)))
    return median if low == high else f"{median} ({low} to {high})"


def listed(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    words = list(words)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else "none"


def counted(number: int, noun: str, plural: str = "") -> str:
    """'1 run', '200 runs'."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
