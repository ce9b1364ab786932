"""Files that are whole or absent, and a lock on the folder they are in."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from concertacion.sim.declare import InputError

PARTIAL = ".partial"
LOCK = ".lock"


def write_bytes(path: Path, content: bytes) -> None:
    """Write these bytes into a temporary file in the same folder, flush it to the disk, then rename it.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written to; the temporary file is gone then.
    """
    partial = path.with_name(f".{path.name}{PARTIAL}")
    try:
        partial.write_bytes(content)
        to_disk(partial)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    to_disk(path.parent)


def check_writable(folder: Path, given: Path | None = None) -> None:
    """Refuse a folder, there or not yet, in which nothing can be written; `given` is what `out` names, if that is another path.

    Raises
    ------
    InputError
        In one sentence.
    OSError
        If nobody can say, as of a name that is too long.
    """
    above = next(each for each in (folder, *folder.parents) if each.exists())
    if not above.is_dir():
        raise InputError(f"out={given or folder}: cannot be written to ({above} is a file)")
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError(f"out={given or folder}: cannot be written to (no permission in {above})")


def to_disk(path: Path) -> None:
    """Flush a file or the names in a folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this command alone; the lock ends with the process, however that ends.

    The file stays, empty, so that all who wait for it wait for the same one.

    Raises
    ------
    InputError
        If another command holds the folder.
    """
    path = folder / LOCK
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        holder = path.read_text(encoding="utf-8").strip() or "another process"
        raise InputError(f"out={folder}: {holder} is writing to it; wait until it ends or name another folder") from None
    try:
        path.write_text(f"process {os.getpid()} on {socket.gethostname()}", encoding="utf-8")
        yield
    finally:
        path.write_text("", encoding="utf-8")
        lock.release()
