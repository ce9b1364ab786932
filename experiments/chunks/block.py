"""The results of a stretch of runs: one row a run, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

RUN = "run"  # the dimension of `kept` along which stretches are joined


class Block(NamedTuple):
    """n runs. A run that failed has NaN for values and says why; the others have an empty reason."""

    point: np.ndarray  # (n,) int64: row of the design
    replicate: np.ndarray  # (n,) int64
    run: np.ndarray  # (n,) int64: the number that, with the seed, gives its random numbers
    values: np.ndarray  # (n, outcomes) float64
    reason: list[str]
    kept: xr.Dataset | None = None  # trajectories, with a dimension `run` of length n

    @property
    def failed(self) -> int:
        """How many of the runs failed."""
        return sum(map(bool, self.reason))


def joined(blocks: Sequence[Block]) -> Block:
    """One block from stretches that follow one another."""
    if len(blocks) == 1:
        return blocks[0]
    kept = [block.kept for block in blocks if block.kept is not None]
    return Block(
        point=np.concatenate([block.point for block in blocks]),
        replicate=np.concatenate([block.replicate for block in blocks]),
        run=np.concatenate([block.run for block in blocks]),
        values=np.concatenate([block.values for block in blocks]),
        reason=[reason for block in blocks for reason in block.reason],
        kept=_joined_kept(kept) if kept else None,
    )


def _joined_kept(kept: Sequence[xr.Dataset]) -> xr.Dataset:
    import xarray as xr

    return xr.concat(kept, dim=RUN, data_vars="minimal", coords="minimal", compat="override", join="override")
