"""Known limits of the model: what must come out where the answer is known beforehand."""

from __future__ import annotations

import math

from concertacion.sim.mechanisms.channels import exposure
from concertacion.sim.mechanisms.elections import purge_factor
from concertacion.sim.packing import packed_traits
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import compile_run
from concertacion.sim.state import DOMAINS, MINILATERAL
from concertacion.sim.world import load_world
from tests.sim.runs_helpers import copy_of, differing, kernel_record, record_of


def test_without_rationality_choice_is_uniform(latin_america):
    took = record_of(latin_america, Parameters()._replace(rationality=0.0)).issues.took_part[:, 0]
    assert abs(took.mean() - 0.5) < 3.0 * 0.5 / math.sqrt(took.size)


def test_one_country_alone_never_cooperates():
    alone = load_world("southeast_asia", countries=["IDN"], start=2000, years=5, spare_forums=3)
    record = record_of(alone)
    assert record.issues.took_part[:, 0].sum() == 0
    assert record.issues.delivered.sum() == 0.0
    assert (record.forums.meeting == 0).all()


def test_identical_governments_pay_no_audience_cost():
    cost = getattr(exposure, "py_func", exposure)
    for populism in (0.0, 0.5, 1.0):
        assert cost(1.5, 0.9, populism, 1.0, 0.0, 1.0, 1.0, 0.3, 0.8, 0.3, 0.6) <= 0.0
        assert cost(1.5, 0.9, populism, 1.0, 0.0, 1.0, 1.0, 0.3, 0.8, 0.0, 0.6) == 0.0


def test_full_insulation_makes_networks_blind_to_elections():
    latin_america = load_world("latin_america", start=2000, years=6, settle=0)  # levers are neutral while a start settles
    purged = getattr(purge_factor, "py_func", purge_factor)
    assert purged(1.0, 2.0, 0.8, 1.0) == 1.0
    records = [record_of(latin_america, Parameters()._replace(insulation=1.0, purge=p)) for p in (0.0, 0.8)]
    assert differing(*records) == []
    unprotected = [record_of(latin_america, Parameters()._replace(purge=p)) for p in (0.0, 0.8)]
    assert differing(*unprotected) != []


def test_presidents_turned_inward_join_fewer_groups(latin_america):
    free, reserved = (
        record_of(latin_america, Parameters()._replace(sovereigntist_reserve=r)).issues.took_part for r in (0.0, 1.0)
    )
    assert reserved[:, MINILATERAL].mean() < 0.9 * free[:, MINILATERAL].mean()


def test_without_publicness_nobody_rides_free(latin_america):
    record = record_of(latin_america, Parameters()._replace(free_riding=0.0))
    for channel in (0, 1):
        assert (record.issues.delivered[:, channel][record.issues.took_part[:, channel] == 0] == 0.0).all()
    ridden = record_of(latin_america).issues
    assert ridden.delivered[:, 1][ridden.took_part[:, 1] == 0].max() > 0.0


def test_two_countries_and_one_domain_match_the_closed_form():
    """With networks, norms and salience held still, technical participation settles at P = logistic(lambda U(r = P)), a
    fixed point.
    """
    still = dict.fromkeys(
        (
            "network_building", "network_decay", "norm_gain", "norm_decay", "norm_effect", "spillover", "shock_rate", "audience",
            "interference", "top_effect", "purge", "capacity_recovery", "crime_wear", "incompatibility", "great_power_rivalry",
            "rigidity", "migration_salience", "displacement", "trade_lobby", "turmoil_rate", "coup_rate", "erosion_rate",
            "growth_volatility", "power_work", "mandate_effect",
        ),
        0.0,
    )  # fmt: skip
    p = Parameters()._replace(**still, learning_rate=0.02, channel_value=4.0, channel_cost=0.4, rationality=3.0)
    pair = load_world("southeast_asia", countries=["IDN", "MYS"], start=2000, years=200, spare_forums=1)
    ready = compile_run(pair, p)
    state, traits = copy_of(pair.state), copy_of(pair.traits)
    state.ties.network[:] = 0.8
    state.issues.shock[:] = 0.0
    for i in range(2):
        state.ties.network[:, i, i] = 0.0
        state.societies.capacity[i] = traits.structure.capacity_centre[i] = 0.5
    took = kernel_record(ready._replace(state=state, traits=packed_traits(traits))).issues.took_part[200:, 0].mean((0, 2))
    health = DOMAINS.index("health")
    salience = traits.domains.salience[health]
    feasible = traits.domains.deliverability[health] / traits.domains.deliverability.mean()
    share = 0.5
    for _ in range(500):
        coverage = 0.5 * share * 0.8 * 0.5 + 0.5 * 0.5  # half of what the other brings, half of one's own
        utility = 4.0 * salience * feasible * coverage - 0.4
        share += 0.1 * (1.0 / (1.0 + math.exp(-3.0 * utility)) - share)
    assert abs(took[health] - share) < 0.05
