"""Packing: the state and the parameters in the form that compiled calls pass fastest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from concertacion.sim.compiled import JIT, compiled
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import State


def _window(table: Any, number: int) -> Any:
    """The parameters of a window of the table: a row by reference when compiled, a tuple with the same names when not."""
    return table[number]


def _interpreted_window(table: Any, number: int) -> Any:
    return Parameters(*table[number].tolist())


window = compiled(_window) if JIT else _interpreted_window


class Packed:
    """A state to run again and again: all of its numbers in one block of memory, `now`, and those to go back to, `start`.

    `state` is a view of `now`, so `now[:] = start` starts over. When compiled, a theme whose arrays all have the same one
    dimension becomes one table with a column a variable (`governments.ideology[i]` reads the same): the fewer arrays a compiled
    call passes, the faster it is, and the faster to compile.
    """

    def __init__(self, start: State) -> None:
        self.now = np.empty(sum(array.size for theme in start for array in theme))
        starts: Any = start
        views = _views(starts, self.now)
        self.state = State(*views)
        for theme, view in zip(starts, views, strict=True):
            for name, array in zip(theme._fields, theme, strict=True):
                getattr(view, name)[...] = array
        self.start = self.now.copy()


def positions(start: State) -> State:
    """For every number of a state, its position in the block of memory of a `Packed` state: int64 arrays of the same shapes."""
    themes: Any = start
    count = np.arange(sum(array.size for theme in themes for array in theme))
    return State(*(_whole(view) for view in _views(themes, count)))


def _whole(view: Any) -> Any:
    """The arrays of a theme as the whole numbers that lie in their memory."""
    return SimpleNamespace(**{name: getattr(view, name).view(np.int64) for name in names_of(view)})


def names_of(view: Any) -> tuple[str, ...]:
    """The names of the arrays of a theme, be it a tuple or, when compiled, a table."""
    return getattr(view, "_fields", None) or view.dtype.names


def _views(themes: Any, block: np.ndarray) -> list[Any]:
    """Each theme as a view of its part of the block."""
    ends = np.cumsum([sum(array.size for array in theme) for theme in themes])
    return [_view(theme, part) for theme, part in zip(themes, np.split(block, ends[:-1]), strict=True)]


def _view(theme: Any, block: np.ndarray) -> Any:
    """The theme's arrays as views of a block of memory of their size. Every number is eight bytes wide, float or integer."""
    if JIT and all(array.ndim == 1 for array in theme) and len({array.size for array in theme}) == 1:
        columns = [(name, array.dtype) for name, array in zip(theme._fields, theme, strict=True)]
        return block.view(np.dtype(columns, align=True)).view(np.recarray)
    ends = np.cumsum([array.size for array in theme])
    spans = (block[end - array.size : end] for end, array in zip(ends, theme, strict=True))
    return type(theme)(*(span.view(array.dtype).reshape(array.shape) for span, array in zip(spans, theme, strict=True)))
