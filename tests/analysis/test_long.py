"""Recorded variables by year, and the long tables of them."""

from __future__ import annotations

import numpy as np
import pytest
from xarray import concat

from concertacion.analysis import long as tables
from concertacion.analysis.long import A_YEAR, SHARE, long, panel, panels, yearly, yearly_names
from concertacion.sim.declare import InputError
from concertacion.sim.record import recorded_variables


@pytest.fixture
def year(nothing_happens):
    """One year of two runs and two countries: CELAC, its first forum, lives from the second quarter on, all else is 0."""
    tiny = nothing_happens.copy(deep=True).isel(forum=[3, 4])
    tiny["forum_status"][0, 1:, 0] = 1
    tiny["forum_vitality"][0, 1:, 0] = [0.9, 0.6, 0.3]
    tiny["forum_vitality"][1] = 0.7  # of a forum that is not there
    tiny["forum_meeting"][0, 1:, 0] = [1, 0, 1]
    tiny["forum_size"][0, 1:, 0] = 2
    tiny["forum_member"][0, 1:, 0] = 1
    tiny["forum_agreed"][0, 1, 0, :3] = 1
    tiny["forum_agreed"][0, 3, 0, 0] = 1
    tiny["new_leader"][1, [0, 2], 1] = 1
    tiny["closed"][1, 3, 1] = 1
    tiny["took_part"][0, :2, 0, :, 0] = 1
    return tiny


def told(dataset, name, **where):
    return float(yearly(dataset, name).sel(where, drop=True).squeeze())


@pytest.mark.parametrize(
    ("name", "where", "value", "unit"),
    [
        ("new_leader", {"run": 1, "country": "BRA"}, 2.0, A_YEAR),
        ("closed", {"run": 1, "country": "BRA"}, 0.25, SHARE),
        ("forum_meeting.held", {"run": 0, "forum": "CELAC"}, 2.0, A_YEAR),
        ("forum_agreed", {"run": 0, "forum": "CELAC", "domain": "health"}, 1.0, A_YEAR),
        ("forum_size", {"run": 0, "forum": "CELAC"}, 2.0, "count"),
        ("forum_status.active", {"run": 0, "forum": "CELAC"}, 0.75, SHARE),
        ("forum_vitality", {"run": 0, "forum": "CELAC"}, 0.6, "share"),
        ("forum_member", {"run": 0, "forum": "CELAC", "country": "ARG"}, 1.0, SHARE),
        ("forum_vitality", {"run": 1, "forum": "CELAC"}, np.nan, "share"),
    ],
)
def test_a_year_is_a_sum_of_moments_and_a_mean_of_states_while_a_forum_is_alive(year, name, where, value, unit):
    assert told(year, name, **where) == pytest.approx(value, nan_ok=True)
    assert yearly(year, name).attrs["units"] == unit


def test_what_is_not_kept_is_averaged_over_what_counts(year):
    working = yearly(year, "took_part", ["country", "channel"])
    assert working.dims == ("run", "year", "country", "channel")
    assert float(working.sel(run=0, country="ARG", channel="technical").squeeze()) == 0.5
    assert float(working.mean()) == pytest.approx(0.5 / 12)
    np.testing.assert_allclose(yearly(year, "forum_vitality", []).values, [[0.6], [np.nan]])


def test_everything_recorded_by_quarter_is_there_but_positions(results):
    known = {name.partition(".")[0] for name in yearly_names(results)}
    positions = {"forum_host", "minilateral", "venue"}
    assert known == (set(recorded_variables()) & set(results)) - positions - {"together"}
    assert sorted(name for names in panels(results).values() for name in names) == sorted(yearly_names(results))


def test_a_long_table_has_a_row_a_number_and_its_unit(results):
    values = yearly(results, "approval")
    frame = long(values)
    assert list(frame) == ["run", "year", "country", "value"] and len(frame) == values.size
    assert frame.attrs == {"units": "share", "long_name": "public approval"}
    row = frame.iloc[1234]
    assert row["value"] == values.sel(run=row["run"], year=row["year"], country=row["country"])
    one = results["approval"].sel(run=row["run"], country=row["country"])
    assert row["value"] == pytest.approx(float(one[[q.startswith(str(row["year"])) for q in one["quarter"].values]].mean()))


def test_a_panel_has_a_column_a_variable_and_forums_only_while_they_are_there(year):
    frame = panel(year, panels(year)["forum",])
    assert frame[["run", "year", "forum"]].values.tolist() == [[0, 2000, "CELAC"]]
    members = panel(year, panels(year)["forum", "country"])
    assert members["country"].tolist() == ["ARG", "BRA"] and members["forum_member"].tolist() == [1.0, 1.0]


def test_some_runs_at_a_time_give_the_same_numbers(results, monkeypatch):
    whole = yearly(results, "forum_vitality")
    monkeypatch.setattr(tables, "RUNS_AT_ONCE", 5)
    assert len(list(tables.in_parts(results))) == 3
    np.testing.assert_array_equal(yearly(results, "forum_vitality"), whole)
    np.testing.assert_array_equal(concat(list(tables.in_parts(results)), "run")["run"], results["run"])


def test_what_does_not_exist_is_answered_with_the_nearest_name(year):
    with pytest.raises(InputError, match="aproval: the results have no such variable by year; did you mean 'approval'"):
        yearly(year, "aproval")
    with pytest.raises(InputError, match="approval: is not recorded by forum"):
        yearly(year, "approval", ["forum"])
    with pytest.raises(InputError, match="price: is not recorded by country; it is one number"):
        yearly(year, "price", ["country"])
