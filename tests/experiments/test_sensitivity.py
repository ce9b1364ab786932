"""The analysis from end to end: a known function through the sweep runner, and the command on a small world."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.findings import findings, strongest
from analysis.sweeps import open_sweep, sweep_frame
from experiments.run import composed_config, main
from experiments.sensitivity import page
from experiments.sensitivity.asked import wanted_of
from experiments.settings import settings_of
from experiments.sweep.axes import Axis, listed, ranged
from experiments.sweep.bar import Bar
from experiments.sweep.block import Block
from experiments.sweep.design import Design, sample
from experiments.sweep.executors import Where
from experiments.sweep.facts import files_of, labels
from experiments.sweep.runner import sweep
from experiments.sweep.store import open_store
from experiments.sweep.study import Study
from sim.declare import InputError

# Ishigami & Homma 1990 with a = 7, b = 0.1; the variances in closed form.
A, B = 7.0, 0.1
_V1, _V2, _V13 = 0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, B**2 * np.pi**8 * (1 / 18 - 1 / 50)
FIRST = {name: part / (_V1 + _V2 + _V13) for name, part in (("x1", _V1), ("x2", _V2), ("x3", 0.0))}
TOTAL = {name: part / (_V1 + _V2 + _V13) for name, part in (("x1", _V1 + _V13), ("x2", _V2), ("x3", _V13))}
AXES = tuple(ranged(name, -np.pi, np.pi) for name in FIRST)
LUCK = 2.0  # standard deviation of what differs between runs at a point


def ishigami(study: Study, first: int, count: int) -> Block:
    """What the model's `evaluate` does, of another function: sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, and luck by run number."""
    flat = np.arange(first, first + count)
    point, replicate = np.divmod(flat, study.replicates)
    x1, x2, x3 = study.points[point].T
    luck = np.array([np.random.default_rng((study.seed, int(f))).normal(0, LUCK) for f in flat])
    values = np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1)
    return Block(point, replicate, flat, np.column_stack([values, values + luck]), [""] * count)


def swept(folder: Path, axes: tuple[Axis, ...], design: Design, evaluate, replicates: int = 1, outcomes=("y", "noisy")):
    """A study through the runner and the store into a folder, and the folder opened: the path the model's runs take."""
    study = Study({}, axes, sample(design, axes, 5), replicates, 1, "independent", outcomes)
    facts = {
        "design": design.name, "replicates": replicates, "labels": labels(axes, ()),
        "axes": [{"name": a.name, "low": a.low, "high": a.high, "values": list(a.values)} for a in axes],
    }  # fmt: skip
    with open_store(folder, facts, study.runs, 1000, outcomes, files_of({}, axes, study.points)) as store:
        sweep(store, partial(evaluate, study), Where("threads", 2), Bar(study.runs, quiet=True))
    return open_sweep(folder)


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known") / "sweep"
    return swept(folder, AXES, Design("saltelli", 1024, second_order=True), ishigami, replicates=4)


def test_sobol_indices_of_a_known_function_lie_in_their_intervals(known):
    found = findings(known, "sobol", ["y"])
    assert found.checks["noise"][0] == 0 and found.checks["left_out"][0] == 0
    for measure, answers in (("S1", FIRST), ("ST", TOTAL)):
        rows = found.indices[found.indices["measure"] == measure].set_index("parameter")
        for name, answer in answers.items():
            assert rows.loc[name, "low"] <= answer <= rows.loc[name, "high"], (measure, name)
            assert rows.loc[name, "high"] - rows.loc[name, "low"] < 0.2
    pairs = found.indices[found.indices["measure"] == "S2"].set_index(["parameter", "other"])
    assert pairs.loc[("x1", "x3"), "low"] <= TOTAL["x3"] <= pairs.loc[("x1", "x3"), "high"]


def test_luck_is_told_from_parameters(known):
    row = findings(known, "sobol", ["noisy"], resamples=5).checks.iloc[0]
    variance = _V1 + _V2 + _V13
    assert row["noise"] == pytest.approx(LUCK**2 / (LUCK**2 + variance), abs=0.02)
    assert row["noise_in_means"] == pytest.approx(LUCK**2 / 4 / (LUCK**2 / 4 + variance), abs=0.02)


