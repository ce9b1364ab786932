import math
from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.bilateral import (
    journeys_made,
    log_visit_rate,
    meetings_attended,
    out_of_reach,
    signing_chance,
    visit,
    visit_chance,
)
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import HELD, PUT_OFF, TECHNICAL_FORUM

pytestmark = pytest.mark.interpreted

STILL = {
    name: 0.0
    for name in (
        "visit_closeness", "visit_sender", "visit_receiver", "visit_trust", "visit_distance", "visit_election", "crowding",
        "agreement_rate", "agreement_distance", "bridge", "outside_base",
    )
}  # fmt: skip
PAIR = dict(
    log_closeness=math.log(0.5), log_sender=math.log(2.0), log_receiver=math.log(4.0), trust=0.7, distance=0.5,
    election_nearness=1.0, readiness=0.1, meetings=2.0, visit_base=math.log(0.23), visit_closeness=0.0, visit_sender=0.0,
    visit_receiver=0.0, visit_trust=0.0, visit_distance=0.0, visit_election=0.0, crowding=0.0,
)  # fmt: skip
READY = PAIR | dict(readiness=0.0)
ABROAD = dict(u=0.5, readiness=0.0, meetings=0.0, visits=0.0, outside_base=math.log(4.0), crowding=0.0)

KNOWN = [
    (log_visit_rate, READY, math.log(0.23)),
    (log_visit_rate, READY | dict(visit_closeness=0.5), math.log(0.23) + 0.5 * math.log(0.5)),
    (log_visit_rate, READY | dict(visit_sender=1.0, visit_receiver=0.5), math.log(0.92)),  # twice and twice
    (log_visit_rate, READY | dict(visit_trust=1.0), math.log(0.23) + 0.2),
    (log_visit_rate, READY | dict(visit_distance=1.0, visit_election=0.5), math.log(0.23) - 1.0),
    (log_visit_rate, READY | dict(visit_distance=-1.0), math.log(0.23) + 0.5),
    (log_visit_rate, PAIR | dict(crowding=0.05), math.log(0.23)),  # two meetings crowd out as much as readiness adds
    (visit_chance, dict(log_rate=math.log(0.23)), 1.0 - math.exp(-0.0575)),
    (visit_chance, dict(log_rate=-math.inf), 0.0),
    (out_of_reach, dict(u=0.11, log_rate=-1.0), 1.0),  # the chance is 0.088; above 0.1 no exponential is needed
    (out_of_reach, dict(u=0.09, log_rate=-1.0), 0.0),
    (out_of_reach, dict(u=0.99, log_rate=3.0), 0.0),
    (signing_chance, dict(distance=0.5, agreement_rate=0.4, agreement_distance=0.5), 0.3),
    (signing_chance, dict(distance=2.0, agreement_rate=0.8, agreement_distance=-1.0), 1.0),
    (journeys_made, ABROAD, 1.0),  # of mean 1: none with .368, at most one with .736
    (journeys_made, ABROAD | dict(u=0.36), 0.0),
    (journeys_made, ABROAD | dict(u=0.74), 2.0),
    (journeys_made, ABROAD | dict(crowding=1.0, meetings=20.0, visits=20.0), 0.0),
    (journeys_made, ABROAD | dict(outside_base=800.0, u=1.0), 90.0),
]
BOUNDS = [
    (visit_chance, 0, 1, {"log_rate": (-5, 5)}), (out_of_reach, 0, 1, {"log_rate": (-5, 5)}), (signing_chance, 0, 1),
    (journeys_made, 0, 90, {"readiness": (-3, 3), "meetings": (0, 6), "visits": (0, 19)}),
]  # fmt: skip
NEUTRAL = [
    (log_visit_rate, "visit_closeness", ("log_closeness",)), (log_visit_rate, "visit_sender", ("log_sender",)),
    (log_visit_rate, "visit_receiver", ("log_receiver",)), (log_visit_rate, "visit_trust", ("trust",)),
    (log_visit_rate, "visit_distance", ("distance",)), (log_visit_rate, "visit_election", ("election_nearness",)),
    (log_visit_rate, "crowding", ("meetings",)), (signing_chance, "agreement_rate", ("distance", "agreement_distance")),
    (signing_chance, "agreement_distance", ("distance",)),
]  # fmt: skip


