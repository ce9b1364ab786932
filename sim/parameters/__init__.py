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

Parameters = namedtuple("Parameters", _HINTS, defaults=tuple(_DEFAULTS.values()))  # type: ignore[misc]
Parameters.__annotations__ = _HINTS
Parameters.__doc__ = "All parameters of the model, as floats; see `declared(Parameters)` for range, unit, meaning and source of each."

DECLARED: dict[str, Prior | Variant] = declared(Parameters)


def make_parameters(values: Mapping[str, Any] | None = None, base: Parameters | None = None) -> Parameters:
    """Parameters from a user's values over `base` (the defaults if not given).

    Raises
    ------
    InputError
        If a name is unknown (the nearest is offered), or a value is no number, NaN or outside its range.
    """
    values = dict(values or {})
    for name in values:
        if name not in DECLARED:
            raise InputError(f"parameters.{name}: unknown parameter; {nearest(name, DECLARED)}")
    return (base or Parameters())._replace(**{name: checked(name, value, DECLARED[name]) for name, value in values.items()})


# A row of parameters as the kernel reads it: one pointer, `p.name` inside compiled code, however many parameters there are.
ROW = np.dtype([(name, np.float64) for name in DECLARED], align=True)


def table_of(windows: list[Parameters]) -> np.ndarray:
    """The table of parameters by window, shape (window,), of dtype ROW."""
    return np.array([tuple(window) for window in windows], dtype=ROW)
