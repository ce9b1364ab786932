"""The command `concertacion`: reads what was asked, composes the config, checks it whole, and only then runs it.

Exit codes: 0 done; 1 the result could not be written; 2 bad input, nothing created; 130 interrupted, nothing half-written (a
sweep keeps what is done, and says how to go on).
Whatever is slow to import is imported when it is needed, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.help import HELP, version
from concertacion.sim.declare import InputError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the command line's) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if {"-h", "--help"} & set(arguments):
        print(HELP, end="")
        return 0
    if "--version" in arguments:
        print(f"concertacion {version()}")
        return 0
    try:
        return _run(arguments)
    except InputError as error:
        return _say(f"error: {error}", 2)
    except OSError as error:
        return _say(f"error: the result could not be written: {error.strerror or error} {error.filename or ''}", 1)
    except Unfinished as stop:
        return _say(f"error: {stop}", 1)
    except KeyboardInterrupt as stop:
        return _say(f"interrupted: {str(stop) or 'nothing was written'}", 130)


def _say(sentence: str, code: int) -> int:
    """One line on stderr, whatever the sentence holds; returns the exit code."""
    print("concertacion:", " ".join(sentence.split()), file=sys.stderr)
    return code


def composed_config(arguments: list[str]) -> dict[str, Any] | None:
    """The resolved config of these arguments; None where Hydra was asked to show something (--cfg, --info) and has shown it."""
    import hydra

    from concertacion.experiments.compose import composed

    kept: list[Any] = []

    # The task only keeps the config. All work comes after, outside Hydra, which would wrap every error and open log files.
    @hydra.main(version_base="1.3", config_path="pkg://concertacion.configs", config_name="config")
    def keep(config: Any) -> None:
        kept.append(config)

    return composed(keep, kept, arguments)


def _run(arguments: list[str]) -> int:
    config = composed_config(arguments)
    if config is not None:
        from concertacion.experiments.settings import KINDS, settings_of

        settings = settings_of(config)
        import_module(KINDS[settings.kind][0]).run(settings, config, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
