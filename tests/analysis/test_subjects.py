"""What pages on a country and a forum say, on results whose numbers are known."""

from __future__ import annotations

import pandas as pd
import pytest

from concertacion.analysis.figures import partners, standing
from concertacion.analysis.reports import country, forum
from concertacion.analysis.reports.subject import Subject, event_rows, of_subject, page_of


@pytest.fixture
def year(nothing_happens):
    """One year of two runs: ARG sits in CELAC in both, BRA in run 1 only; two meetings, to one of which ARG comes."""
    tiny = nothing_happens.copy(deep=True).isel(forum=[3, 4])
    tiny["forum_status"][:, :, 0] = 1
    tiny["forum_status"][1, 3, 0] = 3
    tiny["forum_member"][:, :, 0, 0] = 1
    tiny["forum_member"][1, :, 0, 1] = 1
    tiny["forum_meeting"][:, 0:2, 0] = 1
    tiny["forum_attended"][:, 0, 0, 0] = 1
    tiny["together"][:, 0, 0, 1] = [4, 8]
    return tiny


def test_attendance_is_a_share_of_the_meetings_of_a_member(year):
    came, invited = country.attendance(year, "ARG")
    assert came.sel(forum="CELAC").values.tolist() == [1, 1] and invited.sel(forum="CELAC").values.tolist() == [2, 2]
    assert country.seat_rows(year, "ARG") == [("CELAC", "100%", "50%", "50%")]  # at the end, one of them is dead
    assert forum.member_rows(year, "CELAC") == [("Argentina", "100%", "50%", "50%"), ("Brazil", "50%", "0%", "0%")]


def test_how_a_forum_stands_is_a_share_of_the_runs(year):
    shares = standing.shares(year, "CELAC")
    assert {word: share.tolist() for word, share in shares.items()} == {"active": [1, 1, 1, 0.5], "dead": [0, 0, 0, 0.5]}
    assert forum.life(year, "CELAC").startswith(
        "At the start it is active in every run, at the end active in 50% of the runs and dead in 50%"
    )


def test_partners_are_told_by_how_much_is_done_together(year):
    assert partners.together(year, "ARG").values.squeeze()[:, 0].tolist() == [1.0, 2.0]  # of 4 and 8 in four quarters
    assert partners.by_weight(year, "ARG") == ["BRA"]


def test_events_are_counted_in_all_runs_also_where_there_are_none():
    rows = [(0, "left", "ARG", "", "CELAC"), (0, "left", "ARG", "", "OAS"), (2, "left", "BRA", "", "CELAC")]
    table = pd.DataFrame(rows, columns=["run", "event", "country", "other", "forum"])
    assert event_rows(of_subject(table, "ARG"), 4) == [("Left", "0", "0 to 2")]
    assert event_rows(of_subject(table, "CELAC"), 2) == [("Left", "1", "1 to 1")]


def test_the_page_says_which_runs_failed(year):
    subject = Subject("ARG", "Argentina", "A country", [], [], ("", ("Forum",), ()))
    assert "1 run failed on a number that is not finite and is left out" in page_of(subject, year, {}, "", failed=1)
    assert "left out" not in page_of(subject, year, {}, "")


def test_nobody_is_named_with_whom_nothing_is_done(year):
    assert country.foremost(year, "ARG") == "It works most with Brazil, all channels together."
    for alone in (year * 0, year.isel(country=[0], other=[0])):
        assert country.foremost(alone, "ARG") == "It works with no other country."
