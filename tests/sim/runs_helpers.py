"""Small helpers to run one world once and to compare records."""

from __future__ import annotations

from typing import Any

import numpy as np

from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.parameters import Parameters
from concertacion.sim.record import Record
from concertacion.sim.runs import CompiledRun, blank, compile_run
from concertacion.sim.world import World


def copy_of(tuple_of_arrays: Any) -> Any:
    """A deep copy of a themed tuple (or a tuple of them)."""
    return type(tuple_of_arrays)(*(x.copy() if isinstance(x, np.ndarray) else copy_of(x) for x in tuple_of_arrays))


def kernel_record(ready: CompiledRun, seed: int = 1, run: int = 0) -> Record:
    """The record of one run of the kernel, checked to have gone well."""
    record = blank(ready)
    assert run_kernel(ready, Packed(ready.state), seed, run, record) == 0
    return record


def record_of(world: World, parameters: Parameters | None = None, seed: int = 1, run: int = 0, **options) -> Record:
    """The record of one run of a world by the kernel."""
    return kernel_record(compile_run(world, parameters, **options), seed, run)


def arrays(record: Record) -> dict[str, np.ndarray]:
    """Every array of a record, by theme and name."""
    themes = zip(record._fields, record, strict=True)
    return {f"{label}.{name}": array for label, theme in themes for name, array in zip(theme._fields, theme, strict=True)}


def differing(one: Record, other: Record) -> list[str]:
    """Names of the arrays that are not the same to the bit."""
    left, right = arrays(one), arrays(other)
    return [name for name in left if not np.array_equal(left[name], right[name])]
