"""Commitments against values worked out by hand."""

import numpy as np
import pytest

ALLIANCE, LEAGUE, NEW = range(3)


def test_commitments_are_averaged_over_forums_alive(record, value):
    forums = record.forums
    forums.pledged[:, ALLIANCE], forums.pledged[:, NEW] = 0.6, 0.9  # the last is no forum
    forums.pledged[:, LEAGUE] = np.arange(12) * 0.01
    forums.status[:, LEAGUE] = 2
    forums.implemented[:6, ALLIANCE] = 0.5
    assert value("pledged.ALLIANCE") == pytest.approx(0.6)
    assert value("pledged") == pytest.approx((0.6 + 0.055) / 2)
    assert value("implemented") == pytest.approx(0.125)
    assert value("pledged_trend") == pytest.approx(0.2, rel=1e-5)
    assert value("pledged_trend.LEAGUE") == pytest.approx(0.4, rel=1e-5)
    assert value("implemented_trend.LEAGUE") == pytest.approx(0)
    assert np.isnan(value("pledged.new")) and np.isnan(value("pledged_trend.new"))


def test_implemented_trend_leaves_out_quarters_without_a_forum(record, value):
    record.forums.status[:] = 3
    record.forums.status[4:8, ALLIANCE] = 1
    record.forums.implemented[:, ALLIANCE] = np.arange(12) * 0.02
    assert value("implemented_trend") == pytest.approx(0.8, rel=1e-5)


def test_period_is_that_of_the_strongest_cycle(record, value):
    t = np.arange(12)
    record.forums.pledged[:, ALLIANCE] = 0.4 + 0.02 * t + 0.2 * np.sin(2 * np.pi * t / 4)
    assert value("pledged_period.ALLIANCE") == pytest.approx(1.0)
    record.forums.pledged[:, ALLIANCE] = 0.4
    assert np.isnan(value("pledged_period.ALLIANCE"))
