"""What a worker does with a chunk: piece by piece, so that a request to stop takes effect within a piece."""

from __future__ import annotations

import time
from collections.abc import Callable

from concertacion.experiments.chunks.block import Block, joined

Evaluate = Callable[[int, int], Block]  # (first, runs): runs first..first+runs-1; picklable
PIECE = 0.25  # seconds of work
FIRST = 16  # the first piece is one of so many equal ones


def in_pieces(
    evaluate: Evaluate, stopped: Callable[[], bool], first: int, runs: int, clock: Callable[[], float] = time.perf_counter
) -> Block | None:
    """The block of a chunk, or None if it was stopped midway. Each piece is as long as the pace of the one before allows."""
    size, begin, blocks = -(-runs // FIRST), first, []
    while begin < first + runs:
        if stopped():
            return None
        size = min(size, first + runs - begin)
        start = clock()
        blocks.append(evaluate(begin, size))
        begin += size
        size = max(1, int(size * PIECE / max(clock() - start, 1e-9)))
    return joined(blocks)
