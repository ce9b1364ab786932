"""Every setting belongs to the experiments that read it: these accept it, and all others refuse it in one sentence."""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated as A
from typing import Any

import pytest
from tests.experiments.stored.small import COMMANDS

from concertacion.experiments import compose, job
from concertacion.experiments.compose import composed_config
from concertacion.experiments.output.reporter import Reporter
from concertacion.experiments.run import main
from concertacion.experiments.settings.declaration import Declaration, Group, Setting, declarations
from concertacion.experiments.settings.ensemble import EnsembleSettings
from concertacion.experiments.settings.kinds import KINDS, experiments_of, settings_of
from concertacion.sim.declare import InputError

CHOSEN = {"experiment": None, "world": "south_america", "scenario": "pandemic", "parameters": None, "executor": "processes"}
EARLIER = {"experiment", "parameters_from", "out"}  # read by what every command passes before its experiment begins
FURTHER = {"sensitivity": ["screen=1", "screen_points=4"]}  # settings that are read only where others are given
SIMULATED = [kind for kind, owner in KINDS.items() if owner.simulates]


def other(entry: Declaration, usual: Any) -> Any:
    """A value that a setting takes and that is not the usual one of an experiment, as one writes it."""
    if isinstance(entry.setting, Group):
        return CHOSEN[entry.name]
    if entry.setting.choices:
        return next(choice for choice in entry.setting.choices if choice != usual)
    low = max(entry.setting.low, 0) if entry.type in (int, float) else 0
    written = {
        bool: "false" if entry.default is True else "true", int: low + 8, float: 0.5, Path: "other", str: "other",
        int | str: "other", tuple[str, ...]: "[other]", str | tuple[str, ...]: "other", Any: "[other]",
    }  # fmt: skip
    return written[entry.type]


@pytest.mark.parametrize("kind", KINDS)
def test_every_setting_changes_the_config_of_its_experiments(kind, tmp_path):
    (tmp_path / "mine.yaml").write_text("insulation: 0.5\n", encoding="utf-8")
    experiment, known = f"experiment={experiments_of(kind)[0]}", declarations(KINDS[kind])
    usual = composed_config([experiment])
    values = {name: value for name, entry in known.items() if (value := other(entry, usual[name])) is not None}
    values["parameters_from"] = tmp_path / "mine.yaml"
    config = composed_config([experiment, *(f"{name}={value}" for name, value in values.items())])
    assert {name for name in known if config[name] == usual[name]} == {"experiment", "parameters_from"}
    assert config["parameters"] == {**usual["parameters"], "insulation": 0.5}


@dataclass(frozen=True, kw_only=True)
class WithRemark(EnsembleSettings):
    remark: A[str, Setting("a word kept with the result")] = "none"


def test_a_setting_of_one_ensemble_is_refused_by_all_other_experiments(monkeypatch, capsys):
    monkeypatch.setitem(KINDS, "ensemble", WithRemark)
    for kept in ("_defaults", "_composed_once"):  # by a process that has made them once
        monkeypatch.setattr(compose, kept, getattr(compose, kept).__wrapped__)
    for experiment in experiments_of("ensemble"):
        assert settings_of(composed_config([f"experiment={experiment}", "remark=heard"])).remark == "heard"
    for kind in KINDS.keys() - {"ensemble"}:
        with pytest.raises(InputError, match=f"^remark applies only to ensembles; leave it out of experiment={kind}, or choose "
                           "experiment=default or pinned$"):  # fmt: skip
            composed_config([f"experiment={kind}", "remark=heard"])


class Reading:
    """Settings and configs that note which of their entries are read."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def settings(self, settings: Any) -> Any:
        """The settings, and those that they are turned into, noted; copying all of them is no reading."""
        reading, owner = self, type(settings)

        class Noted(owner):
            def __getattribute__(self, name):
                value = super().__getattribute__(name)
                if name in declarations(owner) and sys._getframe(1).f_code.co_name not in ("_swept", "completed"):
                    reading.names.add(name)
                return reading.settings(value) if hasattr(type(value), "completed") else value

        return Noted(**{field.name: getattr(settings, field.name) for field in fields(settings)})

    def config(self, config: dict[str, Any]) -> dict[str, Any]:
        """The config, noted."""
        reading = self

        class Noted(dict):
            def __getitem__(self, name):
                reading.names.add(name)
                return super().__getitem__(name)

        return Noted(config)


@pytest.mark.parametrize("kind", SIMULATED)
def test_every_experiment_reads_all_its_settings(kind, tmp_path, monkeypatch, no_drawing):
    reading, real = Reading(), job.Job
    told = Reporter.result
    monkeypatch.setattr(Reporter, "result", lambda one: told(one) if one.module != EnsembleSettings.drawn_by else ([], "", ""))
    monkeypatch.setattr(job, "Job", lambda s, config, *rest: real(reading.settings(s), reading.config(config), *rest))
    assert main([*COMMANDS[experiments_of(kind)[0]], *FURTHER.get(kind, []), f"out={tmp_path / 'out'}"]) == 0
    assert declarations(KINDS[kind]).keys() - EARLIER - reading.names == set()
