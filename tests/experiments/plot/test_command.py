"""`experiment=plot`: every command of docs/plot.md on small results, what files say of themselves, and what is refused."""

from __future__ import annotations

import json
import shlex
import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image
from tests.docs.test_examples import commands

from concertacion.analysis import open_results
from concertacion.analysis.checksums import CHECKSUMS
from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import effective
from concertacion.experiments.output.netcdf import netcdf_bytes
from concertacion.experiments.output.output_dir import begin
from concertacion.experiments.output.stored import seal
from concertacion.experiments.plot import runs
from concertacion.experiments.plot.opened import drawn
from concertacion.experiments.run import main
from concertacion.sim.ensembles import ensemble
from concertacion.sim.scenario import make_scenario
from concertacion.sim.world import load_world

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = [
    "world.countries=[ARG,BRA,CHL,MEX]",
    "start=2010",
    "years=13",
    "mode=replay",
    "until=2015",
    "scenario=commodity_bust",
    "replicates=3",
]
COMMAND = "concertacion scenario=commodity_bust start=2010 baseline=false replicates=3"
SWEEP = ["over=[insulation,rationality,{channels:[joint,exclusive]}]", "points=24", "replicates=2", "years=2", "quiet=true"]
OUTCOMES = "outcomes=[delivered,delivered.technical,delivered.minilateral,delivered.summit,attendance]"


