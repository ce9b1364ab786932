"""The command: a region of one's own with a record, one without, and nothing of the table in the result."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest

from concertacion.experiments.check import run as check
from concertacion.experiments.output.stored import write_stored
from concertacion.experiments.run import main
from concertacion.sim.worlds.selection import DATA

SECRET = "organisation,year,meetings\nASEAN,2006,3\nASEAN,2007,321\nSECRETUM,2006,1\n"
OWN = ["start=2000", "years=6", "replicates=3", "settle=0", "workers=1"]


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """A region of one's own: the tables of Southeast Asia under another name, and a planted record of its meetings."""
    folder = tmp_path_factory.mktemp("own") / "region"
    shutil.copytree(DATA / "southeast_asia", folder)
    (folder / "observed").mkdir()
    rows = [f"ASEAN,{year},{1 + year % 2}" for year in range(2000, 2006)]
    (folder / "observed" / "meetings.csv").write_text("\n".join(["organisation,year,meetings", *rows, ""]), encoding="utf-8")
    return folder


def test_a_region_with_a_record_of_its_own_is_scored_and_nothing_of_the_table_is_kept(region, tmp_path, capsys):
    table, out = tmp_path / "table.csv", tmp_path / "out"
    table.write_text(SECRET, encoding="utf-8")
    command = ["experiment=score", "world=own", f"world.folder={region}", *OWN, f"data={table}", f"out={out}", "tables=csv"]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "meetings: 2 rows scored" in said and "1 row not scored" in said
    scores, differences = pd.read_csv(out / "scores.csv"), pd.read_csv(out / "differences.csv")
    assert {"model", "constant", "organisation", "persistence", "always none"} <= set(scores["predictor"])
    assert (scores["n"] == 2).all() and scores["low"].isna().all() and len(differences) > 0
    assert set(differences["predictor"]) == {"model", "model, calendar unknown"}
    assert pd.read_csv(out / "unscored.csv").to_dict("records") == [
        {"row": 4, "reason": "forum unknown: none of this name up to 2005"}
    ]
    kept = [path for path in out.rglob("*") if path.is_file() and b"SECRETUM" in path.read_bytes()]
    assert kept == [] and not [path for path in out.rglob("*.csv") if ",321" in path.read_text(encoding="utf-8")]
    assert len(json.loads((out / "manifest.json").read_text())["data_sha256"]) == 64
    assert check(out) == out


def test_weights_know_no_more_than_the_year_before_a_row(region, tmp_path, capsys):
    """The rows are of 2006 and 2007, and all facts of the weights end in 2006: they have seen the first of them."""
    (tmp_path / "table.csv").write_text(SECRET, encoding="utf-8")
    (tmp_path / "weights").mkdir()
    points = pd.DataFrame({"weight": [1.0], "insulation": [0.5]})
    write_stored(tmp_path / "weights", "weights.parquet", points.to_parquet(None))
    command = ["experiment=score", "world=own", f"world.folder={region}", *OWN, f"data={tmp_path / 'table.csv'}"]
    for years, code in ((7, 2), (6, 0)):
        (tmp_path / "weights" / "manifest.json").write_text(json.dumps({"start": 2000, "years": years}), encoding="utf-8")
        assert main([*command, f"weights={tmp_path / 'weights'}", f"out={tmp_path / str(years)}"]) == code
        said = capsys.readouterr().err
        assert ("has no weights known at the end of 2005; give experiment=record known_to=[2005]" in said) == (code == 2)
        assert "concertacion: warning: weights=" in said and (tmp_path / str(years)).exists() == (code == 0)
    assert "model, weighted" in set(pd.read_csv(tmp_path / "6" / "scores.csv")["predictor"])


def test_a_region_without_a_record_is_one_sentence(tmp_path, capsys):
    (tmp_path / "table.csv").write_text(SECRET, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    command = ["experiment=score", "world=southeast_asia", *OWN, f"data={tmp_path / 'table.csv'}", f"out={tmp_path / 'out'}"]
    assert main(command) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and sorted(tmp_path.rglob("*")) == before
    assert "southeast_asia/observed/meetings.csv: does not exist, so that there is no record of meetings" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "data=FILE is missing: name a table of attendance, meetings, visits or travel"),
        (["data=no.csv"], "data=no.csv: cannot be read (No such file or directory)"),
        (["data=table.csv", "mode=free"], "mode=free: scores follow the data to the year before each row"),
        (["data=silent.csv"], "data=silent.csv: no row can be scored; row 2: forum unknown: none of this name up to 2005; "),
        (["data=years.csv"], "data=years.csv: no row can be scored; row 2: forum unknown: none of this name up to 2005; "),
        (["data=table.csv", "weights=none"], "weights=none: holds no weights.parquet"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_created(words, sentence, region, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text(SECRET, encoding="utf-8")
    (tmp_path / "silent.csv").write_text("organisation,year,meetings\nPACT,2006,1\n", encoding="utf-8")
    (tmp_path / "years.csv").write_text("organisation,year,meetings\nPACT,2006,1\nPACT,2007,1\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert main(["experiment=score", "world=own", f"world.folder={region}", *OWN, *words, "out=out"]) == 2
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1 and sorted(tmp_path.rglob("*")) == before
