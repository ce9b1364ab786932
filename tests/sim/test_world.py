"""A world says what its tables say, at its start and no later, in any order of rows."""

import shutil

import numpy as np
import pandas as pd
import pytest

from concertacion.sim.declare import InputError, declared
from concertacion.sim.state import ACTIVE, DOMAINS, HEALTH, UNUSED, State
from concertacion.sim.world import load_world, quarter_labels
from concertacion.sim.worlds import calendar
from concertacion.sim.worlds.charters import forum_key
from concertacion.sim.worlds.lookup import at_year
from concertacion.sim.worlds.selection import DATA


@pytest.fixture(scope="module")
def latin_america():
    return load_world()


@pytest.fixture(scope="module")
def asia():
    return load_world("southeast_asia", start=2010, years=10)


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA / "southeast_asia", tmp_path / "my_region")


def rewrite(folder, table, edit):
    path = folder / f"{table}.csv"
    edit(pd.read_csv(path, dtype=str, na_filter=False)).to_csv(path, index=False)


def themes(world):
    return (world.setting, world.exogenous, *world.traits, *world.state)


def same(one, two):
    return all(
        np.array_equal(a, b)
        for left, right in zip(themes(one), themes(two), strict=True)
        for a, b in zip(left, right, strict=True)
    )


@pytest.mark.parametrize(
    ("name", "group", "start"),
    [
        ("latin_america", None, 2000),
        ("latin_america", "celac_33", 1995),
        ("latin_america", None, 2025),
        ("latin_america", None, 2012),
        ("latin_america", "celac_33", 2020),
        ("southeast_asia", None, 1995),
        ("southeast_asia", None, 2000),
        ("southeast_asia", None, 2012),
        ("southeast_asia", None, 2020),
    ],
)
def test_every_array_keeps_its_declaration(name, group, start):
    world = load_world(name, group, start=start, years=4)
    length = {"one": 1, "country": len(world.countries), "other": len(world.countries), "domain": 7, "forum": len(world.forums)}
    length |= {
        "other_forum": len(world.forums),
        "power": len(world.powers),
        "channel": 3,
        "quarter": 16,
        "posture": 6,
        "economic_model": 3,
        "political_model": 3,
    }
    for theme in themes(world):
        for field, declaration in declared(type(theme)).items():
            array = getattr(theme, field)
            whole = declaration.unit in ("code", "index", "key")
            assert array.dtype == (np.int64 if whole else np.float64), field
            assert array.shape == tuple(length[letter] for letter in declaration.dims.split(",")), field
            assert array.flags.c_contiguous, field
            assert np.isfinite(array).all(), field
            if declaration.unit in ("share", "0/1") and field != "power_posture":
                assert array.min(initial=0) >= 0, field
                assert array.max(initial=0) <= 1 + 1e-12, field
            if declaration.unit == "-1..1":
                assert np.abs(array).max(initial=0) <= 1, field
    assert isinstance(world.state, State)
    assert world.traits.structure.weight.sum() == pytest.approx(1)
    assert (world.state.governments.time_to_election >= 1).all()


def test_latin_america_in_2000(latin_america):
    world = latin_america
    governments, forums = world.state.governments, dict(zip(world.forums, world.state.circles.members, strict=True))
    at = world.countries.index
    assert len(world.countries) == 20
    assert list(world.countries) == sorted(world.countries)
    assert world.powers == ("USA", "CHN", "ESP", "EUU", "RUS")
    assert quarter_labels(world)[:2] == ["2000Q1", "2000Q2"]
    assert len(quarter_labels(world)) == world.quarters == 100
    assert world.recorded_quarters == 104
    assert {world.countries[i] for i in np.flatnonzero(forums["MERCOSUR"])} == {"ARG", "BRA", "PRY", "URY"}
    assert "CELAC" not in forums
    assert "CELAC" in {name for name, _, _ in world.record_forums}
    assert world.state.circles.seats[world.forums.index("OAS")].tolist() == [1, 0, 0, 0, 0]
    assert governments.ideology[at("CUB")] < 0 < governments.ideology[at("ARG")]
    assert governments.time_to_election[at("MEX")] == 3  # July 2000, counted from the last quarter of 1999
    assert governments.terms_served[at("BRA")] == 2  # Cardoso, elected in 1994 and 1998
    new = world.exogenous.leader_new[:, at("BRA")]
    assert [quarter_labels(world)[t] for t in np.flatnonzero(new)] == ["2003Q1", "2011Q1", "2016Q2", "2019Q1", "2023Q1"]
    assert not world.exogenous.leader_new[0].any()
    assert world.state.powers.countdown[0] == 5  # an administration ends in 2001Q1
    assert world.exogenous.arrivals[:, at("COL")].sum() > world.exogenous.arrivals[:, at("CUB")].sum()
    assert np.array_equal(world.setting.geography, world.setting.geography.T)
    assert len(set(world.tiles)) == 20


