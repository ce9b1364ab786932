"""What the model shows to country classes of the user's, which they cannot write to, and the checks of what they return."""

from __future__ import annotations

import math
import reprlib
import traceback
from numbers import Integral, Real
from types import SimpleNamespace
from typing import Any, NoReturn

import numpy as np

from concertacion.sim.declare import InputError, clipped

LONGEST = 200  # characters shown of what a class raises
INSTEAD = "a country acts by what its methods return, and may keep what it likes under other names on self"


class OwnClassError(InputError):
    """A country class of the user's returned what no country can do."""


class shown(property):
    """A property that says where it is written to that it can only be read."""

    def __set__(self, owner: Any, value: Any) -> NoReturn:
        assert self.fget is not None
        raise AttributeError(f"{self.fget.__name__} can only be read: {INSTEAD}")


class Facts(SimpleNamespace):
    """Variables by name, to read."""

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{name} can only be read: {INSTEAD}")

    def __delattr__(self, name: str) -> NoReturn:
        self.__setattr__(name, None)


def read_only(value: Any) -> Any:
    """The same arrays, however deep in tuples, as views that refuse to be written to."""
    if isinstance(value, np.ndarray):
        view = value.view()
        view.flags.writeable = False
        return view
    if isinstance(value, tuple):
        parts = map(read_only, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def name_of(country_class: type) -> str:
    """The class as `country_class=` names it."""
    module = country_class.__module__
    return country_class.__qualname__ if module == "__main__" else f"{module}.{country_class.__qualname__}"


def checked_choice(answer: Any, available: tuple[float, ...], exclusive: bool) -> tuple[int, int]:
    """What `choose` returned, as two numbers of Python.

    Raises
    ------
    OwnClassError
        What was returned and what would be right.
    """
    right = ""
    if not (isinstance(answer, tuple | list) and len(answer) == 2 and all(map(_is_whole, answer))):
        right = "expected two whole numbers: officials 0 or 1, president 0 (neither), 1 (minilateral group) or 2 (commits)"
    elif answer[0] not in (0, 1):
        right = "the first, officials, is 0 or 1"
    elif answer[1] not in (0, 1, 2):
        right = "the second, the president, is 0 (neither), 1 (minilateral group) or 2 (commits)"
    elif any(answer) and available[0] == 0.0:
        right = "there is nobody to work with: return (0, 0)"
    elif answer[1] == 2 and available[2] == 0.0:
        right = "no meeting on this domain is attended, so that the president cannot commit (available[2] is 0)"
    elif all(answer) and exclusive:
        right = "with channels=exclusive either officials or the president work"
    if right:
        raise OwnClassError(f"choose returned {_text(answer)}; {right}")
    return int(answer[0]), int(answer[1])


def checked_chance(answer: Any) -> float:
    """What `attendance_chance` returned, as a float of Python.

    Raises
    ------
    OwnClassError
        What was returned and what would be right.
    """
    number = isinstance(answer, Real) and not isinstance(answer, bool)
    if not (number and math.isfinite(answer) and 0.0 <= answer <= 1.0):
        raise OwnClassError(f"attendance_chance returned {_text(answer)}; expected a probability from 0 to 1")
    return float(answer)


def described(error: BaseException) -> str:
    """An exception by its class and its message, on one line."""
    return clipped(" ".join("".join(traceback.format_exception_only(error)).split()), LONGEST).removesuffix(".")


def _is_whole(value: Any) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _text(value: Any) -> str:
    return " ".join(reprlib.repr(value).split())
