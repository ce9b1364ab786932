"""`experiment=sweep` from end to end, small: what it says, what it writes, and what it refuses."""

import json

import numpy as np
import pandas as pd
import pytest
import yaml

from concertacion.experiments.run import main
from concertacion.experiments.sweep.command import chunk_of
from concertacion.experiments.sweep.estimate import how_many, in_words
from concertacion.sim.ensembles import ensemble
from concertacion.sim.outcomes.requests import STANDARD
from concertacion.sim.parameters import make_parameters
from concertacion.sim.world import load_world

SMALL = ["experiment=sweep", "world=southeast_asia", "years=2", "workers=1"]
DESIGN = ["over=[insulation,channels]", "points=5", "replicates=3"]


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweeps") / "small"
    assert main([*SMALL, *DESIGN, f"out={folder}"]) == 0
    return folder


def rows(folder):
    return pd.concat([pd.read_parquet(path) for path in sorted((folder / "shards").glob("*.parquet"))], ignore_index=True)


def test_the_folder_says_what_it_holds(result):
    manifest = json.loads((result / "manifest.json").read_text(encoding="utf-8"))
    assert (
        manifest["design"] == "lhs"
        and manifest["replicates"] == 3
        and manifest["seed"] == 1
        and manifest["common_random_numbers"]
    )
    assert manifest["outcomes"] == list(STANDARD) and len(manifest["source_sha256"]) == 64
    assert manifest["axes"][1] == {
        "name": "channels",
        "low": 0,
        "high": 1,
        "values": ["joint", "exclusive"],
        "distribution": ["uniform"],
    }
    assert manifest["labels"]["insulation"]["units"] == "share" and manifest["labels"]["attendance"]["long_name"]
    assert manifest["config"]["world"]["name"] == "southeast_asia" and str(result) not in json.dumps(manifest)
    assert yaml.safe_load((result / "config.yaml").read_text(encoding="utf-8"))["points"] == 5


def test_the_table_is_the_model_s_at_the_points_it_names(result):
    points, table = pd.read_parquet(result / "points.parquet"), rows(result)
    assert list(points) == ["point", "insulation", "channels"] and set(points["channels"]) == {"joint", "exclusive"}
    assert len(table) == 15 and (table["status"].astype(str) == "").all()
    world = load_world("southeast_asia", years=2)
    for point in (0, 4):
        parameters = make_parameters({name: points[name][point] for name in ("insulation", "channels")})
        expected = ensemble(world, parameters, runs=3, keep="summary")["participation.technical"].values
        assert table.loc[table["point"] == point, "participation.technical"].tolist() == expected.tolist()


def test_it_says_what_it_will_do_before_and_what_came_out_after(empty, capsys):
    assert main([*SMALL, *DESIGN, "out=here"]) == 0
    said = capsys.readouterr().out
    assert "5 points x 3 replicates = 15 runs" in said and "Time:    about " in said and f"Writes:  {empty / 'here'}" in said
    assert said.index("Writes:") < said.index("delivered.technical") < said.index("Result:")


def test_quiet_says_only_what_came_out(empty, capsys):
    assert main([*SMALL, *DESIGN, "quiet=true", "out=here"]) == 0
    said = capsys.readouterr()
    assert "Writes" not in said.out and "Result:" in said.out and said.err == ""


def test_the_same_command_resumes_and_another_is_refused_with_the_difference(result, capsys):
    def written():
        return {path: path.stat().st_mtime_ns for path in result.rglob("*") if path.is_file() and path.name != ".lock"}

    before = written()
    assert main([*SMALL[:-1], "workers=2", "quiet=true", "executor=threads", *DESIGN, f"out={result}"]) == 0
    capsys.readouterr()
    assert main([*SMALL, *DESIGN, "parameters.purge=0.5", f"out={result}"]) == 2
    assert "config.parameters.purge: stored 0.35, now 0.5" in capsys.readouterr().err
    assert written() == before


