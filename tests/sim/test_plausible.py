"""What the tables of a world can hardly mean is named, with the row; the worlds that come with the package give no warning."""

from functools import cache

import pandas as pd
import pytest

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.consistency import faults_together
from concertacion.sim.worlds.coverage import silences
from concertacion.sim.worlds.plausible.checks import CHECKS, implausible
from concertacion.sim.worlds.selection import DATA, powers_of
from concertacion.sim.worlds.tables import examined


@pytest.fixture(scope="session")
def shipped():
    """The tables of a world that comes with the package, examined once: for reading."""
    return cache(lambda world: examined(DATA / world))


@pytest.fixture(scope="session")
def asia(shipped):
    return shipped("southeast_asia").frames


@pytest.mark.parametrize("world", ["latin_america", "southeast_asia"])
def test_worlds_that_come_with_the_package_are_plausible(world, shipped):
    tables = shipped(world)
    assert (tables.faults, tables.doubts) == ([], [])


@pytest.mark.parametrize("world", ["latin_america", "southeast_asia"])
def test_politics_can_follow_the_tables_of_the_package_to_the_end_of_the_record(world, shipped):
    frames = shipped(world).frames
    found = silences(frames, sorted(frames["countries"]["iso3"]), powers_of(frames), 1995)
    assert min(found)[0] >= frames["series"]["year"].max() and len(found) > 10


def changed(rows, column, change):
    """An edit of the cells of a column in the rows for which `rows` is true."""

    def edit(frame):
        chosen = rows(frame)
        assert chosen.any()
        frame.loc[chosen, column] = change(frame.loc[chosen, column]) if callable(change) else change
        return frame

    return edit


def of(variable, country=None):
    return lambda f: (f["variable"] == variable) & ((f["iso3"] == country) if country else True)


def of_term(quarters):
    return lambda f: f["term_quarters"] == quarters


def first_of(**cells):
    """The first row, in the file, with these cells."""

    def rows(frame):
        found = frame[(frame[list(cells)] == pd.Series(cells)).all(axis=1)].index.min()
        return pd.Series(frame.index == found, frame.index)

    return rows


def added(**cells):
    """An edit that adds a row, the first one with other cells."""
    return lambda f: pd.concat([f, f.head(1).assign(**cells).set_axis([int(f.index.max()) + 1])])


