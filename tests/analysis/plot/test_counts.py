"""What figures count: each part once, the runs of each arm, and nothing where a table has gaps."""

import numpy as np
import pandas as pd
from tests.analysis.plot.drawn import dataset, panel, runs_of, table

from concertacion.analysis.plot.kinds.scatter import MOST
from concertacion.analysis.plot.memory import table_of_frame
from concertacion.analysis.plot.picture import caption_of, picture
from concertacion.analysis.plot.sources import Runs


def test_a_part_that_is_selected_twice_is_drawn_once():
    """Runs counted twice would make intervals narrower than they are."""
    once, twice = (
        panel(runs_of(), y="approval", by="country", kind="line", select={"country": names}).table
        for names in (["BRA", "MEX"], ["BRA", "MEX", "BRA"])
    )
    pd.testing.assert_frame_equal(once, twice)
    assert panel(runs_of("a", "b"), y="approval", select={"arm": ["a", "a"]}).table["n"].max() == 24


def arms_of(*runs: int) -> Runs:
    """Arms of so many runs each."""
    return Runs({f"arm {n}": dataset(count, n) for n, count in enumerate(runs)}, about="made up")


def test_runs_of_several_arms_are_not_those_of_one():
    few = panel(arms_of(12, 12), y="approval", kind="band")
    assert "thin lines: the runs. 12 runs of each arm." in caption_of(few)
    assert "bands: the middle 50% and 90% of runs." in caption_of(panel(arms_of(24, 24), y="approval", kind="band"))
    assert "19 to 20 runs of each arm." in caption_of(panel(arms_of(20, 19), y="approval"))


def test_the_caption_of_a_distribution_says_what_is_drawn_in_each_row():
    rows = pd.DataFrame({"form": ["one"] * 12 + ["other"] * 30, "result": np.arange(42.0)})

    def said(frame):
        return caption_of(panel(table_of_frame(frame), y="result", by="form", kind="distribution"))

    assert said(rows).startswith("Dot: median") and "Small dots: the runs, where they are fewer than 20." in said(rows)
    assert said(rows[:24]).startswith("Small dots: runs; large dot: their median.")
    assert "Small dots" not in said(rows.assign(form=np.repeat(["one", "other"], 21)))


def test_gaps_in_a_table_are_left_out():
    rows = pd.DataFrame({"few": np.tile([0.0, 1.0, np.nan], 40), "result": np.arange(120.0)})
    along = panel(table_of_frame(rows), y="result", x="few")
    assert along.frame.x.levels == ("0.0", "1.0") and along.table["n"].tolist() == [40, 40] and along.frame.size == 80
    assert panel(table_of_frame(rows), y="result", by="few").table["n"].tolist() == [40, 40]
    ranged = table_of_frame(rows.assign(far=np.where(rows.index % 2, np.nan, np.linspace(0, 1, 120))))
    assert panel(ranged, y="result", x="far").frame.size == 60


def test_an_empty_status_is_that_of_a_run_that_went_well():
    """As pandas reads the CSV table of a sweep."""
    rows = pd.DataFrame({"status": [np.nan, np.nan, "a number is not finite"], "result": [1.0, 2.0, 3.0]})
    assert table_of_frame(rows).rows["result"].tolist() == [1.0, 2.0]


def test_hexagons_of_what_never_varies():
    made = table(400, 51)
    drawn = panel(made._replace(rows=made.rows.assign(other=3.0)), y="result", x="other")
    picture([drawn])
    assert drawn.table["n"].sum() == 400 * 51 > MOST and drawn.table["x"].between(2.4, 3.6).all()
