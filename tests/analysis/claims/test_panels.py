"""What the panels of a flip rule, and of what is left of an effect, show."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from concertacion.analysis.claims.built_in import BuiltIn
from concertacion.analysis.claims.rules import Limit
from concertacion.analysis.claims.shares import NO_EFFECT, SUPPORTS, Share
from concertacion.analysis.figures.claims import COLOURS, _left
from concertacion.analysis.figures.flips import effect_along, two_along

POINTS = {"height": np.array([0.0, 0.4, 0.6, 1.0]), "form": np.array(["one", "other", "one", "other"])}
CLASSES = np.array([NO_EFFECT, NO_EFFECT, SUPPORTS, SUPPORTS])
RULE = ((Limit("height", low=0.5), Limit("form", forms=("other",))),)


@pytest.fixture
def axes():
    return Figure().add_subplot()


def test_the_effect_along_a_parameter_with_its_limit(axes):
    effect_along(axes, "height", RULE, POINTS, np.array([0.0, 0.1, 0.5, np.nan]), CLASSES, COLOURS)
    assert [line.get_xdata()[0] for line in axes.lines] == [0.5]
    assert sum(len(dots.get_offsets()) for dots in axes.collections) == 3  # the undefined effect is nowhere
    assert axes.get_xlabel() == "Height" and axes.get_ylabel() == "Effect"


def test_two_parameters_with_the_box_of_the_rule(axes):
    two_along(axes, ("height", "form"), RULE, POINTS, CLASSES, COLOURS)
    (box,) = axes.patches
    assert (box.get_x(), box.get_width()) == (0.5, 0.5)
    assert (box.get_y(), box.get_height()) == pytest.approx((0.55, 0.9))  # around the second form
    assert [label.get_text() for label in axes.get_yticklabels()] == ["one", "other"]


def test_what_is_left_of_an_effect_has_no_minus_where_it_is_nothing(axes):
    undefined = Share(np.nan, np.nan, np.nan)
    _left(axes, BuiltIn(Share(-0.004, -0.1, 0.1), {"reach": Share(-0.3, -0.5, -0.1)}, undefined, False, (), False))
    assert [text.get_text() for text in axes.texts] == ["0%", "\u221230%"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["feedbacks frozen", "without reach"]
