"""The command `concertacion`: composes the config, checks all of it, and only then runs it.

Exit codes: 0 done; 1 the result could not be finished (a full disk, every run failed, workers that died) or, with
`experiment=check`, is damaged; 2 bad input, nothing created; 130 interrupted or told to end (SIGTERM), nothing half-written (a
sweep keeps what is done, and says how to resume).
Whatever is slow to import is imported when it is needed, so that `--help` answers at once.
"""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from concertacion.experiments.arguments import parsed
from concertacion.experiments.chunks.interrupts import terminated_as_interrupted
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.help import help_text, version
from concertacion.experiments.output.terminal import any_terminal
from concertacion.experiments.own_files import located
from concertacion.experiments.settings.declaration import cut
from concertacion.sim.declare import InputError, in_one_line


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the command line's) and return its exit code."""
    if argv is None:  # a process of its own: a notebook's MPLBACKEND, which matplotlib may not find here, is of no use
        os.environ["MPLBACKEND"] = "agg"
    with any_terminal(), terminated_as_interrupted() if argv is None else nullcontext():
        return _answered(list(sys.argv[1:] if argv is None else argv))


def _answered(arguments: list[str]) -> int:
    """The exit code of these arguments, once all is said and done."""
    if {"-h", "--help"} & set(arguments):
        print(help_text(arguments), end="")
        return 0
    if "--version" in arguments:
        print(f"concertacion {version()}")
        return 0
    try:
        if parsed(arguments).show_config:
            print(config_text(arguments), end="")
        else:
            with warnings.catch_warnings():
                warnings.showwarning = _show(warnings.showwarning)
                run(arguments)
    except InputError as error:
        return _say(f"error: {in_one_line(located(str(error), arguments))}", 2)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return _say(f"error: {cut(str(error.filename))}: the name of this file or folder is too long", 2)
        return _say(in_one_line(f"error: the result could not be written: {error.strerror or error} {error.filename or ''}"), 1)
    except Unfinished as stop:
        return _say(f"error: {stop}", 1)
    except KeyboardInterrupt as stop:
        return _say(f"interrupted: {str(stop) or 'nothing was written'}", 130)
    return 0


def _say(sentence: str, code: int) -> int:
    """One line on stderr; returns the exit code. What may be long was shortened before, the command to resume never."""
    print("concertacion:", " ".join(sentence.split()), file=sys.stderr)
    return code


def config_text(arguments: Sequence[str]) -> str:
    """The config of these arguments as YAML (InputError as `run`)."""
    from omegaconf import OmegaConf

    from concertacion.experiments.compose import composed_config

    return OmegaConf.to_yaml(OmegaConf.create(composed_config(arguments)))


def run(arguments: Sequence[str]) -> Path:
    """Run the experiment of these arguments; returns the folder of its result.

    Raises
    ------
    InputError
        If anything is wrong with the arguments; nothing is created then.
    Interrupted, Unfinished
        If a sweep stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    from concertacion.experiments import check
    from concertacion.experiments.job import job_of
    from concertacion.experiments.rerun import run_again
    from concertacion.experiments.settings.kinds import kind_of

    line = parsed(arguments)
    if line.checked is not None:
        return check.run(line.checked)
    job = job_of(arguments)
    with job.reporter:
        job.check()
        command = import_module(f"concertacion.experiments.{kind_of(job.config)}.command")
        carry_out = partial(command.run, job)
        output_dir: Path = carry_out() if line.source is None else run_again(line.source, job.settings, job.config, carry_out)
        return output_dir


def _show(usual: Callable[..., None]) -> Callable[..., None]:
    """How a warning is printed: one of the project's own as a line, any other as usual."""

    def show(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
        if category.__module__.startswith("concertacion."):
            print("concertacion: warning:", " ".join(str(message).split()), file=sys.stderr)
        else:
            usual(message, category, *where, **more)

    return show


if __name__ == "__main__":
    sys.exit(main())
