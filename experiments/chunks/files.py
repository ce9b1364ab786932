"""Files that are whole or not there, and a lock on the folder they are in."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from concertacion.sim.declare import InputError

try:
    import fcntl
except ImportError:  # not on this system: two commands on one folder are then the user's own care
    fcntl = None  # type: ignore[assignment]

PARTIAL = ".partial"
LOCK = ".lock"


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a temporary file in the same folder, bring it to the disk, rename it into its place.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written to; the temporary file is gone then.
    """
    partial = path.with_name(f".{path.name}{PARTIAL}")
    try:
        write(partial)
        _to_disk(partial)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _to_disk(path.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Write these bytes whole or not at all (raises what `write_whole` does)."""
    write_whole(path, lambda partial: partial.write_bytes(content))


def _to_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # folders cannot be opened there, and need not be
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this command alone. The system lets go of the lock with the process, however that ends.

    Raises
    ------
    InputError
        If another command holds it.
    """
    path = folder / LOCK
    file = _held(path, folder)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        file.close()


def _held(path: Path, folder: Path) -> IO[str]:
    while True:
        file = path.open("a+", encoding="utf-8")
        if not _taken(file):
            file.seek(0)
            owner = file.read().strip() or "another process"
            file.close()
            raise InputError(f"out={folder}: is being written by {owner}; wait for it or name another folder")
        try:
            still_there = path.stat().st_ino == os.fstat(file.fileno()).st_ino
        except FileNotFoundError:
            still_there = False
        if still_there:
            break
        file.close()  # its last holder removed it between opening and locking
    file.truncate(0)
    file.write(f"process {os.getpid()} on {socket.gethostname()}")
    file.flush()
    return file


def _taken(file: IO[str]) -> bool:
    """Whether the lock is ours now; also where a file system knows no locks."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
