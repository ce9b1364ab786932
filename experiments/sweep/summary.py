"""The table in the terminal after a sweep: each outcome over all runs, and what failed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from concertacion.experiments.chunks.failures import failures_in, told
from concertacion.experiments.output.tables import terminal_table

HEADER = ("Outcome of a run", "median", "half the runs", "9 runs in 10")
MOST_ROWS = 24  # that a terminal shows at once
NAMED = 4  # outcomes without a value that are named
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def table_of(folder: Path, outcomes: tuple[str, ...]) -> str:
    """Quantiles of each outcome over the runs that went well."""
    shards = _shards(folder)
    rows = [(name, *_quantiles(_column(shards, name).to_numpy())) for name in outcomes[:MOST_ROWS]]
    more = [f"and {len(outcomes) - MOST_ROWS} more in the table"] if len(outcomes) > MOST_ROWS else []
    return "\n".join([terminal_table(HEADER, rows, words=1), *more])


def notes_of(folder: Path, outcomes: tuple[str, ...]) -> list[str]:
    """Which outcomes have no value in runs that went well, and how many runs failed, of what: a sentence each, if any."""
    shards = _shards(folder)
    went_well = pc.equal(_column(shards, "status").cast(pa.string()), "").to_numpy()
    return [note for note in (_undefined(shards, outcomes, went_well), told(failures_in(folder), len(went_well))) if note]


def _shards(folder: Path) -> list[Path]:
    return sorted((folder / "shards").glob("*.parquet"))


def _column(shards: list[Path], name: str) -> pa.ChunkedArray:
    return pa.chunked_array([c for path in shards for c in pq.read_table(path, columns=[name])[name].chunks])


def _quantiles(values: np.ndarray) -> tuple[str, str, str]:
    """Median, quartiles and the middle nine tenths, as texts; NaN left out."""
    values = values[np.isfinite(values)]
    if not values.size:
        return ("none", "", "")
    low, first, median, third, high = np.quantile(values, QUANTILES)
    return f"{median:.3g}", f"{first:.3g} to {third:.3g}", f"{low:.3g} to {high:.3g}"


def _undefined(shards: list[Path], outcomes: tuple[str, ...], went_well: np.ndarray) -> str:
    """Which outcomes have no value in how many of the runs that went well; empty if all have one."""
    gaps = {name: int((~np.isfinite(_column(shards, name).to_numpy()) & went_well).sum()) for name in outcomes}
    often = sorted((name for name in outcomes if gaps[name]), key=lambda name: -gaps[name])
    if not often:
        return ""
    named = ", ".join(f"{name} in {gaps[name]:,}" for name in often[:NAMED])
    more = f" and {len(often) - NAMED} more outcomes" if len(often) > NAMED else ""
    return f"Of {went_well.sum():,} runs, these have no value, for there was nothing to divide by: {named}{more}"
