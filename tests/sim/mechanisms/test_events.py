import math

import numpy as np
import pytest

from concertacion.sim.declare import InputError
from concertacion.sim.events import VARIABLES, compile_events
from concertacion.sim.mechanisms.events import change, changed, hold_governments
from concertacion.sim.packing import Packed, names_of
from concertacion.sim.runs import compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.state import DOMAINS

KNOWN = [
    (changed, dict(old=0.4, value=0.7, sets=1, low=0.0, high=1.0), 0.7),
    (changed, dict(old=0.4, value=0.3, sets=0, low=0.0, high=1.0), 0.7),
    (changed, dict(old=0.4, value=0.9, sets=0, low=0.0, high=1.0), 1.0),
    (changed, dict(old=0.4, value=0.9, sets=0, low=0.0, high=5.0), 1.3),
    (changed, dict(old=0.4, value=7.0, sets=1, low=0.0, high=5.0), 5.0),
    (changed, dict(old=0.4, value=-0.9, sets=0, low=0.0, high=1.0), 0.0),
    (changed, dict(old=0.4, value=-0.9, sets=0, low=-1.0, high=1.0), -0.5),
    (changed, dict(old=0.4, value=0.0, sets=1, low=0.2, high=1.0), 0.2),
    (changed, dict(old=0.4, value=-9.0, sets=0, low=-math.inf, high=math.inf), -8.6),
]
# low and high are themselves arguments of `changed`: each row holds them fixed
BOUNDS = [
    (changed, low, high, {"low": (low, low), "high": (high, high)})
    for low, high in ((-1.0, 1.0), (0.0, 1.0), (0.2, 1.0), (0.0, 5.0))
]
ROW = 1  # the country or forum that events strike
NAMES = {"crisis": "crises.intensity", "migrants": "standing.migrants", "seats": "circles.seats"}  # some, to know them by
# what is not a share
LIMITS = {
    "ideology": (-1.0, 1.0),
    "standard": (-1.0, 1.0),
    "ideology_centre": (-1.0, 1.0),
    "new_government": (-1.0, 1.0),
    "alignment": (-1.0, 1.0),
    "brand_position": (-1.0, 1.0),
    "inequality": (0.2, 1.0),
    "capacity": (0.02, 1.0),
    "migrants": (0.0, 5.0),
    "time_to_election": (-math.inf, math.inf),
}
SEVERAL = ("network", "memory", "mandate", "trade", "seats")  # numbers, or the first of them
OF_ONE_NUMBER = [name for name in VARIABLES if not name.startswith(SEVERAL)]


class Region:
    """A region that holds 0.4 everywhere, and what events make of it."""

    def __init__(self, world):
        self.world, self.packed = world, Packed(world.state)
        self.themes = {**self.packed.state._asdict(), **self.packed.view._asdict()}
        self.packed.now[:] = 0.4

    def array(self, path):
        theme, name = path.split(".")
        return getattr(self.themes[theme], name)

    def happen(self, variable, *deeds):
        """Events of quarter 2, one after the other: ("set", value) or ("add", value) for the row, or for given rows."""
        names = {"forums": self.world.forums, "countries": self.world.countries}
        keys = {"seat": [*names], "forum": ["forums"], "country": ["countries"]}[VARIABLES[variable].axis]
        entries = [
            {"from": "+2", "variable": variable, how: value} | {key: [names[key][row] for row in (rows or [ROW])] for key in keys}
            for how, value, *rows in deeds
        ]
        events = compile_events(entries, "here", self.world)
        for quarter in range(4):
            change(quarter, events, self.packed.now)

    def changes(self):
        """Path -> the numbers that are no longer 0.4, by their place in the array."""
        changes = {}
        for theme, view in self.themes.items():
            for name in names_of(view):
                array = self.array(f"{theme}.{name}")
                moved = np.argwhere(array.view(np.int64) != np.float64(0.4).view(np.int64))
                if len(moved):
                    changes[f"{theme}.{name}"] = {tuple(map(int, at)): float(array[tuple(at)]) for at in moved}
        return changes


@pytest.fixture
def region(southeast_asia):
    return Region(southeast_asia)


def path_of(variable):
    return VARIABLES[variable].path


def at_of(variable):
    _, domain, axis, _ = VARIABLES[variable]
    return (ROW, ROW) if axis == "seat" else (ROW,) if domain is None else (domain, ROW)


def test_variables_are_those_that_scenarios_know():
    assert {"ideology", "democracy_fall", "crisis", "trade", "seats", *(f"shock_{domain}" for domain in DOMAINS)} <= set(
        VARIABLES
    )
    assert len(VARIABLES) == 54
    assert {name: path_of(name) for name in NAMES} == NAMES
    forums = {name for name, variable in VARIABLES.items() if variable.axis == "forum"}
    assert forums == {"depth", "vitality", "brand_position", "brand_strength", "patron_share", "seats"}


@pytest.mark.parametrize(("deed", "result"), [(("set", 0.75), 0.75), (("add", 0.25), 0.65)])
def test_an_event_changes_its_own_number_and_no_other(southeast_asia, deed, result):
    wrong = {}
    for variable in set(OF_ONE_NUMBER) - {"link"}:
        region = Region(southeast_asia)
        region.happen(variable, deed)
        changes = region.changes()
        if changes != {path_of(variable): {at_of(variable): result}}:
            wrong[variable] = changes
    assert wrong == {}