IMPLAUSIBLE = {
    "GDP of one country in millions": (
        "indicators", changed(of("gdp", "VNM"), "value", lambda v: 1000 * v), True, "gdp of VNM in 2000 is 404,145 USD a head",
    ),
    "GDP of one poor country in millions": (
        "indicators", changed(of("gdp", "MMR"), "value", lambda v: 1000 * v), True, "USD a head; gdp is in billion USD",
    ),
    "GDP of one country in trillions": (
        "indicators", changed(of("gdp", "SGP"), "value", lambda v: v / 1000), True, "gdp of SGP in 1995 is 25 USD a head",
    ),
    "GDP of one country in another currency": (
        "indicators", changed(of("gdp", "LAO"), "value", lambda v: 150 * v), False, "GDP a head of LAO is 55 times",
    ),
    "one year of GDP": (
        "indicators", changed(first_of(iso3="THA", variable="gdp", year=2010.0), "value", lambda v: 10 * v), False,
        "gdp of THA in 2010 is 12.1 times that of 2009",
    ),
    "population of all in thousands": (
        "indicators", changed(of("population"), "value", lambda v: 1000 * v), True, "gdp of BRN in 1995 is 16 USD a head",
    ),
    "growth of one as a share": (
        "indicators", changed(of("growth", "PHL"), "value", lambda v: v / 100), False, "growth of PHL is never more than 0.09",
    ),
    "growth of all as a share": (
        "indicators", changed(of("growth"), "value", lambda v: v / 100), False, "no growth is more than 0.14",
    ),
    "half of the rows dropped": ("indicators", lambda f: f.iloc[::2], False, "16 years, but fewer have BRN capacity 15"),
    "a year of one country dropped": (
        "indicators", lambda f: f[(f["iso3"] != "KHM") | (f["year"] != 2003)], False, "fewer have KHM approval 30",
    ),
    "half of dependence dropped": ("dependence", lambda f: f.drop(f.index[::3]), False, "others have 21 years"),
    "a longitude without its sign": (
        "countries", changed(lambda f: f["iso3"] == "IDN", "latitude", lambda v: -v), False,
        "longitude 106.85 of IDN fit its distances with another sign of latitude",
    ),
    "a longitude on the other side": (
        "countries", changed(lambda f: f["iso3"] == "PHL", "longitude", lambda v: -v), False, "of PHL fit its distances",
    ),
    "coordinates elsewhere": (
        "countries", changed(lambda f: f["iso3"] == "MMR", "latitude", 60.0), False, "of MMR do not fit its distances",
    ),
    "one distance in miles": (
        "geography", changed(first_of(a="BRN", b="KHM"), "distance_km", 825.0), False,
        "distance_km of BRN KHM is 825; their coordinates are 1328 km apart",
    ),
    "no trade at all": ("trade", lambda f: f.assign(exports=0.0), False, "no country exports anything to another"),
    "a country without trade": (
        "trade", lambda f: f[(f["exporter"] != "THA") & (f["importer"] != "THA")], False, "THA neither",
    ),
    "trade in thousands": ("trade", lambda f: f.assign(exports=1000 * f["exports"]), False, "times its openness times its GDP"),
    "trade in billions": (
        "trade", lambda f: f.assign(exports=f["exports"] / 1000), False, "trade of BRN is 0.00038 times its openness times its",
    ),
    "half of the flows dropped": (
        "trade", lambda f: f[f["exporter"] < f["importer"]], False,
        "45 of 90 flows between countries have no row (IDN to BRN, KHM to BRN, KHM to IDN, ...) and count as no trade; add",
    ),
    "most years of most flows dropped": (
        "trade", lambda f: f[(f["exporter"] == "SGP") | (f["year"] > 2020)], False, "of 90 flows have rows for fewer than half",
    ),
    "homicide per thousand": (
        "indicators", changed(of("homicide"), "value", lambda v: v / 100), False, "homicide of BRN is 0.005 in most years",
    ),
    "openness in per cent": (
        "indicators", changed(of("openness", "LAO"), "value", lambda v: 20.0), False, "openness of LAO is 20 in most years",
    ),
    "persons for thousands, from a country": (
        "displacement", changed(lambda f: f["origin"] == "MMR", "persons", lambda v: 1000 * v), False,
        "thousand people are displaced from MMR in 1995, which has",
    ),
    "persons for thousands, from elsewhere": (
        "displacement", added(origin="AFG", persons=500_000.0), False, "thousand people are displaced to",
    ),
    "terms in years": ("terms", changed(of_term(20), "term_quarters", 5), False, "term_quarters of IDN is 5, 15 months; 5 years"),
    "a power's term in years": (
        "powers", changed(of_term(16), "term_quarters", 4), False, "term_quarters of USA is 4, 12 months; 4 years are 16 quart",
    ),
    "a forum without members": (
        "organisations", added(organisation="NONE", founded=pd.Timestamp("2002-05-01")), False,
        "NONE has no full member in any year from 2003 to 2025, and takes no part with fewer than two; add them to",
    ),
    "overlapping crises": (
        "crises", added(crisis="aceh_again", country="IDN"), False, "aceh_again of IDN burns while aceh_2003 does (row 2)",
    ),
    "an unknown origin": (
        "displacement", changed(first_of(origin="KHM"), "origin", "QQQ"), False, "origin QQQ is neither",
    ),
    "displaced at home": (
        "displacement", changed(first_of(origin="KHM"), "origin", "THA"), False, "origin and host are both THA",
    ),
    "an election in 2105": (
        "elections", added(iso3="IDN", date=pd.Timestamp("2105-06-07")), True, "date 2105-06-07 lies far beyond the record",
    ),
    "an election in 2040": (
        "elections", added(iso3="IDN", date=pd.Timestamp("2040-06-07")), False, "date 2040-06-07 lies beyond the record",
    ),
    "a year in the future": ("shocks", added(year=2205.0), True, "year 2205 lies far beyond the record"),
    "elections dropped": (
        "elections", lambda f: f[(f["iso3"] != "PHL") | ~f["date"].dt.year.between(2000, 2020)], False, "PHL has no election",
    ),
    "a member before the founding": (
        "memberships", changed(first_of(organisation="ACFTA", member="BRN"), "from", pd.Timestamp("1990-01-01")), False,
        "BRN is in ACFTA before it was founded (2002-11-04)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", IMPLAUSIBLE)
def test_what_can_hardly_be_right_is_named_with_its_row(case, asia):
    table, edit, refused, words = IMPLAUSIBLE[case]
    entries = list(implausible({**asia, table: edit(asia[table].copy())}))
    assert [entry for entry in entries if words in entry[1].message and entry[2] == refused and entry[0] == table], entries
    assert all(len(fault.message) < 300 for _, fault, _ in entries)


def test_one_wrong_row_names_itself_and_no_other(asia):
    table = changed(lambda f: f["iso3"] == "IDN", "latitude", lambda v: -v)(asia["countries"].copy())
    (entry,) = implausible({**asia, "countries": table})
    assert entry[1].row == table.index[table["iso3"] == "IDN"][0]
    table = changed(first_of(a="BRN", b="KHM"), "distance_km", 825.0)(asia["geography"].copy())
    (entry,) = implausible({**asia, "geography": table})
    assert entry[1].row == 3


def test_nobody_trades_with_itself(asia):
    table = asia["trade"].copy()
    row = table.index[(table["exporter"] == "BRN") & (table["importer"] == "CHN")].min()
    table.loc[row, "importer"] = "BRN"
    faults = list(faults_together({**asia, "trade": table}))
    assert faults == [("trade", Fault(row, "exporter and importer are both BRN; delete the row or correct one of them"))]


@pytest.mark.parametrize(
    ("variable", "times", "words"),
    [
        (
            "population",
            1000,
            "population of LAO in 1995 is 4900, expected a number in [1e-06, 2000] (millions); is it in thousands?",
        ),
        ("inequality", 100, "inequality of LAO in 1995 is 33, expected a number in [0, 1] (Gini, 0 to 1); is it in per cent?"),
    ],
)
def test_an_indicator_out_of_its_range_is_one_line_and_no_other_follows_from_it(variable, times, words, asia):
    table = changed(of(variable, "LAO"), "value", lambda v: times * v)(asia["indicators"].copy())
    frames = {**asia, "indicators": table}
    ((name, fault),) = faults_together(frames)
    assert (
        name == "indicators" and fault.message.startswith(words + " (and 30 more like it: rows") and not list(implausible(frames))
    )


def test_one_power_is_enough_and_of_two_one_leads(asia):
    alone = faults_together({**asia, "powers": asia["powers"].head(1)})
    assert "powers" not in {name for name, _ in alone}
    alike = faults_together({**asia, "powers": asia["powers"].assign(group_position=1.0)})
    assert [(name, fault.message) for name, fault in alike] == [
        ("powers", "CHN and USA have the same group_position; the higher one leads, so let them differ")
    ]


def test_every_check_finds_something(asia):
    """Of each check there is a case above."""
    messages = [words for _, _, _, words in IMPLAUSIBLE.values()]
    silent = []
    for check in CHECKS:
        cases = [(table, edit) for table, edit, _, _ in IMPLAUSIBLE.values() if table in check.reads]
        if not any(any(check.find({**asia, table: edit(asia[table].copy())})) for table, edit in cases):
            silent.append((check.table, check.finds))
    assert messages and {finds for _, finds in silent} <= {"dates 9 to 30 years too late", "dates over 30 years too late"}
