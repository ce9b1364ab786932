"""Digests of the files of a result, kept in its folder as `checksums.sha256`, which `sha256sum -c` reads as well.

A file is whole if its digest is one under which it was written: a line is added before its file is renamed into place, so a
command that is killed in between leaves a line too many and never a file without one. A file without a line is not of the result.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from concertacion.sim.declare import InputError

if TYPE_CHECKING:
    import numpy as np

CHECKSUMS = "checksums.sha256"
SWEEP = "sweep"  # under this name, every Parquet and netCDF file of a sweep has the identity of the sweep inside
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
REMEDY = "run the command that wrote the folder again: it makes what is not whole anew"
COPY = "put back a copy of it, or run the command again with another folder"  # of what says which command that was

Digests = Mapping[str, tuple[str, ...]]  # by path inside the folder: those under which it was written, the last one last


def read_checksums(folder: Path) -> dict[str, tuple[str, ...]]:
    """The digests of a folder; empty without the file. A line that is cut off or damaged counts for nothing.

    Raises
    ------
    InputError
        If the file is there and cannot be read.
    """
    digests: dict[str, tuple[str, ...]] = {}
    try:
        text = (folder / CHECKSUMS).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"{folder / CHECKSUMS}: cannot be read ({error.strerror})") from error
    for line in text.split("\n"):
        if match := _LINE.fullmatch(line):
            digest, name = match.groups()
            digests[name] = (*digests.get(name, ()), digest)
    return digests


def digest_of(path: Path) -> str:
    """SHA-256 of a file (64 hex digits); a file that has not changed since is not read again (raises OSError)."""
    stat = path.stat()
    return _digest(path.resolve(), stat.st_size, stat.st_mtime_ns, stat.st_ino)


@lru_cache(10_000)
def _digest(path: Path, size: int, modified: int, inode: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_points(points: np.ndarray) -> str:
    """SHA-256 of the points of a design, float64 (points, axes), as manifests have it (64 hex digits)."""
    return hashlib.sha256(points.tobytes()).hexdigest()


def whole(folder: Path, name: str, digests: Digests) -> bool:
    """Whether a file of a folder is there and as it was written."""
    try:
        return digest_of(folder / name) in digests.get(name, ())
    except OSError:
        return False


def check_whole(folder: Path, names: Iterable[str], remedy: str = REMEDY) -> None:
    """Refuse a folder in which one of these files is not as it was written.

    Raises
    ------
    InputError
        With the name of the first such file, and the remedy.
    """
    digests = read_checksums(folder)
    for name in names:
        if not whole(folder, name, digests):
            raise InputError(f"{folder / name}: {fault_of(folder, name, digests)}; {remedy}")


def fault_of(folder: Path, name: str, digests: Digests) -> str:
    """Why a file is not whole, in words."""
    if not (folder / name).exists():
        return "is missing"
    if not digests:
        return f"cannot be checked, for {CHECKSUMS} is missing (older versions wrote none)"
    if name not in digests:
        return f"has no line in {CHECKSUMS}"
    return "is damaged"
