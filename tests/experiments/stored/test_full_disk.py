"""A disk that is full after so many bytes, under every experiment: one sentence, exit 1, and nothing half-written."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from tests.conftest import PIXEL
from tests.experiments.stored.small import COMMANDS

from concertacion.analysis.checksums import read_checksums, whole
from concertacion.experiments.run import main

OF_A_FIGURE = 20_000  # bytes, whatever it shows
# Bytes that each result takes, about: a disk with less is full on the way.
SIZES = {
    "default": 500_000,
    "compare": 790_000,
    "sweep": 38_000,
    "trajectories": 160_000,
    "sensitivity": 230_000,
    "claims": 560_000,
    "proposals": 390_000,
    "score": 190_000,
    "record": 1_700_000,
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

    def draw(self, path: str | Path) -> None:
        self.write(Path(path), PIXEL.ljust(OF_A_FIGURE))


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_full_disk_is_one_sentence_and_nothing_half_written(tmp_path, monkeypatch, capsys, kind):
    rng, folder = random.Random(kind), tmp_path / "out"
    little = rng.randrange(SIZES[kind] // 3)
    for room in (0, little, rng.randrange(SIZES[kind] // 3, SIZES[kind])):
        disk = Disk(room)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", lambda path, content, d=disk: d.write(path, content))
            patch.setattr(Figure, "savefig", lambda figure, path, d=disk, **options: d.draw(path))
            code = main([*COMMANDS[kind], f"out={folder}"])
        phases = ("concertacion: compil", "concertacion: running", "concertacion: drawing")
        said = [line for line in capsys.readouterr().err.splitlines() if not line.startswith(phases)]
        assert (code, disk.full) in ((1, True), (0, False)) and (disk.full or room > little), said
        if code == 1:
            assert len(said) == 1 and said[0].startswith("concertacion: error: ") and "No space left on device" in said[0]
        assert {path.name for path in tmp_path.iterdir()} <= {"out"}
        there = [path for path in folder.rglob("*") if path.is_file() and path.name not in (".lock", "checksums.sha256")]
        assert not there or list(folder.rglob("shards/*.parquet")) or code == 0
        for path in there:
            if path.parent.name == "figures" and path.stat().st_size == OF_A_FIGURE:
                continue  # whole, and on the list when the result is
            above = next(parent for parent in path.parents if (parent / "checksums.sha256").exists())
            assert whole(above, path.relative_to(above).as_posix(), read_checksums(above)), path
