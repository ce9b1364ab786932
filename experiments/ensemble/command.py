"""One ensemble, from a checked config to a folder: results, figures, report, and what it takes to make them again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.compare.arms import condensed
from concertacion.analysis.compare.folder import DIFFERENCES
from concertacion.analysis.formatting import counted, widest
from concertacion.analysis.outcomes import MAIN
from concertacion.experiments.effective import stored
from concertacion.experiments.ensemble.runs import results_of, with_outcomes, without_scenario
from concertacion.experiments.inputs import RunInputs, check_memory
from concertacion.experiments.job import Job
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.netcdf import netcdf_bytes
from concertacion.experiments.output.output_dir import begin, new_output_dir
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.output.stored import seal
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.phases import FIGURES, say
from concertacion.experiments.rerun import command_of
from concertacion.experiments.settings.ensemble import EnsembleSettings
from concertacion.experiments.settings.shared import SharedSettings

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
    with new_output_dir(output_dir, job.digest) as folder:
        begin(folder, stored(config), provenance)
        table = _fill(folder, job, provenance)
    said = [_title(settings, inputs), f"\n{table}\n", f"Result: {output_dir}"]
    if settings.figures != "none":
        said.append(f"Read:   {output_dir / 'report.html'}")
    print("\n".join([*said, f"Page:   {page_command(output_dir, inputs.world.countries[0])}"]))
    return output_dir


def _fill(folder: Path, job: Job[EnsembleSettings], provenance: dict[str, Any]) -> str:
    """Simulate and write results, figures, report and manifest; returns the summary table, and what the scenario changes."""
    settings, inputs = job.settings, job.inputs
    without, baseline = without_scenario(inputs) if settings.baseline else None, None
    progress = Progress(settings.replicates * (1 if without is None else 2))
    job.compile_model()
    beside = "" if without is None else " with the scenario, and as many without"
    say(f"running {counted(settings.replicates, 'run')}{beside}")
    with progress:
        if without is not None:
            baseline = condensed(with_outcomes(results_of(without, settings, progress.set), inputs.world, tuple(MAIN)), {})
        dataset = results_of(inputs, settings, progress.after(progress.done))
    if settings.figures != "none":
        say(FIGURES)
    scenario = inputs.scenario._asdict()
    job.reporter.send(inputs.world, dataset, provenance, folder, scenario, baseline, settings.tables, settings.figures)
    write_bytes(folder / "results.nc", netcdf_bytes(dataset))
    rows, differences, told = job.reporter.result()
    if differences:
        write_bytes(folder / DIFFERENCES, differences.encode())
    seal(folder)
    table = terminal_table((*HEADER, widest(settings.replicates)), rows, words=2)
    return f"{table}\n\n{told}" if told else table


def provenance_of(
    settings: SharedSettings, inputs: RunInputs, config: dict[str, Any], arguments: Sequence[str], digest: str
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
        "forums": settings.forums,
        "settle": world.settle,
        "replicates": settings.replicates,
        "seed": settings.seed,
        "engine": settings.engine,
        "country_class": settings.country_class,
        "parameters": config["parameters"],
        **code_provenance(),
    }


def page_command(folder: Path, country: str) -> str:
    """The command that makes the page of a country, as an example of a country or forum."""
    return shlex.join(["concertacion", "experiment=page", f"from={folder}", f"of={country}", f"out={country}.html"])


def _title(settings: EnsembleSettings, inputs: RunInputs) -> str:
    last = settings.start + settings.years - 1
    runs = f"{settings.replicates} {'run' if settings.replicates == 1 else 'runs'}"
    where = f"{settings.world['name']}, {len(inputs.world.countries)} countries, {settings.start} to {last}"
    return f"{where}; {settings.mode} politics; scenario {inputs.scenario.name}; {runs}, seed {settings.seed}"
