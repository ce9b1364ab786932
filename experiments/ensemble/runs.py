"""The runs of one arm, with what a report shows of each: what an ensemble and a comparison have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from concertacion.experiments.inputs import RunInputs
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.sim.scenario import Scenario

if TYPE_CHECKING:
    from xarray import Dataset

    from concertacion.sim.world import World

CONTROL = "baseline"


def results_of(inputs: RunInputs, settings: SharedSettings, progress: Callable[[int, int], None]) -> Dataset:
    """The runs that the settings ask for, of this world, scenario and class (raises what `sim.ensembles.ensemble` does)."""
    from concertacion.sim.ensembles import ensemble

    return ensemble(
        inputs.world, inputs.parameters, inputs.scenario, runs=settings.replicates, seed=settings.seed, mode=settings.mode,
        until=settings.until, workers=settings.workers, engine=settings.engine, country_class=inputs.country_class,
        progress=progress, time_limit=settings.time_limit,
    )  # fmt: skip


def with_outcomes(results: Dataset, world: World, names: Sequence[str]) -> Dataset:
    """The results with `outcomes` (run, outcome) worked out from their record, and the declared unit of each."""
    from concertacion.sim.outcomes import OUTCOMES
    from concertacion.sim.outcomes.requests import name_of
    from concertacion.sim.results import reduced

    outcomes = reduced(results, world, tuple(names)).assign_attrs(long_name="outcomes of each run, in their units")
    return results.assign(outcomes=outcomes.assign_coords(unit=("outcome", [OUTCOMES[name_of(name)].unit for name in names])))


def without_scenario(inputs: RunInputs) -> RunInputs | None:
    """The same without the scenario; None where it changes nothing anyway, whatever its name."""
    scenario = inputs.scenario
    return inputs._replace(scenario=Scenario(CONTROL)) if scenario.parameters or scenario.events else None
