"""What fixes the numbers of a sweep, and the files that say what it was given."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from concertacion.analysis.checksums import SWEEP, digest_of_points
from concertacion.experiments.effective import effective, stored
from concertacion.experiments.inputs import country_class_of
from concertacion.experiments.output.manifest import source_sha256, versions
from concertacion.experiments.output.output_dir import config_text
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.experiments.sweep.axes import Axis, columns
from concertacion.experiments.sweep.plan import SweepPlan
from concertacion.experiments.sweep.study import Study
from concertacion.experiments.sweep.ties import tied
from concertacion.sim.declare import Prior
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.requests import name_of
from concertacion.sim.parameters import DECLARED


def provenance_of(settings: SharedSettings, config: dict[str, Any], plan: SweepPlan, design: str) -> dict[str, Any]:
    """All that two sweeps with the same table have in common, as JSON data: two that differ here are different sweeps."""
    study = plan.study
    return {
        "experiment": settings.experiment,
        "config": effective(config),
        "design": design,
        "points": len(study.points),
        "points_sha256": digest_of_points(study.points),
        "replicates": study.replicates,
        "seed": study.seed,
        "common_random_numbers": study.common_random_numbers,
        "worlds_sha256": plan.worlds,
        "axes": [_axis_record(axis, study.outcomes) for axis in study.axes],
        "choices": study.choices,
        "labels": labels(study),
        "class_sha256": _class_sha256(settings.country_class),
        "source_sha256": source_sha256(),
        "versions": versions(),
    }


def named_apart(name: str, outcomes: Collection[str]) -> str:
    """What varies as tables name it: a parameter that shares its name with an outcome of the sweep is `parameters.NAME`."""
    return f"parameters.{name}" if name in outcomes else name


def _axis_record(axis: Axis, outcomes: Collection[str]) -> dict[str, Any]:
    distribution = [axis.distribution.name, *axis.distribution.numbers]
    record = {"name": named_apart(axis.name, outcomes), "low": axis.low, "high": axis.high, "values": list(axis.values)}
    return {**record, "distribution": distribution}


def labels(study: Study) -> dict[str, dict[str, str]]:
    """Unit and meaning, by name, of the parameters that vary, of their differences and of the outcomes."""
    known: dict[str, dict[str, str]] = {}
    for name in [*(axis.name for axis in study.axes), *(tie.name for tie in study.ties)]:
        if declaration := DECLARED.get(name):
            unit = declaration.unit if isinstance(declaration, Prior) else "form"
            known[named_apart(name, study.outcomes)] = {"units": unit, "long_name": declaration.meaning}
    for tie in study.ties:
        if tie.difference is not None:
            known[tie.difference] = {
                "units": known[named_apart(tie.name, study.outcomes)]["units"],
                "long_name": f"{tie.name} minus {tie.to}",
            }
    for name in study.outcomes:
        outcome = OUTCOMES[name_of(name)]
        known[name] = {"units": outcome.unit, "long_name": outcome.meaning}
    return known


def _class_sha256(path: str | None) -> str | None:
    """SHA-256 of the file that a class of the user's is written in."""
    source = inspect.getsourcefile(country_class_of(path)) if path else None
    return hashlib.sha256(Path(source).read_bytes()).hexdigest() if source else None


def files_of(config: Mapping[str, Any], study: Study, sweep: str) -> dict[str, bytes]:
    """config.yaml, and points.parquet: a row a point, a column an axis or a tied parameter, with the values points stand for, and
    in its metadata the identity of the sweep.
    """
    values = columns(study.axes, study.points)
    named = {named_apart(name, study.outcomes): column for name, column in {**values, **tied(study.ties, values)}.items()}
    table = pa.table({"point": np.arange(len(study.points), dtype=np.int32), **named})
    content = BytesIO()
    pq.write_table(table.replace_schema_metadata({SWEEP: sweep}), content, compression="zstd")
    return {"config.yaml": config_text(stored(config)).encode(), "points.parquet": content.getvalue()}
