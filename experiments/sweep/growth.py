"""Growing: the same sweep with more points or replicates, in the folder that holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from concertacion.analysis.checksums import digest_of_points
from concertacion.experiments.chunks.identity import check_same
from concertacion.experiments.chunks.store import STRETCHES, Stretch, stored_manifest
from concertacion.experiments.sweep.parts import Part, grown, size_of
from concertacion.experiments.sweep.study import Study
from concertacion.sim.declare import InputError

GROWING = ("sobol", "saltelli", "morris", "table")  # designs whose first points stay when they get more
SIZES = ("points", "replicates", "points_sha256", "runs", "parts")  # what differs between a sweep and the same one grown


def parts_in(folder: Path, provenance: Mapping[str, Any], study: Study) -> tuple[tuple[Part, ...], dict[str, Any] | None]:
    """The parts of the study in this folder and, where it grows, the manifest that it grows from.

    Raises
    ------
    InputError
        If the folder holds a sweep that cannot grow to this one; `open_store` refuses whatever else it may hold.
    """
    size, manifest = (len(study.points), study.replicates), stored_manifest(folder)
    if manifest is None or "parts" not in manifest:
        return grown((), *size), None
    parts = tuple(Part(*numbers) for numbers in manifest["parts"])
    there = size_of(parts)
    if there == size:
        return parts, None
    _check_growth(folder, manifest, provenance, study, there)
    return grown(parts, *size), manifest


def sizes_of(manifest: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Points and replicates of a stored sweep each time that it had grown, those of now last."""
    parts, sizes, runs = [Part(*numbers) for numbers in manifest["parts"]], [], 0
    for stretch in (Stretch(*numbers) for numbers in manifest[STRETCHES]):
        runs += stretch.runs
        ends = np.cumsum([part.points * part.replicates for part in parts])
        sizes.append(size_of(parts[: int(np.searchsorted(ends, runs)) + 1]))
    return sizes


def _check_growth(
    folder: Path, manifest: Mapping[str, Any], provenance: Mapping[str, Any], study: Study, there: tuple[int, int]
) -> None:
    """Refuse all other differences, fewer runs, and runs that would not be those of the larger sweep."""
    check_same(folder, _fixed(manifest, provenance, manifest), _fixed(provenance, provenance, manifest))
    (points, replicates), design = there, manifest["design"]
    where = f"out={folder}: holds {points:,} points x {replicates:,} replicates"
    if points > len(study.points) or replicates > study.replicates:
        raise InputError(
            f"{where}, and a sweep does not shrink to {len(study.points):,} x {study.replicates:,}; name another folder"
        )
    if replicates < study.replicates and not study.common_random_numbers:
        raise InputError(
            f"{where}; with common_random_numbers=false runs are numbered through, so more replicates would change every run; "
            "ask for more points, or run another seed in another folder and open both: open_sweep([A, B])"
        )
    if points == len(study.points):
        return
    if design not in GROWING:
        raise InputError(
            f"{where}; design={design} moves all its points when it gets more; a design=sobol grows, or run another seed in "
            "another folder and open both: open_sweep([A, B])"
        )
    if digest_of_points(study.points[:points]) != manifest["points_sha256"]:
        raise InputError(f"{where}, and the first {points:,} points are others now; a table grows by rows at its end")


def _fixed(entries: Mapping[str, Any], larger: Mapping[str, Any], smaller: Mapping[str, Any]) -> dict[str, Any]:
    """What a sweep keeps when it grows, of either manifest; further worlds, scenarios and values of a table are no difference."""
    kept = {key: value for key, value in entries.items() if key in larger and key not in SIZES}
    kept["config"] = {key: value for key, value in entries["config"].items() if key not in SIZES}
    if smaller["worlds_sha256"].items() <= larger["worlds_sha256"].items():
        del kept["worlds_sha256"]
    if larger["design"] == "table" and _begin_with(larger["axes"], smaller["axes"]):
        del kept["axes"]
        there = smaller["choices"]
        kept["choices"] = {axis: {name: entries["choices"][axis][name] for name in there[axis]} for axis in there}
    return kept


def _begin_with(larger: Sequence[Mapping[str, Any]], smaller: Sequence[Mapping[str, Any]]) -> bool:
    """Whether axes are the same but for further values."""
    same = [axis["name"] for axis in larger] == [axis["name"] for axis in smaller]
    pairs = [(one["values"], other["values"]) for one, other in zip(larger, smaller, strict=False)]
    return same and all(values[: len(first)] == first and bool(values) == bool(first) for values, first in pairs)
