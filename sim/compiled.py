"""The only place numba is imported: the decorators and a cache that knows when any formula changed.

numba's own file cache looks at the file of the compiled function alone: edit a helper in another module and the cached caller
keeps the old formula. The cache folder is therefore named by a digest of every source file of the model and of the versions
that compile it; a digest that is no longer current is pruned. Each file ends with the digest of its content, so that a damaged
one, which numba would run or stop at, is thrown away and compiled anew.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, update_wrapper
from io import BytesIO
from pathlib import Path
from typing import Any

# One vector maths library gives other last bits than the interpreter's; both engines must agree, so it stays off.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
# A run is as fast and has the same bits at any level of optimisation; compiling takes a sixth less at the first.
os.environ.setdefault("NUMBA_OPT", "1")

import llvmlite.binding
import numba.core.caching
import numba.core.config
import numba.core.cpu
import numba.core.event
import numba.core.options
from platformdirs import user_cache_path

# Loops over countries are short: unrolled, they only fill the processor's cache of code (a run takes a twentieth longer) and the
# time it takes to compile.
llvmlite.binding.set_option("", "--unroll-runtime=0")
# By default LLVM works on several vectors at once, which leaves most of so short a loop to be done one by one.
llvmlite.binding.set_option("", "--force-vector-interleave=1")

config: Any = numba.core.config
JIT = not config.DISABLE_JIT
KEPT_CACHES = 3
FOLDER = "CONCERTACION_CACHE"  # the variable that names the folder of caches
FOR_PYTHON = "python-"  # begins the name of a file of what was compiled for a call from Python
SEAL = hashlib.sha256().digest_size  # bytes


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
    """The cache folder of this source: a temporary one, shared with processes started from here, where the usual one cannot be
    written to; None where none can (then nothing is cached: a stale formula is worse than a wait).
    """
    base = Path(os.environ.get(FOLDER) or user_cache_path("concertacion"))
    if (folder := _made_in(base)) is not None:
        return folder
    _say(f"{base} cannot be written to: the model is compiled anew; {FOLDER}=DIR names another folder")
    try:
        temporary = tempfile.mkdtemp(prefix="concertacion-")
    except OSError:
        return None
    atexit.register(shutil.rmtree, temporary, ignore_errors=True)
    os.environ[FOLDER] = temporary
    return _made_in(Path(temporary))


def _made_in(base: Path) -> Path | None:
    """The folder of this source in a folder of caches, made and tried; None if it cannot be."""
    if not base.is_absolute() and not os.environ.get(FOLDER):  # without a home, `~` would be a folder in the current one
        return None
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
        return None
    return folder


def _say(sentence: str) -> None:
    print(f"concertacion: {sentence}", file=sys.stderr, flush=True)


CACHE_FOLDER = _cache_folder() if JIT else None


def is_compiled(function: str) -> bool:
    """Whether a function, MODULE.NAME, has been compiled before, or need not be."""
    return not JIT or (CACHE_FOLDER is not None and any(CACHE_FOLDER.rglob(f"{function}-*.nbi")))


class _SealedFiles(numba.core.caching.IndexDataCacheFile):
    """Numba's files of one function, each sealed with the digest of its content: a damaged one counts as missing."""

    def _load_index(self) -> Any:
        return super()._load_index() if _whole(Path(self._index_path)) else {}

    def _load_data(self, name: str) -> Any:
        if not _whole(Path(self._data_path(name))):
            raise FileNotFoundError(name)
        return super()._load_data(name)

    @contextmanager
    def _open_for_write(self, filepath: str) -> Iterator[BytesIO]:
        content = BytesIO()
        yield content
        with super()._open_for_write(filepath) as file:
            file.write(_sealed(content.getvalue()))


class _Cache(numba.core.caching.FunctionCache):
    """The cache of one function, in sealed files."""

    def __init__(self, function: Callable[..., Any], prefix: str) -> None:
        super().__init__(function)
        name, stamp = f"{prefix}{self._impl.filename_base}", self._impl.locator.get_source_stamp()
        self._cache_file = _SealedFiles(self._cache_path, name, stamp)


