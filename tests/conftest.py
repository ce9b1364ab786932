"""Shared worlds, and the compiled kernel made once before parallel workers start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WARM = "from sim.runs import blank, prepare; from sim.world import load_world; from sim.kernel import run_kernel; \
from sim.packing import Packed; w = load_world(); r = prepare(w); run_kernel(r, Packed(r.state), 1, 0, blank(r))"


def pytest_configure(config: pytest.Config) -> None:
    """Compile the kernel into the cache before xdist starts its workers, which would each compile it again."""
    if (
        getattr(config.option, "numprocesses", None)
        and not hasattr(config, "workerinput")
        and not os.environ.get("NUMBA_DISABLE_JIT")
    ):
        subprocess.run([sys.executable, "-c", WARM], check=True)


@pytest.fixture(scope="session")
def latin_america():
    """The twenty republics from 2000, six years."""
    from sim.world import load_world

    return load_world("latin_america", start=2000, years=6)


@pytest.fixture(scope="session")
def southeast_asia():
    """The ten states from 2000, three years."""
    from sim.world import load_world

    return load_world("southeast_asia", start=2000, years=3, spare_forums=6)
