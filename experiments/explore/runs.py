"""The runs of a side, by the functions of `experiment=compare`, so that the page and its command give the same numbers."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from xarray import Dataset

from concertacion.analysis.compare.arms import condensed
from concertacion.analysis.outcomes import MAIN
from concertacion.experiments.compare.arms import arms_of
from concertacion.experiments.compose import composed_config
from concertacion.experiments.ensemble.runs import results_of, with_outcomes
from concertacion.experiments.explore.queue import Progress
from concertacion.experiments.explore.state import SIDES, State, base_arguments
from concertacion.experiments.inputs import RunInputs, build_inputs, check_memory
from concertacion.experiments.settings.explore import ExploreSettings
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.sim.world import World

KEPT = 8  # sides whose runs are kept: some tens of megabytes each
FEW = 20  # runs that are shown at once; from so many on there are intervals


class Shared(NamedTuple):
    """What both sides have in common."""

    config: dict[str, Any]
    settings: SharedSettings
    inputs: RunInputs


class Shown(NamedTuple):
    """The runs that the page shows: those of both sides by name, or of one where both are the same."""

    state: State
    arms: dict[str, Dataset]
    world: World
    runs: int


@lru_cache(4)
def shared(arguments: tuple[str, ...]) -> Shared:
    """Config, settings and inputs of these arguments.

    Raises
    ------
    InputError
        If the world cannot start then.
    """
    config = composed_config(arguments)
    settings = settings_of(config)
    return Shared(config, settings, build_inputs(settings))


class Runs:
    """The runs of sides. Those of a few are kept, so that the side that did not move is there at once."""

    def __init__(self, settings: ExploreSettings, further: Sequence[str] = ()) -> None:
        self.settings, self.further = settings, tuple(further)
        self._kept: OrderedDict[str, Dataset] = OrderedDict()

    def shown(self, state: State, runs: int, progress: Progress) -> Shown:
        """The first `runs` runs of the sides of a state.

        Raises
        ------
        InputError
            If the world cannot start then, or the scenario does not fit it.
        """
        common = shared((*base_arguments(state, self.settings), *self.further))
        keys = SIDES[:1] if state.same else SIDES
        arms = {}
        for place, key in enumerate(keys):
            arms[key] = self._side(common, key, state, runs, partial(_further, progress, place * runs, len(keys) * runs))
        return Shown(state, arms, common.inputs.world, runs)

    def ready(self, state: State) -> bool:
        """Whether all runs of both sides are kept, so that there is nothing to wait for."""
        kept = [self._kept.get(self._mark(state, key)) for key in SIDES]
        return all(one is not None and one.sizes["run"] >= self.settings.replicates for one in kept)

    def _mark(self, state: State, key: str) -> str:
        return json.dumps([base_arguments(state, self.settings), state.side(key).patch], sort_keys=True)

    def _side(self, common: Shared, key: str, state: State, runs: int, progress: Progress) -> Dataset:
        patch = state.side(key).patch
        mark = self._mark(state, key)
        kept = self._kept.get(mark)
        if kept is None or kept.sizes["run"] < runs:
            (arm,) = arms_of({key: patch}, common.config, common.inputs, tuple(MAIN), self.further)
            check_memory(runs, arm.inputs.world)
            settings = replace(common.settings, replicates=runs, workers=self.settings.workers)
            results = with_outcomes(results_of(arm.inputs, settings, progress), arm.inputs.world, tuple(MAIN))
            kept = part_shown(results, condensed(results, arm.scenario))
            self._kept[mark] = kept
        self._kept.move_to_end(mark)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept.isel(run=slice(runs))


def _further(progress: Progress, before: int, whole: int, done: int, _: int) -> None:
    progress(before + done, whole)


def part_shown(results: Dataset, condensed_results: Dataset) -> Dataset:
    """What the page draws: a condensed arm, and by country or forum what is recorded by these alone, means over the domains."""
    kept = {
        name: variable
        for name, variable in results.data_vars.items()
        if set(variable.dims) in ({"run", "quarter", "country"}, {"run", "quarter", "forum"}) or set(variable.dims) == {"country"}
    }
    by_channel = {name: results[name].mean("domain", dtype="float32", keep_attrs=True) for name in ("took_part", "delivered")}
    labels = {name: one for name, one in results.coords.items() if name not in condensed_results.coords and name != "domain"}
    return condensed_results.assign({**kept, **by_channel}).assign_coords(labels)