# Four points that count alike under the prior; by the record one counts half, two a quarter, one nothing.
WEIGHED = pd.DataFrame(
    {"point": range(4), "exit_rate": [0.01, 0.02, 0.05, 0.15], "prior": 0.25, "weight": [0.5, 0.25, 0.25, 0.0]}
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a run, a comparison of two arms, a sweep, a sensitivity analysis and a record, all small; and the ledgers."""
    place = tmp_path_factory.mktemp("plots")
    config = composed_config(SETTINGS)
    scenario = make_scenario(config["scenario"])
    world = load_world(countries=["ARG", "BRA", "CHL", "MEX"], start=2010, years=13)
    run = ensemble(
        world,
        scenario=scenario,
        runs=3,
        mode="replay",
        until=2015,
    )
    for name, manifest, paths in (
        ("my_run", {"scenario": "commodity_bust", "command": COMMAND}, ["results.nc"]),
        ("compared", {"arms": [{"name": "baseline"}, {"name": "pandemic"}]}, ["arms/baseline.nc", "arms/pandemic.nc"]),
    ):
        begin(place / name, effective(config), {**manifest, "world_sha256": world.digest})
        for path in paths:
            (place / name / path).parent.mkdir(exist_ok=True)
            (place / name / path).write_bytes(netcdf_bytes(run))
        seal(place / name)
    assert main(["experiment=sweep", *SWEEP, OUTCOMES, f"out={place / 'my_sweep'}"]) == 0
    shutil.copytree(place / "my_sweep", place / "my_analysis" / "sweep")
    table = pd.DataFrame(
        {"outcome": "delivered", "parameter": ["insulation", "rationality"], "measure": "PAWN", "method": "pawn"}
    )
    table.assign(value=[0.2, 0.5], low=[0.1, 0.4], high=[0.3, 0.6]).to_parquet(place / "my_analysis" / "indices.parquet")
    (place / "my_analysis" / "manifest.json").write_text(json.dumps({"method": "pawn"}))
    seal(place / "my_analysis")
    (place / "my_record").mkdir()
    WEIGHED.to_parquet(place / "my_record" / "weights.parquet")
    seal(place / "my_record")
    shutil.copytree(ROOT / "docs" / "ledger", place / "docs" / "ledger")
    return place


@cache
def loaded(path, at):
    """The results in a file as it was at that time."""
    return open_results(path).load()


@pytest.fixture(autouse=True)
def quick(place, monkeypatch):
    """In the folder of the results, each of which is read once, with coarse figures."""
    savefig = Figure.savefig
    monkeypatch.chdir(place)
    monkeypatch.setattr(runs, "open_results", lambda path: loaded(path.resolve(), path.stat().st_mtime_ns).copy())
    monkeypatch.setattr(Figure, "savefig", lambda figure, *args, **options: savefig(figure, *args, dpi=60, **options))


def plot(*settings):
    return main(["experiment=plot", *settings])


@pytest.mark.parametrize("command", [line for line in commands("docs/plot.md") if "experiment=plot" in shlex.split(line)])
def test_every_command_of_the_page_draws_its_figure(command, capsys):
    words = shlex.split(command)[1:]
    assert main(words) == 0, capsys.readouterr().err
    out = Path(next(word for word in words if word.startswith("out=")).removeprefix("out="))
    numbers = pd.read_csv(out.with_suffix(".csv"))
    assert len(numbers) and {"y", "unit"} <= set(numbers) and out.stat().st_size > 2_000
    assert "Figure: " in capsys.readouterr().out


def test_files_say_what_they_are(capsys):
    for suffix in ("png", "pdf", "svg"):
        assert plot("from=my_run", "y=attendance", f"out=said.{suffix}") == 0
    capsys.readouterr()
    text = Image.open("said.png").text
    assert text["Source"] == "concertacion experiment=plot from=my_run y=attendance out=said.png"
    assert (
        "3 runs" in text["Description"] and "2010 to 2022" in text["Description"] and text["Title"] == "Attendance (% of members)"
    )
    assert b"experiment=plot" in Path("said.pdf").read_bytes() and "3 runs." in Path("said.svg").read_text()
    first = {path: path.read_bytes() for path in Path().glob("said.*")}
    assert plot("from=my_run", "y=attendance", "out=said.pdf") == 0  # pdf is the format that would hold the date
    assert first == {path: path.read_bytes() for path in Path().glob("said.*")}


REFUSED = {
    "from=my_run y=approval": "out=FILE is missing: name a file that ends in .png, .pdf or .svg",
    "from=my_run y=approval against=baseline out=a.png": "draw from a comparison: concertacion experiment=compare "
    "'arms=[baseline,commodity_bust]' start=2010 replicates=3 out=compared",
    "from=compared y=approval kind=map out=a.png": 'choose one, "select={arm: pandemic}", or a difference, against=baseline',
    "from=my_run y=approval out=a.jpg": "out=a.jpg: name a file that ends in",
    "from=my_run out=a.png": "y=NAME is missing",
    "y=approval out=a.png": "from=DIR is missing",
    "from=nowhere y=approval out=a.png": "from=nowhere: there is no such folder",
    "from=docs y=approval out=a.png": "from=docs: holds no run, sweep",
    "from=my_run y=aproval out=a.png": "did you mean 'approval'?",
    "from=my_run y=attendance.helth out=a.png": "'helth' does not apply to it",
    "from=my_sweep y=atendance out=a.png": "did you mean 'attendance'?",
    "from=my_analysis y=attendance kind=bar out=a.png": "the analysis has no such outcome",
    "from=docs/ledger/first y=MSF-1 out=a.png": "did you mean 'MSF-P1'?",
    "from=my_run y=approval kind=lines out=a.png": "did you mean 'line'?",
    "from=my_run y=approval years=soon out=a.png": "years=soon: expected the first and the last year",
    "from=my_run y=approval select=BRA out=a.png": "select=BRA: expected {DIMENSION: NAMES}",
    "from=my_run y=approval seed=3 out=a.png": "seed has no effect in experiment=plot",
    "from=my_run y=approval out=mine.png": "mine.csv beside it exists and was not written by this command",
    "from=my_run y=approval out=thesis.pdf": "exists already and was not written by this command",
    "from=my_run y=approval out=docs": "name a file that ends in",
    "from=my_run y=approval out=mine.csv/a.png": "cannot be written to",
}  # fmt: skip


def test_bad_input_is_one_sentence_and_nothing_is_created(place, capsys):
    Path("mine.csv").write_text("a,b\n")
    Path("thesis.pdf").write_bytes(b"%PDF")
    before, faults = {path: path.stat().st_mtime_ns for path in place.rglob("*")}, []
    for line, sentence in REFUSED.items():
        code, said = plot(*line.split()), capsys.readouterr().err
        if code != 2 or sentence not in said or said.count("\n") != 1 or len(said) > 401:
            faults.append(f"{line}: {code} {said}")
    assert faults == [] and before == {path: path.stat().st_mtime_ns for path in place.rglob("*")}


def test_a_damaged_result_is_refused_and_a_full_disk_leaves_nothing(place, tmp_path, monkeypatch, capsys):
    shutil.copytree(place / "my_run", tmp_path / "run")
    monkeypatch.chdir(tmp_path)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Figure, "savefig", full)
        assert plot("from=run", "y=approval", "out=a.png") == 1
    assert "No space left on device" in capsys.readouterr().err and not list(tmp_path.glob("a.*"))
    assert plot("from=run", "y=approval", "out=a.png") == 0
    drawn = {path.name: path.read_bytes() for path in tmp_path.glob("a.*")}
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda path, to: full() if to.suffix == ".png" else path.rename(to))
        assert plot("from=run", "y=turmoil", "out=a.png") == 1
    assert drawn == {path.name: path.read_bytes() for path in tmp_path.glob("a.*")}  # an image keeps its own numbers
    manifest = (tmp_path / "run" / "manifest.json").read_bytes()
    (tmp_path / "run" / "manifest.json").unlink()
    assert plot("from=run", "y=approval", "out=b.png") == 2 and "manifest.json" in capsys.readouterr().err
    (tmp_path / "run" / "manifest.json").write_bytes(manifest)
    content = bytearray((tmp_path / "run" / "results.nc").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "run" / "results.nc").unlink()
    (tmp_path / "run" / "results.nc").write_bytes(content)
    assert (tmp_path / "run" / CHECKSUMS).exists() and plot("from=run", "y=approval", "out=a.png") == 2
    assert "results.nc: is damaged" in capsys.readouterr().err


def test_points_of_a_record_are_drawn_by_weight(place, tmp_path):
    """As many as they are worth: 1 / (.25 + .0625 + .0625) is 2.7."""
    assert drawn(WEIGHED["weight"].to_numpy()).tolist() == [0, 0, 2] and drawn(np.ones(4)).tolist() == [0, 1, 2, 3]
    command = ["experiment=plot", f"from={place / 'my_record'}", "y=exit_rate", f"out={tmp_path / 'a.png'}"]
    for more, told in (([], [(3, 0.01)]), (["by=belief"], [(4, 0.035), (3, 0.01)])):
        assert main([*command, *more]) == 0
        assert [*pd.read_csv(tmp_path / "a.csv")[["n", "median"]].itertuples(index=False, name=None)] == told
