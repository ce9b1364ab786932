"""One ensemble, from a checked config to a folder: results, figures, report, and what it takes to make them again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.formatting import widest
from concertacion.experiments.effective import stored
from concertacion.experiments.ensemble.report_process import second_process
from concertacion.experiments.inputs import RunInputs, check_memory
from concertacion.experiments.job import Job
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.netcdf import netcdf_bytes
from concertacion.experiments.output.output_dir import begin, new_output_dir
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.output.stored import seal
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.rerun import command_of
from concertacion.experiments.settings.ensemble import EnsembleSettings

HEADER = ("Outcome of a run", "in", "median", "half the runs")


def run(job: Job[EnsembleSettings]) -> Path:
    """Run the ensemble of the settings, write its folder, print its summary; returns the folder.

    Raises
    ------
    InputError
        If a setting is wrong or cannot be met; nothing is created then.
    """
    settings, inputs, config, output_dir = job.settings, job.inputs, job.config, job.output_dir
    check_memory(settings.replicates, inputs.world)
    provenance = provenance_of(settings, inputs, config, job.arguments, job.digest)
    job.announce_compiling()
    with new_output_dir(output_dir, job.digest) as folder:
        begin(folder, stored(config), provenance)
        table = _fill(folder, settings, inputs, provenance)
    print(f"{_title(settings, inputs)}\n\n{table}\n\nResult: {output_dir}\nRead:   {output_dir / 'report.html'}")
    return output_dir


def _fill(folder: Path, settings: EnsembleSettings, inputs: RunInputs, provenance: dict[str, Any]) -> str:
    """Simulate and write results, figures, report and manifest; returns the summary table."""
    from concertacion.sim.ensembles import ensemble

    progress = Progress(settings.replicates)
    with second_process("concertacion.experiments.ensemble.report_work") as reporter:
        progress.start()
        try:
            dataset = ensemble(
                inputs.world, inputs.parameters, inputs.scenario, runs=settings.replicates, seed=settings.seed,
                mode=settings.mode, until=settings.until, workers=settings.workers, engine=settings.engine,
                country_class=inputs.country_class, progress=progress.set, time_limit=settings.time_limit,
            )  # fmt: skip
        finally:
            progress.close()
        reporter.send(inputs.world, dataset, provenance, folder, settings.tables)
        write_bytes(folder / "results.nc", netcdf_bytes(dataset))
        rows = reporter.result()
    seal(folder)
    return terminal_table((*HEADER, widest(settings.replicates)), rows, words=2)


def provenance_of(
    settings: EnsembleSettings, inputs: RunInputs, config: dict[str, Any], arguments: Sequence[str], digest: str
) -> dict[str, Any]:
    """What was run, on what, by what: the same wherever and whenever the same is run with the same code and versions."""
    world = inputs.world
    return {
        "command": command_of(arguments),
        "config_sha256": digest,
        "experiment": settings.experiment,
        "world": world.name,
        "world_sha256": world.digest,
        "countries": list(world.countries),
        "scenario": inputs.scenario.name,
        "scenario_description": inputs.scenario.description,
        "start": settings.start,
        "years": settings.years,
        "mode": settings.mode,
        "until": settings.until,
        "replicates": settings.replicates,
        "seed": settings.seed,
        "engine": settings.engine,
        "country_class": settings.country_class,
        "parameters": config["parameters"],
        **code_provenance(),
    }


def _title(settings: EnsembleSettings, inputs: RunInputs) -> str:
    last = settings.start + settings.years - 1
    runs = f"{settings.replicates} {'run' if settings.replicates == 1 else 'runs'}"
    where = f"{settings.world['name']}, {len(inputs.world.countries)} countries, {settings.start} to {last}"
    return f"{where}; {settings.mode} politics; scenario {inputs.scenario.name}; {runs}, seed {settings.seed}"
