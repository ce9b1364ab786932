"""The kernel's hottest loops against the same loops in plain C: the same bits, and how much longer they take."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from concertacion.sim import draws
from concertacion.sim.compiled import JIT, compiled
from concertacion.sim.mechanisms import technical
from tests.benchmarks.test_speed import alternated, report

COMPILER = shutil.which("cc")
STRICT = ("-O3", "-march=native", "-fno-fast-math", "-ffp-contract=off", "-shared", "-fPIC")
REPEATS, COUNTRIES = 20_000, 20
SEED, RUN, QUARTER = 5, 7, 11

pytestmark = [
    pytest.mark.skipif(COMPILER is None, reason="no C compiler: cc is not on the path"),
    pytest.mark.skipif(not JIT, reason="loops are timed where they are compiled"),
]


@compiled
def grown(repeats, networks, memories, apart, joint, together, weight, linked, builds, exposure, reawakening, decay, forgetting):
    for _ in range(repeats):
        technical.grow_networks(
            networks, memories, apart, joint, together, weight, linked, builds, exposure, reawakening, decay, forgetting
        )


@compiled
def met(repeats, reaches, networks, apart, theirs, exposure, worth):
    for _ in range(repeats):
        technical.partners(0, theirs.size, reaches, networks, apart, theirs, exposure, worth)


@compiled
def drawn(repeats, address, stream, keys, row):
    for other in range(repeats):
        draws.uniforms(address, stream, keys, other, row)


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> ctypes.CDLL:
    """The loops in C, compiled with strict arithmetic."""
    library = tmp_path_factory.mktemp("loops") / "loops.so"
    subprocess.run([str(COMPILER), *STRICT, "-o", library, Path(__file__).with_name("loops.c")], check=True)
    return ctypes.CDLL(str(library))


def passed(value: Any) -> Any:
    """A value as C takes it."""
    if isinstance(value, np.ndarray):
        return value.ctypes.data_as(ctypes.c_void_p)
    return ctypes.c_double(value) if isinstance(value, float) else ctypes.c_long(value)


def compare(benchmark, name: str, kernel: Callable[[int], object], plain: Callable[[int], object], state: dict[str, np.ndarray]):
    """Both from the same state for a few repeats, which must leave the same bits; then both timed."""
    start = {key: array.copy() for key, array in state.items()}
    left = []
    for call in (kernel, plain):
        for key, array in state.items():
            array[...] = start[key]
        call(3)
        left.append({key: array.tobytes() for key, array in state.items()})
    assert left[0] == left[1], name
    ours, theirs = alternated(lambda: kernel(REPEATS), lambda: plain(REPEATS))
    benchmark.pedantic(kernel, args=(REPEATS,), rounds=3)
    report(
        f"{name}, {COUNTRIES} countries",
        f"kernel {ours / REPEATS * 1e9:.0f} ns, plain C {theirs / REPEATS * 1e9:.0f} ns, ratio {ours / theirs:.2f} (aim: 1.2)",
    )


def square(low: float, high: float, number: int) -> np.ndarray:
    """Random numbers of each pair."""
    return np.random.default_rng(number).uniform(low, high, (COUNTRIES, COUNTRIES))


def test_networks_grow(benchmark, plain):
    joint, networks, memories, together = (square(0, 1, number).reshape(-1) for number in range(4))
    apart, linked, builds = (square(0, most, 5).reshape(-1) for most in (2.0, 0.1, 0.2))
    given = (networks, memories, apart, joint, together, 1.0 / 7.0, linked, builds, 0.4, 2.0, 0.02, 0.01)
    handed = [passed(value) for value in given]
    state = {"networks": networks, "memories": memories, "joint": joint}
    compare(
        benchmark, "Networks of a domain grow", lambda r: grown(r, *given),
        lambda r: plain.grow_networks(passed(r), passed(networks.size), *handed), state,
    )  # fmt: skip


def test_what_partners_bring(benchmark, plain):
    theirs, worth = np.random.default_rng(7).uniform(0, 1, COUNTRIES), np.zeros(COUNTRIES)
    given = (square(0, 1, 1), square(0, 1, 2), square(0, 2, 3), theirs, 0.4, worth)
    handed = [passed(value) for value in given]
    compare(
        benchmark, "What partners bring in a domain", lambda r: met(r, *given),
        lambda r: plain.partners(passed(r), passed(COUNTRIES), *handed), {"worth": worth},
    )  # fmt: skip


def test_a_row_of_draws(benchmark, plain):
    keys, row = np.arange(1, COUNTRIES + 1), np.zeros(COUNTRIES)
    address, stream = draws.Address(SEED, RUN, QUARTER), draws.VISIT
    handed = [passed(value) for value in (SEED, RUN, QUARTER, int(stream), keys, row)]
    compare(
        benchmark, "A row of draws", lambda r: drawn(r, address, stream, keys, row),
        lambda r: plain.uniforms(passed(r), passed(COUNTRIES), *handed), {"row": row},
    )  # fmt: skip
