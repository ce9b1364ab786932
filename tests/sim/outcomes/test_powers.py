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
