"""Every way to break a table ends in one sentence that names the file and what would be right."""

import re
import shutil

import pandas as pd
import pytest

from concertacion.sim.declare import InputError
from concertacion.sim.world import load_world
from concertacion.sim.worlds.columns import LEFT_OUT, TABLES
from concertacion.sim.worlds.overrides import parse
from concertacion.sim.worlds.selection import DATA
from concertacion.sim.worlds.tables import examined, read_tables

WORLDS = sorted(path.name for path in DATA.iterdir() if path.is_dir())


@pytest.fixture
def folder(tmp_path):
    """A small valid world to break."""
    return shutil.copytree(DATA / "southeast_asia", tmp_path / "my_region")


def strings(folder, table):
    return pd.read_csv(folder / f"{table}.csv", dtype=str, na_filter=False)


def write(folder, table, frame):
    frame.to_csv(folder / f"{table}.csv", index=False)


def cell(column, value, row=0):
    """An edit that writes one cell."""

    def edit(frame):
        frame.loc[row, column] = value
        return frame

    return edit


def again(frame):
    """An edit that gives the first row twice."""
    return pd.concat([frame, frame.head(1)])


@pytest.mark.parametrize("world", WORLDS)
def test_shipped_worlds_are_valid(world):
    frames = read_tables(DATA / world).frames
    assert set(frames) == set(TABLES)
    assert all(len(frame) for name, frame in frames.items() if not TABLES[name].optional)


BROKEN = {
    "not a number": (
        "governments", cell("ideology", "left"), r"my_region/governments\.csv, row 2: ideology is 'left', expected a number",
    ),
    "NaN": ("indicators", cell("value", "NaN", 3), r"indicators\.csv, row 5: value is 'NaN', expected a number"),
    "infinite": ("trade", cell("exports", "inf"), r"trade\.csv, row 2: exports is 'inf'"),
    "empty cell": ("geography", cell("distance_km", ""), r"geography\.csv, row 2: distance_km is '', expected a number in \[1"),
    "out of range": ("organisations", cell("depth", "1.2"), r"row 2: depth is '1\.2', expected a number in \[0, 1\]"),
    "half a term": ("terms", cell("term_quarters", "4.5"), r"term_quarters is '4\.5', expected a whole number"),
    "broken date": ("governments", cell("from", "1998-13-01"), r"from is '1998-13-01', expected a date YYYY-MM-DD"),
    "no day": ("elections", cell("date", "1999"), r"date is '1999', expected a date"),
    "unknown domain": ("interests", cell("domain", "fishing"), r"domain is 'fishing', expected one of migration, health"),
    "unknown scope": ("organisations", cell("scope", "trade;fishing"), r"scope is 'trade;fishing', expected a list"),
    "bad code": ("countries", cell("iso3", "brn"), r"iso3 is 'brn', expected three capital letters"),
    "unknown country": (
        "elections", cell("iso3", "IDX"), r"row 2: iso3 'IDX' is no country of countries\.csv; did you mean 'IDN'\?",
    ),
    "unknown organisation": (
        "memberships", cell("organisation", "ASEANN", 9),
        r"row 11: organisation 'ASEANN' is no organisation .* did you mean 'ASEAN'\?",
    ),
    "unknown member": ("memberships", cell("member", "XXX"), r"member 'XXX' is no country or power"),
    "unknown power": ("dependence", cell("power", "RUS"), r"power 'RUS' is no power of powers\.csv"),
    "unknown patron": ("organisations", cell("patron", "RUS"), r"patron 'RUS' is no country or power"),
    "duplicate country": ("countries", again, r"countries\.csv, row 12: 'BRN' is given twice"),
    "duplicate value": (
        "indicators", again, r"row 3412: 'BRN 1995 approval' is given twice; one row for each iso3, year, variable",
    ),
    "no source": ("trade", cell("source", ""), r"source is '', expected some text"),
    "gap": (
        "governments", cell("to", "1990-01-01", 1), r"row 3: to 1990-01-01 of \w+ is not the day on which the next spell begins",
    ),
    "backwards": ("memberships", cell("to", "1950-01-01"), r"row 2: to 1950-01-01 is not after from \d{4}"),
    "models": ("organisations", cell("strategic", "0.99"), r"strategic \+ social \+ productive of \w+ is .*, not 1"),
    "indicator range": ("indicators", cell("value", "1.5"), r"approval of BRN in 1995 is 1\.5, expected a number in \[0, 1\]"),
    "tile": ("countries", lambda f: f.assign(tile_row="1", tile_column="1"), r"row 3: the tile of IDN is taken"),
    "pair twice": (
        "geography", lambda f: pd.concat([f, f.head(1).rename(columns={"a": "b", "b": "a"})]),
        r"row 47: the pair IDN BRN is given twice",
    ),
    "pair of one": ("geography", cell("b", "BRN"), r"a and b are both BRN"),
    "missing domain": ("domains", lambda f: f[f["domain"] != "health"], r"domains\.csv: no row for health"),
    "no power": ("powers", lambda f: f.head(0), r"powers\.csv: the table has no rows; it needs one row for each power"),
    "two that lead": (
        "powers", lambda f: pd.concat([f, f.tail(1).assign(power="EUU")]), r"row 4: USA and EUU have the same group_position",
    ),
    "open to nobody known": (
        "organisations", cell("open_to", "maritime;oceania"), r"row 2: open_to 'oceania' is no country, group or subregion",
    ),
    "unknown founder": ("organisations", cell("founders", "IDN;XXX"), r"row 2: founders 'XXX' is no country or power"),
    "unbalanced focus": ("models", cell("focus", "0.5"), r"the focus of strategic sums to -0\.5 over the domains, not 0"),
    "unknown work": ("powers", cell("work", "fishing"), r"work is 'fishing', expected a list"),
    "called by whom": ("elections", cell("called", "late"), r"called is 'late', expected one of statutory, early"),
    "unknown column": (
        "trade", lambda f: f.rename(columns={"exports": "export"}), r"unknown column 'export'; did you mean 'export",
    ),
    "missing column": ("trade", lambda f: f.drop(columns="basis"), r"trade\.csv, row 1: column 'basis' is missing"),
    "empty table": ("governments", lambda f: f.head(0), r"governments\.csv: the table has no rows"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_tables_are_refused_in_one_sentence(folder, name):
    table, edit, message = BROKEN[name]
    write(folder, table, edit(strings(folder, table)))
    with pytest.raises(InputError) as caught:
        read_tables(folder)
    assert re.search(message, str(caught.value)), str(caught.value)
    assert "\n" not in str(caught.value)
    assert f"my_region/{table}.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (
            b"iso3,date,kind,source\nIDN,1999-06-07,parliamentary,a,b\n",
            "row 2: has 5 cells where the header has 4; a cell",
        ),
        (b"iso3,date,kind,source\nIDN,1999-06-07\n", "row 2: has 2 cells where the header has 4"),
        (b"iso3,date,kind,source\nIDN,1999-06-07,parliamentary,Garc\xeda\n", "not UTF-8"),
    ],
)
def test_files_that_are_no_tables(folder, content, message):
    (folder / "elections.csv").write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_tables(folder)


