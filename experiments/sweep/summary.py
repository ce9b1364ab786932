"""The table in the terminal after a sweep: each outcome over all runs, and what failed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from concertacion.experiments.output.tables import terminal_table

HEADER = ("Outcome of a run", "median", "half the runs", "9 runs in 10")
MOST_ROWS = 24  # that a terminal shows at once
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def table_of(folder: Path, outcomes: tuple[str, ...]) -> str:
    """Quantiles of each outcome over the runs that went well, and how many failed, of what."""
    shards = sorted((folder / "shards").glob("*.parquet"))
    rows = [(name, *_quantiles(_column(shards, name).to_numpy())) for name in outcomes[:MOST_ROWS]]
    more = [f"and {len(outcomes) - MOST_ROWS} more in the table"] if len(outcomes) > MOST_ROWS else []
    return "\n".join([terminal_table(HEADER, rows, words=1), *more, *_failures(_column(shards, "status").cast(pa.string()))])


def _column(shards: list[Path], name: str) -> pa.ChunkedArray:
    return pa.chunked_array([c for path in shards for c in pq.read_table(path, columns=[name])[name].chunks])


def _quantiles(values: np.ndarray) -> tuple[str, str, str]:
    """Median, quartiles and the middle nine tenths, as texts; NaN left out."""
    values = values[np.isfinite(values)]
    if not values.size:
        return ("none", "", "")
    low, first, median, third, high = np.quantile(values, QUANTILES)
    return f"{median:.3g}", f"{first:.3g} to {third:.3g}", f"{low:.3g} to {high:.3g}"


def _failures(status: pa.ChunkedArray) -> list[str]:
    reasons = Counter({entry["values"]: entry["counts"] for entry in status.value_counts().to_pylist() if entry["values"]})
    if not reasons:
        return []
    reason, often = reasons.most_common(1)[0]
    return [f"\n{sum(reasons.values()):,} of {len(status):,} runs failed; most often ({often:,}): {reason}"]
