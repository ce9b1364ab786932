"""The tables of an ensemble: what they hold is what results.nc holds, and each column is described."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis import open_results
from concertacion.analysis.long import panels
from concertacion.experiments.ensemble.tables import tables_of
from concertacion.experiments.run import main
from concertacion.sim.results import reduced
from concertacion.sim.world import load_world

CODES = ("ARG", "BRA", "CHL")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small result with its tables, and the world that it is of."""
    folder = tmp_path_factory.mktemp("tables") / "run"
    line = ["years=2", "replicates=3", f"world.countries=[{','.join(CODES)}]", "workers=1", "tables=csv", "figures=none"]
    assert main([*line, f"out={folder}"]) == 0
    return folder, load_world(countries=CODES, years=2)


def read(folder, name):
    return pd.read_csv(folder / "tables" / f"{name}.csv")


def test_outcomes_by_run_and_variables_by_year_are_those_of_the_result(made):
    folder, world = made
    results, outcomes, country = open_results(folder), read(folder, "outcomes"), read(folder, "country")
    names = [name for name in outcomes if name != "run"]
    np.testing.assert_allclose(outcomes[names], reduced(results, world, names).values, rtol=1e-5)
    assert country[["run", "year", "country"]].drop_duplicates().shape == (3 * 2 * 3, 3)
    row = country.iloc[-1]
    quarters = [quarter for quarter in results["quarter"].values if quarter.startswith(f"{row['year']:.0f}")]
    one = results["approval"].sel(run=row["run"], country=row["country"], quarter=quarters)
    assert row["approval"] == pytest.approx(float(one.mean()), rel=1e-5)
    held = int((results["forum_meeting"] == 1).sum())
    assert (read(folder, "events")["event"] == "meeting held").sum() == held == read(folder, "forum")["forum_meeting.held"].sum()


def test_every_column_of_every_table_is_described_with_its_unit(made):
    folder, world = made
    described = {tuple(row) for row in read(folder, "columns")[["table", "column"]].values}
    columns = read(folder, "columns")
    assert not columns.isna().any(axis=None)
    there = {path.stem for path in (folder / "tables").glob("*.csv")} - {"columns"}
    assert described == {(name, column) for name in there for column in read(folder, name)}
    results = open_results(folder)
    assert there == {"outcomes", "summary", "events", *("_".join(dims) or "region" for dims in panels(results))}
    tables = tables_of(world, results)
    assert list(tables.sheets()) == [name for name in tables.whole if name not in ("outcomes", "events")]


def test_a_summary_tells_the_middle_of_the_runs(made):
    folder, _ = made
    summary, outcomes = read(folder, "summary").set_index("outcome"), read(folder, "outcomes")
    attendance = summary.loc["attendance"]
    assert attendance["runs"] == 3 and attendance["unit"] == "share"
    assert attendance[["low", "median", "high"]].tolist() == pytest.approx(sorted(outcomes["attendance"]), rel=1e-5)
    assert "Attendance & share & " in (folder / "tables" / "summary.tex").read_text()
