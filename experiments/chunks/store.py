"""The folder of a sweep: what it is, then one Parquet shard a chunk. A shard that is there is done.

    manifest.json         what fixes the numbers (config, design, seed, code, versions), and the chunks; written first
    <others>              what the sweep was given: config.yaml, points.parquet
    shards/<first>-<runs>.parquet    rows of runs first..first+runs-1, in order
    trajectories/<first>-<runs>.nc   their trajectories, if any are kept
"""  # fmt: skip

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from concertacion.experiments.chunks.files import LOCK, PARTIAL, locked, write_bytes
from concertacion.experiments.chunks.identity import check_same
from concertacion.sim.declare import InputError

MANIFEST = "manifest.json"
SHARDS = "shards"
TRAJECTORIES = "trajectories"


class Chunk(NamedTuple):
    """Runs first..first+runs-1 of the flat index: what a worker gets at a time and what a shard holds."""

    first: int
    runs: int

    @property
    def name(self) -> str:
        """Sorted by name, shards are in the order of their runs."""
        return f"{self.first:010d}-{self.runs}"


class Store(NamedTuple):
    """An open folder of a sweep of `runs` runs in chunks of `chunk`."""

    folder: Path
    runs: int
    chunk: int
    outcomes: tuple[str, ...]
    keep: bool  # whether a shard has trajectories beside it

    @property
    def chunks(self) -> list[Chunk]:
        """All chunks, in order."""
        return [Chunk(first, min(self.chunk, self.runs - first)) for first in range(0, self.runs, self.chunk)]


@contextmanager
def open_store(
    folder: Path, facts: Mapping[str, Any], runs: int, chunk: int, outcomes: tuple[str, ...],
    others: Mapping[str, bytes] | None = None, keep: bool = False,
) -> Iterator[Store]:  # fmt: skip
    """The folder of a sweep, new or as far as it got, locked for this command.

    `facts` is whatever fixes the numbers, as JSON data: a folder whose facts differ is refused. `others` are further files, by
    name. Chunks do not change numbers: a folder keeps those that it was begun with.

    Raises
    ------
    InputError
        If the place is a file, the current folder or one above it; holds something else or another sweep; or is in use.
    """
    asked = {**facts, "runs": runs, "outcomes": list(outcomes), "trajectories": keep}
    check_folder(folder, asked)
    try:
        (folder / SHARDS).mkdir(parents=True, exist_ok=True)
        if keep:
            (folder / TRAJECTORIES).mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"out={folder}: cannot be written to ({error.strerror})") from error
    with locked(folder):
        check_folder(folder, asked)  # another command may have been quicker
        manifest = _manifest(folder)
        if manifest is None:
            manifest = {**asked, "chunk": chunk}
            text = json.dumps(manifest, indent=2, ensure_ascii=False)
            write_bytes(folder / MANIFEST, f"{text}\n".encode())
        for name, content in (others or {}).items():
            if not (folder / name).exists():
                write_bytes(folder / name, content)
        for partial in folder.rglob(f".*{PARTIAL}"):  # of a command that was killed
            partial.unlink()
        yield Store(folder, runs, int(manifest["chunk"]), outcomes, keep)


def check_folder(folder: Path, asked: Mapping[str, Any]) -> None:
    """Refuse a place that cannot hold this sweep, without creating anything (raises what `open_store` does)."""
    if folder.resolve() in (Path.cwd(), *Path.cwd().parents) or os.path.ismount(folder):
        raise InputError(f"out={folder}: name a new folder inside it")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"out={folder}: is a file, not a folder")
    try:
        found = _manifest(folder)
        if found is None:
            ours = {LOCK, SHARDS, TRAJECTORIES}  # of a command killed before it wrote the manifest
            if folder.is_dir() and any(p.name not in ours and not p.name.endswith(PARTIAL) for p in folder.iterdir()):
                raise InputError(f"out={folder}: holds something else already; name another folder")
            return
    except PermissionError as error:
        raise InputError(f"out={folder}: cannot be read") from error
    if "chunk" not in found:
        raise InputError(f"out={folder}: holds something else already; name another folder")
    check_same(folder, {key: value for key, value in found.items() if key != "chunk"}, asked)


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