def test_a_folder_of_ones_own_name_is_made_without_out(empty):
    assert main([*SMALL, *DESIGN]) == 0
    (folder,) = (empty / "runs").iterdir()
    assert folder.name.startswith("sweep-southeast_asia-baseline-")


def test_scenarios_and_years_are_axes_by_name(empty):
    over = "over=[{scenario:[baseline,isolation]},{start:{values:[2000,2005]}},aid]"
    assert main([*SMALL, over, "design=grid", "levels=2", "replicates=1", "out=here"]) == 0
    points = pd.read_parquet(empty / "here" / "points.parquet")
    assert len(points) == 8 and set(points["scenario"]) == {"baseline", "isolation"} and set(points["start"]) == {2000, 2005}
    values = rows(empty / "here")["participation.technical"]
    world = load_world("southeast_asia", start=2005, years=2)
    which = points.index[(points["scenario"] == "baseline") & (points["start"] == 2005) & (points["aid"] == 0)][0]
    assert values[which] == float(ensemble(world, runs=1, keep="summary")["participation.technical"][0])


def test_worlds_are_an_axis(empty):
    assert (
        main([*SMALL, "years=1", "over={world:[southeast_asia,latin_america_20]}", "design=grid", "replicates=1", "out=here"])
        == 0
    )
    assert pd.read_parquet(empty / "here" / "points.parquet")["world"].tolist() == ["southeast_asia", "latin_america_20"]
    assert rows(empty / "here")["participation.technical"].nunique() == 2


def test_points_of_ones_own(empty):
    (empty / "mine.csv").write_text("purge,scenario\n0.1,baseline\n0.2,isolation\n")
    assert main([*SMALL, "design=table", "table=mine.csv", "replicates=2", "out=here"]) == 0
    assert pd.read_parquet(empty / "here" / "points.parquet")["purge"].tolist() == [0.1, 0.2]
    assert len(rows(empty / "here")) == 4


REFUSED = {  # beside those of tests/messages/messages.txt
    "design=sobl": "did you mean 'sobol'?",
    "design=lhs levels=3": "applies only to design=grid",
    "design=table table=mine.csv levels=0": "levels=0: has no use with design=table",
    "design=sobol second_order=false": "applies only to design=saltelli",
    "table=mine.csv": "write design=table",
    "design=table table=mine.csv over=[purge]": "leave it out",
    "points=2.5": "expected a whole number",
    "replicates=0": "outside its range, 1 to",
    "over=[insulation] parameters.insulation=0.3": "insulation is fixed by parameters.insulation=0.3",
    "over={insulation:[1,0]}": "an empty range",
    "over=[isolation] scenario=isolation": "isolation is set by scenario isolation throughout",
    "over={scenario:[baseline,isolaton]}": "no such scenario; did you mean 'isolation'?",
    "over={world:[southeast_asia,atlantis]}": "no such world",
    "over={start:{values:[2000,2090]}}": "start=2090",
    "over={mode:[free,pined]}": "did you mean 'pinned'?",
    "over=[world.overrides.governments.VMN.ideology]": "did you mean 'VNM'?",
    "over=[world.overrides.organisations.ASAEN.depth]": "did you mean 'ASEAN'?",
    "outcomes=[atendance]": "did you mean 'attendance'?",
    "outcomes=[]": "expected a list of names",
    "trajectories=[tok_part]": "did you mean 'took_part'?",
    "trajectories=[price] over={start:{values:[2000,2005]}}": "need one world for all points",
    "common_random_numbers=same": "expected true or false",
    "luck=common": "luck: is now called common_random_numbers",
    "executor=thread": "no such executor; did you mean 'threads'?",
    "executor.address=tcp://a:1": "address",
    "quiet=maybe": "expected true or false",
    "desing=lhs": "did you mean 'design'?",
    "scenario=pandemic": "southeast_asia has no BOL",
    "engine=mesa country_class=nowhere.Class": "cannot be imported",
}  # fmt: skip


