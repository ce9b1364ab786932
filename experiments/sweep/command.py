"""`experiment=sweep`: a study from the settings, run in chunks into its folder, with an estimate before and a table after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from concertacion.analysis.checksums import read_checksums
from concertacion.analysis.formatting import counted
from concertacion.experiments.arguments import parsed
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.identity import identity_of
from concertacion.experiments.chunks.keeping import kept
from concertacion.experiments.chunks.runner import Tally, sweep
from concertacion.experiments.chunks.store import open_store, stored_manifest
from concertacion.experiments.effective import config_digest
from concertacion.experiments.job import Job
from concertacion.experiments.output.files import locked
from concertacion.experiments.output.formats import add_tables, check_sheet
from concertacion.experiments.output.output_dir import resume_command
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.output.stored import seal
from concertacion.experiments.rerun import source_of
from concertacion.experiments.settings.sweep import SweepSettings
from concertacion.experiments.sweep.estimate import at_once, forecast, rate_of
from concertacion.experiments.sweep.growth import parts_in, sizes_of
from concertacion.experiments.sweep.plan import SweepPlan, plan_of
from concertacion.experiments.sweep.provenance import files_of, provenance_of
from concertacion.experiments.sweep.setups import setup_at, world_at
from concertacion.experiments.sweep.study import Study, evaluate
from concertacion.experiments.sweep.summary import notes_of, table_of
from concertacion.experiments.sweep.tables import tables_of
from concertacion.sim.agent_runs import end_shared_processes

LARGEST_CHUNK = 10_000  # runs
FEWEST_CHUNKS = 16  # so that short sweeps use all workers to the end
CHUNK = 4.0  # seconds
IN_A_SECOND = {"kernel": 5_000_000, "mesa": 80_000}  # pairs of countries and quarters that a worker simulates, about
WORKERS = {"threads": ("thread",), "processes": ("process", "processes"), "dask": ("dask worker",)}


def run(job: Job[SweepSettings]) -> Path:
    """Sweep as the settings ask, resuming what the folder holds, and print the outcomes; returns the folder.

    Raises
    ------
    InputError
        If a setting is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    settings, config, arguments, output_dir = job.settings, job.config, job.arguments, job.output_dir
    plan = plan_of(settings, config, arguments)
    smaller = smaller_of(job, plan)
    check_sheet(settings.tables, len(plan.study.points), "points")
    job.compile_model()
    with kept(output_dir, resume_command(arguments, output_dir)):
        for each in smaller:
            carry_out(each.settings, each.config, arguments, job.where, each.plan, output_dir)
        carry_out(settings, config, arguments, job.where, plan, output_dir)
        if settings.tables != "none":
            with locked(output_dir):
                add_tables(output_dir, settings.tables, partial(tables_of, output_dir))
                seal(output_dir, read_checksums(output_dir))
    if not settings.quiet:
        print(f"\n{table_of(output_dir, plan.study.outcomes)}\n")
    print("\n".join([*notes_of(output_dir, plan.study.outcomes), f"Result: {output_dir}"]))
    return output_dir


class Smaller(NamedTuple):
    """A sweep as large as one that grew was once."""

    settings: SweepSettings
    config: dict[str, Any]
    plan: SweepPlan


def smaller_of(job: Job[SweepSettings], plan: SweepPlan) -> list[Smaller]:
    """What the rerun of a sweep that has grown begins with, in order, so that its runs lie in the same files; else nothing.

    Raises
    ------
    InputError
        As `plan_of`.
    """
    folder = parsed(job.arguments).source
    source = source_of(folder) if folder is not None else None
    if source is None or "parts" not in source.manifest or config_digest(source.config) != job.digest:
        return []
    settings, whole = job.settings, (len(plan.study.points), job.settings.replicates)
    there = stored_manifest(job.output_dir)
    begun = sizes_of(there)[-1] if there and "parts" in there else (0, 0)
    smaller = []
    for points, replicates in sizes_of(source.manifest)[:-1]:
        if points >= begun[0] and replicates >= begun[1] and (points, replicates) != whole:
            base = settings.points * points // whole[0] if settings.table is None else settings.points  # of morris: trajectories
            config = {**job.config, "points": base, "replicates": replicates}
            sized = replace(settings, points=base, replicates=replicates)
            smaller.append(Smaller(sized, config, plan_of(sized, config, job.arguments, rows=points)))
    return smaller