def test_missing_file_and_folder(folder, tmp_path):
    (folder / "series.csv").unlink()
    with pytest.raises(InputError, match=r"my_region/series\.csv: does not exist"):
        read_tables(folder)
    with pytest.raises(InputError, match=r"does not exist; concertacion experiment=region folder=DIR"):
        read_tables(tmp_path / "nowhere")


def test_some_tables_may_hold_no_row(folder):
    for table in ("crises", "shocks", "displacement"):
        write(folder, table, strings(folder, table).head(0))
    assert read_tables(folder).frames["crises"].empty


def test_new_tables_and_columns_may_be_left_out(folder):
    for name, table in TABLES.items():
        if table.optional:
            (folder / f"{name}.csv").unlink(missing_ok=True)
    for table, columns in LEFT_OUT.items():
        write(folder, table, strings(folder, table).drop(columns=list(columns)))
    frames = read_tables(folder).frames
    assert set(frames) == set(TABLES) and frames["traditions"].empty
    assert frames["domains"].set_index("domain")["crisis"][["democracy", "security", "trade"]].tolist() == [1.0, 0.5, 0.0]
    world = load_world(folder=folder, start=2010, years=1)
    assert (world.state.standing.autonomy == 0.5).all() and not world.setting.focus.any() and not world.setting.work.any()
    assert (world.setting.open_to >= world.state.circles.members).all()


def test_a_misspelt_optional_table_is_not_overlooked(folder):
    (folder / "models.csv").rename(folder / "model.csv")
    with pytest.raises(InputError, match=r"models\.csv: does not exist; rename model\.csv"):
        read_tables(folder)


def test_exposure_to_powers_is_assumed_where_the_column_is_missing(folder):
    write(folder, "domains", strings(folder, "domains").drop(columns="power_exposure"))
    exposure = read_tables(folder).frames["domains"].set_index("domain")["power_exposure"]
    assert exposure["technology"] == 1.0
    assert exposure["health"] == 0.1


def test_an_override_changes_no_table_that_another_world_reads():
    def depths(overrides=None):
        organisations = examined(DATA / "latin_america", parse(overrides)).frames["organisations"]
        return organisations.set_index("organisation")["depth"]

    before = depths().copy()
    first = depths({"organisations.MERCOSUR.depth": 0.9, "organisations.LAIA.depth": 0.7})
    second = depths({"organisations.OAS.depth": 0.8})
    assert first.compare(before)["self"].to_dict() == {"LAIA": 0.7, "MERCOSUR": 0.9}
    assert second.compare(before)["self"].to_dict() == {"OAS": 0.8} and depths().equals(before)
