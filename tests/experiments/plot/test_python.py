"""`co.plot` on what is in memory: results, arms, sweeps, tables, and Axes of the user's own."""

from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from xarray import Dataset

import concertacion as co
from concertacion.analysis.compare.folder import Comparison
from concertacion.analysis.outcomes import MAIN
from concertacion.experiments.plot.record import record_of


@pytest.fixture(scope="module")
def world():
    return co.load_world("latin_america", countries=["ARG", "BRA", "CHL"], start=2000, years=3)


@pytest.fixture(scope="module")
def results(world):
    return co.ensemble(world, runs=20, mode="pinned")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def test_governments_that_follow_the_record_lie_on_it(world, results):
    axes = co.plot(results, y="ideology", by="country", world=world)
    lines = {line.get_color(): line for line in axes.lines if line.get_linestyle() != "None" and len(line.get_xdata()) == 3}
    marks = {line.get_markeredgecolor(): line for line in axes.lines if line.get_linestyle() == "None"}
    assert lines.keys() == marks.keys() and len(lines) == 3
    for colour, line in lines.items():
        np.testing.assert_allclose(marks[colour].get_ydata(), line.get_ydata(), atol=1e-6)


def test_indicators_and_trade_on_record_are_laid_over(world):
    record, table = record_of(world), pd.read_csv(files("concertacion.sim") / "data" / "latin_america" / "indicators.csv")
    known = table[(table["iso3"] == "BRA") & (table["year"] == 2001)].set_index("variable")["value"]
    brazil = record.sel(country="BRA", quarter="2001Q3")
    assert float(brazil["democracy"]) == known["democracy"] and float(brazil["growth"]) == pytest.approx(known["growth"] / 100)
    assert "crime" not in record and np.isnan(record["approval"].sel(country="CHL")).sum() % 4 == 0  # only what was seen, by year
    start = record["trade"].sel(quarter="2000Q1").values
    np.testing.assert_allclose(start, np.asarray(world.setting.trade_start).sum(axis=1))
    nowhere = record_of(world._replace(name="nowhere"))
    assert "ideology" in nowhere and not {"democracy", "growth", "trade"} & nowhere.keys()


def test_own_axes_keep_their_figure_and_natural_units(world, results):
    figure, (left, right) = plt.subplots(1, 2)
    assert co.plot(results, y="attendance", world=world, ax=left) is left and len(figure.axes) == 2
    expected = co.ensemble(world, runs=20, mode="pinned", keep="summary", outcomes=["attendance@2001Q1:2001Q4"])
    assert left.lines[0].get_ydata()[1] == pytest.approx(float(expected["attendance@2001Q1:2001Q4"].median()))
    assert "20 runs" in left.get_label() and "%" in left.get_ylabel()
    assert right.lines == [] or not len(right.lines)


def test_whatever_is_in_memory_is_drawn(world, results):
    one = results.isel(run=3, drop=True)
    summary = co.ensemble(world, runs=20, keep="summary", outcomes=["delivered", "attendance"])
    frame = pd.DataFrame({"push": np.linspace(0, 1, 60), "result": np.linspace(0, 1, 60) ** 2})
    points = {"point": np.arange(40), "push": ("point", np.linspace(0, 1, 40))}
    sweep = Dataset({"result": (("point", "replicate"), np.ones((40, 2)))}, points, {"design": "lhs"})
    for what, settings in [
        (one, {"y": "approval"}), ({"a": results, "b": results}, {"y": "approval"}),
        (Comparison(frame, {"a": results, "b": results}), {"y": "approval", "by": "arm"}),
        (summary, {"y": "delivered", "x": "attendance"}), (summary, {"y": "delivered"}),
        (frame, {"y": "result", "x": "push"}), (sweep, {"y": "result", "x": "push"}),
    ]:  # fmt: skip
        assert isinstance(co.plot(what, **settings), Axes)


def test_what_is_missing_is_said_in_a_sentence(results):
    with pytest.raises(co.InputError, match="say in which world they are, world=WORLD"):
        co.plot(results, y=next(iter(MAIN)))
    with pytest.raises(co.InputError, match="cannot draw list; expected results"):
        co.plot([1, 2], y="approval")
    with pytest.raises(co.InputError, match="call plot"):
        co.plot(results, y="approval", y2="turmoil", ax=plt.figure().add_subplot())
