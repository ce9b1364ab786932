"""How long the page to explore takes from a moved slider to what it shows: printed, never judged by the clock."""

from __future__ import annotations

import time

import pytest

from concertacion.experiments.compose import composed_config
from concertacion.experiments.explore.pictures import drawn
from concertacion.experiments.explore.queue import nothing
from concertacion.experiments.explore.runs import FEW, Runs
from concertacion.experiments.explore.sliders import sliders
from concertacion.experiments.explore.state import Side, State, changed
from concertacion.experiments.explore.views import view_of
from concertacion.experiments.settings.kinds import settings_of


def shown(runs, state, number):
    there = runs.shown(state, number, nothing)
    return view_of(there, drawn(there))


@pytest.mark.parametrize(("number", "moved"), [(FEW, "one side"), (FEW, "both sides"), (200, "one side"), (200, "both sides")])
def test_from_a_moved_slider_to_the_differences(benchmark, number, moved):
    settings, lever = settings_of(composed_config(["experiment=explore"])), next(iter(sliders().values()))
    runs, values = Runs(settings), iter(range(1, 100))

    def state():
        side = changed(Side("pandemic"), lever.name, lever.low + next(values) * lever.step)
        return State(2015, changed(Side("baseline"), lever.name, lever.low + next(values) * lever.step), side)

    first = state()
    shown(runs, first, number)  # the world is loaded, the model compiled

    def again():
        began, now = time.perf_counter(), state()
        shown(runs, now if moved == "both sides" else now._replace(a=first.a), number)
        return time.perf_counter() - began

    seconds = benchmark.pedantic(again, rounds=3, iterations=1)
    print(f"\nexplore, {number} runs of each, {moved} moved: {seconds:.2f} s")