def _sealed(content: bytes) -> bytes:
    return content + hashlib.sha256(content).digest()


def _whole(path: Path) -> bool:
    """Whether a file is absent or as it was written; if not, all damaged ones are thrown away, and a line says so."""
    if _as_written(path):
        return True
    for each in (path, *(found for found in path.parents[1].rglob("*.nb[ic]") if not _as_written(found))):
        each.unlink(missing_ok=True)
    _say(f"{path.parents[1]}: the compiled model was damaged, and is compiled anew")
    return False


def _as_written(path: Path) -> bool:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return True
    return _sealed(content[:-SEAL]) == content


# A flag that numba has and does not offer: no two arrays of a call share memory that it writes. Without it every short loop
# begins with a check of each pair of its arrays.
numba.core.cpu.CPUTargetOptions.noalias = numba.core.options._mapping("noalias")

# No fast maths. Nothing is allocated, so no reference counting; nothing is called from C, so no wrapper for that: both spare much
# of the time it takes to compile.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True, "noalias": True}


class Compiled:
    """A function for compiled code, and a second time for Python, which needs a wrapper that takes each array out of its object.

    To compile wrappers takes a third of the time of the model, and Python calls few functions that are no `entry`: those of the
    readable engine, and tests. So the second is made at the first call from Python.
    """

    def __init__(self, function: Callable[..., Any], cached: bool, **options: Any) -> None:
        update_wrapper(self, function)
        self.py_func, self.targetoptions, self._cached = function, options, cached
        self._within: Any = _dispatcher(function, cached, no_cpython_wrapper=True, **options)

    @property
    def _numba_type_(self) -> Any:
        """What numba asks for where compiled code names this function."""
        return self._within._numba_type_

    @cached_property
    def _for_python(self) -> Callable[..., Any]:
        return _dispatcher(self.py_func, self._cached, FOR_PYTHON, **self.targetoptions)

    def __call__(self, *arguments: Any) -> Any:
        """Called from Python."""
        return self._for_python(*arguments)


def _dispatcher(function: Callable[..., Any], cached: bool, prefix: str = "", **options: Any) -> Callable[..., Any]:
    """What numba makes of a function, with a cache of its own."""
    before = config.CACHE_DIR
    config.CACHE_DIR = str(CACHE_FOLDER or before)
    try:
        dispatcher: Any = numba.njit(**OPTIONS | options)(function)
        if cached and CACHE_FOLDER is not None:
            dispatcher._cache = _Cache(function, prefix)
        return dispatcher
    finally:
        config.CACHE_DIR = before


def compiled(function: Callable[..., Any], cached: bool = True, **options: Any) -> Callable[..., Any]:
    """Compile a formula or a phase: no fast maths, no global lock, divisions never raise (a run returns a status instead)."""
    return Compiled(function, cached, **options) if JIT else function


def entry(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function through which Python enters compiled code, at once with its wrapper; its arrays may share memory."""
    return _dispatcher(function, cached=True, noalias=False) if JIT else function


def sharing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function some of whose arrays share memory, such as a state and the block that it is a view of."""
    return compiled(function, noalias=False)


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a formula into whoever calls it, whatever its length: what a loop needs to become vector code."""
    return compiled(function, forceinline=True)


def merged(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function as lines of its one compiled caller: a long one would otherwise be compiled once more by itself."""
    return compiled(function, inline="always")


class _Uncollected(numba.core.event.Listener):
    """No garbage collection while numba compiles: it keeps millions of objects alive, and looking through them takes time."""

    def on_start(self, event: Any) -> None:
        """Numba begins to compile."""
        gc.disable()

    def on_end(self, event: Any) -> None:
        """Numba is done."""
        gc.enable()


numba.core.event.register("numba:compiler_lock", _Uncollected())
