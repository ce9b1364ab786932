"""This checkout against another, side by side: `AGAINST=DIR make bench`, with the commit before checked out in DIR.

Each round measures both in turn, so that a machine whose speed drifts treats them alike, and starts a process in each. Told are
the medians, and the median of the ratios of the rounds: under 1 where this checkout takes less.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
THIS, OTHER = "this one", "the other"
CHECKOUTS = {THIS: ROOT} | ({OTHER: Path(os.environ["AGAINST"]).resolve()} if "AGAINST" in os.environ else {})
ROUNDS = 7
CPUS = Path("/proc/cpuinfo")

# Follows the text of a program, which defines `work`: what one call of it takes, after `before` calls that nobody measures.
TIMED = """
import json, os, time

def _now():
    children = os.times()
    return time.perf_counter(), time.process_time() + children.children_user + children.children_system

for _ in range({before}):
    work()
_start = _now()
work()
print(json.dumps([end - start for start, end in zip(_start, _now())]))
"""


class Spent(NamedTuple):
    """Seconds by the clock, and of processors, those of processes begun and ended in between included."""

    clock: float
    own: float


def processor() -> str:
    """The name of the processor, and how many cores the system has."""
    lines = CPUS.read_text(encoding="utf-8").splitlines() if CPUS.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor() or platform.machine()}, {os.cpu_count()} cores"


def environment(root: Path, **further: str) -> dict[str, str]:
    """That of a process which imports the model of a checkout."""
    return os.environ | {"PYTHONPATH": str(root / "src")} | further


def command(root: Path, *arguments: str, **further: str) -> Spent:
    """What the command of a checkout takes, its start included."""
    clock, before = time.perf_counter(), os.times()
    line = [sys.executable, "-m", "concertacion.experiments.run", *arguments]
    subprocess.run(line, env=environment(root, **further), cwd=root, check=True, capture_output=True)
    after = os.times()
    own = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.perf_counter() - clock, own)


def program(root: Path, text: str, before: int = 1) -> Spent:
    """What one call of the function `work` of a program takes in a checkout, after some that nobody measures."""
    line = [sys.executable, "-c", text + TIMED.format(before=before)]
    done = subprocess.run(line, env=environment(root), cwd=root, check=True, stdout=subprocess.PIPE, text=True)
    return Spent(*json.loads(done.stdout.splitlines()[-1]))


def in_turn(
    measure: Callable[[Path], Spent], checkouts: Mapping[str, Path] = CHECKOUTS, rounds: int = ROUNDS
) -> dict[str, list[Spent]]:
    """What each checkout takes, round by round."""
    taken: dict[str, list[Spent]] = {name: [] for name in checkouts}
    for _ in range(rounds):
        for name, root in checkouts.items():
            taken[name].append(measure(root))
    return taken


def medians(rows: Sequence[Spent]) -> Spent:
    """By the clock and of processors, each by itself."""
    return Spent(*(statistics.median(column) for column in zip(*rows, strict=True)))


def ratios(taken: Mapping[str, Sequence[Spent]]) -> Spent:
    """What this checkout takes over what the other does, the median over rounds."""
    pairs = zip(taken[THIS], taken[OTHER], strict=True)
    return medians([Spent(*(one / max(other, 1e-9) for one, other in zip(*pair, strict=True))) for pair in pairs])


def told(what: str, taken: Mapping[str, Sequence[Spent]]) -> str:
    """The medians in a line, and the ratio where there are two checkouts."""
    each = "; ".join("{:.3f} s, {:.3f} of processors".format(*medians(rows)) for rows in taken.values())
    ratio = "; ratio {:.3f}, of processors {:.3f}".format(*ratios(taken)) if OTHER in taken else ""
    return f"{what}: {each}{ratio}"
