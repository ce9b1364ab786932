"""Runs that failed, as the shards of a folder tell: how many, and of what."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from concertacion.experiments.chunks.store import SHARDS
from concertacion.sim.declare import clipped

LONGEST = 160  # characters of a reason that are shown


def failures_in(folder: Path) -> Counter[str]:
    """How often each reason stands in the column `status`."""
    reasons: Counter[str] = Counter()
    for shard in sorted((folder / SHARDS).glob("*.parquet")):
        status = pq.read_table(shard, columns=["status"])["status"].cast(pa.string())
        reasons.update({entry["values"]: entry["counts"] for entry in status.value_counts().to_pylist() if entry["values"]})
    return reasons


def failure_sentence(reasons: Counter[str], runs: int) -> str:
    """One sentence on the runs that failed; empty if none did."""
    if not reasons:
        return ""
    reason, often = min(reasons.items(), key=lambda entry: (-entry[1], entry[0]))
    failed = sum(reasons.values())
    share = f"all {runs:,} runs failed" if failed == runs else f"{failed:,} of {runs:,} runs failed"
    return f"{share}; most often ({often:,}): {clipped(reason, LONGEST)}"
