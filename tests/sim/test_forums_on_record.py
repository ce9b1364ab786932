"""Who is linked to which forum at the start, and worlds whose forums follow the record."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from concertacion.sim.declare import InputError
from concertacion.sim.runs import compile_run
from concertacion.sim.state import ACTIVE, ASSOCIATE, DEAD, DORMANT, FULL, OUTSIDE, UNUSED
from concertacion.sim.world import load_world
from concertacion.sim.worlds.selection import DATA
from concertacion.sim.worlds.statutory import first_countdown


def at(world, forum, country):
    return world.forums.index(forum), world.countries.index(country)


@pytest.mark.parametrize(("start", "link", "suspended"), [(2005, ASSOCIATE, 0), (2012, ASSOCIATE, 0), (2017, FULL, 37)])
def test_venezuela_in_mercosur(start, link, suspended):
    world = load_world(start=start, years=1)
    place, circles = at(world, "MERCOSUR", "VEN"), world.state.circles
    assert circles.link[place] == link and circles.suspended[place] == suspended
    assert circles.members[place] == 0 and world.setting.open_to[place] == 1


def test_who_is_suspended_at_the_start_comes_back_as_on_record():
    world = load_world(start=2013, years=1)
    circles = world.state.circles
    assert circles.suspended[at(world, "MERCOSUR", "PRY")] == 3  # to August 2013, and the first quarter takes one off
    assert circles.link[at(world, "MERCOSUR", "PRY")] == FULL
    assert circles.suspended[at(world, "OAS", "CUB")] == 53  # no end on record: to the end of 2025


def test_founders():
    world = load_world(start=2012, years=1)
    founders = {
        name: {world.countries[i] for i in np.flatnonzero(row)}
        for name, row in zip(world.forums, world.state.circles.founder, strict=True)
    }
    assert founders["UNASUR"] == {"ARG", "BRA", "VEN"} and founders["MERCOSUR"] == {"ARG", "BRA", "PRY", "URY"}
    assert "VEN" not in founders["SICA"] and founders["SICA"] >= {"CRI", "GTM", "HND", "NIC", "PAN", "SLV"}


def test_forums_that_rest_begin_dormant():
    world = load_world(start=2020, years=1)
    status, dormant_for = world.state.forums.status, world.state.forums.dormant_for
    resting = {world.forums[m] for m in np.flatnonzero(status == DORMANT)}
    assert resting == {"UNASUR", "CELAC"}
    assert dormant_for[world.forums.index("UNASUR")] == 7


def test_powers_sit_and_pay():
    world = load_world(start=2012, years=1)
    patrons = world.state.forums.patron - len(world.countries)
    seats = world.state.circles.seats
    for forum, power in (("OAS", "USA"), ("IBERO_AMERICAN", "ESP"), ("EU_LAC", "EUU")):
        m, q = world.forums.index(forum), world.powers.index(power)
        assert patrons[m] == q and seats[m, q] == 1
    assert world.setting.axis == pytest.approx([1.0, -1.0, 0.5, 0.4, -0.6])
    assert not world.state.regard.dependence[2:].any()


def table():
    frames = {
        name: pd.read_csv(DATA / "latin_america" / f"{name}.csv", keep_default_na=False)
        for name in ("memberships", "organisations", "spells")
    }
    return frames


@pytest.fixture(scope="module")
def followed():
    return load_world("latin_america", "celac_33", start=1995, years=31, forums="record")


def test_every_forum_on_record_has_its_slot(followed):
    named = followed.forums[: len(followed.forums) - 24]
    assert len(named) == 27 and set(named) == {name for name, _, _ in followed.record_forums}
    late = followed.forums.index("CELAC")
    forums, circles = followed.state.forums, followed.state.circles
    assert forums.status[late] == UNUSED and not circles.link[late].any() and circles.scope[late].sum() == 6
    assert forums.depth[late] == 0.05 and forums.threshold[late] == 1.0 and not circles.pledged[late].any()
    assert circles.founder[late].sum() == 3
    assert circles.seats[followed.forums.index("EU_LAC"), followed.powers.index("EUU")] == 1


def test_links_and_status_equal_the_tables_in_every_quarter(followed):
    """Worked out day by day here: the last day of each quarter decides."""
    frames, exogenous = table(), followed.exogenous
    ends = pd.period_range("1995Q1", periods=followed.quarters, freq="Q").end_time.strftime("%Y-%m-%d").to_numpy()
    codes = {"associate": 1, "full": 2, "suspended": 3}
    link, status = np.zeros_like(exogenous.link), np.zeros_like(exogenous.forum_status)
    for row in frames["memberships"].to_dict("records"):
        if row["member"] in followed.countries:
            m, i = at(followed, row["organisation"], row["member"])
            link[(ends >= row["from"]) & (ends < (row["to"] or "9999")), m, i] = codes[row["status"]]
    for row in frames["organisations"].to_dict("records"):
        m = followed.forums.index(row["organisation"])
        status[ends >= row["founded"], m] = ACTIVE
        for rest in frames["spells"].to_dict("records"):
            if rest["organisation"] == row["organisation"]:
                status[(ends >= rest["from"]) & (ends < (rest["to"] or "9999")), m] = DORMANT
        status[ends >= (row["ended"] or "9999"), m] = DEAD
    wrong = [
        (followed.forums[m], ends[t], status[t, m], exogenous.forum_status[t, m])
        for t, m in np.argwhere(status != exogenous.forum_status)
    ]
    assert not wrong
    assert np.array_equal(link, exogenous.link)
    assert set(np.unique(exogenous.link)) == {OUTSIDE, ASSOCIATE, FULL, 3.0}


def test_forums_follow_only_where_politics_does(followed):
    assert compile_run(followed, mode="pinned").setting.forums_until[0] == followed.quarters
    assert compile_run(followed, mode="replay", until=2000).setting.forums_until[0] == 24
    with pytest.raises(InputError, match="forums=record: politics must follow the record too, but mode=free"):
        compile_run(followed)
    with pytest.raises(InputError, match=r"forums=recorded: there is no such choice; did you mean 'record'\?"):
        load_world(forums="recorded", years=1)
    free = load_world(years=1)
    assert compile_run(free, mode="pinned").setting.forums_until[0] == 0
    assert free.digest != load_world(years=1, forums="record").digest


@pytest.mark.parametrize(
    ("country", "start", "quarters"),
    [
        ("VEN", 2017, 10),  # six years after April 2013, though the election was called for May 2018
        ("ECU", 2022, 13),  # 2025Q1, though the president dissolved the assembly in 2023
        ("ECU", 2024, 5),  # who was elected then completes the term
        ("BOL", 2006, 20),
        ("ARG", 2012, 16),
        ("CUB", 1995, 13),
    ],
)
def test_nobody_foresees_an_early_election(country, start, quarters):
    world = load_world(start=start, years=2)
    assert world.state.governments.time_to_election[world.countries.index(country)] == quarters


CLOCKS = {  # quarters to the next statutory meeting, counted before the start quarter begins
    2005: {"OAS": 1},  # thirteen quarters after Quebec, April 2001, have passed: at once (2004 was a special summit)
    2009: {"OAS": 1, "IBERO_AMERICAN": 4},  # Mar del Plata, November 2005, is thirteen quarters ago
    2010: {"OAS": 11, "CARICOM": 2},  # Port of Spain, April 2009: in the third quarter of 2012; nothing on record: by its key
}


@pytest.mark.parametrize("start", CLOCKS)
def test_the_next_meeting_at_the_start(start):
    world = load_world(countries="celac_33", start=start, years=1)
    clocks = world.state.forums.countdown
    assert {name: clocks[world.forums.index(name)] for name in CLOCKS[start]} == CLOCKS[start]


def test_only_meetings_before_the_start_set_the_first_clock():
    dates = pd.DataFrame({"organisation": "A", "date": pd.to_datetime(["2007-06-01", "2008-12-31", "2009-01-01", "2010-02-01"])})
    world = SimpleNamespace(first_quarter=4 * 2009, frames={"meetings": dates})
    assert first_countdown(world, ["A", "B"], np.array([4.0, 4.0]), np.array([2.0, 3.0])).tolist() == [4.0, 3.0]
    early = SimpleNamespace(first_quarter=4 * 2009, frames={"meetings": dates[:1]})
    for interval, quarters in ((4.0, 1.0), (2.0, 2.0)):  # just passed: at once; long passed: the calendar goes on
        assert first_countdown(early, ["A"], np.array([interval]), np.array([9.0])) == [quarters]


def test_meetings_around_each_quarter(followed):
    m, exogenous = followed.forums.index("OAS"), followed.exogenous
    assert exogenous.last_meeting[[0, 12, 13, 24, 25], m].tolist() == [-1, -1, 13, 13, 25]
    assert exogenous.next_meeting[[0, 12, 13, 25, 70], m].tolist() == [13, 13, 25, 43, 4000]
    assert (exogenous.last_meeting[:, followed.forums.index("CARICOM")] == -4000).all()
