"""A sweep that is killed in the middle of a write: `python -m tests.experiments.stored.killed FOLDER NUMBER`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tests.experiments.chunks.cheap import with_trajectories
from tests.experiments.chunks.whole import make


def kill_at(number: int) -> None:
    """From the write of that number on, half a file is written and the process killed."""
    real, writes = Path.write_bytes, iter(range(number))

    def write(path: Path, content: bytes) -> int:
        if next(writes, None) is None:
            real(path, content[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, content)

    Path.write_bytes = write  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    kill_at(int(sys.argv[2]))
    make(Path(sys.argv[1]), with_trajectories)
