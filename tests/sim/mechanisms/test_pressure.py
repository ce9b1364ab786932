import pytest

from concertacion.sim.mechanisms.pressure import closure_probability, clout, overload, position, salience
from concertacion.sim.parameters import DECLARED

MATTERS = dict(base=0.5, shock=0.4, neighbours_shock=0.5, domain_spillover=0.6, spillover=1.0)
HOSTING = dict(migrants=1.0, capacity=0.5, delivered=0.5, burden_sharing=0.2, absorptive_capacity=1.0, shared_absorption=1.0)
BORDER = dict(load=1.0, openness_norm=0.4, closure=0.7, closure_steepness=6.0)
CALLER = dict(weight=0.25, approval=0.6, turmoil=0.5, sovereigntism=0.5, sovereigntist_withdrawal=0.6)

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
    (clout, CALLER, 0.105),  # 0.5 * 0.6 * 0.5 * 0.7
    (clout, CALLER | dict(sovereigntist_withdrawal=0.0), 0.15),
]
BOUNDS = [(position, -1, 1), (closure_probability, 0, 1), (clout, 0, 1)]
NEUTRAL = [
    (salience, "spillover", ("neighbours_shock", "domain_spillover")),
    (position, "ideology_weight", ("ideology", "domain_ideology_weight")),
    (overload, "shared_absorption", ("delivered",)),
    (closure_probability, "closure", ("load", "openness_norm")),
    (clout, "sovereigntist_withdrawal", ("sovereigntism",)),
]


@pytest.mark.parametrize("base", [0.0, 0.4, 1.0])
def test_salience_is_between_its_base_and_three_times_that(within, base):
    within(salience, base, 3 * base, base=(base, base))


def test_nobody_hosted_is_no_load(within):
    within(overload, 0, 0, migrants=(0, 0))


@pytest.mark.parametrize("steepness", [DECLARED["closure_steepness"].low, 6.0, DECLARED["closure_steepness"].high])
def test_a_country_that_hosts_nobody_keeps_its_border_open(plain, steepness):
    assert plain(closure_probability)(**BORDER | dict(load=0.0, openness_norm=0.0, closure_steepness=steepness)) < 0.05
