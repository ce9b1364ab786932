"""Shared worlds, figures that nobody looks at, and the compiled kernel made once before parallel workers start."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from base64 import b64decode
from contextlib import contextmanager
from pathlib import Path

import pytest

WARM = """
from concertacion.experiments.phases import AGENTS, FROZEN, OUTCOMES, RECORDS, compile_model

compile_model(OUTCOMES, RECORDS, FROZEN, AGENTS, quiet=True)
"""

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")  # a PNG


def pytest_configure(config: pytest.Config) -> None:
    """Let Ctrl-C reach the commands under test; interpreted runs begin as the tables say; compile the model before xdist starts
    workers that would each compile it again; let processes keep the bytecode of what they import.

    A shell starts what runs in its background with SIGINT ignored, and the processes of the tests would inherit that.
    """
    if os.environ.get("NUMBA_DISABLE_JIT"):  # ten years of settling before each run would take minutes
        from concertacion.sim import world

        world.SETTLE = 0
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if (
        getattr(config.option, "numprocesses", None)
        and not hasattr(config, "workerinput")
        and not os.environ.get("NUMBA_DISABLE_JIT")
    ):
        subprocess.run([sys.executable, "-c", WARM], check=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Time one run before each sweep, whose only use is the time that it says it will take, and not .3 s of them.

    Modules and tests stay to the end: they are left out of garbage collections, which would go through all of them each time.
    """
    if not session.config.getoption("benchmark_only", False):
        from concertacion.experiments.sweep import estimate

        estimate.ENOUGH = 1e-9
    gc.collect()
    gc.freeze()


@contextmanager
def undrawn():
    """Figures are made, and saved as one pixel: where no test looks at them, drawing takes longer than all the rest."""
    from matplotlib.figure import Figure

    def savefig(figure, file, **options):
        Path(file).write_bytes(PIXEL) if isinstance(file, str | Path) else file.write(PIXEL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", savefig)
        yield


@pytest.fixture(scope="module")
def no_drawing():
    """`undrawn` for all tests of a module."""
    with undrawn():
        yield


@pytest.fixture(scope="session")
def latin_america():
    """The twenty republics from 2000, six years."""
    from concertacion.sim.world import load_world

    return load_world("latin_america", start=2000, years=6)


@pytest.fixture(scope="session")
def southeast_asia():
    """The ten states from 2000, three years."""
    from concertacion.sim.world import load_world

    return load_world("southeast_asia", start=2000, years=3, spare_forums=6)
