"""One ensemble, from a checked config to a folder: results, figures, report, and what it takes to make them again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from concertacion.experiments.folder import command_of, config_digest, place_of, result_folder
from concertacion.experiments.inputs import RunInputs, build_inputs
from concertacion.experiments.manifest import code_facts, write_manifest
from concertacion.experiments.netcdf import write_results
from concertacion.experiments.progress import counting
from concertacion.experiments.report_process import second_process
from concertacion.experiments.settings import Settings
from concertacion.experiments.summary import summary_table


def run(settings: Settings, config: dict[str, Any], arguments: Sequence[str] = ()) -> Path:
    """Run the ensemble of the settings, write its folder, print its summary; returns the folder.

    Raises
    ------
    InputError
        If anything asked for is wrong or cannot be; nothing is created then.
    """
    plan = build_inputs(settings)
    digest = config_digest(config)
    place = place_of(settings.out, settings.names, digest)
    facts = run_facts(settings, plan, config, arguments, digest)
    with result_folder(place, digest) as folder:
        (folder / "config.yaml").write_text(OmegaConf.to_yaml(OmegaConf.create(config)), encoding="utf-8")
        table = _fill(folder, settings, plan, facts)
    print(f"{_title(settings, plan)}\n\n{table}\n\nResult: {place}\nRead:   {place / 'report.html'}")
    return place


def _fill(folder: Path, settings: Settings, plan: RunInputs, facts: dict[str, Any]) -> str:
    """Simulate and write results, figures, report and manifest; returns the summary table."""
    from concertacion.sim.ensembles import ensemble

    with second_process("concertacion.experiments.report_work") as teller:
        with counting("runs") as progress:
            dataset = ensemble(
                plan.world, plan.parameters, plan.scenario, runs=settings.replicates, seed=settings.seed, mode=settings.mode,
                until=settings.until, workers=settings.workers, engine=settings.engine, country_class=plan.country_class,
                progress=progress,
            )  # fmt: skip
        teller.hand(plan.world, dataset, facts, folder)
        write_results(dataset, folder / "results.nc")
        rows = teller.answer()
    write_manifest(folder, facts)
    return summary_table(rows)


def run_facts(
    settings: Settings, plan: RunInputs, config: dict[str, Any], arguments: Sequence[str], digest: str
) -> dict[str, Any]:
    """What was run, on what, by what: the same wherever and whenever the same is run with the same code and versions."""
    world = plan.world
    return {
        "command": command_of(arguments),
        "config_sha256": digest,
        "experiment": settings.experiment,
        "world": world.name,
        "world_sha256": world.digest,
        "countries": list(world.countries),
        "scenario": plan.scenario.name,
        "scenario_description": plan.scenario.description,
        "start": settings.start,
        "years": settings.years,
        "mode": settings.mode,
        "until": settings.until,
        "replicates": settings.replicates,
        "seed": settings.seed,
        "engine": settings.engine,
        "country_class": settings.country_class,
        "parameters": config["parameters"],
        **code_facts(),
    }


def _title(settings: Settings, plan: RunInputs) -> str:
    last = settings.start + settings.years - 1
    runs = f"{settings.replicates} {'run' if settings.replicates == 1 else 'runs'}"
    where = f"{settings.world['name']}, {len(plan.world.countries)} countries, {settings.start} to {last}"
    return f"{where}; {settings.mode} politics; scenario {plan.scenario.name}; {runs}, seed {settings.seed}"
