"""What follows turns and shocks, against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.state import SUMMIT, TECHNICAL, TRADE

ARG, BRA, MEX = range(3)


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


def test_response_and_recovery_look_at_the_year_before(record, value):
    delivered = record.issues.delivered
    delivered[:4, TECHNICAL] = 0.9  # before the year that counts
    delivered[4:8, TECHNICAL] = 0.5
    delivered[8:, TECHNICAL, :, ARG] = np.array([0.2, 0.4, 0.46, 0.1])[:, None]
    assert value("response.technical.ARG@+8:") == pytest.approx(0.29 / 0.5)
    assert value("response.ARG@+8:+9") == pytest.approx(0.3 / 0.5)  # a share of a mean over three channels is that of the one
    assert value("recovery.technical.ARG@+8:") == 2
    assert value("recovery.technical.ARG@+8:+9") == 2  # never, in two quarters
    assert np.isnan(value("response.technical@+3:")) and np.isnan(value("recovery.summit@+8:"))
