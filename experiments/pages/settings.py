"""docs/settings.md from the declarations: `python -m concertacion.experiments.pages.settings` rewrites it.

With `--check` it only refuses a stale one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from concertacion.experiments.help import FEW, configs, presets, written
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.markers import only_checked
from concertacion.experiments.settings.declaration import Declaration, Group, accepted
from concertacion.experiments.settings.kinds import KINDS, experiments_of, own_declarations, shared_declarations

PAGE = DOCS / "settings.md"
HEADER = ("setting", "default", "takes", "meaning")
INTRODUCTION = """\
# Settings

Every setting of every experiment, written as `NAME=VALUE` after `concertacion`. This page is generated from the declarations in
`experiments/settings/` by `python -m concertacion.experiments.pages.settings`.

Write a list as `[A,B]` and a mapping as `{A: 1, B: 2}`; put quotes around values with spaces, braces or square brackets.
`concertacion --cfg job` with any settings shows their config and runs nothing. Settings marked * change no number: a folder can
be resumed with other values of them. Two experiments have none of their own, `check` and `rerun`: [results](results.md).

## Every experiment
"""


def table(entries: Iterable[Declaration]) -> str:
    """A row for each setting."""
    return markdown_table(HEADER, map(row, entries))


def row(entry: Declaration) -> tuple[str, str, str, str]:
    """Name, default, what it takes, and what it is for."""
    setting, mark = entry.setting, "" if entry.setting.changes_numbers else "*"
    if isinstance(setting, Group):
        names = configs(entry.name)
        takes = ", ".join(f"`{name}`" for name in names) if len(names) <= FEW else accepted(entry)
        takes = takes or f"`{entry.default}`, or the name of a config in `{entry.name}/` of your `--config-dir`"
        return f"`{entry.name}`{mark}", f"`{entry.default}`", takes, setting.help
    takes = ", ".join(f"`{choice}`" for choice in setting.choices) or accepted(entry)
    null = f"; null: {setting.null}" if setting.null else ""
    return f"`{entry.name}`{mark}", f"`{written(entry.in_config)}`", takes, setting.help + null


def page() -> str:
    """The whole page."""
    sections = [INTRODUCTION + "\n" + table(shared_declarations())]
    for kind in KINDS:
        for experiment in experiments_of(kind):
            given = ", ".join(f"`{name}={value}`" for name, value in presets(experiment).items())
            parts = [f"Other defaults here: {given}.\n"] if given else []
            parts += [table(own_declarations(kind))] if own_declarations(kind) else []
            sections += ["\n".join([f"## experiment={experiment}\n", *parts])] if parts else []
    return "\n".join(sections)


def main(arguments: Sequence[str]) -> int:
    """Rewrite the page, or with `--check` only say whether it is current; returns the exit code."""
    if not only_checked("concertacion.experiments.pages.settings", arguments):
        write_bytes(PAGE, page().encode())
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        print(f"docs/{PAGE.name} is stale: run python -m concertacion.experiments.pages.settings", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
