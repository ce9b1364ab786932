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
    assert value("seats_share.BRA") == pytest.approx(3 / 4) and value("seats_share.MEX") == 0


def test_who_meets_and_how_that_moves(meetings, value):
    meetings.forums.meeting[9, ALLIANCE] = meetings.forums.meeting[10, ALLIANCE] = 3
    assert value("meetings_by_level.ministers") == pytest.approx(2 / 3) and value("meetings_held") == pytest.approx(1.0)
    assert value("meetings_by_level.presidents.ALLIANCE") == pytest.approx(2 / 3)
    assert value("put_off_share.ALLIANCE") == pytest.approx(2 / 4)  # twice left to ministers
    held = np.zeros(12)
    held[[1, 5]] = 4
    assert value("meetings_trend.ALLIANCE") == pytest.approx(40 * np.polyfit(np.arange(12), held, 1)[0])


def test_a_forum_still_meets_if_it_met_within_two_intervals(meetings, value):
    assert value("still_meets.ALLIANCE") == pytest.approx(6 / 9)  # interval 2: of quarters 3 to 11, 3, 4, 5, 6, 7, 8
    assert value("still_meets.ALLIANCE@+9:") == 0
    assert value("still_meets.LEAGUE") == 1  # interval 4: quarters 7 to 11
    assert np.isnan(value("still_meets.LEAGUE@:+6")) and np.isnan(value("still_meets.new"))
    meetings.forums.status[8:, ALLIANCE] = 3  # dead forums meet no more, and count
    assert value("still_meets") == pytest.approx((6 + 5) / (9 + 5))


def test_who_calls_meetings(record, value):
    record.countries.convened[2, 0], record.countries.convened[7, 1] = 2, 1
    assert value("convened") == pytest.approx(1.0) and value("convened.ARG@:+3") == 2 and value("convened.MEX") == 0
