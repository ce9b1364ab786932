"""The identity of a sweep, in its folder and in its files; what differs between two, by name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from concertacion.analysis.checksums import SWEEP
from concertacion.sim.declare import InputError

SHOWN = 3  # differences named; the rest is counted
LONGEST = 24  # characters shown of a value: enough to recognise a hash or a name


def identity_of(provenance: Mapping[str, Any]) -> str:
    """The identity of a sweep: SHA-256 of all that fixes its numbers (64 hex digits)."""
    return hashlib.sha256(json.dumps(provenance, sort_keys=True).encode()).hexdigest()


def sweep_of(path: Path) -> str | None:
    """The identity of the sweep that a shard or a file of trajectories has inside; None if it has none."""
    if path.suffix == ".nc":
        import h5py

        with h5py.File(path, "r") as file:
            return file.attrs.get(SWEEP)
    metadata = pq.read_schema(path).metadata or {}
    return metadata[SWEEP.encode()].decode() if SWEEP.encode() in metadata else None


def flat(provenance: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested provenance as dotted key -> the value as JSON writes it, in order."""
    entries: dict[str, str] = {}
    for key, value in provenance.items():
        if isinstance(value, Mapping) and value:
            entries.update(flat(value, f"{prefix}{key}."))
        else:
            entries[f"{prefix}{key}"] = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return entries


def check_same(folder: Path, there: Mapping[str, Any], here: Mapping[str, Any]) -> None:
    """Refuse a folder of another provenance.

    Raises
    ------
    InputError
        With the first differences, each as key: stored X, now Y.
    """
    stored, wanted = flat(there), flat(here)
    pairs = {key: (stored.get(key, "nothing"), wanted.get(key, "nothing")) for key in {**wanted, **stored}}
    differing = [f"{key}: {_shown(*pair)}" for key, pair in pairs.items() if pair[0] != pair[1]]
    if differing:
        more = f"; and {len(differing) - SHOWN} more" if len(differing) > SHOWN else ""
        raise InputError(f"out={folder}: holds a different sweep ({'; '.join(differing[:SHOWN])}{more}); name another folder")


def _shown(there: str, here: str) -> str:
    """Two values, long ones cut to where they begin to differ."""
    alike = next((at for at, pair in enumerate(zip(there, here, strict=False)) if pair[0] != pair[1]), 0)
    begin = alike // 8 * 8 if max(len(there), len(here)) > LONGEST else 0
    return f"stored {_cut(there, begin)}, now {_cut(here, begin)}"


def _cut(text: str, begin: int) -> str:
    end = begin + LONGEST
    return ("..." if begin else "") + text[begin:end] + ("..." if end < len(text) else "")
