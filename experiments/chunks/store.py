"""The folder of a sweep: its provenance, then one Parquet shard per chunk. A chunk whose shard is there and whole is done.

    checksums.sha256      the digest of every file below, a line added before each is written; sorted when the sweep is done
    manifest.json         everything that fixes the numbers (config, design, seed, code, versions), and the chunks; written first
    <others>              its inputs: config.yaml, points.parquet
    shards/<first>-<runs>.parquet    rows of runs first..first+runs-1, in order
    trajectories/<first>-<runs>.nc   their trajectories, if any are kept
"""  # fmt: skip

from __future__ import annotations

import errno
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from concertacion.analysis.checksums import COPY, check_whole, read_checksums, whole
from concertacion.experiments.chunks.identity import check_same, identity_of, sweep_of
from concertacion.experiments.output.files import PARTIAL, locked
from concertacion.experiments.output.output_dir import MANIFEST, read_manifest
from concertacion.experiments.output.stored import set_aside, write_stored
from concertacion.sim.declare import InputError

SHARDS = "shards"
TRAJECTORIES = "trajectories"
STRETCHES = "stretches"  # in the manifest: one more each time the sweep has grown


class Chunk(NamedTuple):
    """Runs first..first+runs-1 of the flat index: what a worker gets at a time and what a shard holds."""

    first: int
    runs: int
    sweep: str = ""  # the identity of the sweep, which its files have inside

    @property
    def name(self) -> str:
        """Sorted by name, shards are in the order of their runs."""
        return f"{self.first:010d}-{self.runs}"

    @property
    def shard(self) -> str:
        """Its Parquet file, inside the folder of the sweep."""
        return f"{SHARDS}/{self.name}.parquet"

    @property
    def trajectories(self) -> str:
        """The file of its trajectories: in a folder of its own, so that tools read the folder of shards whole."""
        return f"{TRAJECTORIES}/{self.name}.nc"


class Stretch(NamedTuple):
    """Runs that were asked for at once."""

    runs: int
    size: int  # of a chunk, in runs
    sweep: str  # the identity of the sweep, as large as it was then


class Store(NamedTuple):
    """An open folder of a sweep of `runs` runs, of which each time that it has grown is a stretch."""

    folder: Path
    stretches: tuple[Stretch, ...]
    outcomes: tuple[str, ...]
    keep: bool  # whether a shard has trajectories beside it

    @property
    def runs(self) -> int:
        """Runs in all."""
        return sum(stretch.runs for stretch in self.stretches)

    @property
    def chunks(self) -> list[Chunk]:
        """All chunks, in order."""
        chunks, begin = [], 0
        for runs, size, sweep in self.stretches:
            chunks += [Chunk(begin + first, min(size, runs - first), sweep) for first in range(0, runs, size)]
            begin += runs
        return chunks


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


@contextmanager
def open_store(
    folder: Path, provenance: Mapping[str, Any], runs: int, chunk: int, outcomes: tuple[str, ...],
    others: Mapping[str, bytes] | None = None, keep: bool = False, grows: Mapping[str, Any] | None = None,
    identity: str | None = None, say: Callable[[str], object] = _say,
) -> Iterator[Store]:  # fmt: skip
    """The folder of a sweep, new or partly done, locked for this command.

    `provenance` is everything that fixes the numbers, as JSON data: a folder with another provenance is refused. `others` are
    further files, by name; one that is damaged is set aside, said so by `say`, and written again. Chunks do not change numbers: a
    folder keeps those it was begun with. `grows` is the manifest of a smaller sweep that the folder may hold: its runs stay, and
    the others follow them. `identity` is that of the sweep, by default of its provenance.

    Raises
    ------
    InputError
        If the folder is a file, the current folder or one above it; holds something else or another sweep; or is in use.
    """
    identity = identity or identity_of(provenance)
    wanted = {**provenance, "runs": runs, "outcomes": list(outcomes), "trajectories": keep}
    check_store(folder, wanted, grows)
    try:
        (folder / SHARDS).mkdir(parents=True, exist_ok=True)
        if keep:
            (folder / TRAJECTORIES).mkdir(exist_ok=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise InputError(f"out={folder}: cannot be written to ({error.strerror})") from error
    with locked(folder):
        manifest = check_store(folder, wanted, grows)  # another command may have been quicker
        if manifest is None:
            manifest = {**wanted, STRETCHES: [Stretch(runs, chunk, identity)]}
            _write_manifest(folder, manifest)
        for name, content in (others or {}).items():
            if manifest["runs"] < runs or not _stays(folder, name, content, identity, say):
                write_stored(folder, name, content)
        if manifest["runs"] < runs:  # last, so that a kill before leaves the smaller sweep as it was
            further = Stretch(runs - manifest["runs"], chunk, identity)
            manifest = {**wanted, STRETCHES: [*manifest[STRETCHES], further]}
            _write_manifest(folder, manifest)
        for partial in [*folder.rglob(f".*{PARTIAL}")]:  # of a command that was killed; tables are made in a folder
            shutil.rmtree(partial) if partial.is_dir() else partial.unlink()
        yield Store(folder, tuple(Stretch(*stretch) for stretch in manifest[STRETCHES]), outcomes, keep)


def _stays(folder: Path, name: str, content: bytes, identity: str, say: Callable[[str], object]) -> bool:
    """Whether a further file is there, whole and of this sweep; a damaged one is set aside."""
    path = folder / name
    if not path.exists():
        return False
    if not whole(folder, name, read_checksums(folder)):
        say(f"{set_aside(path, 'is damaged')}; it is written again")
        return False
    return sweep_of(path) == identity if path.suffix == ".parquet" else path.read_bytes() == content


def _write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    write_stored(folder, MANIFEST, f"{json.dumps(manifest, indent=2, ensure_ascii=False)}\n".encode())


def stored_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a sweep in a folder, None if it is new (raises what `open_store` does)."""
    manifest = read_manifest(folder, allowed=(SHARDS, TRAJECTORIES))
    if manifest is not None and STRETCHES not in manifest:
        raise InputError(f"out={folder}: already holds something else; name another folder")
    if manifest is not None:
        check_whole(folder, [MANIFEST], COPY)
    return manifest


def check_store(folder: Path, wanted: Mapping[str, Any], grows: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
    """The manifest of a folder that can hold this sweep, None if it is new; creates nothing (raises what `open_store` does)."""
    manifest = stored_manifest(folder)
    if manifest is not None and manifest != grows:
        check_same(folder, {key: value for key, value in manifest.items() if key != STRETCHES}, wanted)
    return manifest
