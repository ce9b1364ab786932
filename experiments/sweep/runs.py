"""Runs: many in the compiled engine for their cheap outcomes alone, or one by one where their record is wanted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.sweep.groups import Group
from experiments.sweep.outcomes import CHEAP
from sim.kernel import run_kernel
from sim.outcomes import summarise
from sim.packing import Packed
from sim.record import Record
from sim.runs import FAILURES, Prepared, blank


def batch(prepared: Prepared, tables: Sequence[np.ndarray], runs: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """n runs of the kernel, each with its own table: status int64 (n,), cheap outcomes float64 (n, outcomes)."""
    packed, record = Packed(prepared.state), blank(prepared)
    status, values = np.zeros(len(runs), dtype=np.int64), np.zeros((len(runs), len(CHEAP)))
    for number, (table, run) in enumerate(zip(tables, runs, strict=True)):
        for theme in record:
            for array in theme:
                array[...] = 0
        status[number] = run_kernel(prepared._replace(table=table), packed, seed, int(run), record)
        summarise(record, values[number])
    return status, values


def kernel_run(group: Group, position: int, seed: int, run: int) -> tuple[int, Record, str]:
    """One run of the kernel at a point of the group: status, record, why it failed ("" if it went well)."""
    prepared = group.prepared._replace(table=group.tables[position])
    record = blank(prepared)
    status = run_kernel(prepared, Packed(prepared.state), seed, run, record)
    return status, record, reason_of(status)


def agents_run(group: Group, position: int, seed: int, run: int, country_class: type | None) -> tuple[int, Record, str]:
    """The same by the agents' engine; what a class of the user's raises is the reason, and the sweep goes on."""
    from sim.model import CooperationModel, Country

    record, case = blank(group.prepared), group.case
    try:
        model = CooperationModel(
            group.made.world, group.parameters[position], group.made.scenario, seed, run, case.mode, case.until,
            country_class or Country,
        )  # fmt: skip
        record = model.run()
    except Exception as error:
        return -1, record, in_one_line(error)
    return model.status, record, reason_of(model.status)


def reason_of(status: int) -> str:
    """Why a run failed, from its status; empty if it went well."""
    return "" if status == 0 else FAILURES.get(status, f"status {status}")


def in_one_line(error: Exception) -> str:
    """An exception by its class and its message."""
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
