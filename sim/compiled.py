"""The only place numba is imported: one decorator and a cache that knows when any formula changed.

numba's own file cache looks at the file of the compiled function alone: edit a helper in another module and the cached caller
keeps the old formula. The cache folder is therefore named by a digest of every source file of the model and of the versions
that compile it; a digest that is no longer current is pruned.
"""

from __future__ import annotations

import gc
import hashlib
import os
import platform
import shutil
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

# One vector maths library gives other last bits than the interpreter's; both engines must agree, so it stays off.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
# A run is as fast and has the same bits at any level of optimisation; compiling takes a sixth less at the first.
os.environ.setdefault("NUMBA_OPT", "1")

import llvmlite.binding
import numba.core.config
import numba.core.cpu
import numba.core.event
import numba.core.options
from platformdirs import user_cache_path

# Loops over countries are short: unrolled, they only fill the processor's cache of code (a run takes a twentieth longer) and the
# time it takes to compile.
llvmlite.binding.set_option("", "--unroll-runtime=0")

config: Any = numba.core.config
JIT = not config.DISABLE_JIT
KEPT_CACHES = 3


def source_digest() -> str:
    """Hash of all of `sim/**/*.py` and of the versions of Python, numba and the machine (16 hex digits)."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    for part in (sys.version, numba.__version__, platform.machine()):
        digest.update(part.encode())
    return digest.hexdigest()[:16]


def _cache_folder() -> Path | None:
    """The writable cache folder of this source, or None (then nothing is cached: a stale formula is worse than a wait)."""
    base = Path(os.environ.get("CONCERTACION_CACHE") or user_cache_path("concertacion"))
    folder = base / source_digest()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
        os.utime(folder)
        others = sorted((f for f in base.iterdir() if f.is_dir()), key=lambda f: f.stat().st_mtime, reverse=True)
        for old in others[KEPT_CACHES:]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        warnings.warn(f"{folder} is not writable: the model is compiled anew in every process", stacklevel=2)
        return None
    return folder


CACHE_FOLDER = _cache_folder() if JIT else None


def is_compiled(function: str) -> bool:
    """Whether a function, MODULE.NAME, has been compiled before, or need not be."""
    return not JIT or (CACHE_FOLDER is not None and any(CACHE_FOLDER.rglob(f"{function}-*.nbi")))


# A flag that numba has and does not offer: no two arrays of a call share memory that it writes. Without it every short loop
# begins with a check of each pair of its arrays.
numba.core.cpu.CPUTargetOptions.noalias = numba.core.options._mapping("noalias")

# No fast maths. Nothing is allocated, so no reference counting; nothing is called from C, so no wrapper for that: both spare much
# of the time it takes to compile.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True, "noalias": True}


def compiled(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """Compile a formula or a phase: no fast maths, no global lock, divisions never raise (a run returns a status instead)."""
    before = config.CACHE_DIR
    config.CACHE_DIR = str(CACHE_FOLDER or before)
    try:
        return numba.njit(**OPTIONS | {"cache": CACHE_FOLDER is not None} | options)(function)
    finally:
        config.CACHE_DIR = before


def sharing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function some of whose arrays share memory, such as a state and the block that it is a view of."""
    return compiled(function, noalias=False)


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a formula into whoever calls it, whatever its length: what a loop needs to become vector code."""
    return compiled(function, forceinline=True)


def merged(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function as lines of its one compiled caller: a long one would otherwise be compiled once more by itself."""
    return compiled(function, inline="always")


def selecting(functions: Sequence[Callable[..., Any]], parameters: str, arguments: Sequence[str]) -> Callable[..., Any]:
    """A compiled function of (number, parameters) that calls the function at that position with its arguments.

    Its text is written here, one branch a function, and merged into its caller: there is no list of numbers to keep by hand.
    `arguments` has an expression of the parameters for each function. The compiled function raises an IndexError where there is
    no function of that number.
    """
    calls = (f"    if number == {n}:\n        return function_{n}({given})\n" for n, given in enumerate(arguments))
    text = f"def select(number, {parameters}):\n{''.join(calls)}    raise IndexError('no function has this number')\n"
    names: dict[str, Any] = {f"function_{n}": function for n, function in enumerate(functions)}
    exec(text, names)
    return compiled(names["select"], inline="always", cache=False)


class _Uncollected(numba.core.event.Listener):
    """No garbage collection while numba compiles: it keeps millions of objects alive, and looking through them takes time."""

    def on_start(self, event: Any) -> None:
        """Numba begins to compile."""
        gc.disable()

    def on_end(self, event: Any) -> None:
        """Numba is done."""
        gc.enable()


numba.core.event.register("numba:compiler_lock", _Uncollected())
