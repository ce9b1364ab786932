"""The outcomes a sweep may ask for: cheap ones come out of the compiled run; costly ones are measured on its record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from sim.declare import declared
from sim.outcomes import Outcomes, summarise
from sim.record import Record
from sim.results import THEMES, to_dataset
from sim.world import World

CHEAP: tuple[str, ...] = Outcomes._fields


def costly() -> tuple[str, ...]:
    """Names of the outcomes that need the record of a run; a name that the compiled run knows too is its own."""
    from analysis.outcomes import OUTCOMES

    return tuple(name for name in OUTCOMES if name not in CHEAP)


def recorded_variables() -> tuple[str, ...]:
    """Names of what is recorded quarter by quarter, as in results.nc."""
    return tuple(f"forum_{name}" if theme == "forums" else name for theme, owner in THEMES.items() for name in declared(owner))


def dataset_of(world: World, record: Record, run: int, status: int) -> xr.Dataset:
    """The labelled record of one run, with a dimension `run` of length 1."""
    themes: Any = (type(theme)(*(array[None] for array in theme)) for theme in record)
    return to_dataset(world, Record(*themes), np.array([run]), np.array([status]), {})


def measured(names: Sequence[str], record: Record, dataset: xr.Dataset) -> list[float]:
    """Outcomes of one run, cheap and costly, from its record and the same as a dataset."""
    from analysis.outcomes import OUTCOMES

    cheap = np.zeros(len(CHEAP))
    summarise(record, cheap)
    return [cheap[CHEAP.index(name)] if name in CHEAP else float(OUTCOMES[name].measure(dataset).item()) for name in names]