@pytest.mark.parametrize(("method", "design"), [("morris", Design("morris", 100)), ("pawn", Design("lhs", 2000))])
def test_the_other_methods_rank_a_known_function(tmp_path, method, design):
    found = findings(swept(tmp_path / "sweep", AXES, design, ishigami, outcomes=("y", "noisy")), method, ["y"], resamples=10)
    last = {"morris": "x2", "pawn": "x3"}  # x3 alone moves the distribution least; from point to point it moves the most
    assert (found.top("y")["parameter"].iloc[-1] == last["pawn"]) if method == "pawn" else set(strongest(found, 3)) == {*FIRST}
    assert np.isnan(found.checks["noise"][0])


def form_matters(study: Study, first: int, count: int) -> Block:
    point = np.arange(first, first + count)
    stored = study.points[point]
    return Block(point, 0 * point, point, (5 * stored[:, 1] + stored[:, 0])[:, None], [""] * count)


@pytest.mark.parametrize("design", [Design("saltelli", 256, second_order=False), Design("morris", 60), Design("lhs", 400)])
def test_an_axis_over_values_counts_as_any_other(tmp_path, design):
    axes = (ranged("x", 0, 1), listed("form", ["a", "b", "c"]), ranged("idle", 0, 1))
    dataset = swept(tmp_path / "sweep", axes, design, form_matters, outcomes=("y",))
    method = {"saltelli": "sobol", "morris": "morris", "lhs": "pawn"}[design.name]
    assert findings(dataset, method, ["y"], resamples=10).top("y")["parameter"][0] == "form"


SMALL = [
    "experiment=sensitivity", "world=southeast_asia", "years=3", "replicates=2", "workers=2", "quiet=true", "phase_steps=3",
    "limit=5000", "outcomes=[delivered_technical,attendance]",
]  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    place = tmp_path_factory.mktemp("runs") / "small"
    command = [*SMALL, "points=8", "second_order=true", "screen=2", "screen_points=4", "over=[variants,theme.memory,insulation]"]
    assert main([*command, f"out={place}"]) == 0
    return place, command


def test_the_folder_holds_all_it_promises(result):
    place, _ = result
    assert {"config.yaml", "manifest.json", "screen", "sweep", "phase", "indices.csv", "indices.parquet", "checks.csv", "figures",
            "report.html"} == {path.name for path in place.iterdir()}  # fmt: skip
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "<html" in page and "Was the sample enough?" in page and "Morris screen over" in page
    assert {p.stem for p in (place / "figures").glob("*.png")} >= {"ranking", "phase", "responses-attendance"}


def test_the_method_goes_on_with_the_strongest_of_the_screen(result):
    place, _ = result
    table = pd.read_parquet(place / "indices.parquet")
    screened = table[(table["method"] == "morris") & (table["measure"] == "mu_star")]
    kept = {name for _, one in screened.groupby("outcome") for name in one.nlargest(2, "value")["parameter"]}
    assert set(table[table["method"] == "sobol"]["parameter"]) == kept and 2 <= len(kept) <= 4
    assert (place / "indices.csv").read_text(encoding="utf-8").count("\n") == len(table) + 1


def test_the_plane_is_a_grid_over_two_parameters_with_a_range(result):
    dataset = open_sweep(result[0] / "phase")
    assert dataset.attrs["design"] == "grid" and dataset.sizes["point"] == 9 and not dataset["listed"].values.any()
    assert {"delivered_technical", "delivered_minilateral", "delivered_summit"} <= set(dataset.data_vars)


def test_the_same_command_goes_on_with_its_folder_and_gives_the_same_bytes(result, capsys):
    place, command = result
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    (place / "report.html").unlink()
    stamps = {path: path.stat().st_mtime_ns for path in place.rglob("shards/*")}
    assert main([*command, f"out={place}"]) == 0
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    assert {path: path.stat().st_mtime_ns for path in place.rglob("shards/*")} == stamps
    assert "Attendance" in capsys.readouterr().out


