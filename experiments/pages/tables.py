"""The generated parts of docs/tables.md, from the declarations of the tables: `python -m concertacion.experiments.pages.tables`
rewrites them.

With `--check` it only refuses a stale page.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.markers import Tables, refresh
from concertacion.experiments.region.schema import section
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.plausible.checks import CHECKS

PAGE = DOCS / "tables.md"


def checks() -> str:
    """The table of what can hardly be right: tables, what is found, whether it is refused."""
    tables: dict[tuple[str, bool], list[str]] = {}
    for check in CHECKS:
        tables.setdefault((check.finds, check.refuses), []).append(check.table)
    return markdown_table(
        ("tables", "what is found", ""),
        (
            (", ".join(names) if len(names) < 5 else "all with dates or years", finds, "error" if refuses else "warning")
            for (finds, refuses), names in tables.items()
        ),
    )


PARTS: Tables = {**{name: partial(section, name) for name in TABLES}, "checks": checks}


def main(arguments: Sequence[str]) -> int:
    """Rewrite the page, or with `--check` only say whether it is current; returns the exit code."""
    return refresh((PAGE,), PARTS, "concertacion.experiments.pages.tables", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