def test_who_left_a_forum_before_the_start_is_a_former_member():
    world = load_world("latin_america", start=2012, years=1, settle=0)
    left = {(world.forums[m], world.countries[i]) for m, i in zip(*np.nonzero(world.state.circles.former), strict=True)}
    assert left == {("ALBA", "HND"), ("ANDEAN_COMMUNITY", "VEN")}


def test_slots(latin_america):
    forums, count = latin_america.state.forums, len(latin_america.forums) - 24
    assert latin_america.forums[count:][:2] == ("NEW_01", "NEW_02")
    assert (forums.status[:count] == ACTIVE).all()
    assert (forums.status[count:] == UNUSED).all()
    assert (forums.countdown[:count] >= 1).all()
    assert (forums.countdown[:count] <= forums.interval[:count]).all()
    assert latin_america.setting.forum_keys[0] == forum_key(latin_america.forums[0])
    assert len(set(latin_america.setting.forum_keys.tolist())) == len(latin_america.forums)
    assert latin_america.state.circles.economic_model.sum(axis=1) == pytest.approx(1)
    assert load_world(start=2012, years=1, spare_forums=0).forums.count("CELAC") == 1


def test_order_of_rows_changes_nothing(folder):
    before = load_world(folder=folder, start=2012, years=4)
    for path in folder.glob("*.csv"):
        rewrite(folder, path.stem, lambda frame: frame.sample(frac=1, random_state=3))
    after = load_world(folder=folder, start=2012, years=4)
    assert same(before, after)
    assert before._replace(setting=0, traits=0, exogenous=0, state=0, digest="") == after._replace(
        setting=0, traits=0, exogenous=0, state=0, digest=""
    )
    assert before.digest != after.digest


def test_the_first_state_knows_nothing_of_governments_after_its_start_and_2012(folder):
    before = load_world(folder=folder, start=2005, years=2)
    rewrite(
        folder, "governments", lambda frame: frame.assign(ideology=frame["ideology"].where(frame["from"] < "2013-01-01", "0.9"))
    )
    after = load_world(folder=folder, start=2005, years=2)
    assert np.array_equal(before.state.leanings.ideology_centre, after.state.leanings.ideology_centre)
    assert np.array_equal(before.state.ties.trust, after.state.ties.trust)


def test_one_country_alone():
    world = load_world(countries=["BRA"], years=1)
    assert len(world.forums) == 24
    assert world.traits.structure.weight.tolist() == [1.0]


def test_election_clock():
    quarters = np.arange(100, 112)
    clock = calendar.foreseen(np.array([96, 103]), np.full(2, np.nan), 90, np.full(12, 8.0), quarters)
    assert clock.tolist() == [3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1, 0]
    assert calendar.foreseen(np.array([], int), np.array([]), 98, np.full(3, 8.0), quarters[:3]).tolist() == [6, 5, 4]
    called_early = calendar.foreseen(np.array([96, 101]), np.array([0.0, 1.0]), 90, np.full(3, 8.0), quarters[:3])
    assert called_early.tolist() == [4, 3, 7]  # nobody foresees it; terms count from it


