"""Politics against values worked out by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from tests.sim.outcomes.conftest import reduced

from concertacion.sim.outcomes.variables import VARIABLES
from concertacion.sim.record import empty_record


def test_governments_change_and_cross_the_centre(record, value):
    assert np.isnan(value("alternation"))
    record.countries.new_leader[0, 0] = record.countries.new_leader[4, 0] = record.countries.new_leader[8, 1] = 1
    record.countries.ideology[:4, 0], record.countries.ideology[4:, 0] = -0.5, 0.5
    record.countries.ideology[:, 1] = 0.2
    assert value("changes_of_government") == pytest.approx(40 * 3 / 36)
    assert value("alternation") == pytest.approx(0.5)  # of the two whose predecessor is on record
    assert value("alternation.ARG") == 1


def test_swing_and_polarisation(record, value):
    record.countries.ideology[:, 0] = 1.0
    record.countries.ideology[::2, 2] = -0.5
    assert value("polarisation") == pytest.approx(((1.5 + 1 + 0.5) / 3 + 2 / 3) / 2)
    assert value("polarisation.south") == pytest.approx(1.0)
    assert value("ideology_swing.MEX") == pytest.approx(0.25)
    assert value("ideology_swing") == pytest.approx(0.25 / 3)
    assert np.isnan(value("polarisation.MEX"))


@pytest.mark.parametrize("name", VARIABLES)
def test_level_and_spread_of_any_variable(record, value, name):
    getattr(record.countries, name)[:, 0] = 0.9
    assert value(f"level.{name}") == pytest.approx(0.3)
    assert value(f"level.{name}.ARG") == pytest.approx(0.9)
    assert value(f"spread.{name}") == pytest.approx(0.9 * np.sqrt(2) / 3)
    assert value(f"spread.{name}.north") == 0
    getattr(record.countries, name)[:6, 0] = 0.0
    assert value(f"level.{name}.ARG@+4:+7") == pytest.approx(0.45)
    assert value(f"spread.{name}@+4:+7") == pytest.approx(0.45 * np.sqrt(2) / 3)


def test_trust_in_governments_as_they_take_office(record, value):
    assert np.isnan(value("trust_in_new"))
    record.countries.trust[:] = 0.9
    record.countries.new_leader[3, 0] = record.countries.new_leader[6, 1] = 1
    record.countries.trust[3, 0], record.countries.trust[6, 1] = 0.2, 0.6
    assert value("trust_in_new") == pytest.approx(0.4) and value("trust_in_new.BRA") == pytest.approx(0.6)


def test_persistence_and_synchrony(record, value, region):
    assert np.isnan(value("ideology_persistence")) and np.isnan(value("synchrony"))
    quarters = 24
    x = np.random.default_rng(2).uniform(-1, 1, (quarters, 3)).astype(np.float32)
    longer, years = empty_record({"quarter": quarters, "country": 3, "domain": 7, "forum": 3, "power": 2}), vars(region)
    longer.countries.ideology[...] = x
    apart = x - x.astype(float).mean(0)
    later = np.corrcoef(apart[:-16].ravel(), apart[16:].ravel())[0, 1]
    world = SimpleNamespace(**years | {"quarters": quarters})
    assert reduced("ideology_persistence", longer, world) == pytest.approx(later, rel=1e-5)
    assert reduced("synchrony", longer, world) == pytest.approx(x.mean(1).var() / x.var(0).mean(), rel=1e-5)
    longer.countries.ideology[...] = x[:, :1]
    assert reduced("synchrony", longer, world) == pytest.approx(1.0)
