"""`experiment=rerun from=DIR`: the same bytes for every kind of experiment, settings on top, and the stored config is checked."""

import json
import shutil
from contextlib import nullcontext
from hashlib import sha256

import pytest
import yaml
from tests.conftest import undrawn
from tests.experiments.stored.small import COMMANDS

from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import config_digest
from concertacion.experiments.effective import stored as stored_of
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.output.output_dir import begin
from concertacion.experiments.rerun import command_of, source_of
from concertacion.experiments.run import main

FEW = ["outcomes=[attendance]", "years=2", "replicates=2"]
COUNTRIES = "world.countries=[ARG,BRA,CHL,COL,MEX]"
MINE = "name: mine\ndescription: costs ${5}\nsource: own\nparameters: [{from: 0, set: {insulation: 0.9}}]\nevents: []\n"
KINDS = {
    "default": [COUNTRIES, "years=1", "replicates=2", "scenario=isolation", "figures=none"],
    "compare": [COUNTRIES, "arms={plain: {}, apart: {scenario: isolation, set: {insulation: 0.5}}}", "years=2", "replicates=2"],
    "sweep": [COUNTRIES, "over=[insulation,{scenario:[baseline,isolation]}]", "points=4", *FEW],
    "sensitivity": [COUNTRIES, "over=[insulation,rationality,purge]", "points=8", "phase=null", "screen=2", *FEW],
    "claims": ["claim=[MSF-01]", "years=3", "points=4", "pairs=2", "replicates=2", "ablation_points=2", "ablation_pairs=2"],
    "score": [word for word in COMMANDS["score"][1:] if not word.startswith("tables=")],
    "record": ["settle=0", "years=8", "over=[insulation,rationality]", "points=16", "wave_points=16", "waves=1", "replicates=3"],
    "proposals": [COUNTRIES, "years=1", "proposals=[MSF-P1,MSF-P2]", "points=4", "replicates=2"],
}  # fmt: skip
TABLES = {"default": "csv", "sweep": "excel", "sensitivity": "parquet", "claims": "excel", "proposals": "csv"}
KINDS = {name: [*command, f"tables={TABLES.get(name, 'none')}"] for name, command in KINDS.items()}
OF_THE_MOMENT = {"sessions.json"}  # what the commands of a test of claims took


def content(folder):
    """Digest of every file of a folder, by name."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in OF_THE_MOMENT)
    return {str(path.relative_to(folder)): sha256(lasting(path)).hexdigest() for path in files}


def lasting(path):
    """The content of a file, of a list of digests without those of what tells of the moment."""
    lines = path.read_bytes().splitlines(keepends=True)
    passing = path.name == "checksums.sha256" and tuple(name.encode() for name in OF_THE_MOMENT)
    return b"".join(line for line in lines if not (passing and line.strip().endswith(passing)))


def stored(folder):
    return yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))


def drawing(kind):
    """Real figures, but for kinds whose figures take long and are drawn by tests of their own."""
    return undrawn() if kind in ("proposals", "sensitivity") else nullcontext()


@pytest.fixture(scope="module", params=KINDS)
def made(request, tmp_path_factory):
    """A small result of each kind."""
    folder = tmp_path_factory.mktemp("made") / request.param
    quiet = [] if request.param in ("default", "compare", "score") else ["quiet=true"]
    with drawing(request.param):
        assert main([f"experiment={request.param}", "workers=1", *quiet, *KINDS[request.param], f"out={folder}"]) == 0
    return folder, quiet


def test_a_rerun_has_the_same_bytes_wherever_it_is_made(made, tmp_path, monkeypatch, capsys):
    made, quiet = made
    monkeypatch.chdir(tmp_path)
    with drawing(made.name):
        assert main(["experiment=rerun", f"from={made}", "out=again", "workers=1", *quiet]) == 0
    assert {line.split()[1] for line in capsys.readouterr().err.splitlines()} <= {"running", "drawing"}
    assert content(tmp_path / "again") == content(made) and len(content(made)) > 3


def test_settings_on_top_are_those_of_a_command_line(made, tmp_path):
    made, _ = made
    rerun = ["experiment=rerun", f"from={made}"]
    changed = composed_config([*rerun, "seed=3", "parameters.insulation=0.4", "scenario=pandemic", f"out={tmp_path}"])
    before = stored(made)
    assert changed["out"] == str(tmp_path) and changed["scenario"]["name"] == "pandemic"
    del changed["scenario"], before["scenario"]
    assert stored_of(changed) == {**before, "seed": 3, "parameters": {**before["parameters"], "insulation": 0.4}}


@pytest.fixture
def small(tmp_path, monkeypatch):
    """The config and manifest of a default run with a scenario of one's own, in an empty folder; no run is made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine" / "scenario").mkdir(parents=True)
    (tmp_path / "mine" / "scenario" / "mine.yaml").write_text(MINE.replace("${", "\\${"))
    line = ["--config-dir", "mine", "scenario=mine", "years=2", "seed=5"]
    begin(tmp_path / "made", stored_of(composed_config(line)), manifest_of(composed_config(line), line))
    return tmp_path / "made"


def manifest_of(config, line):
    return {"command": command_of(line), "config_sha256": config_digest(config), **code_provenance()}


def rewritten(folder, **changes):
    """Change the stored config, and its digest with it, as another version might have written them."""
    config = {**stored(folder), **changes}
    config = {name: value for name, value in config.items() if value is not None}
    (folder / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "config_sha256": config_digest(config)}))


