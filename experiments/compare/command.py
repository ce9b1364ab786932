"""`experiment=compare`: every arm run with the same random numbers, kept, and told against the first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.compare.arms import condensed
from concertacion.analysis.compare.folder import ARMS, DIFFERENCES
from concertacion.analysis.compare.words import Line
from concertacion.analysis.formatting import counted
from concertacion.experiments.compare.arms import Arm, arms_of
from concertacion.experiments.effective import stored
from concertacion.experiments.ensemble.command import provenance_of
from concertacion.experiments.ensemble.runs import results_of, with_outcomes
from concertacion.experiments.inputs import check_memory
from concertacion.experiments.job import Job
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.netcdf import netcdf_bytes
from concertacion.experiments.output.output_dir import begin, new_output_dir
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.output.stored import seal
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.phases import FIGURES, say
from concertacion.experiments.settings.compare import CompareSettings

HEADER = ("Outcome of a run", "in", "difference", "95% interval")


def run(job: Job[CompareSettings]) -> Path:
    """Run the arms, write the folder, print the differences; returns the folder.

    Raises
    ------
    InputError
        If a setting or an arm is wrong; nothing is created then.
    """
    settings, output_dir = job.settings, job.output_dir
    arms = arms_of(settings.arms, job.config, job.inputs, settings.outcomes, job.arguments)
    for arm in arms:
        check_memory(settings.replicates, arm.inputs.world)
    provenance = provenance_of(settings, job.inputs, job.config, job.arguments, job.digest) | {
        "arms": [_described(arm) for arm in arms],
        "outcomes": list(settings.outcomes),
    }
    with new_output_dir(output_dir, job.digest) as folder:
        begin(folder, stored(job.config), provenance)
        lines = _fill(folder, job, arms, provenance)
    print(f"{_table(lines, arms[0].name)}\n\nResult: {output_dir}\nRead:   {output_dir / 'report.html'}")
    return output_dir


def _described(arm: Arm) -> dict[str, Any]:
    """An arm in the manifest."""
    changes = {key: arm.scenario[key] for key in ("parameters", "events")}
    return {"name": arm.name, "description": arm.description, **changes, "world_sha256": arm.inputs.world.digest}


def _fill(folder: Path, job: Job[CompareSettings], arms: Sequence[Arm], provenance: dict[str, Any]) -> list[Line]:
    """Run arm after arm, keep the results of each, draw and report; returns the differences as texts."""
    settings = job.settings
    progress, kept = Progress(len(arms) * settings.replicates), {}
    (folder / ARMS).mkdir()
    job.compile_model()
    say(f"running {counted(len(arms), 'arm')} of {counted(settings.replicates, 'run')}")
    with progress:
        for done, arm in enumerate(arms):
            results = results_of(arm.inputs, settings, progress.after(done * settings.replicates))
            results = with_outcomes(results, arm.inputs.world, settings.outcomes)
            kept[arm.name] = condensed(results, arm.scenario)
            write_bytes(folder / ARMS / f"{arm.name}.nc", netcdf_bytes(results))
    say(FIGURES)
    job.reporter.send(kept, provenance, folder, settings.tables)
    table, lines = job.reporter.result()
    write_bytes(folder / DIFFERENCES, table.encode())
    seal(folder)
    return list(lines)


def _table(lines: Sequence[Line], control: str) -> str:
    """A line for each outcome and arm."""
    names = list(dict.fromkeys(line.arm for line in lines))
    rows = [
        (line.title, line.label, line.arm, line.control, line.treated, line.difference, line.interval or "too few runs")
        for line in lines
    ]
    if len(names) > 1:
        return terminal_table((*HEADER[:2], "arm", control, "the arm", *HEADER[2:]), rows, words=3)
    return terminal_table((*HEADER[:2], control, names[0], *HEADER[2:]), [row[:2] + row[3:] for row in rows], words=2)
