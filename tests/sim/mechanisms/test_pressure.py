import numpy as np
import pytest
from tests.sim.mechanisms.themes import theme

from concertacion.sim.mechanisms.pressure import (
    closure_probability,
    clout,
    load_of,
    overload,
    position,
    salience,
    stays_closed,
    urgency_of_technology,
    usual_trade,
)
from concertacion.sim.parameters import DECLARED
from concertacion.sim.state import DOMAINS, MIGRATION

MATTERS = dict(base=0.5, shock=0.4, neighbours_shock=0.5, domain_spillover=0.6, spillover=1.0)
HOSTING = dict(
    migrants=1.0, capacity=0.5, delivered=0.5, burden_sharing=0.2, absorptive_capacity=1.0, absorb_base=0.3, shared_absorption=1.0
)
BORDER = dict(load=1.0, openness_norm=0.4, closure=0.7, closure_steepness=6.0, open_norm=0.5)
GATE = dict(was=1.0, load=0.9, closing=0.5, draw=0.05, reopening=0.1)
CALLER = dict(weight=0.25, approval=0.6, turmoil=0.5, sovereigntism=0.5, clout_exponent=0.5, sovereigntist_withdrawal=0.6)

KNOWN = [
    (salience, MATTERS, 0.85),  # 0.5 (1 + 0.4 + 0.3)
    (salience, MATTERS | dict(spillover=0.0), 0.7),
    (salience, MATTERS | dict(shock=5.0, neighbours_shock=5.0), 1.5),
    (position, dict(ideology=0.5, interest=-0.5, domain_ideology_weight=0.4, ideology_weight=1.0), -0.1),
    (position, dict(ideology=0.5, interest=-0.5, domain_ideology_weight=0.4, ideology_weight=0.0), -0.5),
    (position, dict(ideology=0.5, interest=-0.5, domain_ideology_weight=1.0, ideology_weight=1.5), 0.5),
    (overload, HOSTING, 0.7352941176470589),  # 1 / (0.8 * 1.7)
    (overload, HOSTING | dict(burden_sharing=0.0, shared_absorption=0.0), 1.25),
    (closure_probability, BORDER, 0.28),  # 0.7 / 2 * 0.8
    (closure_probability, BORDER | dict(load=1.5), 0.5334415110205627),  # 0.7 * 0.8 * logistic(3)
    (closure_probability, BORDER | dict(closure=0.0), 0.0),
    (closure_probability, BORDER | dict(open_norm=0.0), 0.35),
    (overload, HOSTING | dict(absorb_base=0.5, capacity=0.5, burden_sharing=0.0, shared_absorption=0.0), 1.0),
    (stays_closed, GATE, 0.0),
    (stays_closed, GATE | dict(draw=0.2), 1.0),
    (stays_closed, GATE | dict(load=1.1), 1.0),  # a country that is full stays closed
    (stays_closed, GATE | dict(was=0.0), 1.0),
    (stays_closed, GATE | dict(was=0.0, draw=0.6), 0.0),
    (urgency_of_technology, dict(great_power_rivalry=0.5, urgency=0.3), 1.15),
    (urgency_of_technology, dict(great_power_rivalry=1.0, urgency=-0.5), 0.5),
    (clout, CALLER | dict(clout_exponent=0.0), 0.21),
    (clout, CALLER | dict(clout_exponent=1.0), 0.0525),
    (clout, CALLER, 0.105),  # 0.5 * 0.6 * 0.5 * 0.7
    (clout, CALLER | dict(sovereigntist_withdrawal=0.0), 0.15),
]
BOUNDS = [(position, -1, 1), (closure_probability, 0, 1), (clout, 0, 1), (stays_closed, 0, 1), (urgency_of_technology, 0.5, 2.5)]
NEUTRAL = [
    (salience, "spillover", ("neighbours_shock", "domain_spillover")),
    (position, "ideology_weight", ("ideology", "domain_ideology_weight")),
    (overload, "shared_absorption", ("delivered",)),
    (closure_probability, "closure", ("load", "openness_norm")),
    (closure_probability, "open_norm", ("openness_norm",)),
    (urgency_of_technology, "urgency", ("great_power_rivalry",)),
    (clout, "clout_exponent", ("weight",)),
    (clout, "sovereigntist_withdrawal", ("sovereigntism",)),
]


@pytest.mark.parametrize("base", [0.0, 0.4, 1.0])
def test_salience_is_between_its_base_and_three_times_that(within, base):
    within(salience, base, 3 * base, base=(base, base))


def test_nobody_hosted_is_no_load(within):
    within(overload, 0, 0, migrants=(0, 0), capacity=(0.02, 1))  # the least capacity of a state


@pytest.mark.parametrize("steepness", [DECLARED["closure_steepness"].low, 6.0, DECLARED["closure_steepness"].high])
def test_a_country_that_hosts_nobody_keeps_its_border_open(plain, steepness):
    assert plain(closure_probability)(**BORDER | dict(load=0.0, openness_norm=0.0, closure_steepness=steepness)) < 0.05


def test_a_load_counts_what_cooperation_and_a_fund_absorb():
    p = theme(burden_sharing=0.2, absorptive_capacity=1.0, absorb_base=0.3, shared_absorption=1.0)
    delivered = np.zeros((3, len(DOMAINS), 1))
    delivered[:2, MIGRATION, 0] = 0.2, 0.3
    load = load_of(0, p, theme(capacity=np.array([0.5])), theme(migrants=np.array([1.0])), theme(delivered=delivered))
    assert load == pytest.approx(1 / (0.8 * 1.7))


def test_usual_trade_is_the_mean_of_the_start():
    setting = theme(keys=np.arange(2), trade_start=np.array([[0.0, 0.3], [0.1, 0.0]]))
    assert usual_trade(setting) == pytest.approx(0.2)
