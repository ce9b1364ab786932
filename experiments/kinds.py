"""The kinds of experiment: which class declares their settings and which module runs them, each imported when it is needed."""

from __future__ import annotations

from importlib import import_module
from inspect import get_annotations
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from concertacion.experiments.declaration import Declaration, declarations

if TYPE_CHECKING:
    from concertacion.experiments.settings import EnsembleSettings


class Kind(NamedTuple):
    """Where a kind of experiment is, in `concertacion.experiments`."""

    settings: str  # module:class
    command: str  # module with `run(settings, config, arguments)`


KINDS = {
    "ensemble": Kind("settings:EnsembleSettings", "ensemble.command"),
    "sweep": Kind("sweep.settings:SweepSettings", "sweep.command"),
    "sensitivity": Kind("sensitivity.settings:SensitivitySettings", "sensitivity.command"),
    "claims": Kind("claims.settings:ClaimSettings", "claims.command"),
    "proposals": Kind("proposals.settings:ProposalSettings", "proposals.command"),
}


def _module(name: str) -> ModuleType:
    return import_module(f"concertacion.experiments.{name}")


def settings_class(kind: str) -> type[EnsembleSettings]:
    """The class that declares the settings of a kind of experiment."""
    module, _, name = KINDS[kind].settings.partition(":")
    found: type[EnsembleSettings] = getattr(_module(module), name)
    return found


def command(kind: str) -> ModuleType:
    """The module that runs a kind of experiment."""
    return _module(KINDS[kind].command)


def own_declarations(kind: str) -> list[Declaration]:
    """The settings that a kind of experiment has beside those of an ensemble (which has its own), the most special first."""
    owner, common = settings_class(kind), settings_class("ensemble")
    inherited = () if kind == "ensemble" else declarations(common)
    names = dict.fromkeys(name for each in owner.__mro__ for name in get_annotations(each))
    return [declarations(owner)[name] for name in names if name not in inherited]


def kinds_with(setting: str) -> list[str]:
    """The kinds of experiment that have a setting."""
    return [kind for kind in KINDS if setting in declarations(settings_class(kind))]


def without_effect() -> frozenset[str]:
    """The settings that change no number."""
    every = (entry for kind in KINDS for entry in declarations(settings_class(kind)).values())
    return frozenset(entry.name for entry in every if not entry.setting.changes_numbers)