def carry_out(
    settings: SweepSettings, config: dict[str, Any], arguments: Sequence[str], where: Where, plan: SweepPlan, output_dir: Path,
    resume: Path | None = None, after: float = 0.0,
) -> Tally:  # fmt: skip
    """Run a plan into its folder; other experiments on the same runner call this too. `resume` is the folder that the command
    to resume names, if it is another one; `after` are the seconds of what these do with the runs.
    """
    study = plan.study
    provenance = provenance_of(settings, config, plan, settings.design)
    identity = identity_of(provenance)
    parts, grows = parts_in(output_dir, provenance, study)
    study = study._replace(parts=parts)
    provenance["parts"] = [list(part) for part in parts]
    lacking = study.runs - (int(grows["runs"]) if grows else 0)
    chunk = chunk_of(lacking, 4 * settings.years, countries_of(study), study.replicates, settings.engine)
    files, keep = files_of(config, study, identity), bool(study.trajectories)
    opened = open_store(output_dir, provenance, study.runs, chunk, study.outcomes, files, keep, grows, identity)
    with opened as store:
        if not settings.quiet:
            print(introduction(settings, plan, output_dir), flush=True)
            print(f"Time:    {expected_time(settings, where, plan.study, after)}", flush=True)
        progress = Progress(study.runs, quiet=settings.quiet)
        try:
            return sweep(store, partial(evaluate, study), where, progress, resume=resume_command(arguments, resume or output_dir))
        finally:
            end_shared_processes()


def chunk_of(runs: int, quarters: int, countries: int, replicates: int = 1, engine: str = "kernel") -> int:
    """Runs a chunk: some seconds of one worker's work, fewer where there would be too few chunks for all workers.

    A run costs as its quarters and the square of its countries. Where a chunk holds all `replicates` of a point it holds whole
    points, for each worker settles a point anew. Nothing of it is measured or read from the machine, so that the same sweep has
    the same shards wherever it is made.
    """
    fitting = int(CHUNK * IN_A_SECOND[engine] / (quarters * countries**2))
    size = max(1, min(fitting, LARGEST_CHUNK, -(-runs // FEWEST_CHUNKS)))
    return size - size % replicates or size


def countries_of(study: Study) -> int:
    """How many countries the world of the settings has, from which worlds that an axis names may differ."""
    return len(world_at(setup_at(study.settings, study.choices, {})).countries)


def introduction(settings: SweepSettings, plan: SweepPlan, output_dir: Path) -> str:
    """The runs to come, and where the results go."""
    study, points = plan.study, len(plan.study.points)
    numbers = (
        "the same random numbers at every point" if study.common_random_numbers else "random numbers of its own at every point"
    )
    varied = {axis.name for axis in study.axes}
    world, scenario, mode = (
        "varied" if name in varied else value
        for name, value in (("world", settings.world["name"]), ("scenario", settings.scenario["name"]), ("mode", settings.mode))
    )
    return (
        f"Design:  {settings.design} over {counted(len(study.axes), 'axis', 'axes')}; "
        f"world {world}, scenario {scenario}, politics {mode}\n"
        f"Runs:    {counted(points, 'point')} x {counted(study.replicates, 'replicate')} = "
        f"{counted(study.runs, 'run')}; seed {study.seed}, {numbers}\n"
        f"Writes:  {output_dir}"
    )


def expected_time(settings: SweepSettings, where: Where, study: Study, after: float = 0.0) -> str:
    """How long the runs may take, from a trial of a few, and what comes after them."""
    workers = counted(where.workers, *WORKERS[where.name]) if where.address is None else f"the workers of {where.address}"
    seconds = study.runs / (rate_of(study) * at_once(settings.engine, settings.country_class, where)) + after
    return forecast(seconds, "about", f" on {workers}{', figures included' if after else ''}")
