"""Pages made from an analysis of sensitivity: their command line runs the analysis, or goes on with its folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from concertacion.experiments.run import main as command


def analysed(
    parser: ArgumentParser, settings: Sequence[str], arguments: Sequence[str] | None
) -> tuple[Namespace, list[str], list[str]]:
    """The options of a page, the settings its analysis ran with, and those among them that the user gave.

    Raises
    ------
    SystemExit
        If the analysis fails, with its exit code.
    """
    options, further = parser.parse_known_args(arguments)
    merged = list({setting.partition("=")[0]: setting for setting in (*settings, *further)}.values())
    if code := command([*merged, f"out={options.out}"]):
        raise SystemExit(code)
    return options, merged, further
