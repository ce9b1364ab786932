"""The start: help and the default command from a full cache; with `EMPTY=ROUNDS make bench` also from an empty one, for minutes.

`AGAINST=DIR make bench` holds them against another checkout, side by side.
"""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

import pytest

from concertacion.sim.compiled import JIT
from tests.benchmarks.against import CHECKOUTS, THIS, Spent, command, in_turn, told
from tests.benchmarks.test_speed import report

EMPTY = int(os.environ.get("EMPTY", "0"))


@pytest.mark.skipif(not JIT, reason="nothing is compiled")
def test_start(benchmark, tmp_path):
    """Help, then the default command from a full cache."""
    places = (tmp_path / str(n) for n in count())

    def default(root: Path) -> Spent:
        return command(root, f"out={next(places)}")

    for root in CHECKOUTS.values():  # the cache is filled
        default(root)
    rounds = in_turn(default)
    helped = in_turn(lambda root: command(root, "--help"))
    benchmark.pedantic(command, args=(CHECKOUTS[THIS], "--help"), rounds=3)
    report(
        "The start",
        told("default command from a full cache", rounds),
        told("--help (aim: 0.1 s)", helped),
    )


@pytest.mark.skipif(not EMPTY, reason="EMPTY=ROUNDS asks for it: every round compiles the model, for minutes")
@pytest.mark.skipif(not JIT, reason="nothing is compiled")
def test_start_from_an_empty_cache(benchmark, tmp_path):
    """The default command where nothing is compiled yet."""
    places = (tmp_path / str(n) for n in count())

    def empty(root: Path) -> Spent:
        place = next(places)
        return command(root, f"out={place}", CONCERTACION_CACHE=f"{place}-cache")

    taken = in_turn(empty, rounds=EMPTY)
    benchmark.pedantic(lambda: None, rounds=1)
    report("The start", told(f"default command from an empty cache, {EMPTY} times", taken))
