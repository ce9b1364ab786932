"""Which chunk is next, and whether a chunk whose worker died is tried again."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable

from concertacion.experiments.chunks.store import Chunk

AHEAD = 2  # chunks handed out per worker: one under way, one waiting, so that none idles and memory stays small


class Agenda:
    """Chunks that remain to be evaluated.

    A worker that dies takes the chunks of others with it (a pool of processes breaks as a whole). So chunks that were lost are
    tried again one at a time, alone: that finds the one to blame. After `retries` of these it is given up and the others go on.
    """

    def __init__(self, chunks: Iterable[Chunk], retries: int) -> None:
        self._todo = deque(chunks)
        self._suspects: deque[Chunk] = deque()
        self._deaths: Counter[Chunk] = Counter()
        self._retries = retries
        self.given_up: list[Chunk] = []

    @property
    def left(self) -> bool:
        """Whether chunks wait to be handed out."""
        return bool(self._todo or self._suspects)

    def next(self, under_way: Collection[Chunk], slots: int) -> Chunk | None:
        """The next chunk to hand out, or None if there is none or it has to wait."""
        if any(chunk in self._deaths for chunk in under_way):
            return None
        if self._suspects:
            return None if under_way else self._suspects.popleft()
        return self._todo.popleft() if self._todo and len(under_way) < AHEAD * slots else None

    def lost(self, chunk: Chunk) -> None:
        """Its worker died."""
        self._deaths[chunk] += 1
        if self._deaths[chunk] > self._retries:
            self.given_up.append(chunk)
        else:
            self._suspects.append(chunk)
