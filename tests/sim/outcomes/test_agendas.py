"""Agendas against values worked out by hand."""

import numpy as np
import pytest

ALLIANCE, LEAGUE, NEW = range(3)


@pytest.fixture
def meetings(record):
    """Three held, one put off, in three years."""
    forums = record.forums
    forums.meeting[1, ALLIANCE] = forums.meeting[5, ALLIANCE] = forums.meeting[6, LEAGUE] = 1
    forums.meeting[7, LEAGUE] = 2
    forums.on_agenda[1, ALLIANCE, :4] = forums.on_agenda[6, LEAGUE, :2] = forums.on_agenda[7, LEAGUE, :3] = 1
    forums.agreed[1, ALLIANCE, :3] = forums.agreed[6, LEAGUE, :1] = 1
    return record


def test_agreement_counts_meetings_held(meetings, value):
    assert value("agreed_share") == pytest.approx(4 / 6)
    assert value("vetoed") == pytest.approx(2 / 3)
    assert value("vetoed.LEAGUE") == pytest.approx(1 / 3)
    assert np.isnan(value("agreed_share.new"))


def test_agendas_by_domain(meetings, value):
    assert value("agreed_share.migration") == 1 and value("agreed_share.health") == pytest.approx(1 / 2)
    assert value("agreed_share.not-migration.not-health") == pytest.approx(1 / 2)
    assert np.isnan(value("agreed_share.climate"))
    assert value("vetoed.trade") == pytest.approx(1 / 3) and value("vetoed.security") == 0
    assert value("on_agenda.migration") == pytest.approx(2 / 3) and value("on_agenda.trade.ALLIANCE") == pytest.approx(1 / 2)
    assert value("on_agenda") == pytest.approx(6 / 21)


def test_who_dissents(record, value):
    record.countries.vetoes[2, 0], record.countries.vetoes[7, 1] = 2, 1
    assert value("vetoes") == pytest.approx(1.0) and value("vetoes.ARG") == pytest.approx(2 / 3)


def test_heat_of_active_forums(record, value):
    record.forums.heat[:, ALLIANCE], record.forums.heat[:6, LEAGUE], record.forums.heat[:, NEW] = 0.8, 0.4, 0.9
    assert value("heat") == pytest.approx((0.8 + 0.2) / 2)
    record.forums.status[:, ALLIANCE] = 2
    assert value("heat") == pytest.approx(0.2) and np.isnan(value("heat.ALLIANCE"))
