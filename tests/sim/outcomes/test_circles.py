"""Who works in the same circle, against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.outcomes.circles import network_of
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.state import HEALTH, MINILATERAL, SECURITY, SUMMIT, TECHNICAL


def test_technical_work_joins_all_who_do_it(record, value):
    record.issues.took_part[:6, TECHNICAL, HEALTH, :2] = 1
    assert value("together.technical.health") == pytest.approx(0.5 / 3)  # one pair of three, half the time
    assert value("together.technical") == pytest.approx(0.5 / 21)
    assert value("together") == pytest.approx(0.5 / 63)
    assert value("together.technical.health.ARG.BRA") == pytest.approx(0.5)
    assert value("together.technical.health.rivals") == pytest.approx(0.5)
    assert value("together.technical.health.neighbours") == pytest.approx(0.25)  # closeness 1 of 1 + 0.5 + 0.5
    assert value("together.technical.health.within") == pytest.approx(0.5) and value("together.technical.health.across") == 0


def test_minilaterals_and_meetings_join_those_of_the_same_circle(record, value):
    record.issues.minilateral[:, SECURITY] = [1, 2, 1]
    record.issues.venue[:, SECURITY] = [0, 0, 1]
    assert value("together.minilateral.security") == pytest.approx(1 / 3)
    assert value("together.minilateral.security.ARG.MEX") == 1
    assert value("together.summit.security.ARG.BRA") == 1
    assert value("together.summit.security.ARG.MEX") == 0


def test_fragmentation_is_modularity(record, value):
    assert np.isnan(value("fragmentation"))
    record.issues.took_part[:, TECHNICAL, HEALTH, :2] = 1
    assert value("fragmentation.technical") == pytest.approx(0.0)  # one circle
    record.issues.took_part[:, TECHNICAL, HEALTH, 2] = 1
    assert value("fragmentation.technical") == pytest.approx(0.0)


def test_two_circles_apart_have_modularity_one_half(record, region):
    network = network_of(record.issues, compile_measures(["fragmentation"], region), 0)
    assert network.shape == (3, 3) and not network.any()
    record.issues.minilateral[:3, SECURITY] = [1, 1, 0]
    record.issues.venue[0, SECURITY] = [0, 2, 2]
    network = network_of(record.issues, compile_measures(["fragmentation.minilateral.summit"], region), 0)
    np.testing.assert_array_equal(network, [[0, 3, 0], [3, 0, 1], [0, 1, 0]])
    only = network_of(record.issues, compile_measures(["fragmentation.minilateral.north.BRA@+2:"], region), 0)
    assert only.shape == (2, 2) and not only.any()


def test_channels_do_not_mix(record, value):
    record.issues.took_part[:, SUMMIT] = record.issues.took_part[:, MINILATERAL] = (
        1  # without a venue or minilateral group in common
    )
    assert value("together") == 0
