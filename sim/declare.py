"""One declaration, many readers: what a parameter or a recorded variable is, said once beside its name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

LONGEST_WORD, LONGEST_LINE = 160, 378  # characters of a message; the command puts `concertacion: error: ` before it


class InputError(ValueError):
    """Bad input, in one sentence a user can act on: what is wrong, where, what would be right.

    However long the values in it are, and whatever they hold, it is one line that can be read: here and nowhere else.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(in_one_line(sentence))


class Implausible(UserWarning):
    """What a user's tables say can be used but can hardly be right."""


def in_one_line(sentence: str) -> str:
    """A sentence on one line: controls as their codes, long words and the middle of a long sentence left out."""
    words = (shortened(word, LONGEST_WORD) for word in sentence[:1_000_000].split())
    visible = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in " ".join(words))
    return shortened(visible, LONGEST_LINE)


def shortened(text: str, most: int) -> str:
    """A text with its middle left out where it is longer: its beginning names the culprit, its end the remedy."""
    return text if len(text) <= most else f"{text[: most // 2]}...{text[len(text) - most // 2 + 3 :]}"


def clipped(text: str, most: int) -> str:
    """The beginning of a text, where it is longer."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


class Prior(NamedTuple):
    """Range, unit, meaning and source of a parameter. `neutral` is the value that switches its mechanism off, if it is a
    strength. Whoever samples draws from [low, high].
    """

    low: float
    high: float
    unit: str
    meaning: str
    source: str
    neutral: float | None = None
    lever: bool = False  # a policy or an outside condition that scenarios and proposals move
    scale: str = "linear"  # or "log": on which scale equal steps of the range are equally likely
    legal: tuple[float, float] | None = None  # what a user may set, where that is wider than the range that is sampled
    keeps: str = ""  # the arrays of the state, theme.array, in which the mechanism is remembered

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value that a user may set."""
        return self.legal or (self.low, self.high)


class Variant(NamedTuple):
    """A structural variant: two functional forms between which scholars disagree. Stored as the position of the chosen form."""

    forms: tuple[str, str]
    meaning: str
    source: str


class Event(NamedTuple):
    """How events of scenarios may change an array of the state.

    `name` is the variable's name in scenarios where it is not the array's own; with "{domain}" in it, there is one variable a
    domain. The result is held in [low, high]. `cells`, a key of `sim.events.CELLS`, says which numbers belong to a country or
    forum. `decides` names the arrays of the state, theme.array, that an event on what is seen anew each quarter settles at
    once, in the same country.
    """

    name: str = ""
    low: float = 0.0
    high: float = 1.0
    cells: str = "own"
    decides: str = ""


class Field(NamedTuple):
    """Dimensions, unit and meaning of an array of the state or the record.

    `event` where scenarios may change it; `codes`, of an array of codes, the word for each, from 0 on; `sums`, of a recorded
    variable, where it says what happens in a quarter, so that a year is the sum of its quarters, not their mean.
    """

    dims: str
    unit: str
    meaning: str
    event: Event | None = None
    codes: tuple[str, ...] = ()
    sums: bool = False


_READ: dict[Any, dict[str, Any]] = {}  # reading annotations takes milliseconds, and every start of a run asks


def declared(owner: Any) -> dict[str, Any]:
    """Name -> Prior, Variant or Field of every annotated member of a NamedTuple, in order of declaration."""
    if owner not in _READ:
        hints = get_type_hints(owner, include_extras=True)
        _READ[owner] = {name: get_args(hint)[1] for name, hint in hints.items() if get_origin(hint) is Annotated}
    return dict(_READ[owner])


def nearest(name: str, names: Any) -> str:
    """A hint naming the valid name nearest to a mistyped one, or all the valid ones if none is near."""
    names = [str(n) for n in names]
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"valid names are: {shown}"


def as_name(value: Any, where: str) -> str:
    """A value that must be a name.

    Raises
    ------
    InputError
        If YAML has read something else in it, as it does in NO (false), ON (true), 1e3 and 12:30 (numbers), 2020-01-01 (a date).
    """
    if isinstance(value, str):
        return value
    kinds = {bool: "true or false", int: "a number", float: "a number", type(None): "nothing"}
    kind = next((word for kind, word in kinds.items() if isinstance(value, kind)), "something else than a text")
    raise InputError(f"{where}: {value!s} is not a name; YAML reads {kind} there: put the name in quotes, as in 'NO'")


def checked(name: str, value: Any, declaration: Prior | Variant, where: str = "parameters") -> float:
    """The float stored for a user's value of a parameter.

    Raises
    ------
    InputError
        If the value is no number, is NaN, lies outside the declared range, or names no form of a variant.
    """
    if isinstance(declaration, Variant):
        if value in declaration.forms:
            return float(declaration.forms.index(value))
        if value in (0, 1) and not isinstance(value, bool):
            return float(value)
        raise InputError(f"{where}.{name}={value!r}: choose one of {', '.join(declaration.forms)}")
    low, high = declaration.bounds
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{where}.{name}={value!r}: expected a number in [{low:g}, {high:g}]")
    if not low <= value <= high:  # NaN and infinities fail this too
        raise InputError(f"{where}.{name}={value!r}: outside its range [{low:g}, {high:g}]")
    return float(value)
