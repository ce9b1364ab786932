from types import SimpleNamespace
from typing import get_type_hints

import numpy as np
import pytest

from concertacion.sim.declare import InputError, Prior, declared
from concertacion.sim.events import VARIABLES, country_rows
from concertacion.sim.inputs import Change
from concertacion.sim.packing import positions
from concertacion.sim.parameters import Parameters
from concertacion.sim.quarters import quarter_of, span
from concertacion.sim.scenario import Scenario, compile_scenario, make_scenario
from concertacion.sim.state import State, zeros

DEFAULTS = Parameters()
PRIORS = {name: prior for name, prior in declared(Parameters).items() if isinstance(prior, Prior) and prior.low < prior.high}
NAME, OTHER = list(PRIORS)[:2]
COLUMN = Parameters._fields.index(NAME)


def inside(name, share=0.25):
    """A value inside the range of a parameter that is not its default."""
    prior = PRIORS[name]
    value = prior.low + share * (prior.high - prior.low)
    return value if value != getattr(DEFAULTS, name) else prior.low + 0.6 * (prior.high - prior.low)


@pytest.fixture
def world():
    sizes = {"one": 1, "country": 4, "other": 4, "domain": 7, "forum": 3, "other_forum": 3, "power": 2, "channel": 3,
             "economic_model": 3, "political_model": 3}  # fmt: skip
    state = State(*(zeros(owner, sizes) for owner in get_type_hints(State).values()))
    structure = SimpleNamespace(weight=np.array([0.2, 0.5, 0.2, 0.1]))
    return SimpleNamespace(
        name="toy", start=2000, quarters=40, countries=("AAA", "BBB", "CCC", "DDD"), forums=("CLUB", "UNION", "NEW_01"),
        groups={"coast": ("BBB", "DDD")}, state=state, traits=SimpleNamespace(structure=structure),
    )  # fmt: skip


def compiled_(world, parameters=(), events=()):
    return compile_scenario(Scenario("toy", parameters=tuple(parameters), events=tuple(events)), world, DEFAULTS)


def changes(events):
    """(quarter, change) in order."""
    rows = [Change(*row) for row in zip(*(column.tolist() for column in events[1:]), strict=True)]
    return [(t, row) for t, (lo, hi) in enumerate(zip(events.first[:-1], events.first[1:], strict=True)) for row in rows[lo:hi]]


def test_nothing_done_is_one_segment_and_no_event(world):
    table, segment, events = compiled_(world)
    assert table.dtype == np.float64 and table.tolist() == [list(DEFAULTS)]
    assert segment.dtype == np.int64 and segment.tolist() == [0] * 40
    assert events.first.tolist() == [0] * 41
    assert [column.shape for column in events[1:]] == [(0,)] * len(Change._fields)


def test_window_holds_from_first_to_last_quarter_and_shares_the_row_around_it(world):
    table, segment, _ = compiled_(world, [{"from": "2001Q2", "to": "+9", "set": {NAME: inside(NAME)}}])
    assert segment.tolist() == [0] * 5 + [1] * 5 + [0] * 30
    assert table[1, COLUMN] == inside(NAME)
    assert np.delete(table[1], COLUMN).tolist() == np.delete(table[0], COLUMN).tolist()


def test_open_window_goes_to_the_end_and_a_later_one_wins(world):
    windows = [
        {"from": "+30", "set": {NAME: inside(NAME, 0.2), OTHER: inside(OTHER)}},
        {"from": "+35", "set": {NAME: inside(NAME, 0.8)}},
    ]
    table, segment, _ = compiled_(world, windows)
    assert segment.tolist() == [0] * 30 + [1] * 5 + [2] * 5
    assert table[:, COLUMN].tolist() == [getattr(DEFAULTS, NAME), inside(NAME, 0.2), inside(NAME, 0.8)]


def test_a_users_value_stays_where_no_window_is_open(world):
    parameters = DEFAULTS._replace(**{OTHER: inside(OTHER)})
    scenario = Scenario("toy", parameters=({"from": "+10", "set": {NAME: inside(NAME)}},))
    table, _, _ = compile_scenario(scenario, world, parameters)
    assert table[:, Parameters._fields.index(OTHER)].tolist() == [inside(OTHER)] * 2


def test_event_is_one_quarter_and_rows_come_in_order_of_time(world):
    events = [
        {"from": "2002Q1", "variable": "approval", "countries": ["CCC"], "add": -0.2},
        {"from": "+1", "to": "+2", "variable": "depth", "forums": "all", "set": 0.5},
    ]
    _, _, compiled = compiled_(world, events=events)
    where = positions(world.state)
    depth, approval = where["forums.depth"], where["governments.approval"]
    assert changes(compiled) == [
        (1, Change(depth[0], 0, 0, 0.0, 1.0, 1, 0.5)), (1, Change(depth[1], 0, 0, 0.0, 1.0, 1, 0.5)),
        (2, Change(depth[0], 0, 0, 0.0, 1.0, 1, 0.5)), (2, Change(depth[1], 0, 0, 0.0, 1.0, 1, 0.5)),
        (8, Change(approval[2], 0, 0, 0.0, 1.0, 0, -0.2)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("all", [0, 1, 2, 3]),
        ("largest-1", [1]),
        ("largest-2", [0, 1]),
        ("coast", [1, 3]),
        ("not-coast", [0, 2]),
        (["DDD", "AAA"], [3, 0]),
    ],
)
def test_countries_by_name_and_by_weight(world, named, expected):
    assert country_rows(named, "here", world) == expected


