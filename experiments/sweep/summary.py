"""The table in the terminal after a sweep: each outcome over all runs, and what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from concertacion.analysis.formatting import levels, widest
from concertacion.experiments.chunks.failures import failure_sentence, failures_in
from concertacion.experiments.output.tables import terminal_table

HEADER = ("Outcome of a run", "median", "half the runs")
MOST_ROWS = 24  # that a terminal shows at once
NAMED = 4  # outcomes without a value that are named


def table_of(folder: Path, outcomes: tuple[str, ...]) -> str:
    """Quantiles of each outcome over the runs that went well."""
    table = _columns(folder, ("status", *outcomes[:MOST_ROWS]))
    rows = [(name, *_quantiles(table[name].to_numpy())) for name in outcomes[:MOST_ROWS]]
    more = [f"and {len(outcomes) - MOST_ROWS} more in the table"] if len(outcomes) > MOST_ROWS else []
    return "\n".join([terminal_table((*HEADER, widest(len(table["status"]))), rows, words=1), *more])


def notes_of(folder: Path, outcomes: tuple[str, ...]) -> list[str]:
    """Which outcomes have no value in runs that went well, and how many runs failed, of what: a sentence each, if any."""
    table = _columns(folder, ("status", *outcomes))
    went_well = pc.equal(table["status"].cast(pa.string()), "").to_numpy()
    return [
        note for note in (_undefined(table, outcomes, went_well), failure_sentence(failures_in(folder), len(went_well))) if note
    ]


def _columns(folder: Path, names: Sequence[str]) -> dict[str, pa.ChunkedArray]:
    """Columns of all shards; those of a status have dictionaries of their own."""
    tables = [pq.read_table(path, columns=list(names)) for path in sorted((folder / "shards").glob("*.parquet"))]
    return {name: pa.chunked_array([chunk for table in tables for chunk in table[name].chunks]) for name in names}


def _quantiles(values: np.ndarray) -> tuple[str, str, str]:
    """Median, quartiles and the widest interval of so many runs, as texts; NaN left out."""
    known = values[np.isfinite(values)]
    if not known.size:
        return ("none", "", "")
    low, first, median, third, high = np.quantile(known, levels(values.size))
    return f"{median:.3g}", f"{first:.3g} to {third:.3g}", f"{low:.3g} to {high:.3g}"


def _undefined(table: Mapping[str, pa.ChunkedArray], outcomes: tuple[str, ...], went_well: np.ndarray) -> str:
    """Which outcomes have no value in how many of the runs that went well; empty if all have one."""
    gaps = {name: int((~np.isfinite(table[name].to_numpy()) & went_well).sum()) for name in outcomes}
    often = sorted((name for name in outcomes if gaps[name]), key=lambda name: -gaps[name])
    if not often:
        return ""
    named = ", ".join(f"{name} in {gaps[name]:,}" for name in often[:NAMED])
    more = f" and {len(often) - NAMED} more outcomes" if len(often) > NAMED else ""
    return f"Of {went_well.sum():,} runs, these have no value, for there was nothing to divide by: {named}{more}"
