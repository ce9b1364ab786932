"""Address, command and queue of the page, without a browser."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from concertacion.experiments.compose import composed_config
from concertacion.experiments.explore.queue import Stopped, WorkQueue, nothing
from concertacion.experiments.explore.sliders import sliders, step_of
from concertacion.experiments.explore.state import Side, State, address_of, arguments_of, changed, state_of
from concertacion.experiments.settings.kinds import settings_of
from concertacion.sim.declare import InputError

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
        assert 100 <= (one.high - one.low) / one.step < 260


def test_the_command_has_rounded_values_and_leaves_out_what_is_usual(settings):
    name, one = next(iter(sliders().items()))
    state = USUAL._replace(b=changed(Side("pandemic"), name, one.low + 3.4 * one.step))
    arms = arguments_of(state, settings)[1]
    assert arms == f"arms={{a: {{}}, b: {{scenario: pandemic, set: {{{name}: {one.rounded(one.low + 3.4 * one.step)}}}}}}}"
    assert settings_of(composed_config(arguments_of(state, settings))).start == USUAL.start


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
    queue.put("two", [lambda _: ended.set()], nothing, told.append)
    assert ended.wait(5)
    assert [str(error) for error in told] == ["a sentence"]
