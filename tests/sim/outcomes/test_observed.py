"""What an observer of journeys sees, and variables by year, against values worked out by hand; and against the older filter."""

from types import SimpleNamespace

import numpy as np
import pytest
from tests.sim.outcomes.conftest import reduced

from concertacion.analysis.observation import attendance_facts, observed_seats
from concertacion.experiments.pages.validation import presidents_forums
from concertacion.experiments.pages.validation_setup import TWELVE
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.record import empty_record
from concertacion.sim.results import of_one_run

CODES = ("ARG", "BRA", "MEX", "PER", "URY")
GUEST = 2  # code of `attended`


@pytest.fixture
def five(region):
    """Five countries in LEAGUE, the first four in ALLIANCE; all are the group `south`."""
    parts = vars(region) | {
        "countries": CODES, "subregions": ("south",) * 5, "groups": {},
        "setting": SimpleNamespace(geography=np.ones((5, 5)), rivalry=np.zeros((5, 5))),
        "state": SimpleNamespace(**(vars(region.state) | {"circles": SimpleNamespace(members=np.ones((3, 5)))})),
    }  # fmt: skip
    return SimpleNamespace(**parts)


@pytest.fixture
def seen():
    """Two meetings of LEAGUE that are seen, hosted by ARG; one of ALLIANCE to which two travel; ARG changes its leader in 7."""
    record = empty_record({"one": 1, "quarter": 12, "country": 5, "domain": 7, "forum": 3, "power": 2})
    forums, countries = record.forums, record.countries
    forums.status[:, :2], forums.host[...], forums.member[:, 1], forums.member[:, 0, :4] = 1, -1, 1, 1
    forums.meeting[2, 1] = forums.meeting[6, 1] = forums.meeting[4, 0] = 1
    forums.host[2, 1] = forums.host[6, 1] = 0
    forums.attended[2, 1, :4], forums.attended[6, 1, [0, 1, 2, 3, 4]], forums.attended[4, 0, :2] = 1, [1, 1, 1, 1, 2], 1
    countries.ideology[:] = [0.0, 0.0, 0.0, 0.2, 1.0]
    countries.new_leader[8, 3] = 1
    return record


def test_a_meeting_is_seen_when_three_travel_as_members(five, seen):
    assert reduced("observed_meetings", seen, five) == pytest.approx(2 / 3)
    assert reduced("observed_meetings.ALLIANCE", seen, five) == 0
    assert reduced("observed_meetings.ARG.BRA.MEX", seen, five) == 0  # of this group two travelled, for ARG was host
    seen.forums.attended[6, 1, 3] = 2  # a guest
    assert reduced("observed_meetings@+6", seen, five) == 0


def test_seats_leave_out_the_host_and_count_a_guest_as_absent(five, seen):
    assert reduced("observed_attendance", seen, five) == pytest.approx(6 / 8)
    assert reduced("observed_attendance.seat-URY", seen, five) == 0
    assert reduced("observed_attendance.seat-PER", seen, five) == 1
    assert np.isnan(reduced("observed_attendance.seat-ARG", seen, five))
    assert reduced("observed_distance", seen, five) == pytest.approx(0.0 - 6 / 6)
    assert reduced("observed_eve", seen, five) == pytest.approx(1.0 - 5 / 7)
    assert np.isnan(reduced("observed_spread", seen, five))  # none has ten seats


def test_the_eve_of_a_new_leader_is_seen_within_the_window_alone(five, seen):
    """PER has a new leader in quarter 8: the meeting of quarter 6 is on the eve of it only where 8 is measured."""
    assert reduced("observed_eve@:+8", seen, five) == pytest.approx(1.0 - 5 / 7)
    assert np.isnan(reduced("observed_eve@:+7", seen, five))
    seen.countries.new_leader[5, 3] = 1  # and one in 5, on whose eve the meeting of quarter 2 is
    assert reduced("observed_eve", seen, five) == pytest.approx(1.0 - 4 / 6)
    assert reduced("observed_eve@:+7", seen, five) == pytest.approx(1.0 - 5 / 7)


def test_the_same_seats_as_the_filter_of_the_pages(latin_america):
    """On a real run, in which presidents come as guests too: attendance overall and of a country."""
    from tests.sim.runs_helpers import compile_run, kernel_record

    record = kernel_record(compile_run(latin_america))
    assert (record.forums.attended == GUEST).any()
    run = of_one_run(latin_america, record, 0, 0).isel(run=0)
    codes = [code for code in TWELVE if code in latin_america.countries]
    forums = presidents_forums(latin_america)
    facts = attendance_facts(observed_seats(run, codes, forums, np.zeros((latin_america.quarters, len(codes)))))
    group = ".".join(codes + forums)
    assert reduced(f"observed_attendance.{group}", record, latin_america) == pytest.approx(facts["attendance"].value)
    assert reduced(f"observed_attendance.{group}.seat-BRA", record, latin_america) == pytest.approx(facts["attendance_BRA"].value)


def test_variables_by_year(five, seen):
    growth = np.array([[1.0, 3.0, 2.0], [0.5, 0.5, 0.5]])
    seen.countries.growth[:, :2] = np.repeat(growth, 4, axis=1).T
    seen.countries.democracy[:, 0] = np.repeat([0.8, 0.69, 0.6], 4)
    assert reduced("variation.growth.ARG.BRA", seen, five) == pytest.approx(np.std(growth[0]) / 2)
    assert reduced("lasting.growth.ARG", seen, five) == pytest.approx(np.corrcoef([-1, 1], [1, 0])[0, 1])
    assert reduced("falls.democracy", seen, five) == pytest.approx(10 * 1 / 10)
    seen.countries.alignment[:] = 2 * seen.countries.ideology
    assert reduced("with_ideology.alignment", seen, five) == pytest.approx(1.0)


def test_members_who_join_and_leave(five, seen):
    link = seen.forums.link
    link[:, 1, :3], link[3:, 1, 3], link[5:, 1, 0] = 2, 2, 0
    link[4:, 2], seen.forums.status[4:, 2] = 2, 1  # founded: nobody joins
    assert (reduced("joined", seen, five), reduced("left", seen, five), reduced("left.BRA", seen, five)) == (1, 1, 0)


def test_travel_counts_visits_journeys_and_meetings_abroad(five, seen):
    seen.countries.journeys[0, 1], seen.pairs.visits[3, 1, 2] = 4, 1
    assert reduced("travel.BRA", seen, five) == pytest.approx((4 + 1 + 3) / 3)
    assert reduced("travel.ARG", seen, five) == pytest.approx(1 / 3)
    assert reduced("travel.BRA.not-technical", seen, five) == pytest.approx((4 + 1 + 1) / 3)  # LEAGUE is for ministers


def test_one_seat_at_a_time(five):
    assert compile_measures(["observed_attendance.seat-MEX"], five).which[0] == 3
