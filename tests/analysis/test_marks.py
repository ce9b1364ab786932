"""When a scenario acts, and that every figure with a time axis shows it."""

import numpy as np
from matplotlib.figure import Figure

from concertacion.analysis.figures import FIGURES
from concertacion.analysis.figures.marks import bar, words
from concertacion.analysis.marks import in_words, marks_of, stretches, with_marks

SHOCK = {
    "parameters": [{"from": "2001Q1", "to": "2001Q4", "set": {}}],
    "events": [{"from": "+3"}, {"from": "2001Q2", "to": "2002Q1"}, {"from": "2004Q3"}, {"from": "2050Q1"}],
}


def test_what_overlaps_or_follows_is_one_stretch():
    assert stretches(SHOCK, 2000, 24).tolist() == [[2000.75, 2002.25], [2004.5, 2004.75]]
    assert stretches({"parameters": [{"from": "+8", "set": {}}]}, 2000, 24).tolist() == [[2002.0, 2006.0]]
    assert stretches({}, 2000, 24).shape == (0, 2)


def test_in_words():
    assert in_words(stretches(SHOCK, 2000, 24)) == "from 2000Q4 to 2002Q1 and in 2004Q3"
    assert in_words(np.zeros((0, 2))) == ""


def test_every_figure_over_time_marks_it(results):
    acting = with_marks(results, SHOCK).assign_attrs(until=2003)
    assert marks_of(results).shape == (0, 2) and words(results) == ""
    for name in ("channels", "ideology", "forums"):
        assert FIGURES[name].caption(acting).endswith(words(acting)) and "2000Q4" in words(acting) and "2003" in words(acting)
        for axes in FIGURES[name].draw(acting).axes[:2]:
            bars = [patch for patch in axes.patches if patch.get_y() > 1]
            assert [patch.get_x() for patch in bars] == [2000.75, 2004.5]
            assert any(list(line.get_xdata()) == [2004, 2004] for line in axes.lines)


def test_bars_stand_one_above_the_other():
    axes = Figure().add_axes((0.1, 0.1, 0.8, 0.8))
    for place in (0, 1):
        bar(axes, np.array([[2000.0, 2001.0]]), place=place)
    low, high = axes.patches
    assert 1 < low.get_y() < low.get_y() + low.get_height() < high.get_y()
