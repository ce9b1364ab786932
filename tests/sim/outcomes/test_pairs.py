"""Pairs of countries against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.declare import InputError

ARG, BRA, MEX = range(3)


def test_work_of_pairs_by_group(record, value):
    pairs = record.pairs
    pairs.pair_work[:, ARG, BRA] = pairs.pair_work[:, BRA, ARG] = 0.6
    pairs.pair_work[:6, BRA, MEX] = pairs.pair_work[:6, MEX, BRA] = 0.2
    assert value("pair_work") == pytest.approx((0.6 + 0.1) / 3)
    assert value("pair_work.ARG.BRA") == pytest.approx(0.6)
    assert value("pair_work.within") == pytest.approx(0.6)  # ARG and BRA are one subregion, MEX the other
    assert value("pair_work.across") == pytest.approx(0.05)
    assert value("pair_work.across@+6:") == 0
    assert value("pair_work.shore.ARG.across") == pytest.approx(0.3)  # ARG with BRA and with MEX
    assert value("pair_work.shore.ARG.within") == pytest.approx(0.1)  # BRA with MEX; ARG is alone in its group
    assert value("pair_work.neighbours") == pytest.approx((0.6 + 0.5 * 0.1) / 2)
    assert value("pair_work.neighbours.not-rivals") == pytest.approx(0.5 * 0.1 / 1)
    assert np.isnan(value("pair_work.MEX"))
    pairs.security_work[:, ARG, BRA] = 0.8  # one way: half of the ordered pair
    assert value("pair_work.rivals.security") == pytest.approx(0.4) and value("pair_work.rivals") == pytest.approx(0.6)


def test_across_needs_two_groups(value):
    with pytest.raises(InputError, match="across needs two groups"):
        value("pair_work.shore.across")


@pytest.mark.parametrize(("outcome", "array"), [("pair_trust", "pair_trust"), ("mandate", "mandate")])
def test_what_binds_pairs(record, value, outcome, array):
    getattr(record.pairs, array)[:, ARG, BRA] = 0.6
    assert value(f"{outcome}.south") == pytest.approx(0.3)
    assert value(outcome) == pytest.approx(0.1) and value(f"{outcome}.rivals") == pytest.approx(0.3)


def test_trust_of_governments_as_they_take_office(record, value):
    assert np.isnan(value("trust_of_new"))
    trust, new = record.pairs.pair_trust, record.countries.new_leader
    trust[...] = 0.9
    new[3, ARG] = new[6, BRA] = 1
    trust[3, ARG, BRA], trust[3, ARG, MEX] = 0.2, 0.4  # what ARG trusts the others, not they ARG
    trust[6, BRA, ARG], trust[6, BRA, MEX] = 0.5, 0.7
    assert value("trust_of_new") == pytest.approx(0.45) and value("trust_of_new.BRA") == pytest.approx(0.6)
    assert value("trust_of_new@+4:") == pytest.approx(0.6)


def test_visits_are_counted_one_way_a_year(record, value):
    visits, agreements, journeys = record.pairs.visits, record.pairs.agreements, record.countries.journeys
    visits[[0, 5, 9], ARG, BRA] = visits[3, MEX, BRA] = agreements[5, ARG, BRA] = 1
    journeys[2, ARG], journeys[8, MEX] = 2, 1
    assert value("visits") == pytest.approx(4 * 4 / (12 * 6))
    assert value("visits.ARG.BRA") == pytest.approx(3 / 3 / 2)
    assert value("agreements.ARG.BRA") == pytest.approx(1 / 3 / 2) and value("agreements.across") == 0
    assert value("visits.across") == pytest.approx(1 / 3 / 4)
    assert value("visits_sent.ARG") == pytest.approx(1) and value("visits_sent") == pytest.approx(4 / 9)
    assert value("visits_received.BRA") == pytest.approx(4 / 3) and value("visits_received.ARG") == 0
    assert value("journeys") == pytest.approx(3 / 9) and value("journeys.ARG@:+3") == 2
    assert value("inside_share") == pytest.approx(4 / 7) and value("inside_share.ARG") == pytest.approx(3 / 5)
    assert np.isnan(value("inside_share.BRA"))
