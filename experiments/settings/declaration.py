"""What a setting is: one annotated line of a class. The config, the checks, the help and docs/settings.md all come from it.

class SweepSettings(ChunkedSettings):
    points: A[int, Setting("points of the design", 1, 1000)] = 500
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import reduce
from operator import or_
from pathlib import Path
from reprlib import Repr
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from concertacion.experiments.settings.quoting import quoted_setting
from concertacion.sim.declare import InputError, clipped, declared, nearest

LONGEST = 80  # characters of a value in a message


class Setting(NamedTuple):
    """Help, range and choices of a setting. `null` says what null stands for; without it null is refused.

    A setting that changes no number is no part of what a result is known by. It is stored all the same if it `adds_files`, so
    that a rerun writes them too.
    """

    help: str
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()
    null: str = ""
    positive: bool = False  # `low` is 0 and itself excluded
    changes_numbers: bool = True
    adds_files: bool = False


class Group(NamedTuple):
    """A setting that takes the name of a file in configs/<name of the setting>/."""

    help: str
    default: str
    changes_numbers: bool = True


class Declaration(NamedTuple):
    """All that is declared of one setting."""

    name: str
    type: Any
    default: Any
    setting: Setting | Group

    @property
    def in_config(self) -> Any:
        """The default as the config shows it: null where null stands for it."""
        return None if getattr(self.setting, "null", "") else self.default

    @property
    def is_path(self) -> bool:
        """Whether it names a file or folder."""
        return self.type is Path


_known: dict[type, dict[str, Declaration]] = {}  # the annotations of a class never change, and take long to resolve


def declarations(owner: type) -> dict[str, Declaration]:
    """Name -> declaration of every setting of a class, inherited ones first."""
    if owner not in _known:
        hints, defaults = get_type_hints(owner), {field.name: field.default for field in fields(owner)}
        _known[owner] = {
            name: Declaration(name, _without_none(hints[field]), getattr(setting, "default", defaults[field]), setting)
            for field, setting in declared(owner).items()
            for name in [name_of(field)]
        }
    return _known[owner]


def name_of(field: str) -> str:
    """The name of the setting that a field of a class declares: `from_` declares `from`, a word that Python keeps for itself."""
    return field.removesuffix("_")


def _without_none(hint: Any) -> Any:
    """`X` of `X | None`."""
    if get_origin(hint) is not UnionType or NoneType not in get_args(hint):
        return hint
    return reduce(or_, (part for part in get_args(hint) if part is not NoneType))


def cut(text: str) -> str:
    """A text as messages show it: its beginning, where it is long."""
    return clipped(text, LONGEST)


# Long and deep values are shortened on the way: a list may hold itself, or itself many times over.
SHORT = Repr()
SHORT.maxlist = SHORT.maxtuple = SHORT.maxdict = SHORT.maxset = 12
SHORT.maxstring = SHORT.maxlong = SHORT.maxother = LONGEST


def shown(value: Any) -> str:
    """A value as messages show it."""
    return cut(SHORT.repr(value))


def accepted(declaration: Declaration) -> str:
    """What a setting takes, in a few words."""
    setting = declaration.setting
    if isinstance(setting, Group):
        return f"the name of one of the configs in configs/{declaration.name}/"
    if setting.choices:
        return f"{', '.join(setting.choices[:-1])} or {setting.choices[-1]}"
    if declaration.type in (int, float):
        return ("a whole number" if declaration.type is int else "a number") + _range(setting)
    if declaration.type == int | str:
        return f"a whole number{_range(setting)}, or a folder"
    return ACCEPTED[declaration.type]


def _range(setting: Setting) -> str:
    if setting.positive:
        return " above 0" + ("" if math.isinf(setting.high) else f" and up to {setting.high:g}")
    return f" from {setting.low} to {setting.high}"


def checked(value: Any, declaration: Declaration) -> Any:
    """The value of a setting as the program uses it: null replaced by what it stands for, a path as a Path, names as a tuple.

    Raises
    ------
    InputError
        If the value has the wrong type, lies outside its range or is none of the choices.
    """
    name, setting = declaration.name, declaration.setting
    if isinstance(setting, Group):
        return _chosen(declaration, value)
    if value is None and setting.null:
        return declaration.default
    if setting.choices and value not in setting.choices:
        raise InputError(f"{name}={shown(value)}: {nearest(str(value), setting.choices)}")
    if declaration.type == int | str and isinstance(value, int | float):
        declaration = declaration._replace(type=int)
    if declaration.type in (int, float):
        return _number(value, declaration)
    try:
        return READERS[declaration.type](value)
    except TypeError:
        raise InputError(f"{name}={shown(value)}: expected {accepted(declaration)}{_in_quotes(value, declaration)}") from None


def _in_quotes(value: Any, declaration: Declaration) -> str:
    """How to write a text that looks like a number or a truth value."""
    if declaration.type not in (str, str | tuple[str, ...]) or not isinstance(value, int | float):
        return ""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return f"; if it is one, put it in quotes, {quoted_setting(declaration.name, written)}"


def is_number(value: Any) -> bool:
    """Whether a value is a finite number; a whole one of more digits than a float holds is none."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def _number(value: Any, declaration: Declaration) -> float:
    setting = declaration.setting
    assert isinstance(setting, Setting)
    right = int if declaration.type is int else int | float
    if not is_number(value) or not isinstance(value, right):
        raise InputError(f"{declaration.name}={shown(value)}: expected {accepted(declaration)}")
    if setting.positive and not 0 < value <= setting.high:
        raise InputError(f"{declaration.name}={shown(value)}: expected {accepted(declaration)}")
    if not setting.low <= value <= setting.high:
        raise InputError(f"{declaration.name}={shown(value)}: outside its range, {setting.low} to {setting.high}")
    return value if declaration.type is int else float(value)


def _chosen(declaration: Declaration, value: Any) -> Any:
    """The chosen config, or only its name where that is what the setting is."""
    if not isinstance(value, Mapping):
        key = declaration.name
        raise InputError(f"{key}={shown(value)}: expected {accepted(declaration)}, or settings under {key}.")
    return value["name"] if declaration.type is str else {str(key): entry for key, entry in value.items()}


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def home_expanded(path: str | Path) -> Path:
    """The path with ~ and ~NAME replaced (raises TypeError where nobody has that name)."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise TypeError from None


def _path(value: Any) -> Path:
    if not _text(value).isprintable():
        raise TypeError
    return home_expanded(value)


def _names(value: Any) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not names or len(set(map(str, names))) < len(names):
        raise TypeError
    return tuple(map(_text, names))


# By type: how a value is read (TypeError if it cannot be), and how messages call it. `Any` is checked where it is used.
READERS: dict[Any, Callable[[Any], Any]] = {
    bool: _flag, str: _text, Path: _path, int | str: _text, tuple[str, ...]: _names, Any: lambda value: value,
    str | tuple[str, ...]: lambda value: _text(value) if isinstance(value, str) else _names(value),
}  # fmt: skip
ACCEPTED: dict[Any, str] = {
    bool: "true or false", str: "a text", Path: "the path of a file or folder", tuple[str, ...]: "a list of names, each once",
    str | tuple[str, ...]: "a name, or a list of names, each once", Any: "a name, a number, a list or a mapping",
}  # fmt: skip
