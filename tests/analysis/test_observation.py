"""The observation filter and its statistics, on a few meetings small enough to count by hand."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from concertacion.analysis.observation import (
    Estimate,
    attendance_facts,
    contrast,
    correlation,
    least_squares,
    meeting_facts,
    observed_seats,
    rate,
    slope,
    yearly_ideology,
)

GROUP = ("AAA", "BBB", "CCC", "DDD")
COUNTRIES = ("ZZZ", *GROUP)  # one outsider, first, so that positions in the group are not positions in the world
FORUMS = ("BANK", "CLUB", "FAIR")
HELD, PUT_OFF = 1, 2
GUEST = 2


def history():
    """Two years. CLUB meets in 2000Q1 in AAA, all come; in 2000Q4 in ZZZ without DDD; in 2001Q1 in BBB, only two travel."""
    quarters = [f"{year}Q{quarter}" for year in (2000, 2001) for quarter in (1, 2, 3, 4)]
    dims = ("quarter", "forum", "country")
    attended, member = np.zeros((2, 8, 3, 5), dtype=np.int16)
    meeting, host = np.zeros((8, 3), dtype=np.int16), np.full((8, 3), -1, dtype=np.int16)
    member[:, 1, :] = 1
    member[:, 0, 1:4] = 1  # BANK: AAA, BBB, CCC
    meeting[[0, 3, 4], 1] = HELD
    host[[0, 3, 4], 1] = 1, 0, 2
    attended[0, 1], attended[3, 1], attended[4, 1] = (1, 1, 1, 1, 1), (1, 1, 1, 1, 0), (1, 1, 1, 1, 0)
    meeting[5, 1], attended[5, 1] = PUT_OFF, 1  # put off: nobody saw it
    meeting[6, 0], host[6, 0], attended[6, 0] = HELD, 1, (0, 1, 1, 1, 0)  # two travel to AAA: too few
    meeting[7, 2], host[7, 2] = HELD, 0  # a meeting of nobody
    ideology = np.tile(np.array([1.0, -0.5, 0.0, 0.5, 0.8], dtype=np.float32), (8, 1))
    new = np.zeros((8, 5), dtype=np.int16)
    new[2, 4] = 1  # DDD has another leader from 2000Q3
    return xr.Dataset(
        {
            "forum_attended": (dims, attended),
            "forum_member": (dims, member),
            "forum_meeting": (dims[:2], meeting),
            "forum_host": (dims[:2], host),
            "ideology": (("quarter", "country"), ideology),
            "new_leader": (("quarter", "country"), new),
        },
        {"quarter": quarters, "forum": list(FORUMS), "country": list(COUNTRIES)},
    )


@pytest.fixture
def seats():
    near = np.zeros((8, 4), dtype=bool)
    near[3, 3] = True  # DDD votes within the year of 2000Q4
    return observed_seats(history(), GROUP, FORUMS, near)


def test_a_meeting_counts_if_three_of_the_group_travel(seats):
    assert sorted(set(zip(seats["year"], seats["forum"], strict=True))) == [(2000, "CLUB")]
    assert seats["event"].nunique() == 2


def test_the_host_has_no_seat_and_an_outsider_hosts_all(seats):
    first, second = (own for _, own in seats.groupby("event"))
    assert list(first["country"]) == ["BBB", "CCC", "DDD"] and list(first["came"]) == [1, 1, 1]
    assert list(second["country"]) == list(GROUP) and list(second["came"]) == [1, 1, 1, 0]


def test_seats_know_distance_leader_and_election(seats):
    # the mean of the members in the group, host included and outsider not, is 0.2
    assert seats["distance"].to_numpy() == pytest.approx([0.2, 0.3, 0.6, 0.7, 0.2, 0.3, 0.6])
    assert list(seats.loc[seats["country"] == "DDD", "government"]) == [0, 1]
    assert list(seats["near"]) == [0, 0, 0, 0, 0, 0, 1]


def test_a_guest_makes_no_meeting_and_takes_no_seat(seats):
    run = history()
    run["forum_attended"][6, 0, 4] = GUEST  # with DDD three have come to BANK, but DDD has no seat
    run["forum_attended"][0, 1, 2] = GUEST
    run["forum_member"][0, 1, 2] = 0  # BBB came to CLUB as a guest: two travel as members
    found = observed_seats(run, GROUP, FORUMS, np.zeros((8, 4), dtype=bool))
    assert set(zip(found["year"], found["forum"], strict=True)) == {(2000, "CLUB")}
    assert found["event"].nunique() == seats["event"].nunique() - 1


def test_forums_not_asked_for_are_not_seen():
    assert observed_seats(history(), GROUP, ["BANK", "FAIR"], np.zeros((8, 4), dtype=bool)).empty


def test_rates_count_seats_and_cluster_by_meeting(seats):
    value, error, count = rate(seats)
    assert (value, count) == (pytest.approx(6 / 7), 7)
    # sums of residuals by meeting: 3 (1/7) and 3 (1/7) - 6/7; then G/(G-1) = 2
    assert error == pytest.approx(np.sqrt(2 * (3 / 7) ** 2) / 7 * np.sqrt(2))
    assert np.isnan(rate(seats[:0]).value)


def test_facts_by_country_forum_distance_and_election(seats):
    facts = attendance_facts(seats)
    assert facts["attendance_DDD"].value == pytest.approx(0.5) and facts["attendance_AAA"].observations == 1
    assert facts["attendance_CLUB"] == facts["attendance"]
    assert (facts["attendance_before_election"].value, facts["attendance_otherwise"].value) == pytest.approx((0, 1))
    assert facts["election_difference"].value == pytest.approx(-1)
    assert sum(facts[f"attendance_{third}"].observations for third in ("near", "middle", "far")) == 7
    assert np.isnan(facts["lowest_forum"].value)  # two meetings are too few to compare forums


def test_least_squares_against_a_line_known_by_hand():
    x, y = np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 2.0, 2.0, 5.0])
    values, errors = least_squares(y, np.column_stack([x, np.ones(4)]), np.arange(4))
    assert values == pytest.approx([1.2, 0.7])
    # HC1: sum of ((x - 1.5) u)^2 / 25 * 4/2 with u = 0.3, 0.1, -1.1, 0.7
    assert errors[0] == pytest.approx(np.sqrt((0.45**2 + 0.05**2 + 0.55**2 + 1.05**2) / 25 * 2))


def made_up_seats(effect, rng):
    """Forty meetings of eight countries with attendance linear in distance, country and meeting."""
    event, country = np.divmod(np.arange(320), 8)
    distance = rng.uniform(0, 1, 320)
    came = effect * distance + rng.normal(size=8)[country] + rng.normal(size=40)[event]
    near = rng.integers(0, 2, 320)
    names = np.array(list("ABCDEFGH"))[country]
    return pd.DataFrame(
        {"event": event, "forum": "F", "country": names, "government": 0, "came": came, "distance": distance, "near": near}
    )


def test_slope_takes_out_country_and_meeting():
    estimate = slope(made_up_seats(-0.4, np.random.default_rng(1)))
    assert estimate.value == pytest.approx(-0.4) and estimate.error < 1e-6


def test_slope_is_that_of_least_squares_on_all_dummies():
    rng = np.random.default_rng(2)
    seats = made_up_seats(0.3, rng).assign(came=rng.integers(0, 2, 320).astype(float))
    columns = np.column_stack([seats["distance"], pd.get_dummies(seats["country"]), pd.get_dummies(seats["event"])])
    values, errors = least_squares(seats["came"].to_numpy(), columns.astype(float), seats["country"].to_numpy())
    assert (slope(seats).value, slope(seats).error) == (pytest.approx(values[0]), pytest.approx(errors[0]))


def test_contrast_is_a_difference_of_means():
    seats = made_up_seats(0, np.random.default_rng(3))
    means = seats.groupby("near")["came"].mean()
    assert contrast(seats, "near").value == pytest.approx(means[1] - means[0])


def test_meetings_by_year():
    ideology = pd.DataFrame({"mean": [0.4, 0.2, 0.0, -0.2], "dispersion": [0.1, 0.2, 0.1, 0.2]}, index=[2000, 2001, 2002, 2003])
    facts = meeting_facts(pd.Series({2001: 2, 2002: 4, 2003: 6}), ideology)
    assert facts["meetings_a_year"].value == 3 and facts["meetings_first_half"].value == 1
    assert facts["meetings_trend"].value == pytest.approx(2)
    assert facts["meetings_and_ideology"].value == pytest.approx(-1)


def test_correlation_of_a_constant_is_not_defined():
    assert np.isnan(correlation(np.ones(4), np.arange(4.0)).value)
    assert correlation(np.arange(4.0), np.arange(4.0)) == Estimate(pytest.approx(1.0), pytest.approx(0.0, abs=1e-6), 4)


def test_ideology_of_the_group_by_year():
    table = yearly_ideology(history(), GROUP)
    assert list(table.index) == [2000, 2001]
    assert table["mean"].to_numpy() == pytest.approx([0.2, 0.2])
    assert table["dispersion"].to_numpy() == pytest.approx(np.std([-0.5, 0, 0.5, 0.8]), rel=1e-6)
