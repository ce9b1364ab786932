"""The runs whose numbers are kept: worlds, modes, scenarios, variants, both engines; a sweep over all scenarios; a few claims."""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

import concertacion as co
from concertacion.experiments.run import main
from tests.reference.fingerprints import fingerprint

# Arguments of the world, and of the ensemble; parameters and scenario by name.
RUNS: dict[str, dict[str, Any]] = {
    "default": {"years": 6, "runs": 3},
    "celac_pinned": {"countries": "celac_33", "start": 1995, "years": 5, "runs": 2, "seed": 2, "mode": "pinned"},
    "asia": {"tables": "southeast_asia", "start": 2005, "years": 5, "runs": 2},
    "replay": {"years": 8, "runs": 2, "seed": 3, "mode": "replay", "until": 2004},
    "pandemic": {"start": 2015, "years": 8, "runs": 2, "scenario": "pandemic"},
    "venezuela": {"start": 2012, "years": 8, "runs": 2, "seed": 5, "mode": "pinned", "scenario": "venezuelan_crisis"},
    "variants": {
        "years": 6, "runs": 2,
        "parameters": {
            "channels": "exclusive", "expectations": "forward", "proposal_by": "host", "minilaterals_by": "trust",
        },
    },
    "mesa": {"start": 2012, "years": 2, "runs": 2, "scenario": "isolation", "engine": "mesa"},
}  # fmt: skip
SWEEP = (
    "experiment=sweep design=grid over={{scenario:[{scenarios}]}} start=2000 years=26 replicates=2 quiet=true workers=1 out={out}"
)
CLAIMS = (
    "experiment=claims claim=[MSF-P1,MSF-P8,PL-03,BR-01] points=12 pairs=2 ablation_points=4 ablation_pairs=2 replicates=4 "
    "start=2012 years=8 quiet=true workers=1 out={out}"
)
LEDGER = "experiment=claims quiet=true out={out}"
SPACE = files("concertacion.configs").joinpath("scenario")


def run(name: str) -> dict[str, Any]:
    """The fingerprints of every variable of a run, coordinates included."""
    settings = dict(RUNS[name])
    world = co.load_world(
        settings.pop("tables", "latin_america"),
        countries=settings.pop("countries", None),
        start=settings.pop("start", 2000),
        years=settings.pop("years"),
    )
    scenario = co.make_scenario(
        yaml.safe_load(SPACE.joinpath(f"{settings.pop('scenario', 'baseline')}.yaml").read_text(encoding="utf-8"))
    )
    results = co.ensemble(world, co.make_parameters(settings.pop("parameters", {})), scenario, **settings)
    return {str(key): fingerprint(results[key].values) for key in results.variables}


def sweep(folder: Path) -> dict[str, Any]:
    """The fingerprints of the columns of a sweep over all scenarios."""
    others = sorted(entry.name[:-5] for entry in SPACE.iterdir() if entry.name.endswith(".yaml"))
    others.remove("baseline")
    command(SWEEP.format(scenarios=",".join(["baseline", *others]), out=folder))
    shards = pd.concat([pd.read_parquet(path) for path in sorted((folder / "shards").glob("*.parquet"))], ignore_index=True)
    points = pd.read_parquet(folder / "points.parquet")
    return columns("points", points) | columns("table", shards)


def claims(folder: Path, line: str = CLAIMS) -> dict[str, Any]:
    """The fingerprints of every claim's effects, and what its judgement says in numbers and words."""
    command(line.format(out=folder))
    return judged(folder)


def judged(folder: Path) -> dict[str, Any]:
    """The same of a folder that is there."""
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["claims"]
    judgements = {f"claim {name}": judgement_fingerprint(entry["judgement"]) for name, entry in ledger.items()}
    return columns("effects", pd.read_parquet(folder / "effects.parquet")) | judgements


def columns(title: str, table: pd.DataFrame) -> dict[str, Any]:
    """The fingerprints of a table's columns."""
    return {f"{title}.{name}": fingerprint(table[name].to_numpy()) for name in table}


def judgement_fingerprint(judgement: dict[str, Any]) -> dict[str, Any]:
    """A judgement by its verdict and its distinct fractions, wherever they stand: names of its parts may change."""
    fractions = sorted({value for value in leaves(judgement) if isinstance(value, float) and value % 1.0})
    return fingerprint(fractions) | {"dtype": judgement["verdict"]}


def leaves(value: Any) -> Iterator[Any]:
    """What a nested value ends in; numbers that are not finite left out."""
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(entry)
    if not isinstance(value, dict | list) and not (isinstance(value, float) and not math.isfinite(value)):
        yield value


def command(line: str) -> None:
    """Run a command here; RuntimeError if it ends badly."""
    if code := main(shlex.split(line)):
        raise RuntimeError(f"exit code {code}: concertacion {line}")
