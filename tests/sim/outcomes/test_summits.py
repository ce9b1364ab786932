"""Meetings against values worked out by hand."""

import numpy as np
import pytest

ALLIANCE, LEAGUE, NEW = range(3)


@pytest.fixture
def meetings(record):
    """Three held, one put off, in three years."""
    forums = record.forums
    forums.meeting[1, ALLIANCE] = forums.meeting[5, ALLIANCE] = forums.meeting[6, LEAGUE] = 1
    forums.meeting[7, LEAGUE] = 2
    forums.host[1, ALLIANCE], forums.host[5, ALLIANCE], forums.host[6, LEAGUE] = 0, 1, 1
    forums.attended[1, ALLIANCE, :2] = 1
    forums.attended[6, LEAGUE, 1] = 1
    forums.attended[5, ALLIANCE, 1] = 1
    forums.on_agenda[1, ALLIANCE, :4] = forums.on_agenda[6, LEAGUE, :2] = forums.on_agenda[7, LEAGUE, :3] = 1
    forums.agreed[1, ALLIANCE, :3] = forums.agreed[6, LEAGUE, :1] = 1
    return record


def test_meetings_by_forum_and_window(meetings, value):
    assert value("meetings_held") == pytest.approx(1.0)
    assert value("meetings_held.ALLIANCE") == pytest.approx(2 / 3)
    assert value("meetings_held@2001Q1:2001Q4") == pytest.approx(2.0)
    assert value("put_off_share") == pytest.approx(0.25)
    assert value("put_off_share.LEAGUE") == pytest.approx(0.5)
    assert np.isnan(value("put_off_share.new"))
    assert value("hosted.BRA") == pytest.approx(2 / 3)
    assert value("hosted.ALLIANCE.BRA") == pytest.approx(1 / 3)


def test_attendance_by_forum_and_country(meetings, value):
    assert value("attendance") == pytest.approx(4 / 7)
    assert value("attendance.ALLIANCE") == pytest.approx(3 / 4)
    assert value("attendance.BRA") == 1
    assert value("attendance.north") == 0
    assert np.isnan(value("attendance.MEX.ALLIANCE"))


def test_agreement_counts_meetings_held(meetings, value):
    assert value("agreed_share") == pytest.approx(4 / 6)
    assert value("vetoed") == pytest.approx(2 / 3)
    assert value("vetoed.LEAGUE") == pytest.approx(1 / 3)
    assert np.isnan(value("agreed_share.new"))


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
