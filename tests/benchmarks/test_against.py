"""The kernel, the standard outcomes, a sweep and composing, each by the same small program in this checkout and in another."""

from __future__ import annotations

from functools import partial

import pytest

from concertacion.sim.compiled import JIT
from tests.benchmarks.against import CHECKOUTS, OTHER, THIS, Spent, in_turn, processor, program, ratios, told
from tests.benchmarks.test_speed import report

RUNS = 100
KERNEL = f"""
from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.world import load_world

world = load_world()
ready = compile_run(world)
packed, record = Packed(ready.state), blank(ready)

def work():
    for run in range({RUNS}):
        run_kernel(ready, packed, 1, run, record)
"""
STANDARD = f"""{KERNEL}
import numpy as np
from concertacion.sim.outcomes import summarise
from concertacion.sim.outcomes.requests import STANDARD, compile_measures

measures, out = compile_measures(STANDARD, world), np.zeros(len(STANDARD))

def work():
    for run in range({RUNS}):
        run_kernel(ready, packed, 1, run, record)
        summarise(record, measures, out)
"""
SWEEP = """
import tempfile
from concertacion.experiments.run import main

def work():
    with tempfile.TemporaryDirectory() as folder:
        line = ["experiment=sweep", "points=20", "replicates=20", "workers=1", "quiet=true", f"out={folder}/sweep"]
        assert main(line) == 0
"""
COMPOSED = """
from concertacion.experiments.compose import composed_config

def work():
    composed_config(["scenario=pandemic", "start=2015"])
"""
PROGRAMS = {  # and the calls that nobody measures: a process composes a line but once
    f"{RUNS} runs of the default world": (KERNEL, 1), f"{RUNS} runs with the standard outcomes": (STANDARD, 1),
    "a sweep of 400 runs": (SWEEP, 1), "composing": (COMPOSED, 0),
}  # fmt: skip


@pytest.mark.skipif(OTHER not in CHECKOUTS, reason="AGAINST=DIR names no other checkout")
@pytest.mark.skipif(not JIT, reason="nothing is compiled")
@pytest.mark.parametrize("name", PROGRAMS)
def test_against_the_other(benchmark, name):
    text, before = PROGRAMS[name]
    taken = in_turn(partial(program, text=text, before=before))
    benchmark.pedantic(program, args=(CHECKOUTS[THIS], text, before), rounds=1)
    report("This checkout against the other", told(name, taken))


def test_a_program_is_measured_without_what_comes_before(tmp_path):
    """Not in a checkout: a program that only waits, less each time."""
    text = "import time\nwaits = [0.4, 0.01]\n\ndef work():\n    time.sleep(waits.pop(0))\n"
    assert program(tmp_path, text).clock < 0.4 <= program(tmp_path, text, 0).clock


def test_both_are_taken_in_turn_and_the_ratio_is_the_median_of_rounds(tmp_path):
    """A machine that slows down to a tenth while it measures: the ratios of the rounds do not."""
    roots, order = {THIS: tmp_path / "this", OTHER: tmp_path / "other"}, []

    def measure(root):
        order.append(root.name)
        slow = 10.0 if len(order) > 4 else 1.0
        return Spent(slow * (1.0 if root.name == "this" else 2.0), slow * (3.0 if root.name == "this" else 4.0))

    taken = in_turn(measure, roots, rounds=3)
    assert order == ["this", "other"] * 3
    assert ratios(taken) == (0.5, 0.75)
    assert told("it", taken).endswith("ratio 0.500, of processors 0.750")
    assert "ratio" not in told("it", {THIS: taken[THIS]})


def test_the_processor_has_a_name():
    assert processor().split(",")[0] and processor().endswith(" cores")
