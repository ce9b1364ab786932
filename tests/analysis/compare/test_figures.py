"""The figures of a comparison: what they draw are the differences of the table; few runs are dots."""

import numpy as np
import pytest

from concertacion.analysis.compare.arms import condensed
from concertacion.analysis.figures import arms as over_time
from concertacion.analysis.figures import differences as dots
from concertacion.analysis.formatting import FEW_RUNS
from concertacion.analysis.reports.compare import compared_of

SHOCK = {"parameters": [], "events": [{"from": "2002Q1", "to": "2003Q4"}]}


@pytest.fixture(scope="module")
def arms(make_results):
    """A control and two arms: in one, all is the same; in the other every outcome is a tenth higher."""
    control = condensed(make_results(runs=24, years=6, countries=("ARG", "BRA")), {})
    same = control.copy(deep=True)
    higher = condensed(make_results(runs=24, years=6, countries=("ARG", "BRA")), SHOCK)
    return {
        "plain": control,
        "same": same,
        "shock": higher.assign(outcomes=higher["outcomes"] + 0.1, course=higher["course"] + 0.1),
    }


def few(arms):
    return {name: arm.isel(run=slice(FEW_RUNS - 1)) for name, arm in arms.items()}


def test_below_the_levels_are_their_differences(arms):
    figure = over_time.arms_over_time(arms)
    panels = [axes for axes in figure.axes if axes.lines]
    assert len(panels) == 2 * arms["plain"].sizes["measure"] == 8
    for level, below in zip(panels[::2], panels[1::2], strict=True):
        plain, _, shock = (np.asarray(line.get_ydata()) for line in level.lines[:3])
        drawn = np.asarray(below.lines[1].get_ydata())
        assert drawn == pytest.approx(shock - plain) and drawn.std() < 1e-9
        assert level.get_ylim()[0] == 0.0  # all alike, whatever the level
        assert [patch.get_x() for patch in level.patches] == [2002.0] and level.patches[0].get_width() == 2.0
    drawn = np.asarray(figure.axes[6].lines[0].get_ydata())  # delivered, in per cent as everything
    course = arms["plain"]["course"].sel(measure="delivered").values.mean(0).reshape(-1, 4).mean(1)
    assert drawn == pytest.approx(100 * course) and any("% of all that" in text.get_text() for text in figure.texts)
    assert "shock from 2002Q1 to 2003Q4" in over_time.caption(arms) and "95% interval" in over_time.caption(arms)


def test_intervals_and_numbers_are_those_of_the_table(arms):
    compared = compared_of(arms)
    figure = dots.differences_by_outcome(arms, compared.table)
    said = {text.get_text() for text in figure.texts}
    assert {f"{line.difference}  ({line.interval})" for line in compared.lines if line.interval} <= said
    assert all(axes.get_xlim()[0] == -axes.get_xlim()[1] for axes in figure.axes)
    ticks = [text.get_text() for axes in figure.axes for text in axes.get_yticklabels()]
    assert len(ticks) == len(set(ticks)) == compared.table["outcome"].nunique()


def test_few_runs_are_a_dot_each(arms):
    some, compared = few(arms), compared_of(few(arms))
    assert compared.table["low"].isna().all()
    first = dots.differences_by_outcome(some, compared.table).axes[0]
    assert any(len(line.get_xdata()) == FEW_RUNS - 1 for line in first.lines)
    level = over_time.arms_over_time(some).axes[0]
    assert any(len(line.get_xdata()) == 6 * (FEW_RUNS - 1) for line in level.lines) and not level.collections[1:]
    assert "too few for an interval" in over_time.caption(some) and "too few runs for an interval" in dots.caption(
        some, compared.table
    )
