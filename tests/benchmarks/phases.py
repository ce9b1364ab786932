"""A kernel that looks at the clock after every phase: the text of the quarter itself, with a tick after each statement."""

from __future__ import annotations

import ast
import ctypes
import inspect
import textwrap
import time
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from concertacion.sim import schedule
from concertacion.sim.compiled import compiled
from concertacion.sim.draws import Address
from concertacion.sim.packing import Packed, window
from concertacion.sim.runs import CompiledRun, blank
from concertacion.sim.writing import write

WRITING = "write"
READ_CLOCK = ctypes.CDLL(None).clock_gettime  # nanoseconds, and compiled code can call it: some 30 ns
READ_CLOCK.argtypes = [ctypes.c_int, ctypes.c_void_p]
CLOCK = time.CLOCK_MONOTONIC


@numba.njit
def tick(t, n, spent, clock):
    """The nanoseconds since the last tick into `spent[t, n]`; `clock` holds seconds and nanoseconds, now and at the last tick."""
    READ_CLOCK(CLOCK, clock.ctypes)
    spent[t, n] = 1_000_000_000 * (clock[0] - clock[2]) + clock[1] - clock[3]
    clock[2], clock[3] = clock[0], clock[1]


def phases_in(statement: ast.stmt) -> str:
    """The names of the phases that a statement of the quarter calls; none for one that only prepares them."""
    calls = [node.value for node in ast.walk(statement) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return " | ".join(call.func.id for call in calls if isinstance(call.func, ast.Name))


def ticking_quarter() -> tuple[list[str], Callable[..., None]]:
    """The names of the phases, in order, and `quarter` with a tick after each."""
    quarter: Any = schedule.quarter
    function = ast.parse(textwrap.dedent(inspect.getsource(quarter.py_func))).body[0]
    assert isinstance(function, ast.FunctionDef)
    names, body = [], []
    for statement in function.body:
        body.append(statement)
        if name := phases_in(statement):
            body.append(ast.parse(f"tick(t, {len(names)}, spent, clock)").body[0])
            names.append(name)
    function.body, function.decorator_list = body, []
    function.args.args += [ast.arg("spent"), ast.arg("clock")]
    space = vars(schedule) | {"tick": tick}
    exec(compile(ast.fix_missing_locations(ast.Module([function], [])), "ticking", "exec"), space)
    return names, compiled(space["quarter"], inline="always", cached=False)


class Stopwatch:
    """Runs of a prepared world whose phases are timed."""

    def __init__(self, ready: CompiledRun) -> None:
        names, quarter = ticking_quarter()
        writing = len(names)

        def simulate(
            setting, traits, exogenous, events, table, segment, run, start, now, state, view, scratch, record, spent, clock,
        ):  # fmt: skip
            for i in range(start.size):
                now[i] = start[i]
            READ_CLOCK(CLOCK, clock.ctypes)
            clock[2], clock[3] = clock[0], clock[1]
            for t in range(segment.size):
                p = window(table, segment[t])
                quarter(t, p, Address(1, run, t), setting, traits, exogenous, events, now, state, view, scratch, spent, clock)
                write(t, state, view, record)
                tick(t, writing, spent, clock)

        self.names = [*names, WRITING]
        self._spent, self._clock = np.zeros((ready.segment.size, len(self.names)), np.int64), np.zeros(4, np.int64)
        self._ready, self._packed, self._record = ready, Packed(ready.state), blank(ready)
        self._simulate = compiled(simulate, noalias=False, cached=False)

    def run(self, number: int) -> np.ndarray:
        """Nanoseconds int64[quarter, phase] of a run."""
        ready, packed, spent = self._ready, self._packed, self._spent
        self._simulate(
            ready.setting, ready.traits, ready.exogenous, ready.events, ready.table, ready.segment, number, packed.start,
            packed.now, packed.state, packed.view, packed.scratch, self._record, spent, self._clock,
        )  # fmt: skip
        return spent.copy()

    def least(self, runs: int, rounds: int) -> dict[str, float]:
        """Phase -> seconds a run, the mean of some runs: the least of several rounds, quarter by quarter, so that what other
        processes take in between does not count.
        """
        times = np.array([np.min([self.run(number) for _ in range(rounds)], axis=0) for number in range(runs)])
        return dict(zip(self.names, times.sum(axis=1).mean(axis=0) * 1e-9, strict=True))
