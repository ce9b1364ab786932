"""Several sweeps read as one: what they must share, which of their points are the same, and no run twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from concertacion.sim.declare import InputError, clipped

SEED, RUN = "seed", "run"
# Settings in which sweeps that go together may differ; `over` and `fixed` only name the axes, which are compared as they are.
FREE = ("seed", "points", "replicates", "design", "levels", "second_order", "table", "over", "fixed", "outcomes", "trajectories")
SHARED = ("experiment", "config", "axes", "common_random_numbers", "class_sha256", "source_sha256", "versions", "worlds_sha256")
MERGED = "merged"  # the design of points that come from several


class Sweep(NamedTuple):
    """A sweep as read: its manifest, a row a point, a row a run."""

    folder: Path
    manifest: Mapping[str, Any]
    points: pd.DataFrame
    rows: pd.DataFrame

    @property
    def runs(self) -> int:
        """Runs of the finished sweep."""
        return int(self.manifest.get("runs", len(self.points) * int(self.manifest["replicates"])))


def merged(sweeps: Sequence[Sweep]) -> Sweep:
    """The sweeps as one, with the seed of each run in a column.

    Where the points of all are the same, or the first ones of the longest list, replicates follow one another in the order of the
    sweeps; elsewhere points do, and the points of each are points of their own.

    Raises
    ------
    InputError
        If sweeps differ in code, world, settings or axes, naming the first difference, or hold the same runs.
    """
    first = sweeps[0]
    for other in sweeps[1:]:
        _check_fit(first, other)
    _check_runs(sweeps)
    longest = max((sweep.points for sweep in sweeps), key=len)
    same = all(sweep.points.equals(longest.iloc[: len(sweep.points)]) for sweep in sweeps)
    column, rows, begin = "replicate" if same else "point", [], 0
    for sweep in sweeps:
        rows.append(sweep.rows.assign(seed=int(sweep.manifest["seed"])))
        rows[-1][column] += begin
        begin += int(sweep.manifest["replicates"]) if same else len(sweep.points)
    manifest = {
        **first.manifest, "axes": _axes(sweeps), "runs": sum(sweep.runs for sweep in sweeps),
        "replicates": begin if same else max(int(sweep.manifest["replicates"]) for sweep in sweeps),
        "design": first.manifest["design"] if same and len({sweep.manifest["design"] for sweep in sweeps}) == 1 else MERGED,
    }  # fmt: skip
    points = longest if same else pd.concat([sweep.points for sweep in sweeps], ignore_index=True)
    return Sweep(first.folder, manifest, points, pd.concat(rows, ignore_index=True))


def _check_fit(one: Sweep, other: Sweep) -> None:
    there, here = _shared(one.manifest, other.manifest), _shared(other.manifest, one.manifest)
    for key in {**there, **here}:
        if there.get(key) != here.get(key):
            raise InputError(
                f"open_sweep: {other.folder} and {one.folder} differ in {key} "
                f"({_shown(here.get(key))} and {_shown(there.get(key))}); "
                "sweeps of the same code, world, settings and axes are read as one"
            )


def _shared(manifest: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, str]:
    """What has to agree with the other manifest: dotted key -> the value as JSON writes it."""
    shared = {key: manifest.get(key) for key in SHARED}
    shared["config"] = {key: value for key, value in manifest.get("config", {}).items() if key not in FREE}
    worlds = other.get("worlds_sha256", {})  # of those that both name: points need not name the same
    shared["worlds_sha256"] = {name: digest for name, digest in manifest.get("worlds_sha256", {}).items() if name in worlds}
    if manifest["design"] == other["design"] == "table":  # its values are those that happen to stand in it
        shared["axes"] = [{"name": axis["name"], "over values": bool(axis["values"])} for axis in manifest["axes"]]
    entries = pd.json_normalize(shared).iloc[0].to_dict()
    return {str(key): json.dumps(value, ensure_ascii=False, sort_keys=True) for key, value in entries.items()}


def _shown(value: str | None) -> str:
    return "nothing" if value is None else clipped(value, 60)


def _axes(sweeps: Sequence[Sweep]) -> list[dict[str, Any]]:
    """The axes, each with the values that any of the sweeps has."""
    axes = []
    for same in zip(*(sweep.manifest["axes"] for sweep in sweeps), strict=True):
        values = list(dict.fromkeys(value for axis in same for value in axis["values"]))
        axes.append({**same[0], "values": values, "high": len(values) - 1 if values else same[0]["high"]})
    return axes


def _check_runs(sweeps: Sequence[Sweep]) -> None:
    """Refuse a run that two of the sweeps hold: the same values of all axes, the same seed and the same number."""
    seen: list[tuple[Sweep, pd.DataFrame]] = []
    for sweep in sweeps:
        keys = sweep.points.iloc[sweep.rows["point"].to_numpy()].reset_index(drop=True)
        keys[RUN], keys[SEED] = sweep.rows["run"].to_numpy(), int(sweep.manifest["seed"])
        for other, others in seen:
            both = keys.merge(others.drop_duplicates(), how="inner")
            if len(both):
                seed, run = int(both[SEED].iloc[0]), int(both[RUN].iloc[0])
                raise InputError(
                    f"open_sweep: {sweep.folder} and {other.folder} hold the same runs (such as run {run} of seed {seed} at "
                    "equal points); leave one out, or give one another seed"
                )
        seen.append((sweep, keys))
