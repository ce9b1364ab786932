"""Parameters: one declaration each, with default, range, unit, meaning and source, in the file of its theme.

`Parameters` is a NamedTuple of floats over all themes: the kernel's argument, the schema of the command, the bounds of sweeps and
the reference table of the docs are read from the same line.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from typing import Any, get_type_hints

import numpy as np

from concertacion.sim.declare import InputError, Prior, Variant, checked, declared, nearest
from concertacion.sim.parameters.bilateral import Bilateral
from concertacion.sim.parameters.channels import Channels
from concertacion.sim.parameters.forums import Forums
from concertacion.sim.parameters.home import Home
from concertacion.sim.parameters.levers import Levers, Variants
from concertacion.sim.parameters.memory import Memory
from concertacion.sim.parameters.outside import Outside

THEMES = (Outside, Home, Channels, Forums, Bilateral, Memory, Levers, Variants)
_HINTS: dict[str, Any] = {name: hint for theme in THEMES for name, hint in get_type_hints(theme, include_extras=True).items()}
_DEFAULTS = {name: float(getattr(theme, name)) for theme in THEMES for name in get_type_hints(theme)}

_Parameters = namedtuple("_Parameters", _HINTS, defaults=tuple(_DEFAULTS.values()))  # type: ignore[misc]


class Parameters(_Parameters):
    """All parameters of the model, as floats; see `declared(Parameters)` for range, unit, meaning and source of each.

    Values by name are checked as those of a config are. Rows of numbers that were checked before are taken as they come.

    Raises
    ------
    InputError
        If a name is unknown (the nearest is offered), or a value is no number, NaN or outside its range.
    """

    __slots__ = ()

    def __new__(cls, *row: float, **values: Any) -> Parameters:
        """A row of all parameters, or values by name."""
        return super().__new__(cls, *row, **_checked(values))


Parameters.__annotations__ = _HINTS
DECLARED: dict[str, Prior | Variant] = declared(Parameters)


def _checked(values: Mapping[str, Any]) -> dict[str, float]:
    for name in values:
        if name not in DECLARED:
            raise InputError(f"parameters.{name}: unknown parameter; {nearest(name, DECLARED)}")
    return {name: checked(name, value, DECLARED[name]) for name, value in values.items()}


def make_parameters(values: Mapping[str, Any] | None = None, base: Parameters | None = None) -> Parameters:
    """Parameters from a user's values over `base` (the defaults if not given).

    Raises
    ------
    InputError
        If a name is unknown (the nearest is offered), or a value is no number, NaN or outside its range.
    """
    return (base or Parameters())._replace(**_checked(values or {}))


# A row of parameters as the kernel reads it: one pointer, `p.name` inside compiled code, however many parameters there are.
ROW = np.dtype([(name, np.float64) for name in DECLARED], align=True)


def table_of(windows: list[Parameters]) -> np.ndarray:
    """The table of parameters by window, shape (window,), of dtype ROW."""
    return np.array([tuple(window) for window in windows], dtype=ROW)


def values_of(table: np.ndarray) -> np.ndarray:
    """The values of a table of dtype ROW, float64 (window, parameter)."""
    return np.ascontiguousarray(table).view(np.float64).reshape(len(table), -1)
