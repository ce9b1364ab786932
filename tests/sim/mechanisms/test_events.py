from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.inputs import EVENT_TARGETS
from concertacion.sim.mechanisms.events import changed, tie, touch
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
]
THEMES = ("governments", "societies", "standing", "crises", "forums", "issues", "ties", "circles")
OF_MANY = ("network", "memory", "trade", "seats")  # not one number a country or forum
SINGLE = [variable for variable in EVENT_TARGETS if variable not in OF_MANY]
HOLDS = {
    "ideology": "governments", "populism": "governments", "sovereigntism": "governments", "approval": "governments",
    "turmoil": "societies", "crime": "societies", "inequality": "societies", "democracy": "societies", "capacity": "societies",
    "crisis": "crises", "migrants": "standing", "autonomy": "standing", "standard": "standing", "time_to_election": "governments",
    "depth": "forums", "vitality": "forums", "brand_strength": "forums", "patron_share": "forums", "fiscal_stress": "societies",
    "democracy_fall": "societies",
}  # fmt: skip


@pytest.mark.parametrize("formula, arguments, answer", KNOWN)
def test_known_answer(plain, formula, arguments, answer):
    assert plain(formula)(**arguments) == pytest.approx(answer)


@pytest.mark.parametrize("low, high", [(-1.0, 1.0), (0.0, 1.0), (0.2, 1.0), (0.0, 5.0)])
def test_bounds(within, low, high):
    within(changed, low, high, low=(low, low), high=(high, high))


@pytest.fixture
def region():
    """Every variable an event can touch, 0.4 everywhere, in its theme: three rows, and a column a domain for shocks."""
    themes = {theme: SimpleNamespace(turn=np.zeros(3)) for theme in THEMES}
    for variable, theme in HOLDS.items():
        setattr(themes[theme], "intensity" if variable == "crisis" else variable, np.full(3, 0.4))
    themes["issues"].shock = np.full((len(DOMAINS), 3), 0.4)
    themes["ties"] = SimpleNamespace(network=np.full((2, 3, 3), 0.4), memory=np.full((2, 3, 3), 0.4), trade=np.full((3, 3), 0.4))
    themes["circles"].seats = np.full((3, 2), 0.4)
    return themes


def happen(plain, region, variable, value, sets):
    plain(touch)(list(EVENT_TARGETS).index(variable), 1, value, sets, *(region[theme] for theme in THEMES))


def changes(region):
    """What is no longer 0.4, by name, with its rows."""
    found = {}
    for theme in region.values():
        for name, array in vars(theme).items():
            if name == "shock":
                found |= {
                    f"shock_{domain}": row.tolist() for domain, row in zip(DOMAINS, array, strict=True) if (row != 0.4).any()
                }
            elif name != "turn" and (array != 0.4).any():
                found["crisis" if name == "intensity" else name] = array.tolist()
    return found


@pytest.mark.parametrize("variable", SINGLE)
def test_an_event_sets_its_own_variable_and_nothing_else(plain, region, variable):
    happen(plain, region, variable, 0.75, sets=1)
    assert changes(region) == {variable: [0.4, 0.75, 0.4]}


@pytest.mark.parametrize("variable", SINGLE)
def test_an_event_adds_to_its_own_variable(plain, region, variable):
    happen(plain, region, variable, 0.25, sets=0)
    assert changes(region) == {variable: [0.4, 0.65, 0.4]}


def test_a_new_ideology_is_a_turn(plain, region):
    happen(plain, region, "ideology", -0.2, sets=1)
    assert region["governments"].turn.tolist() == pytest.approx([0.0, -0.6, 0.0])


def test_more_displaced_people_never_leave_fewer(plain, region):
    region["standing"].migrants[1] = 2.0  # twice what the country can absorb
    happen(plain, region, "migrants", 0.5, sets=0)
    assert region["standing"].migrants[1] == pytest.approx(2.5)


# what is not a share
LIMITS = {
    "ideology": (-1.0, 1.0),
    "standard": (-1.0, 1.0),
    "inequality": (0.2, 1.0),
    "capacity": (0.02, 1.0),
    "migrants": (0.0, 5.0),
}


@pytest.mark.parametrize("variable", [variable for variable in SINGLE if variable != "time_to_election"])
def test_no_event_takes_a_variable_out_of_its_range(plain, region, variable):
    low, high = LIMITS.get(variable, (0.0, 1.0))
    happen(plain, region, variable, 9.0, sets=0)
    assert changes(region) == {variable: [0.4, high, 0.4]}
    happen(plain, region, variable, -19.0, sets=0)
    assert changes(region) == {variable: [0.4, low, 0.4]}


def test_an_election_may_be_called_for_any_time(plain, region):
    happen(plain, region, "time_to_election", 12.0, sets=0)
    assert region["governments"].time_to_election.tolist() == [0.4, 12.4, 0.4]
    happen(plain, region, "time_to_election", 7.0, sets=1)
    assert region["governments"].time_to_election.tolist() == [0.4, 7.0, 0.4]


@pytest.mark.parametrize("variable", ["network", "memory"])
def test_an_event_on_ties_is_of_all_domains_and_both_ways(plain, region, variable):
    happen(plain, region, variable, 0.75, sets=1)
    ties = np.array([[0.4, 0.75, 0.4], [0.75, 0.4, 0.75], [0.4, 0.75, 0.4]])  # a country has none with itself
    np.testing.assert_array_equal(getattr(region["ties"], variable), [ties, ties])


def test_ties_are_held_within_shares(plain):
    strength = np.full((1, 2, 2), 0.4)
    plain(tie)(strength, 0, 0.9, 0)
    assert strength.tolist() == [[[0.4, 1.0], [1.0, 0.4]]]


def test_an_event_on_trade_is_of_its_sum(plain, region):
    region["ties"].trade[1] = [0.1, 0.0, 0.3]
    happen(plain, region, "trade", 0.2, sets=1)
    np.testing.assert_allclose(region["ties"].trade[1], [0.05, 0.0, 0.15])
    happen(plain, region, "trade", 0.2, sets=0)
    np.testing.assert_allclose(region["ties"].trade, [[0.4] * 3, [0.1, 0.0, 0.3], [0.4] * 3])
    happen(plain, region, "trade", -9.0, sets=0)
    happen(plain, region, "trade", 0.5, sets=1)  # nothing to scale
    assert region["ties"].trade[1].tolist() == [0.0, 0.0, 0.0]


def test_a_seat_is_that_of_the_first_power(plain, region):
    happen(plain, region, "seats", 1.0, sets=1)
    assert region["circles"].seats.tolist() == [[0.4, 0.4], [1.0, 0.4], [0.4, 0.4]]
