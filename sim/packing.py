"""Packing: the state and the parameters in the form that compiled calls pass fastest."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.compiled import JIT, compiled
from sim.parameters import Parameters
from sim.state import State, copy_of


def _window(table: Any, number: int) -> Any:
    """The parameters of a window of the table: a row by reference when compiled, a tuple with the same names when not."""
    return table[number]


def _interpreted_window(table: Any, number: int) -> Any:
    return Parameters(*table[number].tolist())


window = compiled(_window) if JIT else _interpreted_window


class Packed:
    """A state ready to run again and again: copies of the arrays, and the start to go back to.

    When compiled, a theme whose arrays all have the same one dimension becomes one table with a column a variable
    (`governments.ideology[i]` reads the same): the fewer arrays a compiled call passes, the faster it is, and the faster to
    compile.
    """

    def __init__(self, start: State) -> None:
        self._start = start
        packed: Any = (_table(theme) if JIT and _is_table(theme) else copy_of(theme) for theme in start)
        self.state = State(*packed)

    def start_over(self) -> State:
        """The state as it was at the start."""
        starts: Any = self._start
        for theme, start in zip(self.state, starts, strict=True):
            for name, array in zip(start._fields, start, strict=True):
                getattr(theme, name)[...] = array
        return self.state


def _is_table(theme: Any) -> bool:
    return all(array.ndim == 1 for array in theme) and len({array.size for array in theme}) == 1


def _table(theme: Any) -> np.recarray:
    columns: Any = [array.copy() for array in theme]
    return np.rec.fromarrays(columns, dtype=[(name, column.dtype) for name, column in zip(theme._fields, columns, strict=True)])