def test_no_election_called_early_is_foreseen_while_politics_is_pinned():
    world = load_world(start=1998, years=3)
    clock = world.exogenous.time_to_election[:, world.countries.index("VEN")]
    assert clock[:4].tolist() == [3, 2, 1, 0]
    assert clock[4:10].tolist() == [19, 18, 17, 20, 19, 18]  # a term of six years from the end of 1999
    assert clock[10:12].tolist() == [0, 24]  # in July 2000 it votes all the same, and next at the end of 2006


def test_values_between_years():
    table = pd.DataFrame({"pair": ["a", "a", "b", "c"], "year": [2000, 2010, 2008, 1999], "x": [0.0, 10.0, 5.0, 7.0]})
    assert at_year(table, ["pair"], "x", 2003)["x"].tolist() == [3.0, 5.0, 7.0]


def test_countries_without_elections_have_none_ahead(asia):
    governments = asia.state.governments
    assert governments.time_to_election[asia.countries.index("BRN")] > 1000
    assert asia.traits.politics.term_length[asia.countries.index("BRN")] == calendar.NEVER


def test_beyond_the_record_the_last_level_goes_on():
    world = load_world("southeast_asia", start=2024, years=10)
    assert world.recorded_quarters == 8
    assert (world.exogenous.price[8:] == world.exogenous.price[7]).all()
    assert not world.exogenous.leader_new[8:].any()
    assert not world.exogenous.arrivals[8:].any()
    assert not world.exogenous.shocks[8:].any()


def test_overrides(asia):
    changes = {
        "organisations.ASEAN.depth": 0.6,
        "domains.health.spillover": 0.9,
        "governments": {"IDN": {"ideology": -1.0}},
        "countries.SGP.weight": 0.5,
        "powers.CHN.engagement": 0.0,
    }
    world = load_world("southeast_asia", start=2010, years=10, overrides=changes)
    state, old, at = world.state, asia.state, world.countries.index
    assert state.forums.depth[world.forums.index("ASEAN")] == 0.6
    assert world.traits.domains.spillover[HEALTH] == 0.9
    assert state.governments.ideology[at("IDN")] == -1.0
    assert (state.crises.stance[:, at("IDN")] != old.crises.stance[:, at("IDN")]).any()  # what follows from it follows
    assert world.traits.structure.weight[at("SGP")] == 0.5
    assert world.traits.structure.weight.sum() == pytest.approx(1)
    assert state.powers.engagement.tolist() == [old.powers.engagement[0], 0.0]
    assert state.powers.mean_engagement.tolist() == [old.powers.mean_engagement[0], 0.0]  # around which administrations alternate
    assert world.digest != asia.digest
    assert world.digest == load_world("southeast_asia", start=2010, years=10, overrides=changes).digest


@pytest.mark.parametrize(
    ("table", "edit", "message"),
    [
        (
            "indicators",
            lambda f: f[(f["iso3"] != "LAO") | (f["year"] != "2010")],
            r"can start in 1995 to 2009 and 2011 to 2025; write start=2009 .*indicators\.csv: no row for LAO gdp",
        ),
        ("geography", lambda f: f[f["a"] + f["b"] != "BRNIDN"], "no row for the pair BRN IDN"),
        ("governments", lambda f: f[f["iso3"] != "LAO"], r"governments\.csv: no row of LAO is in force in 2010Q1"),
        ("terms", lambda f: f[f["iso3"] != "LAO"], r"terms\.csv: no row of LAO"),
        ("interests", lambda f: f[f["iso3"] != "LAO"], r"interests\.csv: no position for \w+ LAO"),
        ("dependence", lambda f: f[f["iso3"] != "LAO"], r"dependence\.csv: no value for USA LAO"),
        ("series", lambda f: f[f["year"] != "2010"], r"series\.csv: no commodity_price for 2010Q1"),
    ],
)
def test_gaps_that_the_choice_needs(folder, table, edit, message):
    rewrite(folder, table, edit)
    with pytest.raises(InputError, match=message):
        load_world(folder=folder, start=2010, years=1)


def test_domains_come_in_their_fixed_order(asia):
    table = pd.read_csv(DATA / "southeast_asia" / "domains.csv").set_index("domain")
    assert asia.traits.domains.salience.tolist() == table.loc[list(DOMAINS), "salience"].tolist()
