"""From a command line in Hydra's grammar to one plain, resolved config, or to one sentence about what is wrong with it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from typing import Any

from hydra.core.config_store import ConfigStore
from hydra.errors import ConfigCompositionException, HydraException, MissingConfigException, OverrideParseException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import MarkedYAMLError

from concertacion.experiments.settings import KINDS
from concertacion.sim.declare import InputError, Variant, declared, nearest

GROUPS = ("experiment", "world", "scenario", "parameters", "executor")
Config = dict[str, Any]
Keep = Callable[[], Any]


def parameter_defaults() -> dict[str, float | str]:
    """Every parameter at its default, structural variants by the name of their form."""
    from concertacion.sim.parameters import Parameters

    def shown(value: float, declaration: Any) -> float | str:
        return declaration.forms[int(value)] if isinstance(declaration, Variant) else value

    defaults = Parameters()
    return {name: shown(getattr(defaults, name), declaration) for name, declaration in declared(Parameters).items()}


def composed(keep: Keep, kept: list[Any], arguments: list[str]) -> Config | None:
    """The resolved config of these arguments, or None where Hydra was asked to show something instead.

    `keep` is the decorated task, which appends the composed config to `kept`.

    Raises
    ------
    InputError
        If an argument cannot be read, or names a key or a choice that does not exist.
    """
    # A claim is a file in configs/claim, which Hydra would take for a group of one choice: `claim=` is handed on as `claims=`.
    arguments = [re.sub(r"^claim=", "claims=", argument) for argument in arguments]
    for argument in arguments:
        _refuse_unwanted(argument)
    ConfigStore.instance().store(group="parameters", name="default", node=parameter_defaults())
    try:
        _call(keep, sorted(arguments, key=_is_override))  # options may stand anywhere; argparse wants them first
        return _resolved(kept[-1]) if kept else None
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{mark.name}, line {mark.line + 1}" if mark else "a config file"
        raise InputError(f"{place}: cannot be read as YAML, {error.problem}; quote texts that hold a colon") from error
    except (HydraException, OmegaConfBaseException, ValueError, KeyError, OSError) as error:
        raise InputError(_sentence(error, lambda: _chosen_config(keep, kept, arguments))) from error


def _refuse_unwanted(argument: str) -> None:
    """Refuse what Hydra would accept and this command cannot honour, or would honour silently in the wrong way."""
    if argument in ("-m", "--multirun"):
        raise InputError(
            f"{argument} is not used here: replicates=N runs an ensemble; give each further config a command of its own"
        )
    if argument[:1] in "+~" and argument:
        plain = argument.lstrip("+~")
        raise InputError(f"{argument}: settings are neither added nor deleted; write NAME=VALUE, such as {plain or 'seed=7'}")
    if re.match(r"hydra[./=@]", argument):
        raise InputError(f"{argument}: Hydra's own settings are fixed here; out=DIR names the folder of the result")
    group, _, value = argument.partition("=")
    if group in GROUPS and not re.fullmatch(r"(?!(?i:null|true|false)$)[A-Za-z][\w./-]*|\{.*\}", value.strip("\"' ")):
        raise InputError(f"{argument}: {group} takes the name of one of the configs in configs/{group}/")


def _is_override(argument: str) -> bool:
    return "=" in argument and not argument.startswith("-")


def _call(keep: Keep, arguments: list[str]) -> None:
    """Call the decorated task as if from a command line, with Hydra's errors raised and its usage text kept off the screen."""
    complaints = StringIO()
    with _command_line(arguments), redirect_stderr(complaints):
        try:
            keep()
        except SystemExit as stop:
            if stop.code:
                last = complaints.getvalue().strip().splitlines()[-1:]
                raise InputError(last[0].split("error: ")[-1] if last else "the command line cannot be read") from None


@contextmanager
def _command_line(arguments: list[str]) -> Iterator[None]:
    before, full_error = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv = ["concertacion", *arguments]
    os.environ["HYDRA_FULL_ERROR"] = "1"  # errors of composition reach the caller instead of being printed
    try:
        yield
    finally:
        sys.argv = before
        if full_error is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = full_error


def _resolved(config: Any) -> Config:
    plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True)
    return {str(key): value for key, value in dict(plain).items()}  # type: ignore[arg-type]


def _chosen_config(keep: Keep, kept: list[Any], arguments: list[str]) -> Config:
    """The config of the same experiment, world and scenario with no further setting: what could have been set."""
    _call(keep, [argument for argument in arguments if argument.startswith("-") or argument.partition("=")[0] in GROUPS])
    return _resolved(kept[-1])


def _sentence(error: Exception, chosen_config: Callable[[], Config]) -> str:
    """What a user can act on, from one of Hydra's errors."""
    key = getattr(error.__cause__, "full_key", None)
    if isinstance(error, MissingConfigException) and error.options is not None:
        group, _, name = str(error.missing_cfg_file).rpartition("/")
        kind = "set of parameters" if group == "parameters" else group
        return f"{group}={name}: there is no such {kind}; {nearest(name, error.options)}"
    if isinstance(error, ConfigCompositionException) and key:
        return _unknown_key(key, chosen_config())
    if isinstance(error, OverrideParseException):
        return f"{error.override}: cannot be read; write NAME=VALUE, a list as [A,B], a text with spaces or = in quotes"
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    if first.startswith("Could not override '"):  # a group that this experiment has not
        return _goes_with(first.split("'")[1]) or first
    if first.startswith("Ambiguous value"):
        return f"{first.split(chr(39))[1]}: one value is taken at a time; a list is written [A,B]"
    if full_key := getattr(error, "full_key", None):
        return f"{full_key}: {first}"
    return first


def _goes_with(key: str) -> str:
    """Which kinds of experiment have a setting that the one asked for has not; empty if none has."""
    kinds = [kind for kind, (_, own) in KINDS.items() if key in own]
    return f"{key}: goes with experiment={' or '.join(kinds)}; add that" if kinds else ""


def _unknown_key(key: str, valid: Any) -> str:
    """Walk down the config to the part of the key that does not exist, and offer the nearest that does."""
    path = ""
    for part in key.split("."):
        if not isinstance(valid, dict):
            return f"{key}: {path} is one value and has no part '{part}'"
        if part not in valid and not path and _goes_with(part):
            return _goes_with(part)
        if part not in valid:
            return f"{key}: there is no setting '{part}'{' in ' + path if path else ''}; {nearest(part, valid)}"
        path, valid = f"{path}.{part}".strip("."), valid[part]
    return f"{key} cannot be set"
