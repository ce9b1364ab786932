"""Politics against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.outcomes.variables import VARIABLES
from concertacion.sim.state import DEMOCRACY


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


def test_breaks_are_sudden(record, value):
    record.countries.democracy_fall[3, 1] = 0.3
    record.countries.democracy_fall[:, 2] = 0.05
    assert value("breaks") == pytest.approx(40 / 36)
    assert value("breaks.north") == 0


def test_a_suspension_counts_once(record, value):
    record.countries.suspended[3:6, 1] = 1
    record.countries.suspended[9, 1] = 1
    assert value("suspensions") == pytest.approx(80 / 36)
    assert value("suspensions@+4:+7") == 0


def test_norms(record, value):
    record.issues.norms[:, DEMOCRACY] = 0.7
    record.region.norm_content[:6] = -0.5
    assert value("norms") == pytest.approx(0.1)
    assert value("norms.democracy") == pytest.approx(0.7)
    assert value("norm_content") == pytest.approx(-0.25)


def test_closures_of_neighbours(record, value):
    assert np.isnan(value("closures_together"))
    record.countries.closed[2, :2] = 1  # the two closest
    assert value("closures") == pytest.approx(2 / 36)
    z = np.array([1, 1, -2]) / 3
    g = np.array([[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]])
    expected = (z @ g @ z / g.sum()) / (z @ z / 3)
    assert value("closures_together") == pytest.approx(expected)
    record.countries.closed[2] = [1, 0, 1]
    assert value("closures_together") < expected
