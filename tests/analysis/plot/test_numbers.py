"""The numbers behind figures: known answers, the record, parts and years, and what is refused."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from scipy.stats import t as student
from tests.analysis.plot.drawn import dataset, panel, runs_of, table
from xarray import Dataset

from concertacion.analysis.plot.kinds.kind import colours_of
from concertacion.analysis.plot.kinds.scatter import MOST
from concertacion.analysis.plot.memory import table_of_dataset
from concertacion.analysis.plot.picture import caption_of, picture
from concertacion.analysis.plot.saving import csv_bytes
from concertacion.analysis.plot.sources import Table
from concertacion.analysis.plot.statistics import means, quantiles
from concertacion.sim.declare import InputError


def test_the_interval_of_a_mean_is_students():
    y = np.random.default_rng(2).normal(3, 2, 40)
    told = means(pd.DataFrame({"value": y, "x": 0.0}), ["x"]).iloc[0]
    half = student.ppf(0.975, 39) * y.std(ddof=1) / np.sqrt(40)
    assert told["n"] == 40 and told["mean"] == pytest.approx(y.mean())
    assert (told["low"], told["high"]) == (pytest.approx(y.mean() - half), pytest.approx(y.mean() + half))


def test_rows_of_a_block_count_once():
    y = np.random.default_rng(2).normal(3, 2, 40)
    whole = means(pd.DataFrame({"value": y, "x": 0.0}), ["x"])
    doubled = means(pd.DataFrame({"value": np.repeat(y, 5), "x": 0.0, "block": np.repeat(np.arange(40), 5)}), ["x"])
    pd.testing.assert_frame_equal(doubled, whole)


def test_few_observations_have_no_interval():
    told = means(pd.DataFrame({"value": np.arange(25.0), "x": [0] * 19 + [1] * 6}), ["x"])
    assert told["low"].isna().all() and told["mean"].tolist() == [9.0, 21.5]


def test_quantiles_of_each_group():
    told = quantiles(pd.DataFrame({"value": np.arange(202.0), "by": np.arange(202) % 2}), ["by"])
    assert told["median"].tolist() == [100.0, 101.0] and told["q05"].tolist() == [10.0, 11.0] and told["n"].tolist() == [101, 101]


def test_a_recorded_variable_is_the_mean_of_its_quarters_and_countries():
    told = panel(runs_of(), y="approval", kind="line", select={"country": ["BRA", "MEX"]}, years=[2002, 2003]).table
    expected = dataset()["approval"].sel(country=["BRA", "MEX"], quarter=[f"2003Q{n}" for n in (1, 2, 3, 4)]).mean()
    assert told["x"].tolist() == [2002, 2003] and told["mean"].iloc[1] == pytest.approx(float(expected), rel=1e-6)
    assert told["n"].tolist() == [24, 24]


def test_a_difference_is_taken_run_by_run_and_in_points_of_a_share():
    arms = runs_of("before", "after")
    told = panel(arms, y="approval", against="before", years=[2002, 2002]).table.iloc[0]
    of_year = {"quarter": [f"2002Q{n}" for n in (1, 2, 3, 4)]}
    before, after = (arms.arms[name]["approval"].sel(of_year).mean(["quarter", "country"]).values for name in ("before", "after"))
    apart = 100 * (after - before)
    half = student.ppf(0.975, 23) * apart.std(ddof=1) / np.sqrt(24)
    assert told["mean"] == pytest.approx(apart.mean(), rel=1e-4) and told["high"] - told["mean"] == pytest.approx(half, rel=1e-4)
    assert panel(arms, y="quiet", against="before", by="channel", kind="bar").table["mean"].tolist() == [0.0, 0.0, 0.0]
    drawn = panel(arms, y="approval", against="before", by="country", kind="bar", years=[2002, 2003]).frame
    assert drawn.said == "Only years 2002 to 2003. Differences: each run minus that of before with the same random numbers."
    assert drawn.title == "Approval: after minus before"
    assert panel(arms, y="approval", select={"arm": "after", "country": ["BRA"]}).frame.said == "Only country BRA; arm after."
    drawn = panel(arms, y="approval", against="before").frame
    assert drawn.record is None and drawn.y.unit == "percentage points" and drawn.limits == (0.0,)


def test_an_outcome_is_requested_for_every_year_and_label():
    asked = []
    runs = runs_of()
    runs = runs._replace(measured=lambda arm, names, measure=runs.measured: asked.extend(names) or measure(arm, names))
    told = panel(runs, y="quiet", by="channel", years=[2004, 2005], select={"country": ["BRA"]}).table
    assert asked[:2] == ["quiet.BRA.technical@2004Q1:2004Q4", "quiet.BRA.technical@2005Q1:2005Q4"] and len(asked) == 6
    assert told["mean"].to_numpy() == pytest.approx(0.115 + 0.1 * np.arange(6))


def test_the_record_is_laid_over_for_its_own_years_only():
    drawn = panel(runs_of(), y="approval").frame.record
    past = runs_of().record["approval"]
    assert drawn["x"].tolist() == [2000, 2001, 2002]
    assert drawn["value"].iloc[1] == pytest.approx(float(past.isel(quarter=slice(4, 8)).mean()), rel=1e-6)
    assert panel(runs_of(), y="approval", record=False).frame.record is None


def test_scenario_and_end_of_replay_are_in_the_figure_and_its_caption():
    one = panel(runs_of(), y="approval")
    assert "acts from 2002Q1 to 2003Q2" in caption_of(one) and "2001 governments are the real ones" in caption_of(one)
    assert "24 runs" in caption_of(one) and "White dots: the record" in caption_of(one)


def test_of_several_arms_each_that_acts_has_a_bar_in_its_colour():
    figure = picture([panel(runs_of("a", "b", "c"), y="approval")])
    bars = [patch for patch in figure.axes[0].patches if patch.get_x() == 2002.0]
    lines = [line.get_color() for line in figure.axes[0].lines if len(line.get_xdata()) == 6]
    assert [to_hex(one.get_facecolor()).upper() for one in bars] == lines and len({one.get_y() for one in bars}) == 3
    assert "when changes act (A from 2002Q1 to 2003Q2; B from" in figure.axes[0].get_label()


def test_of_what_lies_around_zero_white_is_none_and_a_fall_is_as_strong_as_a_rise():
    arms, heat = runs_of("a", "b"), {"y": "approval", "against": "a", "by": "country", "kind": "heat", "years": [2000, 2001]}
    for made in (panel(arms, y="approval", against="a", kind="map", years=[2000, 2001]), panel(arms, **heat)):
        drawn = made.kind.draw(Figure().add_subplot(), made.table, made.frame).image
        strength = [min(drawn.cmap(drawn.norm(value))[:3]) for value in (-3.0, 0.0, 3.0)]
        assert strength[1] > 0.9 and max(strength[0], strength[2]) < 0.7 and drawn.norm.vmin == -drawn.norm.vmax
    same = panel(runs_of("a", "b"), y="quiet", against="a", by="country", kind="map")  # no run differs
    assert colours_of(same.frame, same.table["mean"].to_numpy())["norm"](0.0) == 0.5
    assert "interval" not in caption_of(same) and "minus that of A" in caption_of(same)


def test_a_share_of_quarters_says_so_and_an_outcome_what_it_is():
    quarters = SimpleNamespace(unit="share", meaning="Share of quarters in which it is quiet", takes=("channel", "countries"))
    one = panel(runs_of()._replace(outcomes={"quiet": quarters}), y="quiet")
    assert one.frame.y.label == "Quiet (% of quarters)"
    assert caption_of(one).startswith("Quiet: share of quarters in which it is quiet. Line:")


def test_forums_founded_in_a_run_are_drawn_only_where_they_are_selected():
    assert not [label for label in panel(runs_of(), y="forum_vitality", by="forum").frame.groups if label.startswith("New forum")]
    chosen = panel(runs_of(), y="forum_vitality", by="forum", select={"forum": ["NEW_01", "OAS"]})
    assert "OAS" in chosen.frame.groups


def test_above_twenty_thousand_rows_hexagons_hold_them_all():
    told = panel(table(400, 50), y="result", x="other").table
    assert "n" not in told and len(told) == MOST
    told = panel(table(400, 51), y="result", x="other").table
    assert told["n"].sum() == 400 * 51 and len(told) < 2000


def test_a_planted_response_and_plane_are_found():
    told = panel(table(), y="result", x="push", by="form").table
    rise = told.groupby("by")["mean"].agg(lambda column: column.iloc[-1] - column.iloc[0])
    assert rise.tolist() == pytest.approx([0.3, 0.0], abs=0.06)  # less half a stretch at either end
    plane = panel(table(4000, 1), y="result", x="push", y2="pull", select={"form": ["joint"]}).table
    corners = plane.sort_values(["x", "up"])["mean"].to_numpy()[[0, -1]]
    assert corners == pytest.approx([0.2, 0.6], abs=0.05)
    one = plane.iloc[0]
    assert 0 < one["high"] - one["low"] < 0.05


def test_the_choice_of_a_kind():
    def kind(source, **settings):
        return panel(source, **settings).kind.table.__module__.rpartition(".")[2]

    assert [kind(runs_of(), y="approval"), kind(runs_of("a", "b"), y="approval")] == ["bands", "lines"]
    assert [kind(runs_of(), y="approval", by="country"), kind(runs_of(), y="approval", x="turmoil")] == ["heat", "scatter"]
    assert [kind(runs_of(), y="quiet@+4:", by="channel"), kind(runs_of(), y="quiet@+4:")] == ["bars", "distribution"]
    assert [kind(table(), y="result"), kind(table(), y="result", y2="pull")] == ["response", "phase"]
    assert [kind(table(), y="result", by="form"), kind(table(), y="result", x="other")] == ["distribution", "scatter"]


def test_one_part_alone_is_drawn_as_a_part():
    drawn = panel(table(), y="result", by="channel", select={"channel": ["summit"]}, kind="distribution")
    assert len(drawn.table) == 1 and drawn.table["median"][0] == pytest.approx(table().rows["result.summit"].median())


def test_a_group_without_a_value_has_no_row_and_the_others_keep_their_names():
    made = table()
    made.rows.loc[made.rows["form"] == "apart", "result"] = np.nan
    figure = picture([panel(made, y="result", by="form", kind="distribution")])
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["Joint"]


def empty(name: str) -> Table:
    """The table without any value of a column."""
    made = table()
    return made._replace(rows=made.rows.assign(**{name: np.nan}))


def test_the_csv_holds_what_is_drawn_under_its_names():
    lines = csv_bytes([panel(table(), y="result", x="push", by="form")]).decode().splitlines()
    assert lines[0] == "y,form,mean,low,high,n,q05,q95,push,unit" and lines[1].startswith("result,Joint,")
    year = csv_bytes([panel(runs_of(), y="approval", by="country", select={"country": ["BRA"]})]).decode().splitlines()
    assert year[1].startswith("approval,Brazil,2000,") and year[1].endswith(",share")


REFUSED = [
    (runs_of, {"y": "aproval"}, "y=aproval: there is no such name; did you mean 'approval'? docs/outcomes.md lists"),
    (runs_of, {"y": "approval", "by": "forum"}, "approval: is not recorded by forum; valid names are: country"),
    (
        runs_of,
        {"y": "approval", "select": {"country": ["BRX"]}},
        "select.country=BRX: there is no such country; did you mean 'BRA'?",
    ),
    (runs_of, {"y": "approval", "select": {"forum": ["OAS"]}}, "select.forum: approval is not recorded by it"),
    (runs_of, {"y": "approval", "years": [1990, 1995]}, "outside the runs, which go from 2000 to 2005"),
    (runs_of, {"y": "turmoil", "record": True}, "record=true: there is no record of turmoil; there is one of approval"),
    (runs_of, {"y": "quiet", "by": "domain"}, "domain: quiet is not divided by it; valid names are: channel, country"),
    (runs_of, {"y": "quiet@+4:", "x": "time"}, "has a window of its own"),
    (runs_of, {"y": "approval", "kind": "phase"}, "kind=phase: shows what a sweep varies"),
    (runs_of, {"y": "approval", "kind": "bar"}, "kind=bar: needs by"),
    (runs_of, {"y": "approval", "kind": "map", "record": True}, "kind=map does not show the record; write kind=line or"),
    (lambda: runs_of("a", "b", "c"), {"y": "approval", "kind": "map"}, 'or a difference, "select={arm: c}" against=a'),
    (runs_of, {"y": "approval", "kind": "scatter"}, "kind=scatter: needs x=NAME"),
    (
        lambda: runs_of("a", "b"),
        {"y": "approval", "by": "country"},
        '2: a, b; choose one, "select={arm: b}", or a difference, against=a',
    ),
    (lambda: runs_of("a", "b"), {"y": "approval", "select": {"arm": ["c"]}}, "select.arm=c: there is no such arm"),
    (lambda: runs_of("a", "b"), {"y": "approval", "against": "c"}, "against=c: there is no such arm"),
    (runs_of, {"y": "approval", "against": "one"}, "against=one: there is no other arm"),
    (table, {"y": "result", "against": "a"}, "against=a: a table with one row per run has no arms"),
    (table, {"y": "resalt"}, "y=resalt: there is no such name; did you mean 'result'?"),
    (table, {"y": "result", "x": "pusj"}, "pusj: does not vary, and is no outcome of the table; did you mean 'push'?"),
    (table, {"y": "result", "by": "push"}, "by=push: has a range, not a few values; write x=push"),
    (table, {"y": "result", "x": "time"}, "x=time: there is no time in a table"),
    (table, {"y": "result", "select": {"form": ["join"]}}, "select.form=join: there is no such value; did you mean 'joint'?"),
    (table, {"y": "result", "y2": "resalt"}, "y2=resalt: there is no such name; did you mean 'result'?"),
    (runs_of, {"y": "approval", "x": "aproval"}, "x=aproval: there is no such name; did you mean 'approval'?"),
    (table, {"y": "result", "select": {"channel": ["summit"]}}, "select.channel: chooses among the parts of by=channel; for one"),
    (table, {"y": "result", "by": "channel", "select": {"channel": ["sumit"]}}, "select.channel=sumit: there is no such channel"),
    (lambda: empty("result"), {"y": "result", "x": "push"}, "y=result: has no value in what is selected"),
    (lambda: empty("other"), {"y": "result", "y2": "other"}, "y2=other: has no value in what is selected"),
    (lambda: empty("other"), {"y": "result", "x": "other"}, "x=other: has no value in what is selected"),
    (table, {"y": "result", "by": "domain"}, "by=domain: the table has no result.migration; it has result.summit"),
]


@pytest.mark.parametrize(("make", "settings", "sentence"), REFUSED)
def test_what_cannot_be_drawn_is_refused_with_the_nearest_name(make, settings, sentence):
    with pytest.raises(InputError) as refusal:
        panel(make(), **settings)
    assert sentence in str(refusal.value)


def test_a_sweep_in_memory_has_the_blocks_of_its_axes_and_not_of_what_is_tied_to_them():
    names = {name: ("point", np.linspace(0, 1, 12)) for name in ("insulation", "rationality", "aid")}
    made = Dataset(
        {"result": (("point", "replicate"), np.zeros((12, 1)))},
        {"point": np.arange(12), "replicate": [0], "axis": ["insulation", "rationality"], **names},
        {"design": "morris"},
    )
    drawn = table_of_dataset(made)
    assert drawn.rows["block"].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]  # trajectories of two steps
    assert drawn.about == "12 points, 1 run at each"
