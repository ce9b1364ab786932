"""The kinds of experiment: the class that declares the settings of each, and the checked settings of a config."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from inspect import get_annotations
from typing import Any

from concertacion.experiments.settings.claims import ClaimSettings
from concertacion.experiments.settings.compare import CompareSettings
from concertacion.experiments.settings.declaration import Declaration, Group, checked, cut, declarations, name_of, shown
from concertacion.experiments.settings.ensemble import EnsembleSettings
from concertacion.experiments.settings.explore import ExploreSettings
from concertacion.experiments.settings.page import PageSettings
from concertacion.experiments.settings.plot import PlotSettings
from concertacion.experiments.settings.proposals import ProposalSettings
from concertacion.experiments.settings.record import RecordSettings
from concertacion.experiments.settings.region import RegionSettings
from concertacion.experiments.settings.score import ScoreSettings
from concertacion.experiments.settings.sensitivity import SensitivitySettings
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.experiments.settings.sweep import SweepSettings
from concertacion.sim.declare import InputError, nearest

KINDS: dict[str, type[SharedSettings]] = {
    "ensemble": EnsembleSettings,
    "compare": CompareSettings,
    "sweep": SweepSettings,
    "sensitivity": SensitivitySettings,
    "claims": ClaimSettings,
    "proposals": ProposalSettings,
    "score": ScoreSettings,
    "record": RecordSettings,
    "region": RegionSettings,
    "plot": PlotSettings,
    "page": PageSettings,
    "explore": ExploreSettings,
}
NAME = re.compile(r"[^\W_][\w.\u0300-\u036f-]*")  # a letter may be followed by its accent
EXPERIMENT_KEYS = ("name", "kind", "description")


def shared_declarations() -> list[Declaration]:
    """The settings that every experiment has."""
    return list(declarations(SharedSettings).values())


def own_declarations(kind: str) -> list[Declaration]:
    """The settings that a kind of experiment has beside the shared ones, or declares anew, the most special first."""
    owner, shared = KINDS[kind], declarations(SharedSettings)
    names = dict.fromkeys(name_of(field) for each in owner.__mro__ for field in get_annotations(each))
    return [entry for name in names if (entry := declarations(owner)[name]) != shared.get(name)]


def kinds_with(setting: str) -> list[str]:
    """The kinds of experiment that have a setting."""
    return [kind for kind, owner in KINDS.items() if setting in declarations(owner)]


def experiments_of(kind: str) -> list[str]:
    """The experiments of a kind, by the names that one writes: `default` and `pinned` for `ensemble`."""
    import yaml

    entries = files("concertacion.configs").joinpath("experiment").iterdir()
    configs = {entry.name: yaml.safe_load(entry.read_text(encoding="utf-8")) for entry in entries if entry.name.endswith(".yaml")}
    return sorted(name.removesuffix(".yaml") for name, config in configs.items() if config["experiment"]["kind"] == kind)


def without_effect() -> frozenset[str]:
    """The settings that change no number."""
    return frozenset(entry.name for entry in _every() if not entry.setting.changes_numbers)


def adding_files() -> frozenset[str]:
    """The settings that change no number, but which files a result has."""
    return frozenset(entry.name for entry in _every() if getattr(entry.setting, "adds_files", False))


def _every() -> Iterator[Declaration]:
    for owner in KINDS.values():
        yield from declarations(owner).values()


def settings_of(config: dict[str, Any]) -> SharedSettings:
    """The checked settings in a resolved config, of the class of its kind of experiment.

    Raises
    ------
    InputError
        If a key is unknown, a value has the wrong type or lies outside its range, or two settings contradict each other.
    """
    for group in ("experiment", "world", "scenario"):
        _check_name(config, group)
    owner = KINDS[kind_of(config)]
    known = declarations(owner)
    for key in config:
        if key not in known:
            raise InputError(f"{key}: there is no such setting; {nearest(key, known)}")
    for name, entry in known.items():
        if isinstance(entry.setting, Group) and name not in config:
            kind, chosen = kind_of(config), config["experiment"]["name"]
            raise InputError(f"experiment={chosen}: is of kind {kind}; begin its defaults with /settings/{kind}")
    values = {name: checked(config.get(name, entry.in_config), entry) for name, entry in known.items()}
    fields = {name_of(field): field for field in owner.__dataclass_fields__}
    return owner(**{fields[name]: value for name, value in values.items()}).completed()


def kind_of(config: dict[str, Any]) -> str:
    """The kind of experiment of a config.

    Raises
    ------
    InputError
        If there is no such kind.
    """
    for key in config["experiment"]:
        if key not in EXPERIMENT_KEYS:
            raise InputError(f"experiment.{cut(str(key))}: there is no such setting; {nearest(str(key), EXPERIMENT_KEYS)}")
    kind = config["experiment"].get("kind", "ensemble")
    if not isinstance(kind, str) or kind not in KINDS:
        raise InputError(f"experiment.kind={shown(kind)}: there is no such kind of experiment; {nearest(str(kind), KINDS)}")
    return str(kind)


def _check_name(config: dict[str, Any], group: str) -> None:
    """The name of a chosen experiment, world or scenario becomes part of the name of the folder."""
    chosen = config.get(group)
    name = chosen.get("name") if isinstance(chosen, dict) else chosen
    if not isinstance(chosen, dict) or not isinstance(name, str) or not NAME.fullmatch(name):
        raise InputError(f"{group}.name={shown(name)}: expected a name of letters, digits and underscores")
