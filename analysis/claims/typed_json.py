"""Named tuples as JSON data and back, by their annotations. Nothing is lost: NaN is null, infinities are "inf" and "-inf"."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

Kind = TypeVar("Kind")
hints_of = cache(get_type_hints)


def to_json(value: Any) -> Any:
    """A named tuple, mapping, tuple, number or text as JSON data: fields by name, keys as text."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: to_json(entry) for name, entry in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): to_json(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(entry) for entry in value]
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    return value


def from_json(kind: type[Kind], data: Any) -> Kind:
    """What `to_json` wrote, as the annotated kind: a named tuple, Mapping[K, V], tuple[V, ...], V | None, a number or a text.

    A field that has a default may be missing.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the data do not fit the kind.
    """
    decoded: Kind = _decoded(kind, data)
    return decoded


def _decoded(kind: Any, data: Any) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if kind is Any:
        return data
    if origin is UnionType:
        return None if data is None else _decoded(parts[0], data)
    if origin is tuple:
        kinds = [parts[0]] * len(data) if parts[-1] is ... else parts
        return tuple(_decoded(part, entry) for part, entry in zip(kinds, data, strict=True))
    if origin is not None:
        return {_decoded(parts[0], key): _decoded(parts[1], entry) for key, entry in data.items()}
    if hasattr(kind, "_fields"):
        known = [name for name in kind._fields if name in data or name not in kind._field_defaults]
        return kind(**{name: _decoded(hints_of(kind)[name], data[name]) for name in known})
    return math.nan if kind is float and data is None else kind(data)
