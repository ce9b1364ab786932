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
STRETCHES = "stretches"  # in the manifest: [runs, size of a chunk], one more each time the sweep has grown


class Chunk(NamedTuple):
    """Runs first..first+runs-1 of the flat index: what a worker gets at a time and what a shard holds."""

    first: int
    runs: int

    @property
    def name(self) -> str:
        """Sorted by name, shards are in the order of their runs."""
        return f"{self.first:010d}-{self.runs}"


class Store(NamedTuple):
    """An open folder of a sweep of `runs` runs: `stretches` of (runs, size of a chunk), one more each time it has grown."""

    folder: Path
    stretches: tuple[tuple[int, int], ...]
    outcomes: tuple[str, ...]
    keep: bool  # whether a shard has trajectories beside it

    @property
    def runs(self) -> int:
        """Runs in all."""
        return sum(runs for runs, _ in self.stretches)

    @property
    def chunks(self) -> list[Chunk]:
        """All chunks, in order."""
        chunks, begin = [], 0
        for runs, size in self.stretches:
            chunks += [Chunk(begin + first, min(size, runs - first)) for first in range(0, runs, size)]
            begin += runs
        return chunks


@contextmanager
def open_store(
    folder: Path, provenance: Mapping[str, Any], runs: int, chunk: int, outcomes: tuple[str, ...],
    others: Mapping[str, bytes] | None = None, keep: bool = False, grows: Mapping[str, Any] | None = None,
) -> Iterator[Store]:  # fmt: skip
    """The folder of a sweep, new or partly done, locked for this command.

    `provenance` is everything that fixes the numbers, as JSON data: a folder with another provenance is refused. `others` are
    further files, by name. Chunks do not change numbers: a folder keeps those it was begun with. `grows` is the manifest of a
    smaller sweep that the folder may hold: its runs stay, and the others follow them.

    Raises
    ------
    InputError
        If the folder is a file, the current folder or one above it; holds something else or another sweep; or is in use.
    """
    wanted = {**provenance, "runs": runs, "outcomes": list(outcomes), "trajectories": keep}
    check_store(folder, wanted, grows)
    try:
        (folder / SHARDS).mkdir(parents=True, exist_ok=True)
        if keep:
            (folder / TRAJECTORIES).mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"out={folder}: cannot be written to ({error.strerror})") from error
    with locked(folder):
        manifest = check_store(folder, wanted, grows)  # another command may have been quicker
        if manifest is None:
            manifest = {**wanted, STRETCHES: [[runs, chunk]]}
            _write_manifest(folder, manifest)
        for name, content in (others or {}).items():
            if not (folder / name).exists() or (folder / name).read_bytes() != content:
                write_bytes(folder / name, content)
        if manifest["runs"] < runs:  # last, so that a kill before leaves the smaller sweep as it was
            manifest = {**wanted, STRETCHES: [*manifest[STRETCHES], [runs - manifest["runs"], chunk]]}
            _write_manifest(folder, manifest)
        for partial in folder.rglob(f".*{PARTIAL}"):  # of a command that was killed
            partial.unlink()
        yield Store(folder, tuple((int(runs), int(size)) for runs, size in manifest[STRETCHES]), outcomes, keep)


def _write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    write_bytes(folder / MANIFEST, f"{json.dumps(manifest, indent=2, ensure_ascii=False)}\n".encode())


def stored_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a sweep in a folder, None if it is new (raises what `open_store` does)."""
    manifest = read_manifest(folder, own=(LOCK, SHARDS, TRAJECTORIES))  # of a command killed before it wrote the manifest
    if manifest is not None and STRETCHES not in manifest:
        raise InputError(f"out={folder}: already holds something else; name another folder")
    return manifest


def check_store(folder: Path, wanted: Mapping[str, Any], grows: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
    """The manifest of a folder that can hold this sweep, None if it is new; creates nothing (raises what `open_store` does)."""
    manifest = stored_manifest(folder)
    if manifest is not None and manifest != grows:
        check_same(folder, {key: value for key, value in manifest.items() if key != STRETCHES}, wanted)
    return manifest
