"""Breaks, charters and norms against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.state import DEMOCRACY


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
    record.countries.suspended[:2, 0] = 1  # suspended before the run
    assert value("suspensions") == pytest.approx(80 / 36) and value("suspensions@+0") == 0


def test_norms(record, value):
    record.issues.norms[:, DEMOCRACY] = 0.7
    record.region.norm_content[:6] = -0.5
    assert value("norms") == pytest.approx(0.1)
    assert value("norms.democracy") == pytest.approx(0.7)
    assert value("norm_content") == pytest.approx(-0.25)


def test_judgements_and_answers(record, value):
    assert value("judged") == 0 and np.isnan(value("answered"))
    record.countries.judged[3, 0] = record.countries.judged[8, 0] = 1
    record.countries.judged[5, 1] = 2
    assert value("judged") == pytest.approx(40 * 3 / 36) and value("judged.BRA") == pytest.approx(40 / 12)
    assert value("answered") == pytest.approx(1 / 3) and value("answered.BRA") == 1 and value("answered.ARG") == 0
