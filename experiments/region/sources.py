"""The keys in `source` columns against SOURCES.md, which says what each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.tables import Found, Tables

PAGE = "SOURCES.md"


def unsourced(tables: Tables, folder: Path) -> Iterator[Found]:
    """(table, doubt) for each key that SOURCES.md does not name, where it first stands. `a;b` are two keys, `a:page` is of a."""
    try:
        page = (folder / PAGE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        yield (
            next(iter(tables.frames)),
            Fault(None, f"no {PAGE} lies beside it; write one, which says what each key in `source` is"),
        )
        return
    said: set[str] = set()
    for name, frame in tables.frames.items():
        for row, cell in frame["source"].sort_index().items():
            for key in (part.strip().partition(":")[0] for part in cell.split(";")):
                if key and key not in said and not re.search(rf"(?<!\w){re.escape(key)}(?!\w)", page):
                    yield name, Fault(int(str(row)), f"source '{key[:40]}' is not in {PAGE}; give it a line there")
                said.add(key)
