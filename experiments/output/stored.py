"""Files of a result with their digests (`analysis.checksums`)."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from concertacion.analysis.checksums import CHECKSUMS, Digests, digest_of
from concertacion.experiments.output.files import LOCK, PARTIAL, to_disk, write_bytes

DAMAGED = ".damaged"


def write_stored(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a folder whole or not at all, and before it the line with its digest.

    Raises
    ------
    OSError
        If the disk is full or cannot be written to.
    """
    _add_lines(folder, f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    write_bytes(folder / name, content)


def list_files(made: Path, folder: Path) -> None:
    """Flush files that were made for a folder, and add their digests to those of the result around it, before they come there.

    Raises
    ------
    OSError
        If the disk is full or cannot be written to.
    """
    _add_lines(folder.parent, "".join(f"{_synced(made / name)}  {folder.name}/{name}\n" for name in files_in(made)))


def _add_lines(folder: Path, lines: str) -> None:
    with (folder / CHECKSUMS).open("a+b") as file:
        if size := file.seek(0, os.SEEK_END):
            file.seek(size - 1)
            lines = lines if file.read(1) == b"\n" else f"\n{lines}"  # after one that a full disk cut off
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())


def seal(folder: Path, known: Digests | None = None) -> None:
    """The result is complete: one line for every file in it, in order of their names; `known` digests are not worked out again.

    Folders inside that have digests of their own keep them. Files that a command left behind or set aside are no part of it.

    Raises
    ------
    OSError
        If the disk is full or cannot be written to.
    """
    # of two digests the last may be of a file that never came, because the command was stopped before it was renamed
    sure = {name: each[0] for name, each in (known or {}).items() if len({*each}) == 1}
    lines = [f"{sure.get(name) or _synced(folder / name)}  {name}\n" for name in files_in(folder)]
    content = "".join(lines).encode()
    path = folder / CHECKSUMS
    if not path.exists() or path.read_bytes() != content:
        write_bytes(path, content)


def _synced(path: Path) -> str:
    to_disk(path)
    return digest_of(path)


def files_in(folder: Path) -> list[str]:
    """The files of a result by their path inside it, sorted, without those of folders inside that have digests of their own."""
    found = []
    for here, folders, files in os.walk(folder):
        inside = Path(here)
        folders[:] = [name for name in folders if not (inside / name / CHECKSUMS).exists() and not name.endswith(PARTIAL)]
        kept = (name for name in files if name not in (LOCK, CHECKSUMS) and not name.endswith((PARTIAL, DAMAGED)))
        found += [(inside / name).relative_to(folder).as_posix() for name in kept]
    return sorted(found)


def set_aside(path: Path, why: str) -> str:
    """Rename a file that cannot be used, so that tools which read its folder whole pass over it; returns the line to say."""
    aside = path.with_name(f"_{path.name}{DAMAGED}")
    path.replace(aside)
    return f"{path.parent.name}/{path.name} {why}: moved to {aside.name}"


def in_words(fault: OSError) -> str:
    """Why something could not be written."""
    return fault.strerror or str(fault)
