"""The folder of a sweep: its provenance, then one Parquet shard per chunk. A chunk whose shard exists is done.

    manifest.json         everything that fixes the numbers (config, design, seed, code, versions), and the chunks; written first
    <others>              its inputs: config.yaml, points.parquet
    shards/<first>-<runs>.parquet    rows of runs first..first+runs-1, in order
    trajectories/<first>-<runs>.nc   their trajectories, if any are kept
"""  # fmt: skip

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from concertacion.experiments.chunks.identity import check_same
from concertacion.experiments.output.files import LOCK, PARTIAL, locked, write_bytes
from concertacion.experiments.output.output_dir import MANIFEST, read_manifest
from concertacion.sim.declare import InputError

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
    folder: Path, provenance: Mapping[str, Any], runs: int, chunk: int, outcomes: tuple[str, ...],
    others: Mapping[str, bytes] | None = None, keep: bool = False,
) -> Iterator[Store]:  # fmt: skip
    """The folder of a sweep, new or partly done, locked for this command.

    `provenance` is everything that fixes the numbers, as JSON data: a folder with another provenance is refused. `others` are
    further files, by name. Chunks do not change numbers: a folder keeps those it was begun with.

    Raises
    ------
    InputError
        If the folder is a file, the current folder or one above it; holds something else or another sweep; or is in use.
    """
    wanted = {**provenance, "runs": runs, "outcomes": list(outcomes), "trajectories": keep}
    check_store(folder, wanted)
    try:
        (folder / SHARDS).mkdir(parents=True, exist_ok=True)
        if keep:
            (folder / TRAJECTORIES).mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"out={folder}: cannot be written to ({error.strerror})") from error
    with locked(folder):
        manifest = check_store(folder, wanted)  # another command may have been quicker
        if manifest is None:
            manifest = {**wanted, "chunk": chunk}
            text = json.dumps(manifest, indent=2, ensure_ascii=False)
            write_bytes(folder / MANIFEST, f"{text}\n".encode())
        for name, content in (others or {}).items():
            if not (folder / name).exists():
                write_bytes(folder / name, content)
        for partial in folder.rglob(f".*{PARTIAL}"):  # of a command that was killed
            partial.unlink()
        yield Store(folder, runs, int(manifest["chunk"]), outcomes, keep)


def check_store(folder: Path, wanted: Mapping[str, Any]) -> dict[str, Any] | None:
    """The manifest of a folder that can hold this sweep, None if it is new; creates nothing (raises what `open_store` does)."""
    manifest = read_manifest(folder, own=(LOCK, SHARDS, TRAJECTORIES))  # of a command killed before it wrote the manifest
    if manifest is None:
        return None
    if "chunk" not in manifest:
        raise InputError(f"out={folder}: already holds something else; name another folder")
    check_same(folder, {key: value for key, value in manifest.items() if key != "chunk"}, wanted)
    return manifest
