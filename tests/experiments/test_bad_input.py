"""Bad input is one sentence on stderr, exit code 2, and nothing created."""

import importlib
import shutil
from pathlib import Path

import pytest

from concertacion.experiments.run import main
from concertacion.sim import declare

TABLES = Path(declare.__file__).parent / "data" / "southeast_asia"

# Beside those of tests/messages/messages.txt.
REFUSED = {
    # what cannot be read, or does not exist
    "": "'': names no setting",
    "@seed=1": "'@seed=1': names no setting",
    "seed@x=1": "'seed@x=1': names no setting",
    "=3": "'=3': names no setting; write NAME=VALUE, such as seed=7",
    "++seed=4": "settings cannot be added or deleted; write seed=4",
    "--multi": "no such option",
    "--exp": "no such option",
    "--experimental-rerun x": "no such option",
    "--info": "no such option",
    "--cfg": "write --cfg job",
    "--cfg hydra": "write --cfg job",
    "-m": "replicates=N",
    "design=lhs": "design applies only to sweeps; add experiment=sweep",
    "executor=dask": "executor applies only to sweeps, sensitivity analyses, claims, proposals and record",
    f"seed={'7' * 500}x": "expected a whole number",
    "scenario=null": "scenario takes the name of one of the configs",
    # values
    "parameters.insulation=-0.2": "outside its range [0, 1]",
    "parameters.insulation=inf": "outside its range [0, 1]",
    "parameters.insulation=null": "expected a number in [0, 1]",
    "replicates=-5": "outside its range, 1 to",
    "replicates=1000000": "GiB of memory; at most",
    # what does not fit together
    "mode=replay until=1990": "outside the run, which goes from 2000 to 2024",
    "engine=mesa country_class=sim.model.Contry": "did you mean 'Country'?",
    # the world and its scenario
    f"world.folder={'x' * 300}": "too long",
    f"experiment=claims claims_folder={'x' * 300}": "too long",
    f"parameters_from={'x' * 300}.csv": "too long",
    f"experiment=rerun from={'x' * 300}": "too long",
    f"--config-dir {'x' * 300}": "no such folder",
}  # fmt: skip


def refused(capsys, arguments, begun=""):
    """The one line that a refused command says, after `begun`, the phases that it has begun by then."""
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(begun)
    error = said.err.removeprefix(begun)
    assert error.startswith("concertacion: error: ") and len(error) < 400 and error.count("\n") == 1 and error.endswith("\n")
    return error


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("line", REFUSED)
def test_one_line_exit_two_nothing_created(line, empty, capsys):
    assert REFUSED[line] in refused(capsys, line.split(" "))
    assert not list(empty.iterdir())


def test_missing_table_is_named(empty, capsys):
    shutil.copytree(TABLES, empty / "region")
    (empty / "region" / "trade.csv").unlink()
    assert "trade.csv" in refused(capsys, ["world=own", "world.folder=region"])


def test_taken_or_unwritable_places_are_refused_before_any_run(empty, capsys):
    (empty / "full").mkdir()
    (empty / "full" / "thesis.tex").touch()
    (empty / "file").touch()
    assert "holds something else" in refused(capsys, ["out=full"])
    assert "is a file" in refused(capsys, ["out=file"])
    assert "cannot be written to" in refused(capsys, ["out=file/inside"])
    assert "name a new folder" in refused(capsys, ["out=."])
    assert sorted(path.name for path in empty.rglob("*")) == ["file", "full", "thesis.tex"]


def test_a_class_that_cannot_be_imported_is_one_line_whatever_it_raises(empty, capsys, monkeypatch):
    (empty / "broken_class.py").write_text("1 / 0\n")
    importlib.invalidate_caches()
    monkeypatch.syspath_prepend(str(empty))
    assert "ZeroDivisionError" in refused(capsys, ["engine=mesa", "country_class=broken_class.Class"])


OWN = """
from concertacion import Country

class Nothing(Country):
    def choose(self, domain, utilities, available):
        return None
"""


def test_a_class_that_returns_nonsense_is_one_line(empty, capfd, monkeypatch):
    (empty / "own_class_of_test.py").write_text(OWN)
    (empty / "quits.py").write_text("raise SystemExit")
    (empty / "hangs.py").write_text("import time\ntime.sleep(600)")
    monkeypatch.syspath_prepend(str(empty))
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    line = "engine=mesa years=1 settle=0 replicates=2 world.countries=[ARG,BRA,CHL] out=result country_class="
    sentence = refused(capfd, f"{line}own_class_of_test.Nothing".split(), "concertacion: running 2 runs\n")
    assert (
        "country_class=own_class_of_test.Nothing, " in sentence and "choose returned None; expected two whole numbers" in sentence
    )
    assert "quits cannot be imported (SystemExit)" in refused(capfd, f"{line}quits.Nothing".split())
    late = refused(capfd, f"time_limit=1 {line}hangs.Nothing".split())
    assert "country_class=hangs.Nothing: importing hangs has not ended after time_limit=1 seconds" in late
    assert "write the class in a file" in refused(capfd, f"{line}__main__.Nothing".split())
    assert {path.name for path in empty.iterdir()} - {"__pycache__"} == {"own_class_of_test.py", "quits.py", "hangs.py"}


def test_an_address_at_which_nobody_answers_is_one_line_before_anything_is_created(empty, capsys, monkeypatch):
    monkeypatch.setattr("concertacion.experiments.chunks.cluster.ANSWER", 0.3)
    arguments = ["experiment=sweep", "executor=dask", "executor.address=tcp://127.0.0.1:9", "over=[insulation]", "out=new"]
    monkeypatch.setattr("concertacion.experiments.sweep.command.open_store", None)  # it would end in a traceback
    assert "executor.address=tcp://127.0.0.1:9: no dask scheduler answers there" in refused(capsys, arguments)
    assert not list(empty.iterdir())


def test_a_config_that_is_no_yaml_is_one_line(empty, capsys):
    (empty / "mine" / "scenario").mkdir(parents=True)
    (empty / "mine" / "scenario" / "broken.yaml").write_text("name: broken\ndescription: one: two\n")
    assert main(["--config-dir", str(empty / "mine"), "scenario=broken", "out=result"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "broken.yaml, line 2" in error
    assert not (empty / "result").exists()
