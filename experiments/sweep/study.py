"""A study: the points of a design and what is run at each, as plain data that any process can evaluate any part of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from concertacion.experiments.chunks.block import RUN, Block
from concertacion.experiments.inputs import country_class_of
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.batches import Batch, batches_of, by_setup
from concertacion.experiments.sweep.parts import Part, grown, places
from concertacion.experiments.sweep.runs import agents_run, kernel_run, reason_of, reduced, run_batch
from concertacion.experiments.sweep.setups import measures_of, with_tables
from concertacion.experiments.sweep.ties import Tie
from concertacion.sim.agent_runs import shared_processes
from concertacion.sim.declare import InputError
from concertacion.sim.results import of_one_run

if TYPE_CHECKING:
    import xarray as xr

SETTINGS = (
    "world", "scenario", "parameters", "start", "years", "mode", "until", "forums", "settle", "engine", "country_class",
    "time_limit",
)  # fmt: skip


def settings_of_runs(config: Mapping[str, Any]) -> dict[str, Any]:
    """What a run needs of a config: `SETTINGS`, and with the world the digest of its tables (raises what `with_tables` does)."""
    return {**{key: config[key] for key in SETTINGS}, "world": with_tables(config["world"])}


class Study(NamedTuple):
    """Run f of a study is replicate f % replicates of point f // replicates, unless the study has grown in `parts`.

    `settings` are those of `settings_of_runs`; `choices` the configs of the scenarios and worlds that axes
    name. With common random numbers replicate r has run number r at every point, so that points differ by what they vary alone;
    without, each has a number of its own, from `first_run` on, or at each point from that of `first_runs` on.
    """

    settings: dict[str, Any]
    axes: tuple[Axis, ...]
    points: np.ndarray  # float64 (points, axes), as `Axis.at` stores them
    replicates: int
    seed: int
    common_random_numbers: bool
    outcomes: tuple[str, ...]
    choices: dict[str, dict[str, Any]] = {}  # noqa: RUF012 (nothing writes to it)
    trajectories: tuple[str, ...] = ()
    first_run: int = 0  # what independent run numbers begin with
    first_runs: np.ndarray | None = None  # what they begin with at each point, int64 (points,)
    ties: tuple[Tie, ...] = ()
    parts: tuple[Part, ...] = ()  # none: all points with all replicates at once
    share_starts: bool = False  # whether other studies have the same points, so that settled starts are worth keeping

    @property
    def runs(self) -> int:
        """Runs in all."""
        return len(self.points) * self.replicates


class Rows(NamedTuple):
    """Rows of a block that a batch does, and the position of each row's point in the batch."""

    at: np.ndarray  # int64 (n,)
    point: np.ndarray  # int64 (n,)


def evaluate(study: Study, first: int, count: int) -> Block:
    """Runs first..first+count-1, in order. One that fails has NaN for its values and a reason, and the others go on."""
    point, replicate = places(study.parts or grown((), len(study.points), study.replicates), first, count)
    block = Block(point, replicate, numbers(study, point, replicate), np.full((count, len(study.outcomes)), np.nan), [""] * count)
    here = point - point.min()
    points = study.points[point.min() : point.max() + 1]
    kept: list[tuple[int, xr.Dataset]] = []
    for setup, members in by_setup(study.settings, study.choices, study.axes, points):
        try:
            batches = batches_of(setup, study.settings["parameters"], study.axes, points[members], study.ties)
        except InputError as error:
            for at in _rows(here, members).at:
                block.reason[at] = " ".join(str(error).split())
            continue
        for batch in batches:
            rows = _rows(here, members[batch.points])
            if needs_records(study):
                kept += _fill_one_by_one(study, batch, block, rows)
            else:
                _fill_at_once(study, batch, block, rows)
    return block._replace(kept=_joined(kept, block)) if study.trajectories else block


def numbers(study: Study, point: np.ndarray, replicate: np.ndarray) -> np.ndarray:
    """The run numbers of replicates of points, int64 (n,)."""
    if study.common_random_numbers:
        return replicate
    first = study.first_run + point * study.replicates if study.first_runs is None else study.first_runs[point]
    return first + replicate


def needs_records(study: Study) -> bool:
    """Whether runs are done one by one: for agents, or for trajectories."""
    return study.settings["engine"] == "mesa" or bool(study.trajectories)


def _rows(here: np.ndarray, members: np.ndarray) -> Rows:
    """The rows whose point is among the members (ascending), in order."""
    at = np.flatnonzero(np.isin(here, members))
    return Rows(at, np.searchsorted(members, here[at]))


def _fill_at_once(study: Study, batch: Batch, block: Block, rows: Rows) -> None:
    """Do these rows of the block in one call of the kernel."""
    measures = measures_of(batch.setup, study.outcomes)
    status, block.values[rows.at] = run_batch(batch, measures, rows.point, block.run[rows.at], study.seed, study.share_starts)
    for n in np.flatnonzero(status):
        block.reason[rows.at[n]] = reason_of(int(status[n]))


def _fill_one_by_one(study: Study, batch: Batch, block: Block, rows: Rows) -> list[tuple[int, xr.Dataset]]:
    """Do these rows of the block with their records; returns, by row, the trajectories to keep."""
    agents = study.settings["engine"] == "mesa"
    country_class = country_class_of(study.settings["country_class"], study.settings["time_limit"]) if agents else None
    time_limit, processes = study.settings["time_limit"], shared_processes()
    kept = []
    for at, position in zip(rows.at, rows.point, strict=True):
        run = int(block.run[at])
        if agents:
            status, record, block.reason[at] = agents_run(batch, position, study.seed, run, country_class, time_limit, processes)
        else:
            status, record, block.reason[at] = kernel_run(batch, position, study.seed, run)
        if not block.reason[at]:
            block.values[at] = reduced(record, measures_of(batch.setup, study.outcomes))
        if study.trajectories:
            kept.append((int(at), of_one_run(batch.loaded.world, record, run, status)[list(study.trajectories)]))
    return kept


def _joined(kept: list[tuple[int, xr.Dataset]], block: Block) -> xr.Dataset | None:
    """The trajectories of a block, in the order of its rows, labelled by point and replicate."""
    import xarray as xr

    if not kept:
        return None
    rows = sorted(at for at, _ in kept)
    whole = xr.concat([one for _, one in sorted(kept, key=lambda pair: pair[0])], dim=RUN)
    return whole.assign_coords(point=(RUN, block.point[rows]), replicate=(RUN, block.replicate[rows]))
