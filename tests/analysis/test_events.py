"""The events of each run, read from the record."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.analysis import long
from concertacion.analysis.events import COLUMNS, MEANING, events
from concertacion.sim.declare import Field


@pytest.fixture
def year(nothing_happens):
    """One year of two runs and two countries in which one of everything happens, all in run 0."""
    tiny = nothing_happens.copy(deep=True).isel(forum=[3, 4])
    tiny["new_leader"][0, [1, 2], 1] = 1  # two quarters in a row are two changes of government
    tiny["ideology"][0, :, 1] = [-0.5, 0.25, 0.5, 0.5]
    tiny["closed"][0, 1:3, 0] = 1
    tiny["forum_link"][0, :2, 1, 0] = 3  # suspended from before the first quarter, which is no event
    tiny["forum_link"][0, 2:, 1, 0] = 2
    tiny["forum_status"][0, :, 0] = [0, 1, 1, 3]
    tiny["forum_status"][0, :, 1] = 1
    tiny["forum_member"][0, 1:, 0, 0] = 1  # joins by founding
    tiny["forum_link"][0, :, 1, 1] = [2, 0, 2, 2]
    tiny["forum_meeting"][0, :, 1] = [2, 1, 1, 0]
    tiny["forum_host"][0, :, 1] = [-1, 0, 1, -1]
    tiny["forum_attended"][0, 1, 1] = 1
    tiny["forum_attended"][0, 2, 1, 0] = 1
    tiny["forum_on_agenda"][0, 1, 1, :3] = 1
    tiny["forum_agreed"][0, 1, 1, :2] = 1
    return tiny


EXPECTED = [  # quarter, event, country, forum, detail
    ("2000Q1", "meeting put off", "", "LIMA_GROUP", ""),
    ("2000Q2", "border closed", "ARG", "", ""),
    ("2000Q2", "change of government", "BRA", "", "ideology -0.50 to 0.25"),
    ("2000Q2", "forum founded", "", "CELAC", "member ARG"),
    ("2000Q2", "left", "BRA", "LIMA_GROUP", ""),
    (
        "2000Q2",
        "meeting held",
        "ARG",
        "LIMA_GROUP",
        "attended ARG BRA; on agenda migration health security; agreed migration health",
    ),
    ("2000Q3", "change of government", "BRA", "", "ideology 0.25 to 0.50"),
    ("2000Q3", "meeting held", "BRA", "LIMA_GROUP", "attended ARG"),
    ("2000Q3", "returned", "BRA", "LIMA_GROUP", ""),
    ("2000Q3", "suspension ended", "ARG", "LIMA_GROUP", ""),
    ("2000Q4", "border opened", "ARG", "", ""),
    ("2000Q4", "forum died", "", "CELAC", "member ARG"),
]


def test_every_change_of_the_record_is_an_event(year):
    table = events(year)
    assert list(table) == list(COLUMNS) == list(MEANING)
    assert table[["quarter", "event", "country", "forum", "detail"]].values.tolist() == [list(row) for row in EXPECTED]
    assert set(table["run"]) == {0} and set(table["year"]) == {2000} and set(table["other"]) == {""}


def test_what_the_record_newly_holds_is_told_by_its_name(year):
    flag = {"units": "0/1", "long_name": "made up"}
    year["emergency"] = year["closed"].assign_attrs(flag)
    year["visits"] = (("run", "quarter", "country", "other"), np.zeros((2, 4, 2, 2), "int8"), flag)
    year["agreements"] = year["visits"].copy()
    year["visits"][0, 3, 0, 1] = year["agreements"][0, 3, 0, 1] = 1
    table = events(year)
    new = table[~table["event"].isin([event for _, event, *_ in EXPECTED])]
    assert new[["quarter", "event", "country", "other", "forum", "detail"]].values.tolist() == [
        ["2000Q2", "emergency begins", "ARG", "", "", ""],
        ["2000Q4", "emergency ends", "ARG", "", "", ""],
        ["2000Q4", "visit", "ARG", "BRA", "", "agreements"],
    ]


def test_a_flag_declared_to_happen_is_an_event_in_each_quarter_and_adds_up_by_year(year, monkeypatch):
    declared = {**long.recorded_variables(), "emergency": Field("quarter,country", "0/1", "made up", sums=True)}
    monkeypatch.setattr(long, "recorded_variables", lambda: declared)
    year["emergency"] = year["closed"].assign_attrs(long_name="made up")
    told = events(year).query("event == 'emergency'")
    assert told[["quarter", "country", "detail"]].values.tolist() == [["2000Q2", "ARG", ""], ["2000Q3", "ARG", ""]]
    by_year = long.yearly(year, "emergency").sel(run=0, country="ARG")
    assert by_year.values.tolist() == [2.0] and by_year.attrs["units"] == long.A_YEAR


def test_nothing_happens_where_nothing_is_recorded(nothing_happens):
    assert events(nothing_happens).empty and list(events(nothing_happens)) == list(COLUMNS)


def test_as_many_events_as_the_record_holds(results):
    table = events(results)["event"].value_counts()
    status = results["forum_status"].values
    assert table["change of government"] == int(results["new_leader"].sum())
    assert table["meeting held"] == int((results["forum_meeting"] == 1).sum())
    assert table["forum gone dormant"] == ((status[:, :-1] == 1) & (status[:, 1:] == 2)).sum()
