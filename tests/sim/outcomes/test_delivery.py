"""Delivery against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.state import HEALTH, MINILATERAL, SUMMIT, TECHNICAL, TRADE

ARG, BRA, MEX = range(3)


def test_delivered_is_the_mean_of_channels_domains_and_countries(record, value):
    record.issues.delivered[:, TECHNICAL, TRADE] = 0.42
    record.issues.delivered[:6, SUMMIT, TRADE, BRA] = 0.84
    assert value("delivered") == pytest.approx((0.06 + 0.02) / 3)
    assert value("delivered.technical.summit") == pytest.approx((0.06 + 0.02) / 2)
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


def test_trend_is_by_decade(record, value):
    record.issues.delivered[:, SUMMIT] = np.arange(12)[:, None, None] * 0.01
    record.issues.delivered[:, TECHNICAL] = 0.3
    assert value("delivered_trend") == pytest.approx(0.4 / 3, rel=1e-5)
    assert value("delivered_trend.summit.trade@+3:+7") == pytest.approx(0.4, rel=1e-5)
    assert value("delivered_trend.technical") == pytest.approx(0.0, abs=1e-6)
    assert np.isnan(value("delivered_trend@+3"))


def test_needs_are_met_by_all_channels_together(record, value):
    record.issues.salience[:, HEALTH, ARG], record.issues.salience[:, TRADE, BRA] = 1.0, 0.5
    assert value("unmet") == 1 and np.isnan(value("unmet.MEX"))
    record.issues.delivered[:, TECHNICAL, HEALTH, ARG] = 0.3
    record.issues.delivered[:, SUMMIT, HEALTH, ARG] = 0.2
    record.issues.delivered[:, :, TRADE, BRA] = 0.9  # more than is needed
    record.issues.delivered[:, :, TRADE, ARG] = 0.9  # where nothing is needed
    assert value("unmet") == pytest.approx(0.5 / 1.5)
    assert value("unmet.health") == pytest.approx(0.5) and value("unmet.BRA") == 0
    assert value("salience.health") == pytest.approx(1 / 3) and value("salience.trade.BRA") == pytest.approx(0.5)


def test_money_is_averaged_over_quarters(record, value):
    record.region.spent[6:] = 0.4
    assert value("spent") == pytest.approx(0.2) and value("spent@+6:") == pytest.approx(0.4)
