"""Lives of forums against values worked out by hand."""

import numpy as np
import pytest

ALLIANCE, LEAGUE, NEW = range(3)


def test_moves_between_states(record, value):
    status = record.forums.status
    status[:, ALLIANCE] = [1, 1, 2, 2, 1, 1, 2, 2, 2, 3, 3, 3]
    status[:, NEW] = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert [value(name) for name in ("went_dormant", "revived", "died", "founded")] == [2, 1, 1, 1]
    assert value("went_dormant@+2:+5") == 1  # the move into the first quarter of the window is in it
    assert value("went_dormant@+3:+5") == 0
    assert value("founded.existing") == 0 and value("founded.new") == 1
    assert value("active_at_end") == 2
    assert value("active_at_end@:+4") == 2
    assert value("active") == pytest.approx((12 + 4 + 7) / 12)
    assert value("survival") == pytest.approx(0.5)
    assert value("survival.ALLIANCE@:+4") == 1
    assert np.isnan(value("survival.new@:+4"))


def test_forums_by_what_they_deal_with(record, value):
    record.forums.scope[:, ALLIANCE, [0, 3]] = record.forums.scope[5:, NEW, 3] = 1
    record.forums.status[5:, NEW] = record.forums.size[5:, NEW] = 1
    assert value("active.migration") == 1 and value("active.health") == 0
    assert value("active.trade") == pytest.approx(1 + 7 / 12) and value("active_at_end.trade.not-ALLIANCE") == 1
    assert value("founded.trade") == value("founded_ad_hoc.health.trade") == 1 and value("founded_ad_hoc.migration") == 0


def test_membership_is_full_or_nothing(record, value):
    record.forums.link[:6, ALLIANCE, 2], record.forums.link[6:, ALLIANCE, 2] = 1, 2
    record.forums.link[:, LEAGUE] = 2
    record.forums.link[9:, LEAGUE, 0] = 3  # suspended
    assert value("link.ALLIANCE.MEX") == pytest.approx(0.5) and value("link.ALLIANCE.MEX@+6:") == 1
    assert value("link.LEAGUE.ARG") == pytest.approx(0.75) and value("link.LEAGUE") == pytest.approx(2.75 / 3)


def test_ad_hoc_forums_hold_less_than_half_the_region(record, value):
    record.forums.status[5:, NEW] = 1
    record.forums.size[5:, NEW] = 1
    assert value("founded_ad_hoc") == 1
    record.forums.size[5:, NEW] = 2
    assert value("founded_ad_hoc") == 0 and value("founded") == 1


def test_foundings_by_some_countries_alone(record, value):
    record.forums.status[5:, NEW] = record.forums.size[5:, NEW] = 1
    record.forums.member[5:, NEW, 1] = 1
    assert value("founded.BRA") == value("founded.not-ARG") == value("founded_ad_hoc.south") == 1
    assert value("founded.not-BRA") == value("founded_ad_hoc.MEX") == 0
    record.forums.member[8:, NEW, 2] = 1  # who joins later is no founder
    assert value("founded.BRA") == 1
    record.forums.member[5:, NEW, 2] = 1
    assert value("founded.BRA") == 0 and value("founded.BRA.MEX") == 1


def test_forums_outlive_their_founders_or_not(record, value):
    new, status = record.countries.new_leader, record.forums.status
    assert np.isnan(value("outlived_founders"))  # nobody has left office
    new[3, 0] = new[6, 1] = 1  # both founders of the ALLIANCE have gone by quarter 6; those of the LEAGUE have not
    assert value("outlived_founders") == 1
    status[6:, ALLIANCE] = 2
    assert value("outlived_founders") == 0
    new[8, 2] = 1  # now the three of the LEAGUE, which lives
    assert value("outlived_founders") == pytest.approx(0.5)
    assert value("outlived_founders.branded") == 0 and value("outlived_founders.neutral") == 1


def test_founders_of_a_new_forum_are_counted_from_its_birth(record, value):
    record.forums.status[4:, NEW], record.forums.member[4:, NEW, :2], record.forums.size[4:, NEW] = 1, 1, 2
    record.countries.new_leader[4, :2] = 1  # the founders themselves
    assert np.isnan(value("outlived_founders.new"))
    record.countries.new_leader[9, :2] = 1
    assert value("outlived_founders.new") == 1


def test_vitality_and_depth_of_forums_alive(record, value):
    record.forums.vitality[:, ALLIANCE], record.forums.vitality[:, LEAGUE] = 0.4, 0.8
    record.forums.depth[6:, LEAGUE] = 0.5
    assert value("vitality") == pytest.approx(0.6)
    assert value("depth") == pytest.approx(0.125)
    assert value("depth.LEAGUE@+6:") == pytest.approx(0.5)
