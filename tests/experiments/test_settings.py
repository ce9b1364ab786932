"""A setting is declared once: the config, the checks, the help and docs/settings.md follow from its line."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

import concertacion
from concertacion.analysis.sensitivity.indices import METHODS
from concertacion.experiments.arguments import CHECK, RERUN
from concertacion.experiments.compose import composed_config
from concertacion.experiments.help import help_text
from concertacion.experiments.notebook import arguments_of
from concertacion.experiments.pages import settings as page
from concertacion.experiments.run import main
from concertacion.experiments.settings.declaration import Group, checked, cut, declarations
from concertacion.experiments.settings.kinds import KINDS, own_declarations, settings_of, without_effect
from concertacion.experiments.settings.sensitivity import FEWEST, POINTS
from concertacion.sim.declare import InputError

LINES = 62  # of a help text: a tall screen shows a line or two for every shared setting, and all experiments
WRONG = {
    int: [1.5, True, "x", [1], 10**30, 10**400, -1, {"a": 1}],
    float: ["x", True, [1], float("nan"), 10**400, 0, -1], bool: ["yes", 1, None, []],
    str: [7, "", True, ["free"], {"a": 1}], Path: [7, "", " ", True, ["a"]],
    int | str: [1.5, True, [1], 10**30, -1, {"a": 1}, ""],
    tuple[str, ...]: [7, [], ["a", "a"], [1], {"a": 1}, ""], str | tuple[str, ...]: [7, [], None, ["a", "a"], {"a": 1}],
}  # fmt: skip
READ_LATER = {
    "sweep": ["over=7", "over={insulation:7}", "fixed=7", "levels=x design=grid"],
    "sensitivity": ["over=7", "fixed=7", "phase=7"],
    "record": ["over=7", "fixed=7", "over=[scenario]", "mode=pinned", "replicates=2"],
    "proposals": ["costs=7", "costs={MSF-P1:x}", "proposals=[MSF-P1]"],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_default_passes_its_own_check(kind):
    for entry in declarations(KINDS[kind]).values():
        if not isinstance(entry.setting, Group):
            assert checked(entry.in_config, entry) == entry.default


@pytest.mark.parametrize("kind", KINDS)
def test_the_config_holds_every_setting_at_its_default_or_preset(kind):
    config = composed_config([f"experiment={'default' if kind == 'ensemble' else kind}"])
    presets = {} if kind == "ensemble" else page.presets(kind)
    assert config.keys() == declarations(KINDS[kind]).keys()
    for name, entry in declarations(KINDS[kind]).items():
        if not isinstance(entry.setting, Group):
            default = list(entry.in_config) if isinstance(entry.in_config, tuple) else entry.in_config
            assert config[name] == presets.get(name, default)


@pytest.mark.parametrize("kind", KINDS)
def test_every_wrong_type_is_refused_in_one_sentence(kind):
    config = composed_config([f"experiment={'default' if kind == 'ensemble' else kind}"])
    tried = 0
    for name, entry in declarations(KINDS[kind]).items():
        values = [7, "text", None, []] if isinstance(entry.setting, Group) else WRONG.get(entry.type, [])
        for value in (value for value in values if value is not None or not getattr(entry.setting, "null", "")):
            with pytest.raises(InputError) as refusal:
                settings_of({**config, name: value})
            assert str(refusal.value).startswith(name) and len(str(refusal.value)) < 250
        tried += len(values)
        assert values or entry.type is Any
    assert tried > 50


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in READ_LATER.items() for line in lines])
def test_what_is_checked_where_it_is_used_is_refused_too(kind, line, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main([f"experiment={kind}", "years=2", *line.split(" ")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and line.partition("=")[0] in error
    assert not list(tmp_path.iterdir())


def test_no_setting_can_be_changed_after_the_check():
    with pytest.raises(FrozenInstanceError):
        settings_of(composed_config([])).seed = 3


def test_long_values_are_cut():
    assert len(cut("x" * 500)) == 80 and cut("short") == "short"


def test_settings_that_change_no_number():
    assert without_effect() >= {"out", "workers", "executor", "quiet", "limit"}
    assert not without_effect() & {"seed", "replicates", "points", "over", "outcomes", "world", "scenario", "parameters"}


def test_every_method_has_its_numbers_of_points():
    assert METHODS.keys() == POINTS.keys() == FEWEST.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_help_names_every_setting_and_fits_a_screen(kind):
    text = help_text([f"experiment={kind}"])
    assert len(text.splitlines()) <= LINES and max(map(len, text.splitlines())) <= 120
    for entry in own_declarations(kind):
        assert re.search(rf"^  {entry.name}=", text, re.MULTILINE)


def test_help_of_what_takes_a_result_names_the_result():
    for name in (RERUN, CHECK):
        text = help_text([f"experiment={name}"])
        assert text.startswith(f"concertacion experiment={name}: ") and "\n  from=DIR " in text


def test_help_says_only_what_is_true_of_the_experiment():
    """Where it starts, if anywhere; which world it chooses; that it resumes, if it does."""
    assert "Other defaults here:" not in help_text(["experiment=compare"])
    assert "Other defaults here: mode=pinned, start=2000, years=26" in help_text(["experiment=pinned"])
    assert help_text(["experiment=default"]) == help_text([])
    for kind in ("record", "score"):
        assert "Other defaults here: world=celac_33, start=1995" in help_text([f"experiment={kind}"])
    for kind, resumes in (("compare", False), ("score", False), ("sweep", True), ("claims", True), ("record", True)):
        assert ("to resume after an interruption" in help_text([f"experiment={kind}"])) is resumes


def test_a_preset_is_what_the_config_holds():
    for kind in KINDS.keys() - {"ensemble"}:
        config = composed_config([f"experiment={kind}"])
        for name, value in page.presets(kind).items():
            assert (config[name]["name"] if isinstance(config[name], dict) else config[name]) == value


@pytest.mark.parametrize("kind", ["claims", "proposals", "record"])
def test_the_other_engine_is_refused_in_words_that_fit_the_experiment(kind):
    with pytest.raises(InputError, match="this experiment runs with the kernel only; leave engine out"):
        settings_of(composed_config([f"experiment={kind}", "engine=mesa"]))


def test_sizes_of_a_test_are_those_of_the_effort_where_nothing_else_is_said():
    def sizes(*more):
        return settings_of(composed_config(["experiment=claims", "effort=full", *more])).sizes

    assert sizes() == (64, 1024, 4, 32, 128, 8)
    assert sizes("points=100", "pairs=64", "ablation_pairs=2") == (64, 100, 64, 64, 100, 2)
    assert sizes("points=some_folder").points == 1024


def test_the_page_is_current_and_a_stale_one_is_refused_in_one_line(tmp_path, monkeypatch, capsys):
    assert page.main(["--check"]) == 0, "run python -m concertacion.experiments.pages.settings"
    monkeypatch.setattr(page, "PAGE", tmp_path / "settings.md")
    (tmp_path / "settings.md").write_text("stale")
    assert page.main(["--check"]) == 1 and capsys.readouterr().err.count("\n") == 1
    assert page.main([]) == page.main(["--check"]) == 0


ADDED = '    warmth: A[int, Setting("how warm it is in the room", 1, 40, null="as outside", changes_numbers=False)] = 21\n'
ASK = """
import sys
from concertacion.experiments.compose import composed_config
from concertacion.experiments.help import help_text
from concertacion.experiments.settings.kinds import without_effect
from concertacion.experiments.pages.settings import page
from concertacion.experiments.run import main
from concertacion.experiments.settings.kinds import settings_of
config = composed_config(["experiment=sweep"])
assert config["warmth"] is None and settings_of(config).warmth == 21
assert settings_of(composed_config(["experiment=sweep", "warmth=30"])).warmth == 30
assert "  warmth=null               how warm it is in the room; null: as outside" in help_text(["experiment=sweep"])
assert "| `warmth`* | `null` | a whole number from 1 to 40 | how warm it is in the room; null: as outside |" in page()
assert "warmth" in without_effect()
codes = [main(line.split()) for line in ("experiment=sweep warmth=41", "experiment=sweep wramth=3", "warmth=3")]
sys.exit(codes != [2, 2, 2])
"""


def test_a_setting_is_added_in_one_line(tmp_path):
    """In a copy of the project: one more line gives its place in the config, its check, its help and its row of the page."""
    copy = tmp_path / "src" / "concertacion"
    ignored = shutil.ignore_patterns("__pycache__", "data")
    shutil.copytree(Path(concertacion.__file__).parent, copy, ignore=ignored)
    declared = copy / "experiments" / "settings" / "sweep.py"
    text = declared.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if line.startswith("    design: A["))
    declared.write_text(text.replace(line, line + ADDED), encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(copy.parent)}
    said = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, cwd=work, env=environment, check=False)
    assert said.returncode == 0, said.stderr
    outside, misspelt, elsewhere = said.stderr.splitlines()
    assert "warmth=41: outside its range, 1 to 40" in outside
    assert "did you mean 'warmth'?" in misspelt
    assert "warmth applies only to sweeps; add experiment=sweep" in elsewhere
    assert not list(work.iterdir())


def test_keywords_become_the_arguments_that_mean_the_same():
    given = {
        "over": ["insulation", {"purge": [0.1, 0.4]}, {"channels": {"values": ["joint", "exclusive"]}}],
        "world": "southeast_asia", "parameters": {"rationality": 3.0}, "quiet": True, "fixed": None, "points": 8,
        "out": "a b='c'",
    }  # fmt: skip
    config = composed_config(["experiment=sweep", *arguments_of(given)])
    assert config["parameters"]["rationality"] == 3.0 and config["world"]["name"] == "southeast_asia"
    for name in ("over", "quiet", "fixed", "points", "out"):
        assert config[name] == given[name]


def test_a_sweep_from_a_notebook(tmp_path, capsys):
    few = {"world": {"countries": ["ARG", "BRA", "CHL", "COL", "MEX"]}, "years": 2, "quiet": True, "workers": 1}
    table = concertacion.sweep(tmp_path / "made", over=["insulation"], points=3, replicates=2, outcomes=["attendance"], **few)
    assert table["attendance"].sizes == {"point": 3, "replicate": 2} and table["attendance"].notnull().all()
    with pytest.raises(InputError, match="did you mean 'points'"):
        concertacion.sweep(tmp_path / "other", point=3)
    with pytest.raises(InputError, match="leave it out"):
        concertacion.sweep(tmp_path / "other", experiment="claims")
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_declarations_wait_for_no_library_of_numbers():
    """Every command reads them first, `--help` too."""
    heavy = {"numpy", "pandas", "numba", "matplotlib"}
    asked = f"import sys, concertacion.experiments.settings.kinds; print({heavy} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
