"""What figures are drawn from: runs with their record through time, or a table with a row for each run or point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from xarray import DataArray, Dataset

from concertacion.analysis.plot.request import ARM, Request

Measured = Callable[[str, Sequence[str]], DataArray]
FEW_VALUES = 4  # of numbers: they are told apart like names
LISTS = "docs/outcomes.md lists outcomes, docs/odd.md recorded variables"


class Runs(NamedTuple):
    """Runs of one arm or several, with their record.

    `outcomes` declares what can be measured, by name: anything with `unit`, `meaning` and `takes`. `measured` gives outcomes
    of the runs of an arm, float64 (run, outcome); None where there is nothing to work them out from.
    """

    arms: Mapping[str, Dataset]
    outcomes: Mapping[str, Any] = {}
    measured: Measured | None = None
    record: Dataset | None = None  # variables (quarter, ...) of the same names, NaN beyond the record
    about: str = ""

    def drawn(self, request: Request) -> tuple[str, ...]:
        """The arms that a request draws: those it selects, each once, without the one they are told against."""
        return tuple(name for name in dict.fromkeys(request.select.get(ARM, self.arms)) if name != request.against)


class Table(NamedTuple):
    """A row a run: what varied (`axes`), and numbers (`values`). Rows of a `block` are not independent of one another.

    `limits` are numbers that matter, such as the smallest effect that counts. `indices` has how much each parameter matters:
    outcome, parameter, value, low, high.
    """

    rows: pd.DataFrame
    values: tuple[str, ...]
    axes: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = {}  # units and long_name
    block: str | None = None
    each: str = "run"  # of what there is a row
    limits: Mapping[str, tuple[float, ...]] = {}
    said: Mapping[str, str] = {}  # a sentence for the caption, by value
    indices: pd.DataFrame | None = None
    measure: str = ""  # of the indices, in words
    about: str = ""

    def listed(self, axis: str) -> bool:
        """Whether an axis has names or a few values, and not a range."""
        column = self.rows[axis]
        return not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column) or column.nunique() <= FEW_VALUES
