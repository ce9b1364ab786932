"""Powers against values worked out by hand."""

import numpy as np
import pytest


def test_trust_dependence_and_influence(record, value):
    assert np.isnan(value("influence.USA"))
    record.region.dependence[:, 0], record.region.dependence[6:, 1] = 0.3, 0.2
    record.region.power_trust[:, 1] = 0.4
    assert value("dependence.USA") == pytest.approx(0.3)
    assert value("influence.USA") == pytest.approx(0.75)
    assert value("influence.CHN@+6:") == pytest.approx(0.4)
    assert value("power_trust.CHN") == pytest.approx(0.4)


def test_what_powers_do(record, value):
    record.region.engagement[:6, 0], record.region.pressure[:, 1], record.region.framing[6:, 1] = 0.4, 0.3, 0.5
    assert value("engagement.USA") == pytest.approx(0.2) and value("engagement.CHN") == 0
    assert value("engagement_swing.USA") == pytest.approx(0.2) and value("engagement_swing.USA@:+5") == pytest.approx(0, abs=1e-7)
    assert value("pressure.CHN") == pytest.approx(0.3) and value("framing.CHN") == pytest.approx(0.25)
