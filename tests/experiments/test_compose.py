"""Composing: it works where Hydra is in use already, and no file of a user's reaches Hydra's own settings."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.version import getbase

from concertacion.experiments import compose as composing
from concertacion.experiments.compose import composed_config, config_of
from concertacion.experiments.settings.quoting import quoted
from concertacion.sim.declare import InputError

CALM = "name: calm\ndescription: ''\nsource: own\nparameters: []\nevents: []\n"
CALLS = "callbacks: {x: {_target_: pathlib.Path.touch, self: PWNED}}"


def written(folder, text, name="mine"):
    (folder / "scenario").mkdir(parents=True, exist_ok=True)
    (folder / "scenario" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return ["--config-dir", str(folder), f"scenario={name}"]


def test_the_callers_hydra_is_as_it_was(tmp_path):
    (tmp_path / "theirs.yaml").write_text("answer: 42\n")
    store = ConfigStore.instance()
    store.store(group="parameters", name="theirs", node={"a": 1})
    with initialize_config_dir(str(tmp_path), version_base="1.2"):
        before = GlobalHydra.instance(), GlobalHydra.instance().hydra, str(getbase())
        assert composed_config(["seed=7"])["seed"] == 7
        with pytest.raises(InputError):
            composed_config(["sed=7"])
        assert (GlobalHydra.instance(), GlobalHydra.instance().hydra, str(getbase())) == before
        assert compose("theirs").answer == 42
    assert list(store.repo["parameters"]) == ["theirs.yaml"] and "settings" not in store.repo
    del store.repo["parameters"]


@pytest.mark.parametrize("name", ["plain", "a'b, [x]", "back\\slash\\", "${oc.env:HOME}", "größe"])
def test_a_folder_of_configs_may_have_any_name(name, tmp_path):
    assert composed_config(written(tmp_path / name, CALM))["scenario"]["name"] == "calm"


@pytest.mark.parametrize("text", ["a'b", "\\", "\\'", "a\\\\", "a=b, [c]", "é"])
def test_quoted_texts_are_read_back(text):
    assert composed_config([f"country_class={quoted(text)}"])["country_class"] == text


@pytest.mark.parametrize(
    "text",
    [
        f"# @package _global_\nhydra: {{{CALLS}}}\n",
        f"# @package hydra\n{CALLS}\n",
        "# @package _global_\nhydra: {job: {name: x}}\n",
        "# @package _global_\nhydra: {searchpath: [/tmp]}\n",
        "# @package _global_\nhydra: {nothing: 1}\n",
        "# @package _global_\nhydra: {run: {dir: elsewhere}}\n",
        "defaults: [override /hydra/launcher: joblib]\n",
    ],
)
def test_no_file_reaches_hydras_own_settings(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="Hydra's own settings"):
        composed_config(written(tmp_path / "configs", text))
    assert [path.name for path in tmp_path.iterdir()] == ["configs"]


def test_what_looks_like_code_stays_data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = composed_config(written(tmp_path / "configs", CALM + "_target_: os.getcwd\n"))
    assert config["scenario"]["_target_"] == "os.getcwd"


def test_options_may_stand_anywhere_and_take_an_equals_sign(tmp_path):
    *_, scenario = written(tmp_path / "configs", CALM)
    assert composed_config([scenario, f"--config-dir={tmp_path / 'configs'}", "seed=7"])["seed"] == 7


def test_a_config_is_composed_once_for_commands_that_differ_elsewhere():
    first = config_of("scenario", "pandemic", ["experiment=compare", "years=3", "scenario=isolation"])
    before = composing._composed_once.cache_info().misses
    assert config_of("scenario", "pandemic", ["seed=2", "experiment=compare", "out=here"]) == first
    assert composing._composed_once.cache_info().misses == before
    assert config_of("scenario", "pandemic", ["start=2011", "scenario.name=x${start}"])["name"] == "x2011"


def test_threads_that_compose_at_once_do_not_disturb_each_other(tmp_path):
    (tmp_path / "scenario").mkdir()
    (tmp_path / "scenario" / "mine.yaml").write_text("name: mine\ndescription: none\nsource: own\nparameters: []\nevents: []\n")
    lines = [["--config-dir", str(tmp_path), f"scenario={name}", f"seed={seed}"]
             for seed, name in enumerate(["mine", "pandemic"] * 6)]  # fmt: skip
    alone = [composed_config(line) for line in lines]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(composed_config, lines)) == alone