def abroad(plain, size=2, quarters=1, bridged=0.0, **changes):
    """Visits, agreements and journeys of countries alike, summed over quarters."""
    p = Parameters()._replace(**STILL | changes)
    outlook = Theme(election_nearness=np.zeros(size))
    pairs = Theme(
        visits=np.full((size, size), 9.0), agreements=np.full((size, size), 9.0), distance=np.zeros((size, size)),
        bridged=np.full((size, size), bridged),
    )  # fmt: skip
    meetings = Theme(meeting=np.zeros(1, np.int64), attending=np.zeros((1, size)), guests=np.zeros((1, size)))
    fortunes = Theme(journeys=np.full(size, 9.0))
    setting = Theme(keys=np.arange(1, size + 1), log_closeness=np.log(np.full((size, size), 0.5)))
    ties, structure = Theme(trust=np.full((size, size), 0.5)), Theme(weight=np.full(size, 1.0 / size))
    scratch, governments = Theme(draws=np.zeros((3, size)), journeys=np.zeros(size)), Theme(propensity=np.zeros(size))
    told = np.zeros((size, size)), np.zeros((size, size)), np.zeros(size)
    for t in range(quarters):
        plain(visit)(
            0, size, p, Address(5, 0, t), setting, governments, ties, Theme(kind=np.zeros(1, np.int64)), structure, outlook,
            pairs, meetings, fortunes, scratch,
        )  # fmt: skip
        for sums, now in zip(told, (pairs.visits, pairs.agreements, fortunes.journeys), strict=True):
            sums += now
    return told


def test_ministers_meet_without_their_president(plain):
    meetings = Theme(meeting=np.array([HELD, HELD, PUT_OFF]), attending=np.ones((3, 1)), guests=np.zeros((3, 1)))
    assert plain(meetings_attended)(0, Theme(kind=np.zeros(3, np.int64)), meetings) == 2.0
    assert plain(meetings_attended)(0, Theme(kind=np.array([0, TECHNICAL_FORUM, 0])), meetings) == 1.0


def test_visits_come_at_their_rate_and_end_in_agreements_at_theirs(plain):
    visits, agreements, journeys = abroad(plain, 6, 400, visit_base=math.log(0.8), agreement_rate=0.31, outside_base=1.0)
    number, chance = 400 * 30, 1.0 - math.exp(-0.2)
    assert abs(visits.sum() - number * chance) < 3.0 * math.sqrt(number * chance * (1.0 - chance))
    assert abs(agreements.sum() - 0.31 * visits.sum()) < 3.0 * math.sqrt(0.31 * 0.69 * visits.sum())
    mean = 400 * 6 * math.e / 4
    assert abs(journeys.sum() - mean) < 3.0 * math.sqrt(mean)
    assert not visits.diagonal().any() and not agreements.diagonal().any()


def test_what_is_out_of_reach_is_no_visit(plain):
    for log_rate in np.linspace(-12.0, 2.0, 200):
        chance = plain(visit_chance)(log_rate)
        assert not plain(out_of_reach)(chance, log_rate) and plain(out_of_reach)(0.9999, min(0.0, log_rate))


def test_nobody_signs_without_a_visit_or_visits_itself(plain):
    visits, agreements, _ = abroad(plain, 4, 20, agreement_rate=1.0)
    assert (agreements == visits).all() and not visits.diagonal().any()


def test_a_country_alone_visits_nobody(plain):
    visits, agreements, _ = abroad(plain, 1, 4, visit_base=1.3)
    assert not visits.any() and not agreements.any()


def test_a_bridge_brings_visits(plain):
    assert abroad(plain, 2, 400, bridged=1.0)[0].sum() > 1.5 * abroad(plain, 2, 400)[0].sum()
