"""`experiment=sensitivity` as it is typed, on a small world."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from tests.conftest import undrawn

from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.run import main


def test_the_folder_holds_all_it_promises(result):
    result_dir, _ = result
    assert {
        ".lock",
        "checksums.sha256",
        "config.yaml",
        "manifest.json",
        "screen",
        "sweep",
        "phase",
        "indices.csv",
        "indices.parquet",
        "checks.csv",
        "figures",
        "report.html",
    } == {path.name for path in result_dir.iterdir()}
    page = (result_dir / "report.html").read_text(encoding="utf-8")
    assert "<html" in page and "Was the sample enough?" in page and "Morris screen over" in page
    assert {p.stem for p in (result_dir / "figures").glob("*.png")} >= {"ranking", "phase", "responses-attendance"}


def test_the_method_goes_on_with_the_strongest_of_the_screen(result):
    result_dir, _ = result
    table = pd.read_parquet(result_dir / "indices.parquet")
    screened = table[(table["method"] == "morris") & (table["measure"] == "mu_star")]
    kept = {name for _, one in screened.groupby("outcome") for name in one.nlargest(2, "value")["parameter"]}
    assert set(table[table["method"] == "sobol"]["parameter"]) == kept and 2 <= len(kept) <= 4
    assert (result_dir / "indices.csv").read_text(encoding="utf-8").count("\n") == len(table) + 1


def test_the_plane_is_a_grid_over_two_parameters_with_a_range(result):
    dataset = open_sweep(result[0] / "phase")
    assert dataset.attrs["design"] == "grid" and dataset.sizes["point"] == 9 and not dataset["listed"].values.any()
    assert {"delivered.technical", "delivered.minilateral", "delivered.summit"} <= set(dataset.data_vars)


def test_the_same_command_goes_on_with_its_folder_and_gives_the_same_bytes(result, capsys):
    result_dir, command = result
    before = {path: path.read_bytes() for path in result_dir.rglob("*") if path.is_file()}
    (result_dir / "report.html").unlink()
    stamps = {path: path.stat().st_mtime_ns for path in result_dir.rglob("shards/*")}
    assert main([*(argument for argument in command if argument != "quiet=true"), f"out={result_dir}"]) == 0
    assert {path: path.read_bytes() for path in result_dir.rglob("*") if path.is_file()} == before
    assert {path: path.stat().st_mtime_ns for path in result_dir.rglob("shards/*")} == stamps
    assert "Attendance" in capsys.readouterr().out


def test_another_config_is_refused_on_the_same_folder(result, capsys):
    result_dir, command = result
    manifest = json.loads((result_dir / "manifest.json").read_text(encoding="utf-8"))
    assert main([*command, "seed=2", f"out={result_dir}"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert json.loads((result_dir / "manifest.json").read_text(encoding="utf-8")) == manifest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["method=sobl"], "did you mean 'sobol'"),
        (["points=100"], "a power of two"),
        (["method=pawn", "points=3"], "points=3"),
        (["outcomes=[atendance]"], "did you mean 'attendance'"),
        (["over=[insulatoin]"], "did you mean 'insulation'"),
        (["over=[insulation]", "parameters.insulation=0.5"], "fixed"),
        (["method=morris", "screen=5"], "is a screen itself"),
        (["method=morris", "second_order=true"], "applies only to method=sobol"),
        (["phase=[insulation]"], "two parameters"),
        (["phase=[insulation,channels]"], "takes values only"),
        (["phase=[insulation,framin]"], "did you mean 'framing'"),
        (["threshold=0"], "threshold=0"),
        (["limit=10"], "limit=10"),
        (["phase_steps=100"], "phase_steps=100: 10,000 points x 20 replicates are 200,000 runs, more than limit=5000"),
        (["over=[]"], "names nothing"),
        (["screen=many"], "screen="),
        (["design=grid"], "design"),
        (["screen_points=8"], "there is no screen; add screen=N"),
        (["ties={aid:insulation}", "screen=2"], "leave out screen or ties"),
    ],
)
def test_bad_input_is_one_sentence_and_creates_nothing(small, tmp_path, capsys, arguments, said):
    assert main([*small, *arguments, f"out={tmp_path / 'result'}"]) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1 and said in printed, printed
    assert not (tmp_path / "result").exists()


def test_ctrl_c_after_the_sweeps_says_how_to_go_on(result, monkeypatch, capsys):
    result_dir, command = result

    def stopped(*arguments, **settings):
        raise KeyboardInterrupt

    monkeypatch.setattr("concertacion.analysis.figures.sensitivity.save_sensitivity_figures", stopped)
    assert main([*command, f"out={result_dir}"]) == 130
    printed = capsys.readouterr().err
    assert "resume with: concertacion experiment=sensitivity" in printed and f"out={result_dir}" in printed
    assert (result_dir / "indices.csv").is_file()


def test_a_parameter_that_shares_its_name_with_an_outcome_is_told_from_it(small, tmp_path):
    names, result_dir = {"parameters.free_riding", "insulation", "framing"}, tmp_path / "result"
    arguments = [
        "outcomes=[free_riding,delivered]",
        "over=[free_riding,insulation,framing]",
        "screen=3",
        "screen_points=4",
        "points=8",
    ]
    with undrawn():
        assert main([*small, *arguments, f"out={result_dir}"]) == 0
    assert set(pd.read_parquet(result_dir / "indices.parquet")["parameter"]) == names
    swept = open_sweep(result_dir / "sweep")
    assert set(swept["axis"].values) == names and swept["free_riding"].dims == ("point", "replicate")
    assert swept["parameters.free_riding"].attrs["long_name"] != swept["free_riding"].attrs["long_name"]
    assert open_sweep(result_dir / "phase").attrs["design"] == "grid"


def test_outcomes_with_a_window_keep_their_names(small, tmp_path):
    name, result_dir = "delivered.technical.not-health@+4:+7", tmp_path / "result"
    arguments = [f"outcomes=['{name}']", "over=[insulation,framing]", "method=morris", "points=4", "phase=null"]
    with undrawn():
        assert main([*small, *arguments, f"out={result_dir}"]) == 0
    assert list(pd.read_csv(result_dir / "checks.csv")["outcome"]) == [name]
    assert (result_dir / "figures" / "responses-delivered.technical.not-health@+4_+7.png").is_file()
    assert "Delivered technical not-health from +4 to +7" in (result_dir / "report.html").read_text(encoding="utf-8")


def test_an_undefined_outcome_costs_that_outcome_alone(small, tmp_path, capsys):
    asked = [*small, "years=1", "phase=null", "points=8", "over=[insulation,rationality]"]
    with undrawn():
        assert main([*asked, "outcomes=[resilience,attendance]", f"out={tmp_path / 'one'}"]) == 0
    sentence = "utcome resilience: has a value at 0 of 32 points, too few"
    assert sentence in capsys.readouterr().out and sentence in (tmp_path / "one" / "report.html").read_text(encoding="utf-8")
    assert list(pd.read_csv(tmp_path / "one" / "checks.csv")["outcome"]) == ["attendance"]
    assert main([*asked, "outcomes=[resilience]", f"out={tmp_path / 'none'}"]) == 1
    said = capsys.readouterr().err
    assert sentence in said and "the runs are kept in" in said and said.count("\n") == 1