def refused(capsys, *line):
    assert main(["experiment=rerun", *line]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and len(said.err) < 400
    return said.err


def test_the_stored_config_is_data(small):
    again = composed_config(["experiment=rerun", "from=made"])
    assert stored_of(again) == stored(small) and again["scenario"]["description"] == "costs ${5}"
    rewritten(small, scenario={**stored(small)["scenario"], "description": "\\\\${oc.env:HOME} ${seed}", "_target_": "os.getcwd"})
    again = composed_config(["experiment=rerun", "from=made"])["scenario"]
    assert again["description"] == "\\\\${oc.env:HOME} ${seed}" and again["_target_"] == "os.getcwd"


def test_the_command_leaves_out_what_changes_no_number_with_all_that_belongs_to_it():
    line = ["experiment=sensitivity", "executor=dask", "executor.address=tcp://host:8786", "seed=2"]
    assert command_of(line) == "concertacion experiment=sensitivity seed=2"


def test_the_command_of_a_rerun_needs_no_result(small):
    assert (
        command_of(["experiment=rerun", "from=made", "workers=1"])
        == "concertacion --config-dir mine scenario=mine years=2 seed=5"
    )
    assert command_of(["experiment=rerun", "from=made", "out=x", "seed=3", "scenario=baseline"]) == (
        "concertacion --config-dir mine years=2 seed=3 scenario=baseline"
    )


FOREIGN = {
    "warmth": ({"warmth": 3}, "no such setting in this version"),
    "hydra": ({"hydra": {"run": {"dir": "elsewhere"}}}, "hydra: there is no such setting"),
    "defaults": ({"defaults": ["override /hydra/launcher: joblib"]}, "defaults: there is no such setting"),
    "kind": ({"experiment": {"name": "x", "kind": "ensembel"}}, "did you mean 'ensemble'?"),
    "experiment": ({"experiment": "default"}, "expected its name and kind"),
    "seed": ({"seed": -1}, "seed=-1: outside its range"),
    "world": ({"world": 7}, "world.name"),
    "parameters": ({"parameters": {"insulatoin": 0.5}}, "did you mean 'insulation'?"),
    "value": ({"parameters": {"insulation": 99}}, "outside its range [0, 1]"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_stored_config_passes_the_checks_of_a_command_line(case, small, capsys):
    changes, answer = FOREIGN[case]
    rewritten(small, **changes)
    said = refused(capsys, "from=made", "out=new")
    assert answer in said and "made/config.yaml" in said and not (small.parent / "new").exists()


def test_settings_that_came_later_take_their_defaults(small):
    rewritten(small, parameters_from=None, mode=None, parameters={"insulation": 0.25})
    config = composed_config(["experiment=rerun", "from=made", "parameters.rationality=2"])
    assert config["mode"] == "free" and config["parameters"]["insulation"] == 0.25 and config["parameters"]["rationality"] == 2


def test_what_is_no_whole_result_is_refused(small, capsys):
    def answer(change, path="config.yaml", line="from=made"):
        before = (small / path).read_bytes()
        (small / path).write_bytes(change(before))
        said = refused(capsys, line)
        (small / path).write_bytes(before)
        return said

    assert "was changed after" in answer(lambda text: text.replace(b"seed: 5", b"seed: 6"))
    assert "cannot be read as YAML" in answer(lambda text: text[: len(text) // 2] + b"\n\t: [")
    assert "config.yaml, line 1: is not in UTF-8" in answer(lambda text: b"\xff" + text)
    assert "expected the settings" in answer(lambda text: b"- a\n")
    assert "cannot be read as JSON" in answer(lambda text: text[:-9], "manifest.json")
    assert "not the manifest" in answer(lambda text: b"[]", "manifest.json")
    assert "not the manifest" in answer(lambda text: text.replace(b"concertacion ", b"concertacion '", 1), "manifest.json")
    (small / "sweep").mkdir()
    for name in ("config.yaml", "manifest.json"):
        shutil.copy(small / name, small / "sweep" / name)
    (small.parent / "config.yaml").write_text("a: config of the user's\n")
    assert source_of(small).kind == "ensemble"
    assert "is a part of the result in" in refused(capsys, "from=made/sweep")
    assert "holds no config.yaml" in refused(capsys, "from=mine")
    assert "needs from=DIR" in refused(capsys)
    assert "needs from=DIR" in refused(capsys, "from=")
    assert "leave it out" in refused(capsys, "from=made", "experiment=sweep")
    assert "design applies only to sweeps; made is none" in refused(capsys, "from=made", "design=grid")
    assert "take its place" in refused(capsys, "from=made", "out=made")
    assert main(["from=made"]) == 2 and "add experiment=rerun, check" in capsys.readouterr().err


def test_other_code_and_other_tables_are_said_in_a_line(small, capsys, monkeypatch):
    def run(job):
        begin(small.parent / "new", stored_of(job.config), {**manifest_of(job.config, job.arguments), "world_sha256": "b"})
        return small.parent / "new"

    monkeypatch.setattr("concertacion.experiments.ensemble.command.run", run)
    manifest = json.loads((small / "manifest.json").read_text())
    (small / "manifest.json").write_text(json.dumps({**manifest, "source_sha256": "older", "world_sha256": "a"}))
    assert main(["experiment=rerun", "from=made", "out=new"]) == 0
    said = capsys.readouterr().err
    assert said == "concertacion: made was made with other source_sha256, world_sha256: numbers may differ for that reason\n"
    assert main(["experiment=rerun", "from=made", "out=new", "seed=7"]) == 0
    assert "world_sha256" not in capsys.readouterr().err
