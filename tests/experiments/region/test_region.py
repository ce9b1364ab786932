"""`experiment=region`: templates, every fault at once, what the region holds; and a region of eight countries that runs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.experiments.region.west_africa import COUNTRIES, edit, fill

from concertacion import Parameters, load_world, simulate
from concertacion.experiments.region.sources import unsourced
from concertacion.experiments.region.templates import files
from concertacion.experiments.run import main
from concertacion.sim.declare import Implausible
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.tables import examined


def said(folder, capsys, *more):
    """The exit code, the lines on standard output, and the one on standard error."""
    code = main(["experiment=region", f"folder={folder}", *more])
    out, err = capsys.readouterr()
    assert err.count("\n") == (code != 0) and all(len(line) <= 400 for line in out.splitlines())
    return code, out.splitlines(), err


@pytest.mark.parametrize("exists", [True, False])
def test_templates_have_every_column_and_say_what_it_means(exists, tmp_path, capsys):
    folder = tmp_path / "here" / "mine"
    if exists:
        folder.mkdir(parents=True)
    code, lines, _ = said(folder, capsys)
    assert code == 0 and lines[-1] == f"Then check them: concertacion experiment=region folder={folder}"
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in TABLES} | {"README.md", "SOURCES.md"}
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name, table in TABLES.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(table.columns)
        section = readme.split(f"## {name}.csv", 1)[1].split("\n## ", 1)[0]
        assert all(f"| `{column}` |" in section for column in table.columns)


def test_the_current_folder_stays_the_same(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    code, _, _ = said(".", capsys)
    assert code == 0 and tmp_path.stat().st_ino == before and Path("README.md").is_file()


def test_templates_pass_their_own_check_but_for_the_rows(tmp_path, capsys):
    said(tmp_path / "mine", capsys)
    code, lines, error = said(tmp_path / "mine", capsys)
    assert code == 2 and f"13 errors in 13 of {len(TABLES)} tables" in error
    assert all("the table has no rows; it needs" in line for line in lines) and len(lines) == 13


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_leaves_nothing(where, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    code, lines, error = said(tmp_path / where, capsys)
    assert (code, lines) == (2, []) and where.partition("/")[0] in error
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


def test_templates_are_written_whole_or_not_at_all(tmp_path, monkeypatch, capsys):
    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    code, lines, error = said(tmp_path / "here" / "mine", capsys)
    assert (code, lines) == (2, []) and "No space left" in error and not list(tmp_path.iterdir())
    (tmp_path / "mine").mkdir()
    written = []

    def full_at_the_third(path, text, **_named):
        written.append(path.write_bytes(text.encode()))
        return full() if len(written) == 3 else written[-1]

    monkeypatch.setattr(Path, "write_text", full_at_the_third)
    assert said(tmp_path / "mine", capsys)[0] == 2 and not list((tmp_path / "mine").iterdir())


@pytest.mark.parametrize("setting", ["seed=3", "world=southeast_asia", "parameters.insulation=0.2", "out=x"])
def test_no_other_setting_has_an_effect(setting, tmp_path, capsys):
    code, _, error = said(tmp_path / "mine", capsys, setting)
    assert code == 2 and f"{setting.partition('=')[0]} has no effect in experiment=region" in error
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_region_of_eight_countries_runs_at_the_first_check(delimiter, tmp_path, capsys):
    folder = tmp_path / "wa"
    said(folder, capsys)
    fill(folder, delimiter)
    code, lines, _ = said(folder, capsys)
    assert code == 0 and lines[-1] == f"Run it: concertacion world=own world.folder={folder} start=2010 years=20"
    assert lines[0] == (
        "wa: 8 countries; FRA leads, CHN is its rival. A run can start in 2010; the record ends in 2025Q4. mode=replay can "
        "follow the tables to 2010: governments.csv has no row after 2010-02-09."
    )
    text = "\n".join(lines)
    assert "warning" not in text and "NGA      Nigeria           161.00    73.8      0.35" in text
    assert "ECOWAS  political  trade security migration  BEN BFA CIV GHA MLI NGA SEN TGO" in text
    assert "8 elections from 2000-10-22 to 2010-03-04." in text and "crises.csv has no rows: no crisis on record." in text
    world = load_world(folder=folder, start=2010, years=1)
    assert world.countries == tuple(COUNTRIES) and world.state.forums.depth[0] == 0.4
    assert simulate(world, Parameters()).sizes["quarter"] == 4


def test_every_fault_of_every_table_comes_at_once(region, capsys):
    edit(region, "governments", "2006-04-06", "06/04/2006")
    edit(region, "indicators", "NGA,2010,gdp,361.5", "NGA,2010,gdp,361500")
    edit(region, "indicators", "TGO,2010,openness,0.6", "TGO,2010,openness,60")
    edit(region, "geography", "BEN,TGO,", "TGO,NGA,")
    edit(region, "organisations", "trade; security; migration", '"trade, security"')
    edit(region, "memberships", "ECOWAS,TGO", "ECOWA,TGO")
    edit(
        region,
        "memberships",
        "ECOWAS,SEN,1975-05-28,,full,own",
        "ECOWAS,SEN,1975-05-28,,full,own\nECOWAS,SEN,1980-01-01,,full,own",
    )
    edit(region, "powers", "-0.6", "0.6")
    edit(region, "trade", "basis", "Basis")
    edit(region, "interests", "TGO,climate,0.1,coded,own", "")
    (region / "crises.csv").rename(region / "crisis.csv")
    (region / "elections.csv").write_bytes("iso3,date,kind,source\nBEN,2006-03-05,presidential,Peña\n".encode("latin-1"))
    code, lines, error = said(region, capsys)
    assert code == 2 and f"14 errors in 10 of {len(TABLES)} tables" in error
    label = f"error: {region.name}/"
    assert [line.removeprefix(label) for line in lines if line.startswith("error")] == [
        "governments.csv, row 2: from is '06/04/2006', expected a date YYYY-MM-DD; give the column the format 'text' and "
        "write 2006-04-06 or 2006-06-04",
        "elections.csv, row 2: not UTF-8 text (near '3-05,presidential,Peña', if it is Windows-1252); save it as 'CSV UTF-8'",
        "indicators.csv, row 57: gdp of NGA in 2010 is 2,245,342 USD a head; gdp is in billion USD, population in millions",
        "indicators.csv, row 88: openness of TGO in 2010 is 60, expected a number in [0, 20] (merchandise trade over GDP); is it "
        "in per cent?",
        "geography.csv: no row for BEN TGO; add it",
        "geography.csv, row 28: the pair NGA TGO is given twice; once is enough, in either order",
        "trade.csv, row 1: unknown column 'Basis'; did you mean 'basis'?",
        "trade.csv, row 1: column 'basis' is missing; write its name into row 1, in any order",
        "powers.csv, row 3: FRA and CHN have the same group_position; the higher one leads, so let them differ",
        "organisations.csv, row 2: scope is 'trade, security', expected a list, separated by ';', of migration, health, "
        "security, trade, democracy, technology, climate",
        "memberships.csv, row 8: the spell of ECOWAS SEN does not end (its `to` is empty), but another begins on "
        "1980-01-01 (row 9); correct one of the two rows",
        "memberships.csv, row 10: organisation 'ECOWA' is no organisation of organisations.csv; did you mean 'ECOWAS'?",
        "crises.csv: does not exist; rename crisis.csv if it is meant",
        "interests.csv: no row for TGO climate; add it",
    ]


def test_all_missing_files_and_columns_come_at_once(region, capsys):
    for name in ("series", "shocks"):
        (region / f"{name}.csv").unlink()
    edit(region, "countries", "groups,latitude,longitude", "group,lat,lon")
    code, lines, _ = said(region, capsys)
    assert code == 2 and [line for line in lines if "series.csv" in line or "shocks.csv" in line] == [
        f"error: {region.name}/series.csv: does not exist; its first line is series,year,quarter,value,basis,source",
        f"error: {region.name}/shocks.csv: does not exist; its first line is iso3,domain,year,quarter,size,basis,source",
    ]
    assert f"error: {region.name}/countries.csv, row 1: the columns groups, latitude, longitude are missing" in "\n".join(lines)


def test_of_many_faults_alike_the_first_names_the_rows_of_the_others(region, capsys):
    edit(region, "interests", ",0.1,", ",5,")
    _, lines, _ = said(region, capsys)
    assert len(lines) == 1 and "interests.csv, row 2: position is '5'" in lines[0]
    assert lines[0].endswith("(and 55 more like it: rows 3 to 57)")


def test_warnings_leave_the_region_usable_and_a_run_says_one_line(region, capsys, monkeypatch, tmp_path):
    edit(region, "countries", "12.4,-1.5", "12.4,1.5")
    edit(region, "elections", "2010-03-04", "2036-03-04")
    code, lines, _ = said(region, capsys)
    assert code == 0 and [line for line in lines if line.startswith("warning")] == [
        f"warning: {region.name}/countries.csv, row 3: latitude 12.4, longitude 1.5 of BFA fit its distances with another sign "
        "of longitude; west and south are negative",
        f"warning: {region.name}/elections.csv, row 9: date 2036-03-04 lies beyond the record, which ends in 2025 (series.csv)",
    ]
    with pytest.warns(Implausible, match=r"countries\.csv, row 3: .* \(and 1 more: (concertacion )?experiment=region"):
        load_world(folder=region, start=2010, years=1)
    monkeypatch.chdir(tmp_path)
    assert main(["world=own", f"world.folder={region}", "start=2011"]) == 2
    warning, error = capsys.readouterr().err.splitlines()
    assert warning.startswith(f"concertacion: warning: {region.name}/countries.csv, row 3") and "can start in 2010" in error


def test_a_source_that_is_not_described_is_a_warning(region):
    edit(region, "interests", "TGO,climate,0.1,coded,own", "TGO,climate,0.1,coded,own;imf:dots")
    tables = examined(region)
    assert [tables.sentence(*found) for found in unsourced(tables, region)] == [
        "west_africa/interests.csv, row 57: source 'imf' is not in SOURCES.md; give it a line there"
    ]
    (region / "SOURCES.md").unlink()
    ((name, fault),) = unsourced(tables, region)
    assert name == "countries" and "no SOURCES.md lies beside it" in fault.message


def test_the_templates_describe_the_sources_of_the_tables_that_they_fill(written):
    assert not list(unsourced(examined(written), written)) and "| `pinksheet` |" in files()["SOURCES.md"]
    assert all(words in files()["README.md"] for words in ("UTF-16", "`sep=;`", "Two powers are needed", "the next follow"))


def test_a_list_may_have_blanks_after_its_semicolons(region):
    assert load_world(folder=region, start=2010, years=1).state.circles.scope[0].sum() == 3


def test_the_templates_name_no_column_of_their_own():
    assert {name for name in files() if name.endswith(".csv")} == {f"{name}.csv" for name in TABLES}


def test_years_that_a_spreadsheet_made_dates_are_faults_like_others(region, capsys):
    text = (region / "indicators.csv").read_text(encoding="utf-8")
    (region / "indicators.csv").write_text(text.replace(",2010,", ",2010-01-01,"), encoding="utf-8")
    code, lines, _ = said(region, capsys)
    assert code == 2 and any("indicators.csv, row 2: year is '2010-01-01'" in line for line in lines)
