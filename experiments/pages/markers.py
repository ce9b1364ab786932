"""Pages written by hand that hold generated tables, each between `<!-- generated: NAME -->` and `<!-- end -->`."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from concertacion.experiments.output.files import write_bytes

MARK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
Tables = Mapping[str, Callable[[], str]]


def rewritten(text: str, tables: Tables) -> str:
    """The page with every generated table made anew.

    Raises
    ------
    KeyError
        If a marker names a table that does not exist.
    """
    return MARK.sub(lambda mark: f"{mark[1]}\n{tables[mark[2]]()}\n{mark[3]}", text)


def only_checked(generator: str, arguments: Sequence[str]) -> bool:
    """Whether the arguments of a module that writes pages say `--check` (SystemExit for any other)."""
    parser = ArgumentParser(prog=f"python -m {generator}", description="Write the generated tables of a page anew.")
    parser.add_argument("--check", action="store_true", help="only name pages that are stale; exit code 1 if one is")
    return bool(parser.parse_args(arguments).check)


def refresh(pages: Sequence[Path], tables: Tables, generator: str, arguments: Sequence[str]) -> int:
    """Rewrite the pages, or with `--check` among the arguments only name the stale ones on stderr; returns the exit code."""
    check, stale = only_checked(generator, arguments), False
    for page in pages:
        before = page.read_text(encoding="utf-8")
        after = rewritten(before, tables)
        stale = stale or before != after
        if not check:
            write_bytes(page, after.encode())
        elif before != after:
            print(f"docs/{page.name} is stale: run python -m {generator}", file=sys.stderr)
    return int(stale and check)
