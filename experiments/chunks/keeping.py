"""The folder of work in chunks when something stops it: the finished chunks are kept, a folder without any is not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

from concertacion.experiments.chunks.stops import Interrupted, Unfinished
from concertacion.experiments.chunks.store import SHARDS
from concertacion.experiments.output.output_dir import held, remove
from concertacion.experiments.output.stored import in_words


@contextmanager
def kept(folder: Path, resume: str) -> Iterator[None]:
    """Whatever stops the work inside becomes one sentence; a new folder in which no chunk is finished yet is removed.

    Raises
    ------
    InputError, Interrupted, Unfinished
        As the work does; Ctrl-C, a full disk and a process that died between the sweeps become one of these.
    """
    created = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        yield
    except BaseException as stop:
        empty = not any(folder.rglob(f"{SHARDS}/*.parquet"))
        if empty and created and not held(folder):  # else another command was quicker, and works there
            remove(folder, created)
        what_is_kept = "nothing is kept" if empty else f"the runs are kept in {folder}; resume with: {resume}"
        if (sentence := _sentence(stop, what_is_kept)) is None:
            raise
        raise sentence from stop


def _sentence(stop: BaseException, what_is_kept: str) -> BaseException | None:
    """The sentence on a stop, None where it is one already or is a fault of the program."""
    if isinstance(stop, KeyboardInterrupt) and not isinstance(stop, Interrupted):
        return Interrupted(what_is_kept)
    if isinstance(stop, BrokenExecutor):
        return Unfinished(f"a process that worked on the result died; {what_is_kept}")
    if isinstance(stop, OSError):
        return Unfinished(f"the result could not be written ({in_words(stop)}); {what_is_kept}")
    return None
