"""A disk that is full after so many bytes, under every experiment: one sentence, exit 1, and nothing half-written."""

from __future__ import annotations

import errno
import os
import random
from io import BytesIO
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from tests.experiments.stored.small import COMMANDS

from concertacion.analysis.checksums import read_checksums, whole
from concertacion.experiments.run import main

# Bytes that each result takes, about: a disk with less is full on the way.
SIZES = {
    "default": 150_000,
    "compare": 120_000,
    "sweep": 8_000,
    "trajectories": 40_000,
    "sensitivity": 60_000,
    "claims": 60_000,
    "proposals": 60_000,
    "score": 60_000,
    "record": 300_000,
}


class Disk:
    """Takes so many bytes; then it is full, in the middle of a write."""

    def __init__(self, room: int) -> None:
        self.room, self.full = room, False

    def write(self, path: Path, content: bytes) -> int:
        with open(path, "wb") as file:
            file.write(content[: max(0, self.room)])
        self.room -= len(content)
        if self.room < 0:
            self.full = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return len(content)

    def draw(self, figure: Figure, path: str | Path, **options) -> None:
        content, real = BytesIO(), SAVEFIG
        real(figure, content, format=Path(path).suffix[1:], **options)
        self.write(Path(path), content.getvalue())


SAVEFIG = Figure.savefig


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_full_disk_is_one_sentence_and_nothing_half_written(tmp_path, monkeypatch, capsys, kind):
    rng, folder = random.Random(kind), tmp_path / "out"
    for room in (0, rng.randrange(SIZES[kind] // 3), rng.randrange(SIZES[kind] // 3, SIZES[kind])):
        disk = Disk(room)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", lambda path, content, d=disk: d.write(path, content))
            patch.setattr(Figure, "savefig", lambda figure, path, d=disk, **options: d.draw(figure, path, **options))
            code = main([*COMMANDS[kind], f"out={folder}"])
        phases = ("concertacion: compil", "concertacion: running", "concertacion: drawing")
        said = [line for line in capsys.readouterr().err.splitlines() if not line.startswith(phases)]
        assert (code, disk.full) in ((1, True), (0, False)), said
        if code == 1:
            assert len(said) == 1 and said[0].startswith("concertacion: error: ") and "No space left on device" in said[0]
        assert {path.name for path in tmp_path.iterdir()} <= {"out"}
        there = [path for path in folder.rglob("*") if path.is_file() and path.name not in (".lock", "checksums.sha256")]
        assert not there or list(folder.rglob("shards/*.parquet")) or code == 0
        for path in there:
            above = next(parent for parent in path.parents if (parent / "checksums.sha256").exists())
            assert whole(above, path.relative_to(above).as_posix(), read_checksums(above)), path
