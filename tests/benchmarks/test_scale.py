"""What a run costs, and how much memory it takes, against the number of countries, domains and forums.

`SCALE_FIGURE=FILE make bench` draws it too.
"""

from __future__ import annotations

import os
import time
from typing import NamedTuple

import numpy as np
import pytest

from concertacion.sim.compiled import JIT
from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed
from concertacion.sim.record import scratch_record
from concertacion.sim.runs import CompiledRun, compile_run
from concertacion.sim.world import load_world
from tests.benchmarks.synthetic import resized
from tests.benchmarks.test_speed import report

# Mechanisms name seven domains (`sim.state.DOMAINS`), so no world has fewer: what one takes is told by a straight line.
USUAL = {"countries": 20, "domains": 7, "forums": 16}
SIZES = {"countries": (10, 20, 33, 80, 160, 320), "domains": (7, 14, 21, 28), "forums": (4, 8, 16, 32, 64, 128)}
QUARTERS, ROUNDS = 8, 7


class Scaling(NamedTuple):
    """Sizes along one axis, and at each the seconds and the bytes of a quarter of a run."""

    sizes: np.ndarray
    seconds: np.ndarray
    memory: np.ndarray


def cost(ready: CompiledRun) -> tuple[float, float]:
    """Seconds a quarter, the least of several rounds, and bytes of a worker that runs one."""
    packed, (wiped, record) = Packed(ready.state), scratch_record(ready.sizes | {"pair_quarter": 0})
    times = []
    for _ in range(ROUNDS):
        wiped[:] = 0
        start = time.process_time()
        run_kernel(ready, packed, 1, 0, record)
        times.append(time.process_time() - start)
    return min(times) / ready.segment.size, packed.now.nbytes + packed.start.nbytes + wiped.nbytes


def exponents(sizes: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """The exponent of each step from one size to the next: d ln cost / d ln size."""
    return np.diff(np.log(costs)) / np.diff(np.log(sizes))


def fitted(sizes: np.ndarray, costs: np.ndarray) -> float:
    """The exponent over the larger half of the sizes, by least squares: what a run costs at rest no longer counts there."""
    half = len(sizes) // 2
    return float(np.polyfit(np.log(sizes[half:]), np.log(costs[half:]), 1)[0])


def apart(sizes: np.ndarray, costs: np.ndarray) -> tuple[float, float]:
    """What one more of a size takes, and what is left where there are none: a straight line by least squares."""
    each, rest = np.polyfit(sizes, costs, 1)
    return float(each), float(rest)


def draw(scaling: dict[str, Scaling], path: str) -> None:
    """Cost and memory along each axis, on logarithmic scales."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import NullFormatter, ScalarFormatter

    figure, rows = pyplot.subplots(2, len(scaling), figsize=(10.0, 5.6), sharey="row", layout="constrained")
    for column, (name, axis) in enumerate(scaling.items()):
        shown = ((axis.seconds * 1e6, "microseconds a quarter"), (axis.memory / 2**20, "MiB of a worker"))
        for place, (values, unit) in zip(rows[:, column], shown, strict=True):
            place.loglog(axis.sizes, values, marker="o", color="#1b4f72")
            place.set_xticks(axis.sizes, [str(size) for size in axis.sizes])
            place.xaxis.set_minor_formatter(NullFormatter())
            place.yaxis.set_major_formatter(ScalarFormatter())
            place.set_title(f"exponent {fitted(axis.sizes, values):.2f}", fontsize=10)
            place.grid(True, alpha=0.3)
            if column == 0:
                place.set_ylabel(unit)
        rows[1, column].set_xlabel(name)
    figure.savefig(path, dpi=150)


@pytest.mark.skipif(not JIT, reason="scale is measured where runs are compiled")
def test_scale(benchmark):
    ready = compile_run(load_world(start=2012, years=QUARTERS // 4), settles=False)
    scaling = {}
    for name, sizes in SIZES.items():
        costs = np.array([cost(resized(ready, **USUAL | {name: size})) for size in sizes])
        scaling[name] = Scaling(np.array(sizes), *costs.T)
    benchmark.pedantic(cost, args=(resized(ready, **USUAL),), rounds=1)
    for name, axis in scaling.items():
        steps = exponents(axis.sizes, axis.seconds)
        report(
            f"{name.capitalize()}, others {', '.join(f'{size} {other}' for other, size in USUAL.items() if other != name)}",
            *(
                f"{size:4d} {1e6 * seconds:9.0f} us a quarter {memory / 2**20:8.2f} MiB"
                for size, seconds, memory in zip(*axis, strict=True)
            ),
            f"exponent of cost {fitted(axis.sizes, axis.seconds):.2f}, from step to step {steps.round(2).tolist()}; "
            f"of memory {fitted(axis.sizes, axis.memory):.2f}",
        )
    each, rest = apart(scaling["domains"].sizes, scaling["domains"].seconds)
    report(
        "Domains by a straight line, for a world has no fewer than seven",
        f"{1e6 * rest:.0f} us a quarter without any, {1e6 * each:.0f} us for each; "
        + ", ".join(f"with {size} it would be {1e6 * (rest + size * each):.0f} us" for size in (1, 2, 4)),
    )
    if path := os.environ.get("SCALE_FIGURE"):
        draw(scaling, path)


def test_a_straight_line_is_told_apart():
    assert apart(np.array([7, 14, 28]), np.array([30.0, 51.0, 93.0])) == pytest.approx((3.0, 9.0))


def test_fewer_domains_than_mechanisms_name_are_refused():
    ready = compile_run(load_world(start=2012, years=1), settles=False)
    with pytest.raises(ValueError, match="mechanisms name 7 of them"):
        resized(ready, **USUAL | {"domains": 4})
