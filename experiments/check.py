"""`experiment=check from=DIR`: what of a result is whole, and what is damaged, foreign, missing or unfinished."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from concertacion.analysis.checksums import CHECKSUMS, check_whole, fault_of, read_checksums, whole
from concertacion.experiments.chunks.identity import sweep_of
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.chunks.store import SHARDS, STRETCHES, TRAJECTORIES, Store, Stretch
from concertacion.experiments.output.output_dir import CONFIG, MANIFEST
from concertacion.experiments.output.stored import files_in
from concertacion.experiments.settings.kinds import KINDS, kind_of
from concertacion.experiments.settings.shared import ChunkedSettings
from concertacion.experiments.yaml_files import FAULTS
from concertacion.sim.declare import InputError

REPORT = "report.html"  # the last file of every result that is written in place and is no sweep
SHOWN = 20  # faults that are named


class Finding(NamedTuple):
    """One folder of a result: how many of its files are whole, what is wrong with which, and what it still lacks."""

    whole: int
    faults: list[str]
    lacking: list[str]


def run(folder: Path) -> Path:
    """Say how a result stands; returns its folder if it is whole.

    Raises
    ------
    InputError
        If the folder holds no result.
    Unfinished
        If the result is not whole.
    """
    parts = [Path(here) for here, _, files in os.walk(folder) if MANIFEST in files or CHECKSUMS in files]
    if folder not in parts:
        raise InputError(f"from={folder}: holds no {MANIFEST}; name the folder of a result")
    findings = [_finding(folder, part) for part in sorted(parts)]
    faults = [fault for finding in findings for fault in finding.faults]
    lacking = [line for finding in findings for line in finding.lacking]
    print(f"{folder}: {sum(finding.whole for finding in findings):,} files are whole")
    for line in [*faults[:SHOWN], *([f"and {len(faults) - SHOWN:,} more"] if len(faults) > SHOWN else []), *lacking]:
        print(line)
    if faults or lacking:
        state = " and ".join([*(["damaged"] if faults else []), *(["unfinished"] if lacking else [])])
        raise Unfinished(f"{folder} is {state}; run the command that wrote it again: it makes what is not whole anew")
    return folder


def _finding(folder: Path, part: Path) -> Finding:
    digests, manifest = read_checksums(part), _manifest(part)
    named = {*files_in(part), *digests}
    store = _store(part, manifest)
    of_chunks = {name: chunk.sweep for chunk in store.chunks for name in (chunk.shard, chunk.trajectories)} if store else {}
    faults = {name: fault for name in sorted(named) if (fault := _fault(part, name, digests, of_chunks if store else None))}
    begun = {name for name in faults if name in of_chunks and not (part / name).exists()}  # a line comes before its file
    lacking = _lacking(part, store, digests) if manifest else ()
    inside = "" if part == folder else f"{part.relative_to(folder)}: "
    shown = [f"{(part / name).relative_to(folder)} {fault}" for name, fault in faults.items() if name not in begun]
    return Finding(len(named) - len(faults), shown, [f"{inside}{line}" for line in lacking])


def _fault(part: Path, name: str, digests: Mapping[str, tuple[str, ...]], sweeps: Mapping[str, str] | None) -> str | None:
    """What is wrong with a file, in words. `sweeps`: in a sweep, the identity that each file of a chunk has inside."""
    if not whole(part, name, digests):
        return fault_of(part, name, digests)
    if sweeps is None or not name.startswith((f"{SHARDS}/", f"{TRAJECTORIES}/")):
        return None
    if name not in sweeps:
        return "is no part of this sweep"
    return None if sweep_of(part / name) == sweeps[name] else "is of another sweep"


def _manifest(part: Path) -> dict[str, Any]:
    """The manifest, empty where it is not as it was written."""
    try:
        check_whole(part, [MANIFEST])
        return dict(json.loads((part / MANIFEST).read_text(encoding="utf-8")))
    except InputError:
        return {}


def _store(part: Path, manifest: Mapping[str, Any]) -> Store | None:
    if STRETCHES not in manifest:
        return None
    stretches = tuple(Stretch(*stretch) for stretch in manifest[STRETCHES])
    return Store(part, stretches, tuple(manifest["outcomes"]), bool(manifest["trajectories"]))


def _lacking(part: Path, store: Store | None, digests: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What is not there yet, in words."""
    if store is not None:
        for what, file in {"runs": "shard", **({"runs with their trajectories": "trajectories"} if store.keep else {})}.items():
            missing = sum(chunk.runs for chunk in store.chunks if not (part / getattr(chunk, file)).exists())
            if missing:
                yield f"{missing:,} of {store.runs:,} {what} are not there yet"
    elif REPORT not in digests and _in_place(part):
        yield f"{REPORT} is not there yet"


def _in_place(part: Path) -> bool:
    """Whether a result grows where it lies, by the kind in its config; others come there whole, and may be without a report."""
    try:
        config: Any = OmegaConf.to_container(OmegaConf.load(part / CONFIG), resolve=False)
        return issubclass(KINDS[kind_of(config)], ChunkedSettings)
    except (*FAULTS, OmegaConfBaseException, KeyError):  # not there yet, or not as it was written
        return True