def test_no_event_takes_a_number_out_of_its_range(southeast_asia):
    wrong = {}
    for variable in set(OF_ONE_NUMBER) - {"link"}:
        region = Region(southeast_asia)
        low, high = LIMITS.get(variable, (0.0, 1.0))
        region.happen(variable, *[("add", 1.0)] * 6)
        top = region.array(path_of(variable))[at_of(variable)]
        region.happen(variable, *[("add", -1.0)] * 9)
        bottom = region.array(path_of(variable))[at_of(variable)]
        if (top, bottom) != pytest.approx((min(high, 6.4), max(low, min(high, 6.4) - 9.0))):
            wrong[variable] = top, bottom
    assert wrong == {}


def test_events_of_a_quarter_happen_in_the_order_listed(region):
    region.happen("approval", ("set", 0.9), ("add", 0.3), ("add", -0.5))
    assert region.changes() == {"governments.approval": {(ROW,): 0.5}}


def test_a_link_is_set_of_a_country_in_a_forum(region):
    region.happen("link", ("set", 1))
    assert region.changes() == {"circles.link": {(ROW, ROW): 1.0}}


@pytest.mark.parametrize("value", [0.5, 3, -1])
def test_a_link_is_a_code(region, value):
    with pytest.raises(InputError, match=r"link can only be set, to 0 \(outside\), 1 \(associate\) or 2 \(full member\)"):
        region.happen("link", ("set", value))


def test_what_holds_is_set_again_over_elections(region):
    entry = {"from": "+1", "to": "+2", "variable": "ideology", "countries": "all", "set": -0.2}
    for hold, after in ((True, -0.2), (False, 0.6)):
        events = compile_events([entry | {"hold": hold}], "here", region.world)
        change(1, events, region.packed.now)
        region.array("governments.ideology")[ROW] = 0.6
        hold_governments(1, events, region.packed.now)
        assert region.array("governments.ideology")[ROW] == after


@pytest.mark.parametrize("entry", [{"variable": "ideology", "add": 0.1}, {"variable": "turmoil", "set": 0.1}])
def test_only_what_is_set_of_governments_holds(region, entry):
    with pytest.raises(InputError, match="hold is for what an event sets of governments"):
        compile_events([{"from": "+1", "countries": "all", "hold": True} | entry], "here", region.world)


@pytest.mark.parametrize("mode", [{"mode": "pinned"}, {"mode": "replay", "until": 2001}])
@pytest.mark.parametrize(
    "event", [{"variable": "new_government", "set": 0.5}, {"variable": "ideology", "set": 0.5, "hold": True}]
)
def test_a_government_cannot_follow_both_an_event_and_the_record(southeast_asia, mode, event):
    def ready(first):
        events = ({"from": first, "to": "2003Q4", "countries": "all"} | event,)
        return compile_run(southeast_asia, scenario=Scenario("turn", events=events), **mode)

    with pytest.raises(InputError, match=r"needs free politics, but governments follow the record to 200\dQ4"):
        ready("2001Q4")
    if mode["mode"] == "replay":
        assert len(ready("2002Q1").events.position)


@pytest.mark.parametrize("variable", ["network", "memory"])
def test_an_event_on_ties_is_of_all_domains_and_both_ways(region, variable):
    region.happen(variable, ("set", 0.75))
    others = [row for row in range(len(region.world.countries)) if row != ROW]  # a country has no ties with itself
    pairs = [pair for other in others for pair in ((ROW, other), (other, ROW))]
    assert region.changes() == {f"ties.{variable}": {(k, *pair): 0.75 for k in range(len(DOMAINS)) for pair in pairs}}


def test_an_event_on_a_mandate_is_both_ways(region):
    region.happen("mandate", ("set", 0.75))
    others = [row for row in range(len(region.world.countries)) if row != ROW]
    assert region.changes() == {"bilateral.mandate": {p: 0.75 for other in others for p in ((ROW, other), (other, ROW))}}


def test_an_event_on_the_ties_of_a_domain_leaves_the_others(region):
    region.happen("network_health", ("set", 0.75))
    assert {at[0] for at in region.changes()["ties.network"]} == {DOMAINS.index("health")}


def test_ties_that_two_countries_share_change_twice_and_stay_shares(region):
    region.happen("network", ("add", 0.25, 0, 1))
    assert region.array("ties.network")[3, 0, 1] == region.array("ties.network")[3, 1, 0] == pytest.approx(0.9)
    assert region.array("ties.network")[3, 0, 2] == pytest.approx(0.65)
    region.happen("network", ("add", 0.9))
    assert region.array("ties.network").max() == 1.0


def test_an_event_on_trade_is_of_its_sum(region):
    trade = region.array("ties.trade")
    trade[ROW] = 0.0
    trade[ROW, [0, 2]] = 0.1, 0.3
    region.happen("trade", ("set", 0.2))
    np.testing.assert_allclose(trade[ROW, [0, 2]], [0.05, 0.15])
    region.happen("trade", ("add", 0.2))
    np.testing.assert_allclose(trade[ROW, [0, 2]], [0.1, 0.3])
    region.happen("trade", ("add", -1.0), ("set", 0.5))  # nothing is left to scale
    assert trade[ROW].tolist() == [0.0] * len(region.world.countries)
    assert set(region.changes()) == {"ties.trade"} and (np.delete(trade, ROW, axis=0) == 0.4).all()


def test_a_seat_is_that_of_the_first_power(region):
    region.happen("seats", ("set", 1.0))
    assert region.changes() == {"circles.seats": {(ROW, 0): 1.0}}


def test_an_event_strikes_in_its_quarters_only(region):
    entries = [{"from": "+1", "to": "+2", "variable": "turmoil", "countries": "all", "add": 0.1}]
    events = compile_events(entries, "here", region.world)
    seen = []
    for quarter in range(4):
        change(quarter, events, region.packed.now)
        seen.append(region.array("societies.turmoil")[ROW])
    assert seen == pytest.approx([0.4, 0.5, 0.6, 0.6])
