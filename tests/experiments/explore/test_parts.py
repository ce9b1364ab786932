"""Address, command and queue of the page, without a browser."""

import shlex
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from tests.experiments.explore.conftest import START

from concertacion.analysis import open_results
from concertacion.experiments.compare.arms import arms_of
from concertacion.experiments.compose import composed_config
from concertacion.experiments.explore.queue import Stopped, WorkQueue, nothing
from concertacion.experiments.explore.runs import shared
from concertacion.experiments.explore.sliders import sliders, step_of
from concertacion.experiments.explore.state import (
    Side,
    State,
    address_of,
    arguments_of,
    arguments_of_run,
    base_arguments,
    changed,
    command_of,
    made_elsewhere,
    mark_of,
    state_of,
)
from concertacion.experiments.explore.views import explained
from concertacion.experiments.run import main
from concertacion.experiments.settings.kinds import settings_of
from concertacion.sim.declare import InputError
from concertacion.sim.model import CooperationModel
from concertacion.sim.parameters import DECLARED

SCENARIOS = ("baseline", "pandemic", "isolation")
USUAL = State(2015)


@st.composite
def sides(draw):
    side = Side(draw(st.sampled_from(SCENARIOS)))
    for name in draw(st.lists(st.sampled_from(list(sliders())), max_size=4)):
        one = sliders()[name]
        side = changed(side, name, draw(st.floats(one.low, one.high)))
    return side


@given(sides(), sides(), st.integers(1995, 2020))
@profile(max_examples=60, deadline=None)
def test_an_address_gives_the_state_back(a, b, start):
    state = State(start, a, b)
    assert state_of(address_of(state, USUAL), USUAL, SCENARIOS) == state


def test_a_slider_has_a_hundred_steps_and_keeps_its_default():
    assert [step_of(0, 1), step_of(-1, 1), step_of(0, 0.05), step_of(0, 7)] == [0.01, 0.02, 0.0005, 0.05]
    for one in sliders().values():
        assert one.rounded(one.default) == one.default
        stops = [one.low + place * one.step for place in (0, 7, 90)]  # as the widget counts, from its low end
        assert [one.rounded(stop) for stop in stops] == pytest.approx(stops)
        assert 100 <= (one.high - one.low) / one.step < 260


def test_the_command_has_rounded_values_and_leaves_out_what_is_usual(settings):
    name, one = next(iter(sliders().items()))
    state = USUAL._replace(b=changed(Side("pandemic"), name, one.low + 3.4 * one.step))
    arms = arguments_of(state, settings)[1]
    assert arms == f"arms={{a: {{}}, b: {{scenario: pandemic, set: {{{name}: {one.rounded(one.low + 3.4 * one.step)}}}}}}}"
    assert settings_of(composed_config(arguments_of(state, settings))).start == USUAL.start


def test_an_address_says_on_which_page_it_was_made(settings):
    state, mark = USUAL._replace(b=Side("isolation")), mark_of(settings)
    query = address_of(state, USUAL, mark)
    assert state_of(query, USUAL, SCENARIOS) == state and not made_elsewhere(query, mark)
    assert address_of(USUAL, USUAL, mark) == "" and not made_elsewhere("b.scenario=isolation", mark)
    for other in (replace(settings, seed=9), replace(settings, years=5), replace(settings, replicates=7)):
        assert made_elsewhere(query, mark_of(other))


def test_sliders_are_called_as_the_declarations_explain_them():
    titles = {name: one.title for name, one in sliders().items()}
    assert titles["norm_import"] == "Global norms carried into domestic law" and len(set(titles.values())) == len(titles)
    for name, title in titles.items():
        assert DECLARED[name].meaning.lower().startswith(title.lower())
        assert all(text in explained({}) for text in (DECLARED[name].source.split(",")[0], f"<code>{name}</code>"))


def test_the_command_of_one_run_makes_that_run(settings, tmp_path):
    state = State(START, view="steps", run=1, b=Side("isolation"))
    command = shlex.split(command_of(state, settings, key="b"))
    assert main([*command[1:], f"out={tmp_path / 'one'}", "figures=none"]) == 0
    last = open_results(tmp_path / "one" / "results.nc").isel(run=-1)
    common = shared(tuple(base_arguments(state, settings)))
    (arm,) = arms_of({"b": state.b.patch}, common.config, common.inputs, ("delivered",), ())
    model = CooperationModel(arm.inputs.world, arm.inputs.parameters, arm.inputs.scenario, seed=settings.seed, run=1)
    model.step()
    assert int(last["run"]) == 1
    np.testing.assert_array_equal(last["took_part"].values[0], model.record.issues.took_part[0])
    name, one = next(iter(sliders().items()))
    moved = settings_of(composed_config(arguments_of_run(state._replace(b=changed(state.b, name, one.high)), "b", settings)))
    assert moved.arms == {"plain": {}, "b": {"scenario": "isolation", "set": {name: one.high}}} and moved.replicates == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("strat=2015", "did you mean 'start'"), ("b.insulaton=1", "no such slider"), ("start=20x5", "expected a year"),
        ("view=tim", "did you mean 'time'"), ("world=own", "no such world"),
        ("start=2015&start=2016", "twice"), ("x" * 5000, "characters"),
    ],
)  # fmt: skip
def test_a_wrong_address_is_refused(query, said):
    with pytest.raises(InputError, match=said):
        state_of(query, USUAL, SCENARIOS)


def test_a_newer_order_stops_an_older_one_and_short_stages_come_first():
    queue, done, begun, free = WorkQueue(), [], threading.Event(), threading.Event()

    def endless(progress):
        begun.set()
        while True:
            progress(0, 1)
            time.sleep(0.001)

    def stage(name):
        return lambda _: done.append(name)

    def held(_):
        free.wait(5)

    queue.put("first", [endless], nothing, done.append)
    assert begun.wait(5)
    queue.put("first", [held, stage("first, all")], nothing, done.append)  # the endless one stops
    queue.put("second", [stage("second, few"), stage("second, all")], nothing, done.append)
    free.set()
    queue.put("last", [lambda _: done.append("end")], nothing, done.append)
    for _ in range(500):
        if len(done) == 4:
            break
        time.sleep(0.01)
    assert done.index("second, few") < done.index("first, all") and not any(isinstance(one, Stopped) for one in done)


def test_an_error_is_told_to_its_owner_and_the_queue_goes_on():
    queue, told, ended = WorkQueue(), [], threading.Event()

    def wrong(_):
        raise InputError("a sentence")

    queue.put("one", [wrong], nothing, told.append)
    queue.put("closed", [wrong], nothing, lambda error: 1 / 0)  # a page that is no longer open
    queue.put("two", [lambda _: ended.set()], nothing, told.append)
    assert ended.wait(5)
    assert [str(error) for error in told] == ["a sentence"]
