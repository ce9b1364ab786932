"""What fixes the numbers of a sweep, and the files that say what it was given."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from concertacion.experiments.effective import effective
from concertacion.experiments.inputs import country_class_of
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import config_text
from concertacion.experiments.settings.ensemble import EnsembleSettings
from concertacion.experiments.sweep.axes import Axis, columns, plain
from concertacion.experiments.sweep.plan import SweepPlan
from concertacion.sim.declare import Prior
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.requests import name_of
from concertacion.sim.parameters import DECLARED


def provenance_of(settings: EnsembleSettings, config: dict[str, Any], plan: SweepPlan, design: str) -> dict[str, Any]:
    """All that two sweeps with the same table have in common, as JSON data: two that differ here are different sweeps."""
    study, code = plan.study, code_provenance()
    axes = named_apart(study.axes, study.outcomes)
    return {
        "experiment": settings.experiment,
        "config": effective(config),
        "design": design,
        "points": len(study.points),
        "points_sha256": hashlib.sha256(study.points.tobytes()).hexdigest(),
        "replicates": study.replicates,
        "seed": study.seed,
        "common_random_numbers": study.common_random_numbers,
        "worlds_sha256": list(plan.worlds),
        "axes": [_axis_record(axis) for axis in axes],
        "labels": labels(axes, study.outcomes),
        "class_sha256": _class_sha256(settings.country_class),
        "source_sha256": code["source_sha256"],
        "versions": code["versions"],
    }


def named_apart(axes: Sequence[Axis], outcomes: Collection[str]) -> tuple[Axis, ...]:
    """The axes as tables name them: a parameter that shares its name with an outcome of the sweep is `parameters.NAME`."""
    return tuple(axis._replace(name=f"parameters.{axis.name}") if axis.name in outcomes else axis for axis in axes)


def _axis_record(axis: Axis) -> dict[str, Any]:
    return {"name": axis.name, "low": axis.low, "high": axis.high, "values": list(axis.values)}


def labels(axes: tuple[Axis, ...], outcomes: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Unit and meaning, by name, of the axes that are parameters and of the outcomes."""
    known: dict[str, dict[str, str]] = {}
    for axis in axes:
        if declaration := DECLARED.get(plain(axis.name)):
            unit = declaration.unit if isinstance(declaration, Prior) else "form"
            known[axis.name] = {"units": unit, "long_name": declaration.meaning}
    for name in outcomes:
        outcome = OUTCOMES[name_of(name)]
        known[name] = {"units": outcome.unit, "long_name": outcome.meaning}
    return known


def _class_sha256(path: str | None) -> str | None:
    """SHA-256 of the file that a class of the user's is written in."""
    source = inspect.getsourcefile(country_class_of(path)) if path else None
    return hashlib.sha256(Path(source).read_bytes()).hexdigest() if source else None


def files_of(config: Mapping[str, Any], axes: tuple[Axis, ...], points: np.ndarray) -> dict[str, bytes]:
    """config.yaml, and points.parquet: a row a point, a column an axis, with the values that the points stand for."""
    table = pa.table({"point": np.arange(len(points), dtype=np.int32), **columns(axes, points)})
    content = BytesIO()
    pq.write_table(table, content, compression="zstd")
    return {"config.yaml": config_text(config).encode(), "points.parquet": content.getvalue()}