def refused(capsys, arguments):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("concertacion: error: ") and said.err.count("\n") == 1
    return said.err


@pytest.mark.parametrize("line", REFUSED)
def test_misuse_is_one_line_exit_two_nothing_created(line, empty, capsys):
    assert REFUSED[line] in refused(capsys, [*SMALL, *line.split(" ")])
    assert not list(empty.iterdir())


@pytest.mark.parametrize(
    ("line", "runs"), [("design=grid", "10^"), ("points=60000", "1,200,000 runs"), ("limit=9 points=3", "60 runs")]
)
def test_too_many_runs_are_refused_with_how_many_and_how_long(line, runs, empty, capsys):
    sentence = refused(capsys, [*SMALL, *line.split(" ")])
    assert runs in sentence and "take about" in sentence and "limit=" in sentence
    assert not list(empty.iterdir())


def test_settings_of_a_sweep_go_with_a_sweep(empty, capsys):
    assert "applies only to sweeps; add experiment=sweep" in refused(capsys, ["design=lhs"])
    assert "add experiment=sweep or" in refused(capsys, ["executor=dask"])
    assert "write experiment=NAME, such as experiment=sweep" in refused(capsys, ["experiment.kind=x"])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0312, "0.031 s"), (42.4, "42 s"), (125, "2.1 min"), (5400, "1.5 h"), (86400 * 3, "3 days"), (4e9, "127 years"),
     (1e30, "3.2e+22 years"), (np.inf, "unknown"), (np.nan, "unknown")],
)  # fmt: skip
def test_times_are_told_in_units_one_reads(seconds, words):
    assert in_words(seconds) == words


def test_large_numbers_stay_readable():
    assert how_many(1_200_000) == "1,200,000" and how_many(10**40) == "10^40"


def test_chunks_are_some_seconds_of_work_whatever_the_world_and_enough_for_all_workers():
    assert (
        chunk_of(1_000_000, 100, 20) == 500 and chunk_of(1_000_000, 100, 20, engine="mesa") == 8 and chunk_of(100, 100, 20) == 7
    )
    assert (
        chunk_of(1_000_000, 100, 40) == 125 and chunk_of(10**6, 4000, 20, engine="mesa") == 1 and chunk_of(10**9, 4, 10) == 10_000
    )
    assert chunk_of(800, 100, 20, replicates=40) == 40 and chunk_of(800, 100, 20, replicates=60) == 50


NOTHING = """
from concertacion.sim.model import Country

class Nothing(Country):
    def choose(self, domain, utilities, available):
        raise RuntimeError("no choice")
"""


def test_a_sweep_whose_runs_all_failed_is_no_success(empty, capsys, monkeypatch):
    (empty / "nothing_of_sweeps.py").write_text(NOTHING)
    monkeypatch.syspath_prepend(str(empty))
    command = [*SMALL, "years=1", "points=2", "replicates=2", "over=[insulation]", "quiet=true", "out=here",
               "engine=mesa", "country_class=nothing_of_sweeps.Nothing"]  # fmt: skip
    assert main(command) == 1
    said = capsys.readouterr()
    assert "error: all 4 runs failed; most often (4): " in said.err and "no choice" in said.err and said.err.count("\n") == 1
    assert "Result" not in said.out and rows(empty / "here")["status"].astype(str).str.contains("no choice").all()


def test_what_has_no_value_in_some_runs_is_told_and_costs_the_others_nothing(empty, capsys):
    outcomes = "outcomes=[resilience,attendance]"
    assert main([*SMALL, "years=1", outcomes, "over=[insulation]", "points=3", "replicates=2", "quiet=true", "out=here"]) == 0
    said = capsys.readouterr().out
    assert "Of 6 runs, these have no value, for there was nothing to divide by: resilience in 6" in said
    assert rows(empty / "here")["attendance"].notna().all()
