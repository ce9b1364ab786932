"""Paths are taken as they are typed; other values keep Hydra's grammar, with letters of any alphabet."""

import pytest

from concertacion.experiments import run
from concertacion.experiments.compose import composed_config
from concertacion.experiments.job import job_of
from concertacion.sim.declare import InputError

TYPED = [
    "región",
    "mi región",
    "re\u0301gion",
    "a,b",
    "a=b",
    "it's",
    "[a]",
    "{a:1}",
    "${x}",
    "a\\${x}",
    "a\\",
    "~/x",
    "'a",
    "(a)",
]


@pytest.mark.parametrize("typed", TYPED)
def test_a_path_is_what_was_typed(typed):
    config = composed_config([f"out={typed}", f"world.folder={typed}"])
    assert (config["out"], config["world"]["folder"]) == (typed, typed)


def test_quotes_around_a_path_and_null_keep_their_meaning():
    assert composed_config(["out='a b'"])["out"] == composed_config(['out="a b"'])["out"] == "a b"
    assert composed_config(["out=null"])["out"] is None


def test_a_result_may_lie_in_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert job_of(["out=mi región, nueva", "years=1"]).output_dir == tmp_path / "mi región, nueva"


def test_names_of_configs_and_claims_may_have_accents(tmp_path):
    (tmp_path / "scenario").mkdir()
    (tmp_path / "scenario" / "sequía.yaml").write_text("name: sequía\ndescription: x\nsource: y\nparameters: []\nevents: []\n")
    assert composed_config(["--config-dir", str(tmp_path), "scenario=sequía"])["scenario"]["name"] == "sequía"
    assert composed_config(["experiment=claims", "claim=[SEQUÍA-1,MSF-01]"])["claims"] == ["SEQUÍA-1", "MSF-01"]


@pytest.mark.parametrize("value", ["${oc.env:HOME}", '${oc.decode:"3"}', "${hydra:runtime.cwd}"])
def test_a_config_looks_nothing_up_but_other_settings(value):
    with pytest.raises(InputError, match="is not looked up"):
        composed_config([f"seed={value}"])
    assert composed_config(["seed=${years}"])["seed"] == 25


def test_a_command_to_resume_is_never_shortened(monkeypatch, capsys):
    command = f"concertacion experiment=sweep 'over=[{','.join(f'parameter_{n}' for n in range(80))}]'"

    def stop(_):
        raise KeyboardInterrupt(f"resume with: {command}")

    monkeypatch.setattr(run, "run", stop)
    assert run.main(["seed=1"]) == 130
    assert command in capsys.readouterr().err