def test_another_config_is_refused_on_the_same_folder(result, capsys):
    place, command = result
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    assert main([*command, "seed=2", f"out={place}"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert json.loads((place / "manifest.json").read_text(encoding="utf-8")) == manifest


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
        (["method=morris", "second_order=true"], "goes with method=sobol"),
        (["phase=[insulation]"], "two parameters"),
        (["phase=[insulation,channels]"], "takes values only"),
        (["phase=[insulation,framin]"], "did you mean 'framing'"),
        (["threshold=0"], "threshold=0"),
        (["limit=10"], "limit=10"),
        (["screen=many"], "screen="),
        (["design=grid"], "design"),
    ],
)
def test_bad_input_is_one_sentence_and_creates_nothing(tmp_path, capsys, arguments, said):
    assert main([*SMALL, *arguments, f"out={tmp_path / 'result'}"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and said in told, told
    assert not (tmp_path / "result").exists()


def test_the_page_is_written_from_the_folder_of_an_analysis(result, tmp_path, monkeypatch):
    place, command = result
    docs = tmp_path / "sensitivity.md"
    docs.write_text(f"before\n{page.BEGIN}\nbefore the change\n{page.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(page, "ARGUMENTS", tuple(command))
    assert page.main(["--out", str(place), "--page", str(docs)]) == 0
    text = docs.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "before the change" not in text
    assert f"concertacion {' '.join(command)}" in text and str(place) not in text
    top = pd.read_parquet(place / "indices.parquet").query("method == 'sobol' and measure == 'ST' and outcome == 'attendance'")
    first = top.sort_values("value", ascending=False).iloc[0]
    assert f"`{first['parameter']}` {first['value']:.2f} [" in text
    assert (tmp_path / "figures" / "sensitivity-ranking.png").is_file()


def test_a_page_without_a_place_for_it_is_refused():
    with pytest.raises(InputError, match="to write between"):
        page.rewritten("no marks", "new")


def shown(language: str, folder: Path) -> list[str]:
    """Blocks of docs/sensitivity.md in a language, over a sweep that is there instead of the one they name."""
    text = page.PAGE.read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [block.replace("what_matters/sweep", str(folder)) for block in found]


def test_python_of_the_page_opens_a_sweep(result, capsys):
    for text in shown("python", result[0] / "screen"):
        exec(text, {})
    told = capsys.readouterr().out
    assert "insulation_bins" in told and told.count("exclusive") == 2


def test_duckdb_of_the_page_agrees_with_the_frame(result):
    import duckdb

    (query,) = shown("sql", result[0] / "screen")
    frame = sweep_frame(result[0] / "screen", ["attendance"])
    expected = frame[frame["status"] == ""].groupby("channels")["attendance"].agg(["mean", "size"])
    for form, mean, count in duckdb.sql(query).fetchall():
        assert mean == pytest.approx(expected.loc[form, "mean"]) and count == expected.loc[form, "size"]


def test_commands_of_the_page_are_understood():
    text = page.PAGE.read_text(encoding="utf-8")
    settings = re.findall(r"^\| [^|]+ \| (.*`[a-z_]+=.*) \|$", text, re.MULTILINE)
    asked = [word for cell in settings for code in re.findall(r"`([^`]+)`", cell) for word in code.split(" ") if "=" in word[:-1]]
    assert len(asked) >= 15
    for word in asked:
        config = composed_config(["experiment=sensitivity", word])
        if not word.startswith("executor"):
            wanted_of({"second_order": False, **settings_of(config).own}, config)


def test_ctrl_c_after_the_sweeps_says_how_to_go_on(result, monkeypatch, capsys):
    place, command = result

    def stopped(*arguments, **settings):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.figures.sensitivity.save_sensitivity_figures", stopped)
    assert main([*command, f"out={place}"]) == 130
    told = capsys.readouterr().err
    assert "resume with: concertacion experiment=sensitivity" in told and f"out={place}" in told
    assert (place / "indices.csv").is_file()
