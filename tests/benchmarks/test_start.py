"""The start: help, compiling from an empty cache, the default command from a full one.

`AGAINST=DIR make bench` holds them against another checkout, side by side.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from concertacion.sim.compiled import JIT
from tests.benchmarks.test_speed import report

ROOT = Path(__file__).resolve().parents[2]
CHECKOUTS = {"this one": ROOT} | ({"the other": Path(os.environ["AGAINST"]).resolve()} if "AGAINST" in os.environ else {})
ROUNDS = 3


class Start:
    """Commands of a checkout, with a cache of its own."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder, self._commands = root, folder, 0

    def spent(self, *arguments: str) -> tuple[float, float]:
        """Seconds of a command by the clock, and of processors."""
        given = {"PYTHONPATH": str(self._root / "src"), "CONCERTACION_CACHE": str(self._folder / "cache")}
        self._commands += 1
        command = [sys.executable, "-m", "concertacion.experiments.run", f"out={self._folder / str(self._commands)}", *arguments]
        clock, before = time.perf_counter(), os.times()
        subprocess.run(command, env=os.environ | given, cwd=self._root, check=True, capture_output=True)
        after = os.times()
        processors = after.children_user + after.children_system - before.children_user - before.children_system
        return time.perf_counter() - clock, processors


def told(what: str, taken: dict[str, list[tuple[float, float]]]) -> str:
    """The median of each checkout, and their ratio where there are two."""
    medians = [tuple(statistics.median(column) for column in zip(*rows, strict=True)) for rows in taken.values()]
    text = "; ".join(f"{clock:.2f} s, {own:.2f} of processors" for clock, own in medians)
    ratio = [one / other for one, other in zip(*medians, strict=True)] if len(medians) > 1 else []
    return f"{what}: {text}" + (f"; ratio {ratio[0]:.2f}, {ratio[1]:.2f}" if ratio else "")


@pytest.mark.skipif(not JIT, reason="nothing is compiled")
def test_start(benchmark, tmp_path):
    """From an empty cache, then from a full one, then help."""
    starts = {name: Start(root, tmp_path / str(n)) for n, (name, root) in enumerate(CHECKOUTS.items())}
    first = {name: [start.spent()] for name, start in starts.items()}
    rounds: dict[str, dict[str, list[tuple[float, float]]]] = {"default": {}, "--help": {}}
    for _ in range(ROUNDS):
        for name, start in starts.items():
            rounds["default"].setdefault(name, []).append(start.spent())
            rounds["--help"].setdefault(name, []).append(start.spent("--help"))
    benchmark.pedantic(starts["this one"].spent, args=("--help",), rounds=3)
    report(
        f"The start, {' against '.join(str(root) for root in CHECKOUTS.values())}",
        told("default command from an empty cache", first),
        told("from a full one", rounds["default"]),
        told("--help (aim: 0.1 s)", rounds["--help"]),
    )
