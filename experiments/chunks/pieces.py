"""What a worker does with a chunk: piece by piece, so that a request to stop takes effect within a piece."""

from __future__ import annotations

from collections.abc import Callable

from concertacion.experiments.chunks.block import Block, joined

Evaluate = Callable[[int, int], Block]  # (first, runs): runs first..first+runs-1; picklable
PIECES = 8  # a chunk is about a second of work, a piece an eighth of that


def in_pieces(evaluate: Evaluate, stopped: Callable[[], bool], first: int, runs: int) -> Block | None:
    """The block of a chunk, or None if it was stopped midway."""
    size = -(-runs // PIECES)
    blocks = []
    for begin in range(first, first + runs, size):
        if stopped():
            return None
        blocks.append(evaluate(begin, min(size, first + runs - begin)))
    return joined(blocks)
