"""Packing: the state, the traits and the parameters in the form that compiled calls pass fastest."""

from __future__ import annotations

from typing import Any, get_type_hints

import numpy as np

from concertacion.sim.compiled import JIT, compiled
from concertacion.sim.declare import declared
from concertacion.sim.inputs import Traits
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import State, zeros
from concertacion.sim.view import Scratch, View

VIEWS = get_type_hints(View)


def _window(table: Any, number: int) -> Any:
    """The parameters of a window of the table: a row by reference when compiled, a tuple with the same names when not."""
    return table[number]


def _interpreted_window(table: Any, number: int) -> Any:
    return Parameters(*table[number].tolist())


class _Row(np.void):  # type: ignore[misc]
    """A row of the table of parameters, for calls from Python: it lends its bytes bare. Of any other row, NumPy describes each
    of the hundreds of fields whenever a compiled call takes it, which is dearer than the call.
    """

    data = property(lambda self: self.bare)


def _lent_window(table: Any, number: int) -> Any:
    row = table.view(np.dtype((_Row, table.dtype)))[number]
    row.bare = memoryview(table[number : number + 1].view(np.uint8))
    return row


window = compiled(_window) if JIT else _interpreted_window  # for compiled code
called_with = _lent_window if JIT else _interpreted_window  # for Python, that hands it to compiled code


class Packed:
    """All that a run writes in one block of memory, `now`, to run again and again.

    `state`, `view` and `scratch` are views of it, in this order. `start` holds the numbers of the state to go back to:
    `now[:start.size] = start` starts over. When compiled, a theme whose arrays all have the same one dimension becomes one table
    with a column a variable (`governments.ideology[i]` reads the same): the fewer arrays a compiled call passes, the faster it
    is, and the faster to compile.
    """

    def __init__(self, start: State) -> None:
        themes = _themes(start)
        self.now = np.zeros(_size(themes.values()))
        views: Any = _views(themes, self.now)
        self.state = State(*(views[name] for name in State._fields))
        self.view = View(*(views[name] for name in View._fields))
        self.scratch: Scratch = views["scratch"]
        _copy(start, self.state)
        self.start = self.now[: _size(start)].copy()


def packed_traits(traits: Traits) -> Traits:
    """Traits laid out as the themes of a `Packed` state."""
    themes: Any = traits._asdict()
    packed: Any = Traits(**_views(themes, np.zeros(_size(traits))))
    _copy(traits, packed)
    return packed


def positions(start: State) -> dict[str, np.ndarray]:
    """Theme.array -> int64 array of its shape: where each number lies in the `now` of a `Packed` state."""
    themes = _themes(start)
    views = _views(themes, np.arange(_size(themes.values())))
    return {f"{theme}.{name}": getattr(view, name).view(np.int64) for theme, view in views.items() for name in names_of(view)}


def names_of(view: Any) -> tuple[str, ...]:
    """The names of the arrays of a theme, be it a tuple or, when compiled, a table."""
    return getattr(view, "_fields", None) or view.dtype.names


def _themes(start: State) -> dict[str, Any]:
    """Every theme that a run writes, by name: those of the state as given, those of view and scratch as zeros."""
    fields = [(field, array) for theme in start for field, array in zip(declared(type(theme)).values(), theme, strict=True)]
    sizes = {dim: length for field, array in fields for dim, length in zip(field.dims.split(","), array.shape, strict=True)}
    sizes["voter"] = sizes["country"] + sizes["power"]
    views = {name: zeros(owner, sizes) for name, owner in VIEWS.items()}
    return {**start._asdict(), **views, "scratch": zeros(Scratch, sizes)}


def _size(themes: Any) -> int:
    return sum(array.size for theme in themes for array in theme)


def _copy(source: Any, into: Any) -> None:
    """Write the numbers of themes into the views of the same themes."""
    for theme, view in zip(source, into, strict=True):
        for name in theme._fields:
            getattr(view, name)[...] = getattr(theme, name)


def _views(themes: dict[str, Any], block: np.ndarray) -> dict[str, Any]:
    """Each theme as a view of its part of the block."""
    ends = np.cumsum([_size([theme]) for theme in themes.values()])
    parts = np.split(block, ends[:-1])
    return {name: _view(theme, part) for (name, theme), part in zip(themes.items(), parts, strict=True)}


def _view(theme: Any, block: np.ndarray) -> Any:
    """The theme's arrays as views of a block of memory of their size. Every number is eight bytes wide, float or integer."""
    if JIT and all(array.ndim == 1 for array in theme) and len({array.size for array in theme}) == 1:
        columns = [(name, array.dtype) for name, array in zip(theme._fields, theme, strict=True)]
        return block.view(np.dtype(columns, align=True)).view(np.recarray)
    ends = np.cumsum([array.size for array in theme])
    spans = (block[end - array.size : end] for end, array in zip(ends, theme, strict=True))
    return type(theme)(*(span.view(array.dtype).reshape(array.shape) for span, array in zip(spans, theme, strict=True)))
