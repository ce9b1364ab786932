"""Elementary effects of a function whose effects are known."""

import numpy as np
import pytest

from concertacion.analysis.parsimony.elementary import bounds, effects, fixable, ratios

STEP = 2 / 3


def test_effects_of_a_line_are_its_slopes_and_a_dead_axis_has_none():
    rng, slopes = np.random.default_rng(1), np.array([3.0, -0.5, 0.0])
    points = np.zeros((6, 4, 3))
    for one in points:
        one[0] = rng.integers(2, size=3) / 3
        for step, axis in enumerate(rng.permutation(3)):
            one[step + 1] = one[step]
            one[step + 1, axis] += STEP
    found = effects(points, points @ slopes, STEP)
    assert found == pytest.approx(np.tile([3.0, 0.5, 0.0], (6, 1)))
    found[0, 0] = np.nan  # one trajectory in which the outcome is not defined
    bound = bounds(found)
    assert bound.mean == pytest.approx([3.0, 0.5, 0.0]) and bound.upper == pytest.approx([3.0, 0.5, 0.0])
    found[:3, 1] = np.nan
    assert np.isnan(bounds(found).upper).tolist() == [False, True, False]


def test_a_parameter_is_fixed_only_if_it_matters_to_no_outcome():
    upper = {"x": np.array([0.04, 0.06, 0.04, 0.04]), "y": np.array([0.2, 0.01, 0.01, np.nan])}
    smallest = {"x": 0.05, "y": 0.1}
    assert fixable(ratios(upper, smallest, {})).tolist() == [False, False, True, False]
    assert fixable(ratios(upper, smallest, {"x": 0.02, "y": 0.15})).tolist() == [True, True, True, False]
