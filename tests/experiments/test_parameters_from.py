"""`parameters_from=FILE`: the values of a file, checked by name, key and row; those on the command line win."""

import pytest
import yaml

import concertacion as co
from concertacion.experiments.compose import composed_config
from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.run import main
from concertacion.sim.declare import InputError

READ = {
    "a.yaml": "insulation: 0.25\nchannels: exclusive\n",
    "b.yml": "seed: 9\nparameters: {insulation: 0.25, channels: exclusive}\n",
    "c.csv": "parameter,value,source\ninsulation,0.25,a guess\n\nparameters.channels,exclusive,\n",
    "d.csv": "insulation,channels\n0.25,exclusive\n",
    "e.csv": "parameter;value;nota\ninsulation;0,25;véase 1,5\nchannels;exclusive;1.5\n",
    "bóm con espacio.csv": "\ufeffparameter,value\r\ninsulation,0.25\r\nchannels,exclusive\r\n",
}
REFUSED = {
    "a.yaml": {
        "insulatoin: 0.5": "a.yaml: there is no parameter 'insulatoin'; did you mean 'insulation'?",
        "insulation: 5": "a.yaml.insulation=5: outside its range [0, 1]",
        "insulation: [1]": "expected a number in [0, 1]",
        "channels: joined": "choose one of joint, exclusive",
        "parameters: 7": "expected NAME: VALUE",
        "- insulation": "expected NAME: VALUE",
        "{}": "holds no parameters",
        "": "expected NAME: VALUE",
        "a: b: c": "line 1: cannot be read as YAML",
        "x: !!python/object/apply:os.getcwd []": "cannot be read as YAML",
    },
    "a.csv": {
        "": "the file is empty; it needs a header and its rows",
        "parameter,value\n": "holds no parameters",
        "parameter,value\ninsulation,0.2\ninsulation,0.3\n": "row 3: insulation appears twice",
        "parameter,value\ninsulation,0.2,0.3\n": "row 2: has 3 cells where the header has 2",
        "parameter,value\n\npurge,x\n": "row 3.purge='x': expected a number",
        'parameter,value\ninsulation,"0,2"\n': "row 2: value is '0,2': write 0.2",
        "insulation\n0.1\n0.2\n": "it has 2 rows",
        "point,insulation\n1,0.1\n": "there is no parameter 'point'",
        "insulation\nnan\n": "outside its range",
    },
    "a.txt": {"insulation: 0.5": "expected a file .yaml or .csv"},
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind"), list(zip(READ, ["default", "sweep", "sensitivity", "claims", "default", "proposals"], strict=True))
)
def test_values_of_a_file_reach_the_config_of_every_experiment(name, kind, here):
    (here / name).write_text(READ[name], encoding="utf-8")
    config = composed_config([f"experiment={kind}", f"parameters_from='{name}'"])
    assert config["parameters"] == {**parameter_defaults(), "insulation": 0.25, "channels": "exclusive"}
    assert config["parameters_from"] is None
    config = composed_config(["parameters.insulation=0.5", f"experiment={kind}", f"parameters_from='{name}'"])
    assert config["parameters"]["insulation"] == 0.5 and config["parameters"]["channels"] == "exclusive"


def test_the_config_of_a_result_is_such_a_file_and_so_it_is_in_python(here):
    given = {"insulation": 0.1 + 0.2, "channels": "exclusive", "purge": 1e-7}
    (here / "config.yaml").write_text(yaml.safe_dump(composed_config([f"parameters.{k}={v}" for k, v in given.items()])))
    assert composed_config(["parameters_from=config.yaml"])["parameters"] == {**parameter_defaults(), **given}
    assert co.load_parameters("config.yaml", rationality=2) == co.make_parameters({**given, "rationality": 2})
    with pytest.raises(InputError, match="did you mean 'rationality'"):
        co.load_parameters("config.yaml", rationalty=2)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in REFUSED.items() for text in texts])
def test_a_wrong_file_is_refused_in_a_line_that_names_it(name, text, here, capsys):
    (here / name).write_text(text, encoding="utf-8")
    assert main([f"parameters_from={name}", "out=new"]) == 2
    said = capsys.readouterr()
    assert REFUSED[name][text] in said.err and name in said.err and said.err.count("\n") == 1 and len(said.err) < 400
    assert [path.name for path in here.iterdir()] == [name]


def test_one_wording_says_what_is_wrong_with_a_yaml_file(here, capsys):
    """Parameters, claims, scenarios and stored configs are read by four readers."""
    said = "line 1: cannot be read as YAML, mapping values are not allowed here; quote texts that hold a colon"
    for path, command in (
        ("a.yaml", "parameters_from=a.yaml"), ("claims/X.yaml", "experiment=claims claims_folder=claims"),
        ("my/scenario/a.yaml", "--config-dir my scenario=a"), ("old/config.yaml", "experiment=rerun from=old"),
    ):  # fmt: skip
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text("a: b: c\n", encoding="utf-8")
        (here / path).with_name("manifest.json").write_text("{}", encoding="utf-8")
        assert main([*command.split(), "out=new"]) == 2 and not (here / "new").exists()
        assert said in capsys.readouterr().err


def test_what_is_no_file_is_refused_in_a_line(here, capsys):
    (here / "latin.csv").write_bytes("parameter,value,año\n".encode("latin-1"))
    (here / "folder.csv").mkdir()
    for name, answer in {
        "latin.csv": "latin.csv, row 1: not UTF-8 text (near 'parameter,value,año'",
        "folder.csv": "Is a directory",
        "no.csv": "No such file",
    }.items():
        assert main([f"parameters_from={name}"]) == 2
        assert answer in capsys.readouterr().err
    assert main(["parameters_from=[a]"]) == 2 and "expected a file .yaml or .csv" in capsys.readouterr().err