def test_share_is_the_same_countries_whatever_their_order(world):
    picked = {world.countries[row] for row in country_rows("share-0.5", "here", world)}
    world.countries = world.countries[::-1]
    assert len(picked) == 2 and picked == {world.countries[row] for row in country_rows("share-0.5", "here", world)}


def test_spans_are_cut_off_at_the_ends_of_the_run():
    assert span({"from": "1998Q1", "to": "2000Q2"}, "here", 2000, 40, open_end=False) == range(0, 2)
    assert span({"from": "2009Q4", "to": "2030Q1"}, "here", 2000, 40, open_end=False) == range(39, 40)
    assert len(span({"from": "1990Q1", "to": "1991Q1"}, "here", 2000, 40, open_end=True)) == 0
    assert len(span({"from": "2020Q1"}, "here", 2000, 40, open_end=True)) == 0
    assert quarter_of(40, 2000, "here") == quarter_of("+40", 2000, "here") == quarter_of("2010Q1", 2000, "here") == 40


@pytest.mark.parametrize("time", ["2015", "2015Q5", "15Q1", -3, "+", "soon", 2015, None, 1.5, True])
def test_times_that_are_none(time):
    with pytest.raises(InputError, match="write a quarter such as"):
        quarter_of(time, 2000, "here")


EVENT = {"from": "+1", "variable": "approval", "countries": "all", "add": 0.1}
BAD_EVENTS = {
    "there is no 'fromm'; did you mean 'from'": {"fromm": "+1"},
    "there is no variable 'aproval'; did you mean 'approval'": {"variable": "aproval"},
    "set or add, exactly one of the two": {"set": 0.1},
    "needs from": {"from": None},
    "needs variable, the name": {"variable": None},
    "comes before": {"to": "+0"},
    "outside \\[-1, 1\\]": {"add": 1.5},
    "needs a number": {"add": "much"},
    "needs a number, not nan": {"add": float("nan")},
    "no country 'AAB' in toy; did you mean 'AAA'": {"countries": ["AAA", "AAB"]},
    "expected a list of codes": {"countries": "largest-9"},
    "share-X": {"countries": "share-2"},
    "not to forums": {"forums": "all"},
    "not to countries": {"variable": "depth"},
}


@pytest.mark.parametrize("sentence", BAD_EVENTS)
def test_bad_events_are_refused_in_a_sentence(world, sentence):
    with pytest.raises(InputError, match=f"scenario toy, events\\[0\\].*{sentence}"):
        compiled_(world, events=[{**EVENT, **BAD_EVENTS[sentence]}])


def test_every_variable_can_be_moved_within_its_range(world):
    for variable, declared_as in VARIABLES.items():
        who = dict.fromkeys(
            {"forum": ["forums"], "country": ["countries"], "seat": ["forums", "countries"]}[declared_as.axis], "all"
        )
        _, _, events = compiled_(world, events=[{"from": "+1", "variable": variable, **who, "set": 1}])
        assert changes(events) and {t for t, _ in changes(events)} == {1}, variable
        with pytest.raises(InputError, match=variable):
            compiled_(world, events=[{"from": "+1", "variable": variable, **who, "set": -2}])


def test_unknown_forums_are_refused_and_spare_slots_are_nobodys(world):
    for forums in (["NEW_01"], ["UNION", "CLUBS"], "some", []):
        with pytest.raises(InputError, match="forum"):
            compiled_(world, events=[{"from": "+1", "variable": "depth", "forums": forums, "set": 0.1}])


def test_bad_windows_are_refused_in_a_sentence(world):
    high = PRIORS[NAME].high
    bad = {
        "needs set": {"from": "+1"},
        "did you mean 'set'": {"from": "+1", "sett": {}},
        f"did you mean '{NAME}'": {"from": "+1", "set": {NAME + "x": 0.1}},
        "outside its range": {"from": "+1", "set": {NAME: high + 1}},
        "outside": {"from": "+1", "set": {NAME: float("nan")}},
        "expected a number": {"from": "+1", "set": {NAME: "high"}},
    }
    for sentence, window in bad.items():
        with pytest.raises(InputError, match=sentence):
            compiled_(world, [window])


def test_a_scenario_outside_the_run_is_refused_not_ignored(world):
    with pytest.raises(InputError, match="no part of it falls within the run, from 2000 to 2009"):
        compiled_(world, [{"from": "2015Q1", "set": {NAME: inside(NAME)}}])
    with pytest.raises(InputError, match="no part of it falls"):
        compiled_(world, events=[{**EVENT, "from": "2015Q1"}])


def test_configs_are_checked_before_they_are_compiled():
    assert make_scenario({"name": "a", "events": [EVENT]}).events == (EVENT,)
    with pytest.raises(InputError, match="did you mean 'events'"):
        make_scenario({"name": "a", "event": []})
    with pytest.raises(InputError, match="expected a list"):
        make_scenario({"name": "a", "parameters": {"from": "+1"}})
