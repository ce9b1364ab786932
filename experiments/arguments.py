"""The command line: settings as NAME=VALUE, and a few options, each with one exact name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from concertacion.experiments.grammar import readable
from concertacion.experiments.settings.declaration import cut, home_expanded, shown
from concertacion.experiments.settings.kinds import kinds_with
from concertacion.sim.declare import InputError

RERUN = "rerun"  # the experiment that a result chooses
CHECK = "check"  # of a result, which runs nothing
OPTIONS = ("--help", "--version", "--cfg job", "--config-dir DIR")


class Arguments(NamedTuple):
    """A command line taken apart."""

    settings: tuple[str, ...]  # NAME=VALUE, in Hydra's grammar
    config_dir: Path | None  # a folder of the user's own configs
    show_config: bool
    source: Path | None = None  # the result to run again, with experiment=rerun
    checked: Path | None = None  # the result to check, with experiment=check


def parsed(arguments: Sequence[str]) -> Arguments:
    """A command line taken apart; options may stand anywhere.

    Raises
    ------
    InputError
        If an option is unknown or lacks its value, or an argument is no setting.
    """
    settings: list[str] = []
    sources: list[str] = []
    config_dir, show_config = None, False
    rest = iter(arguments)
    for argument in rest:
        if argument.startswith("from="):
            sources.append(argument)
            continue
        if not argument.startswith("-"):
            name = argument.partition("=")[0].strip()
            if not name or "@" in name:  # which Hydra would take for the place of a group
                raise InputError(f"{shown(argument)}: names no setting; write NAME=VALUE, such as seed=7")
            # A claim is a file in configs/claim, which Hydra would take for a group of one choice: `claim=` is read as `claims=`.
            settings.append(readable(re.sub(r"^claim=", "claims=", argument)))
            continue
        option, has_value, value = argument.partition("=")
        if option not in ("--cfg", "--config-dir"):
            raise InputError(_unknown(argument))
        value = value if has_value else next(rest, "")
        if option == "--config-dir":
            config_dir = _folder(value)
        elif value != "job":
            raise InputError(f"--cfg {shown(value)}: write --cfg job, which shows the config and runs nothing")
        else:
            show_config = True
    if (checked := _source(settings, sources, CHECK)) is not None and settings[1:]:
        other = next(setting for setting in settings if setting != f"experiment={CHECK}")
        raise InputError(f"{cut(other)}: experiment={CHECK} runs nothing and has no settings but from=DIR; leave it out")
    if checked is not None and show_config:
        raise InputError(f"--cfg job: experiment={CHECK} has no config; leave it out")
    rerun = _source(settings, sources, RERUN)
    as_setting = [] if rerun or checked else map(readable, sources)
    return Arguments((*settings, *as_setting), config_dir, show_config, rerun, checked)


def _source(settings: Sequence[str], sources: Sequence[str], reader: str) -> Path | None:
    """The folder of `from=`, if the experiment is this one of the two that take a whole result; others have it as a setting."""
    folders = [source.removeprefix("from=") for source in sources]
    experiments = [setting for setting in settings if setting.startswith("experiment=")]
    wanted = f"experiment={reader}"
    if wanted not in experiments:
        readers = [RERUN, CHECK, *kinds_with("from")]
        if folders and not {f"experiment={name}" for name in readers} & set(experiments):
            others = f"{', '.join(readers[:-1])} or {readers[-1]}"
            raise InputError(f"from={cut(folders[0])}: applies only where a result is read; add experiment={others}")
        return None
    if len(experiments) > 1:
        other = next((setting for setting in experiments if setting != wanted), wanted)
        reads = "checks a result" if reader == CHECK else "runs the experiment of the result again"
        raise InputError(f"{cut(other)}: {wanted} {reads}; leave it out")
    if len(folders) != 1 or not (folder := re.sub(r"^(['\"])(.*)\1$", r"\2", folders[0])):
        raise InputError(f"{wanted}: needs from=DIR, the folder of one result")
    try:
        return home_expanded(folder)
    except TypeError:
        raise InputError(f"from={cut(folder)}: there is no such folder; name the folder of one result") from None


def _unknown(argument: str) -> str:
    if argument in ("-m", "--multirun"):
        return f"{argument} is not used here: replicates=N runs an ensemble, experiment=sweep many points"
    if argument in OPTIONS or argument == "-h":
        return f"{argument} stands alone"
    return f"{cut(argument)}: there is no such option; the options are {', '.join(OPTIONS)}"


def _folder(value: str) -> Path:
    try:
        folder = home_expanded(value)
        exists = bool(value) and folder.is_dir()
    except (TypeError, ValueError, OSError):  # ~ of nobody, a character or a length that no name has
        exists = False
    if not exists:
        raise InputError(
            f"--config-dir {shown(value)}: there is no such folder; it holds your own configs, as scenario/NAME.yaml"
        )
    return folder.resolve()
