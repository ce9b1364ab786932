"""Borders against values worked out by hand."""

import numpy as np
import pytest


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
