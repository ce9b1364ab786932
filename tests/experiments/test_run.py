"""The command from end to end, small: what it writes, that it writes it again to the byte, and how it stops."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
import xarray as xr
import yaml

from concertacion.experiments.run import main

SMALL = ["world.countries=[ARG,BRA,CHL,COL,MEX]", "years=3", "replicates=3", "workers=1"]
NUMBERS = [*SMALL, "figures=none"]
COMMAND = Path(sys.executable).with_name("concertacion")


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "small"
    assert main([*SMALL, f"out={folder}"]) == 0
    return folder


def stopped_by(error, monkeypatch):
    def ensemble(*arguments, **settings):
        raise error

    monkeypatch.setattr("concertacion.sim.ensembles.ensemble", ensemble)


def test_the_folder_holds_all_it_promises(result):
    names = {path.name for path in result.iterdir()}
    assert names == {"checksums.sha256", "config.yaml", "manifest.json", "results.nc", "figures", "report.html"}
    assert {path.suffix for path in (result / "figures").iterdir()} == {".png"}
    assert "<html" in (result / "report.html").read_text(encoding="utf-8")


def test_results_are_labelled(result):
    with xr.open_dataset(result / "results.nc", engine="h5netcdf") as dataset:
        assert {"run": 3, "quarter": 12, "country": 5, "domain": 7, "channel": 3}.items() <= dict(dataset.sizes).items()
        assert list(dataset["country"].values) == ["ARG", "BRA", "CHL", "COL", "MEX"]
        assert dataset["quarter"].values[0] == "2000Q1"
        assert dataset["country_name"].values[0] == "Argentina"
        assert dataset["took_part"].dtype == "int8" and dataset["together"].dtype == "int16"


def test_config_is_resolved_and_whole(result):
    config = yaml.safe_load((result / "config.yaml").read_text(encoding="utf-8"))
    assert config["years"] == 3 and config["scenario"]["name"] == "baseline" and "insulation" in config["parameters"]


def test_manifest_says_what_ran(result):
    manifest = json.loads((result / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 1 and manifest["replicates"] == 3 and len(manifest["world_sha256"]) == 64
    assert {"python", "numpy", "numba", "mesa", "xarray"} <= set(manifest["versions"])
    assert str(result) not in manifest["command"]


def test_digests_hold_as_sha256sum_checks_them(result):
    digests = dict(reversed(line.split("  ")) for line in (result / "checksums.sha256").read_text().splitlines())
    assert set(digests) == {p.relative_to(result).as_posix() for p in result.rglob("*") if p.is_file()} - {"checksums.sha256"}
    assert all(sha256((result / name).read_bytes()).hexdigest() == digest for name, digest in digests.items())


def test_same_command_same_bytes_whatever_the_number_of_workers(result, tmp_path, capsys):
    time.sleep(1.1)  # clocks in files tick in seconds
    assert main([*SMALL[:-1], "workers=2", f"out={tmp_path / 'again'}"]) == 0
    assert "Meetings held" in capsys.readouterr().out
    for name in ("results.nc", "report.html"):
        assert (tmp_path / "again" / name).read_bytes() == (result / name).read_bytes()


def test_another_seed_gives_other_numbers_and_its_own_folder(result, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*NUMBERS, "seed=2"]) == 0
    (folder,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in folder.iterdir()} == {"checksums.sha256", "config.yaml", "manifest.json", "results.nc"}
    assert folder.name.startswith("default-latin_america_20-baseline-")
    assert (folder / "results.nc").read_bytes() != (result / "results.nc").read_bytes()


def test_the_same_config_overwrites_its_result_and_another_is_refused(result, tmp_path, capsys):
    folder = tmp_path / "copy"
    shutil.copytree(result, folder)
    (folder / "results.nc").write_bytes(b"spoilt")
    assert main([*NUMBERS, f"out={folder}"]) == 0
    assert (folder / "results.nc").read_bytes() == (result / "results.nc").read_bytes()
    assert main([*SMALL, "seed=2", f"out={folder}"]) == 2
    assert "holds the result of another config" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["mode=pinned"], ["mode=replay", "until=2001"], ["engine=mesa", "years=1"], ["scenario=isolation"]]
)
def test_every_way_to_run_a_world(arguments, tmp_path):
    assert main([*NUMBERS, "replicates=1", *arguments, f"out={tmp_path / 'out'}"]) == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert all(argument in manifest["command"] for argument in arguments)
    with xr.open_dataset(tmp_path / "out" / "results.nc", engine="h5netcdf") as dataset:
        assert dataset.sizes["quarter"] == (4 if "years=1" in arguments else 12) and (dataset["status"] == 0).all()
        assert dataset["took_part"].any() and (dataset["ideology"].std() > 0.0)


def test_interrupt_leaves_nothing_and_exits_130(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    stopped_by(KeyboardInterrupt(), monkeypatch)
    assert main(SMALL) == 130
    assert capsys.readouterr().err.endswith("\nconcertacion: interrupted: nothing was written\n")
    assert not list(tmp_path.iterdir())


def test_interrupt_while_results_are_written_and_figures_drawn_leaves_nothing(tmp_path, monkeypatch, capsys):
    def write_bytes(path, content):
        deadline = time.monotonic() + 60
        while not list(path.parent.glob("figures/*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("concertacion.experiments.ensemble.command.write_bytes", write_bytes)
    assert main([*SMALL, "workers=2"]) == 130
    assert capsys.readouterr().err.endswith("\nconcertacion: interrupted: nothing was written\n")
    assert not list(tmp_path.iterdir())


def test_what_goes_wrong_while_drawing_is_one_line_and_leaves_nothing(tmp_path, monkeypatch, capsys):
    def ensemble(*arguments, **settings):
        return simulate_many(*arguments, **settings).assign(status=("run", [1, 1, 1]))

    from concertacion.sim.ensembles import ensemble as simulate_many

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("concertacion.sim.ensembles.ensemble", ensemble)
    assert main(SMALL) == 2
    said = capsys.readouterr().err
    assert said.endswith("\nconcertacion: error: results: none of the 3 runs went well; there is nothing to show\n")
    assert not list(tmp_path.iterdir())


def test_full_disk_is_one_line_and_leaves_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    stopped_by(OSError(errno.ENOSPC, "No space left on device"), monkeypatch)
    assert main([*SMALL, "out=here/there"]) == 1
    said = capsys.readouterr().err
    assert said.endswith("\nconcertacion: error: the result could not be written: No space left on device\n")
    assert not list(tmp_path.iterdir())


def test_config_is_shown_without_running(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["--cfg", "job", "seed=7"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["seed"] == 7
    assert not list(tmp_path.iterdir())


def test_scenarios_of_ones_own_come_from_a_folder(tmp_path):
    (tmp_path / "mine" / "scenario").mkdir(parents=True)
    (tmp_path / "mine" / "scenario" / "calm.yaml").write_text(
        "name: calm\ndescription: ''\nsource: own\nparameters: [{from: +2, set: {insulation: 1}}]\nevents: []\n"
    )
    assert main([*NUMBERS, "--config-dir", str(tmp_path / "mine"), "scenario=calm", f"out={tmp_path / 'out'}"]) == 0
    kept = yaml.safe_load((tmp_path / "out" / "config.yaml").read_text(encoding="utf-8"))["scenario"]
    assert (kept["name"], kept["parameters"]) == ("calm", [{"from": 2, "set": {"insulation": 1}}])  # YAML reads +2 as 2


def test_help_is_at_hand_within_a_second(tmp_path):
    def seconds():
        start = time.perf_counter()
        said = subprocess.run([COMMAND, "--help"], capture_output=True, text=True, cwd=tmp_path, check=True)
        assert "Examples" in said.stdout and not said.stderr
        return time.perf_counter() - start

    assert min(seconds() for _ in range(3)) < 1.0


def test_the_installed_command_refuses_in_one_line(tmp_path):
    said = subprocess.run([COMMAND, "parameters.insulaton=0.2"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert said.returncode == 2 and said.stdout == "" and said.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("how", "long_run"),
    [
        (signal.SIGINT, ["years=200", "replicates=1000"]),
        *((how, ["engine=mesa", "replicates=500", "workers=2"]) for how in (signal.SIGINT, signal.SIGTERM)),
    ],
)
def test_asked_to_stop_a_long_run_ends_at_once(long_run, how, tmp_path):
    """Ctrl-C as from a terminal, which sends it to the command and to the processes it started; SIGTERM to the command alone."""
    process = subprocess.Popen(
        [COMMAND, *SMALL, *long_run],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("runs/.*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(process.pid, how) if how == signal.SIGINT else process.send_signal(how)
    output, error = process.communicate(timeout=180)
    assert error.endswith("concertacion: interrupted: nothing was written\n")
    assert process.returncode == 130 and output == ""
    assert not list(tmp_path.iterdir())
