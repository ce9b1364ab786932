"""An empty region: a file for each table with its header, and pages that say what to write where."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from concertacion.analysis.formatting import listed
from concertacion.experiments.region.schema import section
from concertacion.sim.declare import InputError
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.selection import DATA

GIVEN = ("domains", "models", "series")  # tables that begin as those of Southeast Asia, much the same everywhere
ORDER = (
    ("countries, geography", "the countries, and every pair of them"),
    ("powers, administrations", "the power that leads in the region, its rival and any others, and who governs them"),
    ("governments, elections, terms", "who governs the countries, and by which rules"),
    ("indicators, interests", "the facts of the years in which a run may start, and what each country wants in each domain"),
    ("trade, dependence", "what is sold between the countries and to the powers, and how much each power matters"),
    ("organisations, memberships", "the forums and their members"),
    ("crises, shocks, displacement", "these may have no rows"),
    ("traditions, models, spells, meetings, ties", "these may have no rows, or be left out"),
)
README = """\
# Tables of a region

Written by `concertacion experiment=region`, which also checks them: run it again on this folder whenever you like. It names
every fault with its row, warns of what can hardly be right, and says how to run the region.

Fill the tables in this order:

{order}

{given} are filled already, with what holds for Southeast Asia. The price of commodities is the same for every
region; look at each number of the domains.

- Cells lie between commas, semicolons or tabs; a first line `sep=;` is understood. Text is UTF-8, or UTF-16 with a byte-order
  mark. Numbers have a decimal point or, between semicolons or tabs, a decimal comma, one of them in the whole file, and no
  thousands separators.
- Dates are YYYY-MM-DD. A spreadsheet may rewrite them when it saves: give their columns the format "text".
- Columns and rows may come in any order; no column may be missing, nor be empty unless this page says "or nothing".
- Two powers are needed. Where one alone matters, the other may be any with `dependence` 0 on it, and engagement and pressure 0.
- Of elections, the last of each country before the first start is enough: the next follow a term after. Add those whose date is
  known, in the quarter of the start too.
- A spell runs from the day `from` to the day `to`, on which the next one begins; nothing in `to` means that it goes on. A run
  that starts in 2010 needs whatever is in force on 31 March 2010, and every indicator of 2010.
- `basis` says how a value came about: `observed` (the source states it), `derived` (a formula over observed values),
  `interpolated`, `carried` (from the nearest year), `coded` (a judgement, argued in SOURCES.md) or `assumed` (no evidence).
- `source` is a short key of a source in SOURCES.md.
"""
SOURCES = """\
# Sources

Every key in a column `source` stands here once.

| key | source |
|---|---|
| `own` | coded for this region: say here by whom, and why |
| `pinksheet` | World Bank, Commodity Price Data (Pink Sheet), annual indices, release of 2 May 2025 (CC BY 4.0) |
"""


def write_templates(folder: Path) -> None:
    """Make the folder, which is missing or empty, with all its files, or nothing of it.

    Raises
    ------
    InputError
        If it cannot be written to.
    """
    created = [each for each in (folder, *folder.parents) if not each.exists()]
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)  # one that is there stays the same: somebody may stand in it
        for name, text in files().items():
            written.append(folder / name)
            written[-1].write_text(text, encoding="utf-8", newline="")
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        for each in created:
            if each.exists() and not any(each.iterdir()):
                each.rmdir()
        if isinstance(error, OSError):
            raise InputError(f"folder={folder}: cannot be written to ({error.strerror})") from error
        raise


def files() -> dict[str, str]:
    """The files of an empty region, by name."""
    tables = {f"{name}.csv": header(name) for name in TABLES}
    given = {f"{name}.csv": (DATA / "southeast_asia" / f"{name}.csv").read_text(encoding="utf-8") for name in GIVEN}
    return {**tables, **given, "README.md": readme(), "SOURCES.md": SOURCES}


def header(name: str) -> str:
    """The first line of a table."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(TABLES[name].columns)
    return line.getvalue()


def order() -> str:
    """In which order the tables are filled, as a list."""
    return "\n".join(f"{number}. {tables}: {words}" for number, (tables, words) in enumerate(ORDER, start=1))


def readme() -> str:
    """What to write into which column."""
    given = listed([f"{name}.csv" for name in GIVEN])
    sections = [f"## {name}.csv\n\n{section(name)}" for name in TABLES]
    return "\n".join([README.format(order=order(), given=given), *sections])
