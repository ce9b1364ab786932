"""Delivery against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.state import HEALTH, MINILATERAL, SUMMIT, TECHNICAL, TRADE

ARG, BRA, MEX = range(3)


def test_delivered_sums_channels_and_averages_the_rest(record, value):
    record.issues.delivered[:, TECHNICAL, TRADE] = 0.42
    record.issues.delivered[:6, SUMMIT, TRADE, BRA] = 0.84
    assert value("delivered") == pytest.approx(0.06 + 0.02)
    assert value("delivered.technical") == pytest.approx(0.06)
    assert value("delivered.technical.trade") == pytest.approx(0.42)
    assert value("delivered.summit.trade.BRA") == pytest.approx(0.42)
    assert value("delivered.summit.trade.BRA@+6:") == 0
    assert value("delivered.summit.not-trade") == 0
    assert value("delivered.summit.trade.not-BRA") == 0
    assert value("delivered_share.technical") == pytest.approx(0.75)
    assert value("delivered_share.summit.minilateral.trade@:+5") == pytest.approx(0.4)


def test_participation_counts_country_domains(record, value):
    record.issues.took_part[:, MINILATERAL, HEALTH, :2] = 1
    assert value("participation.minilateral") == pytest.approx(2 / 21)
    assert value("participation") == pytest.approx(2 / 63)
    assert value("participation.minilateral.health.south") == 1


def test_free_riders_get_what_they_did_not_work_for(record, value):
    record.issues.took_part[:, TECHNICAL, HEALTH, ARG] = 1
    record.issues.delivered[:, TECHNICAL, HEALTH, ARG] = 0.6
    record.issues.delivered[:, TECHNICAL, HEALTH, MEX] = 0.2
    record.issues.delivered[:, SUMMIT, HEALTH, BRA] = 0.9  # earlier pledges, carried out: no free ride
    assert value("free_riding") == pytest.approx(0.25)
    assert value("free_riding.health.MEX") == 1
    assert value("free_riding.south") == 0


def test_resilience_weighs_changes_of_government_by_their_turn(record, value):
    delivered, ideology, new = record.issues.delivered, record.countries.ideology, record.countries.new_leader
    new[5, ARG] = new[6, BRA] = new[2, MEX] = new[10, MEX] = 1  # the last two have no full year on either side
    ideology[:, ARG], ideology[6:, BRA], ideology[2:, MEX] = 0.5, -0.6, 1.0
    ideology[5:, ARG] = 0.7  # turns of 0.2 and 0.6
    delivered[:5, SUMMIT, TRADE, ARG], delivered[5:, SUMMIT, TRADE, ARG] = 0.4, 0.2
    delivered[:, SUMMIT, TRADE, BRA] = 0.4
    delivered[2:, SUMMIT, TRADE, MEX] = 0.9
    assert value("resilience.summit") == pytest.approx((0.2 * 0.2 + 0.6 * 0.4) / (0.2 * 0.4 + 0.6 * 0.4))
    assert value("resilience.summit.ARG") == pytest.approx(0.5)
    assert value("resilience.summit@+6:") == pytest.approx(1.0)
    assert np.isnan(value("resilience.technical"))
    assert np.isnan(value("resilience.summit.MEX"))


def test_trend_is_by_decade(record, value):
    record.issues.delivered[:, SUMMIT] = np.arange(12)[:, None, None] * 0.01
    record.issues.delivered[:, TECHNICAL] = 0.3
    assert value("delivered_trend") == pytest.approx(0.4, rel=1e-5)
    assert value("delivered_trend.summit.trade@+3:+7") == pytest.approx(0.4, rel=1e-5)
    assert value("delivered_trend.technical") == pytest.approx(0.0, abs=1e-6)
    assert np.isnan(value("delivered_trend@+3"))
